/** .dockerignore decides as the engine's own builder does, and comes to an end. */
import reference from '@balena/dockerignore'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIgnoreRules } from '../../../src/adapters/git/ignore.js'
import { effort } from '../../support/effort.js'

/** Its types describe an ES module; what Node hands over is the function itself. */
const ignore = reference as unknown as typeof reference.default

/** Pattern file, path, whether it stays out: as `docker build` decides. */
const TABLE: readonly (readonly [string, string, boolean])[] = [
  ['node_modules', 'node_modules/a/b.js', true], ['node_modules', 'src/node_modules/a.js', false], ['**/node_modules', 'src/node_modules/a.js', true],
  ['**/node_modules', 'node_modules/a.js', true], ['*.md', 'README.md', true], ['*.md', 'docs/README.md', false], ['**/*.md', 'docs/a/README.md', true],
  ['*.md\n!README.md', 'README.md', false], ['!README.md\n*.md', 'README.md', true], ['docs\n!docs/keep.txt', 'docs/keep.txt', false], ['docs\n!docs/keep.txt', 'docs/other.txt', true],
  ['/foo/bar', 'foo/bar', true], ['foo/bar/', 'foo/bar/x', true], ['./foo', 'foo', true], ['foo/../bar', 'bar/x', true], ['*/temp*', 'a/temporary.txt', true],
  ['*/temp*', 'a/b/temporary.txt', false], ['*/*/temp*', 'a/b/temporary.txt', true], ['temp?', 'tempa', true], ['temp?', 'temp', false], ['temp?', 'temp/', false],
  ['# comment\nfoo', 'foo', true], ['# comment', '# comment', false], ['\\#real', '#real', true], ['  foo  ', 'foo', true], ['', 'foo', false], ['*', 'foo', true], ['*', 'a/b', true],
  ['*\n!src', 'src/a.ts', false], ['*\n!src\nsrc/*.log', 'src/a.log', true], ['**', 'a/b/c', true], ['a/**', 'a/b/c', true], ['a/**', 'a', false], ['a/**/c', 'a/c', true], ['a/**/c', 'a/x/y/c', true],
  ['a/**/c', 'ab/c', false], ['[a-c].txt', 'b.txt', true], ['[a-c].txt', 'd.txt', false], ['[^a-c].txt', 'd.txt', true], ['a.txt', 'axtxt', false], ['FOO', 'foo', false], ['a+b', 'a+b', true], ['a(b)', 'a(b)', true],
  ['.git', '.git/config', true], ['**/.env', '.env', true], ['**/.env', 'a/.env', true], ['**/.env', 'a/.env.local', false], ['\ufefffoo', 'foo', true], ['foo\r\nbar', 'bar', true],
]

describe('.dockerignore', () => {
  it.each(TABLE)('%j on %s: left out = %s', (text, path, out) => {
    expect(readIgnoreRules(text).ignores(path)).toBe(out)
  })

  it('agrees with the reference implementation on plain patterns', () => {
    const part = fc.constantFrom('a', 'b', 'ab', '*', 'a*', '*b', '?', '**', 'a?b', 'c.d')
    const line = fc.tuple(fc.constantFrom('', '', '!'), fc.array(part, { minLength: 1, maxLength: 4 })).map(([sign, parts]) => sign + parts.join('/'))
    const path = fc.array(fc.constantFrom('a', 'b', 'ab', 'aab', 'c.d', 'cxd', 'bb'), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'))
    fc.assert(fc.property(fc.array(line, { maxLength: 5 }), path, (lines, at) => {
      const text = lines.join('\n')
      expect(readIgnoreRules(text).ignores(at)).toBe(ignore({ ignorecase: false }).add(text).ignores(at))
    }), { numRuns: effort(5_000) })
  })

  it('ends on patterns that would keep a backtracking matcher busy for ever', () => {
    const patterns = ['*a'.repeat(60), '**/'.repeat(60) + 'x', '**/a/'.repeat(40), '?*'.repeat(100)]
    const path = `${'a'.repeat(250)}/`.repeat(15) + 'b'
    for (const pattern of patterns) expect(typeof readIgnoreRules(pattern).ignores(path)).toBe('boolean')
  })
})
