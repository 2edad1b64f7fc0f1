/** Who depends on an app that is refused and does not run, whatever it is refused for. Through whole passes. */
import { describe, expect, it } from 'vitest'
import { giveUp } from '../../src/engine/volumes/volume-loss.js'
import { EXITING_PROGRAM } from '../fakes/program.js'
import type { Files } from '../fakes/source.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'
import { images, live, NEVER, planOf, removeAll, statusOf } from '../support/held.js'

const apps = (...lines: readonly string[]): string => `version: 1\nsecrets: secrets.json\nprojects:\n  shop:\n    apps:\n${lines.map((line) => `      ${line}\n`).join('')}`
const API = 'api: { image: "worker:1", port: 90, secrets: [TOKEN] }'
const WEB = 'web: { image: "web:1", port: 80, volumes: ["data:/data"], dependsOn: [api], deploy: { drain: 0s, pre: ["true"] } }'
const secrets = (token?: string): Files => ({ 'secrets.json': JSON.stringify({ OTHER: 'x', ...(token !== undefined && { TOKEN: token }) }) })

function host(): World {
  return createWorld({ images: { 'exits:1': EXITING_PROGRAM } })
}

const blocks = async (world: World): Promise<readonly string[]> => (await planOf(world)).blocked.filter(({ app, id }) => app === 'shop/web' && id.startsWith('container')).map(({ reason, message }) => `${reason}: ${message}`)
const created = (world: World): readonly string[] => world.faults.writes.filter((write) => /create(Container|Volume) (shop-web|shop_web)/.test(write))
const AWAITED = ['app-awaited: It waits for shop/api, which is held']

describe('an app of which nothing is there yet, and whose dependency is refused', () => {
  it('waits for one that lacks a secret, runs no command before, and comes out with it', async () => {
    const world = host()
    world.commit(apps(API, WEB), secrets())
    for (let pass = 0; pass < 3; pass += 1) await world.pass()
    expect([created(world), await blocks(world), world.store.rejections.size]).toEqual([[], AWAITED, 0])
    expect((await statusOf(world)).conditions.map(({ type, reason }) => `${type} ${reason}`)).toEqual(['Ready DependencyNotReady', 'Reconciling Progressing'])
    world.commit(apps(API, WEB), secrets('t'))
    await world.converge()
    expect([images(world), images(world, 'shop/api'), created(world).length > 0]).toEqual([['web:1'], ['worker:1'], true])
  })

  it('waits for one whose volume is the one of a stranger', async () => {
    const world = host()
    world.hand.addForeignVolume('shop_api_data')
    world.commit(apps('api: { image: "worker:1", port: 90, volumes: ["data:/data"] }', WEB), secrets('t'))
    for (let pass = 0; pass < 3; pass += 1) await world.pass()
    expect([created(world), await blocks(world)]).toEqual([[], AWAITED])
  })

  it('waits for one whose first release was rejected', async () => {
    const world = host()
    world.commit(apps('api: { image: "exits:1", port: 90 }', WEB), secrets('t'))
    for (let pass = 0; pass < 3; pass += 1) await world.pass()
    expect([created(world), await blocks(world), [...world.store.rejections.keys()]]).toEqual([[], AWAITED, ['shop/api']])
    world.commit(apps('api: { image: "worker:1", port: 90 }', WEB), secrets('t'))
    await world.converge()
    expect(images(world)).toEqual(['web:1'])
  })

  it('waits at the end of a chain, and with a history in which it came out', async () => {
    const world = host()
    const chain = [API, 'between: { image: "worker:2", dependsOn: [api] }', WEB.replace('[api]', '[between]')]
    world.commit(apps(...chain), secrets('t'))
    await world.converge()
    for (const app of ['shop/web', 'shop/between', 'shop/api']) removeAll(world, app)
    world.commit(apps(...chain), secrets())
    world.faults.forgetCalls()
    for (let pass = 0; pass < 3; pass += 1) await world.pass()
    expect([created(world), await blocks(world), images(world, 'shop/between')]).toEqual([[], ['app-awaited: It waits for shop/between, which is held'], []])
  })

  it('waits for one that failed and is tried again with a pause, also with a history in which it came out', async () => {
    const world = host()
    world.commit(apps(API, WEB), secrets('t'))
    await world.converge()
    for (const app of ['shop/web', 'shop/api']) removeAll(world, app)
    world.faults.forgetCalls()
    world.faults.add({ call: 'startContainer', kind: 'fail', times: 1 })
    await world.pass()
    await world.pass()
    expect([created(world), images(world, 'shop/api')]).toEqual([[], []])
    await world.clock.sleep(60_000, NEVER)
    await world.converge()
    expect([images(world), images(world, 'shop/api')]).toEqual([['web:1'], ['worker:1']])
  })

  it('does not wait for one that is refused and runs', async () => {
    const world = host()
    world.commit(apps(API), secrets('t'))
    await world.converge()
    world.commit(apps(API, WEB), secrets())
    await world.converge()
    expect([images(world), images(world, 'shop/api')]).toEqual([['web:1'], ['worker:1']])
  })
})

describe('an app that is there, and whose dependency is refused', () => {
  const changed = (token?: string): readonly [string, Files] => [apps(API, WEB.replace('web:1', 'web:2')), secrets(token)]

  async function without(): Promise<World> {
    const world = host()
    world.commit(apps(API, WEB), secrets('t'))
    await world.converge()
    removeAll(world, 'shop/api')
    world.commit(apps(API, WEB), secrets())
    await world.converge()
    return world
  }

  it('is healed as it was', async () => {
    const world = await without()
    for (const { name } of live(world)) world.hand.stop(name)
    await world.converge()
    expect([images(world), await blocks(world)]).toEqual([['web:1'], []])
  })

  it('waits with a version of its own, is healed meanwhile, and comes out with the other', async () => {
    const world = await without()
    world.commit(...changed())
    await world.converge()
    for (const { name } of live(world)) world.hand.stop(name)
    await world.converge()
    expect([images(world), await blocks(world)]).toEqual([['web:1'], AWAITED])
    world.commit(...changed('t'))
    await world.converge()
    expect([images(world), await blocks(world)]).toEqual([['web:2'], []])
  })

  it('is made again at its last release where that did without the other', async () => {
    const world = host()
    world.commit(apps(WEB.replace('dependsOn: [api], ', '')), secrets('t'))
    await world.converge()
    removeAll(world)
    world.commit(apps(API, WEB.replace('web:1', 'web:2')), secrets())
    await world.converge()
    expect([images(world), await blocks(world)]).toEqual([['web:1'], AWAITED])
  })
})

describe('an app whose database has lost its data', () => {
  it('comes up by itself once a person has let that begin empty', async () => {
    const world = host()
    const both = apps('db: { template: postgres }', 'web: { image: "web:1", port: 80, env: { DB: { from: db.url } } }')
    world.engine.state.registry.set('postgres:17', { output: [], listens: 'all', listensAfterMs: 0 })
    world.commit(both, secrets())
    await world.converge()
    for (const app of ['shop/web', 'shop/db']) removeAll(world, app)
    world.engine.state.volumes.clear()
    await world.converge()
    expect([images(world), await blocks(world)]).toEqual([[], ['app-awaited: It waits for shop/db, which is held']])
    await giveUp(world.ports, { name: 'shop_db_data', app: 'shop/db' }, 'ana')
    await world.clock.sleep(60_000, NEVER)
    await world.converge()
    expect([images(world), images(world, 'shop/db')]).toEqual([['web:1'], ['postgres:17']])
  })
})
