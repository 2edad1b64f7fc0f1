/**
 * Which backup, and what it would be restored into: read and judged, nothing is changed. The target is the app itself, or another name
 * in its project, whether git has that yet or not.
 */
import type { BackupManifest, BackupSpec, StorageSpec } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { baseVolume, volumeInUse } from '../../model/generation.js'
import type { AppKey, VolumeSpec } from '../../model/resource.js'
import { projectOf, resourceId } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DesiredApp } from '../../model/state.js'
import type { ReadPorts } from '../../ports.js'
import { copiedInputs, withCopy } from '../../resolve/copied-app.js'
import { resolveDesired } from '../../resolve/resolve.js'
import { placeOf } from '../backup/place-of.js'
import { backupFolder } from '../backup/places.js'
import { readManifest } from '../backup/read-manifest.js'
import { listBackups, ownBackups } from '../backup/list.js'
import type { EngineConfig } from '../config.js'
import type { Look } from '../look.js'
import { judgeIdentity } from './drill.js'

export interface BackupWish {
  readonly key: string
  /** The newest unless told. */
  readonly id?: string
}

export interface ChosenBackup {
  readonly spec: BackupSpec
  readonly place: StorageSpec
  readonly folder: string
  readonly manifest: BackupManifest
}

export interface NamedBackup extends Omit<ChosenBackup, 'manifest'> {
  readonly id: string
}

export async function chooseBackup(work: ChooseWork, wish: BackupWish): Promise<Result<ChosenBackup>> {
  const named = await nameBackup(work, wish)
  if (!named.ok) return named
  const { id, ...at } = named.value
  const manifest = await readManifest(work.ports, at, work.signal)
  if (!manifest.ok) return manifest
  const stranger = judgeIdentity(manifest.value, { id, instance: work.config.instance })
  return stranger ? err(stranger) : ok({ ...at, manifest: manifest.value })
}

/** Nothing of it is read yet: a drill tells whether it is any good. */
export async function nameBackup(work: ChooseWork, wish: BackupWish): Promise<Result<NamedBackup>> {
  const { config: { instance }, seen } = work
  const found = specOf(seen, wish.key)
  if (!found.ok) return found
  const place = placeOf(seen.desired, found.value)
  if (!place.ok) return place
  const root = backupFolder(instance, found.value)
  const id = await idOf(work, { place: place.value, root, wish })
  if (!id.ok) return id
  return ok({ spec: found.value, place: place.value, folder: `${root}/${id.value}`, id: id.value })
}

export interface ChooseWork {
  readonly ports: Pick<ReadPorts, 'storage' | 'runtime' | 'clock' | 'generations'>
  readonly config: Pick<EngineConfig, 'instance' | 'key'>
  readonly seen: Look
  readonly signal: AbortSignal
}

function specOf({ desired, failure: trouble }: Look, key: string): Result<BackupSpec> {
  const subject = `cannot find the backups of ${key}`
  if (!desired) return err(trouble ?? failure('internal', { subject, cause: 'it is not known what git says' }))
  const known = desired.backups ?? []
  const spec = known.find((one) => one.key === key)
  if (spec) return ok(spec)
  const names = known.map((one) => one.key)
  return err(failure('restore-refused', { subject, cause: 'git says nothing of a backup of that name', help: names.length > 0 ? `Known are: ${names.join(', ')}` : 'Give a database or a volume a backup: in mist.yaml first.' }))
}

/** The newest one that this instance made. What another made into the same folder, or with a clock that went wrong, is taken only by its name. */
async function idOf({ ports, config, signal }: ChooseWork, { place, root, wish }: { readonly place: StorageSpec; readonly root: string; readonly wish: BackupWish }): Promise<Result<string>> {
  const listed = await listBackups(ports, { place, folder: root }, signal)
  if (!listed.ok) return listed
  const { whole } = listed.value
  const [newest] = ownBackups(whole, config.key, ports.clock.nowIso())
  const id = wish.id ?? newest?.id
  if (id !== undefined && whole.some((one) => one.id === id)) return ok(id)
  const cause = id === undefined ? 'this instance has made none yet' : `there is no backup ${id}`
  return err(failure('restore-refused', { subject: `cannot find a backup of ${wish.key}`, cause, help: id === undefined ? `Make one with: mistctl backup now ${wish.key}` : `See: mistctl backup ls ${wish.key}` }))
}

export interface RestoreTarget {
  readonly spec: BackupSpec
  readonly app: DesiredApp
  /** Where the data of the app is, or would be: what is made comes after it. */
  readonly volume: VolumeSpec
  /** Git has the app. */
  readonly isInGit: boolean
  /** The volume is there: then something is replaced. */
  readonly live?: LiveData
}

export interface LiveData {
  /** Names of the containers that mount it. */
  readonly usedBy: readonly string[]
  /** ISO 8601. */
  readonly createdAt?: string
}

/** `to` is an app of the same project; absent for the app that was backed up. */
export async function chooseTarget(work: ChooseWork, spec: BackupSpec, to: AppKey | undefined): Promise<Result<RestoreTarget>> {
  const found = to === undefined || to === spec.app ? itself(work.seen, spec) : another(work.seen, spec, to)
  if (!found.ok) return found
  const { app } = found.value
  const volume = app.volumes.find(({ name }) => baseVolume(name) === baseVolume(found.value.spec.source.volume))
  if (!volume) return err(refused(app.key, `it has no volume for what ${spec.key} holds`))
  const told = await work.ports.runtime.volumes({ sizes: 'skipped' }, work.signal)
  if (!told.ok) return told
  const inUse = volumeThatCounts(work, found.value, baseVolume(volume.name))
  const live = told.value.find(({ name }) => name === inUse)
  return ok({ ...found.value, volume: live ? { ...volume, name: live.name, id: resourceId('volume', live.name) } : volume, ...(live && { live: { usedBy: live.usedBy, ...(live.createdAt !== undefined && { createdAt: live.createdAt }) } }) })
}

type Named = Pick<RestoreTarget, 'spec' | 'app' | 'isInGit'>

/** An app that git does not have yet was not fitted to the host: an earlier restore to it stands in the note alone. */
function volumeThatCounts({ ports }: ChooseWork, { app, isInGit }: Named, base: string): string {
  return isInGit ? volumeInUse(app, base) : ports.generations.read().generations.inUse[base] ?? base
}

function itself({ desired }: Look, spec: BackupSpec): Result<Named> {
  const app = desired?.apps.find(({ key }) => key === spec.app)
  if (app) return ok({ spec, app, isInGit: true })
  const unresolved = desired?.unresolved.find(({ key }) => key === spec.app)
  return err(unresolved ? unresolved.failure : refused(spec.app, 'git has no such app'))
}

/** Resolved beside the others, so that it has the names and the passwords that it will have once git has it. */
function another({ desired, memory }: Look, spec: BackupSpec, to: AppKey): Result<Named> {
  const basis = memory.resolved?.basis
  if (!desired || !basis) return err(refused(to, 'it is not known what git says'))
  if (projectOf(to) !== projectOf(spec.app)) return err(refused(to, `a backup of ${spec.app} can only go to an app of the project ${projectOf(spec.app)}`))
  const copy = { of: spec.app, as: to }
  const state = resolveDesired(withCopy(basis.manifest, copy), copiedInputs(basis.inputs, copy))
  const copied = state.backups?.find((one) => one.app === to && one.source.kind === spec.source.kind && isSameData(one, spec))
  const unresolved = [...desired.unresolved, ...state.unresolved].find(({ key }) => key === to)
  if (unresolved) return err(unresolved.failure)
  const own = desired.apps.find(({ key }) => key === to)
  const app = own ?? state.apps.find(({ key }) => key === to)
  return app && copied ? ok({ spec: copied, app, isInGit: own !== undefined }) : err(refused(to, `it is an app that does not keep what ${spec.key} holds`))
}

/** Of a database there is one; volumes have the same name within their apps. */
function isSameData(one: BackupSpec, other: BackupSpec): boolean {
  return one.source.kind === 'database' || one.key.slice(one.app.length) === other.key.slice(other.app.length)
}

function refused(app: string, cause: string): Failure {
  return failure('restore-refused', { subject: `cannot restore to ${app}`, cause })
}
