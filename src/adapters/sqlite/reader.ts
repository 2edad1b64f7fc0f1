/**
 * Reads the history: rows → the nouns. Documents are the JSON that `writer.ts` wrote; the schema version of the file vouches for
 * their shape, so they are not validated again.
 */
import type { Database } from 'better-sqlite3'
import type { RecordedEvent, ReconcileEvent } from '../../model/event.js'
import type { Run, Suspension } from '../../model/run.js'
import type { StoreReader } from '../../ports.js'
import type { BackupReader } from './backups.js'
import { NO_BACKUPS } from './backups.js'
import type { ReleaseReader } from './releases.js'
import { NO_RELEASES } from './releases.js'

interface EventRow {
  readonly id: number
  readonly run: number
  readonly at: string
  readonly document: string
}

export type RunReader = Omit<StoreReader, keyof ReleaseReader | keyof BackupReader>

/** Statements are prepared once: a status page asks the same few questions all day. */
export function createRunReader(db: Database): RunReader {
  const documents = documentQueries(db)
  const events = db.prepare<[number, number], EventRow>('SELECT id, run, at, document FROM events WHERE id > ? ORDER BY id LIMIT ?')
  const lastEvent = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM events').pluck()
  const suspension = db.prepare<[], string>('SELECT document FROM suspension').pluck()
  const applied = db.prepare<[], [string, string]>('SELECT resource, digest FROM applied ORDER BY resource').raw()
  const confirmed = db.prepare<[string], number>('SELECT 1 FROM confirmations WHERE commit_id = ?').pluck()
  const buildLog = db.prepare<{ app: string; run: number | null }, string>('SELECT body FROM build_logs WHERE app = @app AND (@run IS NULL OR run = @run) ORDER BY run DESC LIMIT 1').pluck()
  return {
    lastRun: () => parsed<Run>(documents.last.get()),
    runs: (query) => documents.list(query).map((text) => JSON.parse(text) as Run),
    events: (query) => events.all(query.after, query.limit).map(toRecordedEvent),
    lastEventId: () => lastEvent.get() ?? 0,
    suspension: () => parsed<Suspension>(suspension.get()),
    lastApplied: untilChanged(db, () => Object.fromEntries(applied.all())),
    isDeletionConfirmed: (commit) => confirmed.get(commit) !== undefined,
    appliedRevision: () => parsed<Run>(documents.lastApplied.get())?.revision,
    buildLog: ({ app, run }) => toLines(buildLog.get({ app, run: run ?? null })),
  }
}

/** Every pass asks, and hardly any changes the answer: it is read again once somebody, this process or another, has written anything. */
function untilChanged<T>(db: Database, read: () => T): () => T {
  const ownChanges = db.prepare<[], number>('SELECT total_changes()').pluck()
  let last: { readonly stamp: string; readonly value: T } | undefined
  return () => {
    // The version tells of commits of others alone, and never of those of this connection.
    const stamp = `${String(db.pragma('data_version', { simple: true }))} ${String(ownChanges.get())}`
    if (last?.stamp !== stamp) last = { stamp, value: read() }
    return last.value
  }
}

/** What a host without a history answers. */
export const EMPTY_HISTORY: StoreReader = {
  lastRun: () => undefined,
  runs: () => [],
  events: () => [],
  lastEventId: () => 0,
  suspension: () => undefined,
  lastApplied: () => ({}),
  isDeletionConfirmed: () => false,
  appliedRevision: () => undefined,
  buildLog: () => [],
  ...NO_RELEASES,
  ...NO_BACKUPS,
}

interface DocumentQueries {
  readonly last: { get(): string | undefined }
  readonly lastApplied: { get(): string | undefined }
  readonly list: (query: { readonly limit: number; readonly app?: string }) => readonly string[]
}

function documentQueries(db: Database): DocumentQueries {
  const newest = db.prepare<[number], string>('SELECT document FROM runs WHERE document IS NOT NULL ORDER BY id DESC LIMIT ?').pluck()
  const ofApp = db.prepare<[string, number], string>(
    'SELECT document FROM run_apps JOIN runs ON runs.id = run_apps.run WHERE app = ? AND document IS NOT NULL ORDER BY run DESC LIMIT ?',
  ).pluck()
  return {
    last: db.prepare<[], string>('SELECT document FROM runs WHERE document IS NOT NULL ORDER BY id DESC LIMIT 1').pluck(),
    lastApplied: db.prepare<[], string>('SELECT document FROM runs WHERE applied = 1 ORDER BY id DESC LIMIT 1').pluck(),
    list: ({ limit, app }) => (app === undefined ? newest.all(limit) : ofApp.all(app, limit)),
  }
}

function toRecordedEvent(row: EventRow): RecordedEvent {
  return { id: row.id, at: row.at, run: row.run, event: JSON.parse(row.document) as ReconcileEvent }
}

function parsed<T>(text: string | undefined): T | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as T)
}

function toLines(body: string | undefined): readonly string[] {
  return body === undefined || body === '' ? [] : body.slice(0, -1).split('\n')
}
