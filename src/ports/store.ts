/** History; nothing in it is needed to converge. Part of the list in ports.ts. */
import type { BackupStanding } from '../model/backup.js'
import type { RecordedEvent } from '../model/event.js'
import type { Pin, Rejection, Release } from '../model/release.js'
import type { AppKey } from '../model/resource.js'
import type { Run, Suspension } from '../model/run.js'

export interface StoreReader {
  lastRun(): Run | undefined
  runs(query: { readonly limit: number; readonly app?: AppKey }): readonly Run[]
  /** Events with an id above `after`, oldest first. */
  events(query: { readonly after: number; readonly limit: number }): readonly RecordedEvent[]
  /** 0 when there are none. It grows with each event, whoever records it. */
  lastEventId(): number
  suspension(): Suspension | undefined
  /** Resource id → digest of the in-place fields that Mist applied last. Tells drift from a changed spec. */
  lastApplied(): Readonly<Record<string, string>>
  /** The commits for which a person confirmed a mass deletion. */
  isDeletionConfirmed(commit: string): boolean
  /** The newest recorded revision all of whose changes were applied. */
  appliedRevision(): Run['revision']
  buildLog(query: { readonly app: AppKey; readonly run?: number }): readonly string[]
  /** At most one for an app. */
  rejections(): readonly Rejection[]
  /** Newest first; all that are kept unless `limit` says how many. */
  releases(query: { readonly app: AppKey; readonly limit?: number }): readonly Release[]
  /** Every app that has a release, also those that git no longer has. */
  releasedApps(): readonly AppKey[]
  /** At most one for an app. */
  pins(): readonly Pin[]
  /** As whoever makes backups last wrote it down, sorted by key. */
  backups(): readonly BackupStanding[]
}

export interface StoreWriter {
  /** Reserves the id of the run that begins. */
  beginRun(): number
  recordRun(run: Run): void
  recordEvent(event: RecordedEvent['event'], at: { readonly run: number; readonly time: string }): number
  rememberApplied(entries: Readonly<Record<string, string>>): void
  suspend(suspension: Suspension): void
  resume(): void
  confirmDeletion(commit: string, at: string): void
  reject(rejection: Rejection): void
  clearRejection(app: AppKey): void
  /** Returns the number that it was given. */
  recordRelease(release: Omit<Release, 'number'>): number
  pin(pin: Pin): void
  unpin(app: AppKey): void
  /** In place of all that was known. */
  rememberBackups(standings: readonly BackupStanding[]): void
  appendBuildLog(entry: { readonly app: AppKey; readonly run: number; readonly lines: readonly string[] }): void
}

export type StorePort = StoreReader & StoreWriter
