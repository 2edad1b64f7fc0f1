/** The import rules: the tree obeys them, every file was read, and every rule fires when it is broken. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cruiseTree, RULES, sourceFiles } from '../../scripts/arch.mjs'
import { plantViolations, SOUND, type Planted } from './planted.js'

const HOMES = RULES.map((rule) => rule.name).filter((name) => name.startsWith('home-of-'))

describe('the tree', () => {
  let tree: Awaited<ReturnType<typeof cruiseTree>>
  beforeAll(async () => {
    tree = await cruiseTree()
  })

  it('obeys the import rules', () => {
    expect(tree.violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)).toEqual([])
  })

  it('is read as a whole by the cruiser', () => {
    expect(sourceFiles().length).toBeGreaterThan(10)
    expect(tree.modules.length).toBe(sourceFiles().length)
  })

  it('has a home for every package that Mist runs with', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> }
    expect(HOMES.map((name) => name.replace('home-of-', '')).sort()).toEqual(Object.keys(dependencies).sort())
  })
})

describe('each rule', () => {
  const root = mkdtempSync(join(tmpdir(), 'mist-arch-'))
  let planted: readonly Planted[]
  let found: readonly string[]
  beforeAll(async () => {
    planted = plantViolations(root, HOMES)
    found = (await cruiseTree(root)).violations.map(({ rule, from, to }) => `${rule} ${rule === 'reachable-from-bin' ? to : from}`)
  })
  afterAll(() => {
    rmSync(root, { recursive: true, force: true })
  })

  it('fires where it is broken', () => {
    expect(planted.map(({ rule, file }) => `${rule} src/${file}`).filter((wanted) => !found.includes(wanted))).toEqual([])
  })

  it('is silent about what is allowed', () => {
    const reproached = found.filter((line) => !line.startsWith('reachable-from-bin ') && SOUND.some((name) => line.endsWith(` src/${name}.ts`)))
    expect(reproached).toEqual([])
  })

  it('is broken somewhere in the planted tree', () => {
    const broken = new Set(planted.map(({ rule }) => rule))
    expect(RULES.map((rule) => rule.name).filter((name) => !broken.has(name))).toEqual([])
  })

  it('has a reason', () => {
    expect(RULES.filter((rule) => rule.comment.length < 20)).toEqual([])
  })
})
