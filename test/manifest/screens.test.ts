/**
 * What a person sees, whole: `screens/*.golden` hold a file and, below the line `=====`, the screen it leads to.
 * UPDATE_CASES=1 rewrites them; the difference is then read, not trusted.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadManifest } from '../../src/manifest/load.js'
import { diagnosticText } from '../../src/render/diagnostic-text.js'
import { plainPaint } from '../../src/render/paint.js'
import { HOST } from './support.js'

const FOLDER = 'test/manifest/screens'
const LINE = '=====\n'
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.golden'))

function screenOf(text: string): string {
  const { diagnostics } = loadManifest({ root: { path: 'mist.yaml', text }, included: [], host: HOST })
  return `${diagnosticText(diagnostics, plainPaint)}\n`
}

describe('the screen', () => {
  it('has examples', () => {
    expect(NAMES.length).toBeGreaterThan(4)
  })

  it.each(NAMES)('of %s', (name) => {
    const path = join(FOLDER, name)
    const whole = readFileSync(path, 'utf8')
    const [text = '', expected = ''] = whole.split(LINE)
    const screen = screenOf(text)
    if (process.env['UPDATE_CASES'] === '1') writeFileSync(path, `${text}${LINE}${screen}`)
    else expect(screen).toBe(expected)
  })
})
