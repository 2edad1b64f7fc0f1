/**
 * What to remember of a plan that was applied. It serves to tell a hand edit from a commit, and data that is new from data that
 * is gone: with all of it lost, Mist still converges, calls a drift a change, and makes a volume that is missing.
 */
import { inPlaceDigest, routeFingerprint } from '../model/fingerprint.js'
import { baseVolume } from '../model/generation.js'
import type { Change, Plan } from '../model/plan.js'
import type { ResourceId } from '../model/resource.js'
import { resourceId } from '../model/resource.js'
import type { DesiredState } from '../model/state.js'

/** For StoreWriter.rememberApplied: everything that is in order once the changes in `applied` are made. */
export function appliedMemory(plan: Plan, desired: DesiredState, applied: ReadonlySet<ResourceId>): Readonly<Record<string, string>> {
  const inOrder = new Set([...plan.unchanged, ...applied])
  const containers = desired.apps.flatMap((app) => app.containers).filter(({ id }) => inOrder.has(id))
  const backedUp = backedUpVolumes(desired)
  const volumes = desired.apps.flatMap((app) => app.volumes).filter(({ id, name, data, preview }) => (data !== undefined || backedUp.has(baseVolume(name))) && preview === undefined && inOrder.has(id))
  return {
    ...Object.fromEntries(volumes.map(({ id }) => [id, HOLDS_DATA])),
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

const HOLDS_DATA = 'holds-data'

/** Volumes of which git wants backups, by the names that they had first: what is worth a copy is missed when it is gone. */
export function backedUpVolumes({ backups = [] }: Pick<DesiredState, 'backups'>): ReadonlySet<string> {
  return new Set(backups.map(({ source }) => baseVolume(source.volume)))
}

/** The volume of a database, or one with backups, that was there once; with the file of the history lost, nobody knows. */
export function heldData(lastApplied: Readonly<Record<string, string>>, volume: string): boolean {
  return lastApplied[resourceId('volume', volume)] === HOLDS_DATA
}

/** For StoreWriter.rememberApplied, once a person gave up the data: the volume may be made anew, empty. */
export function givenUp(volume: string): Readonly<Record<string, string>> {
  return { [resourceId('volume', volume)]: '' }
}
