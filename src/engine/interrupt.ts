/**
 * When running work should end early, and how a wait learns of it. Quick effects are never cut short: half an effect is worse than
 * a late one. Only what may take long (images, readiness, confirmation, draining) is handed a signal that fires.
 */
import type { Result } from '../model/result.js'
import type { Clock } from '../ports.js'

export type StopReason = 'aborted' | 'superseded'

export interface Interrupts {
  /** Fires when Mist is asked to stop. */
  readonly signal: AbortSignal
  /** True once a newer revision is known than the one that is being applied. */
  readonly isSuperseded: () => boolean
}

/** Often enough that a push does not wait noticeably for a release that it makes pointless. */
const CHECK_EVERY_MS = 250

export function stopReason({ signal, isSuperseded }: Interrupts): StopReason | undefined {
  if (signal.aborted) return 'aborted'
  return isSuperseded() ? 'superseded' : undefined
}

/** Runs a long work with a signal that fires for either reason. */
export async function interruptible(clock: Clock, interrupts: Interrupts, work: (signal: AbortSignal) => Promise<Result<void>>): Promise<Result<void>> {
  const ended = new AbortController()
  const cut = new AbortController()
  const either = AbortSignal.any([interrupts.signal, cut.signal])
  const watch = watchFor(clock, { isSuperseded: interrupts.isSuperseded, ended: ended.signal, cut })
  try {
    return await work(either)
  } finally {
    ended.abort()
    await watch
  }
}

interface Watch {
  readonly isSuperseded: () => boolean
  readonly ended: AbortSignal
  readonly cut: AbortController
}

async function watchFor(clock: Clock, { isSuperseded, ended, cut }: Watch): Promise<void> {
  while (!ended.aborted) {
    if (isSuperseded()) return cut.abort()
    await clock.sleep(CHECK_EVERY_MS, ended)
  }
}
