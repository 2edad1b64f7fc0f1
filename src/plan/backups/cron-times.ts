/**
 * Which moments a schedule means: the last one up to a time, and the next one after it. Pure arithmetic in the timezone of the schedule;
 * no timer is started here. A local time that a change of clocks skips is taken right after it, and one that comes twice counts once.
 */
import { Cron } from 'croner'

export interface Schedule {
  readonly cron: string
  readonly timezone: string
}

const SECOND_MS = 1_000

/** ISO 8601: the newest moment not after `at`; undefined when there was none. */
export function lastMoment(schedule: Schedule, at: string): string | undefined {
  // The second after: croner leaves out the very moment that it is asked at.
  const [last] = cronOf(schedule).previousRuns(1, new Date((Math.floor(Date.parse(at) / SECOND_MS) + 1) * SECOND_MS))
  return last?.toISOString()
}

/** ISO 8601: the first moment after `at`; undefined when there is none, such as for the 30th of February. */
export function nextMoment(schedule: Schedule, at: string): string | undefined {
  const atMs = Date.parse(at)
  const spans = found.get(schedule) ?? []
  const span = spans.find(({ fromMs, nextMs }) => fromMs <= atMs && atMs < nextMs) ?? spanFrom(schedule, atMs)
  // The keeper goes on asking about two times: now, and the newest backup.
  found.set(schedule, [span, ...spans.filter((one) => one !== span)].slice(0, 2))
  return span.next
}

/** No moment lies from `fromMs` to right before `nextMs`, so one answer serves each time between them. */
interface Span {
  readonly fromMs: number
  readonly nextMs: number
  readonly next: string | undefined
}

/** What was computed goes with the schedule. It saves the search alone: the answer follows from the arguments. */
const found = new WeakMap<Schedule, readonly Span[]>()

function spanFrom(schedule: Schedule, fromMs: number): Span {
  const next = cronOf(schedule).nextRun(new Date(fromMs))
  return { fromMs, nextMs: next?.getTime() ?? Infinity, next: next?.toISOString() }
}

function cronOf({ cron, timezone }: Schedule): Cron {
  return new Cron(cron, { timezone, mode: '5-part', paused: true })
}
