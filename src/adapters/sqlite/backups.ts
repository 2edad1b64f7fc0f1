/** How it stood with each backup when mistd last looked, for those who look without mistd. The storage tells the truth. */
import type { Database } from 'better-sqlite3'
import type { BackupStanding } from '../../model/backup.js'
import type { StoreReader, StoreWriter } from '../../ports.js'

export type BackupReader = Pick<StoreReader, 'backups'>
export type BackupWriter = Pick<StoreWriter, 'rememberBackups'>

export const NO_BACKUPS: BackupReader = { backups: () => [] }

/** The schema version from which on a file has this table. */
export const BACKUPS_SINCE = 3

export function createBackupReader(db: Database): BackupReader {
  const all = db.prepare<[], string>('SELECT document FROM backups ORDER BY key').pluck()
  return { backups: () => all.all().map((text) => JSON.parse(text) as BackupStanding) }
}

export function createBackupWriter(db: Database): BackupWriter {
  const clear = db.prepare('DELETE FROM backups')
  const insert = db.prepare('INSERT INTO backups (key, document) VALUES (?, ?)')
  const replace = db.transaction((standings: readonly BackupStanding[]) => {
    clear.run()
    for (const one of standings) insert.run(one.key, JSON.stringify(one))
  })
  return { rememberBackups: (standings) => { replace.immediate(standings) } }
}
