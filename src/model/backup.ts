/**
 * Backups: what is kept of a database or a volume, where, and how it is made and brought back. Everything that a repository may say is
 * spelled out here; what was really kept is told by the storage itself, so that nothing has to be remembered.
 */
import type { Failure } from './failure.js'
import type { InsideCommand } from './inside-command.js'
import type { AppKey } from './resource.js'
import type { Result } from './result.js'

/** What is backed up, as a person types it: `shop/db` for a database, `shop/worker:uploads` for a volume of another app. */
export type BackupKey = string

/** One thing that is kept. It stands outside every fingerprint: no container is restarted for it. */
export interface BackupSpec {
  readonly key: BackupKey
  readonly app: AppKey
  /** The app under whose name the data was made: the former one when the app was renamed since. Backups lie below it, so they stay together. */
  readonly owner: AppKey
  readonly source: DatabaseSource | VolumeSource
  /** The name in `storage:`. */
  readonly storage: string
  /** Five fields of cron, and the timezone that they are meant in. */
  readonly schedule: { readonly cron: string; readonly timezone: string }
  readonly keep: Retention
  /** How often a backup is restored into a scratch container and looked at. Absent: never. */
  readonly verify?: 'daily' | 'weekly' | 'monthly'
}

/** All that a storage tells of what was backed up. */
export interface BackedUp extends Pick<BackupSpec, 'key' | 'app' | 'owner' | 'storage'> {
  readonly source: Pick<BackupSpec['source'], 'kind' | 'volume'>
}

/** How many are kept: of the last ones, and the newest of so many days, weeks and months. 0: none for that reason. */
export interface Retention {
  readonly last: number
  readonly daily: number
  readonly weekly: number
  readonly monthly: number
}

export interface DatabaseSource {
  readonly kind: 'database'
  /** See model/data.ts. */
  readonly software: string
  readonly line: string
  /** The name of its volume on the engine, as it was first made, and where its container mounts it. */
  readonly volume: string
  readonly path: string
  /**
   * With its settings filled in. A function, so no JSON, digest or log of what holds it can hold a password; the passwords are the very
   * texts that the container has in its env.
   */
  readonly recipe: () => DumpRecipe
}

export interface VolumeSource {
  readonly kind: 'volume'
  /** Its name on the engine. */
  readonly volume: string
  /** Where the containers of the app mount it. */
  readonly path: string
  /** Containers of the app stand still while it is read. */
  readonly pause?: true
}

export type { InsideCommand } from './inside-command.js'

/** The same for each part of a dump: `part` stands for its name. */
export interface PartCommand extends Omit<InsideCommand, 'words'> {
  readonly words: readonly (string | { readonly part: true })[]
}

/** How a server is asked for all that it holds, part by part, and how it takes it back, in the same order. */
export interface DumpRecipe {
  readonly parts: readonly DumpPart[]
  /** Run after a restore; exit code 0 says that the server knows its data. */
  readonly check: InsideCommand
}

/**
 * `each`: one part for every line that `list` prints, such as the databases of a server. A restore with `stdin` is given that text first,
 * then the content of the part. `compare` prints what two servers with the same data answer alike. `file` and `folder` have no restore: they are laid into the empty data folder before the server first starts.
 */
export type DumpPart =
  | { readonly kind: 'one'; readonly name: string; readonly dump: InsideCommand; readonly restore: InsideCommand; readonly compare?: InsideCommand }
  | { readonly kind: 'each'; readonly name: string; readonly list: InsideCommand; readonly dump: PartCommand; readonly restore: PartCommand; readonly compare?: PartCommand }
  | { readonly kind: 'file'; readonly name: string; readonly dump: InsideCommand; readonly trim?: 'rdb-mark'; readonly lay: LaidFile }
  /** The data folder as a whole, read while the server stands still. */
  | { readonly kind: 'folder'; readonly name: string; readonly pause?: true }

/** Where the content of a part goes, and small files beside it, by path. All paths are relative to the data folder. */
export interface LaidFile {
  readonly path: string
  readonly beside: Readonly<Record<string, string>>
}

/** A place for backups. */
export type StorageSpec = PathStorage | S3Storage

interface StorageBase {
  readonly name: string
  /** Public keys of age; absent: what lies there is not encrypted. Whoever restores needs the identity of one of them. */
  readonly recipients?: readonly string[]
}

export interface PathStorage extends StorageBase {
  readonly kind: 'path'
  /** An absolute folder of the host, within what the host settings allow. */
  readonly path: string
}

export interface S3Storage extends StorageBase {
  readonly kind: 's3'
  readonly bucket: string
  /** A URL without a path. */
  readonly endpoint: string
  readonly region: string
  /** In front of every key, without a slash at either end; empty for none. */
  readonly prefix: string
  /** Handed over by a function, so no JSON, digest or log that holds the place can hold the key. */
  readonly credentials: { readonly secret: string; readonly reveal: () => S3Credentials }
}

export interface S3Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/**
 * What lies beside the parts of a backup, as JSON, written last: without it there is no backup. Where everything lies is made by
 * `engine/backup/places.ts` of these facts: `<instance>/<project>/<app>/<database | volume name>/<id>/…`.
 */
export interface BackupManifest {
  readonly formatVersion: 1
  /** `20261121T031500Z-3f9a1c`: sorts by time, see engine/backup/backup-id.ts. */
  readonly id: string
  readonly instance: string
  readonly key: BackupKey
  readonly source: { readonly kind: 'database'; readonly software: string; readonly line: string; readonly image: string } | { readonly kind: 'volume'; readonly volume: string }
  /** ISO 8601: when the dump began, which is the moment that it holds. */
  readonly startedAt: string
  readonly durationMs: number
  readonly reason: 'schedule' | 'person' | 'before-restore' | 'upgrade'
  readonly encrypted: boolean
  /** Of the instance key, see `keyId`: the passwords of what is inside were derived from it. */
  readonly keyId: string
  readonly parts: readonly BackupPart[]
  /** Over all of this and where it lies, by the instance key, see engine/backup/signed.ts. Absent: it was made before backups were signed. */
  readonly mac?: string
}

/**
 * Whose word there is for a backup. own: this instance signed it. unsigned: it says to be of this instance, and of a time before backups were
 * signed. foreign: of another instance, whose signature cannot be judged here.
 */
export type BackupOrigin = 'own' | 'unsigned' | 'foreign'

export interface BackupPart {
  /** The name of the part in the recipe, for one of `each` followed by a slash and its line; `files` for a volume. */
  readonly name: string
  /** Its object, relative to the folder of the backup. */
  readonly object: string
  /** Of the object as it lies there. */
  readonly bytes: number
  readonly sha256: string
  /** Before compression and encryption. */
  readonly plainBytes: number
  readonly plainSha256: string
}

/** A restore into a scratch container, kept beside the backup as an object of its own. */
export interface DrillRecord {
  readonly formatVersion: 1
  readonly backup: string
  /** ISO 8601. */
  readonly at: string
  readonly durationMs: number
  readonly result: 'passed' | 'failed'
  /** Why it failed, or what was seen. */
  readonly message: string
  /** Over all of this and where it lies, by the instance key. What lies in a storage without one is no record. */
  readonly mac?: string
}

/** By name: every place of the manifest, and why one of them cannot be used. That concerns backups alone, never an app. */
export type StoragesFound = Readonly<Record<string, Result<StorageSpec>>>

/** How it stands with one backup, as whoever makes them last saw it. It can be lost at any time: the storage tells it anew. */
export interface BackupStanding {
  readonly key: BackupKey
  readonly app: AppKey
  readonly storage: string
  /** ISO 8601: when this was last put together. */
  readonly seenAt: string
  /** running: it is being made. idle: nothing is to be done now. waiting: it is due and something has to come first, see `waitsFor`. failed: the last try came to nothing. */
  readonly state: 'idle' | 'running' | 'waiting' | 'failed'
  /** The newest whole one. */
  readonly last?: { readonly id: string; readonly at: string; readonly bytes: number }
  /** How many whole ones there are. */
  readonly count: number
  /** ISO 8601: the moment that no backup was made for yet. Absent while the newest one is as young as it shall be. */
  readonly dueSince?: string
  /** Mist was not there at that moment, and makes it up. */
  readonly missed?: true
  /** ISO 8601: the next moment of the schedule. */
  readonly next?: string
  readonly waitsFor?: string
  /** The last word on the newest one that was ever drilled. */
  readonly lastDrill?: DrillRecord
  /** Why the last drill could not be held. It says nothing about the backup. */
  readonly drillFailure?: Failure
  readonly failure?: Failure
  /** ISO 8601. */
  readonly failedAt?: string
  /** ISO 8601: when it is tried again. */
  readonly retryAt?: string
}
