/** Files for apps on a real disk: whole or not there, private by their folder, readable by themselves. */
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFiles } from '../../../src/adapters/files/files.js'
import { bytesDigest } from '../../../src/model/fingerprint.js'
import type { FileSpec } from '../../../src/model/file.js'
import { never } from '../../../src/signals.js'

const root = mkdtempSync(join(tmpdir(), 'mist-files-'))
const directory = join(root, 'files')
const files = createFiles({ directory, markOf: (text) => `mark of ${text}` })

afterAll(() => rmSync(root, { recursive: true, force: true }))

let count = 0

function fileOf(text: string, more: Partial<FileSpec> = {}): FileSpec {
  count += 1
  return { source: join(directory, `f-${String(count).padStart(32, '0')}`), target: '/etc/a', mode: 0o444, digest: bytesDigest(Buffer.from(text)), origin: { kind: 'text', text }, ...more }
}

async function laid(text: string, more: Partial<FileSpec> = {}): Promise<FileSpec> {
  const file = fileOf(text, more)
  expect(await files.ensure(file, Buffer.from(text), never())).toEqual({ ok: true, value: undefined })
  return file
}

async function stateOf(file: FileSpec): Promise<string | undefined> {
  const seen = await files.observe([file], never())
  return seen.ok ? seen.value[0]?.state : seen.error.cause
}

describe('a file for an app', () => {
  it('can be read by any user through its mount, and its folder by nobody else', async () => {
    const umask = process.umask(0o077)
    try {
      const file = await laid('hello')
      expect([statSync(file.source).mode & 0o7777, statSync(directory).mode & 0o777, readFileSync(file.source, 'utf8')]).toEqual([0o444, 0o700, 'hello'])
      expect(files.laid.has(file.source)).toBe(true)
    } finally {
      process.umask(umask)
    }
  })

  it('that is whole is left as it is, to the inode', async () => {
    const file = await laid('same')
    const before = lstatSync(file.source)
    await files.ensure(file, Buffer.from('same'), never())
    const after = lstatSync(file.source)
    expect([after.ino, after.ctimeMs]).toEqual([before.ino, before.ctimeMs])
  })

  it.each<[string, (path: string) => void]>([
    ['edited in place', (path) => { chmodSync(path, 0o644); writeFileSync(path, 'evil'); chmodSync(path, 0o444) }],
    ['given another mode', (path) => chmodSync(path, 0o666)],
    ['replaced by a link', (path) => { rmSync(path); symlinkSync('/etc/hostname', path) }],
    ['replaced by a folder', (path) => { rmSync(path); mkdirSync(path); writeFileSync(join(path, 'x'), '') }],
    ['cut short', (path) => { chmodSync(path, 0o644); writeFileSync(path, ''); chmodSync(path, 0o444) }],
  ])('that was %s is told, and laid down anew as another inode', async (_name, damage) => {
    const file = await laid(`content ${_name}`)
    expect(await stateOf(file)).toBe('whole')
    damage(file.source)
    expect(await stateOf(file)).toBe('altered')
    await files.ensure(file, Buffer.from(`content ${_name}`), never())
    expect([await stateOf(file), readFileSync(file.source, 'utf8')]).toEqual(['whole', `content ${_name}`])
  })

  it('that is gone is told', async () => {
    const file = await laid('gone')
    rmSync(file.source)
    expect(await stateOf(file)).toBe('missing')
  })

  it('of a secret is compared by its mark', async () => {
    const file = await laid('swordfish', { mode: 0o400, digest: 'mark of swordfish', origin: { kind: 'secret', text: 'swordfish' } })
    expect(await stateOf(file)).toBe('whole')
    expect(await stateOf({ ...file, digest: 'mark of another' })).toBe('altered')
  })

  it('is never made elsewhere', () => {
    for (const source of [join(root, `f-${'1'.repeat(32)}`), join(directory, '..', `f-${'1'.repeat(32)}`), join(directory, 'passwd'), join(directory, 'f-1')]) {
      expect(() => files.ensure(fileOf('x', { source }), Buffer.from('x'), never()), source).toThrow('no place for a file of an app')
    }
  })

  it('leaves nothing behind that was half written', async () => {
    await laid('whole')
    expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})

describe('the sweep', () => {
  it('takes away what is not kept, and nothing that it did not make', async () => {
    const [kept, spent] = [await laid('kept'), await laid('spent')]
    const stranger = join(directory, 'notes.txt')
    const leftover = join(directory, `.${'a'.repeat(12)}.tmp`)
    for (const path of [stranger, leftover]) writeFileSync(path, '')
    expect(await files.sweep(new Set([kept.source]), never())).toEqual({ ok: true, value: undefined })
    expect([kept.source, stranger, spent.source, leftover].map((path) => existsSync(path))).toEqual([true, true, false, false])
    expect([files.laid.has(kept.source), files.laid.has(spent.source)]).toEqual([true, false])
  })
})
