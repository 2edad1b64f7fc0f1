/** The note of generations on disk: private, replaced whole, and lost rather than misread. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLease } from '../../../src/adapters/sqlite/lease.js'
import { createGenerations, createGenerationsReader } from '../../../src/adapters/state-dir/generations.js'
import type { Generations } from '../../../src/model/generation.js'
import { NO_GENERATIONS } from '../../../src/model/generation.js'

let root: string
const path = (): string => join(root, 'generations.json')
const open = () => createGenerations({ stateDir: root, lease: createLease({ stateDir: root, name: 'generations' }) })
const use = (base: string, name: string) => (now: Generations): Generations => ({ ...now, inUse: { ...now.inUse, [base]: name } })

beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'mist-generations-')) })
afterEach(() => {
  chmodSync(root, 0o700)
  rmSync(root, { recursive: true, force: true })
})

describe('the note of generations', () => {
  it('says nothing before there is one, and makes none by being read', () => {
    expect(open().read()).toEqual({ generations: NO_GENERATIONS })
    expect(readdirSync(root)).toEqual([])
  })

  it('is read by others as it was written, and by its owner alone', async () => {
    expect(await open().update((now) => ({ inUse: { ...now.inUse, a_b_c: 'a_b_c.g2' }, making: { x_y_z: 'x_y_z.g3' } }))).toEqual({ ok: true, value: undefined })
    expect(createGenerationsReader({ stateDir: root }).read()).toEqual({ generations: { inUse: { a_b_c: 'a_b_c.g2' }, making: { x_y_z: 'x_y_z.g3' } } })
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect(readdirSync(root).filter((name) => name.endsWith('.json') || name.startsWith('.'))).toEqual(['generations.json'])
  })

  it('loses no change of those that come at the same time', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `a_b_${String(index)}`)
    await Promise.all(names.map((base) => open().update(use(base, `${base}.g2`))))
    expect(Object.keys(open().read().generations.inUse).sort()).toEqual(names)
  })

  it.each([
    ['cut off', '{"formatVersion":1,"inUse":{"a_b_c":"a_b'],
    ['of another version', '{"formatVersion":2,"inUse":{},"making":{}}'],
    ['leading to another app', '{"formatVersion":1,"inUse":{"a_b_c":"x_y_z.g2"},"making":{}}'],
    ['of another shape', '[]'],
    ['empty', ''],
  ])('counts as lost when it is %s, says so, and is set aside by the next write', async (_, text) => {
    writeFileSync(path(), text)
    const found = open().read()
    expect([found.generations, found.damage?.code]).toEqual([NO_GENERATIONS, 'note-unreadable'])
    expect(await open().update(use('a_b_c', 'a_b_c.g2'))).toMatchObject({ ok: true })
    const aside = readdirSync(root).find((name) => name.includes('damaged'))
    expect(readFileSync(join(root, aside ?? ''), 'utf8')).toBe(text)
    expect(open().read()).toEqual({ generations: { inUse: { a_b_c: 'a_b_c.g2' }, making: {} } })
  })

  it('is not followed where it is a link, and nothing is written', async () => {
    writeFileSync(join(root, 'other'), '{"formatVersion":1,"inUse":{"a_b_c":"a_b_c.g2"},"making":{}}')
    symlinkSync(join(root, 'other'), path())
    expect(open().read()).toMatchObject({ generations: NO_GENERATIONS, damage: { code: 'note-unreadable' } })
    expect(await open().update(use('a_b_c', 'a_b_c.g3'))).toMatchObject({ ok: false, error: { code: 'file-unwritable' } })
    expect(readFileSync(join(root, 'other'), 'utf8')).toContain('a_b_c.g2')
  })
})
