/** What a manifest says of backups, part of manifest.ts. A `keep` that is absent is filled in already: it stands for itself. */
import type { Retention } from '../model/backup.js'

/** What is kept of a database or a volume elsewhere. */
export interface ManifestBackup {
  readonly cron: string
  readonly timezone: string
  /** A name of `storage`. */
  readonly to: string
  readonly keep: Retention
  readonly verify?: 'daily' | 'weekly' | 'monthly'
  readonly pause?: true
  readonly at: readonly (string | number)[]
}
