/** What the edge of a rule becomes in a file, comes back as, and what never gets there. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readRouteText, renderRoute, routeFileOf } from '../../../src/adapters/traefik/dynamic-config.js'
import type { EdgeSpec, RouteSpec } from '../../../src/model/resource.js'
import { effort } from '../../support/effort.js'
import { EDGE_ROUTE, HTPASSWD } from './edge.fixture.js'
import { routeOf, serve } from './route.fixture.js'

type Named = Readonly<Record<string, Readonly<Record<string, unknown>>>>

describe('the file of a route with an edge', () => {
  it('comes back as what it was made of, and is what Mist writes', () => {
    fc.assert(fc.property(EDGE_ROUTE, (route) => {
      const { id: _id, name: _name, app: _app, canary, servers, errorPage, ...said } = route
      const read = readRouteText(render(route), EXPECTED)
      expect(read).toMatchObject({ canonical: true })
      expect(read.content).toEqual({ ...said, servers: urls(servers), ...(canary && { canary: { servers: urls(canary.servers), percent: canary.percent } }), ...(errorPage && { errorPage: { path: errorPage.path, statuses: errorPage.statuses, servers: urls(errorPage.servers) } }) })
    }), { numRuns: effort(120) })
  })

  it('has no empty section, no template, and only names that begin with its own', () => {
    fc.assert(fc.property(EDGE_ROUTE, (route) => {
      expect(render(route)).not.toContain('{{')
      for (const section of Object.values(httpOf(route))) {
        expect(Object.keys(section).length).toBeGreaterThan(0)
        for (const [name, item] of Object.entries(section)) {
          expect(name.startsWith(route.name)).toBe(true)
          expect(Object.keys(item).length).toBeGreaterThan(0)
        }
      }
    }), { numRuns: effort(80) })
  })

  it('names no middleware and no service that is not in it, and has none that nobody names', () => {
    fc.assert(fc.property(EDGE_ROUTE, (route) => {
      const { routers = {}, middlewares = {}, services = {} } = httpOf(route)
      const named = Object.values(routers).flatMap((router) => (router['middlewares'] ?? []) as readonly string[])
      expect(named.filter((name) => !Object.hasOwn(middlewares, name))).toEqual([])
      expect(Object.keys(middlewares).filter((name) => !named.includes(name) && !name.endsWith('-secure'))).toEqual([])
      for (const router of Object.values(routers)) expect(['noop@internal', ...Object.keys(services)]).toContain(router['service'])
    }), { numRuns: effort(80) })
  })

  it('leads plain HTTP to HTTPS on the port that visitors know, unless plain HTTP is served as well', () => {
    const secure = { secure: { entryPoint: 'websecure', port: 8443, resolver: 'mist' } }
    const leading = httpOf({ ...routeOf({ rules: [{ kind: 'serve', host: 'a.example.test', pathPrefix: '/', tls: 'acme' }] }), ...secure })
    expect(leading['routers']).toMatchObject({ 'mist-default_shop_web-0': { entryPoints: ['websecure'], tls: { certResolver: 'mist' } }, 'mist-default_shop_web-0-plain': { entryPoints: ['web'], middlewares: ['mist-default_shop_web-secure'], service: 'noop@internal' } })
    expect(leading['middlewares']).toMatchObject({ 'mist-default_shop_web-secure': { redirectScheme: { scheme: 'https', port: '8443', permanent: true } } })
    const both = httpOf({ ...routeOf({ rules: [{ kind: 'serve', host: 'a.example.test', pathPrefix: '/', tls: 'acme', plainHttp: true }] }), ...secure })
    expect(both['routers']?.['mist-default_shop_web-0-plain']).toMatchObject({ entryPoints: ['web'], service: 'mist-default_shop_web' })
  })

  it('asks for a wildcard by name, since its rule does not tell one', () => {
    const route = { ...routeOf({ rules: [{ kind: 'serve', host: '*.example.test', pathPrefix: '/', tls: 'acme' }] }), secure: { entryPoint: 'websecure', port: 443, resolver: 'mist' } } as const
    expect(httpOf(route)['routers']?.['mist-default_shop_web-0']).toMatchObject({ rule: 'HostRegexp(`^[a-z0-9-]+\\.example\\.test$`)', priority: -899, tls: { certResolver: 'mist', domains: [{ main: '*.example.test' }] } })
  })

  it('puts the page for errors behind the headers and before whatever refuses', () => {
    const name = 'mist-default_shop_web'
    const edge = { maintenance: true as const, headers: { 'X-Note': 'a' }, allow: ['10.0.0.1'] }
    const errorPage = { app: 'shop/pages' as const, path: '/{status}.html', statuses: ['404', '502-504'], servers: [{ container: 'shop-pages-1', port: 80 }] }
    const http = httpOf({ ...routeOf({ rules: [{ ...serve('a.example.test'), kind: 'serve', edge }], servers: [] }), errorPage })
    expect(http['routers']?.[`${name}-0`]?.['middlewares']).toEqual([`${name}-0-headers`, `${name}-0-later`, `${name}_errors`, `${name}-0-maintenance`, `${name}-0-allow`])
    expect(http['middlewares']?.[`${name}_errors`]).toEqual({ errors: { status: ['404', '502-504'], service: `${name}_errors`, query: '/{status}.html' } })
    expect(http['services']).toEqual({ [name]: { loadBalancer: { passHostHeader: true } }, [`${name}_errors`]: { loadBalancer: { passHostHeader: true, servers: [{ url: 'http://shop-pages-1:80' }] } } })
  })

  it('divides requests between the old servers and a canary by weight', () => {
    const route = { ...routeOf(), canary: { servers: [{ container: 'shop-web-ffffffff-1', port: 8080 }], percent: 10 } }
    const name = 'mist-default_shop_web'
    expect(httpOf(route)['services']).toEqual({
      [name]: { weighted: { services: [{ name: `${name}_stable`, weight: 90 }, { name: `${name}_canary`, weight: 10 }] } },
      [`${name}_stable`]: { loadBalancer: { passHostHeader: true, servers: [{ url: 'http://shop-web-0a1b2c3d-1:8080' }] } },
      [`${name}_canary`]: { loadBalancer: { passHostHeader: true, servers: [{ url: 'http://shop-web-ffffffff-1:8080' }] } },
    })
  })
})

const INJECTIONS = ['`) || Host(`evil.example.com`', 'a`b', 'a\nb', 'a\r\nX-Evil: 1', 'a||b', '{{ env "SECRET" }}', '}}', 'ä', '\u202e', 'a\u0000b', 'x'.repeat(300), ' a', 'a ']

describe('an edge with a text that does not belong there', () => {
  it.each(INJECTIONS)('is refused with %j as the value of a header', (text) => {
    expect(made({ headers: { 'X-Note': text } })).toMatchObject({ ok: false, error: { code: 'route-rejected', retry: 'next-revision' } })
  })

  it.each([...INJECTIONS, '', 'X Note', 'X:Note', 'X_Note', 'Connection', 'transfer-encoding', 'Content-Length', 'Set-Cookie', 'Strict-Transport-Security', 'Location', '__proto__'])('is refused with %j as the name of a header', (text) => {
    expect(made({ headers: Object.fromEntries([[text, 'a']]) })).toMatchObject({ ok: false })
  })

  it.each([...INJECTIONS, '', 'ada', 'ada:secret', 'ada:$apr1$abcdefgh$ABCDEFGHIJKLMNOPQRSTU/', 'ada:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=', HTPASSWD.replace('$04$', '$31$'), HTPASSWD.replace('ada:', 'a:b:'), `${HTPASSWD}x`, HTPASSWD.replace('ada', 'a`da')])('is refused with %j as a user', (text) => {
    expect(made({ basicAuth: [text] })).toMatchObject({ ok: false })
    expect(made({ basicAuth: [HTPASSWD, text] })).toMatchObject({ ok: false })
  })

  it.each([...INJECTIONS, '', '10.0.0.0/33', '10.0.0/8', '256.1.1.1', '10.0.0.0/8/8', '10.0.0.0/-1', '10.0.0.0/', '01.2.3.4', ':::', '1:2:3:4:5:6:7:8:9', '::1::', '2001:db8::/129', 'localhost', '0x0a.1.1.1', '::ffff:10.0.0.1%eth0'])('is refused with %j as an address', (text) => {
    expect(made({ allow: [text] })).toMatchObject({ ok: false })
  })

  it.each<EdgeSpec>([{ allow: [] }, { basicAuth: [] }, { headers: {} }, { maxBodyBytes: 0 }, { maxBodyBytes: 1.5 }, { rateLimit: { average: 0, burst: 1, periodMs: 1_000 } }, { rateLimit: { average: 1, burst: Number.NaN, periodMs: 1_000 } }, { hsts: { maxAgeSeconds: -1, includeSubdomains: true, preload: false } }, { stripPrefix: true }])('is refused as %j', (edge) => {
    expect(made(edge)).toMatchObject({ ok: false })
  })

  it.each<Partial<RouteSpec>>([
    { secure: { entryPoint: 'web`secure', port: 443 } }, { secure: { entryPoint: 'websecure', port: 0 } }, { secure: { entryPoint: 'websecure', port: 443, resolver: 'a b' } }, { responseTimeoutMs: 0 }, { responseTimeoutMs: 1.5 },
    { canary: { servers: [], percent: 101 } }, { rules: [{ kind: 'serve', host: 'a.example.test', pathPrefix: '/', tls: 'given' }] }, { rules: [{ kind: 'serve', host: 'a.example.test', pathPrefix: '/', tls: 'acme' }], secure: { entryPoint: 'websecure', port: 443 } },
    { rules: [{ kind: 'serve', host: 'a.example.test', pathPrefix: '/', plainHttp: true }] },
  ])('is refused around a route: %j', (over) => {
    expect(routeFileOf({ ...routeOf(), ...over }, { instance: 'default', servers: [] }).ok).toBe(false)
  })
})

describe('an error page with a text that does not belong there', () => {
  const PAGE = { app: 'shop/pages' as const, path: '/{status}.html', statuses: ['502-504'], servers: [{ container: 'shop-pages-1', port: 80 }] }
  const given = (over: Partial<typeof PAGE>) => routeFileOf({ ...routeOf(), errorPage: { ...PAGE, ...over } }, { instance: 'default', servers: [], errorPage: ['http://shop-pages-1:80'] })

  it.each([...INJECTIONS, '', 'a', '//a', '/../a', '/{{status}}', '/{host}', '/{status', '/a b', '/a#b', '/a%00', '/\\'])('is refused with %j as its path', (path) => {
    expect(given({}).ok).toBe(true)
    expect(given({ path: path.startsWith('/') ? path : `/${path}`.replace(/^\/(a|)$/, path) }).ok).toBe(false)
  })

  it.each([...INJECTIONS, '', '200', '600', '4', '502-', '502-504-506', '50x'])('is refused with %j as a status', (status) => {
    expect(given({ statuses: [status] }).ok).toBe(false)
    expect(given({ statuses: [] }).ok).toBe(false)
  })
})

const EXPECTED = { name: 'mist-default_shop_web', instance: 'default', app: 'shop/web' }

function made(edge: EdgeSpec): ReturnType<typeof routeFileOf> {
  return routeFileOf(routeOf({ rules: [{ ...serve('a.example.test'), kind: 'serve', edge }] }), { instance: 'default', servers: [] })
}

function urls(servers: RouteSpec['servers']): readonly string[] {
  return servers.map(({ container, port }) => `http://${container}:${String(port)}`).sort()
}

function render(route: RouteSpec): string {
  const file = routeFileOf(route, { instance: 'default', servers: urls(route.servers), canary: urls(route.canary?.servers ?? []), errorPage: urls(route.errorPage?.servers ?? []) })
  if (!file.ok) throw new Error(file.error.cause)
  return renderRoute(file.value)
}

function httpOf(route: RouteSpec): Readonly<Record<string, Named>> {
  return (parse(render(route)) as { readonly http: Readonly<Record<string, Named>> }).http
}
