/** The proxy contract on a real Traefik, and what only a real one can show. */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { proxyContract, publish, redirect, routeOf, routesOf, serve } from './proxy-suite.js'
import type { TraefikBench } from './proxy-traefik.js'
import { statusOf, traefikBench } from './proxy-traefik.js'

const NEVER = new AbortController().signal

proxyContract('Traefik', traefikBench)

describe('the proxy port on a real Traefik', () => {
  let bench: TraefikBench

  beforeEach(async () => { bench = await traefikBench() })
  afterEach(async () => { await bench.close() })

  it('opens the API to its own password alone, and not to the entry point of the apps', async () => {
    await publish(bench, routeOf(bench, { servers: [await bench.app('one')] }))
    const { user, password } = bench.login
    expect(await statusOf(`${bench.apiUrl}/api/rawdata`)).toBe(401)
    expect(await statusOf(`${bench.apiUrl}/api/rawdata`, `${user}:wrong`)).toBe(401)
    expect(await statusOf(`${bench.apiUrl}/api/rawdata`, `root:${password}`)).toBe(401)
    expect(await statusOf(`${bench.apiUrl}/api/rawdata`, `${user}:${password}`)).toBe(200)
    expect(await statusOf(`http://127.0.0.1:${String(bench.webPort)}/api/rawdata`, `${user}:${password}`)).toBe(404)
    const stranger = bench.open({ api: { baseUrl: bench.apiUrl, user, password: 'wrong' } })
    expect((await stranger.observe(NEVER))).toMatchObject({ ok: true, value: [{ canonical: true }] })
    expect(await routesOf({ proxy: stranger })).not.toHaveProperty('0.served')
  })

  it('says which foreign file stops Traefik, leaves it alone, and goes on once it is gone', async () => {
    const server = await bench.app('one')
    await publish(bench, routeOf(bench, { servers: [server] }))
    writeFileSync(join(bench.directory, 'theirs.yml'), 'http:\n  routers: {}\n')
    const moved = routeOf(bench, { servers: [server], rules: [serve('moved.localhost')] })
    const before = readFileSync(join(bench.directory, 'mist-default_shop_web.yml'), 'utf8')
    const tried = await bench.proxy.writeRoute(moved, NEVER)
    expect(tried).toMatchObject({ ok: false, error: { code: 'route-not-confirmed', retry: 'backoff', cause: expect.stringContaining('theirs.yml') as unknown } })
    expect(readFileSync(join(bench.directory, 'mist-default_shop_web.yml'), 'utf8'), 'what could not be tried takes no place').toBe(before)
    const turned = routeOf(bench, { servers: [await bench.app('two')] })
    expect(await bench.proxy.writeRoute(turned, NEVER), 'servers need no trial').toMatchObject({ ok: true })
    const confirmed = await bench.proxy.confirmRoute(turned, NEVER)
    expect(confirmed).toMatchObject({ ok: false, error: { code: 'route-not-confirmed', retry: 'backoff' } })
    expect(confirmed.ok ? '' : confirmed.error.cause).toContain('theirs.yml')
    expect(await bench.visit('shop.localhost', '/')).toBe('one')
    expect(await routesOf(bench)).toMatchObject([{ canonical: true, served: 'missing' }])
    rmSync(join(bench.directory, 'theirs.yml'))
    await publish(bench, moved)
    expect(await bench.visit('moved.localhost', '/')).toBe('one')
  })

  it.each([
    ['# only words\n', 'fine'], ['', 'fine'], ['http:\n', 'fine'], ['other: {}\n', 'fine'],
    ['- a\n', 'broken'], ['text\n', 'broken'], ['http: {}\n', 'broken'], ['http:\n  routers: {}\n', 'broken'], ['http:\n  routers:\n', 'broken'], ['tls: {}\n', 'broken'], ['http: [\n', 'broken'], ['a: 1\na: 2\n', 'broken'],
  ])('judges the file %j as Traefik does: %s', { timeout: 60_000 }, async (text, verdict) => {
    const route = routeOf(bench, { servers: [await bench.app('one')] })
    await publish(bench, route)
    writeFileSync(join(bench.directory, 'theirs.yml'), text)
    const moved = routeOf(bench, { servers: route.servers, rules: [serve('moved.localhost')] })
    const proxy = verdict === 'fine' ? bench.proxy : bench.open({ confirmMs: 1_500 })
    const tried = await proxy.writeRoute(moved, NEVER)
    const confirmed = tried.ok ? await proxy.confirmRoute(moved, NEVER) : tried
    expect(confirmed.ok ? 'fine' : 'broken').toBe(verdict)
    if (!confirmed.ok) expect(confirmed.error.cause).toContain('theirs.yml')
  })

  it('passes on why Traefik refuses a route', async () => {
    const route = { ...routeOf(bench, { servers: [await bench.app('one')] }), entryPoint: 'nowhere' }
    expect(await bench.proxy.writeRoute(route, NEVER)).toMatchObject({ ok: true })
    const confirmed = await bench.proxy.confirmRoute(route, NEVER)
    expect(confirmed).toMatchObject({ ok: false, error: { code: 'route-rejected' } })
    expect(confirmed.ok ? '' : confirmed.error.cause).toContain('nowhere')
    expect(await routesOf(bench)).toMatchObject([{ served: 'error' }])
  })

  it('tries new rules where they match nobody: what Traefik refuses takes nothing away, not for a moment', async () => {
    const route = routeOf(bench, { servers: [await bench.app('one')] })
    await publish(bench, route)
    let asking = true
    const seen = new Set<string>()
    const visitor = (async () => { while (asking) seen.add(await bench.visit('shop.localhost', '/')) })()
    const refused = await bench.proxy.writeRoute({ ...route, entryPoint: 'nowhere' }, NEVER)
    expect(refused).toMatchObject({ ok: false, error: { code: 'route-rejected', cause: expect.stringContaining('nowhere') as unknown } })
    await publish(bench, { ...route, rules: [...route.rules, serve('more.localhost')] })
    asking = false
    await visitor
    expect([...seen]).toEqual(['one'])
    expect(await bench.visit('more.localhost', '/')).toBe('one')
    expect(await bench.visit('trial.invalid', '/')).toBe('404')
    expect(readdirSync(bench.directory).sort()).toEqual(['mist-default.api.yml', 'mist-default_shop_web.yml'])
  })

  it('asks nobody to certify what it tries, and removes what a killed process tried', async () => {
    const route = routeOf(bench, { servers: [await bench.app('one')] })
    await publish(bench, route)
    writeFileSync(join(bench.directory, 'mist-default_shop_web_trial.yml'), 'http: {}\n')
    const rules = [{ ...serve('shop.localhost'), kind: 'serve' as const, tls: 'acme' as const, plainHttp: true as const }]
    const texts: string[] = []
    let writing = true
    const reader = (async () => { while (writing) { texts.push(await readFile(join(bench.directory, 'mist-default_shop_web_trial.yml'), 'utf8').catch(() => '')) } })()
    expect(await bench.proxy.writeRoute({ ...route, rules, secure: { entryPoint: 'websecure', port: bench.securePort, resolver: 'mist' } }, NEVER)).toMatchObject({ ok: true })
    writing = false
    await reader
    const tried = texts.filter((text) => text.includes('trial.invalid'))
    expect(tried.length).toBeGreaterThan(0)
    expect(tried.join('')).not.toContain('certResolver')
    expect(readdirSync(bench.directory)).not.toContain('mist-default_shop_web_trial.yml')
  })

  it('waits for a Traefik that comes back, and does not take silence for an answer', async () => {
    const route = routeOf(bench, { servers: [await bench.app('one')] })
    await publish(bench, route)
    await bench.stopTraefik()
    expect(await routesOf(bench)).toMatchObject([{ canonical: true }])
    expect(await routesOf(bench)).not.toHaveProperty('0.served')
    const moved = routeOf(bench, { servers: route.servers, rules: [serve('moved.localhost')] })
    expect(await bench.proxy.writeRoute(moved, NEVER)).toMatchObject({ ok: true })
    const confirming = bench.proxy.confirmRoute(moved, NEVER)
    await bench.startTraefik()
    expect(await confirming).toMatchObject({ ok: true })
    expect(await bench.visit('moved.localhost', '/')).toBe('one')
  })

  it('says that a frozen Traefik does not answer, within its deadline', async () => {
    const route = routeOf(bench, { servers: [await bench.app('one')] })
    await publish(bench, route)
    bench.signal('SIGSTOP')
    expect(await bench.proxy.confirmRoute(route, NEVER)).toMatchObject({ ok: false, error: { code: 'proxy-unreachable' } })
    bench.signal('SIGCONT')
    expect(await bench.proxy.confirmRoute(route, NEVER)).toMatchObject({ ok: true })
  })

  it('never shows a half-written file', async () => {
    const servers = [await bench.app('one')]
    const routes = [1, 40].map((count) => routeOf(bench, { servers, rules: Array.from({ length: count }, (_, index) => serve(`host-${String(index)}.localhost`)) }))
    await publish(bench, routeOf(bench, { servers, rules: [serve('host-0.localhost')] }))
    const path = join(bench.directory, 'mist-default_shop_web.yml')
    const seen = new Map<string, number>()
    const foreign = new Set<string>()
    let writing = true
    const writer = (async () => {
      for (let round = 0; round < 60; round += 1) for (const route of routes) expect(await bench.proxy.writeRoute(route, NEVER)).toMatchObject({ ok: true })
      writing = false
    })()
    while (writing) {
      const text = existsSync(path) ? readFileSync(path, 'utf8') : 'absent'
      seen.set(text, (seen.get(text) ?? 0) + 1)
      for (const name of readdirSync(bench.directory)) foreign.add(name)
      expect(await bench.visit('host-0.localhost', '/')).toBe('one')
    }
    await writer
    expect([...seen.keys()].every((text) => text.startsWith('# Written by Mist') && text.endsWith(`"\n`))).toBe(true)
    expect([...foreign].filter((name) => name !== 'mist-default_shop_web_trial.yml').sort()).toEqual(['mist-default.api.yml', 'mist-default_shop_web.yml'])
  })

  it('takes what a hundred apps ask for, and sees all of them served', async () => {
    const servers = [await bench.app('one')]
    const routes = Array.from({ length: 120 }, (_, index) => routeOf(bench, { app: `shop/a${String(index)}`, servers, rules: [serve(`a${String(index)}.localhost`), redirect(`www.a${String(index)}.localhost`, `a${String(index)}.localhost`)] }))
    for (const route of routes) expect(await bench.proxy.writeRoute(route, NEVER)).toMatchObject({ ok: true })
    await Promise.all(routes.map(async (route) => { expect(await bench.proxy.confirmRoute(route, NEVER)).toMatchObject({ ok: true }) }))
    const observed = await routesOf(bench)
    expect(observed).toHaveLength(120)
    expect(observed.every(({ served }) => served === 'serving')).toBe(true)
  })
})
