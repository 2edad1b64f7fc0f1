/** The scan in front of the parser: what it refuses, where, and that nothing deep ever reaches the parser. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Parser } from 'yaml'
import { MAX_DEPTH, MAX_FILE_BYTES } from '../../src/manifest/limits.js'
import { scan } from '../../src/manifest/scan.js'
import { measuredDepth } from '../../src/manifest/scan-tokens.js'
import { sourceText } from '../../src/manifest/source-text.js'
import { load, marked, remarks } from './support.js'
import { effort } from '../support/effort.js'

function scanned(text: string) {
  const { verdict, diagnostics } = scan(sourceText({ path: 'f', text }))
  return { verdict, found: remarks(diagnostics) }
}

const REFUSED: readonly (readonly [string, string, string])[] = [
  ['a NUL', 'version: 1\nx-a: ▸\u0000b\n', 'control-character'],
  ['an escape character', 'x-a: ▸\u001b[31m\n', 'control-character'],
  ['a carriage return alone', 'x-a: b▸\rx-c: d\n', 'control-character'],
  ['a C1 control character', 'x-a: ▸\u009b\n', 'control-character'],
  ['a form feed', '▸\u000c\n', 'control-character'],
  ['a file that is too large', `${'#'.repeat(99_999)}\n`.repeat(5) + '#'.repeat(MAX_FILE_BYTES - 500_000) + '▸#', 'too-large'],
  ['a file that is too large in bytes only', `${`#${'é'.repeat(49_999)}\n`.repeat(5)}#${'é'.repeat(12_143)}▸é`, 'too-large'],
  ['too many lines', `${'\n'.repeat(50_000)}▸a: 1`, 'too-large'],
  ['a line that is too long', `a: 1\n▸${'b'.repeat(100_001)}`, 'too-large'],
  ['deep brackets', `${'['.repeat(MAX_DEPTH - 1)}▸[`, 'too-large'],
  ['deep braces', `${'{a: '.repeat(MAX_DEPTH - 1)}▸{a: 1`, 'too-large'],
  ['deep lists on one line', `${'- '.repeat(MAX_DEPTH)}▸- a`, 'too-large'],
  ['deep explicit keys', `${'? '.repeat(MAX_DEPTH)}▸? a`, 'too-large'],
  ['deep indentation', `${Array.from({ length: MAX_DEPTH - 1 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')}${' '.repeat(MAX_DEPTH - 1)}a▸:`, 'too-large'],
  ['too many keys', `{${'a:,'.repeat(16_000)}\n${'a:,'.repeat(16_000)}\n${'a:,'.repeat(16_000)}\n${'a:,'.repeat(2_000)}a▸:`, 'too-large'],
  ['too many anchors', `[${'&a 1,'.repeat(1_000)}▸&a 1]`, 'too-large'],
  ['too many aliases', `[${'*a ,'.repeat(5_000)}▸*a ]`, 'too-large'],
]

const ACCEPTED: readonly (readonly [string, string])[] = [
  ['brackets in a quoted text', `a: "${'['.repeat(200)}"`],
  ['brackets in a comment', `a: 1 # ${'['.repeat(200)}`],
  ['brackets in a block text', `a: |\n  ${'['.repeat(200)}\n  ${'- '.repeat(100)}\n`],
  ['brackets in a plain text', `a: b${'['.repeat(200)}`],
  ['many siblings', 'a: [1]\n'.repeat(2_000)],
  ['tabs and line breaks of Windows', 'a: b\t# c\r\nd: e\r\n'],
  ['a byte order mark', '\uFEFFversion: 1\n'],
  ['text beyond ASCII', 'a: "Grüße 你好 👩‍👩‍👧"\n'],
]

describe('scan', () => {
  it.each(REFUSED)('refuses %s at its place', (_name, text, rule) => {
    const { text: clean, place } = marked(text)
    expect(scanned(clean)).toEqual({ verdict: 'refuse', found: [`${place} error ${rule}`] })
  })

  it.each(ACCEPTED)('lets %s through', (_name, text) => {
    expect(scanned(text)).toEqual({ verdict: 'parse', found: [] })
  })

  it('warns of characters that hide what a line says', () => {
    expect(scanned('a: x\u202Ey\nb: \u200B1\n').found).toEqual(['1:5 warning hidden-character', '2:4 warning hidden-character'])
  })
})

/** How deep the parser's own tokens nest, counted without recursion. */
function tokenDepth(text: string): number {
  let deepest = 0
  const open: { readonly token: unknown; readonly depth: number }[] = [...new Parser().parse(text)].map((token) => ({ token, depth: 0 }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { items, value, key } = (next.token ?? {}) as { items?: unknown[]; value?: unknown; key?: unknown }
    const depth = next.depth + (items === undefined ? 0 : 1)
    deepest = Math.max(deepest, depth)
    for (const token of [value, key, ...(items ?? [])]) if (typeof token === 'object' && token !== null) open.push({ token, depth })
  }
  return deepest
}

describe('measuredDepth', () => {
  const PIECES = ['- ', '? ', ': ', 'a', 'a: ', '[', ']', '{', '}', ',', '\n', '\n', ' ', '  ', '\n  ', '"', "'", '#', '&x ', '!t ', '*x ', '|\n', '>-\n', '---\n', '...\n', '\t', '\r\n']

  it('is at least half of what the parser will nest, whatever the text', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (pieces) => {
      const text = pieces.join('')
      expect(tokenDepth(text)).toBeLessThanOrEqual(2 * measuredDepth(sourceText({ path: 'f', text })))
    }), { numRuns: effort(4_000), seed: 1 })
  })
})

describe('a deep file', () => {
  it('is told of as any other fault is', () => {
    expect(remarks(load(`version: 1\nx-a: ${'['.repeat(2_000)}`).diagnostics)).toEqual(['2:35 error too-large'])
  })
})
