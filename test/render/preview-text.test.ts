/** How previews are told of on a terminal and on the pages. */
import { describe, expect, it } from 'vitest'
import { appPage } from '../../src/render/page/app-page.js'
import type { Frame } from '../../src/render/page/layout.js'
import { statusPage } from '../../src/render/page/status-page.js'
import { previewLines, previewText } from '../../src/render/preview-text.js'
import { appOf, reportOf } from '../support/status.js'

const PREVIEW = { of: 'shop/web', branch: 'feat/<b>x', until: '2026-03-04T10:00:00.000Z' } as const
const FRAME: Frame = { instance: 'default', now: '2026-03-01T10:00:00Z', version: '0.1.0', assets: { css: '/a.css', js: '/a.js', icon: '/a.svg' } }

function report(leftOut = [{ branch: 'feat/old', because: 'its time was over' }]) {
  return reportOf({ apps: [appOf(), appOf({ app: 'web-feat-x', preview: PREVIEW })], previews: [{ of: 'shop/web', leftOut, trouble: 'cannot look up the branches' }] })
}

describe('previews', () => {
  it('are told with what they are of, their branch and their end', () => {
    expect(previewText(PREVIEW)).toBe('preview of shop/web, branch feat/<b>x, until 2026-03-04 10:00Z')
  })

  it('are listed with the branches that have none, and why', () => {
    expect(previewLines(report())).toEqual([
      'shop/web-feat-x: preview of shop/web, branch feat/<b>x, until 2026-03-04 10:00Z',
      'previews of shop/web stay as they are: cannot look up the branches',
      'no preview of shop/web for feat/old: its time was over',
    ])
  })

  it('do not fill the screen with branches', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ branch: `feat/${String(index)}`, because: 'it waits' }))
    expect(previewLines(report(many)).slice(-2)).toEqual(['no preview of shop/web for feat/9: it waits', 'no preview of shop/web for 20 more branches'])
  })

  it('stand on the pages as text', () => {
    const page = statusPage(FRAME, { report: report(), runs: [] }).markup
    expect(page).toContain('feat/&lt;b&gt;x')
    expect(page).toContain('<code>feat/old</code> its time was over')
    const own = appPage(FRAME, { app: appOf({ preview: PREVIEW }), runs: [], lines: [], buildLog: [] }).markup
    expect(own).toContain('<p>A preview of shop/web, branch feat/&lt;b&gt;x, until 2026-03-04 10:00Z.</p>')
  })
})
