/** What a person asks about backups: which there are, by key, and what git wants of them. Nothing is changed. */
import type { BackupSpec, StorageSpec } from '../../model/backup.js'
import type { Result } from '../../model/result.js'
import type { DesiredState } from '../../model/state.js'
import type { ReadPorts } from '../../ports.js'
import type { EngineConfig } from '../config.js'
import type { BackupsListed } from './list.js'
import { listBackups } from './list.js'
import { placeOf } from './place-of.js'
import { backupFolder } from './places.js'

export interface AskWork {
  readonly ports: Pick<ReadPorts, 'storage'>
  readonly config: Pick<EngineConfig, 'instance'>
  readonly signal: AbortSignal
}

export interface Asked {
  readonly spec: BackupSpec
  readonly place: Result<StorageSpec>
  /** Without a slash at the end. */
  readonly folder: string
  readonly listed: Result<BackupsListed>
}

export async function askBackups({ ports, config, signal }: AskWork, desired: DesiredState, key: string | undefined): Promise<readonly Asked[]> {
  const specs = (desired.backups ?? []).filter((spec) => key === undefined || spec.key === key)
  return Promise.all(specs.map(async (spec) => {
    const place = placeOf(desired, spec)
    const folder = backupFolder(config.instance, spec)
    const listed = place.ok ? await listBackups(ports, { place: place.value, folder }, signal) : place
    return { spec, place, folder, listed }
  }))
}
