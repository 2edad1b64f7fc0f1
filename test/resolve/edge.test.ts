/** Domains and their edges → rules; and what the proxy needs for them. */
import { describe, expect, it } from 'vitest'
import type { DesiredApp } from '../../src/model/state.js'
import type { RouteSpec } from '../../src/model/resource.js'
import { routeFingerprint } from '../../src/model/fingerprint.js'
import type { ProxyPlan } from '../../src/resolve/resolve.js'
import { PROXY_APP } from '../../src/resolve/system.js'
import { desiredOf, MANAGED, manifestOf } from '../support/desired.js'

const TLS = { httpsPort: 8443, acmeDirectory: '/s/acme', certificatesDirectory: '/s/certificates', hasCertificates: false, acmeServer: 'https://acme.test/dir', acmeCa: 'ca-1.pem', lifetimeHours: 24, dnsEnv: { CF_TOKEN: 't' }, dnsPropagation: 'checked' } as const
const WITH_TLS: ProxyPlan = { ...MANAGED, tls: TLS }
const SECURE = { entryPoint: 'websecure', port: 8443, resolver: 'mist' }

describe('a domain', () => {
  it('becomes a rule that says no more than it has to', () => {
    const before = routeOf('[shop.localhost]')
    expect(before).not.toHaveProperty('secure')
    expect(before?.rules).toEqual([{ kind: 'serve', host: 'shop.localhost', pathPrefix: '/' }])
    expect(fingerprintOf('[{ host: shop.localhost, strip: false, compress: false, plainHttp: false, hsts: false }]')).toBe(before && routeFingerprint(before))
  })

  it('brings its edge along, in one order', () => {
    const text = '[{ host: shop.localhost, path: /a, strip: true, allow: [10.0.0.2, 10.0.0.1, 10.0.0.2], headers: { X-B: "2", X-A: "1" }, rateLimit: { average: 5 }, maxBody: 1m, compress: true }]'
    expect(routeOf(text)?.rules).toEqual([{ kind: 'serve', host: 'shop.localhost', pathPrefix: '/a', edge: { stripPrefix: true, allow: ['10.0.0.1', '10.0.0.2'], headers: { 'X-A': '1', 'X-B': '2' }, rateLimit: { average: 5, burst: 5, periodMs: 1_000 }, maxBodyBytes: 1024 ** 2, compress: true } }])
    const turned = '[{ host: shop.localhost, path: /a, compress: true, maxBody: 1m, rateLimit: { average: 5 }, headers: { X-A: "1", X-B: "2" }, allow: [10.0.0.1, 10.0.0.2], strip: true }]'
    expect(fingerprintOf(turned)).toBe(fingerprintOf(text))
  })

  it('shares what stands at the app', () => {
    expect(routeOf('[shop.localhost, { host: old.localhost, redirect: shop.localhost, permanent: false }]', { more: ', maintenance: true, sticky: true, responseTimeout: 30s' })).toMatchObject({
      sticky: true, responseTimeoutMs: 30_000,
      rules: [{ kind: 'redirect', host: 'old.localhost', toHost: 'shop.localhost', temporary: true }, { kind: 'serve', host: 'shop.localhost', edge: { maintenance: true } }],
    })
  })
})

describe('TLS', () => {
  const ACME = 'ingress: { acme: { email: a@example.com } }\n'

  it('is on by itself where an account is set, but for local names', () => {
    const route = routeOf('[shop.example.com, shop.localhost, { host: plain.example.com, tls: false }]', { head: ACME, proxy: WITH_TLS })
    expect(route?.secure).toEqual(SECURE)
    expect(route?.rules.map(({ host, tls }) => [host, tls])).toEqual([['plain.example.com', undefined], ['shop.example.com', 'acme'], ['shop.localhost', undefined]])
  })

  it('is given where no authority could certify the name', () => {
    const given = { ...WITH_TLS, tls: { ...TLS, hasCertificates: true } }
    const route = routeOf('[{ host: shop.localhost, tls: true, hsts: true }]', { head: ACME, proxy: given })
    expect(route).toMatchObject({ secure: { entryPoint: 'websecure', port: 8443 }, rules: [{ tls: 'given', edge: { hsts: { maxAgeSeconds: 31_536_000, includeSubdomains: false, preload: false } } }] })
    expect(route?.secure).not.toHaveProperty('resolver')
  })

  it('goes through the entry point and the resolver of somebody else', () => {
    const external: ProxyPlan = { mode: 'external', entryPoint: 'http', tls: { entryPoint: 'https', port: 443, resolver: 'le' } }
    expect(routeOf('[shop.example.com]', { head: ACME, proxy: external })).toMatchObject({ secure: { entryPoint: 'https', port: 443, resolver: 'le' }, rules: [{ tls: 'acme' }] })
  })

  it('opens the port and the account with the first host, and neither before', () => {
    const before = proxyOf('[shop.localhost]', ACME)
    expect(before.ports.map(({ hostPort }) => hostPort)).toEqual([80, 6479])
    expect([before.mounts.length, before.command?.some((word) => word.includes('acme'))]).toEqual([1, false])
    const after = proxyOf('[shop.example.com]', ACME)
    expect(after.ports.map(({ hostPort }) => hostPort).sort((a, b) => a - b)).toEqual([80, 6479, 8443])
    expect(after.mounts.map(({ source, target, readOnly }) => [source, target, readOnly])).toContainEqual(['/s/acme', '/etc/traefik/acme', false])
    expect(after.command).toEqual(expect.arrayContaining(['email=a@example.com', 'storage=/etc/traefik/acme/acme.json', 'caServer=https://acme.test/dir', 'caCertificates=/etc/traefik/acme/ca-1.pem', 'certificatesDuration=24', 'httpChallenge.entryPoint=web'].map((option) => `--certificatesResolvers.mist.acme.${option}`)))
    expect(after.env).toEqual({})
    expect(after.fingerprint).not.toBe(before.fingerprint)
  })

  it('hands the credentials to a DNS provider alone', () => {
    const proxy = proxyOf('["*.shop.example.com"]', 'ingress: { acme: { email: a@example.com, dns: cloudflare } }\n')
    expect(proxy.env).toEqual({ CF_TOKEN: 't' })
    expect(proxy.command).toContain('--certificatesResolvers.mist.acme.dnsChallenge.provider=cloudflare')
    expect(proxy.command?.join(' ')).not.toMatch(/httpChallenge|propagation/)
  })

  it('does not wait for name servers that this host cannot ask', () => {
    const unchecked: ProxyPlan = { ...MANAGED, tls: { ...TLS, dnsPropagation: 'unchecked' } }
    const words = (dns: string): string => appsOf('["shop.example.com"]', { head: `ingress: { acme: { email: a@example.com${dns} } }\n`, proxy: unchecked }).find(({ key }) => key === PROXY_APP)?.containers[0]?.command?.join(' ') ?? ''
    expect(words(', dns: cloudflare')).toContain('--certificatesResolvers.mist.acme.dnsChallenge.propagation.disableChecks=true')
    expect(words('')).not.toContain('dnsChallenge')
  })
})

interface Over {
  readonly head?: string
  readonly more?: string
  readonly proxy?: ProxyPlan
}

function appsOf(domains: string, { head = '', more = '', proxy = MANAGED }: Over): readonly DesiredApp[] {
  return desiredOf(manifestOf(`version: 1\n${head}projects: { shop: { apps: { web: { image: "acme/shop:1", port: 80, domains: ${domains}${more} } } } }\n`), { proxy }).apps
}

function routeOf(domains: string, over: Over = {}): RouteSpec | undefined {
  return appsOf(domains, over).find(({ key }) => key === 'shop/web')?.route
}

function fingerprintOf(domains: string): string | undefined {
  const route = routeOf(domains)
  return route && routeFingerprint(route)
}

function proxyOf(domains: string, head: string): DesiredApp['containers'][number] {
  const [container] = appsOf(domains, { head, proxy: WITH_TLS }).find(({ key }) => key === PROXY_APP)?.containers ?? []
  if (container === undefined) throw new Error('there is no proxy')
  return container
}
