/** The record of data on disk: private, replaced whole, and never taken for an empty one when it cannot be read. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLease } from '../../../src/adapters/sqlite/lease.js'
import { createDataRecord, createDataRecordReader } from '../../../src/adapters/state-dir/data-record.js'
import { NO_DATA, withNotes } from '../../../src/model/data-record.js'

let root: string
const AT = '2026-11-21T03:15:00.000Z'
const path = (): string => join(root, 'data.json')
const open = () => createDataRecord({ stateDir: root, lease: createLease({ stateDir: root, name: 'data' }) })
const note = (volume: string) => open().update((now) => withNotes(now, [{ volume }], AT))

beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'mist-data-record-')) })
afterEach(() => {
  chmodSync(root, 0o700)
  rmSync(root, { recursive: true, force: true })
})

describe('the record of data', () => {
  it('says nothing before there is one, and makes none by being read', () => {
    expect(open().read()).toEqual({ ok: true, value: NO_DATA })
    expect(readdirSync(root)).toEqual([])
  })

  it('is read by others as it was written, and by its owner alone', async () => {
    const record = { held: { a_b_c: AT }, givenUp: { x_y_z: AT }, writers: { 'a_b_c.g2': { software: 'valkey', version: '8.1' } } }
    expect(await open().update(() => record)).toEqual({ ok: true, value: undefined })
    expect(createDataRecordReader({ stateDir: root }).read()).toEqual({ ok: true, value: record })
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect(readdirSync(root).filter((name) => name.endsWith('.json') || name.startsWith('.'))).toEqual(['data.json'])
  })

  it('loses no change of those that come at the same time', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `a_b_${String(index)}`)
    await Promise.all(names.map(note))
    expect(open().read()).toMatchObject({ ok: true, value: { held: Object.fromEntries(names.map((name) => [name, AT])) } })
  })

  const whole = (parts: object): string => JSON.stringify({ formatVersion: 1, held: {}, givenUp: {}, writers: {}, ...parts })

  it.each([
    ['is cut off', '{"formatVersion":1,"held":{"a_b_c":', /JSON/],
    ['is empty', '', /JSON/],
    ['has another shape', '[]', /no object/],
    ['is of another version', '{"formatVersion":2}', /formatVersion is 2, and this Mist knows 1/],
    ['lacks a part', '{"formatVersion":1,"held":{}}', /givenUp is no object/],
    ['names a later generation as held', whole({ held: { 'a_b_c.g2': AT } }), /in held, "a_b_c\.g2" is a later generation: write a_b_c/],
    ['has a name that is none', whole({ writers: { 'a/b': { software: 'valkey', version: '8' } } }), /in writers, "a\/b" is no name of a volume/],
    ['says since when in its own way', whole({ held: { a_b_c: 'yesterday' } }), /in held, the value of a_b_c is not one/],
    ['has half a writer', whole({ writers: { a_b_c: { software: 'valkey' } } }), /in writers, the value of a_b_c is not one/],
  ])('that %s is refused with the file and why, and is left as it is', async (_, text, why) => {
    writeFileSync(path(), text)
    const refused = { ok: false, error: { code: 'data-record-unreadable', subject: `cannot read ${path()}`, cause: expect.stringMatching(why) as string } }
    expect(open().read()).toMatchObject(refused)
    expect(await note('a_b_c')).toMatchObject(refused)
    expect([readFileSync(path(), 'utf8'), readdirSync(root).filter((name) => name.startsWith('data.json'))]).toEqual([text, ['data.json']])
  })

  it('is not followed where it is a link', async () => {
    writeFileSync(join(root, 'other'), whole({ held: { a_b_c: AT } }))
    symlinkSync(join(root, 'other'), path())
    expect(open().read()).toMatchObject({ ok: false, error: { code: 'data-record-unreadable' } })
    expect(await note('x_y_z')).toMatchObject({ ok: false })
    expect(readFileSync(join(root, 'other'), 'utf8')).not.toContain('x_y_z')
  })
})
