/** What must not happen: a commit that changes no container starts none, and one that changes nothing writes nothing. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changesSince, nowSeconds, openStage, type Stage } from './stage.js'
import { eventsIn } from './stage/watch.js'

const MANIFEST = `
version: 1
defaults: { deploy: { drain: 1s } }
projects:
  shop:
    apps:
      web:
        image: mist-lab/web:1
        port: 8080
        domains: [shop.localhost]
        limits: { memory: 64m }
      api:
        build: api
        port: 8080
        domains: [api.localhost]
      worker:
        image: mist-lab/web:2
        type: service
        volumes: [data:/data]
`

const FILES = { 'mist.yaml': MANIFEST, 'api/Dockerfile': 'FROM mist-lab/web:1\nENV APP_VERSION=built\nCOPY notes.txt /\n', 'api/notes.txt': 'one\n', 'README.md': '# Shop\n' }

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await stage.commit(FILES)
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(() => stage.close())

/** Name, id and start of every container: equal means that nothing was made, restarted or renamed. */
async function identities(): Promise<readonly string[]> {
  return (await stage.containers()).map(({ name, id, startedAt }) => `${name} ${id} ${startedAt}`)
}

/** Inode and time of every route file: equal means that nothing was written, not even the same bytes. */
function routeFiles(): readonly string[] {
  return readdirSync(stage.routesDir).toSorted().map((name) => {
    const { ino, mtimeNs } = statSync(join(stage.routesDir, name), { bigint: true })
    return `${name} ${String(ino)} ${String(mtimeNs)}`
  })
}

async function runs(): Promise<readonly { readonly id: number; readonly verdict: string; readonly changes: readonly unknown[] }[]> {
  const { body } = await stage.api('/api/v1/runs?limit=100')
  return (JSON.parse(body) as { readonly runs: readonly { readonly id: number; readonly verdict: string; readonly changes: readonly unknown[] }[] }).runs
}

describe('a commit that changes', () => {
  it('only a domain keeps every container, and the engine is told nothing', async () => {
    const before = await identities()
    const since = nowSeconds()
    await stage.deploy(MANIFEST.replace('[shop.localhost]', '[store.localhost, { host: shop.localhost, path: /old }]'), 'New domain')
    expect((await stage.http('store.localhost', '/version')).body.trim()).toBe('1')
    expect((await stage.http('shop.localhost', '/version')).status).toBe(404)
    expect(await identities()).toEqual(before)
    expect(await changesSince(since, stage.instance), 'what the engine was told').toEqual([])
  })

  it('only limits keeps every container, and the engine has the new ones', async () => {
    const before = await identities()
    await stage.deploy(MANIFEST.replace('{ memory: 64m }', '{ memory: 96m, cpus: 0.25, pids: 40 }'), 'More memory')
    const { inspect } = await stage.container('shop/web')
    expect(inspect.HostConfig).toMatchObject({ Memory: 96 * 1024 * 1024, NanoCpus: 250_000_000, PidsLimit: 40 })
    expect(await identities()).toEqual(before)
  })

  it('only the restart policy keeps every container', async () => {
    const before = await identities()
    await stage.deploy(MANIFEST.replace('type: service\n', 'type: service\n        restart: always\n'), 'Always')
    expect((await stage.container('shop/worker')).inspect.HostConfig.RestartPolicy.Name).toBe('always')
    expect(await identities()).toEqual(before)
  })

  it('the number of replicas keeps those that are there', async () => {
    const before = await stage.container('shop/web')
    await stage.deploy(MANIFEST.replace('image: mist-lab/web:1\n', 'image: mist-lab/web:1\n        replicas: 3\n'), 'Three')
    const three = (await stage.containers()).filter(({ app }) => app === 'shop/web')
    expect(three).toHaveLength(3)
    expect(three.filter(({ id, startedAt }) => id === before.id && startedAt === before.startedAt)).toHaveLength(1)
    await stage.deploy(MANIFEST, 'One again')
    expect(await stage.container('shop/web')).toMatchObject({ id: before.id, startedAt: before.startedAt })
  })
})

describe('a commit that changes nothing of what runs', () => {
  const unrelated = {
    'a text beside the manifest': { 'README.md': '# Shop, the better one\n' },
    'comments and order in the manifest': { 'mist.yaml': `# Moved about.\n${MANIFEST.replace('image: mist-lab/web:1\n        port: 8080\n        domains: [shop.localhost]', 'domains: [shop.localhost] # first\n        port: 8080\n        image: mist-lab/web:1')}` },
  }

  for (const [what, files] of Object.entries(unrelated)) {
    it(`${what}: touches neither containers nor route files, and records no change`, async () => {
      const before = { identities: await identities(), files: routeFiles(), changed: (await runs()).filter(({ changes }) => changes.length > 0).length }
      const since = nowSeconds()
      await stage.deploy(files, 'Unrelated')
      expect(await identities()).toEqual(before.identities)
      expect(routeFiles()).toEqual(before.files)
      expect(await changesSince(since, stage.instance), 'what the engine was told').toEqual([])
      expect((await runs()).filter(({ changes }) => changes.length > 0)).toHaveLength(before.changed)
    })
  }

  it('builds nothing when another folder changes, and builds when its own does', async () => {
    const before = await stage.container('shop/api')
    await stage.deploy({ 'docs/page.txt': 'far away\n' }, 'Docs')
    expect((await stage.container('shop/api')).id).toBe(before.id)
    await stage.deploy({ 'api/notes.txt': 'two\n' }, 'Api')
    const after = await stage.container('shop/api')
    expect(after.id).not.toBe(before.id)
    expect(after.inspect.Image).not.toBe(before.inspect.Image)
    expect((await stage.http('api.localhost', '/version')).body.trim()).toBe('built')
  })

  it('goes back to an earlier image without building it again', async () => {
    const image = (await stage.container('shop/api')).inspect.Image
    await stage.deploy({ 'api/notes.txt': 'three\n' }, 'Forward')
    await stage.repo.git('revert', '--no-edit', 'HEAD')
    const since = nowSeconds()
    const mark = stage.mistd.mark()
    await stage.deploy({}, 'Back')
    expect((await stage.container('shop/api')).inspect.Image).toBe(image)
    expect((await changesSince(since, stage.instance)).filter((one) => /^(tag|build)/.test(one))).toEqual([])
    expect(eventsIn(stage.mistd.log(mark)).filter((line) => line['step'] === 'ensure-image')).toEqual([])
  })

  it('finds nothing to do after a restart', async () => {
    const before = { identities: await identities(), files: routeFiles() }
    await stage.mistd.stop()
    const since = nowSeconds()
    await stage.mistd.start()
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect(await identities()).toEqual(before.identities)
    expect(routeFiles()).toEqual(before.files)
    expect(await changesSince(since, stage.instance)).toEqual([])
  })
})
