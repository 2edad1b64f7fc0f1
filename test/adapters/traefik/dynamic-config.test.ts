/** Routes to files and back, and what never gets into a file. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readRouteText, renderRoute, routeFileOf } from '../../../src/adapters/traefik/dynamic-config.js'
import { brokenFiles } from '../../../src/adapters/traefik/broken-files.js'
import { appOfRoute } from '../../../src/adapters/traefik/names.js'
import { renderApiRouter } from '../../../src/adapters/traefik/api-router.js'
import { routeFingerprint } from '../../../src/model/fingerprint.js'
import type { RouteRule, RouteSpec } from '../../../src/model/resource.js'
import { matches, redirect, routeOf, serve } from './route.fixture.js'
import { effort } from '../../support/effort.js'
import { ANY_CHARACTER } from '../../support/any-character.js'

interface Parsed {
  readonly http: {
    readonly routers: Record<string, { readonly rule: string; readonly priority: number; readonly service: string; readonly middlewares?: readonly string[] }>
    readonly services?: Record<string, { readonly loadBalancer: { readonly servers: readonly { readonly url: string }[] } }>
    readonly middlewares?: Record<string, { readonly redirectRegex: { readonly regex: string; readonly replacement: string } }>
  }
}

const LABEL = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?$/)
const HOST = fc.array(LABEL, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'))
const PATH = fc.oneof(fc.constant('/'), fc.array(fc.stringMatching(/^[A-Za-z0-9_~-]{1,6}$/), { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`))
const RULE: fc.Arbitrary<RouteRule> = fc.oneof(fc.record({ kind: fc.constant('serve' as const), host: HOST, pathPrefix: PATH }), fc.record({ kind: fc.constant('redirect' as const), host: HOST, pathPrefix: PATH, toHost: HOST }))
const ROUTE = fc.record({ rules: fc.array(RULE, { minLength: 1, maxLength: 4 }), count: fc.integer({ min: 1, max: 4 }) }).map(({ rules, count }) => routeOf({ rules, servers: Array.from({ length: count }, (_, index) => ({ container: `shop-web-${String(index)}`, port: 80 + index })) }))

const INJECTIONS = [
  '`) || Host(`evil.example.com', 'a`b', 'a"b', "a'b", 'a b', 'a\nb', 'a\r\nb', '{{ env "SECRET" }}', '{{', '}}', '${x}', '$1', 'a||b', 'a&&b', '!a', '*', '*.com', '*.*.example.com', 'a*.example.com', '*.exa`mple.com', '*.ex|ample.com', '.example.com', 'example.com.', 'a..b', '-a.com', 'a-.com', 'a_b.com', 'A.com', 'ä.com', 'a/b', 'a:80', 'a@b', '127.0.0.1:80', '#', ': ', '- x', '[a]', '&x', '*x', '', 'x'.repeat(64), `${'a.'.repeat(130)}com`, 'a\u0000b', 'a\u202eb', 'evil)', '(evil', 'a\\b', 'noop@internal', 'x@docker',
]

describe('the text of a route', () => {
  it('reads as a person would write it', () => {
    const text = render(routeOf({ rules: [serve('shop.localhost', '/api'), redirect('www.shop.localhost', 'shop.localhost')] }))
    expect(text).toBe(`# Written by Mist (instance default). Edits are put back.
# fingerprint: ${routeFingerprint(routeOf({ rules: [serve('shop.localhost', '/api'), redirect('www.shop.localhost', 'shop.localhost')] }))}
# app: shop/web
http:
  routers:
    mist-default_shop_web-0:
      entryPoints:
        - "web"
      rule: "Host(\`shop.localhost\`) && (Path(\`/api\`) || PathPrefix(\`/api/\`))"
      priority: 104
      service: "mist-default_shop_web"
    mist-default_shop_web-1:
      entryPoints:
        - "web"
      rule: "Host(\`www.shop.localhost\`)"
      priority: 101
      middlewares:
        - "mist-default_shop_web-1"
      service: "noop@internal"
  middlewares:
    mist-default_shop_web-1:
      redirectRegex:
        regex: "^(https?)://[^/:]+(:[0-9]+)?(.*)$"
        replacement: "\${1}://shop.localhost\${2}\${3}"
        permanent: true
  services:
    mist-default_shop_web:
      loadBalancer:
        passHostHeader: true
        servers:
          - url: "http://shop-web-0a1b2c3d-1:8080"
`)
  })

  it('comes back as what it was made of', () => {
    fc.assert(fc.property(ROUTE, (route) => {
      const read = readRouteText(render(route), EXPECTED)
      const serves = route.rules.some((rule) => rule.kind === 'serve')
      expect(read).toEqual({
        fingerprint: routeFingerprint(route), canonical: true,
        content: { rules: route.rules, entryPoint: 'web', servers: serves ? urlsOf(route) : [] },
      })
    }))
  })

  it('matches its own host and path, with everything below it, and nothing else', () => {
    fc.assert(fc.property(ROUTE, HOST, PATH, fc.constantFrom('', '/', '/x', 'x', '-x', '/../x'), (route, host, path, tail) => {
      const { routers } = parsed(route).http
      route.rules.forEach((rule, index) => {
        const live = routers[`${route.name}-${String(index)}`]?.rule ?? ''
        const ask = { host, path: `${path}${tail}` }
        const inside = rule.pathPrefix === '/' || ask.path === rule.pathPrefix || ask.path.startsWith(`${rule.pathPrefix}/`)
        expect(matches(live, ask)).toBe(host === rule.host && inside)
        expect(matches(live, { host: rule.host, path: rule.pathPrefix })).toBe(true)
      })
    }))
  })

  it('gives the longer path of a host the higher priority', () => {
    fc.assert(fc.property(HOST, PATH, PATH, (host, one, two) => {
      const { routers } = parsed(routeOf({ rules: [serve(host, one), serve(host, two)] })).http
      const [first, second] = Object.values(routers).map((router) => router.priority)
      expect(Math.sign((first ?? 0) - (second ?? 0))).toBe(Math.sign(one.length - two.length))
    }))
  })

  it('has no empty section, no template, and only names that begin with its own', () => {
    fc.assert(fc.property(ROUTE, (route) => {
      const text = render(route)
      expect(text).not.toContain('{{')
      const { http } = parsed(route)
      for (const section of Object.values(http)) {
        expect(Object.keys(section).length).toBeGreaterThan(0)
        for (const name of Object.keys(section)) expect(name.startsWith(route.name)).toBe(true)
      }
      for (const router of Object.values(http.routers)) expect([route.name, 'noop@internal']).toContain(router.service)
    }))
  })

  it.each(INJECTIONS)('is refused with %j in any place', (text) => {
    const places: readonly RouteSpec[] = [
      routeOf({ rules: [serve(text)] }), routeOf({ rules: [serve('a.localhost', text)] }), routeOf({ rules: [serve('a.localhost', `/${text}`)] }), routeOf({ rules: [redirect('a.localhost', text)] }), routeOf({ rules: [serve('a.localhost'), serve(`a.${text}`)] }),
      routeOf({ servers: [{ container: text, port: 80 }] }), { ...routeOf(), name: `mist-default_shop_${text}` }, { ...routeOf(), entryPoint: `web${text}` },
    ]
    for (const [index, route] of places.entries()) {
      const made = routeFileOf(route, { instance: 'default', servers: urlsOf(route) })
      // Some texts are harmless in one place: what is written must then still be the parts and nothing more.
      if (made.ok) expect([index, readRouteText(renderRoute(made.value), { ...EXPECTED, name: route.name }).content]).toEqual([index, { rules: route.rules, servers: urlsOf(route), entryPoint: route.entryPoint }])
      else expect(made.error).toMatchObject({ code: 'route-rejected', retry: 'next-revision' })
    }
    if (!/^(127|\(evil|!a|x{64})/.test(text)) expect(routeFileOf(routeOf({ rules: [serve(text)] }), { instance: 'default', servers: [] }).ok).toBe(false)
  })

  it('is refused for any random host that is not a plain one', () => {
    fc.assert(fc.property(fc.string({ unit: ANY_CHARACTER, maxLength: 40 }), (host) => {
      const made = routeFileOf(routeOf({ rules: [serve(host)] }), { instance: 'default', servers: ['http://a:1'] })
      if (made.ok) expect(host).toMatch(/^[a-z0-9.-]+$/)
    }), { numRuns: effort(3_000) })
  })

  it.each([0, -1, 65_536, 1.5, Number.NaN])('is refused with port %d', (port) => {
    const route = routeOf({ servers: [{ container: 'a', port }] })
    expect(routeFileOf(route, { instance: 'default', servers: urlsOf(route) }).ok).toBe(false)
  })

  it('is refused without a rule', () => {
    expect(routeFileOf(routeOf({ rules: [] }), { instance: 'default', servers: [] }).ok).toBe(false)
  })

  it('is fine without servers: the proxy then answers that none is available', () => {
    expect(readRouteText(render(routeOf({ servers: [] })), EXPECTED)).toMatchObject({ canonical: true, content: { servers: [] } })
  })
})

describe('a route file that somebody edited', () => {
  const text = render(routeOf({ rules: [serve('a.localhost'), redirect('b.localhost', 'a.localhost')] }))

  it.each([
    ['the server', text.replace('http://shop-web-0a1b2c3d-1:8080', 'http://10.0.0.9:1'), { servers: ['http://10.0.0.9:1'] }],
    ['the host', text.replace('Host(`a.localhost`)', 'Host(`z.localhost`)'), { rules: [serve('z.localhost'), redirect('b.localhost', 'a.localhost')] }],
    ['the target of a redirect', text.replace('${1}://a.localhost', '${1}://z.localhost'), { rules: [serve('a.localhost'), redirect('b.localhost', 'z.localhost')] }],
    ['the entry points', text.replaceAll('"web"', '"other"'), { entryPoint: 'other' }],
    ['a comment', `${text}# hello\n`, {}],
    ['the priority', text.replace('priority: 101', 'priority: 9999'), {}],
    ['an added section', `${text}tcp:\n  routers: {}\n`, {}],
  ])('shows what it says now: %s', (_, edited, content) => {
    expect(edited).not.toBe(text)
    const read = readRouteText(edited, EXPECTED)
    expect(read.content).toMatchObject(content)
    // Either the content tells the edit, or the bytes do.
    expect(read.canonical).toBe(Object.keys(content).length > 0)
  })

  it.each([
    ['a rule of another form', text.replace('Host(`a.localhost`)', 'HostRegexp(`.*`)')], ['two kinds of entry points', text.replace('"web"', '"other"')], ['no routers', text.replace('routers:', 'routes:')], ['nothing', ''], ['no YAML', '{{{'], ['a list', '- a\n- b\n'],
    ['aliases', 'a: &a [1]\nhttp: *a\n'], ['deep nesting', `http: ${'['.repeat(5_000)}`], ['deep blocks', Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')], ['deep dashes', `${'- '.repeat(5_000)}a`], ['too much', `http:\n${'  a: b\n'.repeat(60_000)}`], ['prototype keys', 'http:\n  routers:\n    __proto__:\n      rule: x\n'],
  ])('shows no content with %s, and ends nothing', (_, edited) => {
    expect(readRouteText(edited, EXPECTED)).toMatchObject({ canonical: false })
    expect(readRouteText(edited, EXPECTED).content).toBeUndefined()
  })

  it('never passes for what it was, whatever bytes were changed', () => {
    fc.assert(fc.property(fc.nat(text.length - 1), fc.string({ unit: ANY_CHARACTER, maxLength: 5 }), (at, insert) => {
      const edited = text.slice(0, at) + insert + text.slice(at + insert.length)
      if (edited !== text) expect(readRouteText(edited, EXPECTED)).not.toEqual(readRouteText(text, EXPECTED))
    }), { numRuns: effort(1_000) })
  })
})

describe('names', () => {
  it.each([
    ['default', 'mist-default_shop_web', 'shop/web'], ['default', 'mist-default_a-b_c-d', 'a-b/c-d'], ['a', 'mist-a-b_shop_web', undefined], ['default', 'mist-default_shop', undefined], ['default', 'mist-default_api', undefined],
    ['default', 'mist-default.api', undefined], ['default', 'mist-default_a_b_c', undefined], ['default', 'other', undefined], ['default', 'mist-default_../x_y', undefined], ['default', 'mist-default_A_b', undefined],
  ])('in instance %s, %s is of %s', (instance, name, app) => {
    expect(appOfRoute(instance, name)).toBe(app)
  })
})

describe('the router of the API', () => {
  it('holds a hash and never the password', () => {
    const text = renderApiRouter('default', { user: 'mist', password: 'f00d'.repeat(16) })
    expect(text).not.toContain('f00d')
    expect(parse(text)).toMatchObject({ http: { routers: { 'mist-default_api': { entryPoints: ['mist'], service: 'api@internal', middlewares: ['mist-default_api'] } } } })
    expect(text).not.toContain('{{')
  })
})

describe('the search for a broken file', () => {
  it('names those that Traefik cannot take, and no other', async () => {
    const texts: Record<string, string> = { 'a.yml': 'http: {}', 'b.yml': 'http:\n  routers: {}\n', 'c.yml': 'http: [', 'd.yml': '', 'e.yml': '# only words\n', 'f.yml': render(routeOf()), 'g.yml': 'x: {{ env "A" }}', 'h.toml': '[[[', 'i.yaml': 'a: 1\n b: 2\n', 'j.yml': '- a', 'k.yml': 'http:\n', 'l.yml': 'http:\n  routers:\n', 'm.yml': 'other: {}\n', 'n.yml': 'tls: {}\n', 'o.yml': 'text', 'p.yml': 'a: 1\na: 2\n' }
    const files = { list: () => Promise.resolve(Object.keys(texts)), read: (name: string) => Promise.resolve(texts[name]), write: () => Promise.resolve(), remove: () => Promise.resolve() }
    expect(await brokenFiles(files)).toEqual(['a.yml', 'b.yml', 'c.yml', 'i.yaml', 'j.yml', 'l.yml', 'n.yml', 'o.yml', 'p.yml'])
  })
})

const EXPECTED = { name: 'mist-default_shop_web', instance: 'default', app: 'shop/web' }

function urlsOf(route: RouteSpec): readonly string[] {
  return route.servers.map((server) => `http://${server.container}:${String(server.port)}`).sort()
}

function render(route: RouteSpec): string {
  const file = routeFileOf(route, { instance: 'default', servers: urlsOf(route) })
  if (!file.ok) throw new Error(file.error.cause)
  return renderRoute(file.value)
}

function parsed(route: RouteSpec): Parsed {
  return parse(render(route)) as Parsed
}
