/** What the programs load before they are asked for it: a package that is not needed costs every start its time and mistd its memory. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startChild } from '../support/child.js'

const BIN = new URL('../../src/bin/', import.meta.url)
const WATCH = new URL('children/list-loaded.mjs', import.meta.url)

describe('a program that starts', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mist-loaded-'))
  beforeAll(() => {
    writeFileSync(join(folder, 'mist.yaml'), 'version: 1\nprojects: {}\n')
    writeFileSync(join(folder, 'mistd.yaml'), `stateDir: ${join(folder, 'state')}\ndocker: unix://${join(folder, 'nobody.sock')}\nsource: { folder: ${folder} }\n`, { mode: 0o600 })
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  async function packagesOf(program: string, words: readonly string[]): Promise<readonly string[]> {
    const list = join(mkdtempSync(join(folder, 'run-')), 'loaded')
    writeFileSync(list, '')
    const child = startChild(new URL(program, BIN), words, { NODE_OPTIONS: `--import=${WATCH.href}`, LOADED_LIST: list, MIST_CONFIG: join(folder, 'mistd.yaml') })
    expect(await child.ended, child.errors()).toBe(0)
    const places = readFileSync(list, 'utf8').split('\n').filter((place) => place !== '' && !/node_modules\/(tsx|esbuild|get-tsconfig|resolve-pkg-maps)\//.test(place))
    return [...new Set(places.map((place) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place)?.[1] ?? place))].sort()
  }

  const ONLY_TEXT = ['ajv', 'commander', 'fastest-levenshtein', 'yaml']

  it.each([[['--help']], [['--version']], [['completion', 'bash']], [['validate', folder]]])('loads for mistctl %j nothing but what reads words and text', async (words) => {
    expect(await packagesOf('mistctl.ts', words)).toEqual(ONLY_TEXT)
  })

  it('loads for mistctl version the history beside it, and no client of git or of an engine far away', async () => {
    expect(await packagesOf('mistctl.ts', ['version'])).toEqual([...ONLY_TEXT, 'better-sqlite3'].sort())
  })

  it('loads dockerode in mistd only when something is built', async () => {
    const loaded = await packagesOf('mistd.ts', ['--version'])
    expect(loaded).toEqual(expect.arrayContaining(['fastify', 'better-sqlite3']))
    expect(loaded).not.toEqual(expect.arrayContaining(['dockerode']))
  })
})
