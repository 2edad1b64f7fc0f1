/** When a backup is made next by its schedule alone, for whoever looks where no mistd has looked. Apart, since only who asks for it should load what reads schedules. */
import type { BackupSpec } from '../../model/backup.js'
import { nextMoment } from '../../plan/backups/cron-times.js'

/** ISO 8601; undefined where the schedule means no moment at all. */
export function nextBackup({ schedule }: BackupSpec, nowIso: string): string | undefined {
  return nextMoment(schedule, nowIso)
}
