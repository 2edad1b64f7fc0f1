/** Pass → what the schedule must know of it. Failures of single apps have their own pauses (holds.ts) and are no reason to retry the whole. */
import { nextAttemptMs } from '../hold/holds.js'
import type { Sought } from '../backup/seek.js'
import { nextSeekMs } from '../backup/seek.js'
import type { Look } from '../look.js'
import type { Holds } from '../memory.js'
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
  readonly sought: Sought | undefined
  readonly nowMs: number
}

/** An app that failed, or one that waits for what its storage says. */
export function heldUntil({ holds, sought, nowMs }: Due): { readonly heldUntilMs?: number } {
  const times = [nextAttemptMs(holds, nowMs), nextSeekMs(sought, nowMs)].flatMap((atMs) => atMs ?? [])
  return times.length === 0 ? {} : { heldUntilMs: Math.min(...times) }
}
