/** How a plan shows what changes at the edge of an app, and what it waits for. */
import { describe, expect, it } from 'vitest'
import { certificateFor } from '../../src/model/certificate.js'
import type { EdgeSpec, RouteRule, RouteSpec } from '../../src/model/resource.js'
import type { DesiredState, ObservedState, RouteContent } from '../../src/model/state.js'
import { edgeFields } from '../../src/plan/edge/fields.js'
import { fitCertificates } from '../../src/plan/edge/fit-certificates.js'

const BASE = { entryPoint: 'web', servers: [] } as const
const HASH = '$2b$04$abcdefghijklmnopqrstuu8v6ELAlYuMC5.VSLOgazsSGdddSWCPW'

describe('the fields of an edge', () => {
  it('show both values of what differs, and nothing else', () => {
    expect(fields({ headers: { 'X-A': '1' }, compress: true }, { headers: { 'X-A': '2', Server: '' }, compress: true, maxBodyBytes: 1024 ** 2 })).toEqual({
      headers: ['X-A: 1', 'Server: (taken away) | X-A: 2'], maxBody: [undefined, '1m'],
    })
    expect(fields({ rateLimit: { average: 5, burst: 10, periodMs: 1_000 } }, {})).toEqual({ rateLimit: ['5 in 1s, burst 10', undefined] })
    expect(fields({}, { hsts: { maxAgeSeconds: 600, includeSubdomains: true, preload: false }, maintenance: true })).toEqual({ hsts: [undefined, '600s, subdomains'], maintenance: [undefined, 'everybody is told to come back later'] })
  })

  it('tell users by name and never show any of a hash', () => {
    const shown = JSON.stringify(fields({}, { basicAuth: [`ada:${HASH}`] }))
    expect(shown).toMatch(/ada \(hash #[0-9a-f]{4}\)/)
    for (const part of [HASH.slice(0, 20), HASH.slice(-4)]) expect(shown).not.toContain(part)
    expect(JSON.stringify(fields({}, { basicAuth: [`ada:${HASH.slice(0, -1)}X`] }))).not.toBe(shown)
  })

  it('name the rule where there are several', () => {
    const rules: readonly RouteRule[] = [serve({}), { ...serve({ compress: true }), pathPrefix: '/admin' }]
    expect(edgeFields(spec(rules), { ...BASE, rules: [serve({}), { ...serve({}), pathPrefix: '/admin' }] }).map(({ field }) => field)).toEqual(['compress a.test/admin'])
  })
})

describe('a certificate of its own', () => {
  const own = (certificate: string): RouteRule => ({ ...serve({}), tls: 'given', certificate })
  const secure = { entryPoint: 'websecure', port: 443 }

  it('is told by a part of its mark when it changes, and by nothing when it does not', () => {
    const change = (to: string) => edgeFields({ ...spec([own(to)]), secure }, { ...BASE, secure, rules: [own('1234567890abcdef')] })
    expect(change('fedcba0987654321')).toMatchObject([{ field: 'certificate', from: 'its own (key pair #1234)', to: 'its own (key pair #fedc)' }])
    expect(change('1234567890abcdef')).toEqual([])
  })

  it('is there before its route, so nothing waits for it', () => {
    expect(rulesAfter({ ...spec([own('1234567890abcdef')]), secure }, [])).toEqual([own('1234567890abcdef')])
  })
})

describe('a host without a certificate', () => {
  const wanted = { ...spec([{ ...serve({}), tls: 'acme' }]), secure: { entryPoint: 'websecure', port: 443, resolver: 'mist' } }
  const seen = [{ hosts: ['*.test'], notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2026-04-01T00:00:00.000Z', origin: 'acme' as const }]

  it('is served over plain HTTP until its certificate is there', () => {
    expect(rulesAfter(wanted, [])).toMatchObject([{ tls: 'acme', plainHttp: true }])
    expect(rulesAfter(wanted, seen)).toEqual([{ ...serve({}), tls: 'acme' }])
  })

  it('is led to HTTPS where the certificates cannot be seen', () => {
    expect(rulesAfter(wanted, undefined)).toEqual([{ ...serve({}), tls: 'acme' }])
  })

  it.each([['a.test', true], ['*.test', true], ['test', false], ['b.a.test', false], ['*.a.test', false]])('is %s under *.test: %s', (host, covered) => {
    expect(certificateFor(host, seen) !== undefined).toBe(covered)
  })
})

function serve(edge: EdgeSpec): RouteRule {
  return { kind: 'serve', host: 'a.test', pathPrefix: '/', ...(Object.keys(edge).length > 0 && { edge }) }
}

function spec(rules: readonly RouteRule[]): RouteSpec {
  return { id: 'route/shop/web', name: 'mist-default_shop_web', app: 'shop/web', ...BASE, rules }
}

function fields(from: EdgeSpec, to: EdgeSpec): Record<string, readonly [string | undefined, string | undefined]> {
  const content: RouteContent = { ...BASE, rules: [serve(from)] }
  return Object.fromEntries(edgeFields(spec([serve(to)]), content).map((field) => [field.field, [field.from, field.to]]))
}

function rulesAfter(route: RouteSpec, certificates: ObservedState['certificates']): RouteSpec['rules'] | undefined {
  const fitted = fitCertificates({ apps: [{ route }] } as unknown as DesiredState, { certificates } as unknown as ObservedState)
  return fitted.apps[0]?.route?.rules
}
