/** Who only looks leaves nothing on the host, and uses what is there. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lookAtStateDir } from '../../../src/adapters/state-dir/look.js'
import { openStateDir } from '../../../src/adapters/state-dir/state-dir.js'

let root: string

beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'mist-state-')) })
afterEach(() => { rmSync(root, { recursive: true, force: true }) })

function look(path: string) {
  const looked = lookAtStateDir(path)
  if (!looked.ok) throw new Error(looked.error.cause)
  return looked.value
}

describe('a look at the state directory', () => {
  it('makes none, says so, and takes away what it worked in', () => {
    const { stateDir, notices, discard } = look(join(root, 's'))
    expect(notices).toEqual([expect.stringContaining(`${join(root, 's')} holds no key`)])
    writeFileSync(join(stateDir.subdir('git'), 'x'), '')
    expect(stateDir.derive('x')).toMatch(/^[0-9a-f]{64}$/)
    discard()
    expect(existsSync(stateDir.path)).toBe(false)
    expect(readdirSync(root)).toEqual([])
  })

  it('makes no key in one that was made for Mist', () => {
    mkdirSync(join(root, 's'), { mode: 0o700 })
    look(join(root, 's')).discard()
    expect(readdirSync(join(root, 's'))).toEqual([])
  })

  it('uses the one of a host on which Mist ran, and leaves it there', () => {
    const made = openStateDir(join(root, 's'))
    const { stateDir, notices, discard } = look(join(root, 's'))
    expect([stateDir.path, notices]).toEqual([join(root, 's'), []])
    expect(made.ok && made.value.derive('x')).toBe(stateDir.derive('x'))
    discard()
    expect(readdirSync(join(root, 's'))).toEqual(['instance.key'])
  })

  it('refuses what is no directory, and a path that is not whole', () => {
    writeFileSync(join(root, 'file'), '')
    expect(lookAtStateDir(join(root, 'file'))).toMatchObject({ ok: false, error: { code: 'store-unusable' } })
    expect(lookAtStateDir('state')).toMatchObject({ ok: false, error: { cause: 'it is not an absolute path' } })
  })
})
