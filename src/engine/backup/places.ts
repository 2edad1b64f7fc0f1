/** Where everything of a backup lies in its storage, made of facts alone: whoever has the place and the keys finds it again. */
import { baseVolume } from '../../model/generation.js'
import type { BackedUp, StorageSpec } from '../../model/backup.js'

/** Of all backups of one thing, without a slash at the end: `<instance>/<project>/<app>/<database | volume>`. */
export function backupFolder(instance: string, { owner, source }: Pick<BackedUp, 'owner' | 'source'>): string {
  return `${instance}/${owner}/${source.kind === 'database' ? 'database' : baseVolume(source.volume)}`
}

/** The reverse, of all keys below an instance: what is backed up there, each once. */
export function thingsIn(instance: string, keys: readonly string[]): readonly { readonly folder: string; readonly owner: string; readonly thing: string }[] {
  const found = new Map(keys.flatMap((key) => {
    const [first, project, app, thing, id] = key.split('/')
    const isWhole = first === instance && project && app && thing && id
    return isWhole ? [[[first, project, app, thing].join('/'), { owner: `${project}/${app}`, thing }] as const] : []
  }))
  return [...found].map(([folder, facts]) => ({ folder, ...facts }))
}

/** Written last: without it there is no backup. */
export function manifestKey(folder: string): string {
  return `${folder}/manifest.json`
}

export interface DrillPlace {
  /** Of the backup that was restored. */
  readonly folder: string
  /** ISO 8601. */
  readonly at: string
  readonly place: Pick<StorageSpec, 'recipients'>
}

/** Beside the backup; sorts by time. A record can hold the words of a server about its data, so it is encrypted where the data is. */
export function drillKey({ folder, at, place }: DrillPlace): string {
  return `${folder}/drill-${at.replace(/[-:]|\.\d+/g, '')}.json${place.recipients ? SEALED : ''}`
}

const SEALED = '.gz.age'

export function isDrillKey(key: string): boolean {
  return /\/drill-[0-9TZ]+\.json(\.gz\.age)?$/.test(key)
}

export function isSealedDrill(key: string): boolean {
  return key.endsWith(SEALED)
}
