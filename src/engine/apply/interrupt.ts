/**
 * When running work should end early, and how a wait learns of it. Quick effects are never cut short: half an effect is worse than
 * a late one. Only what may take long (images, readiness, confirmation, draining) is handed a signal that fires.
 */
import type { Result } from '../../model/result.js'
import type { Clock } from '../../ports.js'
import { linkSignals } from '../../signals.js'

export type StopReason = 'aborted' | 'superseded'

export interface Interrupts {
  /** Fires when Mist is asked to stop. */
  readonly signal: AbortSignal
  /** True once a newer revision is known that wants something else than what is being applied. */
  readonly isSuperseded: () => boolean
}

/** The interrupts of one task, for all of its waits. */
export interface Interruption extends Interrupts {
  /** Runs a long work with a signal that fires for either reason; only for the first one when it cannot be superseded any more. */
  during(clock: Clock, until: 'superseded' | 'aborted', work: (signal: AbortSignal) => Promise<Result<void>>): Promise<Result<void>>
}

/** The interrupts of one apply: all of its tasks end with the same signal, and each may be superseded by itself. */
export interface SharedInterrupts {
  of(isSuperseded: () => boolean): Interruption
  /** Lets go of the signal. */
  release(): void
}

/** Often enough that a push does not wait noticeably for a release that it makes pointless. */
const CHECK_EVERY_MS = 250

export function stopReason({ signal, isSuperseded }: Interrupts): StopReason | undefined {
  if (signal.aborted) return 'aborted'
  return isSuperseded() ? 'superseded' : undefined
}

/** However many waits there are at a time, the outer signal gets one listener: Node warns of more than ten. */
export function shareInterrupts(signal: AbortSignal): SharedInterrupts {
  const outer = linkSignals(signal)
  const cuts = new Set<() => void>()
  const cutAll = (): void => {
    for (const cut of cuts) cut()
  }
  outer.signal.addEventListener('abort', cutAll, { once: true })
  return { of: (isSuperseded) => ({ signal, isSuperseded, during: during({ outer: outer.signal, cuts, isSuperseded }) }), release: outer.release }
}

interface Outer {
  readonly outer: AbortSignal
  readonly cuts: Set<() => void>
  readonly isSuperseded: () => boolean
}

function during({ outer, cuts, isSuperseded }: Outer): Interruption['during'] {
  return async (clock, until, work) => {
    const cut = new AbortController()
    const abort = (): void => cut.abort()
    if (outer.aborted) abort()
    cuts.add(abort)
    const ended = new AbortController()
    const watch = until === 'superseded' ? watchFor(clock, { isSuperseded, ended: ended.signal, cut }) : undefined
    try {
      return await work(cut.signal)
    } finally {
      cuts.delete(abort)
      ended.abort()
      await watch
    }
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
