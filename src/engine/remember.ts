/**
 * Notes which in-place fields (limits, restart, networks) each container was given last, so that a later difference can be told
 * apart: git moved, or somebody's hand. Losing these notes costs a word in the plan and nothing else.
 */
import { inPlaceDigest } from '../model/fingerprint.js'
import type { Plan } from '../model/plan.js'
import type { ChangeOutcome } from '../model/run.js'
import type { DesiredState } from '../model/state.js'
import type { StorePort } from '../ports.js'

export interface AppliedState {
  readonly plan: Plan
  readonly desired: DesiredState
  readonly outcomes: readonly ChangeOutcome[]
}

export function rememberApplied(store: StorePort, { plan, desired, outcomes }: AppliedState): void {
  const known = store.lastApplied()
  const inOrder = new Set<string>(plan.unchanged)
  for (const outcome of outcomes) {
    if (outcome.result === 'applied') inOrder.add(outcome.id)
  }
  const entries: Record<string, string> = {}
  for (const spec of desired.apps.flatMap((app) => app.containers)) {
    if (!inOrder.has(spec.id)) continue
    const digest = inPlaceDigest(spec)
    if (known[spec.id] !== digest) entries[spec.id] = digest
  }
  if (Object.keys(entries).length > 0) store.rememberApplied(entries)
}
