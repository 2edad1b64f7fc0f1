/**
 * Brings a database file to the newest schema: one transaction per version, a copy of the file kept before the first of them.
 * A file that a newer Mist wrote is refused and not written to.
 */
import { chmodSync, closeSync, openSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { failure } from '../../model/failure.js'
import { err, ok, type Result } from '../../model/result.js'
import type { Migration } from './migrations.js'

export interface MigrateOptions {
  readonly migrations: readonly Migration[]
  /** ISO 8601; becomes part of the name of the copy. */
  readonly now: string
}

/** The path of the copy that was kept, when there was something to keep. */
export function migrate(db: Database, options: MigrateOptions): Result<{ readonly copy?: string }> {
  const current = schemaVersion(db)
  const newest = options.migrations.at(-1)?.version ?? 0
  if (current > newest) return newer(db, current, newest)
  const pending = options.migrations.filter((migration) => migration.version > current)
  if (pending.length === 0) return ok({})
  const copy = current > 0 ? keepCopy(db, current, options.now) : undefined
  for (const migration of pending) apply(db, migration)
  return ok(copy === undefined ? {} : { copy })
}

export function schemaVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}

export function refuseNewer(db: Database, newest: number): Result<void> {
  const current = schemaVersion(db)
  return current > newest ? newer(db, current, newest) : ok(undefined)
}

function newer(db: Database, current: number, newest: number): Result<never> {
  return err(failure('store-newer', {
    subject: `cannot use the history in ${db.name}`,
    cause: `its schema is version ${String(current)}, this Mist knows up to ${String(newest)}`,
    help: 'Run the newer Mist again, or move the file away: only history is lost, no app is touched.',
  }))
}

/** `VACUUM INTO` takes what still stands in the write-ahead log along, which copying the file would not. */
function keepCopy(db: Database, version: number, now: string): string {
  const path = `${db.name}.v${String(version)}.${now.replaceAll(/[^0-9TZ]/g, '')}.bak`
  closeSync(openSync(path, 'w', 0o600))
  db.prepare('VACUUM INTO ?').run(path)
  chmodSync(path, 0o600)
  return path
}

/** Another process may have been quicker between the look at the version and this lock. */
function apply(db: Database, migration: Migration): void {
  db.transaction(() => {
    if (schemaVersion(db) >= migration.version) return
    db.exec(migration.sql)
    db.pragma(`user_version = ${String(migration.version)}`)
  }).immediate()
}
