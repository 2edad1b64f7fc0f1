/** Colour is decided once: flag, NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, terminal. */
import { describe, expect, it } from 'vitest'
import { paintFor } from '../../src/cli/color.js'

function isColoured(env: Record<string, string>, { terminal, choice = 'auto' }: { readonly terminal: boolean; readonly choice?: 'auto' | 'always' | 'never' }): boolean {
  return paintFor({ isTTY: terminal }, env, choice).red('x') !== 'x'
}

describe('colour', () => {
  it('follows the terminal', () => {
    expect([isColoured({}, { terminal: true }), isColoured({}, { terminal: false })]).toEqual([true, false])
  })

  it.each([{ NO_COLOR: '1' }, { NO_COLOR: '1', FORCE_COLOR: '1' }, { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, { TERM: 'dumb' }, { CLICOLOR: '0' }, { FORCE_COLOR: '0' }])('is off on a terminal with %o', (env) => {
    expect(isColoured(env as unknown as Record<string, string>, { terminal: true })).toBe(false)
  })

  it.each([{ FORCE_COLOR: '1' }, { FORCE_COLOR: 'true' }, { CLICOLOR_FORCE: '1' }])('is on without a terminal with %o', (env) => {
    expect(isColoured(env as unknown as Record<string, string>, { terminal: false })).toBe(true)
  })

  it('obeys the flag before all else', () => {
    expect(isColoured({ NO_COLOR: '1' }, { terminal: false, choice: 'always' })).toBe(true)
    expect(isColoured({ FORCE_COLOR: '1' }, { terminal: true, choice: 'never' })).toBe(false)
  })

  it('takes an empty NO_COLOR for absent', () => {
    expect(isColoured({ NO_COLOR: '' }, { terminal: true })).toBe(true)
  })
})
