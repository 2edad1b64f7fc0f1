/** Text → tree: syntax errors with places, keys once, aliases within limits, scalars as they are written. */
import { describe, expect, it } from 'vitest'
import { parseFile } from '../../src/manifest/parse.js'
import { plainOf } from '../../src/manifest/tree.js'
import { lineOf, marked, remarks } from './support.js'

function parsed(text: string) {
  return parseFile({ path: 'f', text })
}

function plain(text: string): unknown {
  const { tree, diagnostics } = parsed(text)
  if (tree === undefined) throw new Error(diagnostics.map(lineOf).join('\n'))
  return plainOf(tree)
}

const FAULTS: readonly (readonly [string, string, string])[] = [
  ['a tab as indentation', 'a:\n▸\tb: 1\n', 'tab-as-indent'],
  ['a quote that is never closed', 'a: "b\nc: ▸d\n', 'missing-char'],
  ['a bracket that is never closed', 'a: [b\n▸c: d\n', 'bad-indent'],
  ['a map on the line of its key', 'a: ▸b: c\n', 'block-as-implicit-key'],
  ['an unknown escape', 'a: "x▸\\y"\n', 'bad-dq-escape'],
  ['a text that begins with a backtick', 'a: ▸`b`\n', 'bad-scalar-start'],
  ['a second document', 'a: 1\n▸---\nb: 2\n', 'multiple-docs'],
  ['a key that is a list', '▸[a, b]: 1\n', 'non-string-key'],
  ['a directive', '▸%YAML 1.1\n---\na: yes\n', 'directive'],
  ['a key written twice', 'a: 1\nb: 2\n▸a: 3\n', 'duplicate-key'],
  ['a key written twice in braces', 'x: {a: 1, ▸a: 2}\n', 'duplicate-key'],
  ['the key __proto__', 'x:\n  ▸__proto__: {a: 1}\n', 'refused-key'],
  ['the key constructor', 'x: {▸constructor: 1}\n', 'refused-key'],
  ['the key prototype', '▸prototype: 1\n', 'refused-key'],
  ['the quoted key __proto__', '▸"__proto__": 1\n', 'refused-key'],
  ['a tag', 'a: !!binary ▸aGk=\n', 'tag'],
  ['a tag on a map', 'a: !thing\n  ▸b: 1\n', 'tag'],
  ['an alias without an anchor', 'a: ▸*nobody\n', 'bad-alias'],
  ['an alias inside of its own anchor', 'a: &a [▸*a]\n', 'bad-alias'],
  ['a merge key that merges a text', 'a: &a text\nb:\n  <<: *a\n', 'merge-key'],
  ['a list at the top', '▸- a\n', 'wrong-type'],
  ['a text at the top', '▸hello\n', 'wrong-type'],
  ['nothing', '▸', 'empty-file'],
  ['comments alone', '▸# nothing\n', 'empty-file'],
]

describe('parseFile', () => {
  it.each(FAULTS)('refuses %s', (_name, text, rule) => {
    const { text: clean, place } = marked(text)
    const { tree, diagnostics } = parsed(clean)
    expect(tree).toBeUndefined()
    const found = remarks(diagnostics)
    expect(found.map((remark) => remark.split(' ')[2])).toContain(rule)
    if (place !== '') expect(found).toContain(`${place} error ${rule}`)
  })

  it('tells all syntax errors at once', () => {
    expect(remarks(parsed('a: `b\nc: @d\ne: "\\y"\n').diagnostics)).toEqual(['1:4 error bad-scalar-start', '2:4 error bad-scalar-start', '3:5 error bad-dq-escape'])
  })

  it('names the first of two equal keys', () => {
    const [remark] = parsed('a: 1\na: 2\n').diagnostics
    expect(remark?.related).toEqual([{ at: { file: 'f', line: 1, column: 1, length: 1 }, message: 'first written here' }])
  })

  it('parses one file value once', () => {
    const file = { path: 'f', text: 'a: 1' }
    expect(parseFile(file)).toBe(parseFile(file))
  })

  it('does not let a byte order mark shift the first column', () => {
    expect(remarks(parsed('\uFEFFa: `b').diagnostics)).toEqual(['1:4 error bad-scalar-start'])
  })
})

describe('scalars', () => {
  it.each([
    ['1', 1], ['0.5', 0.5], ['-3', -3], ['3.10', 3.1], ['true', true], ['False', false], ['~', null], ['null', null], ['', null],
    ['01234', '01234'], ['0x50', '0x50'], ['0o17', '0o17'], ['1e3', '1e3'], ['1_000', '1_000'], ['.inf', '.inf'], ['.nan', '.nan'], ['+1', '+1'],
    ['yes', 'yes'], ['on', 'on'], ['22:30', '22:30'], ['2026-11-21', '2026-11-21'], ['12345678901234567890', '12345678901234567890'], ['"1"', '1'], ["'true'", 'true'], ['""', ''],
  ] as const)('%s is read as %s', (text, value) => {
    expect(plain(`a: ${text}\n`)).toEqual({ a: value })
  })

  it('keeps block texts and folded texts', () => {
    expect(plain('a: |\n  one\n  two\nb: >-\n  one\n  two\n')).toEqual({ a: 'one\ntwo\n', b: 'one two' })
  })
})

describe('aliases and merge keys', () => {
  it('follows them', () => {
    expect(plain('x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: *x\n')).toEqual({ x: { a: 1, b: 2 }, y: { a: 1, b: 3 }, z: { a: 1, b: 2 } })
  })

  it('lets the first of several merged maps win', () => {
    expect(plain('a: &a {k: 1}\nb: &b {k: 2, l: 3}\nc: {<<: [*a, *b]}\n')).toMatchObject({ c: { k: 1, l: 3 } })
  })

  it('takes the newest anchor of a name', () => {
    expect(plain('a: &x 1\nb: &x 2\nc: *x\n')).toEqual({ a: 1, b: 2, c: 2 })
  })

  it('refuses a bomb of lists before it goes off', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `x-${String(level + 1)}: &l${String(level + 1)} [${Array.from({ length: 9 }, () => `*l${String(level)}`).join(', ')}]`)
    const { tree, diagnostics } = parsed(`x-0: &l0 [a, b, c]\n${levels.join('\n')}\n`)
    expect(tree).toBeUndefined()
    expect(remarks(diagnostics)[0]).toBe('6:10 error too-large')
  })

  it('refuses a bomb of merged maps', () => {
    const levels = Array.from({ length: 30 }, (_, level) => `x-${String(level + 1)}: &m${String(level + 1)} {a: *m${String(level)}, b: *m${String(level)}}`)
    expect(remarks(parsed(`x-0: &m0 {a: 1}\n${levels.join('\n')}\n`).diagnostics)[0]).toMatch(/ error too-large$/)
  })
})
