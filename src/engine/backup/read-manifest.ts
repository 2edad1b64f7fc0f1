/**
 * Reads what lies beside the parts of a backup, and judges it: whether it is whole and plausible, whether it is the one that belongs there, and
 * whose word there is for it. What is damaged or forged is never half believed, and nothing else of a backup is read before this.
 */
import type { BackupManifest, BackupOrigin, StorageSpec } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { keyId } from '../../model/instance-key.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ReadPorts } from '../../ports.js'
import type { EngineConfig } from '../config.js'
import { madeFor } from './backup-id.js'
import { isManifest } from './manifest-form.js'
import { manifestKey } from './places.js'
import { isSigned } from './signed.js'
import { objectIn, readText } from './small-object.js'

export interface ReadWork {
  readonly ports: Pick<ReadPorts, 'storage'>
  readonly config: Pick<EngineConfig, 'instance' | 'key'>
  readonly signal: AbortSignal
}

export interface BackupAt {
  readonly place: StorageSpec
  /** Of the backup itself, without a slash at the end. */
  readonly folder: string
}

export interface BackupRead {
  readonly manifest: BackupManifest
  readonly origin: BackupOrigin
}

export async function readManifest({ ports, config, signal }: ReadWork, at: BackupAt): Promise<Result<BackupRead>> {
  const text = await readText(ports, { place: at.place, key: manifestKey(at.folder) }, signal)
  if (!text.ok) return text
  const manifest = objectIn(text.value)
  if (!isManifest(manifest)) return err(damaged(at, 'manifest.json is none that this version of Mist knows'))
  const stranger = judgeIdentity(manifest, { id: idOf(at), instance: config.instance })
  if (stranger) return err(stranger)
  const origin = originOf(manifest, at, config)
  return origin === undefined ? err(forged(at)) : ok({ manifest, origin })
}

/** Without the person's word only what this instance signed is opened: a dump can hold commands, and whoever takes it carries them out. */
export function refuseUnsigned({ manifest: { id }, origin }: BackupRead): Failure | undefined {
  if (origin === 'own') return undefined
  const cause = origin === 'foreign' ? 'it is of another instance, whose signature cannot be judged here' : 'it is not signed: it was made before backups were, or somebody else put it there'
  return failure('backup-unsigned', { subject: `cannot use backup ${id}`, cause, help: 'If you know where it comes from, name its id and say --unsigned: what a dump says is carried out by the server that takes it.' })
}

function idOf({ folder }: BackupAt): string {
  return folder.slice(folder.lastIndexOf('/') + 1)
}

/** A manifest that was put in the place of another one: what it lists would be the data of another day, or of somebody else. */
function judgeIdentity(manifest: BackupManifest, { id, instance }: { readonly id: string; readonly instance: string }): Failure | undefined {
  const refuse = (cause: string): Failure => failure('backup-damaged', { subject: `cannot use backup ${id}`, cause, help: OTHER_BACKUP })
  if (manifest.id !== id) return refuse(`its manifest is that of ${manifest.id}`)
  return manifest.instance === instance ? undefined : refuse(`its manifest is one of instance ${manifest.instance}`)
}

/** Undefined: it says to be of this instance, by its name or in its text, and this instance did not sign it. */
function originOf(manifest: BackupManifest, { folder }: BackupAt, { key }: Pick<EngineConfig, 'key'>): BackupOrigin | undefined {
  const made = madeFor(folder, key)
  const isSignedName = made !== undefined && made !== 'earlier'
  if (manifest.keyId !== keyId(key)) return isSignedName ? undefined : 'foreign'
  if (isSigned(manifest, { key, purpose: 'backup manifest', at: manifestKey(folder) })) return 'own'
  return manifest.mac === undefined && made === 'earlier' ? 'unsigned' : undefined
}

function forged(at: BackupAt): Failure {
  return failure('backup-forged', { subject: `cannot use backup ${idOf(at)}`, cause: 'its manifest is not signed by this instance, and says to be of it', help: 'Somebody else wrote it, or it was changed or moved: find out who may write into the storage, and take another one from: mistctl backup ls' })
}

const OTHER_BACKUP = 'Look for another one with: mistctl backup ls'

function damaged({ folder }: BackupAt, cause: string): Failure {
  return failure('backup-damaged', { subject: `cannot read the backup in ${folder}`, cause, help: OTHER_BACKUP })
}
