/** Which backups are let go of. The promises hold for every set of backups and every wish. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Retention } from '../../../src/model/backup.js'
import type { Aged } from '../../../src/plan/backups/retention.js'
import { spentBackups } from '../../../src/plan/backups/retention.js'

/** Long after all of them. */
const LATER = '2030-01-01T00:00:00.000Z'
const NONE: Retention = { last: 0, daily: 0, weekly: 0, monthly: 0 }

function at(iso: string): Aged {
  return { id: iso, at: iso }
}

function kept(backups: readonly Aged[], keep: Partial<Retention>, timezone = 'UTC'): readonly string[] {
  const spent = spentBackups(backups, { ...NONE, ...keep }, { timezone, now: LATER })
  return backups.filter((one) => !spent.includes(one)).map(({ id }) => id.slice(0, 13)).sort()
}

/** Two a day, at 03:00 and 15:00, for the sixty days up to 21 November 2026, a Saturday. */
const SIXTY_DAYS = Array.from({ length: 120 }, (_, index) => at(new Date(Date.parse('2026-11-21T15:00:00.000Z') - index * 12 * 3_600_000).toISOString()))

describe('spentBackups', () => {
  it('keeps the newest of each day, week and month, and as many as are wanted', () => {
    expect(kept(SIXTY_DAYS, { last: 3 })).toEqual(['2026-11-20T15', '2026-11-21T03', '2026-11-21T15'])
    expect(kept(SIXTY_DAYS, { daily: 3 })).toEqual(['2026-11-19T15', '2026-11-20T15', '2026-11-21T15'])
    // Weeks end on Sunday.
    expect(kept(SIXTY_DAYS, { weekly: 3 })).toEqual(['2026-11-08T15', '2026-11-15T15', '2026-11-21T15'])
    expect(kept(SIXTY_DAYS, { monthly: 5 })).toEqual(['2026-09-30T15', '2026-10-31T15', '2026-11-21T15'])
    expect(kept(SIXTY_DAYS, { daily: 2, monthly: 2 })).toEqual(['2026-10-31T15', '2026-11-20T15', '2026-11-21T15'])
  })

  it('counts days that have a backup, so that an absence costs nothing', () => {
    const gaps = [at('2026-11-21T03:00:00.000Z'), at('2026-11-02T03:00:00.000Z'), at('2026-09-01T03:00:00.000Z')]
    expect(kept(gaps, { daily: 3 })).toHaveLength(3)
  })

  it('knows days by the timezone of the schedule', () => {
    const night = [at('2026-11-20T23:30:00.000Z'), at('2026-11-21T01:00:00.000Z')]
    expect(kept(night, { daily: 2 })).toHaveLength(2)
    expect(kept(night, { daily: 2 }, 'Europe/Berlin')).toEqual(['2026-11-21T01'])
  })

  it('lets go of nothing that is younger than two days', () => {
    expect(spentBackups(SIXTY_DAYS, { ...NONE, last: 1 }, { timezone: 'UTC', now: '2026-11-21T15:00:00.000Z' })).toHaveLength(116)
  })

  it('names the oldest first', () => {
    expect(spentBackups(SIXTY_DAYS, { ...NONE, last: 118 }, { timezone: 'UTC', now: LATER }).map(({ id }) => id)).toEqual(SIXTY_DAYS.slice(-2).map(({ id }) => id).toReversed())
  })

  const moments = fc.uniqueArray(fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2027-01-01') }), { minLength: 1, maxLength: 60 }).map((all) => all.map((ms) => at(new Date(ms).toISOString())))
  const wishes = fc.record({ last: fc.nat(5), daily: fc.nat(10), weekly: fc.nat(6), monthly: fc.nat(6) })
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Kiritimati')

  it('never lets go of the newest one, says the same again, and has nothing more to say afterwards', () => {
    fc.assert(fc.property(moments, wishes, zones, (backups, keep, zone) => {
      const spent = spentBackups(backups, keep, { timezone: zone, now: LATER })
      const newest = backups.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0]
      expect(spent).not.toContain(newest)
      expect(spentBackups(backups.toReversed(), keep, { timezone: zone, now: LATER })).toEqual(spent)
      expect(spentBackups(backups.filter((one) => !spent.includes(one)), keep, { timezone: zone, now: LATER })).toEqual([])
    }))
  })

  it('keeps no more than was asked for, and no less for a greater wish', () => {
    fc.assert(fc.property(moments, wishes, zones, (backups, keep, zone) => {
      const left = backups.length - spentBackups(backups, keep, { timezone: zone, now: LATER }).length
      expect(left).toBeLessThanOrEqual(Math.max(1, keep.last + keep.daily + keep.weekly + keep.monthly))
      const more = spentBackups(backups, { ...keep, daily: keep.daily + 1, last: keep.last + 1 }, { timezone: zone, now: LATER })
      expect(spentBackups(backups, keep, { timezone: zone, now: LATER })).toEqual(expect.arrayContaining([...more]))
    }))
  })
})
