/** Times as people type them: durations, moments, and what is neither. */
import { describe, expect, it } from 'vitest'
import { parseDuration, parseMoment } from '../../src/cli/durations.js'
import { parseCount } from '../../src/cli/numbers.js'

const nowIso = '2026-03-01T12:00:00.000Z'

describe('parseDuration', () => {
  it.each([['90s', 90_000], ['2h30m', 9_000_000], ['500ms', 500], ['1d', 86_400_000]])('reads %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected)
  })

  it.each(['', '5', 's', '-1h', '1.5h', '0s', '1y', '10 m', '99999999999h', '999999999d'])('refuses "%s"', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })
})

describe('parseMoment', () => {
  it('counts back for the past and on for the future', () => {
    expect(parseMoment('10m', { nowIso, direction: 'past' })).toBe('2026-03-01T11:50:00.000Z')
    expect(parseMoment('10m', { nowIso, direction: 'future' })).toBe('2026-03-01T12:10:00.000Z')
  })

  it.each([['2026-02-28', '2026-02-28T00:00:00.000Z'], ['2026-02-28T10:00Z', '2026-02-28T10:00:00.000Z'], ['2026-02-28 10:00Z', '2026-02-28T10:00:00.000Z'], ['2026-02-28T10:00:01+01:00', '2026-02-28T09:00:01.000Z']])('reads %s', (text, expected) => {
    expect(parseMoment(text, { nowIso, direction: 'past' })).toBe(expected)
  })

  it.each(['yesterday', '2026-13-45', '12:00', '2026'])('refuses "%s"', (text) => {
    expect(parseMoment(text, { nowIso, direction: 'past' })).toBeUndefined()
  })
})

describe('parseCount', () => {
  it('reads numbers above zero and all, and falls back', () => {
    expect([parseCount('5', 1), parseCount('all', 1), parseCount(undefined, 7)]).toEqual([5, 'all', 7])
  })

  it.each(['0', '-1', '1.5', 'x', '', true])('refuses %s', (text) => {
    expect(parseCount(text, 1)).toBeUndefined()
  })
})
