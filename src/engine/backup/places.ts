/** Where everything of a backup lies in its storage, made of facts alone: whoever has the place and the keys finds it again. */
import { baseVolume } from '../../model/generation.js'
import type { BackupSpec } from '../../model/backup.js'

/** Of all backups of one thing, without a slash at the end: `<instance>/<project>/<app>/<database | volume>`. */
export function backupFolder(instance: string, { owner, source }: Pick<BackupSpec, 'owner' | 'source'>): string {
  return `${instance}/${owner}/${source.kind === 'database' ? 'database' : baseVolume(source.volume)}`
}

/** Written last: without it there is no backup. */
export function manifestKey(folder: string): string {
  return `${folder}/manifest.json`
}

/** Beside the backup that was restored; sorts by time. */
export function drillKey(folder: string, atIso: string): string {
  return `${folder}/drill-${atIso.replace(/[-:]|\.\d+/g, '')}.json`
}

export function isDrillKey(key: string): boolean {
  return /\/drill-[0-9TZ]+\.json$/.test(key)
}
