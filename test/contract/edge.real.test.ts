/** What the edge of a rule does to real requests in a real Traefik: one thing at a time, as a visitor sees it. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EdgeSpec, RouteOptions, RouteRule, RouteServer, RouteSpec } from '../../src/model/resource.js'
import { EDGE_ROUTE, HTPASSWD } from '../adapters/traefik/edge.fixture.js'
import { effort } from '../support/effort.js'
import { publish, routeOf, routesOf } from './proxy-suite.js'
import type { TraefikBench } from './proxy-traefik.js'
import { traefikBench } from './proxy-traefik.js'

const NEVER = new AbortController().signal
const HOST = 'shop.localhost'

let bench: TraefikBench
let app: RouteServer
const held: ServerResponse[] = []

beforeAll(async () => {
  bench = await traefikBench()
  // Says what it was asked, so that a visitor sees what the edge let through.
  app = await bench.listen('one', (request, response) => {
    if (request.url === '/never') held.push(response)
    else request.resume().once('end', () => { response.setHeader('content-type', 'text/plain').setHeader('server', 'app').end(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? '-'} ${'long '.repeat(1_000)}`) })
  })
})
afterAll(async () => {
  for (const response of held) response.destroy()
  await bench.close()
})

describe('a rule with an edge', () => {
  it('lets in whom it knows, and does not pass the password on', async () => {
    await serves({ basicAuth: [HTPASSWD] })
    expect(await ask('/')).toMatchObject({ status: 401, headers: { 'www-authenticate': expect.stringContaining('Basic') as unknown } })
    expect(await ask('/', { headers: { authorization: login('ada', 'wrong') } })).toMatchObject({ status: 401 })
    expect(await ask('/', { headers: { authorization: login('eve', 'analytical') } })).toMatchObject({ status: 401 })
    const inside = await ask('/', { headers: { authorization: login('ada', 'analytical') } })
    expect(inside.status).toBe(200)
    expect(inside.body).toMatch(/^GET \/ - /)
  })

  it('turns away who comes from elsewhere', async () => {
    await serves({ allow: ['10.1.2.0/24', '2001:db8::/32'] })
    expect(await ask('/')).toMatchObject({ status: 403 })
    await serves({ allow: ['10.1.2.0/24', '127.0.0.1'] })
    expect(await ask('/')).toMatchObject({ status: 200 })
  })

  it('answers 429 to who asks too often', async () => {
    await serves({ rateLimit: { average: 1, burst: 3, periodMs: 60_000 } })
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask('/')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429, 429, 429, 429])
  })

  it('answers 413 to a body that is too large, and passes on one that is not', async () => {
    await serves({ maxBodyBytes: 1_000 })
    expect(await ask('/', { method: 'POST', body: 'x'.repeat(1_001) })).toMatchObject({ status: 413 })
    expect(await ask('/', { method: 'POST', body: 'x'.repeat(1_000) })).toMatchObject({ status: 200 })
  })

  it('takes away the prefix, also when nothing is left', async () => {
    await serves({ stripPrefix: true }, { pathPrefix: '/api' })
    expect((await ask('/api/users?x=1')).body).toMatch(/^GET \/users\?x=1 /)
    expect((await ask('/api')).body).toMatch(/^GET \/ /)
    expect((await ask('/apix')).status).toBe(404)
  })

  it('sets headers on answers and on refusals, and takes away one with an empty value', async () => {
    await serves({ headers: { 'X-Robots-Tag': 'noindex, nofollow', 'Content-Security-Policy': "default-src 'self'; frame-ancestors 'none'", Server: '' } })
    const { headers } = await ask('/')
    expect(headers).toMatchObject({ 'x-robots-tag': 'noindex, nofollow', 'content-security-policy': "default-src 'self'; frame-ancestors 'none'" })
    expect(headers).not.toHaveProperty('server')
    await serves({ headers: { 'X-Robots-Tag': 'noindex' } })
    expect((await ask('/')).headers).not.toHaveProperty('content-security-policy')
    await serves({ headers: { 'X-Robots-Tag': 'noindex' }, allow: ['10.0.0.1'] })
    expect(await ask('/')).toMatchObject({ status: 403, headers: { 'x-robots-tag': 'noindex' } })
  })

  it('compresses for who can read it', async () => {
    await serves({ compress: true })
    expect((await ask('/', { headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding']).toBe('gzip')
    expect((await ask('/')).headers).not.toHaveProperty('content-encoding')
  })

  it('says 503 and when to come back while it is being worked on', async () => {
    await serves({ maintenance: true, headers: { 'X-Note': 'soon' } })
    expect(await ask('/')).toMatchObject({ status: 503, headers: { 'retry-after': '120', 'x-note': 'soon' }, body: 'Service Unavailable' })
    await serves({})
    expect(await ask('/')).toMatchObject({ status: 200 })
  })

  it('does all of it at once', async () => {
    await serves({ basicAuth: [HTPASSWD], allow: ['127.0.0.0/8'], headers: { 'X-Note': 'a' }, rateLimit: { average: 100, burst: 100, periodMs: 1_000 }, maxBodyBytes: 100, compress: true, stripPrefix: true }, { pathPrefix: '/api' })
    const answer = await ask('/api/x', { headers: { authorization: login('ada', 'analytical'), 'accept-encoding': 'gzip' } })
    expect(answer).toMatchObject({ status: 200, headers: { 'x-note': 'a', 'content-encoding': 'gzip' } })
  })
})

describe('a route with TLS', () => {
  it('leads plain HTTP to the port for HTTPS, and says HSTS there alone', async () => {
    await serves({ hsts: { maxAgeSeconds: 600, includeSubdomains: true, preload: false } }, { tls: 'given' })
    expect(await ask('/x?y=1')).toMatchObject({ status: 301, headers: { location: `https://${HOST}:${String(bench.securePort)}/x?y=1` } })
    expect(await ask('/x', { method: 'POST' })).toMatchObject({ status: 308 })
    expect((await ask('/x')).headers).not.toHaveProperty('strict-transport-security')
    expect(await ask('/x', { scheme: 'https' })).toMatchObject({ status: 200, headers: { 'strict-transport-security': 'max-age=600; includeSubDomains' } })
  })

  it('serves both when it is told to', async () => {
    await serves({}, { tls: 'given', plainHttp: true })
    expect(await ask('/')).toMatchObject({ status: 200 })
    expect(await ask('/', { scheme: 'https' })).toMatchObject({ status: 200 })
  })

  it('serves plain HTTP alone once TLS is off again', async () => {
    await serves({}, { tls: 'given' })
    await serves({})
    expect(await ask('/')).toMatchObject({ status: 200 })
    expect(await ask('/', { scheme: 'https' })).toMatchObject({ status: 404 })
  })

  it('redirects to another host in the scheme of the visitor, for good or for now', async () => {
    const target = { kind: 'serve', host: 'main.localhost', pathPrefix: '/' } as const
    await put([target, { kind: 'redirect', host: HOST, pathPrefix: '/', toHost: 'main.localhost', tls: 'given', plainHttp: true }])
    expect(await ask('/a?b')).toMatchObject({ status: 301, headers: { location: `http://main.localhost:${String(bench.webPort)}/a?b` } })
    expect(await ask('/a?b', { scheme: 'https' })).toMatchObject({ status: 301, headers: { location: `https://main.localhost:${String(bench.securePort)}/a?b` } })
    await put([target, { kind: 'redirect', host: HOST, pathPrefix: '/', toHost: 'main.localhost', temporary: true }])
    expect(await ask('/')).toMatchObject({ status: 302 })
  })
})

describe('a route with several servers', () => {
  it('keeps a visitor at one of them with a cookie', async () => {
    const servers = [await bench.app('left'), await bench.app('right')]
    await put([{ kind: 'serve', host: HOST, pathPrefix: '/' }], { servers, sticky: true })
    const first = await ask('/')
    const [cookie = ''] = first.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/)
    const seen = new Set<string>()
    for (let visit = 0; visit < 8; visit += 1) seen.add((await ask('/', { headers: { cookie: cookie.split(';')[0] ?? '' } })).body)
    expect([...seen]).toEqual([first.body])
  })

  it('sends nobody into the void when one of them is gone', async () => {
    const gone = { container: 'gone', port: 9 }
    await put([{ kind: 'serve', host: HOST, pathPrefix: '/' }], { servers: [app, gone] })
    for (let visit = 0; visit < 12; visit += 1) expect(await ask('/', visit % 3 === 0 ? { method: 'POST', body: 'once' } : {})).toMatchObject({ status: 200 })
  })

  it('gives a canary its share, and a visitor of a sticky app one side', async () => {
    const canary = { servers: [await bench.app('canary')], percent: 25 }
    await put([{ kind: 'serve', host: HOST, pathPrefix: '/' }], { servers: [await bench.app('stable')], canary })
    expect(await share('canary', 40)).toBe(10)
    await put([{ kind: 'serve', host: HOST, pathPrefix: '/' }], { servers: [await bench.app('stable')], canary: { ...canary, percent: 100 } })
    expect(await share('canary', 20)).toBe(20)
    await put([{ kind: 'serve', host: HOST, pathPrefix: '/' }], { servers: [await bench.app('stable')], canary, sticky: true })
    const first = await ask('/')
    const cookie = (first.headers['set-cookie'] ?? []).map((text) => text.split(';')[0]).join('; ')
    for (let visit = 0; visit < 8; visit += 1) expect((await ask('/', { headers: { cookie } })).body).toBe(first.body)
  })

  it('answers 504 for an app that says nothing in time', async () => {
    await put([{ kind: 'serve', host: HOST, pathPrefix: '/' }], { responseTimeoutMs: 2_000 })
    expect(await ask('/never')).toMatchObject({ status: 504 })
    expect(await ask('/')).toMatchObject({ status: 200 })
  })
})

describe('a route with an error page', () => {
  const PAGE = { app: 'shop/pages', path: '/{status}.html?from={url}', statuses: ['404', '502-504'] } as const
  const RULES = [{ kind: 'serve', host: HOST, pathPrefix: '/' }] as const
  let pages: RouteServer

  beforeAll(async () => {
    pages = await bench.listen('pages', (request, response) => { response.setHeader('content-type', 'text/html').end(`page ${request.method ?? ''} ${request.url ?? ''} ${request.headers.host ?? ''}`) })
  })

  it('shows it when nothing listens, for every method, and steps aside when something does', async () => {
    await put(RULES, { servers: [{ container: 'gone', port: 9 }], errorPage: { ...PAGE, servers: [pages] } })
    expect(await ask('/a?b=1')).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' }, body: `page GET /502.html?from=http%3A%2F%2F${HOST}%3A${String(bench.webPort)}%2Fa%3Fb%3D1 ${HOST}:${String(bench.webPort)}` })
    expect(await ask('/a', { method: 'POST', body: 'x'.repeat(1_000) })).toMatchObject({ status: 502, body: expect.stringMatching(/^page GET /) as unknown })
    await put(RULES, { errorPage: { ...PAGE, servers: [pages] } })
    expect((await ask('/a', { method: 'POST', body: 'x' })).body).toMatch(/^POST \/a /)
  })

  it('shows it when there is no server at all, and in maintenance', async () => {
    await put(RULES, { servers: [], errorPage: { ...PAGE, servers: [pages] } })
    expect(await ask('/')).toMatchObject({ status: 503, body: expect.stringMatching(/^page GET \/503/) as unknown })
    await put([{ ...RULES[0], edge: { maintenance: true, headers: { 'X-Note': 'soon' }, allow: ['10.0.0.1'] } }], { errorPage: { ...PAGE, servers: [pages] } })
    expect(await ask('/')).toMatchObject({ status: 503, headers: { 'retry-after': '120', 'x-note': 'soon' }, body: expect.stringMatching(/^page GET \/503/) as unknown })
    await put(RULES, {})
    expect((await ask('/')).body).toMatch(/^GET \/ /)
  })

  it('keeps the answer of the app for every other status, and what it streams', async () => {
    const talker = await bench.listen('talker', (request, response) => {
      if (request.url === '/missing') response.writeHead(404).end('own words')
      else if (request.url === '/teapot') response.writeHead(418).end('own words')
      else response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: first\n\n')
    })
    await put(RULES, { servers: [talker], errorPage: { ...PAGE, servers: [pages] } })
    expect(await ask('/teapot')).toMatchObject({ status: 418, body: 'own words' })
    expect(await ask('/missing')).toMatchObject({ status: 404, body: expect.stringMatching(/^page /) as unknown })
    expect(await firstPiece('/stream')).toBe('data: first\n\n')
  })

  it('hurts nobody when whoever shows it is gone too', async () => {
    await put(RULES, { errorPage: { ...PAGE, servers: [{ container: 'gone', port: 9 }] } })
    expect((await ask('/')).status).toBe(200)
    await put(RULES, { servers: [{ container: 'gone', port: 9 }], errorPage: { ...PAGE, servers: [{ container: 'gone', port: 9 }] } })
    expect((await ask('/')).status).toBe(502)
  })
})

describe('wildcards', () => {
  it('take every name one label below, after the exact ones', async () => {
    const other = await bench.app('exact')
    await put([{ kind: 'serve', host: '*.wild.localhost', pathPrefix: '/' }, { kind: 'serve', host: '*.wild.localhost', pathPrefix: '/a/long/path/that/outranks/many' }])
    const exact = routeOf(bench, { app: 'shop/exact', servers: [other], rules: [{ kind: 'serve', host: 'own.wild.localhost', pathPrefix: '/' }] })
    await publish(bench, exact)
    expect(await ask('/', { host: 'any.wild.localhost' })).toMatchObject({ status: 200 })
    expect(await ask('/', { host: 'ANY.wild.localhost' })).toMatchObject({ status: 200 })
    expect((await ask('/a/long/path/that/outranks/many', { host: 'own.wild.localhost' })).body).toBe('exact')
    for (const host of ['wild.localhost', 'a.b.wild.localhost', 'any.wildxlocalhost', 'any.wild.localhost.evil.test']) expect(await ask('/', { host })).toMatchObject({ status: 404 })
    await bench.proxy.removeRoute(exact.name, NEVER)
  })
})

describe('random routes', () => {
  it('are all taken by Traefik as they are written', { timeout: 240_000 }, async () => {
    await fc.assert(fc.asyncProperty(EDGE_ROUTE, async (route) => {
      // This Traefik has no account for certificates: that is for the tests with a server that issues them.
      const rules = route.rules.map((rule) => (rule.tls === 'acme' ? { ...rule, tls: 'given' as const } : rule))
      const { secure } = route
      const spec = { ...route, rules, ...(secure && { secure: { entryPoint: secure.entryPoint, port: secure.port } }) }
      expect(await bench.proxy.writeRoute(spec, NEVER)).toMatchObject({ ok: true })
      expect(await bench.proxy.confirmRoute(spec, NEVER)).toMatchObject({ ok: true })
      expect((await routesOf(bench)).filter(({ name }) => name === spec.name)).toMatchObject([{ canonical: true, served: 'serving' }])
    }), { numRuns: effort(25) })
  })
})

function serves(edge: EdgeSpec, over: { readonly pathPrefix?: string; readonly tls?: 'given'; readonly plainHttp?: true } = {}): Promise<void> {
  const { pathPrefix = '/', ...tls } = over
  return put([{ kind: 'serve', host: HOST, pathPrefix, ...tls, ...(Object.keys(edge).length > 0 && { edge }) }])
}

type Over = Partial<Pick<RouteSpec, keyof RouteOptions | 'errorPage'>> & { readonly servers?: readonly RouteServer[]; readonly canary?: { readonly servers: readonly RouteServer[]; readonly percent: number } }

async function put(rules: readonly RouteRule[], { servers = [app], ...over }: Over = {}): Promise<void> {
  const secure = rules.some((rule) => rule.tls !== undefined) && { secure: { entryPoint: 'websecure', port: bench.securePort } }
  await publish(bench, { ...routeOf(bench, { servers, rules }), ...secure, ...over })
}

interface Question {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly host?: string
  readonly scheme?: 'http' | 'https'
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

function ask(path: string, { method = 'GET', headers = {}, body, host = HOST, scheme = 'http' }: Question = {}): Promise<Answer> {
  const port = scheme === 'http' ? bench.webPort : bench.securePort
  const options = { host: '127.0.0.1', port, path, method, headers: { host: `${host}:${String(port)}`, ...headers }, agent: false, servername: host, rejectUnauthorized: false } as const
  return new Promise((resolve, reject) => {
    const call = scheme === 'http' ? requestPlain(options) : requestSecure(options)
    call.once('error', reject).once('response', (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => { parts.push(part) }).once('error', reject)
      answer.once('end', () => { resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts).toString() }) })
    })
    call.end(body)
  })
}

/** Of an answer that does not end. */
function firstPiece(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = requestPlain({ host: '127.0.0.1', port: bench.webPort, path, headers: { host: HOST }, agent: false }, (answer) => {
      answer.once('data', (part: Buffer) => { resolve(part.toString()); call.destroy() })
    })
    call.once('error', reject).end()
  })
}

async function share(name: string, visits: number): Promise<number> {
  let count = 0
  for (let visit = 0; visit < visits; visit += 1) if ((await ask('/')).body === name) count += 1
  return count
}

function login(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}
