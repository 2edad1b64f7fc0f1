/** How a pass came out, in one word, worst first. */
import type { Failure } from '../../model/failure.js'
import type { Plan } from '../../model/plan.js'
import type { ChangeOutcome, Verdict } from '../../model/run.js'

export interface PassResult {
  readonly failure: Failure | undefined
  /** Of asking the source. */
  readonly trouble: Failure | undefined
  readonly plan: Plan | undefined
  readonly outcomes: readonly ChangeOutcome[]
}

export function verdictOf({ failure, trouble, plan, outcomes }: PassResult): Verdict {
  if (failure) return verdictOfFailure(failure, trouble)
  if (outcomes.some((one) => one.result === 'failed' && one.failure.code !== 'aborted')) return 'failed'
  if (outcomes.some((one) => one.result === 'failed' || (one.result === 'skipped' && one.because === 'aborted'))) return 'aborted'
  if (outcomes.some((one) => one.result === 'skipped')) return 'superseded'
  if (plan?.blocked.some((one) => one.reason === 'held')) return 'failed'
  if (plan && plan.blocked.length > 0) return 'blocked'
  return outcomes.length > 0 ? 'changed' : 'converged'
}

/** What only another commit cures is the commit's fault, unless it was the source itself that Mist may not ask. */
function verdictOfFailure(failure: Failure, trouble: Failure | undefined): Verdict {
  if (failure.code === 'aborted') return 'aborted'
  return failure.retry === 'next-revision' && failure !== trouble ? 'rejected' : 'failed'
}
