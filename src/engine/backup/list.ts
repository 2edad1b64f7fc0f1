/** What backups there are of one thing, told by the storage alone. Names and sizes say it: nothing is opened for it. */
import type { StorageSpec } from '../../model/backup.js'
import type { InstanceKey } from '../../model/instance-key.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { ReadPorts, StoredObject } from '../../ports.js'
import type { MadeFor } from './backup-id.js'
import { madeFor, momentOf } from './backup-id.js'
import { isDrillKey, manifestKey } from './places.js'

export interface BackupFound {
  readonly id: string
  /** Without a slash at the end. */
  readonly folder: string
  /** ISO 8601: when the dump began. */
  readonly at: string
  /** Of all its parts, as they lie there. */
  readonly bytes: number
  /** Keys of its drills, newest first. */
  readonly drills: readonly string[]
}

export interface BackupsListed {
  /** Those that have a manifest, newest first. */
  readonly whole: readonly BackupFound[]
  /** What an interrupted one left behind, and what was half removed: no backups. */
  readonly leftovers: readonly Leftover[]
}

export interface Leftover {
  readonly id: string
  readonly at: string
  readonly keys: readonly string[]
}

export interface BackupsAt {
  readonly place: StorageSpec
  /** See `backupFolder`. */
  readonly folder: string
}

export async function listBackups({ storage }: Pick<ReadPorts, 'storage'>, { place, folder }: BackupsAt, signal: AbortSignal): Promise<Result<BackupsListed>> {
  const listed = await storage.list(place, `${folder}/`, signal)
  if (!listed.ok) return listed
  const byId = new Map<string, StoredObject[]>()
  for (const object of listed.value) {
    const id = object.key.slice(folder.length + 1).split('/')[0] ?? ''
    if (momentOf(id) === undefined) continue
    byId.set(id, [...(byId.get(id) ?? []), object])
  }
  const all = [...byId].sort(([a], [b]) => (a < b ? 1 : -1)).map(([id, objects]) => ({ id, at: momentOf(id) ?? '', folder: `${folder}/${id}`, objects }))
  return ok({
    whole: all.filter(isWhole).map(foundOf),
    leftovers: all.filter((one) => !isWhole(one)).map(({ id, at, objects }) => ({ id, at, keys: objects.map(({ key }) => key) })),
  })
}

/**
 * regular: made by the schedule or by a person: what a restore takes unless told, and what a drill proves. signed: those and the copies made
 * before a restore or an upgrade, of what may have been spoiled by then. any: those as well that are from before names were signed.
 */
export type OwnBackups = 'regular' | 'signed' | 'any'

export interface OwnQuery {
  readonly key: InstanceKey
  readonly now: string
}

/** A clock that went wrong once must not keep backups from being made, or old ones from being let go of, for years. */
export const AHEAD_MS = 5 * 60_000

/**
 * Those that this instance made, as far as their moment is no later than now. Two hosts may share a folder of a storage by mistake:
 * neither counts, or lets go of, what the other one made.
 */
export function ownBackups<T extends Pick<BackupFound, 'folder' | 'at'>>(whole: readonly T[], which: OwnBackups, { key, now }: OwnQuery): readonly T[] {
  return whole.filter(({ folder, at }) => Date.parse(at) <= Date.parse(now) + AHEAD_MS && isOf(which, madeFor(folder, key)))
}

function isOf(which: OwnBackups, made: MadeFor | undefined): boolean {
  switch (which) {
    case 'regular': return made === 'schedule' || made === 'person'
    case 'signed': return made !== undefined && made !== 'earlier'
    case 'any': return made !== undefined
  }
}

interface Folder {
  readonly id: string
  readonly at: string
  readonly folder: string
  readonly objects: readonly StoredObject[]
}

function isWhole({ folder, objects }: Folder): boolean {
  return objects.some(({ key }) => key === manifestKey(folder))
}

function foundOf({ id, at, folder, objects }: Folder): BackupFound {
  const drills = objects.map(({ key }) => key).filter(isDrillKey).toSorted().toReversed()
  const parts = objects.filter(({ key }) => key !== manifestKey(folder) && !isDrillKey(key))
  return { id, at, folder, drills, bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0) }
}
