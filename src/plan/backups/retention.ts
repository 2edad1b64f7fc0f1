/**
 * Which backups are not needed any more: those that none of the reasons to keep one speaks for. Pure and deterministic. The newest one is
 * never among them, whatever is asked; whoever calls does so only after a new one was made.
 */
import type { Retention } from '../../model/backup.js'

export interface Aged {
  readonly id: string
  /** ISO 8601. */
  readonly at: string
}

export interface RetentionTime {
  /** Days, weeks and months are those of it. */
  readonly timezone: string
  readonly now: string
}

/** What was made a moment ago, by a person or before a restore, is not lost to the next one of its day. */
const YOUNG_MS = 48 * 60 * 60_000

/** Oldest first. */
export function spentBackups<T extends Aged>(backups: readonly T[], keep: Retention, { timezone, now }: RetentionTime): readonly T[] {
  const newestFirst = backups.toSorted((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0))
  const days = dayReader(timezone)
  const kept = new Set<T>([
    ...newestFirst.filter(({ at }) => Date.parse(now) - Date.parse(at) < YOUNG_MS),
    ...newestFirst.slice(0, Math.max(1, keep.last)),
    ...newestOfEach(newestFirst, keep.daily, ({ at }) => days(at).number),
    ...newestOfEach(newestFirst, keep.weekly, ({ at }) => weekOf(days(at).number)),
    ...newestOfEach(newestFirst, keep.monthly, ({ at }) => days(at).month),
  ])
  return newestFirst.filter((one) => !kept.has(one)).toReversed()
}

/** Of as many periods as wanted, counted from the newest; periods without a backup do not count. */
function newestOfEach<T>(newestFirst: readonly T[], wanted: number, periodOf: (one: T) => number): readonly T[] {
  const byPeriod = new Map<number, T>()
  for (const one of newestFirst) {
    const period = periodOf(one)
    if (!byPeriod.has(period)) byPeriod.set(period, one)
  }
  return [...byPeriod.values()].slice(0, wanted)
}

interface Day {
  /** Days since 1970. */
  readonly number: number
  readonly month: number
}

const DAY_MS = 86_400_000

function dayReader(timezone: string): (at: string) => Day {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, calendar: 'gregory', year: 'numeric', month: 'numeric', day: 'numeric' })
  return (at) => {
    const parts = format.formatToParts(new Date(at))
    const [year, month, day] = (['year', 'month', 'day'] as const).map((type) => Number(parts.find((part) => part.type === type)?.value))
    return { number: Math.floor(Date.UTC(year ?? 0, (month ?? 1) - 1, day) / DAY_MS), month: (year ?? 0) * 12 + (month ?? 0) }
  }
}

/** 1 January 1970 was a Thursday; weeks begin on Monday. */
function weekOf(day: number): number {
  return Math.floor((day + 3) / 7)
}
