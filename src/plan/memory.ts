/**
 * What to remember of a plan that was applied. It serves to tell a hand edit from a commit, and data that is new from data that
 * is gone: with all of it lost, Mist still converges, calls a drift a change, and makes a volume that is missing.
 */
import type { DataRecord } from '../model/data-record.js'
import { isHeld, NO_DATA } from '../model/data-record.js'
import { inPlaceDigest, routeFingerprint } from '../model/fingerprint.js'
import { baseVolume } from '../model/generation.js'
import type { Change, Plan } from '../model/plan.js'
import type { ResourceId, VolumeSpec } from '../model/resource.js'
import { resourceId } from '../model/resource.js'
import type { Result } from '../model/result.js'
import { ok } from '../model/result.js'
import type { DesiredApp, DesiredState } from '../model/state.js'
import type { PlanMemory } from './proposal.js'

/** For StoreWriter.rememberApplied: everything that is in order once the changes in `applied` are made. */
export function appliedMemory(plan: Plan, desired: DesiredState, applied: ReadonlySet<ResourceId>): Readonly<Record<string, string>> {
  const inOrder = new Set([...plan.unchanged, ...applied])
  const containers = desired.apps.flatMap((app) => app.containers).filter(({ id }) => inOrder.has(id))
  const backedUp = backedUpVolumes(desired)
  const volumes = desired.apps.flatMap((app) => keepsakes(app, backedUp)).filter(({ id }) => inOrder.has(id))
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

/** The volumes of an app whose data would be missed; those of a preview go with it. */
export function keepsakes({ volumes }: Pick<DesiredApp, 'volumes'>, backedUp: ReadonlySet<string>): readonly VolumeSpec[] {
  return volumes.filter(({ name, data, preview }) => (data !== undefined || backedUp.has(baseVolume(name))) && preview === undefined)
}

/** What is known of data that was there: the record of it, and what a history says of which the record says nothing. An older Mist noted it there alone. */
export function knownData({ lastApplied, dataRecord = ok(NO_DATA) }: Pick<PlanMemory, 'lastApplied' | 'dataRecord'>): Result<DataRecord> {
  return dataRecord.ok ? ok(withHistory(dataRecord.value, lastApplied)) : dataRecord
}

function withHistory(record: DataRecord, lastApplied: PlanMemory['lastApplied']): DataRecord {
  const told = Object.entries(lastApplied).filter(([id, mark]) => mark === HOLDS_DATA && id.startsWith(VOLUME)).map(([id]) => baseVolume(id.slice(VOLUME.length)))
  const news = told.filter((base) => !isHeld(record, base) && !Object.hasOwn(record.givenUp, base))
  return news.length === 0 ? record : { ...record, held: { ...record.held, ...Object.fromEntries(news.map((base) => [base, UNKNOWN_SINCE])) } }
}

const VOLUME = resourceId('volume', '')
/** Before everything that the record itself says. */
const UNKNOWN_SINCE = '1970-01-01T00:00:00.000Z'

/** For StoreWriter.rememberApplied, once a person gave up the data: whichever generation it was in, the volume may be made anew, empty. */
export function givenUp(lastApplied: Readonly<Record<string, string>>, volume: string): Readonly<Record<string, string>> {
  const told = Object.keys(lastApplied).filter((id) => id.startsWith(VOLUME) && baseVolume(id.slice(VOLUME.length)) === baseVolume(volume))
  return Object.fromEntries(told.map((id) => [id, '']))
}
