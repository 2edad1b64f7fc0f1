/**
 * When work has to end: signals joined, and signals with a deadline. Both can be let go of, so that a signal that lives as long as the
 * daemon never gathers a dependent for every wait it was used in; and both are held by their timer, because AbortSignal.timeout inside
 * AbortSignal.any may be collected before it fires (nodejs/node#57736), which turns a deadline into for ever.
 */

export interface Linked {
  readonly signal: AbortSignal
  fire(): void
  release(): void
}

/** For work that runs to its own deadline, whatever else ends. A new one each time: a shared one would gather listeners. */
export function never(): AbortSignal {
  return new AbortController().signal
}

/** Timers hold no more than this; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1

export function linkSignals(...signals: readonly AbortSignal[]): Linked {
  const either = new AbortController()
  const fire = (): void => either.abort()
  for (const signal of signals) {
    if (signal.aborted) fire()
    else signal.addEventListener('abort', fire, { once: true })
  }
  return {
    signal: either.signal,
    fire,
    release: () => {
      for (const signal of signals) signal.removeEventListener('abort', fire)
    },
  }
}

/** Fires when one of `signals` does, or after `ms`. Whoever makes one releases it. */
export function linkDeadline(ms: number, ...signals: readonly AbortSignal[]): Linked {
  const linked = linkSignals(...signals)
  const timer = setTimeout(linked.fire, Math.min(ms, LONGEST_MS))
  return {
    ...linked,
    release: () => {
      clearTimeout(timer)
      linked.release()
    },
  }
}

/** Runs `work` under a signal that fires with one of `signals` or after `ms`. The work has to heed it; nothing is cut off from outside. */
export async function withDeadline<T>(ms: number, signals: readonly AbortSignal[], work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const linked = linkDeadline(ms, ...signals)
  try {
    return await work(linked.signal)
  } finally {
    linked.release()
  }
}
