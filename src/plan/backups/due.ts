/**
 * When a backup is due: as soon as a moment of its schedule has passed since the newest one. So a missed moment is made up once, however
 * many passed meanwhile, and nothing has to be remembered: the storage tells which one is the newest.
 */
import type { Schedule } from './cron-times.js'
import { nextMoment } from './cron-times.js'

export interface DueInput {
  readonly schedule: Schedule
  /** ISO 8601: when the newest one was begun. */
  readonly newest: string | undefined
  /** ISO 8601: since when there shall be backups, as far as is known. The first one is due at once. */
  readonly wantedSince: string
  readonly now: string
}

export interface Due {
  /** ISO 8601: the first moment that no backup was made for. Absent when nothing is due. */
  readonly dueSince?: string
  /** ISO 8601: the next moment of the schedule. */
  readonly next?: string
}

export function backupDue({ schedule, newest, wantedSince, now }: DueInput): Due {
  const next = nextMoment(schedule, now)
  const first = newest === undefined ? wantedSince : nextMoment(schedule, newest)
  return { ...(first !== undefined && Date.parse(first) <= Date.parse(now) && { dueSince: first }), ...(next !== undefined && { next }) }
}

const FIRST_MS = 60_000
const GROWTH = 3
const LONGEST_MS = 60 * 60_000

/** After the first failure `failures` is 1. A dump is heavier than a look, so it is tried less often. */
export function backupPauseMs(failures: number, retry: 'backoff' | 'next-revision' | 'never'): number {
  return retry === 'backoff' ? Math.min(LONGEST_MS, FIRST_MS * GROWTH ** (failures - 1)) : LONGEST_MS
}
