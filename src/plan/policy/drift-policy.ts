/** `policy.drift: report`: what a hand changed is shown and left alone; what git changed on the same resource still applies. */
import type { Policy } from '../../model/state.js'
import type { FieldChange } from '../../model/plan.js'
import type { Verdict } from '../containers/diff.js'
import { isInPlace } from '../containers/fields.js'

export interface Ruling {
  readonly apply: Verdict
  /** Drift that stays. */
  readonly held: readonly FieldChange[]
}

export function ruleOnDrift(verdict: Verdict, policy: Policy): Ruling {
  const drift = verdict.fields.filter(({ cause }) => cause === 'drift')
  const spec = verdict.fields.filter(({ cause }) => cause === 'spec')
  if (policy.drift === 'correct' || drift.length === 0) return { apply: verdict, held: [] }
  if (spec.length === 0) return { apply: { ...verdict, action: 'keep', fields: [] }, held: drift }
  // A new container is made from the spec alone: nothing of the drift can survive in it.
  if (spec.some(({ field }) => !isInPlace(field))) return { apply: verdict, held: [] }
  const reason = spec.every(({ field }) => field === 'state') ? 'not-running' : 'spec-changed'
  return { apply: { action: 'update', reason, fields: spec }, held: drift }
}
