/** When a backup is to be proven the next time. Pure: it needs what lies in the storage, and no memory. */
import type { BackupManifest, BackupSpec, DrillRecord } from '../../model/backup.js'

const DAY_MS = 24 * 60 * 60 * 1_000
const EVERY_MS: Readonly<Record<NonNullable<BackupSpec['verify']>, number>> = { daily: DAY_MS, weekly: 7 * DAY_MS, monthly: 30 * DAY_MS }

export interface Proven {
  /** The newest whole backup. */
  readonly newest?: Pick<BackupManifest, 'id'>
  /** The last word on the newest backup that was ever drilled. */
  readonly last?: DrillRecord
}

/** Milliseconds since the epoch; undefined while there is nothing to prove. What was never proven is due at once. */
export function drillDueAt(verify: NonNullable<BackupSpec['verify']>, { newest, last }: Proven): number | undefined {
  if (!newest) return undefined
  if (!last) return 0
  const at = Date.parse(last.at)
  if (last.result === 'passed') return at + EVERY_MS[verify]
  // Another backup may be good. The same one is tried again tomorrow: something outside of it may have been the cause.
  return newest.id === last.backup ? at + DAY_MS : 0
}

/** Nobody has proven it for so long that somebody has to hear of it. */
export function isDrillOverdue(verify: NonNullable<BackupSpec['verify']>, proven: Proven, nowMs: number): boolean {
  const dueAt = drillDueAt(verify, proven)
  return dueAt !== undefined && proven.last !== undefined && nowMs > Date.parse(proven.last.at) + 2 * EVERY_MS[verify]
}
