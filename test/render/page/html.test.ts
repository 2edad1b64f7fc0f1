/** The one way to make HTML escapes everything, and nothing can pretend to be HTML. */
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { html, type Html } from '../../../src/render/page/html.js'
import { ago, distance, link } from '../../../src/render/page/words.js'
import { ANY_CHARACTER } from '../../support/any-character.js'

describe('html', () => {
  it('escapes what is put into it, in content and in attributes', () => {
    expect(html`<a title="${`"'<&>`}">${`<b>"'&`}</a>`.markup).toBe('<a title="&quot;&#39;&lt;&amp;&gt;">&lt;b&gt;&quot;&#39;&amp;</a>')
  })

  it('keeps parts that it made itself, joins lists, leaves out what is absent', () => {
    expect(html`<ul>${[1, 2].map((one) => html`<li>${one}</li>`)}${undefined}${false}</ul>`.markup).toBe('<ul><li>1</li><li>2</li></ul>')
  })

  it('shows as text what merely looks like its own values', () => {
    const forged = JSON.parse('{"markup":"<script>1</script>"}') as Html
    expect(html`<p>${forged}</p>`.markup).toBe('<p>&lt;script&gt;1&lt;/script&gt;</p>')
  })

  it('lets no text add an element or leave an attribute', () => {
    fc.assert(fc.property(fc.string({ unit: ANY_CHARACTER }), (text) => {
      const markup = html`<p title="${text}">${text}</p>`.markup
      expect(markup.match(/[<>]/g)).toHaveLength(4)
      expect(markup.match(/"/g)).toHaveLength(2)
    }))
  })
})

describe('link', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', ' http://x', '//x', 'ftp://x', ''])('makes no link of "%s"', (url) => {
    expect(link(url, 'x').markup).toBe('<span>x</span>')
  })

  it('links http and https', () => {
    expect(link('https://a/?b="', 'x').markup).toBe('<a href="https://a/?b=&quot;" rel="noreferrer">x</a>')
  })
})

describe('times', () => {
  const NOW = '2026-03-01T10:00:00.000Z'

  it('are told apart by the unit that a person would use', () => {
    expect([0, 59_000, 60_000, 3_599_000, 3_600_000, 86_400_000].map(distance)).toEqual(['just now', '59 s ago', '1 min ago', '59 min ago', '1 h ago', '1 d ago'])
    expect(ago('2026-03-01T09:57:00.000Z', NOW).markup).toContain('>3 min ago</time>')
    expect(ago('', NOW).markup).toBe('<span class="quiet">never</span>')
  })

  it('are worded by the page script exactly as by the server', () => {
    const script = readFileSync(new URL('../../../src/daemon/http/assets/page.js', import.meta.url), 'utf8')
    const source = /function distance\(ms\) \{[\s\S]*?\n\}/.exec(script)?.[0] ?? ''
    const inBrowser = runInNewContext(`(${source})`) as (ms: number) => string
    fc.assert(fc.property(fc.integer({ min: -10_000, max: 10 * 86_400_000 }), (ms) => { expect(inBrowser(ms)).toBe(distance(ms)) }))
  })

  it('leave the script small', () => {
    expect(readFileSync(new URL('../../../src/daemon/http/assets/page.js', import.meta.url)).length).toBeLessThan(10_000)
  })
})
