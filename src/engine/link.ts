/**
 * One signal made of several. Unlike AbortSignal.any it can be let go of: a signal that lives as long as the daemon must not
 * gather a dependent for every wait it was ever used in.
 */

export interface Linked {
  readonly signal: AbortSignal
  fire(): void
  release(): void
}

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
