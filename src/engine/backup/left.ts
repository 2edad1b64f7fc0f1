/**
 * Backups that lie in the storages and that git does not want: of an app that left, or that has no `backup:` any more. The storages alone tell.
 * Nothing lets go of them, and nothing makes more of them.
 */
import type { BackedUp, StorageSpec } from '../../model/backup.js'
import { sortedBy } from '../../model/compare.js'
import type { Failure } from '../../model/failure.js'
import type { AppKey } from '../../model/resource.js'
import { appKey } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { DesiredState } from '../../model/state.js'
import { volumeName } from '../../resolve/names.js'
import type { AskWork } from './ask.js'
import type { BackupFound } from './list.js'
import { listBackups } from './list.js'
import { backupFolder, thingsIn } from './places.js'

export interface LeftBackups {
  readonly spec: BackedUp
  readonly place: StorageSpec
  readonly folder: string
  /** Newest first, and at least one. */
  readonly whole: readonly BackupFound[]
}

export interface LeftFound {
  /** Sorted by key. */
  readonly left: readonly LeftBackups[]
  /** Of storages that do not tell. */
  readonly failures: readonly Failure[]
}

/** Only of `key` when that is given. */
export async function findLeft({ ports, config, signal }: AskWork, { backups = [], storages = {} }: DesiredState, key?: string): Promise<LeftFound> {
  const { instance } = config
  const wanted = new Set(backups.map((spec) => placed(spec.storage, backupFolder(instance, spec))))
  const places = Object.values(storages).flatMap((place) => (place.ok ? [place.value] : []))
  const found = await Promise.all(places.map(async (place): Promise<Result<readonly LeftBackups[]>> => {
    const listed = await ports.storage.list(place, `${instance}/`, signal)
    if (!listed.ok) return listed
    const things = thingsIn(instance, listed.value.map((object) => object.key)).filter(({ folder }) => !wanted.has(placed(place.name, folder)))
    const specs = things.map(({ folder, owner, thing }) => ({ folder, spec: specOf({ instance, storage: place.name }, owner, thing) })).filter(({ spec }) => key === undefined || spec.key === key)
    const each = await Promise.all(specs.map(async ({ folder, spec }) => ({ spec, place, folder, listed: await listBackups(ports, { place, folder }, signal) })))
    return ok(each.flatMap(({ listed: one, ...rest }) => (one.ok && one.value.whole.length > 0 ? [{ ...rest, whole: one.value.whole }] : [])))
  }))
  return { left: sortedBy(found.flatMap((one) => (one.ok ? one.value : [])), ({ spec }) => spec.key), failures: found.flatMap((one) => (one.ok ? [] : [one.error])) }
}

function placed(storage: string, folder: string): string {
  return `${storage} ${folder}`
}

/** A volume has its whole name there, and in its key the one that the manifest gave it. */
function specOf({ instance, storage }: { readonly instance: string; readonly storage: string }, owner: string, thing: string): BackedUp {
  const [project = '', name = ''] = owner.split('/')
  const app: AppKey = appKey(project, name)
  if (thing === 'database') return { key: app, app, owner: app, storage, source: { kind: 'database', volume: '' } }
  const before = volumeName(instance, app, '')
  return { key: `${app}:${thing.startsWith(before) ? thing.slice(before.length) : thing}`, app, owner: app, storage, source: { kind: 'volume', volume: thing } }
}
