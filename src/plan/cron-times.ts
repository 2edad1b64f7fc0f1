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
  return cronOf(schedule).nextRun(new Date(at))?.toISOString()
}

function cronOf({ cron, timezone }: Schedule): Cron {
  return new Cron(cron, { timezone, mode: '5-part', paused: true })
}
