/** The catalogue of failures in docs/errors.md and the one in the code are the same list, with the same promises. */
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
