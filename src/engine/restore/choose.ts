/**
 * Which backup, and what it would be restored into: read and judged, nothing is changed. The target is the app itself, or another name
 * in its project, whether git has that yet or not.
 */
import type { BackedUp, BackupManifest, BackupOrigin, BackupSpec, StorageSpec } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { baseVolume, volumeInUse } from '../../model/generation.js'
import type { Plan } from '../../model/plan.js'
import type { AppKey, VolumeSpec } from '../../model/resource.js'
import { projectOf, resourceId } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DesiredApp } from '../../model/state.js'
import type { ReadPorts } from '../../ports.js'
import { copiedInputs, withCopy } from '../../resolve/copied-app.js'
import { resolveDesired } from '../../resolve/resolve.js'
import { findSpec } from '../backup/find-spec.js'
import { findLeft } from '../backup/left.js'
import { placeOf } from '../backup/place-of.js'
import { backupFolder } from '../backup/places.js'
import { readManifest, refuseUnsigned } from '../backup/read-manifest.js'
import { listBackups, ownBackups } from '../backup/list.js'
import type { EngineConfig } from '../config.js'
import { isAboutData } from '../hold/held-wishes.js'
import type { Look } from '../look.js'

export interface BackupWish {
  readonly key: string
  /** The newest regular one of this instance unless told. */
  readonly id?: string
  /** A person's word for one that this instance did not sign. */
  readonly unsigned?: 'taken'
}

export interface ChosenBackup {
  readonly spec: BackedUp
  readonly place: StorageSpec
  readonly folder: string
  readonly manifest: BackupManifest
  readonly origin: BackupOrigin
  /** A newer one of this instance that is only taken by its name: it was made before a restore or an upgrade. */
  readonly passedOver?: string
}

export interface NamedBackup extends Omit<ChosenBackup, 'manifest' | 'origin'> {
  readonly id: string
}

export async function chooseBackup(work: ChooseWork, wish: BackupWish): Promise<Result<ChosenBackup>> {
  const named = await nameBackup(work, wish)
  if (!named.ok) return named
  const { id: _, ...at } = named.value
  const read = await readManifest(work, at)
  if (!read.ok) return read
  const refusal = wish.unsigned === 'taken' ? undefined : refuseUnsigned(read.value)
  return refusal ? err(refusal) : ok({ ...at, ...read.value })
}

/** Nothing of it is read yet: a drill tells whether it is any good. */
export async function nameBackup(work: ChooseWork, wish: BackupWish): Promise<Result<NamedBackup>> {
  const { config: { instance }, seen } = work
  const found = await specOf(work, wish.key)
  if (!found.ok) return found
  const place = placeOf(seen.desired, found.value)
  if (!place.ok) return place
  const root = backupFolder(instance, found.value)
  const named = await idOf(work, { place: place.value, root, wish })
  return named.ok ? ok({ spec: found.value, place: place.value, folder: `${root}/${named.value.id}`, ...named.value }) : named
}

/** One that git wants, else one of which the storages know. */
async function specOf(work: ChooseWork, key: string): Promise<Result<BackedUp>> {
  const found = findSpec(work.seen, key)
  if (found.ok || !work.seen.desired) return found
  const { left: [first] } = await findLeft(work, work.seen.desired, key)
  return first ? ok(first.spec) : found
}

export interface ChooseWork {
  readonly ports: Pick<ReadPorts, 'storage' | 'runtime' | 'clock' | 'generations'>
  readonly config: Pick<EngineConfig, 'instance' | 'key'>
  readonly seen: Look
  readonly signal: AbortSignal
}

type ById = Pick<NamedBackup, 'id' | 'passedOver'>

/** Unless told, the newest regular one that this instance made: what another made into the same folder, or with a clock that went wrong, is taken only by its name. */
async function idOf({ ports, config, signal }: ChooseWork, { place, root, wish }: { readonly place: StorageSpec; readonly root: string; readonly wish: BackupWish }): Promise<Result<ById>> {
  const listed = await listBackups(ports, { place, folder: root }, signal)
  if (!listed.ok) return listed
  const { whole } = listed.value
  const query = { key: config.key, now: ports.clock.nowIso() }
  if (wish.id !== undefined) return whole.some(({ id }) => id === wish.id) ? ok({ id: wish.id }) : err(notFound(wish.key, { cause: `there is no backup ${wish.id}`, help: `See: mistctl backup ls ${wish.key}` }))
  const [newest] = ownBackups(whole, 'regular', query)
  const [latest] = ownBackups(whole, 'signed', query)
  if (newest) return ok({ id: newest.id, ...(latest && latest.id !== newest.id && { passedOver: latest.id }) })
  const cause = 'this instance has made none yet'
  return err(notFound(wish.key, whole.length === 0 ? { cause, help: `Make one with: mistctl backup now ${wish.key}` } : { cause: `${cause} that is taken without being named`, help: `There are others, and each can be named: mistctl backup ls ${wish.key}` }))
}

function notFound(key: string, { cause, help }: { readonly cause: string; readonly help: string }): Failure {
  return failure('restore-refused', { subject: `cannot find a backup of ${key}`, cause, help })
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
export async function chooseTarget(work: ChooseWork, spec: BackedUp, to: AppKey | undefined): Promise<Result<RestoreTarget>> {
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

function itself({ desired, plan }: Look, { key: wanted, app: owner }: BackedUp): Result<Named> {
  const spec = desired?.backups?.find(({ key }) => key === wanted)
  const app = desired?.apps.find(({ key }) => key === owner)
  if (app && spec) return ok({ spec, app: asWanted(app, plan), isInGit: true })
  const unresolved = desired?.unresolved.find(({ key }) => key === owner)
  return err(unresolved ? unresolved.failure : notInGit({ key: wanted, app: owner }, app ? 'git wants no backup of it any more' : 'git has no such app any more'))
}

/** What git wants is refused for the sake of data, so the data is brought to it: as the app is kept meanwhile, it would have another version or not that volume. */
function asWanted(app: DesiredApp, plan: Plan | undefined): DesiredApp {
  const isRefused = plan?.blocked.some((one) => one.app === app.key && isAboutData(one))
  return app.kept && isRefused ? app.kept.wanted : app
}

function notInGit({ key, app }: Pick<BackedUp, 'key' | 'app'>, cause: string): Failure {
  const help = `Put it back into the file with its template and its \`backup:\`, and restore then; or restore to another app of the project that has a backup of the same kind: mistctl backup restore ${key} --to ${projectOf(app)}/NAME`
  return { ...refused(app, cause), help }
}

/** Resolved beside the others, so that it has the names and the passwords that it will have once git has it. */
function another({ desired, memory }: Look, spec: BackedUp, to: AppKey): Result<Named> {
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
function isSameData(one: BackedUp, other: BackedUp): boolean {
  return one.source.kind === 'database' || one.key.slice(one.app.length) === other.key.slice(other.app.length)
}

function refused(app: string, cause: string): Failure {
  return failure('restore-refused', { subject: `cannot restore to ${app}`, cause })
}
