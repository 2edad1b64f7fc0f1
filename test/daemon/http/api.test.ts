/** What the API answers: the shapes that it promises, to those who may ask, without what must not leave. */
import { request } from 'node:http'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Route } from '../../../src/daemon/http/exchange.js'
import { toTemplate } from '../../../src/daemon/http/openapi.js'
import { ROUTES } from '../../../src/daemon/http/routes.js'
import { failure } from '../../../src/model/failure.js'
import type { Run, StatusReport } from '../../../src/model/run.js'
import { revisionOf, runOf } from '../../support/history.js'
import { openEndpoint, TOKEN, type TestEndpoint } from '../../support/http.js'
import { appOf, createFakeSource, reportOf, troubledReport, type FakeSource } from '../../support/status.js'

const DIAGNOSTIC = { severity: 'error', rule: 'unknown-key', message: 'unknown key "domainz"', help: 'did you mean "domains"?', at: { file: 'mist.yaml', line: 7, column: 9, length: 7 }, lineText: '        domainz: [a.localhost]', related: [] } as const
const FAILED: Run = runOf({
  id: 3, verdict: 'failed', failure: failure('engine-unreachable', { subject: 'cannot reach the engine', cause: 'refused', help: 'Start it.' }), diagnostics: [DIAGNOSTIC],
  changes: [{ id: 'container/shop-web-1', app: 'shop/web', action: 'replace', reason: 'spec-changed', fields: [{ field: 'image', from: 'a', to: 'b', cause: 'spec' }] }],
  outcomes: [
    { id: 'container/shop-web-1', app: 'shop/web', action: 'replace', result: 'failed', failure: failure('container-exited', { subject: 'cannot start shop-web', cause: 'exit 1' }), undone: true },
    { id: 'container/shop-db-1', action: 'create', result: 'skipped', because: 'dependency-failed' },
    { id: 'route/shop-web', action: 'update', result: 'applied' },
  ],
})
const FULL: StatusReport = { ...troubledReport(), diagnostics: [DIAGNOSTIC], suspension: { by: 'ana', reason: 'move', since: '2026-03-01T10:00:00.000Z', until: '2026-03-01T12:00:00.000Z' } }

const LOOK = {
  id: '0a1b2c3d-1', askedAt: '2026-03-01T10:00:00.000Z', state: 'done', verdict: 'failed', run: 3, revision: revisionOf(),
  failure: failure('source-unreachable', { subject: 'cannot fetch', cause: 'no route', help: 'Wait.' }),
} as const

let source: FakeSource
let endpoint: TestEndpoint

beforeEach(async () => {
  source = createFakeSource({ report: FULL, runs: [FAILED, runOf({ id: 1 })], buildLog: ['Step 1/2', 'done'], looks: [LOOK] })
  source.record({ type: 'source-failed', failure: failure('source-unreachable', { subject: 'cannot fetch', cause: 'no route' }) })
  source.record({ type: 'drift-detected', app: 'shop/web', resource: 'container/a', fields: ['limits.memory'] })
  source.say('shop-web-9be01d7a-1', {})
  endpoint = await openEndpoint(source)
})

afterEach(async () => {
  await endpoint.close()
})

/** One request per route that answers with JSON. A new route without a line here fails the first test below. */
const SAMPLES: Readonly<Record<string, string>> = {
  '/healthz': '/healthz', '/readyz': '/readyz', '/metrics': '/metrics', '/api/v1/status': '/api/v1/status', '/api/v1/apps': '/api/v1/apps',
  '/api/v1/apps/:project/:app': '/api/v1/apps/shop/web', '/api/v1/apps/:project/:app/logs': '/api/v1/apps/shop/web/logs?tail=1',
  '/api/v1/apps/:project/:app/build-log': '/api/v1/apps/shop/web/build-log?run=3', '/api/v1/runs': '/api/v1/runs?limit=5', '/api/v1/runs/:id': '/api/v1/runs/3', '/api/v1/looks/:id': '/api/v1/looks/0a1b2c3d-1',
  '/api/v1/events': '/api/v1/events?after=0', '/api/v1/openapi.json': '/api/v1/openapi.json', '/': '/', '/apps/:project/:app': '/apps/shop/web', '/assets/:name': '/assets/page.css',
  '/events': '', '/hooks/:receiver': '',
}

describe('the OpenAPI document', () => {
  it('lists every route, and every route has a sample here', async () => {
    const document = await (await endpoint.get('/api/v1/openapi.json')).json() as { readonly openapi: string; readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> }
    expect(document.openapi).toBe('3.1.0')
    const listed = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
    expect(listed.sort()).toEqual(ROUTES.map(({ method, path }) => `${method.toLowerCase()} ${toTemplate(path)}`).sort())
    expect(Object.keys(SAMPLES).sort()).toEqual(ROUTES.map(({ path }) => path).sort())
  })

  const ajv = new Ajv2020({ strict: false, allErrors: true })

  it.each(ROUTES.filter(({ path }) => SAMPLES[path] !== ''))('tells the truth about $path', async (route) => {
    const response = await endpoint.get(SAMPLES[route.path] ?? '')
    await holdAgainstDocument(route, response)
    expect(response.status).toBe(200)
  })

  it.each([
    ['/api/v1/apps/:project/:app', '/api/v1/apps/shop/nobody', 404],
    ['/api/v1/apps/:project/:app/logs', '/api/v1/apps/shop/nobody/logs', 404],
    ['/api/v1/apps/:project/:app/logs', '/api/v1/apps/shop/web/logs?since=soon', 400],
    ['/api/v1/apps/:project/:app/logs', '/api/v1/apps/shop/web/logs?container=other', 404],
    ['/api/v1/apps/:project/:app/build-log', '/api/v1/apps/shop/web/build-log', 200],
    ['/api/v1/runs/:id', '/api/v1/runs/2', 404],
    ['/api/v1/runs/:id', '/api/v1/runs/abc', 404],
    ['/assets/:name', '/assets/server.js', 404],
  ])('tells the truth about what %s answers to %s', async (path, asked, status) => {
    const response = await endpoint.get(asked)
    expect(response.status).toBe(status)
    const route = ROUTES.find((one) => one.path === path)
    if (route) await holdAgainstDocument(route, response)
  })

  it('tells the truth before the first pass', async () => {
    source.setReport(undefined)
    for (const path of ['/readyz', '/api/v1/status', '/api/v1/apps', '/api/v1/apps/:project/:app']) {
      const response = await endpoint.get(SAMPLES[path] ?? '')
      expect(response.status).toBe(503)
      const route = ROUTES.find((one) => one.path === path)
      if (route) await holdAgainstDocument(route, response)
    }
    expect((await endpoint.get('/healthz')).status).toBe(200)
    expect(await (await endpoint.get('/')).text()).toContain('Looking at this host for the first time')
  })

  async function holdAgainstDocument(route: Route, response: Response): Promise<void> {
    const answer = route.answers[response.status]
    expect(answer, `${route.path} answers ${String(response.status)}`).toBeDefined()
    const body = await response.text()
    if (!answer?.schema) return
    expect(response.headers.get('content-type')).toContain(answer.type)
    const values = answer.type === 'application/x-ndjson' ? body.trimEnd().split('\n') : [body]
    const validate = ajv.compile(answer.schema)
    for (const value of values) expect(validate(JSON.parse(value)) ? [] : validate.errors, value).toEqual([])
  }
})

describe('what must not leave', () => {
  const CANARY = 'canary-4f1d'

  it('is in no answer, however deep it lies in what the daemon knows', async () => {
    const laden = { env: { PASSWORD: CANARY }, secret: CANARY }
    const blocked = { id: 'container/shop-web-1', app: 'shop/web', action: 'update', reason: 'drift-report-only', message: 'reported', fields: [{ field: 'env.PASSWORD', from: CANARY, to: CANARY, sensitivity: 'env', cause: 'drift' }], ...laden } as const
    const change = { id: 'container/shop-web-1', app: 'shop/web', action: 'update', reason: 'drift', fields: [{ field: 'env.PASSWORD', from: CANARY, to: CANARY, cause: 'drift', ...laden }], ...laden } as const
    const diagnostic = { ...DIAGNOSTIC, lineText: `          PASSWORD: ${CANARY}`, ...laden }
    const app = { ...appOf({ changes: [change], blocked: [blocked] }), containers: appOf().containers.map((one) => ({ ...one, ...laden })), ...laden }
    const report = { ...reportOf({ apps: [app], blocked: [blocked], diagnostics: [diagnostic] }), ...laden }
    const run = { ...runOf({ id: 9, changes: [change], blocked: [blocked], diagnostics: [diagnostic], revision: { ...revisionOf(), ...laden } }), ...laden }
    const canaries = createFakeSource({ report, runs: [run] })
    canaries.record({ type: 'step-started', step: 'start-container', subject: 'a', ...laden } as never)
    const open = await openEndpoint(canaries)
    try {
      const paths = [...Object.values(SAMPLES).filter((path) => path !== ''), '/api/v1/runs/9']
      for (const path of paths) expect(await (await open.get(path)).text(), path).not.toContain(CANARY)
      expect(await (await open.get('/api/v1/status')).text()).toContain('env.PASSWORD')
    } finally {
      await open.close()
    }
  })
})

describe('who may ask', () => {
  const NAMES = ['localhost', '127.0.0.1', 'LOCALHOST', '[::1]']
  const STRANGERS = ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1', '0.0.0.0', '', ' ', 'localhost, evil.example', 'localhost:99999999', 'mist', '[::2]', 'evil.example#localhost']

  it.each(STRANGERS)('is not somebody who asks for the name "%s"', async (host) => {
    expect(await statusOf(host)).not.toBe(200)
  })

  it.each(NAMES)('is somebody who asks for %s', async (host) => {
    expect(await statusOf(`${host}:6478`)).toBe(200)
  })

  it('is somebody who asks for a name from the settings', async () => {
    const open = await openEndpoint(source, { hosts: ['Mist.example.com'] })
    expect(await statusOf('mist.example.com', open.url)).toBe(200)
    await open.close()
  })

  function statusOf(host: string, url = endpoint.url): Promise<number> {
    return new Promise((resolve, reject) => {
      const asked = request(`${url}/api/v1/status`, { headers: { host }, setHost: false }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      asked.on('error', reject)
      asked.end()
    })
  }

  it.each(ROUTES.filter(({ access }) => access === 'reader'))('is asked for the token by $path', async ({ path }) => {
    const guarded = await openEndpoint(source, { token: 'required' })
    try {
      const sample = SAMPLES[path] === '' ? path : (SAMPLES[path] ?? '')
      const basic = (password: string): string => `Basic ${Buffer.from(`me:${password}`).toString('base64')}`
      for (const authorization of ['', 'Bearer', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, basic('wrong'), `Token ${TOKEN}`]) {
        const response = await guarded.get(sample, { authorization })
        expect(response.status, authorization).toBe(401)
        expect(response.headers.get('www-authenticate')).toContain('Bearer')
      }
      expect((await guarded.get(`${sample}${sample.includes('?') ? '&' : '?'}token=${TOKEN}`)).status).toBe(401)
      for (const authorization of [`Bearer ${TOKEN}`, basic(TOKEN)]) {
        const stop = new AbortController()
        const response = await fetch(guarded.url + sample, { headers: { authorization }, signal: stop.signal })
        expect(response.status).toBe(200)
        stop.abort()
      }
    } finally {
      await guarded.close()
    }
  })

  it('needs no token to learn that the process lives', async () => {
    const guarded = await openEndpoint(source, { token: 'required' })
    expect((await guarded.get('/healthz')).status).toBe(200)
    expect((await guarded.get('/readyz')).status).toBe(200)
    await guarded.close()
  })

  it('is slowed down after many wrong tokens, while the right one still passes', async () => {
    const guarded = await openEndpoint(source, { token: 'required' })
    const statuses: number[] = []
    for (let at = 0; at < 30; at++) statuses.push((await guarded.get('/api/v1/status', { authorization: 'Bearer wrong' })).status)
    expect([statuses[0], statuses.at(-1)]).toEqual([401, 429])
    expect((await guarded.get('/api/v1/status', { authorization: `Bearer ${TOKEN}` })).status).toBe(200)
    await guarded.close()
  })
})

describe('every answer', () => {
  it('forbids what a page of ours never needs, and promises no https', async () => {
    for (const path of ['/', '/api/v1/status', '/nothing-here', '/assets/page.js', '/api/v1/runs?limit=x']) {
      const { headers } = await endpoint.get(path)
      expect(headers.get('content-security-policy'), path).toContain("default-src 'none'")
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect([headers.get('strict-transport-security'), headers.get('access-control-allow-origin')]).toEqual([null, null])
    }
  })

  it('to a path that is not there says nothing back of it, and nothing of this host to strangers', async () => {
    const path = '/<script>alert(1)</script>/%3Cimg%20src=x%3E/..%2f..%2fetc%2fpasswd?canary=1'
    const guarded = await openEndpoint(source, { token: 'required' })
    const [page, plain, stranger] = [await raw(endpoint.url, path, { accept: 'text/html' }), await raw(endpoint.url, path), await raw(guarded.url, path, { accept: 'text/html' })]
    await guarded.close()
    expect([page.status, plain.status, stranger.status]).toEqual([404, 404, 401])
    for (const { body } of [page, plain, stranger]) expect(body).not.toMatch(/alert\(1\)|<img|%3C|passwd|canary/i)
    expect(JSON.parse(plain.body)).toEqual({ error: { code: 'not-found', message: 'There is nothing here. See /api/v1/openapi.json.' } })
    expect(stranger.body).not.toContain(FULL.instance)
  })

  /** `fetch` would escape the path before it is sent. */
  function raw(url: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number; readonly body: string }> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url)
      request({ hostname, port, path, headers }, (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (text: string) => { body += text }).on('end', () => { resolve({ status: response.statusCode ?? 0, body }) })
      }).on('error', reject).end()
    })
  }

  it('refuses a query that it does not know or cannot read', async () => {
    for (const query of ['limit=0', 'limit=abc', 'limit=9999', 'limits=5', 'app=../x']) {
      const response = await endpoint.get(`/api/v1/runs?${query}`)
      expect(response.status, query).toBe(400)
      expect(await response.json()).toMatchObject({ error: { code: 'invalid-request' } })
    }
  })

  it('changes nothing: no method but GET is served, beside the doorbell', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      for (const path of ['/api/v1/status', '/api/v1/apps/shop/web', '/', '/events']) expect((await fetch(endpoint.url + path, { method })).status).toBe(404)
    }
    expect(source.wakes()).toBe(0)
  })

  it('of an asset is kept by browsers until its bytes change', async () => {
    const first = await endpoint.get('/assets/page.css')
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toContain('immutable')
    expect((await endpoint.get('/assets/page.css', { 'if-none-match': etag })).status).toBe(304)
  })
})

describe('the metrics', () => {
  it('count apps, runs and steps', async () => {
    endpoint.count({ type: 'run-finished', run: 1, verdict: 'failed', durationMs: 3 })
    endpoint.count({ type: 'step-failed', step: 'start-container', subject: 'a', failure: failure('container-exited', { subject: 'a', cause: 'b' }) })
    endpoint.count({ type: 'retry-scheduled', delayMs: 1, attempt: 1 })
    const text = await (await endpoint.get('/metrics')).text()
    for (const line of [
      'mist_build_info{version="1.2.3"} 1', 'mist_last_run_verdict{verdict="converged"} 1', 'mist_apps_by_sync{sync="OutOfSync"} 4', 'mist_apps_by_health{health="Healthy"} 2',
      'mist_apps_drifted 1', 'mist_blocked_changes 1', 'mist_containers{state="running"} 8', 'mist_runs_total{verdict="failed"} 1',
      'mist_steps_total{step="start-container",result="failed"} 1', 'mist_retries_total 1', 'mist_source_ready 1', 'mist_source_stale_seconds 0', 'mist_suspended 1',
    ]) expect(text.split('\n')).toContain(line)
    expect(text).toContain('process_resident_memory_bytes')
  })
})
