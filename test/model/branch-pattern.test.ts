/** Which branches a list of patterns names, and that no pattern keeps it busy. */
import { describe, expect, it } from 'vitest'
import { wantsBranch } from '../../src/model/branch-pattern.js'

const WANTED: readonly (readonly [patterns: readonly string[], branch: string])[] = [
  [['feat/*'], 'feat/cart'],
  [['*'], 'cart'],
  [['**'], 'feat/a/b'],
  [['feat/**'], 'feat/a/b'],
  [['**/wip'], 'feat/a/wip'],
  [['a*b*c'], 'abxbc'],
  [['main', 'release-*'], 'release-4'],
  [['feat/*', '!feat/x-*'], 'feat/y'],
  [['f.o'], 'f.o'],
]

const LEFT: readonly (readonly [patterns: readonly string[], branch: string])[] = [
  [['feat/*'], 'feat/a/b'],
  [['feat/*'], 'feature/a'],
  [['*'], 'feat/cart'],
  [['feat/*'], 'my-feat/x'],
  [['**', '!dependabot/**'], 'dependabot/npm/x'],
  [['!feat/*', '**'], 'feat/x'],
  [['!feat/*'], 'other'],
  [['f.o'], 'fxo'],
  [[], 'main'],
]

describe('the patterns of branches', () => {
  it.each(WANTED)('%j want %s', (patterns, branch) => {
    expect(wantsBranch(patterns, branch)).toBe(true)
  })

  it.each(LEFT)('%j do not want %s', (patterns, branch) => {
    expect(wantsBranch(patterns, branch)).toBe(false)
  })

  it('find their answer without going back, whatever the pattern', () => {
    // A matcher that tries one way after the other would need longer than the universe has existed.
    expect(wantsBranch([`${'*a'.repeat(90)}b`], 'a'.repeat(250))).toBe(false)
    expect(wantsBranch([`${'**a'.repeat(60)}b`], 'a'.repeat(250))).toBe(false)
  })
})
