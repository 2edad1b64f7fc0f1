/** Pass → what the schedule must know of it. Failures of single apps have their own pauses (holds.ts) and are no reason to retry the whole. */
import { nextAttemptMs } from './holds.js'
import type { Look } from './look.js'
import type { Holds } from './memory.js'
import type { PassLooked, PassStart } from './schedule.js'

export interface LookEnd {
  readonly look: Look
  readonly isSuspended: boolean
  readonly hasWork: boolean
  /** Of the pass before. */
  readonly lastCommit: string | undefined
}

export function toPassLooked({ fetch }: PassStart, { look, isSuspended, hasWork, lastCommit }: LookEnd, due: Due): PassLooked {
  const failure = look.failure ?? look.trouble?.failure
  const isIncomplete = Object.keys(look.observed?.incomplete ?? {}).length > 0
  return {
    fetch,
    outcome: failure?.retry === 'backoff' || isIncomplete ? 'retry' : 'good',
    isNewRevision: look.revision !== undefined && lastCommit !== undefined && look.revision.commit !== lastCommit,
    isSuspended,
    hasWork,
    ...heldUntil(due),
  }
}

export interface Due {
  readonly holds: Holds
  readonly nowMs: number
}

export function heldUntil({ holds, nowMs }: Due): { readonly heldUntilMs?: number } {
  const heldUntilMs = nextAttemptMs(holds, nowMs)
  return heldUntilMs === undefined ? {} : { heldUntilMs }
}
