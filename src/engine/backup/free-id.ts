/**
 * The id of a backup that begins now. It is a second of this instance: one that is taken belongs to another backup, of which nothing may be
 * written over or taken back, so the next second is waited for.
 */
import type { BackupManifest, BackupSpec, StorageSpec } from '../../model/backup.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Ports } from '../../ports.js'
import type { EngineConfig } from '../config.js'
import { backupId } from './backup-id.js'
import { backupFolder } from './places.js'

export interface Begun {
  readonly id: string
  /** Without a slash at the end; nothing lies there. */
  readonly folder: string
  /** ISO 8601. */
  readonly startedAt: string
}

export interface IdWork {
  readonly ports: Pick<Ports, 'storage' | 'clock'>
  readonly config: Pick<EngineConfig, 'instance' | 'key'>
  readonly signal: AbortSignal
}

export interface IdOrder {
  readonly spec: BackupSpec
  readonly place: StorageSpec
  readonly reason: BackupManifest['reason']
}

export async function freeId({ ports, config, signal }: IdWork, { spec, place, reason }: IdOrder): Promise<Result<Begun>> {
  const root = backupFolder(config.instance, spec)
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const startedAt = ports.clock.nowIso()
    const id = backupId({ root, at: startedAt, reason }, config.key)
    const folder = `${root}/${id}`
    const there = await ports.storage.list(place, `${folder}/`, signal)
    if (!there.ok) return there
    if (there.value.length === 0) return ok({ id, folder, startedAt })
    await ports.clock.sleep(SECOND_MS, signal)
  }
  return err(failure('backup-failed', { subject: `cannot back up ${spec.key}`, cause: 'there are backups of this very moment already', help: 'Is the clock of the host right? Try again.' }))
}

const TRIES = 5
const SECOND_MS = 1_000
