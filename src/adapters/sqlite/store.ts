/**
 * The history in `<stateDir>/mist.db`. It remembers; it never decides: without it the next pass converges all the same.
 * What cannot be written throws, since no caller could go on as if it were: the loop stops applying and the apps keep serving.
 */
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { ok, type Result } from '../../model/result.js'
import type { StorePort, StoreReader } from '../../ports.js'
import { BACKUPS_SINCE, createBackupReader, NO_BACKUPS } from './backups.js'
import { openDatabase, openDatabaseToRead } from './database.js'
import { schemaVersion } from './migrate.js'
import { createRunReader, EMPTY_HISTORY } from './reader.js'
import { createReleaseReader, NO_RELEASES, RELEASES_SINCE } from './releases.js'
import { createWriter } from './writer.js'

export interface StoreOptions {
  readonly stateDir: string
  readonly now: () => string
}

export type Store = StorePort & {
  /** What happened on opening that the operator must hear of; empty on every ordinary day. */
  readonly notices: readonly string[]
  close(): void
}

export function openStore(options: StoreOptions): Result<Store> {
  const opened = openDatabase({ path: databasePath(options.stateDir), now: options.now })
  if (!opened.ok) return opened
  const { db, notices } = opened.value
  return ok({ ...createReader(db), ...createWriter(db), notices, close: () => { db.close() } })
}

/** For looking only: writes nothing, makes no file, takes no lock that a writer would notice. */
export function openStoreReader(options: Pick<StoreOptions, 'stateDir'>): Result<StoreReader & { close(): void }> {
  const opened = openDatabaseToRead(databasePath(options.stateDir))
  if (!opened.ok) return opened
  const db = opened.value
  if (db === undefined) return ok({ ...EMPTY_HISTORY, close: () => undefined })
  return ok({ ...createReader(db), close: () => { db.close() } })
}

/** A file that an older Mist wrote is not migrated by a look: what it does not have yet is empty. */
export function createReader(db: Database): StoreReader {
  const version = schemaVersion(db)
  return { ...createRunReader(db), ...(version >= RELEASES_SINCE ? createReleaseReader(db) : NO_RELEASES), ...(version >= BACKUPS_SINCE ? createBackupReader(db) : NO_BACKUPS) }
}

export function databasePath(stateDir: string): string {
  return join(stateDir, 'mist.db')
}
