/** Random routes that use everything an edge can do. Any two of them may be in front of Traefik at once: their hosts differ by app. */
import fc from 'fast-check'
import type { EdgeSpec, RouteOptions, RouteRule, RouteSpec } from '../../../src/model/resource.js'
import { routeOf } from './route.fixture.js'

/** The line of ada, whose password is analytical. */
export const HTPASSWD = 'ada:$2b$04$abcdefghijklmnopqrstuu8v6ELAlYuMC5.VSLOgazsSGdddSWCPW'

const BLOCK = fc.oneof(fc.ipV4(), fc.tuple(fc.ipV4(), fc.nat(32)).map(([ip, bits]) => `${ip}/${String(bits)}`), fc.constantFrom('::1', '2001:db8::/32', 'fe80::1:2:3', 'fd00:0:0:1::/64'))
const HEADER = fc.tuple(fc.stringMatching(/^X-[A-Za-z0-9-]{1,12}$/), fc.stringMatching(/^[ -_a-z~]{0,40}$/).map((text) => text.trim()))
const TRUE = fc.constant(true as const)

export const EDGE: fc.Arbitrary<EdgeSpec> = fc.record({
  basicAuth: fc.constant([HTPASSWD]),
  allow: fc.uniqueArray(BLOCK, { minLength: 1, maxLength: 3 }),
  headers: fc.array(HEADER, { minLength: 1, maxLength: 3 }).map((pairs) => Object.fromEntries(pairs)),
  rateLimit: fc.record({ average: fc.integer({ min: 1, max: 10_000 }), burst: fc.integer({ min: 1, max: 10_000 }), periodMs: fc.constantFrom(1_000, 90_000, 60_000, 1_500) }),
  maxBodyBytes: fc.integer({ min: 1, max: 2 ** 40 }),
  compress: TRUE,
  hsts: fc.record({ maxAgeSeconds: fc.integer({ min: 1, max: 63_072_000 }), includeSubdomains: fc.boolean(), preload: fc.boolean() }),
  maintenance: TRUE,
}, { requiredKeys: [] }).map((edge): EdgeSpec => edge).filter((edge) => Object.keys(edge).length > 0)

const LABEL = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?$/)
const PATH = fc.oneof(fc.constant('/'), fc.array(fc.stringMatching(/^[A-Za-z0-9_~-]{1,6}$/), { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`))
const TLS = fc.oneof(fc.constant({}), fc.record({ tls: fc.constantFrom('given' as const, 'acme' as const), plainHttp: TRUE }, { requiredKeys: ['tls'] }))

const SERVE: fc.Arbitrary<RouteRule> = fc.tuple(LABEL, fc.boolean(), PATH, TLS, fc.option(EDGE, { nil: undefined }), fc.boolean()).map(([label, wild, pathPrefix, tls, edge, strips]) => {
  const strip = strips && pathPrefix !== '/' ? { stripPrefix: true as const } : {}
  const whole = edge === undefined && strip.stripPrefix === undefined ? {} : { edge: { ...edge, ...strip } }
  return { kind: 'serve', host: `${wild ? '*.' : ''}${label}.example.test`, pathPrefix, ...tls, ...whole }
})
const REDIRECT: fc.Arbitrary<RouteRule> = fc.tuple(LABEL, PATH, TLS, fc.boolean()).map(([label, pathPrefix, tls, temporary]) => ({
  kind: 'redirect', host: `${label}.example.test`, pathPrefix, toHost: 'shop.example.test', ...tls, ...(temporary && { temporary: true }),
}))

const OPTIONS: fc.Arbitrary<Omit<RouteOptions, 'secure'>> = fc.record({ sticky: TRUE, responseTimeoutMs: fc.constantFrom(500, 30_000, 90_000) }, { requiredKeys: [] })
const SERVERS = fc.integer({ min: 1, max: 3 }).map((count) => Array.from({ length: count }, (_, index) => ({ container: `shop-web-${String(index)}`, port: 80 + index })))

const PAGE = fc.record({
  app: fc.constant('shop/pages' as const),
  path: fc.constantFrom('/{status}.html', '/errors/{status}/index.html', '/error?status={status}&url={url}', '/'),
  statuses: fc.uniqueArray(fc.constantFrom('404', '500', '502-504', '403', '429'), { minLength: 1, maxLength: 4 }),
  servers: fc.integer({ min: 1, max: 2 }).map((count) => Array.from({ length: count }, (_, index) => ({ container: `shop-pages-${String(index)}`, port: 80 }))),
})

/** As `resolve` makes them: what the rules do not need is not there. */
export const EDGE_ROUTE: fc.Arbitrary<RouteSpec> = fc.record({ rules: fc.array(fc.oneof(SERVE, REDIRECT), { minLength: 1, maxLength: 4 }), options: OPTIONS, servers: SERVERS, canary: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }), page: fc.oneof(fc.constant({}), fc.record({ errorPage: PAGE })), parked: fc.boolean() }).map(({ rules, options, servers, canary, page, parked }) => {
  const serves = rules.some((rule) => rule.kind === 'serve')
  const secure = rules.some((rule) => rule.tls !== undefined) && { secure: { entryPoint: 'websecure', port: 8443, ...(rules.some((rule) => rule.tls === 'acme') && { resolver: 'mist' }) } }
  return {
    // Only a route with an error page has a reason to be there without servers.
    ...routeOf({ rules, servers: serves && !(parked && 'errorPage' in page) ? servers : [] }), ...secure,
    ...(serves && { ...page, ...options }), ...(serves && canary !== undefined && { canary: { servers: [{ container: 'shop-web-9', port: 90 }], percent: canary } }),
  }
})
