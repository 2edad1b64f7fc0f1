/** One process at a time, by a lock that the kernel releases with its holder; the others wait for their turn. */
import SqliteDatabase from 'better-sqlite3'

/** The work takes milliseconds. */
const WAIT_MS = 10_000

export function underLock(path: string, work: () => void): void {
  const connection = new SqliteDatabase(path, { timeout: WAIT_MS })
  try {
    connection.exec('BEGIN EXCLUSIVE')
    work()
  } finally {
    connection.close()
  }
}
