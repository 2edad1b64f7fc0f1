/**
 * What every proxy port promises, the real one and the fake: written down once, run on both. A bench brings the port, apps to
 * route to, and a visitor.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppKey, RouteRule, RouteServer, RouteSpec } from '../../src/model/resource.js'
import type { Result } from '../../src/model/result.js'
import type { ObservedRoute } from '../../src/model/state.js'
import type { ProxyPort } from '../../src/ports.js'

export interface ProxyBench {
  readonly proxy: ProxyPort
  readonly instance: string
  /** Starts an app that answers every request with its name. */
  app(name: string): Promise<RouteServer>
  /** What a visitor is told: the name of an app, `-> <host><path>` for a redirect, or the status as text. */
  visit(host: string, path: string): Promise<string>
  /** What somebody does to a route file by hand. */
  spoil(route: string, how: 'delete' | 'garbage'): Promise<void>
  close(): Promise<void>
}

const NEVER = new AbortController().signal

export function proxyContract(name: string, make: () => Promise<ProxyBench>): void {
  describe(`proxy contract: ${name}`, () => {
    let bench: ProxyBench

    beforeEach(async () => { bench = await make() })
    afterEach(async () => { await bench.close() })

    it('serves a confirmed route, and nothing before', async () => {
      const route = routeOf(bench, { servers: [await bench.app('one')] })
      expect(await bench.visit('shop.localhost', '/')).toBe('404')
      await publish(bench, route)
      expect(await bench.visit('shop.localhost', '/')).toBe('one')
      expect(await bench.visit('other.localhost', '/')).toBe('404')
      expect(await routesOf(bench)).toMatchObject([{ name: route.name, app: 'shop/web', canonical: true, served: 'serving' }])
    })

    it('reaches each of several servers', async () => {
      const servers = [await bench.app('one'), await bench.app('two'), await bench.app('three')]
      await publish(bench, routeOf(bench, { servers }))
      const seen = new Set<string>()
      for (let visit = 0; visit < 12; visit += 1) seen.add(await bench.visit('shop.localhost', '/'))
      expect([...seen].sort()).toEqual(['one', 'three', 'two'])
    })

    it('reaches only the new servers once a change is confirmed', async () => {
      const [one, two] = [await bench.app('one'), await bench.app('two')]
      for (const [server, answer] of [[one, 'one'], [two, 'two'], [one, 'one'], [two, 'two']] as const) {
        await publish(bench, routeOf(bench, { servers: [server] }))
        for (let visit = 0; visit < 5; visit += 1) expect(await bench.visit('shop.localhost', '/')).toBe(answer)
      }
    })

    it('serves only the new hosts once a change is confirmed', async () => {
      const servers = [await bench.app('one')]
      await publish(bench, routeOf(bench, { servers, rules: [serve('a.localhost'), serve('b.localhost'), redirect('c.localhost', 'a.localhost')] }))
      await publish(bench, routeOf(bench, { servers, rules: [serve('b.localhost')] }))
      expect(await bench.visit('b.localhost', '/')).toBe('one')
      expect(await bench.visit('a.localhost', '/')).toBe('404')
      expect(await bench.visit('c.localhost', '/')).toBe('404')
      await publish(bench, routeOf(bench, { servers, rules: [serve('b.localhost'), redirect('c.localhost', 'd.localhost')] }))
      expect(await bench.visit('c.localhost', '/x')).toBe('-> d.localhost/x')
      await publish(bench, routeOf(bench, { servers, rules: [serve('b.localhost'), redirect('c.localhost', 'e.localhost')] }))
      expect(await bench.visit('c.localhost', '/x')).toBe('-> e.localhost/x')
    })

    it('prefers the longer path, whichever app came first', async () => {
      const [whole, api, deep] = [await bench.app('whole'), await bench.app('api'), await bench.app('deep')]
      await publish(bench, routeOf(bench, { app: 'shop/api', servers: [api], rules: [serve('shop.localhost', '/api')] }))
      await publish(bench, routeOf(bench, { app: 'shop/web', servers: [whole], rules: [serve('shop.localhost')] }))
      await publish(bench, routeOf(bench, { app: 'shop/deep', servers: [deep], rules: [serve('shop.localhost', '/api/deep')] }))
      for (const [path, answer] of [['/', 'whole'], ['/api', 'api'], ['/api/', 'api'], ['/api/x', 'api'], ['/apix', 'whole'], ['/api/deep', 'deep'], ['/api/deep/x', 'deep'], ['/api/deeper', 'api']]) {
        expect(`${String(path)} ${await bench.visit('shop.localhost', String(path))}`).toBe(`${String(path)} ${String(answer)}`)
      }
    })

    it('sends a visitor on with path and query, and needs no server for that', async () => {
      await publish(bench, routeOf(bench, { servers: [], rules: [redirect('www.shop.localhost', 'shop.localhost')] }))
      expect(await bench.visit('www.shop.localhost', '/a/b?c=d')).toBe('-> shop.localhost/a/b?c=d')
    })

    it('shows a file that was deleted by hand as gone, and serves again once it is written', async () => {
      const route = routeOf(bench, { servers: [await bench.app('one')] })
      await publish(bench, route)
      await bench.spoil(route.name, 'delete')
      expect(await routesOf(bench)).toEqual([])
      await publish(bench, route)
      expect(await bench.visit('shop.localhost', '/')).toBe('one')
    })

    it('shows a file that was spoiled by hand, and serves again once it is written', async () => {
      const route = routeOf(bench, { servers: [await bench.app('one')] })
      await publish(bench, route)
      await bench.spoil(route.name, 'garbage')
      const [live] = await routesOf(bench)
      expect(live).toMatchObject({ name: route.name, canonical: false })
      expect(live?.content).toBeUndefined()
      const moved = routeOf(bench, { servers: route.servers, rules: [serve('moved.localhost')] })
      await publish(bench, moved)
      expect(await bench.visit('moved.localhost', '/')).toBe('one')
    })

    it('serves nothing of a route that was removed; removing it again is fine', async () => {
      const kept = routeOf(bench, { app: 'shop/kept', servers: [await bench.app('kept')], rules: [serve('kept.localhost')] })
      const gone = routeOf(bench, { app: 'shop/gone', servers: [await bench.app('gone')], rules: [serve('gone.localhost')] })
      await publish(bench, kept)
      await publish(bench, gone)
      expect(await bench.proxy.removeRoute(gone.name, NEVER)).toMatchObject({ ok: true })
      expect(await bench.visit('gone.localhost', '/')).toBe('404')
      expect(await bench.visit('kept.localhost', '/')).toBe('kept')
      expect((await routesOf(bench)).map(({ name: route }) => route)).toEqual([kept.name])
      expect(await bench.proxy.removeRoute(gone.name, NEVER)).toMatchObject({ ok: true })
    })

    it('writes the same route twice without a difference', async () => {
      const route = routeOf(bench, { servers: [await bench.app('one')] })
      await publish(bench, route)
      const before = await routesOf(bench)
      await publish(bench, route)
      expect(await routesOf(bench)).toEqual(before)
    })

    it('does nothing for a work that was called off', async () => {
      const route = routeOf(bench, { servers: [await bench.app('one')] })
      const off = AbortSignal.abort()
      expect(await bench.proxy.writeRoute(route, off)).toMatchObject({ ok: false, error: { code: 'aborted' } })
      expect(await routesOf(bench)).toEqual([])
    })
  })
}

export async function publish(bench: Pick<ProxyBench, 'proxy'>, route: RouteSpec): Promise<void> {
  must(await bench.proxy.writeRoute(route, NEVER))
  must(await bench.proxy.confirmRoute(route, NEVER))
}

export async function routesOf(bench: Pick<ProxyBench, 'proxy'>): Promise<readonly ObservedRoute[]> {
  return must(await bench.proxy.observe(NEVER))
}

export function routeOf(bench: Pick<ProxyBench, 'instance'>, over: { readonly app?: AppKey; readonly servers: readonly RouteServer[]; readonly rules?: readonly RouteRule[] }): RouteSpec {
  const app = over.app ?? 'shop/web'
  const name = `mist-${bench.instance}_${app.replace('/', '_')}`
  return { id: `route/${name}`, name, app, rules: over.rules ?? [serve('shop.localhost')], servers: over.servers, entryPoint: 'web' }
}

export function serve(host: string, pathPrefix = '/'): RouteRule {
  return { kind: 'serve', host, pathPrefix }
}

export function redirect(host: string, toHost: string): RouteRule {
  return { kind: 'redirect', host, pathPrefix: '/', toHost }
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.subject}: ${result.error.cause}`)
  return result.value
}
