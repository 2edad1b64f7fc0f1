/** Previews on a host in memory: they come with a branch, follow it, and go with it or when their time is over. */
import { describe, expect, it } from 'vitest'
import { look } from '../../../src/engine/look.js'
import { findRollback } from '../../../src/engine/hold/rollback.js'
import type { World } from '../../fakes/world.js'
import { previewNames } from '../../../src/resolve/preview-names.js'
import { createWorld } from '../../fakes/world.js'

const HOUR = 60 * 60_000
const FILES = { 'app/Dockerfile': 'FROM scratch', 'app/main.txt': '1' }

function manifest({ web = '', others = '', head = '' } = {}): string {
  return `version: 1
${head}
defaults: { deploy: { drain: 0s } }
projects:
  shop:
    apps:
      web:
        build: app
        port: 8080
        volumes: ["data:/data"]
        preview: { branches: feat/*, limit: 2, ttl: 72h${web} }
${others}`
}

function nameOf(branch: string): string {
  return previewNames(new Set(), [{ app: 'web', branch }])[0] ?? ''
}

const X = nameOf('feat/x')

function push(world: World, branch: string, text: string): void {
  world.remote.push(branch, { 'mist.yaml': manifest(), ...FILES, 'app/main.txt': text }, { committedAt: world.clock.nowIso() })
}

function keys(world: World): readonly string[] {
  return world.containers().map(({ app }) => app).filter((app) => app.startsWith('shop/')).sort()
}

function idOf(world: World, app: string): string | undefined {
  return world.containers().find((one) => one.app === app)?.id
}

async function started(options: Parameters<typeof manifest>[0] = {}): Promise<World> {
  const world = createWorld()
  world.commit(manifest(options), FILES)
  await world.converge()
  return world
}

describe('a preview', () => {
  it('comes with its branch, is rolled with it and goes with it, and the app stays what it was', async () => {
    const world = await started()
    const app = idOf(world, 'shop/web')
    push(world, 'feat/x', '2')
    await world.converge()
    const first = idOf(world, `shop/${X}`)
    expect([keys(world), world.traefik.files.has(`mist-default_shop_${X}`)]).toEqual([['shop/web', `shop/${X}`], true])
    push(world, 'feat/x', '3')
    await world.converge()
    expect(idOf(world, `shop/${X}`)).not.toBe(first)
    world.remote.removeBranch('feat/x')
    await world.converge()
    expect([keys(world), world.traefik.files.has(`mist-default_shop_${X}`)]).toEqual([['shop/web'], false])
    expect(idOf(world, 'shop/web')).toBe(app)
  })

  it('takes its images with it, and those of the app stay', async () => {
    const world = await started()
    const images = (): readonly string[] => [...world.engine.state.images.keys()].filter((ref) => ref.startsWith('mist/shop-'))
    const [app] = images()
    push(world, 'feat/x', '2')
    await world.converge()
    push(world, 'feat/x', '3')
    await world.converge()
    expect(images()).toHaveLength(2)
    world.remote.removeBranch('feat/x')
    await world.converge()
    expect(images()).toEqual([app])
  })

  it('takes its own volumes with it, and no other', async () => {
    const world = await started()
    push(world, 'feat/x', '2')
    await world.converge()
    const volumes = (): readonly string[] => [...world.engine.state.volumes.keys()].sort()
    expect(volumes()).toEqual([`shop_${X}_data.preview`, 'shop_web_data'])
    world.remote.removeBranch('feat/x')
    await world.converge()
    expect(volumes()).toEqual(['shop_web_data'])
  })

  it('waits where a volume that an app once kept bears its name', async () => {
    const world = await started({ others: `      ${X}: { image: "worker:1", volumes: ["data:/data"] }\n` })
    world.commit(manifest(), FILES)
    await world.converge()
    push(world, 'feat/x', '2')
    await world.converge()
    const { look: seen } = await world.converge()
    expect([keys(world), [...world.engine.state.volumes.keys()].sort()]).toEqual([['shop/web'], [`shop_${X}_data`, 'shop_web_data']])
    expect(seen.plan?.blocked.map(({ app, message }) => [app, message])).toEqual([[`shop/${X}`, expect.stringContaining(`the volume shop_${X}_data bears its name and belongs to no preview`)]])
  })

  it('does not take the place of an app that git has left and that is kept', async () => {
    const head = 'policy: { prune: false }'
    const world = await started({ head, others: `      ${X}: { image: "worker:1" }\n` })
    const app = idOf(world, `shop/${X}`)
    world.commit(manifest({ head }), FILES)
    push(world, 'feat/x', '2')
    await world.converge()
    expect([keys(world), idOf(world, `shop/${X}`)]).toEqual([['shop/web', `shop/${X}`], app])
  })

  it('does not take the place of an app that goes on under another name', async () => {
    const world = await started({ others: `      ${X}: { image: "worker:1", volumes: ["data:/data"] }\n` })
    world.commit(manifest({ others: `      cache: { image: "worker:1", volumes: ["data:/data"], rename: { from: ${X} } }\n` }), FILES)
    push(world, 'feat/x', '2')
    await world.converge()
    expect(keys(world)).toEqual(['shop/cache', 'shop/web'])
  })

  it('loses no volume while nothing is known of its branch', async () => {
    const world = await started()
    push(world, 'feat/x', '2')
    await world.converge()
    for (const { name, app } of world.containers()) if (app === `shop/${X}`) world.hand.remove(name)
    world.remote.up = false
    const repository = [...world.remote.repositories.values()][0]
    if (repository) repository.told = undefined
    world.restart()
    await world.pass()
    expect(world.engine.state.volumes.has(`shop_${X}_data.preview`)).toBe(true)
  })

  it('goes when its time is over, also when nobody asks the remote', async () => {
    const world = await started()
    push(world, 'feat/x', '2')
    await world.converge()
    world.clock.jumpWall(71 * HOUR)
    await world.pass({ trigger: 'drift-clock', fetch: 'local' })
    expect(keys(world)).toContain(`shop/${X}`)
    world.clock.jumpWall(2 * HOUR)
    await world.pass({ trigger: 'drift-clock', fetch: 'local' })
    expect(keys(world)).toEqual(['shop/web'])
  })

  it('makes room for a branch with a newer commit', async () => {
    const world = await started()
    for (const name of ['a', 'b', 'c']) {
      world.clock.jumpWall(1_000)
      push(world, `feat/${name}`, name)
      await world.converge()
    }
    expect(keys(world)).toEqual(['shop/web', `shop/${nameOf('feat/b')}`, `shop/${nameOf('feat/c')}`])
  })

  it('stays while its server does not answer, in a new process too', async () => {
    const world = await started()
    push(world, 'feat/x', '2')
    await world.converge()
    world.remote.up = false
    world.remote.removeBranch('feat/x')
    await world.pass()
    world.restart()
    const { look: seen } = await world.pass()
    expect(keys(world)).toContain(`shop/${X}`)
    expect(seen.desired?.previews).toMatchObject([{ of: 'shop/web', failure: { code: 'source-unreachable' } }])
  })

  it('stays as it is where nothing is known of its branch', async () => {
    const world = await started()
    push(world, 'feat/x', '2')
    await world.converge()
    world.remote.up = false
    const repository = [...world.remote.repositories.values()][0]
    if (repository) repository.told = undefined
    world.restart()
    const { look: seen } = await world.pass()
    expect(seen.desired?.unresolved).toMatchObject([{ key: `shop/${X}`, failure: { code: 'source-unreachable' } }])
    expect([keys(world), seen.plan?.blocked.map(({ app, reason }) => [app, reason])]).toEqual([['shop/web', `shop/${X}`], [[`shop/${X}`, 'unresolved']]])
  })

  it('is no loss: any number of them may go at once, with pruning off too', async () => {
    const world = createWorld()
    const text = manifest({ head: 'policy: { prune: false }' }).replace('limit: 2', 'limit: 9')
    world.commit(text, FILES)
    for (const name of ['a', 'b', 'c', 'd', 'e']) push(world, `feat/${name}`, name)
    await world.converge()
    expect(keys(world)).toHaveLength(6)
    for (const name of ['a', 'b', 'c', 'd', 'e']) world.remote.removeBranch(`feat/${name}`)
    const { look: seen } = await world.converge()
    expect([keys(world), seen.plan?.blocked]).toEqual([['shop/web'], []])
  })

  it('does not make the loss of apps look smaller', async () => {
    const others = '      a: { image: "worker:1" }\n      b: { image: "worker:1" }\n      c: { image: "worker:1" }\n'
    const world = await started({ others })
    for (const name of ['x', 'y']) push(world, `feat/${name}`, name)
    await world.converge()
    world.commit(manifest(), FILES)
    const { look: seen } = await world.pass()
    expect(seen.plan?.blocked.map(({ app, reason }) => [app, reason])).toEqual([['shop/a', 'mass-deletion'], ['shop/b', 'mass-deletion'], ['shop/c', 'mass-deletion']])
  })

  it('goes with its app only as the app goes', async () => {
    const world = await started({ others: '      side: { image: "worker:1" }\n' })
    push(world, 'feat/x', 'x')
    await world.converge()
    world.commit('version: 1\nprojects: {}\n')
    await world.pass()
    expect(keys(world)).toEqual(['shop/side', 'shop/web', `shop/${X}`])
  })

  it('that does not come up is held, and the app and the other previews are not', async () => {
    const world = await started()
    world.remote.push('feat/bad', { ...FILES, 'app/Dockerfile': 'FROM scratch\nRUN false' }, { committedAt: world.clock.nowIso() })
    push(world, 'feat/good', 'good')
    await world.pass()
    const { look: seen } = await world.pass()
    expect(keys(world)).toEqual(['shop/web', `shop/${nameOf('feat/good')}`])
    expect(new Set(seen.plan?.blocked.map(({ app, reason }) => `${String(app)} ${reason}`))).toEqual(new Set([`shop/${nameOf('feat/bad')} held`]))
  })

  it('is not rolled back: its branch says what it shows', async () => {
    const world = await started()
    push(world, 'feat/x', '1')
    await world.converge()
    const found = await findRollback(world.ports, world.config, { app: `shop/${X}`, by: 'ana' }, new AbortController().signal)
    expect(found).toMatchObject({ ok: false, error: { code: 'rollback-refused', cause: 'it is a preview of shop/web, and runs what stands on feat/x' } })
  })

  it('is told of in the plan and in what is desired', async () => {
    const world = await started()
    push(world, 'feat/x', 'x')
    const seen = await look(world.ports, world.config, { fetch: 'remote', freshness: 'live' }, new AbortController().signal)
    expect(seen.desired?.apps.find(({ key }) => key === `shop/${X}`)?.preview).toMatchObject({ of: 'shop/web', branch: 'feat/x' })
  })
})
