/**
 * Notes what each object was given last, so that a later difference can be told apart: git moved, or somebody's hand. Only what is
 * new is written. Losing these notes costs a word in the plan and nothing else.
 */
import type { Plan } from '../../model/plan.js'
import type { ResourceId } from '../../model/resource.js'
import type { ChangeOutcome } from '../../model/run.js'
import type { DesiredState } from '../../model/state.js'
import { appliedMemory } from '../../plan/memory.js'
import type { StorePort } from '../../ports.js'

export interface AppliedState {
  readonly plan: Plan
  readonly desired: DesiredState
  readonly outcomes: readonly ChangeOutcome[]
}

export function rememberApplied(store: StorePort, { plan, desired, outcomes }: AppliedState): void {
  const known = store.lastApplied()
  const failed = new Set<ResourceId>(outcomes.filter((one) => one.result !== 'applied').map((one) => one.id))
  const applied = new Set<ResourceId>(outcomes.map((one) => one.id).filter((id) => !failed.has(id)))
  const entries = Object.entries(appliedMemory(plan, desired, applied)).filter(([id, digest]) => (known[id] ?? '') !== digest)
  if (entries.length > 0) store.rememberApplied(Object.fromEntries(entries))
}
