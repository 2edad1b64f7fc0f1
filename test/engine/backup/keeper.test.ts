/** The keeper beside the loop, on a clock that only the test moves: the first backup, the schedule, downtime, failures, retention, a lost history. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Keeper } from '../../../src/engine/backup/keeper.js'
import { startKeeper } from '../../../src/engine/backup/keeper.js'
import type { Loop } from '../../../src/engine/loop.js'
import { startLoop } from '../../../src/engine/loop.js'
import { failure } from '../../../src/model/failure.js'
import type { BackupStatus, Condition } from '../../../src/model/run.js'
import { resourceId } from '../../../src/model/resource.js'
import { never } from '../../../src/signals.js'
import type { World } from '../../fakes/world.js'
import { createCli } from '../../cli/support/cli.js'
import { until } from '../../support/until.js'
import { createShop, HOUR, kept, MINUTE, SECOND, shopWith, whole } from './support.js'

interface Running {
  readonly loop: Loop
  readonly keeper: Keeper
  readonly world: World
}

const running: Running[] = []

afterEach(async () => {
  for (const one of running.splice(0)) await stop(one)
})

async function stop({ loop, keeper, world }: Running): Promise<void> {
  const stopped = Promise.all([keeper.stop(), loop.stop()])
  await world.clock.advance(30 * SECOND)
  await stopped
}

async function start(world: World): Promise<Running> {
  const loop = startLoop(world.ports, world.config, { intervalMs: 12 * HOUR, driftIntervalMs: 24 * HOUR })
  const one = { world, loop, keeper: startKeeper({ ports: world.ports, config: world.config, loop }) }
  running.push(one)
  await world.clock.advance(2 * MINUTE)
  return one
}

async function end(one: Running): Promise<void> {
  running.splice(running.indexOf(one), 1)
  await stop(one)
}

const webStates = (world: World): readonly string[] => world.containers().filter(({ app }) => app === 'shop/web').map(({ state }) => state)

/** The upload of the files hangs, for half a minute at a time; the database comes first, with three parts and a manifest. */
async function untilPaused(world: World): Promise<void> {
  world.faults.add({ call: 'putObject', kind: 'hang', times: 100, after: 4 })
  for (let tries = 0; tries < 300 && webStates(world)[0] !== 'paused'; tries += 1) await world.clock.advance(5 * SECOND)
  expect(webStates(world)).toEqual(['paused'])
}

/** Its exit code. */
async function typed(world: World, verb: string): Promise<number> {
  let code: number | undefined
  void createCli({ world })('backup', verb, 'shop/db').then((done) => { code = done.code })
  return until(`backup ${verb} has ended`, async () => {
    await world.clock.advance(SECOND)
    return code
  })
}

const DB = 'shop/db/database'
const UPLOADS = 'shop/web/shop_web_uploads'
const backups = (loop: Loop, app: string): readonly BackupStatus[] => loop.report()?.apps.find((one) => `${one.project}/${one.app}` === app)?.backups ?? []
const condition = (loop: Loop, app: string): Condition | undefined => loop.report()?.apps.find((one) => `${one.project}/${one.app}` === app)?.conditions.find(({ type }) => type === 'BackedUp')
const said = (world: World): readonly string[] => world.events.filter(({ type }) => type.startsWith('backup-')).map((event) => `${event.type} ${'backup' in event ? event.backup : ''}`)

describe('keeper', () => {
  it('makes the first ones as soon as the apps run, and then at every moment of the schedule', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith())
    const { loop } = await start(world)
    expect([whole(world, DB).length, whole(world, UPLOADS).length]).toEqual([1, 1])
    expect(backups(loop, 'shop/db')).toMatchObject([{ key: 'shop/db', storage: 'disk', state: 'good', count: 1, next: '2026-01-01T03:00:00.000Z' }])
    await world.clock.advance(2 * HOUR)
    expect(whole(world, DB)).toHaveLength(1)
    await world.clock.advance(HOUR)
    expect(whole(world, DB).at(-1)?.slice(0, 13)).toBe('20260101T0300')
    expect(whole(world, UPLOADS).at(-1)?.slice(0, 13)).toBe('20260101T0300')
    expect(condition(loop, 'shop/db')).toBeUndefined()
  })

  it('lets go of old ones after each new one, and of none when the new one fails', async () => {
    const { world, server } = createShop({ time: 'hand' })
    world.commit(shopWith({ schedule: '0 * * * *' }))
    await start(world)
    for (let turn = 0; turn < 4; turn += 1) {
      world.clock.jumpWall(72 * HOUR)
      await world.clock.advance(2 * MINUTE)
    }
    const before = whole(world, DB)
    expect(before).toHaveLength(2)
    server.answer = () => ({ exitCode: 1, said: 'FATAL: no space' })
    await world.clock.advance(6 * HOUR)
    expect(whole(world, DB)).toEqual(before)
  })

  it('makes up what was missed while it was away once, says so, and needs no history for it', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith())
    await end(await start(world))
    world.clock.jumpWall(5 * 24 * HOUR)
    world.wipeStore()
    world.restart()
    await start(world)
    expect(whole(world, DB)).toHaveLength(2)
    expect(said(world).filter((line) => line === 'backup-missed shop/db')).toHaveLength(1)
    await world.clock.advance(HOUR)
    expect(whole(world, DB)).toHaveLength(2)
  })

  it('does not take a changed schedule for a missed moment', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith({ schedule: '0 0 1 1 *' }))
    const { loop } = await start(world)
    await world.clock.advance(3 * HOUR)
    world.commit(shopWith({ schedule: '0 * * * *' }))
    loop.wake('webhook')
    await world.clock.advance(3 * MINUTE)
    expect(whole(world, DB)).toHaveLength(2)
    expect(said(world)).not.toContain('backup-missed shop/db')
  })

  it('is loud about one that fails, tries again less and less often, and is quiet once it is made', async () => {
    const { world, server } = createShop({ time: 'hand' })
    world.commit(shopWith({ schedule: '0 12 * * *' }))
    server.answer = () => ({ exitCode: 1, said: 'FATAL: no space left on device' })
    const { loop } = await start(world)
    expect(backups(loop, 'shop/db')).toMatchObject([{ state: 'failed', count: 0 }])
    expect(condition(loop, 'shop/db')).toMatchObject({ status: 'False', reason: 'BackupFailed', message: expect.stringContaining('no space left on device; there is no good one') as string })
    expect(loop.report()?.apps.find(({ app }) => app === 'db')).toMatchObject({ sync: 'Synced', health: 'Healthy' })
    await world.clock.advance(2 * HOUR)
    const tries = said(world).filter((line) => line === 'backup-failed shop/db').length
    expect(tries).toBeGreaterThanOrEqual(4)
    expect(tries).toBeLessThanOrEqual(7)
    delete server.answer
    await world.clock.advance(61 * MINUTE)
    expect(condition(loop, 'shop/db')).toBeUndefined()
    expect(backups(loop, 'shop/db')).toMatchObject([{ state: 'good', count: 1 }])
  })

  it('says that a storage does not answer, though nothing is due', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith())
    const { loop } = await start(world)
    world.faults.add({ call: 'listObjects', kind: 'fail', times: 1_000, failure: failure('storage-refused', { subject: 'cannot list the storage disk', cause: 'permission denied' }) })
    await world.clock.advance(15 * MINUTE)
    expect(condition(loop, 'shop/db')).toMatchObject({ reason: 'BackupFailed', message: expect.stringContaining('permission denied') as string })
    expect(said(world).filter((line) => line === 'backup-failed shop/db')).toHaveLength(1)
  })

  it('waits for a server that is not healthy, and calls that overdue after an hour', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith())
    const { loop } = await start(world)
    world.faults.add({ call: 'startContainer', kind: 'fail', times: 100_000 })
    world.hand.stop(world.containers().find(({ app }) => app === 'shop/db')?.name ?? '')
    await world.clock.advance(3 * HOUR + 30 * MINUTE)
    expect(backups(loop, 'shop/db')).toMatchObject([{ state: 'due', message: expect.stringContaining('waits for') as string }])
    await world.clock.advance(HOUR)
    expect(condition(loop, 'shop/db')).toMatchObject({ reason: 'BackupOverdue' })
  })

  it('leaves apps standing in no pass: a paused one is not healed while it is read, and nobody else is held up', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith({ pause: ', pause: true' }))
    const { loop } = await start(world)
    const name = world.containers().find(({ app }) => app === 'shop/web')?.name ?? ''
    expect(world.faults.writes.filter((write) => write === `unpauseContainer ${name}`)).toHaveLength(1)
    expect(world.engine.find(name)?.state).toBe('running')
    const release = loop.hold('shop/web')
    expect(release).toBeDefined()
    expect(loop.hold('shop/web')).toBeUndefined()
    world.commit(shopWith({ pause: ', pause: true', web: 'web:2' }))
    loop.wake('webhook')
    await world.clock.advance(2 * MINUTE)
    expect(world.containers().find(({ app }) => app === 'shop/web')?.name).toBe(name)
    release?.()
    await world.clock.advance(2 * MINUTE)
    expect(world.containers().find(({ app }) => app === 'shop/web')?.name).not.toBe(name)
  })

  it('heals what a killed one left paused, makes no backup of what it left behind, and makes it anew', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith({ pause: ', pause: true' }))
    const first = await start(world)
    world.faults.forgetCalls()
    await world.clock.advance(2 * HOUR + 50 * MINUTE)
    const before = whole(world, UPLOADS)
    await untilPaused(world)
    running.splice(running.indexOf(first), 1)
    world.faults.clear()
    world.restart()
    await start(world)
    await world.clock.advance(10 * MINUTE)
    expect(world.containers().filter(({ app }) => app === 'shop/web').map(({ state }) => state)).toEqual(['running'])
    expect(whole(world, UPLOADS).length).toBeGreaterThan(before.length)
    expect(kept(world).filter((key) => !whole(world, UPLOADS).concat(whole(world, DB)).some((id) => key.includes(id)))).toEqual([])
  })

  const suspend = (world: World): void => { world.ports.store.suspend({ by: 'ana', reason: 'a look around', since: world.ports.clock.nowIso() }) }
  const UNPLANNED: readonly [string, (text: string) => string, (world: World) => void][] = [
    ['somebody suspended Mist meanwhile', (text) => text, suspend],
    ['drift is only reported', (text) => text.replace('projects:', 'policy: { drift: report }\nprojects:'), () => undefined],
    ['it cannot be planned', (text) => text.replace('image: "web:1"', 'image: "web:1"\n        env: { TOKEN: { secret: NOBODYS_TOKEN } }'), () => undefined],
  ]

  it.each(UNPLANNED)('wakes what a killed one left paused, also where %s', async (_, change, meanwhile) => {
    const { world } = createShop({ time: 'hand' })
    const text = shopWith({ pause: ', pause: true' })
    world.commit(text)
    const first = await start(world)
    world.faults.forgetCalls()
    await world.clock.advance(2 * HOUR + 50 * MINUTE)
    await untilPaused(world)
    meanwhile(world)
    running.splice(running.indexOf(first), 1)
    world.faults.clear()
    world.restart()
    world.commit(change(text))
    await start(world)
    expect(webStates(world)).toEqual(['running'])
  })

  it('takes away what a killed drill of a person left, with the next backup', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith())
    await start(world)
    const left = { id: resourceId('volume', 'shop_db_data.drill-left'), name: 'shop_db_data.drill-left', app: 'shop/db', scratchFor: 'drill' } as const
    expect(await world.ports.runtime.createVolume(left, never())).toMatchObject({ ok: true })
    await world.clock.advance(2 * HOUR)
    expect(await world.ports.runtime.scratch(never())).toMatchObject({ value: { volumes: [{ name: left.name }] } })
    await world.clock.advance(HOUR + 5 * MINUTE)
    expect(await world.ports.runtime.scratch(never())).toEqual({ ok: true, value: { containers: [], volumes: [] } })
  })

  it('makes none for a parked app, and forgets what git wants no more', async () => {
    const { world } = createShop({ time: 'hand' })
    const parked = shopWith().replace('template: postgres', 'template: postgres\n        replicas: 0')
    world.commit(parked)
    const { loop } = await start(world)
    expect(whole(world, DB)).toEqual([])
    await world.clock.advance(5 * HOUR)
    expect(condition(loop, 'shop/db')).toBeUndefined()
    world.commit(shopWith().replace(/ {8}backup: .*\n/, ''))
    loop.wake('webhook')
    await world.clock.advance(2 * MINUTE)
    expect(world.store.backups.map(({ key }) => key)).toEqual(['shop/web:uploads'])
    expect(whole(world, UPLOADS)).not.toEqual([])
  })

  it.each([
    ['cut short', (): Uint8Array => new Uint8Array(), 'backup-damaged'],
    ['forged', (bytes: Uint8Array): Uint8Array => Buffer.from(Buffer.from(bytes).toString().replace('"encrypted": false', '"encrypted": true')), 'backup-forged'],
  ] as const)('says that the manifest of the newest one is %s, and makes another at once', async (_, spoil, code) => {
    const { world, server } = createShop({ time: 'hand' })
    world.commit(shopWith())
    await end(await start(world))
    const [bad = ''] = whole(world, DB)
    const shelf = world.shelves.get('disk')
    const key = `default/${DB}/${bad}/manifest.json`
    shelf?.set(key, spoil(shelf.get(key) ?? new Uint8Array()))
    server.answer = () => ({ exitCode: 1, said: 'FATAL: no space' })
    world.faults.add({ call: 'listObjects', kind: 'fail', times: 1 })
    world.restart()
    const { loop } = await start(world)
    const failures = world.events.flatMap((event) => (event.type === 'backup-failed' ? [event.failure.code] : []))
    expect(failures.filter((one) => one === code)).toHaveLength(1)
    expect(backups(loop, 'shop/db')).toMatchObject([{ state: 'failed', count: 0 }])
    expect(backups(loop, 'shop/db')[0]?.last).toBeUndefined()
    delete server.answer
    await world.clock.advance(10 * MINUTE)
    expect(whole(world, DB)).toHaveLength(2)
    expect(backups(loop, 'shop/db')).toMatchObject([{ state: 'good', count: 1 }])
    expect(said(world)).not.toContain('backup-missed shop/db')
  })

  it('reads the manifest of the newest one once, and tells of what is wrong with it though nothing is due', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith())
    const first = await start(world)
    expect(await typed(world, 'now')).toBe(0)
    await end(first)
    world.restart()
    world.faults.forgetCalls()
    const calm = await start(world)
    await world.clock.advance(25 * MINUTE)
    expect(world.faults.reads.filter((call) => call.startsWith('getObject') && call.includes(DB))).toHaveLength(1)
    await end(calm)
    const shelf = world.shelves.get('disk')
    shelf?.set(`default/${DB}/${whole(world, DB).at(-1) ?? ''}/manifest.json`, new Uint8Array())
    world.restart()
    const { loop } = await start(world)
    expect(condition(loop, 'shop/db')).toMatchObject({ status: 'False', reason: 'BackupFailed', message: expect.stringContaining('manifest.json is none that this version of Mist knows; the last good one is of') as string })
    expect(backups(loop, 'shop/db')).toMatchObject([{ state: 'failed', count: 1, last: { id: whole(world, DB)[0] } }])
  })

  it('says that the storage does not let backups be read, once, and that none is let go of for it, until it does', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith())
    await end(await start(world))
    const refused = failure('storage-refused', { subject: 'cannot read it', cause: 'the access key may not do this' })
    world.faults.add({ call: 'getObject', kind: 'fail', times: 100_000, failure: refused })
    world.restart()
    const { loop } = await start(world)
    await world.clock.advance(25 * MINUTE)
    expect(condition(loop, 'shop/db')).toMatchObject({ reason: 'BackupFailed', message: expect.stringContaining('the access key may not do this; so it is not known whether the newest backup is good, and no older one is let go of') as string })
    expect(said(world).filter((one) => one === 'backup-failed shop/db')).toHaveLength(1)
    expect(whole(world, DB)).toHaveLength(1)
    world.faults.clear()
    await world.clock.advance(12 * MINUTE)
    expect([condition(loop, 'shop/db'), backups(loop, 'shop/db')]).toMatchObject([undefined, [{ state: 'good', count: 1 }]])
  })

  it('is quiet about a storage that lists and is away for a read', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith())
    await end(await start(world))
    world.faults.add({ call: 'getObject', kind: 'fail', times: 100_000, failure: failure('storage-unreachable', { subject: 'cannot read it', cause: 'no route' }) })
    world.restart()
    const { loop } = await start(world)
    expect(condition(loop, 'shop/db')).toBeUndefined()
  })

  it('makes them also while the history cannot be read', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith())
    const broken = (): never => { throw new Error('database disk image is malformed') }
    const ports = { ...world.ports, store: { ...world.ports.store, lastEventId: broken } }
    const loop = startLoop(world.ports, world.config, { intervalMs: 12 * HOUR, driftIntervalMs: 24 * HOUR })
    running.push({ world, loop, keeper: startKeeper({ ports, config: world.config, loop }) })
    await world.clock.advance(2 * MINUTE)
    expect(whole(world, DB)).toHaveLength(1)
  })

  it('lets a person go first, and does not make again what they have made', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith())
    const lease = await world.ports.backupLease.acquire('back up by hand', 0, new AbortController().signal)
    const { loop } = await start(world)
    expect(whole(world, DB)).toEqual([])
    expect(backups(loop, 'shop/db')).toMatchObject([{ state: 'due', message: expect.stringContaining('back up by hand') as string }])
    if (lease.ok) lease.value.release()
    await world.clock.advance(MINUTE)
    expect(whole(world, DB)).toHaveLength(1)
  })

  it('sees within half a minute what a person made and tried by hand, and asks the storage no more often for it', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith())
    const { loop } = await start(world)
    const byHand = async (verb: string): Promise<void> => {
      expect(await typed(world, verb)).toBe(0)
      await world.clock.advance(30 * SECOND)
    }
    await byHand('now')
    expect(backups(loop, 'shop/db')).toMatchObject([{ count: 2, last: { id: whole(world, DB).at(-1) } }])
    await byHand('verify')
    expect(backups(loop, 'shop/db')).toMatchObject([{ count: 2, drill: { id: whole(world, DB).at(-1), result: 'passed' } }])
    world.faults.forgetCalls()
    await world.clock.advance(5 * MINUTE)
    expect(world.faults.reads.filter((call) => call.startsWith('listObjects'))).toEqual([])
  })
})
