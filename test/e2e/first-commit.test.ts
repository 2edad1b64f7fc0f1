/** From a commit to an answer through Traefik: what a person sees who uses Mist for the first time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.js'

interface WhoAmI {
  readonly version: string
  readonly hostname: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

const MANIFEST = `
version: 1
defaults: { limits: { cpus: 0.5, memory: 64m, pids: 64 }, deploy: { drain: 1s } }
projects:
  shop:
    env: { BUILD: 01234, RATIO: 3.10, ANSWER: yes }
    apps:
      web:
        image: mist-lab/web:1
        port: 8080
        replicas: 2
        command: [serve, --quietly]
        domains:
          - shop.localhost
          - { host: www.shop.localhost, redirect: shop.localhost }
        env: { CACHE_HOST: { from: cache.host }, CACHE_URL: { from: cache.url }, OWN_DOMAIN: { from: web.domain } }
        labels: { team: front }
      admin:
        image: mist-lab/web:2
        port: 8080
        domains: [{ host: shop.localhost, path: /admin }]
      cache:
        type: service
        image: mist-lab/web:3
        port: 8080
        volumes: [data:/data]
        restart: on-failure
  tools:
    apps:
      docs: { image: mist-lab/web:1, port: 8080 }
`

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await stage.commit(MANIFEST)
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(() => stage.close())

async function whoIs(host: string, path = '/'): Promise<WhoAmI> {
  const answer = await stage.http(host, path)
  expect(answer.status, `${host}${path}: ${answer.body}`).toBe(200)
  return JSON.parse(answer.body) as WhoAmI
}

describe('the first commit', () => {
  it('runs every app of the file, and nothing else', async () => {
    const apps = (await stage.containers()).map(({ app, state }) => `${app} ${state}`)
    expect(apps.toSorted()).toEqual(['mist/traefik running', 'shop/admin running', 'shop/cache running', 'shop/web running', 'shop/web running', 'tools/docs running'])
  })

  it('answers for its domain through both replicas', async () => {
    const names = new Set<string>()
    await stage.until('both replicas have answered', async () => names.add((await whoIs('shop.localhost')).hostname).size === 2)
    const ids = (await stage.containers()).filter(({ app }) => app === 'shop/web').map(({ id }) => id.slice(0, 12))
    expect([...names].toSorted()).toEqual(ids.toSorted())
  })

  it('gives a web app without domains one by its name', async () => {
    expect((await whoIs('tools-docs.localhost')).version).toBe('1')
  })

  it('sends a path prefix to the app that has it, and hands the path on', async () => {
    expect((await whoIs('shop.localhost', '/admin/users')).version).toBe('2')
    expect((await whoIs('shop.localhost', '/administrator')).version, 'a longer word is no path below /admin').toBe('1')
  })

  it('redirects a second host to the first, with path and query', async () => {
    const answer = await stage.http('www.shop.localhost', '/cart?item=1')
    expect(answer.status).toBe(301)
    expect(answer.headers.location).toBe('http://shop.localhost/cart?item=1')
  })

  it('knows no host that no app has', async () => {
    expect((await stage.http('other.localhost')).status).toBe(404)
    expect((await stage.http('shop-cache.localhost')).status, 'a service has no route').toBe(404)
  })

  it('keeps env values and commands as they are written', async () => {
    const { env, args } = await whoIs('shop.localhost')
    expect(env).toMatchObject({ BUILD: '01234', RATIO: '3.10', ANSWER: 'yes' })
    expect(args).toEqual(['serve', '--quietly'])
  })

  it('fills references in, and they lead to the app', async () => {
    const { env } = await whoIs('shop.localhost')
    expect(env).toMatchObject({ CACHE_HOST: 'cache', CACHE_URL: 'http://cache:8080', OWN_DOMAIN: 'shop.localhost' })
    const fetched = await stage.http('shop.localhost', `/fetch?url=${encodeURIComponent(`${env['CACHE_URL'] ?? ''}/version`)}`)
    expect(fetched.body.trim()).toBe('3')
  })

  it('keeps projects apart', async () => {
    const fetched = await stage.http('tools-docs.localhost', `/fetch?url=${encodeURIComponent('http://cache:8080/version')}`)
    expect(fetched.status).toBe(502)
  })

  it('sets the limits, restart policy and labels on the engine', async () => {
    const { inspect } = await stage.container('shop/admin')
    expect(inspect.HostConfig).toMatchObject({ NanoCpus: 500_000_000, Memory: 64 * 1024 * 1024, PidsLimit: 64, RestartPolicy: { Name: 'unless-stopped' } })
    expect((await stage.container('shop/cache')).inspect.HostConfig.RestartPolicy.Name).toBe('on-failure')
    const web = (await stage.containers()).find(({ app }) => app === 'shop/web')
    expect(web?.inspect.Config.Labels).toMatchObject({ team: 'front', 'mist.instance': stage.instance, 'mist.project': 'shop', 'mist.app': 'web' })
  })

  it('takes away every right that a web app does not need', async () => {
    for (const { app, inspect } of await stage.containers()) {
      const { Privileged, CapDrop, SecurityOpt, LogConfig } = inspect.HostConfig
      expect({ app, Privileged, CapDrop }).toEqual({ app, Privileged: false, CapDrop: ['ALL'] })
      expect(SecurityOpt).toContain('no-new-privileges:true')
      expect(LogConfig.Config).toMatchObject({ 'max-file': '3' })
    }
  })

  it('is in sync for mistctl too', async () => {
    const diff = await stage.mistctl('diff')
    expect(diff.code, diff.stdout + diff.stderr).toBe(0)
    const status = await stage.mistctl('status', '-o', 'json')
    expect(status.code, status.stderr).toBe(0)
    expect(JSON.parse(status.stdout)).toMatchObject({ schemaVersion: 1, sync: 'Synced', health: 'Healthy' })
  })
})

describe('the next commits', () => {
  it('replace what they change and nothing else', async () => {
    const before = await stage.containers()
    await stage.deploy(MANIFEST.replace('mist-lab/web:2', 'mist-lab/web:3'), 'Newer admin')
    expect((await whoIs('shop.localhost', '/admin')).version).toBe('3')
    const after = await stage.containers()
    const kept = after.filter(({ id }) => before.some((one) => one.id === id)).map(({ app }) => app)
    expect(kept).toEqual(before.map(({ app }) => app).filter((app) => app !== 'shop/admin'))
  })

  it('remove an app with its route, and keep its volume', async () => {
    const id = await stage.container('shop/web').catch(() => undefined)
    expect(id, 'two replicas before').toBeUndefined()
    const volumes = await stage.volumes()
    const text = MANIFEST.replace(/ {6}cache:\n(?: {8}.*\n)+/, '').replace(/CACHE_HOST.*?, OWN/, 'OWN').replace(/ {6}admin:\n(?: {8}.*\n)+/, '')
    await stage.deploy(text, 'Without admin and cache')
    expect((await stage.containers()).map(({ app }) => app).toSorted()).toEqual(['mist/traefik', 'shop/web', 'shop/web', 'tools/docs'])
    expect((await whoIs('shop.localhost', '/admin')).version, 'the path is the web app’s again').toBe('1')
    expect(await stage.volumes()).toEqual(volumes)
    expect(volumes).toEqual([`${stage.instance}_shop_cache_data`])
    expect((await stage.status()).keptVolumes).toEqual(volumes)
  })

  it('remove a whole project with its network', async () => {
    const text = MANIFEST.replace(/ {2}tools:\n(?: {4}.*\n)+/, '')
    await stage.deploy(text, 'Without tools')
    expect((await stage.http('tools-docs.localhost')).status).toBe(404)
    expect((await stage.networks()).filter((name) => name.endsWith('_tools'))).toEqual([])
  })
})
