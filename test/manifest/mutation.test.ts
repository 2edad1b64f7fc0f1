/** Thousands of damaged files: whatever the damage, an answer comes, and every complaint stands at a place that exists. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadManifest } from '../../src/manifest/load.js'
import { diagnosticText } from '../../src/render/diagnostic-text.js'
import { plainPaint } from '../../src/render/paint.js'
import { loadSettings } from '../../src/settings.js'
import { HOST, misplaced } from './support.js'
import { PAYLOADS } from './payloads.js'
import { effort } from '../support/effort.js'

/** One act of damage. All take the text and two numbers from 0 to 1, and know nothing of YAML. */
type Damage = (text: string, where: number, what: number) => string

const FRAGMENTS = [
  ...PAYLOADS.filter((payload) => payload.length < 400),
  '\n', '\n\n', '  ', '\t', ':', ': ', '- ', '? ', '[', ']', '{', '}', ',', '"', "'", '#', '&a ', '*a ', '!!str ', '!t ', '|\n', '>-\n', '---\n', '...\n', '%YAML 1.1\n', '<<: ', 'null', '~', '[[[[[[[[[[[[', '\r\n', '\\',
]

const DAMAGES: readonly Damage[] = [
  (text, where, what) => splice(text, where, Math.ceil(what * 8), ''),
  (text, where, what) => splice(text, where, 0, pick(FRAGMENTS, what)),
  (text, where, what) => splice(text, where, Math.ceil(what * 20), pick(FRAGMENTS, what)),
  (text, where) => text.slice(0, Math.floor(where * text.length)),
  (text, where, what) => onLines(text, (lines) => lines.splice(Math.floor(where * lines.length), Math.ceil(what * 3))),
  (text, where, what) => onLines(text, (lines) => lines.splice(Math.floor(where * lines.length), 0, pick(lines, what))),
  (text, where, what) => onLines(text, (lines) => lines.splice(Math.floor(where * lines.length), 1, `${' '.repeat(Math.floor(what * 12))}${pick(lines, where).trimStart()}`)),
  (text, where, what) => onLines(text, (lines) => lines.splice(Math.floor(where * lines.length), 1, pick(lines, where).replace(/:.*/, `: ${pick(FRAGMENTS, what)}`))),
  (text, where, what) => onLines(text, (lines) => lines.splice(Math.floor(where * lines.length), 1, pick(lines, where).replace(/[a-z]+:/i, () => `${pick(FRAGMENTS, what)}:`))),
  (text, where, what) => onLines(text, (lines) => lines.push(...lines.slice(Math.floor(where * lines.length), Math.floor(where * lines.length) + Math.ceil(what * 20)))),
]

function splice(text: string, where: number, removed: number, added: string): string {
  const at = Math.floor(where * text.length)
  return text.slice(0, at) + added + text.slice(at + removed)
}

function onLines(text: string, act: (lines: string[]) => unknown): string {
  const lines = text.split('\n')
  act(lines)
  return lines.join('\n')
}

function pick(items: readonly string[], what: number): string {
  return items[Math.floor(what * items.length)] ?? ''
}

const fraction = fc.double({ min: 0, max: 0.999, noNaN: true })
const damages = fc.array(fc.tuple(fc.nat({ max: DAMAGES.length - 1 }), fraction, fraction), { minLength: 1, maxLength: 6 })

function damaged(text: string, acts: readonly (readonly [number, number, number])[]): string {
  return acts.reduce((result, [index, where, what]) => DAMAGES[index]?.(result, where, what) ?? result, text)
}

/** What the example asks for is granted: undamaged it is valid. */
const GRANTING = { ...HOST, grants: { ...HOST.grants, domains: [...HOST.grants.domains, 'shop.example.com'], backups: ['/srv/backups'] }, tls: { ...HOST.tls, dns: true } }

const MANIFEST = readFileSync('mist.yaml.example', 'utf8')
const TEAM = readFileSync('examples/team-search.yaml', 'utf8')
const SETTINGS = readFileSync('examples/mistd.yaml.example', 'utf8')
const MUTATIONS = effort(2_000)

describe('a damaged mist.yaml', () => {
  it(`is answered ${String(MUTATIONS)} times without an exception, every complaint at a place that exists`, () => {
    const tally = { valid: 0, refused: 0 }
    fc.assert(fc.property(damages, (acts) => {
      const root = { path: 'mist.yaml', text: damaged(MANIFEST, acts) }
      const included = [{ path: 'team-search.yaml', text: TEAM }]
      const { manifest, diagnostics } = loadManifest({ root, included, host: GRANTING })
      const errors = diagnostics.filter((item) => item.severity === 'error')
      expect(misplaced(diagnostics, [root, ...included])).toEqual([])
      expect(manifest === undefined).toBe(errors.length > 0)
      expect(diagnostics.every((item) => item.message !== '' && item.rule !== '')).toBe(true)
      expect(diagnosticText(diagnostics, plainPaint)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
      tally[manifest === undefined ? 'refused' : 'valid'] += 1
    }), { numRuns: MUTATIONS, seed: 20_261_121 })
    // Both must happen, or the damage is of no use.
    expect(Math.min(tally.valid, tally.refused)).toBeGreaterThan(MUTATIONS / 20)
  }, 240_000)

  it('is answered the same in an included file', () => {
    fc.assert(fc.property(damages, (acts) => {
      const root = { path: 'mist.yaml', text: 'version: 1\ninclude: [a.yaml]\n' }
      const included = [{ path: 'a.yaml', text: damaged(TEAM, acts) }]
      expect(misplaced(loadManifest({ root, included, host: GRANTING }).diagnostics, [root, ...included])).toEqual([])
    }), { numRuns: effort(300), seed: 7 })
  })
})

describe('a damaged mistd.yaml', () => {
  it('is answered without an exception, every complaint at a place that exists', () => {
    fc.assert(fc.property(damages, (acts) => {
      const file = { path: 'mistd.yaml', text: damaged(SETTINGS, acts) }
      const loaded = loadSettings(file, {})
      if (!loaded.ok) expect(misplaced(loaded.error, [file])).toEqual([])
      if (!loaded.ok) expect(loaded.error.length).toBeGreaterThan(0)
    }), { numRuns: effort(500), seed: 11 })
  })
})
