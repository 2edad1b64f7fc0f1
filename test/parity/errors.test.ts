/** The catalogues in docs/errors.md, of failures and of what is held back, and the ones in the code are the same lists, with the same promises. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { RETRY_BY_CODE } from '../../src/model/failure.js'

interface Entry {
  readonly code: string
  readonly text: string
}

/** One section per code: `### code`, then a line `Retry: class` somewhere below. */
const ENTRIES: readonly Entry[] = readFileSync('docs/errors.md', 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((section) => ({ code: section.slice(0, section.indexOf('\n')).replaceAll('`', '').trim(), text: section }))

describe('docs/errors.md', () => {
  it('has an entry for every code', () => {
    expect(Object.keys(RETRY_BY_CODE).filter((code) => !ENTRIES.some((entry) => entry.code === code))).toEqual([])
  })

  it('has no entry without a code', () => {
    expect(ENTRIES.map(({ code }) => code).filter((code) => !(code in RETRY_BY_CODE))).toEqual([])
  })

  it('has each code once', () => {
    expect(new Set(ENTRIES.map(({ code }) => code)).size).toBe(ENTRIES.length)
  })

  it('tells of each code whether Mist tries again', () => {
    const wrong = Object.entries(RETRY_BY_CODE).filter(([code, retry]) => !ENTRIES.find((entry) => entry.code === code)?.text.includes(`Retry: ${retry}`))
    expect(wrong).toEqual([])
  })
})

describe('what is held back', () => {
  const [, union = ''] = /export type BlockReason =\n((?: +(?:\||\/\*\*).*\n)+)/.exec(readFileSync('src/model/plan.ts', 'utf8')) ?? []
  const reasons = [...union.matchAll(/\| '([a-z-]+)'/g)].map(([, reason]) => reason ?? '')
  const told = readFileSync('docs/errors.md', 'utf8').split(/^#### /m).slice(1)

  it('is told of each reason once, with the cause and the way out', () => {
    expect(reasons.length).toBeGreaterThan(10)
    expect(told.map((section) => section.slice(0, section.indexOf('\n')).replaceAll('`', '')).toSorted()).toEqual(reasons.toSorted())
    expect(told.filter((section) => section.trim().split('\n\n').length < 3)).toEqual([])
  })
})
