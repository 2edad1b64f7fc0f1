/**
 * The part of the keeper that proves backups: reads what the newest drill came to, and holds the next one when it is due. What is known
 * of drills lies in the storage; that one could not be held is remembered only to wait before the next try.
 */
import type { DrillRecord } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import type { AttemptTools } from '../backup/attempt.js'
import { listAgain } from '../backup/attempt.js'
import { placeOf } from '../backup/place-of.js'
import type { DrillTry, Track } from '../backup/track.js'
import { failedTry, newestOf, regularOf } from '../backup/track.js'
import { drill } from './drill.js'
import { drillDueAt } from './drill-due.js'
import { drillKeys, newestDrill } from './newest-drill.js'

/** After a backup that is due was made: a drill is of the newest one. */
export async function drillTurn(tools: AttemptTools, before: Track): Promise<Track> {
  const track = await withLastDrill(tools, before)
  return isDue(tools, track) ? await attempt(tools, track) : track
}

/** Read again once there is another one. That the storage does not tell it says nothing: what is known stays. */
async function withLastDrill({ ports, config, desired, signal }: AttemptTools, track: Track): Promise<Track> {
  const keys = drillKeys(regularOf(track, ports.clock.nowIso()))
  const place = placeOf(desired, track.spec)
  if (keys[0] === undefined || keys[0].key === track.drillsRead || !place.ok) return track
  const found = await newestDrill({ ports, config, signal }, place.value, keys)
  if (!found.ok) return track
  return { ...track, drillsRead: keys[0].key, ...(found.value && isNews(track, found.value) && { lastDrill: found.value }) }
}

function isNews({ lastDrill }: Track, { backup, at }: DrillRecord): boolean {
  return !lastDrill || (backup === lastDrill.backup ? Date.parse(at) > Date.parse(lastDrill.at) : backup > lastDrill.backup)
}

function isDue({ ports, desired, loop }: AttemptTools, track: Track): boolean {
  const { spec: { app, verify }, isParked, drillTry, lastDrill } = track
  const isThere = !isParked && !loop.isAtWork(app) && desired?.apps.some(({ key }) => key === app)
  if (verify === undefined || !isThere) return false
  const now = ports.clock.nowIso()
  const newest = newestOf(track, now)
  const dueAt = drillDueAt(verify, { ...(newest && { newest }), ...(lastDrill && { last: lastDrill }) })
  return dueAt !== undefined && Math.max(dueAt, retryMs(drillTry)) <= Date.parse(now)
}

function retryMs(drillTry: DrillTry | undefined): number {
  return drillTry ? Date.parse(drillTry.retryAt) : 0
}

async function attempt(tools: AttemptTools, track: Track): Promise<Track> {
  const { ports, config, desired, signal } = tools
  const { spec } = track
  const app = desired?.apps.find(({ key }) => key === spec.app)
  const id = newestOf(track, ports.clock.nowIso())?.id
  const place = placeOf(desired, spec)
  if (!app || id === undefined || !place.ok) return track
  const lease = await ports.backupLease.acquire(`verify ${spec.key}`, 0, signal)
  // Held by a backup or a restore: the next turn comes soon.
  if (!lease.ok) return track
  try {
    const end = await drill({ ports, config, signal }, { spec, app, place: place.value, id })
    if (signal.aborted) return track
    return end.kind === 'undecided' ? { ...track, drillTry: nextTry(tools, track, end.failure) } : await proven(tools, track, { record: end.record, ...(end.unrecorded && { unrecorded: end.unrecorded }) })
  } finally {
    lease.value.release()
  }
}

/** A result that does not lie in the storage would be lost with this process: it counts here, and is tried again. */
async function proven(tools: AttemptTools, track: Track, { record, unrecorded }: { readonly record: DrillRecord; readonly unrecorded?: Failure }): Promise<Track> {
  const { drillTry: _, ...rest } = track
  if (unrecorded) return { ...rest, lastDrill: record, drillTry: nextTry(tools, track, unrecorded) }
  return { ...(await listAgain(tools, rest)), lastDrill: record }
}

const DAY_MS = 24 * 60 * 60 * 1_000

function nextTry({ ports }: AttemptTools, { drillTry }: Track, failure: Failure): DrillTry {
  const now = ports.clock.nowIso()
  const next = failedTry(drillTry, failure, now)
  // A disk that is too small does not grow within the hour.
  return failure.code === 'disk-full' ? { ...next, retryAt: new Date(Date.parse(now) + DAY_MS).toISOString() } : next
}
