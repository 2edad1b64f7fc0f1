/**
 * Locks that the kernel releases: an exclusive SQLite transaction on a file of its own, held by the open connection. Whoever dies,
 * however, lets go at once; there is no file to clean and no command to force it. The note beside the lock names the holder for
 * messages and decides nothing.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import SqliteDatabase from 'better-sqlite3'
import { failure, type Failure } from '../../model/failure.js'
import { err, ok, type Result } from '../../model/result.js'
import { wordOf } from '../../model/word-of.js'
import type { Lease, LeasePort, LeaseReader } from '../../ports.js'
import { ensurePrivateFile } from './private-file.js'

export interface LeaseOptions {
  readonly stateDir: string
  readonly name: string
}

interface Holder {
  readonly pid: number
  readonly purpose: string
  readonly since: string
}

/** Short against a pass, long against the cost of asking. */
const ASK_EVERY_MS = 50

export function createLease(options: LeaseOptions): LeasePort {
  return {
    async acquire(purpose, waitMs, signal) {
      const deadline = performance.now() + waitMs
      for (;;) {
        if (signal.aborted) return err(failure('aborted', { subject: `cannot ${purpose}`, cause: 'stopped while waiting for another run' }))
        const taken = take(options, purpose)
        if (taken.ok || taken.error.code !== 'lease-held' || performance.now() >= deadline) return taken
        await delay(Math.min(ASK_EVERY_MS, deadline - performance.now()), undefined, { signal }).catch(() => undefined)
      }
    },
  }
}

/** Makes no file. For the moment of the question it is in the way of who wants the lock, so ask only where the answer changes something. */
export function leaseReader(stateDir: string, names: readonly string[]): LeaseReader {
  return { isHeld: () => names.some((name) => isLocked(join(stateDir, `${name}.lock.db`))) }
}

/** One mistd per state directory. It is held as long as the process lives. */
export function acquireDaemonLock(stateDir: string): Result<Lease> {
  return take({ stateDir, name: 'mistd' }, 'run mistd')
}

function take(options: LeaseOptions, purpose: string): Result<Lease> {
  const path = join(options.stateDir, `${options.name}.lock.db`)
  const note = join(options.stateDir, `${options.name}.lock.json`)
  try {
    const connection = lock(path)
    if (connection === undefined) return err(held(purpose, note))
    writeNote(note, { pid: process.pid, purpose, since: new Date().toISOString() })
    return ok({ release: releaser(connection, note) })
  } catch (error) {
    return err(failure('store-unusable', { subject: `cannot lock ${path}`, cause: wordOf(error), help: 'Check the disk and the owner of the state directory.' }))
  }
}

/** Undefined when another connection has it, in this process or in another. */
function lock(path: string): SqliteDatabase.Database | undefined {
  ensurePrivateFile(path)
  const connection = new SqliteDatabase(path, { timeout: 0 })
  try {
    connection.exec('BEGIN EXCLUSIVE')
    return connection
  } catch (error) {
    connection.close()
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
}

/** What cannot be asked is told by whoever needs it. */
function isLocked(path: string): boolean {
  if (!existsSync(path)) return false
  let connection: SqliteDatabase.Database | undefined
  try {
    connection = new SqliteDatabase(path, { timeout: 0, readonly: true })
    connection.prepare('SELECT count(*) FROM sqlite_master').get()
    return false
  } catch (error) {
    return error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY')
  } finally {
    connection?.close()
  }
}

/** The note goes first: once the lock is free it is the next holder's to write. */
function releaser(connection: SqliteDatabase.Database, note: string): () => void {
  return () => {
    if (!connection.open) return
    rmSync(note, { force: true })
    connection.close()
  }
}

function writeNote(note: string, holder: Holder): void {
  const temporary = `${note}.${String(process.pid)}.tmp`
  writeFileSync(temporary, JSON.stringify(holder), { mode: 0o600 })
  renameSync(temporary, note)
}

function held(purpose: string, note: string): Failure {
  const holder = readNote(note)
  const cause = holder === undefined
    ? 'another Mist holds the lock'
    : `process ${String(holder.pid)} holds the lock since ${holder.since}, to ${holder.purpose}`
  return failure('lease-held', { subject: `cannot ${purpose}`, cause, help: 'Wait for it to finish, or stop it. The lock ends with its process.' })
}

/** The note may be missing or half a moment old: it is only for the message. */
function readNote(note: string): Holder | undefined {
  try {
    const value = JSON.parse(readFileSync(note, 'utf8')) as Partial<Holder>
    if (typeof value.pid !== 'number' || typeof value.purpose !== 'string' || typeof value.since !== 'string') return undefined
    return { pid: value.pid, purpose: value.purpose, since: value.since }
  } catch {
    return undefined
  }
}
