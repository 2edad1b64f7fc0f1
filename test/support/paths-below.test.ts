/** Lists that tests look for secrets in: one of a folder that is not there, or a file that cannot be read, is no proof that nothing is in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bytesBelow, readOrNothing } from '../e2e/stage/files.js'
import { filesBelow, pathsBelow } from './paths-below.js'

let root: string
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'mist-paths-below-')) })
afterEach(() => { rmSync(root, { recursive: true, force: true }) })

describe('what lies below a folder', () => {
  it('is listed with what lies deeper', () => {
    mkdirSync(join(root, 'a/b'), { recursive: true })
    writeFileSync(join(root, 'a/b/c'), 'word')
    expect(pathsBelow(root)).toEqual(['a', 'a/b', 'a/b/c'].map((path) => join(root, path)))
    expect([filesBelow(root), bytesBelow(root)]).toEqual([[join(root, 'a/b/c')], 'word'])
  })

  it('is not told of a folder that is not there, or is none', () => {
    writeFileSync(join(root, 'file'), '')
    for (const list of [pathsBelow, filesBelow, bytesBelow]) for (const name of ['misnamed', 'file']) expect(() => list(join(root, name))).toThrow(/ENOENT|ENOTDIR/)
  })

  it('is nothing where a file is gone, and an error where it cannot be read', () => {
    expect(readOrNothing(join(root, 'gone'))).toBe('')
    expect(() => readOrNothing(root)).toThrow('EISDIR')
  })
})
