/** What other people wrote cannot steer a terminal. */
import { describe, expect, it } from 'vitest'
import { showControls, stripControls } from '../../src/render/escape.js'
import { ansiPaint, plainPaint, type Colour } from '../../src/render/paint.js'

describe('stripControls', () => {
  it.each([
    ['plain text, 你好 😀', 'plain text, 你好 😀'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007text', 'text'],
    ['\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['a\u001b[2Jb\u001b[1;1Hc', 'abc'],
    ['a\u009b31mb', 'a31mb'],
    ['progress 1%\rprogress 2%', 'progress 1%progress 2%'],
    ['two\nlines\r\nhere', 'two lines here'],
    ['a\tb', 'a\tb'],
    ['a\u0000b\u0007c\u007f', 'abc'],
    ['\u202etxt.exe', 'txt.exe'],
    ['\u001b]0;never ends', ''],
  ])('%j becomes %j', (text, clean) => {
    expect(stripControls(text)).toBe(clean)
  })
})

describe('showControls', () => {
  it('keeps the length', () => {
    const text = 'a\u001b[31m\u0000\u202eb\tc'
    expect(showControls(text)).toBe('a\ufffd[31m\ufffd\ufffdb\tc')
    expect(showControls(text)).toHaveLength(text.length)
  })
})

describe('paint', () => {
  const COLOURS = Object.keys(plainPaint) as Colour[]

  it.each(COLOURS)('%s leaves no code behind and nothing around an empty text', (colour) => {
    expect(plainPaint[colour]('x')).toBe('x')
    expect(ansiPaint[colour]('x')).toMatch(/^\u001b\[\d+mx\u001b\[\d+m$/)
    expect(ansiPaint[colour]('')).toBe('')
  })

  it('lets a colour end inside of bold text', () => {
    expect(ansiPaint.bold(`a${ansiPaint.red('b')}c`)).toBe('\u001b[1ma\u001b[31mb\u001b[39mc\u001b[22m')
  })
})
