/** What the keeper knows of one backup. All of it can be lost: the storage is listed again, and what failed is tried again. */
import type { BackupSpec, BackupStanding, DrillRecord } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { backupDue, backupPauseMs } from '../../plan/backups/due.js'
import type { InstanceKey } from '../../model/instance-key.js'
import type { BackupFound, BackupsListed } from './list.js'
import { ownBackups } from './list.js'
import type { Judged } from './sound.js'
import { damageIn, soundIn, untoldIn } from './sound.js'

export interface Track {
  readonly spec: BackupSpec
  readonly instanceKey: InstanceKey
  /** Of the spec and its place: another one is another try. */
  readonly digest: string
  /** ISO 8601: when this process first heard of it. */
  readonly knownSince: string
  readonly listed?: Listed
  /** What the manifests say of the newest ones. */
  readonly judged?: Judged
  readonly failed?: FailedTry
  readonly waitsFor?: string
  readonly isRunning?: true
  /** There is nothing to read: the app is parked. */
  readonly isParked?: true
  /** The last word on the newest backup that was ever drilled. */
  readonly lastDrill?: DrillRecord
  /** The newest object that tells of a drill, when it was last looked for one that counts. */
  readonly drillsRead?: string
  readonly drillTry?: DrillTry
  /** The moment of which it was said that it was missed. */
  readonly missedSaid?: string
  /** ISO 8601: since when this schedule counts. What is due from before is no fault of anybody. */
  readonly changedAt?: string
}

export interface Listed {
  readonly backups: BackupsListed
  /** Monotonic. */
  readonly atMs: number
  /** ISO 8601. */
  readonly at: string
}

/** A drill that could not be held, and says nothing about the backup. */
export type DrillTry = FailedTry

export interface FailedTry {
  readonly failure: Failure
  /** In a row. */
  readonly count: number
  readonly at: string
  readonly retryAt: string
}

/** A copy made before a restore or an upgrade is none of the schedule, and may hold what was spoiled. */
export function newestOf(track: Track, now: string): BackupFound | undefined {
  return regularOf(track, now)[0]
}

/** Newest first, without those that are known to be damaged. */
export function regularOf(track: Track, now: string): readonly BackupFound[] {
  return soundIn(track.judged, ownBackups(track.listed?.backups.whole ?? [], 'regular', { key: track.instanceKey, now }))
}

/** Why what should be the newest one is none; a newer one that is good ends it. */
export function damageOf(track: Track, now: string): Failure | undefined {
  return damageIn(track.judged, newestOf(track, now))
}

/** A storage that is away comes back; a key that may not read stays so until a person looks. */
export function refusalOf({ judged }: Track): Failure | undefined {
  return judged?.untold?.code === 'storage-refused' ? untoldIn(judged) : undefined
}

export function standingOf(track: Track, now: string): BackupStanding {
  const { spec, listed, instanceKey } = track
  const last = newestOf(track, now)
  return {
    key: spec.key,
    app: spec.app,
    storage: spec.storage,
    seenAt: now,
    state: stateOf(track, now),
    count: soundIn(track.judged, ownBackups(listed?.backups.whole ?? [], 'signed', { key: instanceKey, now })).length,
    ...(last && { last: { id: last.id, at: last.at, bytes: last.bytes } }),
    ...timesOf(track, last?.at, now),
    ...drillsOf(track),
    ...(!track.isRunning && troublesOf(track, now)),
  }
}

function drillsOf({ lastDrill, drillTry }: Track): Pick<BackupStanding, 'lastDrill' | 'drillFailure'> {
  return { ...(lastDrill && { lastDrill }), ...(drillTry && { drillFailure: drillTry.failure }) }
}

function timesOf({ spec, knownSince, isParked, missedSaid }: Track, newest: string | undefined, now: string): Pick<BackupStanding, 'next' | 'dueSince' | 'missed'> {
  const { next, dueSince } = backupDue({ schedule: spec.schedule, newest, wantedSince: knownSince, now })
  const isDue = dueSince !== undefined && !isParked
  return { ...(next !== undefined && { next }), ...(isDue && { dueSince }), ...(isDue && missedSaid !== undefined && { missed: true as const }) }
}

function troublesOf(track: Track, now: string): Pick<BackupStanding, 'waitsFor' | 'failure' | 'failedAt' | 'retryAt'> {
  const { waitsFor, failed, listed } = track
  const damage = damageOf(track, now) ?? refusalOf(track)
  return {
    ...(waitsFor !== undefined && { waitsFor }),
    ...(damage && listed && { failure: damage, failedAt: listed.at }),
    ...(failed && { failure: failed.failure, failedAt: failed.at, retryAt: failed.retryAt }),
  }
}

function stateOf(track: Track, now: string): BackupStanding['state'] {
  const { isRunning, failed, waitsFor } = track
  if (isRunning) return 'running'
  if (failed || damageOf(track, now) || refusalOf(track)) return 'failed'
  return waitsFor === undefined ? 'idle' : 'waiting'
}

/** `before`: the one that failed last, when none came out well since. */
export function failedTry(before: FailedTry | undefined, failure: Failure, now: string): FailedTry {
  const count = (before?.count ?? 0) + 1
  return { failure, count, at: now, retryAt: new Date(Date.parse(now) + backupPauseMs(count, failure.retry)).toISOString() }
}

/** Whether it may be tried now. */
export function isReady({ failed }: Track, now: string): boolean {
  return !failed || Date.parse(failed.retryAt) <= Date.parse(now)
}
