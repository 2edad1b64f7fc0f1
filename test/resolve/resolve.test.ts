/** The desired state spells out what a manifest leaves unsaid. */
import { describe, expect, it } from 'vitest'
import { failure } from '../../src/model/failure.js'
import type { DesiredApp, DesiredState } from '../../src/model/state.js'
import { DEFAULTS } from '../../src/resolve/defaults.js'
import { desiredOf, manifestOf, REPOSITORY, REVISION, sourcesOf } from '../support/desired.js'

function desired(text: string, inputs: Parameters<typeof desiredOf>[1] = {}): DesiredState {
  return desiredOf(manifestOf(text), inputs)
}

function appOf(state: DesiredState, key: string): DesiredApp {
  const app = state.apps.find((item) => item.key === key)
  if (!app) throw new Error(`${key} is not desired`)
  return app
}

const WEB = 'version: 1\nprojects:\n  shop:\n    apps:\n      web: { image: "acme/shop:1", port: 3000 }\n'

describe('resolveDesired', () => {
  it('spells out every default', () => {
    const [container] = appOf(desired(WEB), 'shop/web').containers
    expect(container).toMatchObject({
      name: expect.stringMatching(/^shop-web-[0-9a-f]{8}-1$/) as string,
      limits: { cpus: 0, memoryBytes: 0, pids: 512 },
      restart: { policy: 'unless-stopped', maxRetries: 0 },
      logs: { maxSizeBytes: 10 * 1024 * 1024, maxFiles: 3 },
      capabilities: DEFAULTS.capabilities,
      networks: [{ network: 'mist-shop', aliases: ['web'] }],
      stopGraceMs: 10_000,
    })
  })

  it('gives a web app without domains one of its own', () => {
    expect(appOf(desired(WEB), 'shop/web').route).toMatchObject({ name: 'mist-default_shop_web', entryPoint: 'web', rules: [{ kind: 'serve', host: 'shop-web.localhost', pathPrefix: '/' }] })
    expect(appOf(desired(`${WEB}ingress: { domain: apps.localhost }\n`), 'shop/web').route?.rules).toMatchObject([{ host: 'shop-web.apps.localhost' }])
  })

  it('gives a route of redirects alone no servers, and no network to the proxy', () => {
    const state = desired('version: 1\nprojects:\n  shop:\n    apps:\n      old: { image: "acme/shop:1", port: 80, domains: [{ host: old.localhost, redirect: new.localhost }] }\n')
    expect(appOf(state, 'shop/old').route?.servers).toEqual([])
    expect(appOf(state, 'mist/traefik').containers[0]?.networks).toEqual([{ network: 'mist', aliases: ['traefik'] }])
  })

  it('fills in references and orders start-up by them', () => {
    const app = appOf(desired(`version: 1
projects:
  shop:
    env: { TZ: UTC, LEVEL: low }
    labels: { team: web }
    apps:
      web:
        image: acme/shop:1
        port: 3000
        dependsOn: [cache]
        env: { HOST: { from: db.host }, PORT: { from: db.port }, URL: { from: db.url }, SELF: { from: web.domain }, CODE: 01234, LEVEL: high }
      db: { image: "postgres:16", type: service, port: 5432 }
      cache: { image: "redis:7" }
`), 'shop/web')
    expect(app.containers[0]?.env).toEqual({ CODE: '01234', HOST: 'db', LEVEL: 'high', PORT: '5432', SELF: 'shop-web.localhost', TZ: 'UTC', URL: 'http://db:5432' })
    expect(app.dependsOn).toEqual(['shop/cache', 'shop/db'])
    expect(app.envOrigin).toMatchObject({ HOST: 'reference', TZ: 'plain' })
    expect(app.containers[0]?.labels).toMatchObject({ team: 'web', 'mist.project': 'shop', 'mist.app': 'web', 'mist.replica': '1' })
  })

  it('lays the limits of an app over the defaults of the file, key by key', () => {
    const state = desired('version: 1\ndefaults: { limits: { memory: 256m, cpus: 1 }, restart: always, logs: { maxFiles: 9 } }\nprojects:\n  shop:\n    apps:\n      web: { image: "acme/shop:1", limits: { cpus: 2 } }\n')
    expect(appOf(state, 'shop/web').containers[0]).toMatchObject({ limits: { cpus: 2, memoryBytes: 256 * 1024 * 1024, pids: 512 }, restart: { policy: 'always' }, logs: { maxFiles: 9, maxSizeBytes: 10 * 1024 * 1024 } })
  })

  it('keeps commit, limits, restart policy and replicas out of the fingerprint', () => {
    const print = (text: string, inputs = {}): string | undefined => appOf(desired(text, inputs), 'shop/web').containers[0]?.fingerprint
    const base = print(WEB)
    expect(print(WEB.replace('3000 }', '3000, limits: { memory: 1g }, restart: always, replicas: 3 }'))).toBe(base)
    expect(print(WEB, { revision: { ...REVISION, commit: 'f'.repeat(40) } })).toBe(base)
    expect(print(WEB.replace('3000 }', '3000, env: { A: b } }'))).not.toBe(base)
    expect(print(WEB, { instance: 'other' })).not.toBe(base)
  })

  it('says why an app cannot be replaced start-first', () => {
    const release = (more: string): unknown => appOf(desired(WEB.replace('3000 }', `3000, ${more} }`)), 'shop/web').release
    expect(release('publish: [5432]')).toMatchObject({ strategy: 'recreate', downtimeReason: 'publishes host port 5432' })
    expect(release('volumes: ["data:/data"]')).toMatchObject({ strategy: 'recreate', downtimeReason: 'writes to volume data' })
    expect(release('volumes: ["data:/data:ro"]')).toMatchObject({ strategy: 'rolling' })
  })

  it('takes the wishes of an app and of the file for a release, the app first', () => {
    const text = `version: 1\ndefaults: { deploy: { strategy: recreate, drain: 3s, stop: 4s, timeout: 1m, window: 2s, keep: 9 } }\n${WEB.slice(WEB.indexOf('projects'))}`
    const of = (more: string) => appOf(desired(text.replace('3000 }', `3000${more} }`)), 'shop/web')
    expect(of('').release).toEqual({ strategy: 'recreate', downtimeReason: 'asks for `strategy: recreate`', readyTimeoutMs: 60_000, stableMs: 1_500, windowMs: 2_000, drainMs: 3_000, keep: 9 })
    const own = of(', deploy: { strategy: canary, stop: 5s, window: 0s, pre: migrate --all, canary: { weights: [1, 99] } }')
    expect(own.release).toEqual({ strategy: 'canary', canary: { weights: [1, 99], everyMs: 30_000 }, pre: ['migrate', '--all'], readyTimeoutMs: 60_000, stableMs: 1_500, windowMs: 0, drainMs: 3_000, keep: 9 })
    expect([of(''), own].map(({ containers }) => containers[0]?.stopGraceMs)).toEqual([4_000, 5_000])
  })

  it('says the same of a release in its defaults as the schema does', () => {
    expect(appOf(desired(WEB), 'shop/web').release).toEqual({ strategy: 'rolling', readyTimeoutMs: 300_000, stableMs: 1_500, windowMs: 0, drainMs: 10_000, keep: 3 })
  })

  it.each<[string, unknown]>([
    ['health: /healthz', { kind: 'http', port: 3000, http: { path: '/healthz', host: 'shop-web.localhost', statusFrom: 200, statusTo: 399 } }],
    ['health: { path: /, port: 8081, status: 204 }', { kind: 'http', port: 8081, http: { path: '/', host: 'shop-web.localhost', statusFrom: 204, statusTo: 204 } }],
    ['domains: [{ host: old.localhost, redirect: shop.localhost }, shop.localhost], health: /up', { kind: 'http', port: 3000, http: { path: '/up', host: 'shop.localhost', statusFrom: 200, statusTo: 399 } }],
    ['type: service, health: /up', { kind: 'http', port: 3000, http: { path: '/up', host: 'web', statusFrom: 200, statusTo: 399 } }],
    ['health: { tcp: true }', { kind: 'tcp', port: 3000 }],
    ['health: { tcp: 81 }', { kind: 'tcp', port: 81 }],
    ['health: { cmd: check }', { kind: 'default', port: 3000 }],
    ['limits: {}', { kind: 'default', port: 3000 }],
  ])('tells by %s how readiness is told', (keys, readiness) => {
    expect(appOf(desired(WEB.replace('3000 }', `3000, ${keys} }`)), 'shop/web').readiness).toEqual(readiness)
  })

  it('puts a command for health and the grace of a stop into the fingerprint, and nothing else of deploy and health', () => {
    const print = (more: string): string | undefined => appOf(desired(WEB.replace('3000 }', `3000${more} }`)), 'shop/web').containers[0]?.fingerprint
    const base = print('')
    expect(print(', deploy: { strategy: canary, timeout: 1s, window: 1s, drain: 1s, keep: 1, pre: [a], canary: { weights: [5], every: 1s } }, health: /x')).toBe(base)
    expect(print(', deploy: { stop: 11s }')).not.toBe(base)
    expect(print(', health: { cmd: [a] }')).not.toBe(base)
    expect(print(', health: { cmd: [a], interval: 30s, timeout: 5s, retries: 3, startPeriod: 0s }')).toBe(print(', health: { cmd: [a] }'))
  })

  it('parks an app with zero replicas: no container, no route, its volume', () => {
    const app = appOf(desired(WEB.replace('3000 }', '3000, replicas: 0, volumes: ["data:/data"] }')), 'shop/web')
    expect([app.containers, app.route, app.volumes.map(({ name }) => name)]).toEqual([[], undefined, ['shop_web_data']])
  })

  it('tags a built image by content: tree and settings, not the commit', () => {
    const text = WEB.replace('image: "acme/shop:1"', 'build: { path: web, args: { A: "1" } }')
    const manifest = manifestOf(text)
    const ref = (...[trees, commit]: [Record<string, string>?, string?]): string | undefined => appOf(desiredOf(manifest, { sources: sourcesOf(manifest, trees, commit) }), 'shop/web').image.ref
    expect(ref()).toMatch(/^mist\/shop-web:[0-9a-f]{16}$/)
    expect(ref({}, 'f'.repeat(40))).toBe(ref())
    expect(ref({ 'shop/web': 'another tree' })).not.toBe(ref())
    expect(appOf(desired(text.replace('"1"', '"2"')), 'shop/web').image.ref).not.toBe(ref())
  })

  it('tags a build that watches paths by these and by its context too', () => {
    const ref = (build: string): string => appOf(desired(WEB.replace('image: "acme/shop:1"', `build: ${build}`), { sources: { 'shop/web': { ok: true, repository: REPOSITORY, commit: REVISION.commit, treeDigest: 'same' } } }), 'shop/web').image.ref
    const refs = ['{ path: . }', '{ path: ., watch: [web, lib] }', '{ path: web, watch: [web, lib] }', '{ path: ., watch: [web] }'].map(ref)
    expect(new Set(refs).size).toBe(refs.length)
    expect(ref('{ path: ./, watch: [lib/, web, lib] }')).toBe(refs[1])
  })

  it('keeps build arguments and env apart: the one makes the image, the other the container', () => {
    const app = (more: string): DesiredState['apps'][number] => appOf(desired(WEB.replace('image: "acme/shop:1"', `build: { path: web${more}`)), 'shop/web')
    const plain = app(' }')
    const withEnv = app(' }, env: { KEY: canary-of-env }')
    const withArgs = app(', args: { KEY: canary-of-args } }')
    expect(withEnv.image).toEqual(plain.image)
    expect(withArgs.image.ref).not.toBe(plain.image.ref)
    expect(withArgs.containers[0]?.env).toEqual(plain.containers[0]?.env)
    expect(JSON.stringify(withEnv.image)).not.toContain('canary-of-env')
  })

  it('sets an app apart whose source failed, and keeps its network and the way of the proxy to it', () => {
    const text = WEB.replace('image: "acme/shop:1"', 'build: web')
    const cause = failure('source-unreachable', { subject: 'cannot fetch it', cause: 'no answer' })
    const state = desired(text, { sources: { 'shop/web': { ok: false, failure: cause } } })
    expect(state.unresolved).toEqual([{ key: 'shop/web', failure: cause }])
    expect(state.networks.map(({ name }) => name)).toEqual(['mist', 'mist-shop'])
    expect(appOf(state, 'mist/traefik').containers[0]?.networks.map(({ network }) => network)).toEqual(['mist', 'mist-shop'])
  })

  it('runs the proxy with an API that nobody reaches without a password, and mounts only the folder of routes', () => {
    const [proxy] = appOf(desired(WEB), 'mist/traefik').containers
    expect(proxy?.command).toContain('--api.insecure=false')
    expect(proxy?.mounts).toEqual([{ kind: 'bind', source: '/var/lib/mist/routes', target: '/etc/traefik/dynamic', readOnly: true }])
    expect(proxy?.ports.map(({ hostAddress, hostPort }) => `${hostAddress}:${String(hostPort)}`)).toEqual(['0.0.0.0:80', '127.0.0.1:6479'])
    expect(proxy?.env).toEqual({})
  })

  it('runs no proxy in external mode', () => {
    const state = desired(WEB, { proxy: { mode: 'external', entryPoint: 'http' } })
    expect(state.apps.map(({ key }) => key)).toEqual(['shop/web'])
    expect(appOf(state, 'shop/web').route?.entryPoint).toBe('http')
  })
})
