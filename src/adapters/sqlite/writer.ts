/**
 * Writes the history and keeps it bounded. Runs, digests, suspension, confirmations and releases are durable when the call
 * returns, against power loss too. Events and build logs are a trace of what a run does: they survive a kill of the process, but
 * are not worth one disk flush per line of a build, so they reach the disk with the next flush.
 */
import type { Database } from 'better-sqlite3'
import type { AppKey } from '../../model/resource.js'
import type { Run } from '../../model/run.js'
import type { StoreWriter } from '../../ports.js'
import { createBackupWriter } from './backups.js'
import { createReleaseWriter } from './releases.js'

export interface Bounds {
  readonly events: number
  readonly runs: number
  /** Runs that found nothing to do are the bulk of a calm month and the least worth keeping. */
  readonly convergedRuns: number
  readonly buildLogsPerApp: number
  readonly buildLogBytes: number
  readonly releasesPerApp: number
}

export const BOUNDS: Bounds = { events: 20_000, runs: 2_000, convergedRuns: 200, buildLogsPerApp: 5, buildLogBytes: 1_048_576, releasesPerApp: 50 }

/** Pruning on every insert would double the work; a table may exceed its bound by this share. */
const PRUNE_EVERY = 200

export function createWriter(db: Database, bounds: Bounds = BOUNDS): StoreWriter {
  const trace = lazily(db)
  return { ...runWriter(db, bounds), ...memoryWriter(db), ...traceWriter(db, trace, bounds), ...createReleaseWriter(db, bounds.releasesPerApp), ...createBackupWriter(db) }
}

function runWriter(db: Database, bounds: Bounds): Pick<StoreWriter, 'beginRun' | 'recordRun'> {
  const begin = db.prepare('INSERT INTO runs DEFAULT VALUES')
  const record = db.prepare(`
    INSERT INTO runs (id, verdict, started_at, applied, document) VALUES (@id, @verdict, @startedAt, @applied, @document)
    ON CONFLICT (id) DO UPDATE SET verdict = excluded.verdict, started_at = excluded.started_at, applied = excluded.applied, document = excluded.document`)
  const link = db.prepare('INSERT OR IGNORE INTO run_apps (app, run) VALUES (?, ?)')
  const prune = runPruner(db, bounds)
  const recordRun = db.transaction((run: Run) => {
    const id = run.id > 0 ? run.id : Number(begin.run().lastInsertRowid)
    record.run({ id, verdict: run.verdict, startedAt: run.startedAt, applied: isWhollyApplied(run) ? 1 : 0, document: JSON.stringify({ ...run, id }) })
    for (const app of appsOf(run)) link.run(app, id)
    if (id % PRUNE_EVERY === 0) prune()
  })
  return {
    beginRun: () => Number(begin.run().lastInsertRowid),
    recordRun: (run) => { recordRun.immediate(run) },
  }
}

/** The last applied run is kept whatever its age: status shows its revision. */
function runPruner(db: Database, bounds: Bounds): () => void {
  const keepNewest = db.prepare(`
    DELETE FROM runs WHERE id <= (SELECT id FROM runs ORDER BY id DESC LIMIT 1 OFFSET ?)
    AND id IS NOT (SELECT max(id) FROM runs WHERE applied = 1)`)
  const keepConverged = db.prepare(`
    DELETE FROM runs WHERE verdict = 'converged' AND id <= (SELECT id FROM runs WHERE verdict = 'converged' ORDER BY id DESC LIMIT 1 OFFSET ?)
    AND id IS NOT (SELECT max(id) FROM runs WHERE applied = 1)`)
  return () => {
    keepConverged.run(bounds.convergedRuns)
    keepNewest.run(bounds.runs)
  }
}

function isWhollyApplied(run: Run): boolean {
  if (run.revision === undefined) return false
  return (run.verdict === 'converged' || run.verdict === 'changed') && run.leftOut === undefined && run.outcomes.every((outcome) => outcome.result === 'applied')
}

function appsOf(run: Run): ReadonlySet<AppKey> {
  const touched = [...run.changes, ...run.blocked, ...run.outcomes]
  return new Set(touched.flatMap(({ app }) => (app === undefined ? [] : [app])))
}

function memoryWriter(db: Database): Pick<StoreWriter, 'rememberApplied' | 'suspend' | 'resume' | 'confirmDeletion'> {
  const remember = db.prepare('INSERT INTO applied (resource, digest) VALUES (?, ?) ON CONFLICT (resource) DO UPDATE SET digest = excluded.digest')
  const suspend = db.prepare('INSERT INTO suspension (slot, document) VALUES (1, ?) ON CONFLICT (slot) DO UPDATE SET document = excluded.document')
  const resume = db.prepare('DELETE FROM suspension')
  const confirm = db.prepare('INSERT INTO confirmations (commit_id, at) VALUES (?, ?) ON CONFLICT (commit_id) DO UPDATE SET at = excluded.at')
  const rememberAll = db.transaction((entries: Readonly<Record<string, string>>) => {
    for (const [resource, digest] of Object.entries(entries)) remember.run(resource, digest)
  })
  return {
    rememberApplied: (entries) => { rememberAll.immediate(entries) },
    suspend: (suspension) => { suspend.run(JSON.stringify(suspension)) },
    resume: () => { resume.run() },
    confirmDeletion: (commit, at) => { confirm.run(commit, at) },
  }
}

function traceWriter(db: Database, trace: Trace, bounds: Bounds): Pick<StoreWriter, 'recordEvent' | 'appendBuildLog'> {
  const insert = db.prepare<[number, string, string, string]>('INSERT INTO events (run, at, type, document) VALUES (?, ?, ?, ?)')
  const prune = db.prepare('DELETE FROM events WHERE id <= ?')
  const append = buildLogAppender(db, bounds)
  return {
    recordEvent: (event, at) => trace(() => {
      const id = Number(insert.run(at.run, at.time, event.type, JSON.stringify(event)).lastInsertRowid)
      if (id % PRUNE_EVERY === 0) prune.run(id - bounds.events)
      return id
    }),
    appendBuildLog: (entry) => { trace(() => { append(entry) }) },
  }
}

type Trace = <T>(write: () => T) => T

/** The setting belongs to the connection and takes effect with the next transaction, so it is put back at once. */
function lazily(db: Database): Trace {
  return (write) => {
    db.pragma('synchronous = NORMAL')
    try {
      return write()
    } finally {
      db.pragma('synchronous = FULL')
    }
  }
}

type BuildLogEntry = Parameters<StoreWriter['appendBuildLog']>[0]

function buildLogAppender(db: Database, bounds: Bounds): (entry: BuildLogEntry) => void {
  const size = db.prepare<[string, number], number>('SELECT bytes FROM build_logs WHERE app = ? AND run = ?').pluck()
  const extend = db.prepare(`
    INSERT INTO build_logs (app, run, bytes, body) VALUES (@app, @run, @bytes, @body)
    ON CONFLICT (app, run) DO UPDATE SET bytes = bytes + excluded.bytes, body = body || excluded.body`)
  const prune = db.prepare('DELETE FROM build_logs WHERE app = @app AND run <= (SELECT run FROM build_logs WHERE app = @app ORDER BY run DESC LIMIT 1 OFFSET @keep)')
  const append = db.transaction(({ app, run, lines }: BuildLogEntry) => {
    const before = size.get(app, run)
    const body = fitting(lines, before ?? 0, bounds.buildLogBytes)
    if (body !== '') extend.run({ app, run, bytes: Buffer.byteLength(body), body })
    if (before === undefined) prune.run({ app, keep: bounds.buildLogsPerApp })
  })
  return (entry) => { append.immediate(entry) }
}

/** The lines that still fit, and once a last line that says that more came. Nothing fits after that one. */
function fitting(lines: readonly string[], used: number, limit: number): string {
  if (used >= limit) return ''
  const body = lines.map((line) => `${line.replaceAll('\n', ' ')}\n`).join('')
  if (used + Buffer.byteLength(body) < limit) return body
  const room = Buffer.from(body).subarray(0, limit - used).toString('utf8').replace(/\uFFFD$/, '')
  const whole = room.slice(0, room.lastIndexOf('\n') + 1)
  // The padding of the mark does not matter, but the size must end at or above the limit.
  const mark = `… the log is cut here: it is longer than ${String(limit)} bytes`
  return `${whole}${mark.padEnd(limit - used - Buffer.byteLength(whole))}\n`
}
