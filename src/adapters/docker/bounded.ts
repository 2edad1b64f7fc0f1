/** Many asynchronous things, only a few of them at a time. */
import { onAbort } from './transport/abort.js'

/** Results in the order of the items. */
export async function mapBounded<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results = new Array<R>(items.length)
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return results
}

export interface Gate {
  /** Waits for a free place, in the order of those who came, `last` behind all others; gives up without one when the signal fires. */
  enter(signal: AbortSignal, onWait?: () => void, turn?: 'usual' | 'last'): Promise<'entered' | 'aborted'>
  leave(): void
}

export function createGate(places: number): Gate {
  let free = places
  const waiting: Record<'usual' | 'last', (() => void)[]> = { usual: [], last: [] }
  return {
    enter(signal, onWait, turn = 'usual') {
      if (signal.aborted) return Promise.resolve('aborted')
      if (free > 0) {
        free -= 1
        return Promise.resolve('entered')
      }
      onWait?.()
      return waitInLine(waiting[turn], signal)
    },
    leave() {
      const next = waiting.usual.shift() ?? waiting.last.shift()
      if (next) next()
      else free += 1
    },
  }
}

function waitInLine(waiting: (() => void)[], signal: AbortSignal): Promise<'entered' | 'aborted'> {
  return new Promise((resolve) => {
    const enter = (): void => {
      ignoreAbort()
      resolve('entered')
    }
    waiting.push(enter)
    const ignoreAbort = onAbort(signal, () => {
      waiting.splice(waiting.indexOf(enter), 1)
      resolve('aborted')
    })
  })
}

/** Ends early, without an error, when the signal fires. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      ignoreAbort()
      resolve()
    }, ms)
    const ignoreAbort = onAbort(signal, () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
