/**
 * One question at a time to each disk, and a few in all. A disk that hangs heeds no signal and keeps a thread of the process until it comes back;
 * there are four, for all files and for the names of hosts. So what hangs is not asked again, and whoever waits goes when its time is over.
 */

export interface Lanes {
  /** What `work` comes to; undefined when the signal fires first. Work that was begun goes on until it ends, and its lane is closed until then. */
  through<T>(lane: string, work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined>
}

/** Half of the threads that Node has. */
const AT_A_TIME = 2

export function createLanes(): Lanes {
  const busy = new Map<string, Promise<unknown>>()
  const isFree = (lane: string): boolean => !busy.has(lane) && busy.size < AT_A_TIME
  const nextEnd = (lane: string): Promise<unknown> => busy.get(lane) ?? Promise.race(busy.values())
  return {
    through: async (lane, work, signal) => {
      const over = whenOver(signal)
      try {
        while (!isFree(lane) && !signal.aborted) await Promise.race([nextEnd(lane), over.promise])
        if (signal.aborted) return undefined
        const at = work()
        const ended = at.then(() => undefined, () => undefined).then(() => { busy.delete(lane) })
        busy.set(lane, ended)
        return await Promise.race([at, over.promise])
      } finally {
        over.release()
      }
    },
  }
}

interface Over {
  readonly promise: Promise<undefined>
  release(): void
}

/** The signal may live as long as the process: what listens to it is let go of. */
function whenOver(signal: AbortSignal): Over {
  let fire = (): void => undefined
  const promise = new Promise<undefined>((resolve) => { fire = () => { resolve(undefined) } })
  if (signal.aborted) fire()
  else signal.addEventListener('abort', fire, { once: true })
  return { promise, release: () => { signal.removeEventListener('abort', fire) } }
}
