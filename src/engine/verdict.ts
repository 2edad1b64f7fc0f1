/** How a pass came out, in one word, worst first. */
import type { Failure } from '../model/failure.js'
import type { Plan } from '../model/plan.js'
import type { ChangeOutcome, Verdict } from '../model/run.js'

export interface PassResult {
  readonly failure: Failure | undefined
  readonly plan: Plan | undefined
  readonly outcomes: readonly ChangeOutcome[]
}

export function verdictOf({ failure, plan, outcomes }: PassResult): Verdict {
  if (failure) return verdictOfFailure(failure)
  if (outcomes.some((one) => one.result === 'failed' && one.failure.code !== 'aborted')) return 'failed'
  if (outcomes.some((one) => one.result === 'failed' || (one.result === 'skipped' && one.because === 'aborted'))) return 'aborted'
  if (outcomes.some((one) => one.result === 'skipped')) return 'superseded'
  if (plan?.blocked.some((one) => one.reason === 'held')) return 'failed'
  if (plan && plan.blocked.length > 0) return 'blocked'
  return outcomes.length > 0 ? 'changed' : 'converged'
}

function verdictOfFailure(failure: Failure): Verdict {
  if (failure.code === 'aborted') return 'aborted'
  return failure.code === 'manifest-invalid' || failure.code === 'manifest-missing' ? 'rejected' : 'failed'
}
