/** When a backup is to be proven again, told by what lies in the storage. */
import { expect, test } from 'vitest'
import { drillDueAt, isDrillOverdue } from '../../../src/engine/restore/drill-due.js'
import type { DrillRecord } from '../../../src/model/backup.js'

const DAY = 24 * 60 * 60 * 1_000
const AT = Date.parse('2026-11-01T00:00:00Z')
const newest = { id: 'b' }

function last(result: DrillRecord['result'], backup = 'b'): DrillRecord {
  return { formatVersion: 1, backup, at: '2026-11-01T00:00:00Z', durationMs: 1, result, message: '' }
}

test('without a backup nothing is due', () => {
  expect(drillDueAt('daily', { last: last('passed') })).toBeUndefined()
})

test('what was never proven is due at once', () => {
  expect(drillDueAt('weekly', { newest })).toBe(0)
})

test.each([['daily', DAY], ['weekly', 7 * DAY], ['monthly', 30 * DAY]] as const)('a drill that passed is due again %s', (verify, after) => {
  expect(drillDueAt(verify, { newest, last: last('passed') })).toBe(AT + after)
})

test('a drill that failed is tried again a day later, and at once with a newer backup', () => {
  expect([drillDueAt('monthly', { newest, last: last('failed') }), drillDueAt('monthly', { newest, last: last('failed', 'a') })]).toEqual([AT + DAY, 0])
})

test('it is overdue once it was left out', () => {
  const proven = { newest, last: last('passed') }
  expect([isDrillOverdue('weekly', proven, AT + 13 * DAY), isDrillOverdue('weekly', proven, AT + 15 * DAY), isDrillOverdue('weekly', { newest }, AT)]).toEqual([false, true, false])
})
