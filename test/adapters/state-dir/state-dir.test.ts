/** The folder that Mist keeps to itself: private, its own, and with one key from which every secret is derived. */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStateDir } from '../../../src/adapters/state-dir/state-dir.js'
import type { StateDir } from '../../../src/adapters/state-dir/state-dir.js'

let root: string

beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'mist-state-')) })
afterEach(() => { rmSync(root, { recursive: true, force: true }) })

describe('the state directory', () => {
  it('is made with its parents, for the owner alone', () => {
    const state = open('a/b/c')
    expect(statSync(join(root, 'a/b/c')).mode & 0o777).toBe(0o700)
    expect(statSync(join(root, 'a/b/c/instance.key')).mode & 0o777).toBe(0o600)
    expect(statSync(state.subdir('git')).mode & 0o777).toBe(0o700)
    expect(readdirSync(join(root, 'a/b/c')).sort()).toEqual(['git', 'instance.key'])
  })

  it('keeps its key', () => {
    const key = open('s').instanceKey()
    expect(key).toHaveLength(32)
    expect(open('s').instanceKey().equals(key)).toBe(true)
    expect(open('other').instanceKey().equals(key)).toBe(false)
  })

  it('derives the same secret for the same purpose, and another for another', () => {
    const state = open('s')
    expect(state.derive('traefik-api')).toMatch(/^[0-9a-f]{64}$/)
    expect(open('s').derive('traefik-api')).toBe(state.derive('traefik-api'))
    expect(state.derive('traefik-api2')).not.toBe(state.derive('traefik-api'))
    expect(open('other').derive('traefik-api')).not.toBe(state.derive('traefik-api'))
    expect(state.derive('x')).not.toContain(state.instanceKey().toString('hex'))
  })

  it('does not let its key be changed through what it hands out', () => {
    const state = open('s')
    const before = state.derive('x')
    state.instanceKey().fill(0)
    expect(state.derive('x')).toBe(before)
  })

  it.each(['data.json', 'generations.json', 'standing-still.json'])('that a newer Mist wrote, by its %s, is refused and left as it is, and one that is only damaged is not', (name) => {
    open('s')
    const path = join(root, 's', name)
    writeFileSync(path, '{"formatVersion":2}')
    expect(openStateDir(join(root, 's'))).toMatchObject({ ok: false, error: { code: 'store-newer', subject: `cannot use ${path}`, cause: 'a newer Mist wrote it, in form 2, and this one knows 1', help: expect.stringContaining('Run the newer Mist again') as string } })
    expect(readdirSync(join(root, 's')).sort()).toEqual([name, 'instance.key'].sort())
    writeFileSync(path, '{"formatVersion":')
    expect(openStateDir(join(root, 's')).ok).toBe(true)
  })

  it('takes away what others may read', () => {
    mkdirSync(join(root, 's'), { mode: 0o755 })
    open('s')
    expect(statSync(join(root, 's')).mode & 0o777).toBe(0o700)
  })

  it.each([
    ['it is a link', () => { mkdirSync(join(root, 'real')); symlinkSync('real', join(root, 's')) }, 'symbolic link'],
    ['it is a file', () => { writeFileSync(join(root, 's'), '') }, 'EEXIST'],
    ['a group can write to it', () => { mkdirSync(join(root, 's')); chmodSync(join(root, 's'), 0o770) }, 'others can write'],
    ['everybody can write to it', () => { mkdirSync(join(root, 's')); chmodSync(join(root, 's'), 0o777) }, 'others can write'],
    ['everybody can rename it', () => { mkdirSync(join(root, 's'), { mode: 0o700 }); chmodSync(root, 0o777) }, 'rename'],
    ['the key can be read by others', () => { key(Buffer.alloc(32)); chmodSync(join(root, 's/instance.key'), 0o640) }, 'instance.key'],
    ['the key is cut', () => { key(Buffer.alloc(31)) }, 'damaged'],
    ['the key is empty', () => { key(Buffer.alloc(0)) }, 'damaged'],
    ['the key is a link', () => { key(Buffer.alloc(32)); rmSync(join(root, 's/instance.key')); writeFileSync(join(root, 'k'), Buffer.alloc(32), { mode: 0o600 }); symlinkSync('../k', join(root, 's/instance.key')) }, 'ELOOP'],
  ])('is refused when %s', (_, spoil, cause) => {
    spoil()
    const result = openStateDir(join(root, 's'))
    expect(result).toMatchObject({ ok: false, error: { code: 'store-unusable', retry: 'never' } })
    expect(result.ok ? '' : result.error.cause).toContain(cause)
  })

  it('is refused when it, or its key, belongs to somebody else', () => {
    const isRoot = process.geteuid?.() === 0
    mkdirSync(join(root, 's'))
    if (isRoot) chownSync(join(root, 's'), 12_345, 12_345)
    // Who is not root cannot give a folder away, but finds many that are not his own.
    expect(openStateDir(isRoot ? join(root, 's') : '/usr/lib')).toMatchObject({ ok: false, error: { code: 'store-unusable', cause: expect.stringContaining('belongs to') as string } })
    if (!isRoot) return
    chownSync(join(root, 's'), 0, 0)
    key(Buffer.alloc(32))
    chownSync(join(root, 's/instance.key'), 12_345, 12_345)
    expect(openStateDir(join(root, 's'))).toMatchObject({ ok: false, error: { code: 'store-unusable' } })
  })

  it('is refused when it is not named whole', () => {
    expect(openStateDir('state')).toMatchObject({ ok: false, error: { code: 'store-unusable' } })
  })

  it('takes no name for a folder that leads elsewhere', () => {
    const state = open('s')
    for (const name of ['..', 'a/b', '', '.x', 'A']) expect(() => state.subdir(name)).toThrow()
  })

})

function open(name: string): StateDir {
  return openStateDirOrThrow(name)
}

function openStateDirOrThrow(name: string): StateDir {
  const result = openStateDir(join(root, name))
  if (!result.ok) throw new Error(result.error.cause)
  return result.value
}

function key(bytes: Uint8Array): void {
  mkdirSync(join(root, 's'), { recursive: true, mode: 0o700 })
  writeFileSync(join(root, 's/instance.key'), bytes, { mode: 0o600 })
}
