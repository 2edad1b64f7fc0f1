/** docs/http.md lists the routes that exist, all of them, with the access that they have. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROUTES } from '../../src/daemon/http/routes.js'

const WORDS = { open: 'anyone', reader: 'reader', signed: 'signed' } as const

describe('docs/http.md', () => {
  it('has one row per route', () => {
    const text = readFileSync(new URL('../../docs/http.md', import.meta.url), 'utf8')
    const rows = [...text.matchAll(/^\| `((?:GET|POST) [^`]+)` \| (\w+) \|/gm)].map(([, route, access]) => `${String(route)} ${String(access)}`)
    expect(rows.sort()).toEqual(ROUTES.map(({ method, path, access }) => `${method} ${path} ${WORDS[access]}`).sort())
  })
})
