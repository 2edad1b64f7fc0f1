/** What serves, and what would begin, while the data of one app is missing or not known of. Through whole passes. */
import { describe, expect, it } from 'vitest'
import { look } from '../../../src/engine/look.js'
import { status } from '../../../src/engine/status.js'
import { waitsFor } from '../../../src/engine/volumes/volume-loss.js'
import { failure } from '../../../src/model/failure.js'
import type { Plan } from '../../../src/model/plan.js'
import type { AppStatus } from '../../../src/model/run.js'
import { planText } from '../../../src/render/plan-text.js'
import { plainPaint } from '../../../src/render/paint.js'
import { never } from '../../../src/signals.js'
import type { Program } from '../../fakes/program.js'
import { GOOD_PROGRAM } from '../../fakes/program.js'
import type { World } from '../../fakes/world.js'
import { createShop, HOUR, MINUTE } from './support.js'

const SILENT = failure('storage-unreachable', { subject: 'cannot list the storage disk (/srv/backups)', cause: 'connect ECONNREFUSED', help: 'Check the line.' })
const VOLUME = 'volumes: [{ name: uploads, path: /uploads, backup: { schedule: "0 3 * * *", to: disk, keep: { last: 2 } } }]'
const UPLOADS = 'shop_web_uploads'

const one = (web: string): string => `version: 1
storage: { disk: { path: /srv/backups } }
projects:
  shop:
    apps:
      web: { image: "web:1", port: 8080, ${web} }
`

const jam = (world: World, times = 1_000): void => { world.faults.add({ call: 'listObjects', kind: 'fail', times, failure: SILENT }) }
const running = (world: World): readonly string[] => world.containers().filter(({ state }) => state === 'running').map(({ app }) => app ?? '').filter((app) => app !== 'mist/traefik').sort()
const removeAll = (world: World, app: string): void => { for (const { name } of world.containers().filter((live) => live.app === app)) world.hand.remove(name) }

const envOf = (world: World): string | undefined => [...world.engine.state.containers.values()].find(({ spec }) => spec?.app === 'shop/web')?.spec?.env['A']

async function planOf(world: World): Promise<Plan> {
  const { plan } = await look(world.ports, world.config, { fetch: 'remote', freshness: 'live' }, never())
  if (!plan) throw new Error('no plan')
  return plan
}

const blocks = async (world: World): Promise<readonly string[]> => (await planOf(world)).blocked.map(({ id, reason }) => `${id} ${reason}`)

async function statusOf(world: World, app: string): Promise<AppStatus> {
  const found = (await status(world.ports, world.config, never())).apps.find((other) => other.app === app)
  if (!found) throw new Error(`no ${app}`)
  return found
}

/** It serves, and its next commit wants a volume of which a storage would have to tell. */
async function serving(): Promise<World> {
  const { world } = createShop()
  world.commit(one('env: { A: "1" }'))
  await world.converge()
  jam(world)
  world.commit(one(`env: { A: "2" }, ${VOLUME}`))
  await world.converge()
  return world
}

describe('an app that serves, while data that its next release would begin with is not known of', () => {
  it('is kept at its last release and healed there, and its refusal stands beside it', async () => {
    const world = await serving()
    removeAll(world, 'shop/web')
    const { run } = await world.pass()
    expect([run.verdict, running(world), envOf(world)]).toEqual(['blocked', ['shop/web'], '1'])
    const plan = await planOf(world)
    expect(plan.changes).toEqual([])
    expect(plan.blocked.map(({ id, reason }) => `${id} ${reason}`)).toEqual(['container/shop/web/1 data-unknown', 'route/shop/web data-unknown', `volume/${UPLOADS} data-unknown`])
    expect(plan.kept).toMatchObject([{ app: 'shop/web', release: 1, because: 'waiting' }])
    expect(planText(plan, { paint: plainPaint, env: 'hidden' })).toMatch(/whether there are backups of it is not known[\s\S]*Kept: shop\/web at release 1/)
    const app = await statusOf(world, 'web')
    expect([app.sync, app.health, app.conditions.map(({ type, reason }) => `${type} ${reason}`)]).toEqual(['OutOfSync', 'Healthy', ['Ready NotObserved', 'Reconciling ProgressingWithRetry', 'Kept LastRelease']])
    expect(world.store.releases.filter((release) => release.app === 'shop/web')).toHaveLength(1)
  })

  it('is what git wants as soon as the storage tells of none', async () => {
    const world = await serving()
    world.faults.clear()
    await world.clock.sleep(6 * MINUTE, never())
    await world.converge()
    expect([await blocks(world), envOf(world), [...world.engine.state.volumes.keys()]]).toEqual([[], '2', [UPLOADS]])
  })

  it('can be told by the name of the volume to begin empty', async () => {
    const world = await serving()
    const seen = await look(world.ports, world.config, { fetch: 'remote', freshness: 'live' }, never())
    expect(waitsFor(world.ports, UPLOADS, seen)).toEqual({ ok: true, value: { app: 'shop/web', volume: UPLOADS } })
  })

  it('is healed beside backups of that data as well', async () => {
    const { world } = createShop()
    world.commit(one('env: { A: "1" }'))
    await world.converge()
    world.shelves.set('disk', new Map([[`default/shop/web/${UPLOADS}/20251231T100000Z-abcdef/manifest.json`, Buffer.from('{}')]]))
    world.commit(one(VOLUME))
    await world.converge()
    removeAll(world, 'shop/web')
    await world.converge()
    expect([running(world), await blocks(world)]).toEqual([['shop/web'], ['container/shop/web/1 data-missing', 'route/shop/web data-missing', `volume/${UPLOADS} data-missing`]])
    expect((await statusOf(world, 'web')).conditions.map(({ type, reason }) => `${type} ${reason}`).slice(0, 3)).toEqual(['Ready Blocked', 'Stalled Blocked', 'Kept LastRelease'])
  })
})

const two = (version = '17', web = 'web:1'): string => `version: 1
storage: { disk: { path: /srv/backups } }
projects:
  shop:
    apps:
      db: { template: postgres, with: { version: "${version}" }, backup: { schedule: "0 3 * * *", to: disk, keep: { last: 2 } } }
      web: { image: "${web}", port: 8080, env: { DB: { from: db.url } } }
`

/** A shop whose web app ends at once while there is no database. */
function createTwo(): World {
  const made: World[] = []
  const hasDb = (): boolean => made[0]?.containers().some(({ app, state }) => app === 'shop/db' && state === 'running') === true
  const web: Program = {
    ...GOOD_PROGRAM,
    get exitsAfterMs() { return hasDb() ? undefined as never : 200 },
    get exitCode() { return hasDb() ? 0 : 1 },
    get listens() { return hasDb() ? 'all' as const : [] as const },
  } as Program
  const { world } = createShop({ images: { 'web:1': web, 'web:2': web } })
  made.push(world)
  return world
}

describe('an app whose database may not begin yet', () => {
  it('waits for it, is not rejected for what it could not reach, and comes out with it', async () => {
    const world = createTwo()
    jam(world, 1)
    world.commit(two())
    const { run } = await world.pass()
    expect([run.verdict, running(world)]).toEqual(['blocked', []])
    expect(run.blocked.filter(({ app }) => app === 'shop/web').map(({ id, reason, message }) => `${id} ${reason} ${message}`)).toEqual(['container/shop/web/1 app-awaited It waits for shop/db, which is held', 'route/shop/web app-awaited It waits for shop/db, which is held'])
    await world.clock.sleep(MINUTE, never())
    await world.converge()
    expect([running(world), await blocks(world), world.store.rejections.size]).toEqual([['shop/db', 'shop/web'], [], 0])
  })

  it('waits on a host that was made again, with a history and without, until its data is back', async () => {
    for (const history of ['kept', 'lost']) {
      const world = createTwo()
      world.commit(two())
      await world.converge()
      for (const app of ['shop/web', 'shop/db']) removeAll(world, app)
      world.engine.state.volumes.clear()
      if (history === 'lost') world.wipeStore()
      await world.converge()
      expect([running(world), (await blocks(world)).filter((text) => text.includes('container'))], history).toEqual([[], ['container/shop/db/1 data-missing', 'container/shop/web/1 app-awaited']])
      expect((await statusOf(world, 'web')).conditions.map(({ type, reason }) => `${type} ${reason}`).slice(0, 2)).toEqual(['Ready DependencyNotReady', 'Reconciling Progressing'])
    }
  })

  it('goes on where it runs, and is healed as long as nothing about it is new', async () => {
    const world = createTwo()
    world.commit(two())
    await world.converge()
    removeAll(world, 'shop/db')
    world.engine.state.volumes.clear()
    await world.converge()
    expect(running(world)).toEqual(['shop/web'])
    world.commit(two('17', 'web:2'))
    await world.converge()
    expect([running(world), (await blocks(world)).filter((text) => text.includes('web'))]).toEqual([['shop/web'], ['container/shop/web/1 app-awaited', 'route/shop/web app-awaited']])
  })
})

describe('an app that serves, while git wants what its data does not allow', () => {
  it('is kept and healed when git wants an older version', async () => {
    const world = createTwo()
    world.commit(two())
    await world.converge()
    world.commit(two('16'))
    await world.converge()
    for (const app of ['shop/web', 'shop/db']) removeAll(world, app)
    await world.clock.sleep(HOUR, never())
    await world.converge()
    expect([running(world), [...new Set((await planOf(world)).blocked.map(({ reason }) => reason))]]).toEqual([['shop/db', 'shop/web'], ['data-unfit']])
    world.commit(two())
    await world.converge()
    expect(await blocks(world)).toEqual([])
  })
})
