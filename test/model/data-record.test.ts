/** What is known of data that was there: noted once, given up by a person alone, and put together of two copies. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DataRecord } from '../../src/model/data-record.js'
import { isHeld, mergeRecords, NO_DATA, withGivenUp, withNotes, withoutGeneration, writerOf } from '../../src/model/data-record.js'

const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`
const VALKEY = (version: string) => ({ software: 'valkey', version })

describe('the record of data', () => {
  it('counts every generation of a volume as that volume, and each by itself for who wrote it', () => {
    const record = withNotes(withNotes(NO_DATA, [{ volume: 'a_b_c', writer: VALKEY('8') }], at(1)), [{ volume: 'a_b_c.g2', writer: VALKEY('9') }], at(2))
    expect(record).toEqual({ held: { a_b_c: at(1) }, givenUp: {}, writers: { a_b_c: VALKEY('8'), 'a_b_c.g2': VALKEY('9') } })
    expect([isHeld(record, 'a_b_c.g7'), isHeld(record, 'a_b_d'), writerOf(record, 'a_b_c.g7')]).toEqual([true, false, undefined])
  })

  it('misses what is left when one generation goes, and nothing once all were given up', () => {
    const record = withNotes(NO_DATA, [{ volume: 'a_b_c', writer: VALKEY('8') }, { volume: 'a_b_c.g2', writer: VALKEY('9') }, { volume: 'x_y_z' }], at(1))
    expect(withoutGeneration(record, 'a_b_c.g2')).toEqual({ held: { a_b_c: at(1), x_y_z: at(1) }, givenUp: {}, writers: { a_b_c: VALKEY('8') } })
    expect(withGivenUp(record, 'a_b_c.g2', at(2))).toEqual({ held: { x_y_z: at(1) }, givenUp: { a_b_c: at(2) }, writers: {} })
  })

  it('forgets that data was given up when data begins there anew, and who wrote before', () => {
    const again = withNotes(withGivenUp(withNotes(NO_DATA, [{ volume: 'a_b_c', writer: VALKEY('9') }], at(1)), 'a_b_c', at(2)), [{ volume: 'a_b_c', writer: VALKEY('7.2') }], at(3))
    expect(again).toEqual({ held: { a_b_c: at(3) }, givenUp: {}, writers: { a_b_c: VALKEY('7.2') } })
  })
})

describe('two copies of it', () => {
  const first = withNotes(NO_DATA, [{ volume: 'a_b_c', writer: VALKEY('8') }], at(1))

  it('are together what began in either', () => {
    const later = withNotes(first, [{ volume: 'x_y_z' }], at(2))
    for (const merged of [mergeRecords(first, later), mergeRecords(later, first)]) expect(merged).toEqual(later)
  })

  it('do not ask again for what was given up since the older one', () => {
    const later = withGivenUp(first, 'a_b_c', at(2))
    for (const merged of [mergeRecords(first, later), mergeRecords(later, first)]) expect(merged).toEqual(later)
  })

  it('miss what began anew after it was given up, with the writer of then', () => {
    const anew = withNotes(withGivenUp(first, 'a_b_c', at(2)), [{ volume: 'a_b_c', writer: VALKEY('7.2') }], at(3))
    for (const merged of [mergeRecords(first, anew), mergeRecords(anew, first)]) expect(merged).toEqual(anew)
  })

  it('keep the newer of two writers', () => {
    const later = withNotes(first, [{ volume: 'a_b_c', writer: VALKEY('8.1') }], at(2))
    for (const merged of [mergeRecords(first, later), mergeRecords(later, first)]) expect(writerOf(merged, 'a_b_c')).toEqual(VALKEY('8.1'))
  })

  it('are the same whichever is put to the other, and what both say stays', () => {
    const base = fc.constantFrom('a', 'b')
    const moment = fc.integer({ min: 1, max: 9 }).map(at)
    const record: fc.Arbitrary<DataRecord> = fc.array(fc.record({ base, moment, gone: fc.boolean() }), { maxLength: 4 }).map((steps) => steps.toSorted((one, other) => (one.moment < other.moment ? -1 : 1)).reduce((now, step) => (step.gone ? withGivenUp(now, step.base, step.moment) : withNotes(now, [{ volume: step.base }], step.moment)), NO_DATA))
    fc.assert(fc.property(record, record, (one, other) => {
      const merged = mergeRecords(one, other)
      expect(mergeRecords(other, one)).toEqual(merged)
      expect(mergeRecords(merged, one)).toEqual(merged)
      for (const name of ['a', 'b']) if (isHeld(one, name) && isHeld(other, name)) expect(isHeld(merged, name)).toBe(true)
    }))
  })
})
