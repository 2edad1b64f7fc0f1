/** Key pairs of apps as files beside the routes that name them. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProxy } from '../../../src/adapters/traefik/proxy.js'
import type { HeldPair } from '../../../src/model/key-pair.js'
import type { RouteSpec } from '../../../src/model/resource.js'
import type { ProxyPort } from '../../../src/ports.js'
import { makePair } from '../../support/own-pair.js'
import { routeOf } from './route.fixture.js'

const NEVER = new AbortController().signal
const [ONE, TWO] = ['1'.repeat(16), '2'.repeat(16)] as const
const DAY_MS = 24 * 60 * 60 * 1_000
const HOUR_AGO = Date.now() / 1_000 - 3_600

let root: string
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'mist-key-pairs-')) })
afterEach(() => { vi.useRealTimers(); rmSync(root, { recursive: true, force: true }) })

const folder = (): string => join(root, 'certificates')
const routeText = (name: string): string => readFileSync(join(root, 'dynamic', `${name}.yml`), 'utf8')
const apiFile = (): number => statSync(join(root, 'dynamic', 'mist-default.api.yml')).ino

function open(): ProxyPort {
  return createProxy({
    instance: 'default', directory: join(root, 'dynamic'), servers: 'name', throttleMs: 1, apiRouter: { user: 'mist', password: 'x' },
    tls: { acmeDirectory: join(root, 'acme'), certificatesDirectory: folder(), certificates: [] },
  })
}

function withPair(certificate: string, host = 'own.test'): RouteSpec {
  return { ...routeOf({ rules: [{ kind: 'serve', host, pathPrefix: '/', tls: 'given', certificate }] }), secure: { entryPoint: 'websecure', port: 443 } }
}

function held(mark: string): HeldPair {
  return { app: 'shop/web', host: 'own.test', mark, ...makePair(root, { host: 'own.test' }) }
}

function age(): void {
  for (const name of readdirSync(folder())) utimesSync(join(folder(), name), HOUR_AGO, HOUR_AGO)
}

describe('a key pair of an app', () => {
  it('is laid down for its owner alone before the route that names it, and read back by its mark', async () => {
    const proxy = open()
    proxy.hold([held(ONE)])
    expect(existsSync(folder()) ? readdirSync(folder()) : []).toEqual([])
    expect(await proxy.writeRoute(withPair(ONE), NEVER)).toMatchObject({ ok: true })
    const names = readdirSync(folder())
    expect(names).toHaveLength(2)
    for (const name of names) {
      expect(routeText('mist-default_shop_web')).toContain(`/etc/traefik/certificates/${name}`)
      expect(statSync(join(folder(), name)).mode & 0o777).toBe(0o600)
    }
    expect(await proxy.observe(NEVER)).toMatchObject({ ok: true, value: [{ canonical: true, content: { rules: [{ host: 'own.test', tls: 'given', certificate: ONE }] } }] })
    expect(await proxy.certificates(NEVER)).toMatchObject([{ hosts: ['own.test'], origin: 'given' }])
  })

  it('takes the place of the one before it, which goes a while later', async () => {
    const proxy = open()
    proxy.hold([held(ONE)])
    await proxy.writeRoute(withPair(ONE), NEVER)
    const before = readdirSync(folder())
    proxy.hold([held(TWO)])
    await proxy.writeRoute(withPair(TWO), NEVER)
    await proxy.certificates(NEVER)
    expect(readdirSync(folder())).toHaveLength(4)
    age()
    await proxy.certificates(NEVER)
    expect(readdirSync(folder())).toHaveLength(2)
    expect(readdirSync(folder())).not.toEqual(before)
    // An undone release finds it again.
    expect(await proxy.writeRoute(withPair(ONE), NEVER)).toMatchObject({ ok: true })
    expect(readdirSync(folder())).toEqual(expect.arrayContaining(before))
  })

  it('goes with the route', async () => {
    const proxy = open()
    proxy.hold([held(ONE)])
    await proxy.writeRoute(withPair(ONE), NEVER)
    age()
    await proxy.removeRoute('mist-default_shop_web', NEVER)
    await proxy.certificates(NEVER)
    expect(readdirSync(folder())).toEqual([])
  })

  it('is put back when a hand was there, and Traefik is made to look again', async () => {
    const proxy = open()
    proxy.hold([held(ONE)])
    await proxy.writeRoute(withPair(ONE), NEVER)
    const texts = readdirSync(folder()).map((name) => readFileSync(join(folder(), name), 'utf8'))
    await proxy.certificates(NEVER)
    const seen = apiFile()
    await proxy.certificates(NEVER)
    expect(apiFile()).toBe(seen)
    for (const name of readdirSync(folder())) writeFileSync(join(folder(), name), 'mine')
    await proxy.certificates(NEVER)
    expect(readdirSync(folder()).map((name) => readFileSync(join(folder(), name), 'utf8'))).toEqual(texts)
    expect(apiFile()).not.toBe(seen)
  })

  it('that has ended leaves the route as it is', async () => {
    const proxy = open()
    proxy.hold([held(ONE)])
    await proxy.writeRoute(withPair(ONE), NEVER)
    const before = routeText('mist-default_shop_web')
    proxy.hold([held(TWO)])
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60 * DAY_MS })
    expect(await proxy.writeRoute(withPair(TWO), NEVER)).toMatchObject({ ok: false, error: { code: 'secret-invalid', cause: expect.stringMatching(/^it ended at 2/) as unknown } })
    expect(routeText('mist-default_shop_web')).toBe(before)
    expect(readdirSync(folder())).toHaveLength(2)
    // What ended while it served is told elsewhere, and is no reason to let a release fail.
    expect(await proxy.writeRoute(withPair(ONE), NEVER)).toMatchObject({ ok: true })
  })

  it('that nobody handed over is not written, and one that is there still serves after a restart', async () => {
    const proxy = open()
    expect(await proxy.writeRoute(withPair(ONE), NEVER)).toMatchObject({ ok: false, error: { code: 'secret-missing' } })
    proxy.hold([held(ONE)])
    await proxy.writeRoute(withPair(ONE), NEVER)
    expect(await open().writeRoute(withPair(ONE), NEVER)).toMatchObject({ ok: true })
  })

  it('is refused where somebody else runs Traefik', async () => {
    const proxy = createProxy({ instance: 'default', directory: join(root, 'dynamic'), servers: 'name', throttleMs: 1 })
    proxy.hold([held(ONE)])
    expect(await proxy.writeRoute(withPair(ONE), NEVER)).toMatchObject({ ok: false, error: { code: 'route-rejected', cause: expect.stringContaining('keeps its certificates itself') as unknown } })
  })
})
