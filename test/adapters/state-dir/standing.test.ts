/** The note of what stands still on disk: private, there only meanwhile, and told of but no obstacle when it is spoiled. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStanding } from '../../../src/adapters/state-dir/standing.js'

let root: string
const path = (): string => join(root, 'standing-still.json')
const open = () => createStanding({ stateDir: root })

beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'mist-standing-')) })
afterEach(() => { rmSync(root, { recursive: true, force: true }) })

describe('the note of what stands still', () => {
  it('is read by the next process as it was written, and is gone with the last name', async () => {
    expect(open().read()).toEqual({ names: [] })
    expect(await open().write(['shop-web-1', 'shop-web-2'])).toEqual({ ok: true, value: undefined })
    expect([open().read().names, statSync(path()).mode & 0o777]).toEqual([['shop-web-1', 'shop-web-2'], 0o600])
    expect(await open().write([])).toEqual({ ok: true, value: undefined })
    expect([open().read(), readdirSync(root)]).toEqual([{ names: [] }, []])
  })

  it.each(['', '{"formatVersion":1,"contain', '{"formatVersion":2,"containers":["a"]}', '{"formatVersion":1,"containers":[7]}', '[]'])('counts as none where it says %j, says so, and is set aside by the next write', async (text) => {
    writeFileSync(path(), text)
    expect(open().read()).toMatchObject({ names: [], damage: { code: 'note-unreadable', subject: `cannot use ${path()}`, help: expect.stringContaining('docker unpause') as string } })
    expect(await open().write(['shop-web-1'])).toMatchObject({ ok: true })
    const aside = join(root, readdirSync(root).find((name) => name.includes('damaged')) ?? '')
    expect(readFileSync(aside, 'utf8')).toBe(text)
    const stillTold = { code: 'note-unreadable', subject: `cannot use ${aside}`, help: expect.stringContaining('Then remove the file') as string }
    expect(open().read(), 'what it named may stand still').toMatchObject({ names: ['shop-web-1'], damage: stillTold })
    expect(await open().write([])).toMatchObject({ ok: true })
    expect(open().read()).toMatchObject({ names: [], damage: stillTold })
    rmSync(aside)
    expect(open().read()).toEqual({ names: [] })
  })

  it('is left as it is while it cannot be read, and nothing is written', async () => {
    writeFileSync(join(root, 'elsewhere'), '{"formatVersion":1,"containers":["shop-web-1"]}')
    symlinkSync(join(root, 'elsewhere'), path())
    expect(open().read()).toMatchObject({ names: [], damage: { code: 'note-unreadable' } })
    expect(await open().write(['shop-web-2'])).toMatchObject({ ok: false, error: { code: 'file-unwritable', subject: `cannot write ${path()}`, cause: expect.stringContaining('ELOOP') as string } })
    expect(await open().write([])).toMatchObject({ ok: false })
    expect(readdirSync(root).toSorted()).toEqual(['elsewhere', 'standing-still.json'])
    rmSync(path())
    writeFileSync(path(), readFileSync(join(root, 'elsewhere')))
    expect(open().read()).toEqual({ names: ['shop-web-1'] })
  })

  it('says that it cannot be written', async () => {
    rmSync(root, { recursive: true })
    expect(await open().write(['shop-web-1'])).toMatchObject({ ok: false, error: { code: 'file-unwritable', subject: `cannot write ${path()}` } })
  })
})
