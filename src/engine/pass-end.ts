/** Pass → what the schedule must know of it. Failures of single apps have their own pauses (holds.ts) and are no reason to retry the whole. */
import type { Pass } from './reconcile.js'
import { nextAttemptMs } from './holds.js'
import type { PassEnded, PassStart } from './schedule.js'

export function toPassEnded(pass: Pass, start: PassStart, seen: { readonly nowMs: number; readonly lastCommit: string | undefined }): PassEnded {
  const { run, look, memory } = pass
  const heldUntilMs = nextAttemptMs(memory.holds, seen.nowMs)
  const isIncomplete = Object.keys(look.observed?.incomplete ?? {}).length > 0
  return {
    fetch: start.fetch,
    outcome: run.failure?.retry === 'backoff' || isIncomplete ? 'retry' : 'good',
    isNewRevision: run.revision !== undefined && seen.lastCommit !== undefined && run.revision.commit !== seen.lastCommit,
    isSuspended: pass.suspension !== undefined,
    isSuperseded: run.verdict === 'superseded',
    ...(heldUntilMs !== undefined && { heldUntilMs }),
  }
}
