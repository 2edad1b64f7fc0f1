/** One diagnostic as text: the caret stands under the fault, whatever the line is made of. Whole screens are in test/manifest/screens. */
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/model/diagnostic.js'
import { diagnosticText } from '../../src/render/diagnostic-text.js'
import { ansiPaint, plainPaint } from '../../src/render/paint.js'
import { widthOf } from '../../src/render/width.js'

/** The fault is the part between the angle marks. */
function remarkOn(line: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const [before = '', fault = '', after = ''] = line.split(/[‹›]/)
  return { severity: 'error', rule: 'some-rule', message: 'a sentence', at: { file: 'mist.yaml', line: 7, column: before.length + 1, length: fault.length }, lineText: before + fault + after, related: [], ...more }
}

function drawn(diagnostic: Diagnostic) {
  const [, , excerpt = '', caret = ''] = diagnosticText([diagnostic], plainPaint).split('\n')
  const start = caret.indexOf('^')
  return { excerpt, caret, start, length: caret.lastIndexOf('^') - start + 1 }
}

/** What stands above the carets. */
function underlined(diagnostic: Diagnostic): string {
  const { excerpt, start, length } = drawn(diagnostic)
  let cells = 0
  let text = ''
  for (const character of excerpt) {
    if (cells >= start && cells < start + length) text += character
    cells += widthOf(character)
  }
  return text
}

describe('diagnosticText', () => {
  it('says nothing of nothing', () => {
    expect(diagnosticText([], plainPaint)).toBe('')
  })

  it('draws place, rule, sentence, line, caret, help, other places and the verdict', () => {
    const related = [{ at: { file: 'other.yaml', line: 2, column: 3, length: 1 }, message: 'first here' }]
    expect(diagnosticText([remarkOn('  key: ‹value›', { help: 'do this', related })], plainPaint)).toBe([
      'mist.yaml:7:8 error some-rule',
      '    a sentence',
      '7 |   key: value',
      '  |        ^^^^^',
      '    help: do this',
      '    see other.yaml:2:3 first here',
      '',
      '1 error: nothing was applied',
    ].join('\n'))
  })

  it.each([
    ['plain text', 'key: ‹value› more', 'value'],
    ['a tab before it', 'a\tb: ‹value›', 'value'],
    ['wide characters before it', '你好: ‹value›', 'value'],
    ['wide characters in it', 'key: ‹你好› x', '你好'],
    ['an emoji before it', '😀😀: ‹value›', 'value'],
    ['combining characters before it', 'e\u0301e\u0301: ‹value›', 'value'],
    ['control characters before it', 'a\u001b[31mb: ‹value›', 'value'],
    ['a long line before it', `${'x'.repeat(300)} ‹value› ${'y'.repeat(300)}`, 'value'],
    ['a long line of wide characters', `${'好'.repeat(300)} ‹value› ${'好'.repeat(300)}`, 'value'],
    ['a long line behind it', `‹value› ${'y'.repeat(300)}`, 'value'],
  ])('puts the caret under the fault with %s', (_name, line, fault) => {
    expect(underlined(remarkOn(line))).toBe(fault)
  })

  it('cuts long lines around the fault', () => {
    const { excerpt } = drawn(remarkOn(`${'x'.repeat(500)} ‹value› ${'y'.repeat(500)}`))
    expect(widthOf(excerpt)).toBeLessThanOrEqual(100)
    expect(excerpt).toMatch(/^7 \| …x+ value y+…$/)
  })

  it('marks at least one cell, also behind the end of a line and under a fault that is cut', () => {
    expect(drawn(remarkOn('key:‹›', { at: { file: 'f', line: 7, column: 5, length: 1 } })).length).toBe(1)
    expect(drawn(remarkOn(`‹${'z'.repeat(500)}›`)).length).toBeLessThanOrEqual(96)
    expect(drawn(remarkOn(`${'a'.repeat(50)}‹${'😀'.repeat(200)}›`)).length).toBeGreaterThan(1)
  })

  it('never cuts a character in two', () => {
    for (let filler = 60; filler < 70; filler += 1) expect(diagnosticText([remarkOn(`${'😀'.repeat(filler)}x ‹value› ${'y'.repeat(90)}`)], plainPaint)).not.toMatch(/\p{Surrogate}/u)
  })

  it('lets nothing that people wrote steer a terminal', () => {
    const evil = '\u001b[2J\u001b]0;title\u0007\u009b31m\r\u202e'
    const text = diagnosticText([remarkOn(`a${evil}: ‹x›`, { message: `m${evil}`, help: `h${evil}`, at: { file: `f${evil}`, line: 1, column: 2, length: 1 }, related: [{ at: { file: `r${evil}`, line: 1, column: 1, length: 1 }, message: evil }] })], plainPaint)
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  })

  it('shows twenty and counts all', () => {
    const text = diagnosticText(Array.from({ length: 27 }, () => remarkOn('‹x›')), plainPaint)
    expect(text.split('some-rule')).toHaveLength(21)
    expect(text).toMatch(/\n\nand 7 more\n\n27 errors: nothing was applied$/)
  })

  it.each([
    [['warning'], '1 warning'],
    [['error', 'warning', 'warning'], '1 error, 2 warnings: nothing was applied'],
    [['error', 'error'], '2 errors: nothing was applied'],
  ] as const)('ends %j with the verdict', (severities, verdict) => {
    expect(diagnosticText(severities.map((severity) => remarkOn('‹x›', { severity })), plainPaint).split('\n').at(-1)).toBe(verdict)
  })

  it('differs in colour alone between a terminal and a file', () => {
    const remark = remarkOn('  key: ‹value›', { help: 'do this' })
    const coloured = diagnosticText([remark], ansiPaint)
    expect(coloured).not.toBe(diagnosticText([remark], plainPaint))
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(diagnosticText([remark], plainPaint))
  })
})
