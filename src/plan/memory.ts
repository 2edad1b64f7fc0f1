/**
 * What to remember of a plan that was applied. It serves only to tell a hand edit from a commit: with all of it lost, Mist still
 * converges, and merely calls a drift a change.
 */
import { inPlaceDigest, routeFingerprint } from '../model/fingerprint.js'
import type { Change, Plan } from '../model/plan.js'
import type { ResourceId } from '../model/resource.js'
import type { DesiredState } from '../model/state.js'

/** For StoreWriter.rememberApplied: everything that is in order once the changes in `applied` are made. */
export function appliedMemory(plan: Plan, desired: DesiredState, applied: ReadonlySet<ResourceId>): Readonly<Record<string, string>> {
  const inOrder = new Set([...plan.unchanged, ...applied])
  const containers = desired.apps.flatMap((app) => app.containers).filter(({ id }) => inOrder.has(id))
  return {
    ...Object.fromEntries(containers.map((spec) => [spec.id, inPlaceDigest(spec)])),
    ...Object.fromEntries(plan.changes.filter(({ id }) => applied.has(id)).flatMap(entryOf)),
  }
}

/** What was removed is remembered as empty: should it come back, that is git's doing and no hand's. */
function entryOf(change: Change): readonly (readonly [ResourceId, string])[] {
  if (change.action === 'prune') return [[change.id, '']]
  if (change.kind === 'container') return [[change.id, inPlaceDigest(change.spec)]]
  return change.kind === 'route' ? [[change.id, routeFingerprint(change.spec)]] : []
}
