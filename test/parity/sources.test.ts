/** What every source file owes its reader, and what no test may hide. */
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeBelow, type SourceFile } from './tree.js'

const SOURCES = codeBelow('src', 'scripts', 'test')
const TESTS = SOURCES.filter(({ path }) => path.endsWith('.test.ts'))

function pathsOf(files: readonly SourceFile[]): readonly string[] {
  return files.map(({ path }) => path)
}

/** The text of the comment that a file begins with, or nothing. */
function header(text: string): string {
  const start = text.replace(/^#!.*\n/, '')
  const block = /^\/\*\*?([\s\S]*?)\*\//.exec(start)?.[1]
  const lines = /^(?:\/\/.*\n)+/.exec(start)?.[0]
  return (block ?? lines ?? '').replaceAll(/^\s*(\*|\/\/) ?/gm, '').trim()
}

describe('every source file', () => {
  it('begins with a comment that says what it is for', () => {
    expect(pathsOf(SOURCES.filter(({ text }) => header(text).length < 30))).toEqual([])
  })

  it('has a header that is short enough to be read', () => {
    const lines = (text: string): number => header(text).split('\n').filter((line) => line.trim() !== '').length
    expect(pathsOf(SOURCES.filter(({ path, text }) => path.startsWith('src/') && lines(text) > 8))).toEqual([])
  })

  it('has a name that names a concept', () => {
    const vague = /^(utils?|helpers?|common|misc|managers?|stuff|index)\./
    expect(pathsOf(SOURCES.filter(({ path }) => vague.test(basename(path))))).toEqual([])
  })

  it('has no unfinished business', () => {
    const notes = new RegExp(`\\b(${['TO', 'FIX', 'XX'].map((start, at) => start + ['DO', 'ME', 'X'][at]).join('|')})\\b`)
    expect(pathsOf(SOURCES.filter(({ text }) => notes.test(text)))).toEqual([])
  })
})

describe('every test', () => {
  it('is run', () => {
    const hidden = /\b(describe|it|test|suite)(\.\w+)*\.(skip|only|todo|skipIf|runIf|fails)\b|\bx(it|describe)\(/
    expect(pathsOf(TESTS.filter(({ text }) => hidden.test(text)))).toEqual([])
  })

  it('states a fact in its title', () => {
    const titles = TESTS.flatMap(({ path, text }) => [...text.matchAll(/\b(?:it|test)(?:\.each\([^)]*\))?\(\s*(['"`])(.*?)\1/g)].map((match) => `${path}: ${match[2] ?? ''}`))
    expect(titles.length).toBeGreaterThan(20)
    expect(titles.filter((title) => /\bshould\b/i.test(title))).toEqual([])
  })

  it('waits for states through the shared probe', () => {
    const sleeps = /setTimeout\(\s*\w+,|timers\/promises|waitForTimeout|vi\.waitFor/
    const speaksOfThem = 'test/parity/sources.test.ts'
    expect(pathsOf(TESTS.filter(({ path, text }) => path !== speaksOfThem && sleeps.test(text)))).toEqual([])
  })
})
