/** The proxy port on a folder and a made-up API: writing, healing, confirming. */
import { chmodSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProxyOptions } from '../../../src/adapters/traefik/proxy.js'
import { createProxy, createProxyReader } from '../../../src/adapters/traefik/proxy.js'
import type { ProxyPort } from '../../../src/ports.js'
import { redirect, routeOf, serve } from './route.fixture.js'

const NEVER = new AbortController().signal

let root: string
let directory: string
const servers: Server[] = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mist-proxy-'))
  directory = join(root, 'dynamic')
})

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => { server.close(resolve); server.closeAllConnections() })))
  rmSync(root, { recursive: true, force: true })
})

describe('route files', () => {
  it('are written whole, readable for Traefik, with nothing left beside or inside', async () => {
    const proxy = open()
    expect(await proxy.writeRoute(routeOf(), NEVER)).toEqual({ ok: true, value: undefined })
    expect(readdirSync(directory)).toEqual(['mist-default_shop_web.yml'])
    expect(statSync(join(directory, 'mist-default_shop_web.yml')).mode & 0o777).toBe(0o644)
    expect(statSync(directory).mode & 0o755).toBe(0o755)
    expect(readdirSync(join(root, '.mist-tmp-dynamic'))).toEqual([])
    expect(readFileSync(join(directory, 'mist-default_shop_web.yml'), 'utf8')).toContain('# Written by Mist (instance default). Edits are put back.')
  })

  it.each([
    { mask: 0o000 }, { mask: 0o077 }, { mask: 0o000, apiRouter: { user: 'mist', password: 'x' } }, { mask: 0o077, apiRouter: { user: 'mist', password: 'x' } },
  ])('can be read by Traefik and written by nobody else under the umask $mask', async ({ mask, ...options }) => {
    const before = process.umask(mask)
    try {
      await open(options).writeRoute(routeOf(), NEVER)
    } finally {
      process.umask(before)
    }
    const modes = [join(directory, 'mist-default_shop_web.yml'), directory, join(root, '.mist-tmp-dynamic')].map((path) => (statSync(path).mode & 0o777).toString(8))
    expect(modes).toEqual(['644', '755', '700'])
  })

  it('are observed as they stand', async () => {
    const proxy = open()
    const route = routeOf({ rules: [serve('a.localhost', '/x'), redirect('b.localhost', 'a.localhost')] })
    await proxy.writeRoute(route, NEVER)
    expect(await proxy.observe(NEVER)).toEqual({ ok: true, value: [{ name: route.name, app: 'shop/web', fingerprint: expect.stringMatching(/^v1:/) as unknown, canonical: true, content: { rules: route.rules, servers: ['http://shop-web-0a1b2c3d-1:8080'], entryPoint: 'web' } }] })
    writeFileSync(file(route.name), `${readFileSync(file(route.name), 'utf8')}# mine\n`)
    expect(await proxy.observe(NEVER)).toMatchObject({ ok: true, value: [{ canonical: false }] })
    writeFileSync(file(route.name), '{{{')
    expect(await proxy.observe(NEVER)).toMatchObject({ ok: true, value: [{ canonical: false, fingerprint: '', app: 'shop/web' }] })
    await proxy.writeRoute(route, NEVER)
    expect(await proxy.observe(NEVER)).toMatchObject({ ok: true, value: [{ canonical: true }] })
  })

  it('of others are not seen, not changed and not removed', async () => {
    mkdirSync(directory)
    const foreign = ['mist-other_shop_web.yml', 'mist-default2_shop_web.yml', 'my.yml', 'mist-default.yml', 'mist-default_shop.yml', 'x.toml', 'mist-default_shop_web.yaml', 'mist-default_shop_web.yml.bak']
    for (const name of foreign) writeFileSync(join(directory, name), name)
    const proxy = open()
    expect(await proxy.observe(NEVER)).toEqual({ ok: true, value: [] })
    await proxy.writeRoute(routeOf(), NEVER)
    await proxy.removeRoute('mist-default_shop_web', NEVER)
    for (const name of ['mist-other_shop_web', 'my', '../x', 'mist-default_shop', '']) expect(await proxy.removeRoute(name, NEVER)).toMatchObject({ ok: false })
    expect(await proxy.writeRoute({ ...routeOf(), name: 'mist-other_shop_web' }, NEVER)).toMatchObject({ ok: false, error: { code: 'route-rejected' } })
    expect(await proxy.writeRoute({ ...routeOf(), name: '../../mist-default_shop_web' }, NEVER)).toMatchObject({ ok: false, error: { code: 'route-rejected' } })
    for (const name of foreign) expect(readFileSync(join(directory, name), 'utf8')).toBe(name)
    expect(readdirSync(directory).sort()).toEqual([...foreign].sort())
  })

  it('that are links are replaced, and what they lead to stays', async () => {
    mkdirSync(directory)
    writeFileSync(join(root, 'victim'), 'precious')
    symlinkSync('../victim', file('mist-default_shop_web'))
    const proxy = open()
    expect(await proxy.observe(NEVER)).toMatchObject({ ok: true, value: [{ canonical: false }] })
    await proxy.writeRoute(routeOf(), NEVER)
    expect(readFileSync(join(root, 'victim'), 'utf8')).toBe('precious')
    expect(await proxy.observe(NEVER)).toMatchObject({ ok: true, value: [{ canonical: true }] })
  })

  it('do not write through a second name of the same file', async () => {
    const proxy = open()
    await proxy.writeRoute(routeOf(), NEVER)
    linkSync(file('mist-default_shop_web'), join(root, 'second'))
    const before = readFileSync(join(root, 'second'), 'utf8')
    await proxy.writeRoute(routeOf({ rules: [serve('other.localhost')] }), NEVER)
    expect(readFileSync(join(root, 'second'), 'utf8')).toBe(before)
  })

  it('are gone after removal, also when they were gone before', async () => {
    const proxy = open()
    await proxy.writeRoute(routeOf(), NEVER)
    expect(await proxy.removeRoute('mist-default_shop_web', NEVER)).toMatchObject({ ok: true })
    expect(await proxy.removeRoute('mist-default_shop_web', NEVER)).toMatchObject({ ok: true })
    expect(readdirSync(directory)).toEqual([])
  })

  it('are none where there is no directory', async () => {
    expect(await createProxyReader({ instance: 'default', directory }).observe(NEVER)).toEqual({ ok: true, value: [] })
    expect(existsSync(directory)).toBe(false)
    expect(await open().removeRoute('mist-default_shop_web', NEVER)).toMatchObject({ ok: true })
  })

  it('fail as a value when the directory is a file', async () => {
    writeFileSync(directory, '')
    expect(await open().writeRoute(routeOf(), NEVER)).toMatchObject({ ok: false, error: { code: 'proxy-directory-unwritable', retry: 'backoff' } })
  })

  it('are written by way of a dot-file where the parent directory is on another file system', async () => {
    const other = mkdtempSync('/dev/shm/mist-proxy-')
    try {
      // The parent holds a link to a folder elsewhere, as a mounted directory would be.
      symlinkSync(other, directory)
      expect(await open().writeRoute(routeOf(), NEVER)).toMatchObject({ ok: true })
      expect(readdirSync(other)).toEqual(['mist-default_shop_web.yml'])
    } finally {
      rmSync(other, { recursive: true })
    }
  })

  it('leave no trace of a temp file when the directory may not be written', async () => {
    mkdirSync(directory, { mode: 0o755 })
    mkdirSync(file('mist-default_shop_web'))
    expect(await open().writeRoute(routeOf(), NEVER)).toMatchObject({ ok: false, error: { code: 'proxy-directory-unwritable' } })
    expect(readdirSync(join(root, '.mist-tmp-dynamic'))).toEqual([])
    chmodSync(directory, 0o755)
  })
})

describe('servers by address', () => {
  it('are asked for each time', async () => {
    const addresses: Record<string, string> = { one: '10.210.0.2', two: '10.210.0.3' }
    const proxy = open({ servers: 'address', addressOf: (container) => Promise.resolve(addresses[container]) })
    const route = routeOf({ servers: [{ container: 'two', port: 80 }, { container: 'one', port: 80 }] })
    await proxy.writeRoute(route, NEVER)
    expect(await proxy.observe(NEVER)).toMatchObject({ ok: true, value: [{ content: { servers: ['http://10.210.0.2:80', 'http://10.210.0.3:80'] } }] })
    delete addresses['two']
    expect(await proxy.writeRoute(route, NEVER)).toMatchObject({ ok: false, error: { code: 'container-not-ready' } })
  })
})

describe('confirmation', () => {
  it('believes after the throttle time when there is no API', async () => {
    const proxy = open({ throttleMs: 5 })
    expect(await proxy.confirmRoute(routeOf(), NEVER)).toMatchObject({ ok: true })
  })

  it('says that nothing answers', async () => {
    const work = new AbortController()
    const api = await fakeApi(() => ({ status: 500, body: '' }))
    const proxy = open({ api: { baseUrl: api } })
    setTimeout(() => { work.abort() }, 100)
    expect(await proxy.confirmRoute(routeOf(), work.signal)).toMatchObject({ ok: false, error: { code: 'aborted' } })
    expect(await proxy.observe(NEVER)).toMatchObject({ ok: true })
  })

  it('passes on why Traefik refuses a router', async () => {
    const api = await fakeApi((path) => {
      if (path.includes('/services/')) return { status: 200, body: JSON.stringify({ status: 'enabled', loadBalancer: { passHostHeader: true, servers: [{ url: 'http://shop-web-0a1b2c3d-1:8080' }] } }) }
      return { status: 200, body: JSON.stringify({ status: 'disabled', rule: 'Host(`shop.localhost`)', priority: 101, service: 'mist-default_shop_web', entryPoints: ['web'], error: ['entryPoint "web" doesn\'t exist'] }) }
    })
    const failed = await open({ api: { baseUrl: api } }).confirmRoute(routeOf(), NEVER)
    expect(failed).toMatchObject({ ok: false, error: { code: 'route-rejected', cause: 'Traefik refuses it: entryPoint "web" doesn\'t exist' } })
  })

  it('sends its password, and follows no redirect', async () => {
    const seen: string[] = []
    const api = await fakeApi((path, auth) => {
      seen.push(`${path} ${auth}`)
      return { status: 302, body: '' }
    })
    const proxy = open({ api: { baseUrl: api, user: 'mist', password: 'p' } })
    await proxy.writeRoute(routeOf(), NEVER)
    expect(await proxy.observe(NEVER)).toMatchObject({ ok: true, value: [{ name: 'mist-default_shop_web' }] })
    const login = `Basic ${Buffer.from('mist:p').toString('base64')}`
    expect(seen).toEqual([`/api/entrypoints/web ${login}`, `/api/rawdata ${login}`])
  })

  it('writes nothing through an entry point that Traefik does not have', async () => {
    const api = await fakeApi((path) => ({ status: path.endsWith('/entrypoints/web') ? 404 : 200, body: '{}' }))
    const proxy = open({ api: { baseUrl: api } })
    expect(await proxy.writeRoute(routeOf(), NEVER)).toMatchObject({ ok: false, error: { code: 'route-rejected', cause: 'Traefik refuses it: it has no entry point web' } })
    expect(await proxy.observe(NEVER)).toEqual({ ok: true, value: [] })
  })

  it('names the setting of the entry point for HTTPS when that one is missing', async () => {
    const api = await fakeApi((path) => ({ status: path.endsWith('/entrypoints/websecure') ? 404 : 200, body: '{}' }))
    const route = { ...routeOf({ rules: [{ kind: 'serve' as const, host: 'a.example.test', pathPrefix: '/', tls: 'given' as const }] }), secure: { entryPoint: 'websecure', port: 443 } }
    const refused = await open({ api: { baseUrl: api } }).writeRoute(route, NEVER)
    expect(refused).toMatchObject({ ok: false, error: { cause: 'Traefik refuses it: it has no entry point websecure', help: expect.stringContaining('proxy.secureEntryPoint') as unknown } })
  })

  it('tries no change of servers, and no rules that it saw served before', async () => {
    const asked: string[] = []
    const api = await fakeApi((path) => {
      asked.push(path)
      return { status: 503, body: '' }
    })
    const proxy = open({ api: { baseUrl: api } })
    const [first, other] = [routeOf(), routeOf({ rules: [{ kind: 'serve' as const, host: 'other.example.test', pathPrefix: '/' }] })]
    for (const route of [first, { ...first, servers: [{ container: 'next', port: 80 }] }, other, first]) expect(await proxy.writeRoute(route, NEVER)).toMatchObject({ ok: true })
    expect(asked.filter((path) => path.includes('_trial'))).toHaveLength(1)
    expect(readdirSync(directory)).toEqual(['mist-default_shop_web.yml'])
  })

  it.each(['not json', '[]', 'null', '{"routers":[1],"services":"x"}', '{"routers":{"a@file":null}}'])('observes in spite of the answer %j', async (body) => {
    const api = await fakeApi(() => ({ status: 200, body }))
    const proxy = open({ api: { baseUrl: api } })
    await proxy.writeRoute(routeOf(), NEVER)
    expect(await proxy.observe(NEVER)).toMatchObject({ ok: true, value: [{ canonical: true }] })
  })
})

describe('managed mode', () => {
  it('keeps the router of the API in place, and does not count it as a route', async () => {
    const proxy = open({ apiRouter: { user: 'mist', password: 'secret' }, throttleMs: 5 })
    expect(existsSync(directory)).toBe(true)
    const api = join(directory, 'mist-default.api.yml')
    await proxy.writeRoute(routeOf(), NEVER)
    const text = readFileSync(api, 'utf8')
    expect(text).toContain('{SHA}')
    writeFileSync(api, 'http: {}')
    await proxy.confirmRoute(routeOf(), NEVER)
    expect(readFileSync(api, 'utf8')).toBe(text)
    rmSync(api)
    await proxy.writeRoute(routeOf(), NEVER)
    expect(readFileSync(api, 'utf8')).toBe(text)
    expect(await proxy.observe(NEVER)).toMatchObject({ ok: true, value: [{ name: 'mist-default_shop_web' }] })
  })
})

function open(over: Partial<ProxyOptions> = {}): ProxyPort {
  return createProxy({ instance: 'default', directory, servers: 'name', throttleMs: 10, ...over })
}

function file(name: string): string {
  return join(directory, `${name}.yml`)
}

async function fakeApi(answer: (path: string, auth: string) => { readonly status: number; readonly body: string }): Promise<string> {
  const server = createServer((request, response) => {
    const { status, body } = answer(request.url ?? '', request.headers.authorization ?? '')
    response.writeHead(status, { location: '/elsewhere' }).end(body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}
