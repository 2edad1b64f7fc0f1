/** Small inputs that would make much work: each ends as a remark or a failure, and the work is bounded. */
import { describe, expect, it } from 'vitest'
import { readIgnoreRules, IgnoreTooCostly } from '../../src/adapters/git/ignore.js'
import { findSources, SOURCES_AT_ONCE } from '../../src/engine/look/sources.js'
import { MAX_DIAGNOSTICS, MAX_ITEMS, MAX_TOTAL_BYTES, MAX_TOTAL_ENTRIES } from '../../src/manifest/limits.js'
import { loadManifest } from '../../src/manifest/load.js'
import { failure } from '../../src/model/failure.js'
import { err, ok } from '../../src/model/result.js'
import type { SourcePort } from '../../src/ports.js'
import { createClock } from '../fakes/clock.js'

const ROOT = { path: 'mist.yaml', text: 'version: 1\ninclude: ["i/*.yaml"]\nprojects: {}\n' }

describe('a manifest', () => {
  it('of many large files is read up to a bound for all of them together', () => {
    const large = `${'# '.repeat(20)}\n`.repeat(12_000)
    const included = Array.from({ length: 100 }, (_, at) => ({ path: `i/${String(at)}.yaml`, text: large }))
    expect(large.length * 100).toBeGreaterThan(MAX_TOTAL_BYTES)
    expect(loadManifest({ root: ROOT, included }).diagnostics.at(-1)).toMatchObject({ rule: 'too-large', at: { file: 'mist.yaml', line: 2 } })
  })

  it('of many files full of keys is read up to a bound for all of them together', () => {
    const dense = '- - - - - -\n'.repeat(MAX_TOTAL_ENTRIES / 5)
    const included = Array.from({ length: 100 }, (_, at) => ({ path: `i/${String(at)}.yaml`, text: dense }))
    expect(loadManifest({ root: ROOT, included }).diagnostics.map(({ message }) => message).join()).toMatch(/99 of them were not read/)
  })

  it.each([
    ['items in brackets', `x: [${'a,'.repeat(45_000)}\n ${'a,'.repeat(45_000)}\n ${'a,'.repeat(MAX_ITEMS - 89_999)}]`],
    ['items with hyphens', `${'- - - - - -\n'.repeat(20_000)}`],
    ['explicit keys', '? ? ? ? a\n'.repeat(20_000)],
  ])('with too many %s never reaches the parser', (_name, text) => {
    expect(loadManifest({ root: { path: 'f', text }, included: [] }).diagnostics).toMatchObject([{ rule: 'too-large' }])
  })

  it('makes remarks of a bounded size, however long its lines and its circles are', () => {
    const circle = Array.from({ length: 1_500 }, (_, at) => `      a${String(at)}: { image: "x:1", dependsOn: [a${String((at + 1) % 1_500)}] }`).join('\n')
    const digits = `version: 1\nprojects:\n  p:\n    apps:\n      a: { image: ${'1'.repeat(60_000)} }\n`
    for (const text of [`version: 1\nprojects:\n  p:\n    apps:\n${circle}\n`, digits]) {
      const { diagnostics } = loadManifest({ root: { path: 'f', text }, included: [] })
      expect(diagnostics.length).toBeGreaterThan(0)
      expect(diagnostics.length).toBeLessThanOrEqual(MAX_DIAGNOSTICS + 1)
      for (const { message, help = '', related } of diagnostics) expect(message.length + help.length + JSON.stringify(related).length).toBeLessThan(5_000)
    }
  })
})

describe('a .dockerignore', () => {
  it('that would keep the process busy for minutes is given up', () => {
    const { ignores } = readIgnoreRules(`${'*?'.repeat(1_000)}b\n`.repeat(30), 1_000_000)
    expect(() => { for (let at = 0; at < 10_000; at += 1) ignores(`${'a'.repeat(200)}${String(at)}`) }).toThrow(IgnoreTooCostly)
  })
})

describe('two thousand repositories', () => {
  it('are asked a few at a time, and those that hang do not keep healing waiting', async () => {
    let running = 0
    let most = 0
    const hang = (signal: AbortSignal): Promise<void> => new Promise((resolve) => { if (signal.aborted) resolve(); else signal.addEventListener('abort', () => { resolve() }, { once: true }) })
    const source = {
      fetch: async (_: unknown, signal: AbortSignal) => {
        running += 1
        most = Math.max(most, running)
        await hang(signal)
        running -= 1
        return err(failure('aborted', { subject: 'cannot fetch', cause: 'the work was called off' }))
      },
      current: () => Promise.resolve(err(failure('source-ref-missing', { subject: 'cannot look up', cause: 'it was not fetched so far' }))),
      treeDigest: () => Promise.resolve(ok('sha1:0')),
    } as unknown as SourcePort
    const needs = Array.from({ length: 2_000 }, (_, at) => ({ app: `p/a${String(at)}` as const, repository: { kind: 'git', url: `https://h/${String(at)}`, ref: '' } as const, path: '.' }))
    const main = { repository: { kind: 'folder', path: '/x' } as const, commit: 'c' }
    const found = await findSources({ source, clock: createClock('auto'), emit: () => undefined }, { needs, main, fetch: 'remote', digests: {} }, new AbortController().signal)
    expect(most).toBe(SOURCES_AT_ONCE)
    expect(Object.values(found.sources)).toHaveLength(2_000)
    expect(Object.values(found.sources).every((one) => !one.ok && one.failure.code === 'source-unreachable')).toBe(true)
  })
})
