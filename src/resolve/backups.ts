/**
 * What is to be kept of the data of a manifest, asked of the file alone: an app that is held, or whose image cannot be had, is backed up
 * all the same. Previews keep nothing that anybody would want back.
 */
import type { Manifest, ManifestApp } from '../manifest/manifest.js'
import type { ManifestBackup } from '../manifest/manifest-backup.js'
import { DATA_VOLUME } from '../manifest/templates/database.js'
import type { BackupSpec, DatabaseSource, VolumeSource } from '../model/backup.js'
import { sortedBy } from '../model/compare.js'
import type { AppKey } from '../model/resource.js'
import { appKey } from '../model/resource.js'
import { volumeOwner } from './app.js'
import type { DatabaseScope } from './database.js'
import { recipeOfDatabase } from './database.js'
import { volumeName } from './names.js'

export interface BackupInputs extends Pick<DatabaseScope, 'key' | 'secrets'> {
  readonly instance: string
}

/** Sorted by key. */
export function backupsOf(manifest: Manifest, inputs: BackupInputs): readonly BackupSpec[] {
  const specs = manifest.projects.flatMap((project) => project.apps.flatMap((app) => (app.previewOf ? [] : backupsOfApp(app, { ...inputs, project }))))
  return sortedBy(specs, ({ key }) => key)
}

type Scope = BackupInputs & DatabaseScope

function backupsOfApp(app: ManifestApp, scope: Scope): readonly BackupSpec[] {
  const key = appKey(scope.project.name, app.name)
  const owner = volumeOwner(scope.project.name, app)
  const whole = app.backup && databaseSource(app, scope, owner)
  return [
    ...(app.backup && whole ? [specOf(app.backup, { key, app: key, owner, source: whole })] : []),
    ...app.volumes.flatMap(({ name, path, backup }) => (backup ? [specOf(backup, { key: `${key}:${name}`, app: key, owner, source: volumeSource(backup, { path, volume: volumeName(scope.instance, owner, name) }) })] : [])),
  ]
}

function specOf({ to, cron, timezone, keep, verify }: ManifestBackup, rest: Pick<BackupSpec, 'key' | 'app' | 'owner' | 'source'>): BackupSpec {
  return { ...rest, storage: to, schedule: { cron, timezone }, keep, ...(verify && { verify }) }
}

function databaseSource(app: ManifestApp, scope: Scope, owner: AppKey): DatabaseSource | undefined {
  const { database } = app
  const [volume] = app.volumes
  if (!database?.template.backup || !volume) return undefined
  return { kind: 'database', software: database.template.software, line: database.line, volume: volumeName(scope.instance, owner, DATA_VOLUME), path: volume.path, recipe: recipeOfDatabase(app, scope) }
}

function volumeSource({ pause }: ManifestBackup, place: Pick<VolumeSource, 'path' | 'volume'>): VolumeSource {
  return { kind: 'volume', ...place, ...(pause && { pause }) }
}
