/** Tables, widths and ages: the small measures that every listing is made of. */
import { describe, expect, it } from 'vitest'
import { ansiPaint, plainPaint } from '../../src/render/paint.js'
import { releaseText, revisionText, shortRevision } from '../../src/render/revision-text.js'
import { tableText } from '../../src/render/table.js'
import { ageText, agoText, durationText } from '../../src/render/time-text.js'
import { cutTo, padTo, widthOf } from '../../src/render/width.js'
import { revisionOf } from '../support/history.js'

const COLUMNS = [{ title: 'APP' }, { title: 'READY', align: 'right' as const }, { title: 'URL', maxWidth: 8 }]

describe('tableText', () => {
  it('aligns columns and trims the end', () => {
    expect(tableText(COLUMNS, [[{ text: 'shop/web' }, { text: '2/2' }, { text: 'a' }], [{ text: 'db' }, { text: '10/10' }, { text: '' }]], plainPaint))
      .toBe('APP       READY  URL\nshop/web    2/2  a\ndb        10/10')
  })

  it('measures wide characters by what they take', () => {
    const lines = tableText([{ title: 'A' }, { title: 'B' }], [[{ text: '日本' }, { text: 'x' }], [{ text: 'abcd' }, { text: 'y' }]], plainPaint).split('\n')
    expect(lines).toEqual(['A     B', '日本  x', 'abcd  y'])
  })

  it('leaves out a column that is empty throughout', () => {
    expect(tableText(COLUMNS, [[{ text: 'a' }, { text: '1/1' }, { text: '' }]], plainPaint)).toBe('APP  READY\na      1/1')
  })

  it('cuts what is wider than the column may be', () => {
    expect(tableText(COLUMNS, [[{ text: 'a' }, { text: '1' }, { text: 'http://long.example' }]], plainPaint)).toContain('http://…')
  })

  it('does not count colours', () => {
    const lines = tableText([{ title: 'A' }, { title: 'B' }], [[{ text: 'x', paint: ansiPaint.red }, { text: 'y' }]], ansiPaint).split('\n')
    expect(new Set(lines.map(widthOf)).size).toBe(1)
  })
})

describe('widths', () => {
  it.each([['abc', 3], ['日本', 4], ['e\u0301', 1], ['\u200bx', 1], ['\u001b[31mred\u001b[39m', 3], ['🎉', 2]])('of %s is %i', (text, width) => {
    expect(widthOf(text)).toBe(width)
  })

  it('pad and cut', () => {
    expect([padTo('日', 4), cutTo('日本語', 4), cutTo('abc', 3), cutTo('abcd', 3)]).toEqual(['日  ', '日…', 'abc', 'ab…'])
  })
})

describe('times', () => {
  const now = '2026-03-03T12:00:00Z'

  it.each([['2026-03-03T11:59:46Z', '14s'], ['2026-03-03T11:57:00Z', '3m'], ['2026-03-03T02:00:00Z', '10h'], ['2026-03-02T11:00:00Z', '25h'], ['2026-01-21T12:00:00Z', '41d'], ['2026-03-03T12:00:05Z', '0s'], ['', '']])('ages %s to "%s"', (iso, age) => {
    expect(ageText(iso, now)).toBe(age)
  })

  it('say when a time is not known', () => {
    expect(agoText('', now)).toBe('at an unknown time')
  })

  it.each([[450, '450 ms'], [3_240, '3.2 s'], [2_000, '2 s'], [9_990, '10 s'], [45_000, '45 s'], [250_000, '4 min 10 s'], [239_900, '4 min'], [3_000_000, '50 min']])('tell %i ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text)
  })
})

describe('revisions and images', () => {
  it('are short, and name who did it when that is known', () => {
    const revision = revisionOf()
    expect(revisionText(revision, '2026-03-01T10:02:00Z')).toBe(`${shortRevision(revision)} "Feature cart" (Ana, 2m ago)`)
    expect(revisionText({ ...revision, subject: '', author: '' }, '2026-03-01T10:02:00Z')).toBe(`${shortRevision(revision)} (2m ago)`)
  })

  it('hold no control byte of a commit', () => {
    expect(revisionText(revisionOf({ subject: 'x\u001b[2Jy', author: 'a\u202eb' }), '2026-03-01T10:02:00Z')).not.toMatch(/[\u001b\u202e]/)
  })

  it.each([['redis:7', 'redis:7'], ['ghcr.io/acme/shop:1.4', 'shop:1.4'], ['mist/shop-web:9be01d7aa0011223', 'build 9be01d7'], ['127.0.0.1:5000/web@sha256:4f2c9e1a7b3d', 'web@4f2c9e1'], ['', '']])('%s is shown as "%s"', (image, text) => {
    expect(releaseText(image)).toBe(text)
  })
})
