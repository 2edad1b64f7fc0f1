/** When a backup is due: told by the schedule and the newest one alone, through downtime and changes of clocks. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backupDue, backupPauseMs } from '../../../src/plan/backups/due.js'
import { lastMoment, nextMoment } from '../../../src/plan/backups/cron-times.js'
import { effort } from '../../support/effort.js'

const NIGHTLY = { cron: '15 3 * * *', timezone: 'UTC' }
const BERLIN = { cron: '30 2 * * *', timezone: 'Europe/Berlin' }

function due(newest: string | undefined, now: string, schedule = NIGHTLY) {
  return backupDue({ schedule, newest, wantedSince: '2026-11-20T12:00:00.000Z', now })
}

describe('backupDue', () => {
  it('is due at once while there is none at all', () => {
    expect(due(undefined, '2026-11-20T12:00:01.000Z')).toEqual({ dueSince: '2026-11-20T12:00:00.000Z', next: '2026-11-21T03:15:00.000Z' })
  })

  it('is due from its moment on, and no more once it is made', () => {
    expect(due('2026-11-20T03:15:00.000Z', '2026-11-21T03:14:59.999Z')).toEqual({ next: '2026-11-21T03:15:00.000Z' })
    expect(due('2026-11-20T03:15:00.000Z', '2026-11-21T03:15:00.000Z')).toEqual({ dueSince: '2026-11-21T03:15:00.000Z', next: '2026-11-22T03:15:00.000Z' })
    expect(due('2026-11-21T03:15:00.000Z', '2026-11-21T03:15:00.400Z')).toEqual({ next: '2026-11-22T03:15:00.000Z' })
  })

  it('makes up for a long absence once', () => {
    expect(due('2026-11-01T03:15:00.000Z', '2026-11-21T10:00:00.000Z').dueSince).toBe('2026-11-02T03:15:00.000Z')
    expect(due('2026-11-21T10:00:00.000Z', '2026-11-21T10:05:00.000Z')).toEqual({ next: '2026-11-22T03:15:00.000Z' })
  })

  it('takes a time that the clocks skip right after it, and one that comes twice once', () => {
    expect(nextMoment(BERLIN, '2026-03-28T12:00:00.000Z')).toBe('2026-03-29T01:00:00.000Z')
    expect(nextMoment(BERLIN, '2026-03-29T01:00:00.000Z')).toBe('2026-03-30T00:30:00.000Z')
    expect(nextMoment(BERLIN, '2026-10-24T12:00:00.000Z')).toBe('2026-10-25T00:30:00.000Z')
    expect(nextMoment(BERLIN, '2026-10-25T00:30:00.000Z')).toBe('2026-10-26T01:30:00.000Z')
    expect(due('2026-10-25T00:30:00.000Z', '2026-10-25T01:45:00.000Z', BERLIN).dueSince).toBeUndefined()
  })

  it('answers alike in whatever order it is asked, also where clocks change', () => {
    const changes = ['2026-03-28T20:00:00Z', '2026-10-24T20:00:00Z', '2026-04-04T10:00:00Z', '2026-10-03T10:00:00Z'].map((text) => Date.parse(text))
    const at = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: 0, max: 12 * 3_600_000 })).map(([from, ms]) => new Date(from + ms).toISOString())
    const cron = fc.constantFrom('30 2 * * *', '0 * * * *', '*/7 1-3 * * *', '0 2 * * 0', '0 0 30 2 *')
    const timezone = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe')
    fc.assert(fc.property(cron, timezone, fc.array(at, { minLength: 2, maxLength: 12 }), (...[rule, zone, times]) => {
      const schedule = { cron: rule, timezone: zone }
      // A schedule that was never asked before has nothing to go by but the question.
      expect(times.map((time) => nextMoment(schedule, time))).toEqual(times.map((time) => nextMoment({ ...schedule }, time)))
    }), { numRuns: effort(400) })
  })

  it('knows the last moment as well', () => {
    expect(lastMoment({ cron: '*/5 * * * *', timezone: 'UTC' }, '2026-11-21T00:04:59.999Z')).toBe('2026-11-21T00:00:00.000Z')
    expect(lastMoment({ cron: '*/5 * * * *', timezone: 'UTC' }, '2026-11-21T00:05:00.000Z')).toBe('2026-11-21T00:05:00.000Z')
  })

  it('tries less and less often, and hourly in the end', () => {
    expect([1, 2, 3, 4, 5, 9].map((failures) => backupPauseMs(failures, 'backoff') / 60_000)).toEqual([1, 3, 9, 27, 60, 60])
    expect(backupPauseMs(1, 'never')).toBe(3_600_000)
  })
})
