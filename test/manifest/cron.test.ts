/** Schedules: what cron can mean is taken, everything else is refused in words that help. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCron } from '../../src/manifest/forms/cron.js'
import { nextMoment } from '../../src/plan/backups/cron-times.js'

function message(text: string): string {
  const parsed = parseCron(text)
  return parsed.ok ? 'taken' : `${parsed.error.message} | ${parsed.error.help ?? ''}`
}

describe('parseCron', () => {
  it.each(['15 3 * * *', '*/5 * * * *', '0 4 * * 1-5', '0 4 * * MON-FRI', '0 0 1,15 * *', '0 0 29 2 *', '0 0 31 jan,mar *', '10-50/20 8-18 * * 0,7', '@daily', '@weekly', '@monthly', '@hourly', '@yearly', '@annually', '@midnight'])('takes %s, and the moments of it can be told', (text) => {
    expect(parseCron(text).ok).toBe(true)
    expect(nextMoment({ cron: text.toLowerCase(), timezone: 'UTC' }, '2026-11-21T00:00:00.000Z')).toBeDefined()
  })

  it('says which field is wrong, and how it is written', () => {
    expect(message('61 3 * * *')).toBe('the minute must be from 0 to 59, not 61 | the fields are minute, hour, day of month, month and day of week')
    expect(message('0 3 * *')).toContain('"0 3 * *" has 4 fields, and cron has five')
    expect(message('0 0 3 * * *')).toContain('has 6 fields')
    expect(message('0 3 * * monday')).toContain('"monday" cannot be the day of the week')
    expect(message('0 5-3 * * *')).toContain('goes backwards')
    expect(message('0 */0 * * *')).toContain('a step is from 1 to 23')
    expect(message('5/15 * * * *')).toContain('"5/15" cannot be the minute')
    expect(message('0,, 3 * * *')).toContain('nothing cannot be the minute')
    expect(message('@dayly')).toBe('"@dayly" is no word for a schedule | did you mean "@daily"?')
  })

  it.each([['daily', '@daily'], ['Weekly', '@weekly'], ['dayly', '@daily'], ['every day', '@daily'], ['nightly', '@daily'], ['every month', '@monthly']])('leads from "%s" to %s', (text, word) => {
    expect(message(text)).toMatch(new RegExp(`^"${text}" has . fields?, and cron has five \\| did you mean "${word}"\\?$`))
  })

  it('names the five fields to who wrote something else', () => {
    expect(message('whenever it rains')).toContain('"whenever it rains" has 3 fields, and cron has five | write minute, hour')
  })

  it('refuses what never comes', () => {
    expect(message('0 0 30 2 *')).toContain('never comes')
    expect(message('0 0 31 4,6,9,11 *')).toContain('never comes')
    // Either the day of the month or that of the week is enough.
    expect(parseCron('0 0 30 2 mon').ok).toBe(true)
  })

  it('takes nothing that has no next moment, and nothing that cannot be reckoned with', () => {
    const field = fc.oneof(fc.constant('*'), fc.nat(70).map(String), fc.tuple(fc.nat(35), fc.nat(35)).map(([a, b]) => `${String(a)}-${String(b)}`), fc.nat(15).map((n) => `*/${String(n)}`), fc.constantFrom('jan', 'mon', 'x', '?', 'L', ''))
    fc.assert(fc.property(fc.array(field, { minLength: 5, maxLength: 5 }), (fields) => {
      const parsed = parseCron(fields.join(' '))
      if (parsed.ok) expect(nextMoment({ cron: parsed.value, timezone: 'UTC' }, '2026-11-21T00:00:00.000Z')).toBeDefined()
    }), { numRuns: 300 })
  })
})
