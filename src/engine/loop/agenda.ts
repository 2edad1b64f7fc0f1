/** The schedule together with the clock: takes note of what happens, and sleeps until something is due. */
import type { Clock } from '../../ports.js'
import type { PassStart, Schedule, ScheduleInput } from './schedule.js'
import { nextTickMs, reduce } from './schedule.js'

export interface Agenda {
  /** Whoever sleeps is woken: what is due next may have changed. */
  note(input: ScheduleInput): void
  /** The pass that is due now, if one is. */
  due(): PassStart | undefined
  sleep(): Promise<void>
  now(): Schedule
}

export function openAgenda(clock: Clock, first: Schedule): Agenda {
  let schedule = first
  let alarm = new AbortController()
  return {
    now: () => schedule,
    note: (input) => {
      schedule = reduce(schedule, input).schedule
      alarm.abort()
    },
    due: () => {
      const step = reduce(schedule, { type: 'tick', nowMs: clock.monotonicMs() })
      schedule = step.schedule
      return step.start
    },
    sleep: () => {
      alarm = new AbortController()
      return clock.sleep(Math.max(0, (nextTickMs(schedule) ?? 0) - clock.monotonicMs()), alarm.signal)
    },
  }
}
