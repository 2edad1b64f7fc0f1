/**
 * Which data of which git wants backups is not on the host, so that it would begin empty. Whether it ever was there is told by the record of
 * data and by the storages, not here. Data of a preview goes with it, and data that is about to move is there.
 */
import type { BackupSpec } from '../../model/backup.js'
import { baseVolume } from '../../model/generation.js'
import type { AppKey } from '../../model/resource.js'
import type { DesiredState, ObservedState } from '../../model/state.js'

export interface AbsentData {
  readonly app: AppKey
  /** The volume that the app would begin with. */
  readonly volume: string
  readonly backup: BackupSpec
}

/** None while it is not known which volumes there are: then nothing begins in any case. */
export function absentData({ apps, backups = [] }: Pick<DesiredState, 'apps' | 'backups'>, { volumes, incomplete }: Pick<ObservedState, 'volumes' | 'incomplete'>): readonly AbsentData[] {
  if (backups.length === 0 || incomplete.volume) return []
  const present = new Set(volumes.map(({ name }) => name))
  const wanted = new Map(backups.map((backup) => [baseVolume(backup.source.volume), backup]))
  const beginning = apps.filter(({ containers, move }) => containers.length > 0 && !move)
  return beginning.flatMap((app) => app.volumes.flatMap(({ name, preview }) => {
    const backup = wanted.get(baseVolume(name))
    return backup && !present.has(name) && preview === undefined ? [{ app: app.key, volume: name, backup }] : []
  }))
}
