/** A run of the history as it may leave the daemon, built field by field. */
import type { ChangeOutcome, Run } from '../../../model/run.js'
import { publicBlocked, publicChange, publicFailure, publicRevision } from './change.js'
import { publicDiagnostic } from './diagnostic.js'

export function publicRun(run: Run): Run {
  const { id, trigger, startedAt, durationMs, revision, verdict, failure, leftOut } = run
  return {
    id, trigger, startedAt, durationMs,
    ...(revision && { revision: publicRevision(revision) }),
    verdict,
    changes: run.changes.map(publicChange),
    blocked: run.blocked.map(publicBlocked),
    outcomes: run.outcomes.map(publicOutcome),
    ...(failure && { failure: publicFailure(failure) }),
    diagnostics: run.diagnostics.map(publicDiagnostic),
    ...(leftOut && { leftOut }),
  }
}

function publicOutcome(outcome: ChangeOutcome): ChangeOutcome {
  const { id, app, action } = outcome
  const about = { id, ...(app !== undefined && { app }), action }
  switch (outcome.result) {
    case 'applied': return { ...about, result: 'applied' }
    case 'failed': return { ...about, result: 'failed', failure: publicFailure(outcome.failure), undone: outcome.undone }
    case 'skipped': return { ...about, result: 'skipped', because: outcome.because }
  }
}
