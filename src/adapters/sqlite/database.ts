/**
 * Opens the file of the history: private, write-ahead log, synchronous FULL, integrity checked. A damaged file is moved aside and
 * a fresh one takes its place, since history is only history; the caller is told so and must say it aloud.
 */
import { existsSync, renameSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { failure } from '../../model/failure.js'
import { err, ok, type Result } from '../../model/result.js'
import { wordOf } from '../../model/word-of.js'
import { migrate, refuseNewer } from './migrate.js'
import { MIGRATIONS, type Migration } from './migrations.js'
import { ensurePrivateFile } from './private-file.js'

export interface OpenedDatabase {
  readonly db: Database
  /** What the operator must be told: a damaged file that was moved aside, a copy that was kept before a migration. */
  readonly notices: readonly string[]
}

export interface OpenOptions {
  readonly path: string
  readonly now: () => string
  readonly migrations?: readonly Migration[]
}

/** Older versions can corrupt a write-ahead log when it is reset. */
const OLDEST_SQLITE = [3, 51, 3] as const
const BUSY_MS = 5_000

export function openDatabase(options: OpenOptions): Result<OpenedDatabase> {
  try {
    const opened = openSound(options)
    const migrated = migrateOrClose(opened.db, options)
    if (!migrated.ok) return migrated
    const copied = migrated.value.copy === undefined ? [] : [`the history was migrated, a copy from before stays in ${migrated.value.copy}`]
    return ok({ db: opened.db, notices: [...opened.notices, ...copied] })
  } catch (error) {
    return err(unusable(options.path, error))
  }
}

/** For looking only. The file is neither made nor migrated; undefined when there is none. */
export function openDatabaseToRead(path: string): Result<Database | undefined> {
  if (!existsSync(path)) return ok(undefined)
  try {
    const db = new SqliteDatabase(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS })
    const known = refuseNewer(db, MIGRATIONS.at(-1)?.version ?? 0)
    if (!known.ok) db.close()
    return known.ok ? ok(db) : known
  } catch (error) {
    return err(unusable(path, error))
  }
}

/** As of one moment, whoever writes meanwhile. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const db = new SqliteDatabase(from, { readonly: true, fileMustExist: true, timeout: BUSY_MS })
  try {
    await db.backup(to)
  } finally {
    db.close()
  }
}

function migrateOrClose(db: Database, options: OpenOptions): ReturnType<typeof migrate> {
  let done = false
  try {
    const migrated = migrate(db, { migrations: options.migrations ?? MIGRATIONS, now: options.now() })
    done = migrated.ok
    return migrated
  } finally {
    if (!done) db.close()
  }
}

function openSound(options: OpenOptions): OpenedDatabase {
  const { path } = options
  const whole = openWhole(path)
  if (whole !== undefined) return { db: whole, notices: [] }
  const aside = setAside(path, options.now())
  const fresh = openWhole(path)
  if (fresh === undefined) throw new Error('a new file is damaged as well; the disk may be failing')
  return { db: fresh, notices: [`the history was damaged and begins anew; the damaged file was moved to ${aside}`] }
}

/** Undefined when the file is damaged; throws when it cannot be used for another reason. */
function openWhole(path: string): Database | undefined {
  ensurePrivateFile(path)
  const db = new SqliteDatabase(path, { timeout: BUSY_MS })
  try {
    refuseOldSqlite(db)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    if (db.pragma('integrity_check(1)', { simple: true }) === 'ok') return db
    db.close()
    return undefined
  } catch (error) {
    db.close()
    if (isDamage(error)) return undefined
    throw error
  }
}

function setAside(path: string, now: string): string {
  const aside = `${path}.damaged.${now.replaceAll(/[^0-9TZ]/g, '')}`
  renameSync(path, aside)
  // The log belongs to the damaged file: left in place, SQLite would replay it into the fresh one.
  for (const suffix of ['-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  return aside
}

function isDamage(error: unknown): boolean {
  return error instanceof SqliteDatabase.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)
}

function refuseOldSqlite(db: Database): void {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get())
  const parts = version.split('.').map(Number)
  const differing = OLDEST_SQLITE.findIndex((least, at) => (parts[at] ?? 0) !== least)
  if (differing >= 0 && (parts[differing] ?? 0) < (OLDEST_SQLITE[differing] ?? 0)) throw new Error(`SQLite ${version} can corrupt its log, at least ${OLDEST_SQLITE.join('.')} is needed`)
}

function unusable(path: string, error: unknown): ReturnType<typeof failure> {
  return failure('store-unusable', {
    subject: `cannot open the history ${path}`,
    cause: wordOf(error),
    help: 'Check the disk and the owner of the state directory. The file holds only history: it may be moved away.',
  })
}
