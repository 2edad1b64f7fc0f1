/** What backups there are of one thing, told by the storage alone. Names and sizes say it: nothing is opened for it. */
import type { StorageSpec } from '../../model/backup.js'
import type { InstanceKey } from '../../model/instance-key.js'
import { keyId } from '../../model/instance-key.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { ReadPorts, StoredObject } from '../../ports.js'
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

/** `20261121T031500Z-3f9a1c`: the moment, and the key of the instance that made it. */
export function backupId(at: string, key: InstanceKey): string {
  return `${at.replace(/[-:]|\.\d+/g, '')}-${markOfKey(key)}`
}

/** A clock that went wrong once must not keep backups from being made, or old ones from being let go of, for years. */
const AHEAD_MS = 5 * 60_000

/**
 * Those that this instance made, as far as their moment is no later than now. Two hosts may share a folder of a storage by mistake:
 * neither counts, or lets go of, what the other one made.
 */
export function ownBackups<T extends Pick<BackupFound, 'id' | 'at'>>(whole: readonly T[], key: InstanceKey, now: string): readonly T[] {
  return whole.filter(({ id, at }) => id.endsWith(`-${markOfKey(key)}`) && Date.parse(at) <= Date.parse(now) + AHEAD_MS)
}

function markOfKey(key: InstanceKey): string {
  return keyId(key).slice(0, MARK_LENGTH)
}

const MARK_LENGTH = 6
const ID = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]{6}$/

/** ISO 8601; undefined for what is no id. */
export function momentOf(id: string): string | undefined {
  const [, year, month, day, hour, minute, second] = ID.exec(id) ?? []
  const text = `${String(year)}-${String(month)}-${String(day)}T${String(hour)}:${String(minute)}:${String(second)}.000Z`
  return second !== undefined && !Number.isNaN(Date.parse(text)) ? text : undefined
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
