/** No text with a meaning for the proxy gets past the manifest: it is refused where it stands, and never repeated where it is a password. */
import { describe, expect, it } from 'vitest'
import { HOST, load } from './support.js'

const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['a backtick', 'a`b'], ['a backtick that ends a rule', 'a`) || Host(`evil.example.com'], ['a newline', 'a\nb'], ['a newline and a header', 'a\r\nX-Evil: 1'], ['an alternative', 'a||b'], ['a template', '{{ env "SECRET" }}'],
  ['unicode', 'pä.example.com'], ['a direction mark', 'a\u202eb'], ['a control character', 'a\u0007b'], ['300 characters', 'x'.repeat(300)],
]

const PLACES: readonly (readonly [name: string, before: string, after: string])[] = [
  ['a host', '{ host: ', ' }'],
  ['a path', '{ host: a.localhost, path: ', ' }'],
  ['the target of a redirect', '{ host: a.localhost, redirect: ', ' }'],
  ['the value of a header', '{ host: a.localhost, headers: { X-Note: ', ' } }'],
  ['a user', '{ host: a.localhost, auth: { basic: [', '] } }'],
  ['an address', '{ host: a.localhost, allow: [', '] }'],
]

describe.each(PLACES)('%s', (_place, before, after) => {
  it.each(TEXTS)('with %s is refused at its place', (_name, text) => {
    const lines = ['version: 1', 'projects:', '  shop:', '    apps:', '      web:', '        image: "a:1"', '        port: 80', '        domains:', `          - ${before}${JSON.stringify(text)}${after}`]
    const { manifest, diagnostics } = load(lines.join('\n'), { host: HOST })
    expect(manifest).toBeUndefined()
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ at }) => [at.line, at.column])).toContainEqual([9, 13 + before.length])
  })
})

describe('a password', () => {
  it('is hidden from those who may not see the file, also when its line is wrong', () => {
    const { diagnostics } = load('version: 1\nprojects:\n  shop:\n    apps:\n      web:\n        image: "a:1"\n        port: 80\n        domains:\n          - host: a.localhost\n            auth: { basic: ["ada:correct horse"] }\n', { host: HOST })
    expect(diagnostics).toHaveLength(1)
    expect(JSON.stringify({ ...diagnostics[0], lineText: '' })).not.toContain('correct horse')
    const [{ lineText = '', confidentialFrom = Infinity } = {}] = diagnostics
    expect(lineText.slice(0, confidentialFrom - 1)).not.toContain('correct')
  })
})
