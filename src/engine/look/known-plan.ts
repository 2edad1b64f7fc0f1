/**
 * Most looks see what the look before them saw: then the plan is the one from before, and is not made again. It is a question of cost alone:
 * a plan depends on nothing but what is compared here.
 */
import type { Plan } from '../../model/plan.js'
import { isSameValue } from '../../model/same-value.js'
import type { DesiredState, ObservedState } from '../../model/state.js'
import type { PlanMemory } from '../../plan/plan.js'

export interface PlanBasis {
  readonly desired: DesiredState
  readonly observed: ObservedState
  readonly memory: PlanMemory
}

export interface KnownPlan {
  readonly basis: PlanBasis
  readonly plan: Plan
}

/** What it says of time is that of the new look. */
export function recallPlan(known: readonly KnownPlan[], basis: PlanBasis): Plan | undefined {
  const found = known.find((one) => isSameBasis(one.basis, basis))
  return found && Object.freeze({ ...found.plan, observedAt: basis.observed.observedAt })
}

function isSameBasis(before: PlanBasis, now: PlanBasis): boolean {
  // States that were made from one question are one object, see desire.ts: to look into two of them would cost more than it saves.
  if (before.desired !== now.desired || !isTimeless(before.observed) || !isTimeless(now.observed)) return false
  return isSameValue({ ...before.observed, observedAt: now.observed.observedAt }, now.observed) && isSameValue(before.memory, now.memory)
}

/** How long ago it was started counts for a proxy that has gone astray, and for nothing else. */
function isTimeless({ strayProxy }: ObservedState): boolean {
  return strayProxy === undefined
}
