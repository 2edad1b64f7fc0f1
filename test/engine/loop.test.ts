/** The loop on a clock that only the test moves: triggers, events, healing, back-off, superseding, stopping. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Loop } from '../../src/engine/loop.js'
import { startLoop } from '../../src/engine/loop.js'
import { rest } from '../fakes/clock.js'
import { shop } from '../fakes/manifests.js'
import { DEAF_PROGRAM, EXITING_PROGRAM } from '../fakes/program.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const loops: { readonly loop: Loop; readonly world: World }[] = []

afterEach(async () => {
  for (const { loop, world } of loops.splice(0)) {
    const stopped = loop.stop()
    await world.clock.advance(30 * SECOND)
    await stopped
  }
})

async function started(manifest = shop()): Promise<{ readonly world: World; readonly loop: Loop }> {
  const world = createWorld({ time: 'hand', images: { 'exits:1': EXITING_PROGRAM, 'deaf:1': DEAF_PROGRAM } })
  world.commit(manifest)
  const loop = startLoop(world.ports, world.config, { intervalMs: MINUTE, driftIntervalMs: 5 * MINUTE })
  loops.push({ loop, world })
  await world.clock.advance(20 * SECOND)
  return { world, loop }
}

const image = (world: World, app: string): string => [...world.engine.state.containers.values()].filter((one) => one.spec?.app === app && one.state === 'running').map((one) => one.spec?.image ?? '').join(' ')
const nameOf = (world: World, app: string): string => world.containers().find((one) => one.app === app)?.name ?? ''
const passes = (world: World): number => world.events.filter((event) => event.type === 'run-finished').length
const WEB_2 = shop({ web: '{ image: "web:2", port: 80, domains: [shop.localhost] }' })

describe('loop', () => {
  it('converges at its start and reports it', async () => {
    const { loop } = await started()
    expect(loop.report()).toMatchObject({ sync: 'Synced', health: 'Healthy', lastRun: { verdict: 'changed' } })
  })

  it('follows a commit at the next poll, and at once when it is woken', async () => {
    const { world, loop } = await started()
    world.commit(WEB_2)
    await world.clock.advance(70 * SECOND)
    expect(image(world, 'shop/web')).toBe('web:2')
    world.commit(shop())
    loop.wake('webhook')
    await world.clock.advance(30 * SECOND)
    expect(image(world, 'shop/web')).toBe('web:1')
  })

  it('tells who asked for a look what came of it, also when nothing did', async () => {
    const { world, loop } = await started()
    const commit = world.commit(WEB_2)
    const [first, second] = [loop.ask(), loop.ask()]
    expect(loop.asked(first)?.state).toBe('waiting')
    loop.wake('webhook')
    await world.clock.advance(30 * SECOND)
    expect(loop.asked(first)).toMatchObject({ state: 'done', verdict: 'changed', revision: { commit }, run: loop.report()?.lastRun?.id })
    expect(loop.asked(second)).toEqual({ ...loop.asked(first), id: second })
    const idle = loop.ask()
    loop.wake('webhook')
    await world.clock.advance(SECOND)
    expect(loop.asked(idle)).toMatchObject({ state: 'done', verdict: 'converged', revision: { commit } })
    expect(loop.asked(idle)).not.toHaveProperty('run')
  })

  it('heals within a second of the engine event', async () => {
    const { world } = await started()
    world.hand.remove(nameOf(world, 'shop/job'))
    await world.clock.advance(SECOND)
    expect(world.containers().find((one) => one.app === 'shop/job')?.state).toBe('running')
  })

  it('heals at the drift clock what no event told of', async () => {
    const { world } = await started()
    const name = nameOf(world, 'shop/job')
    const job = world.engine.find(name)
    if (job) job.limits = { ...job.limits, memoryBytes: 7_000_000 }
    await world.clock.advance(SECOND)
    expect(world.engine.find(name)?.limits.memoryBytes).toBe(7_000_000)
    await world.clock.advance(6 * MINUTE)
    expect(world.engine.find(name)?.limits.memoryBytes).not.toBe(7_000_000)
  })

  it('writes nothing for hours while there is nothing to do', async () => {
    const { world } = await started()
    await world.clock.advance(2 * MINUTE)
    world.faults.forgetCalls()
    const before = passes(world)
    await world.clock.advance(60 * MINUTE)
    expect(world.faults.writes).toEqual([])
    expect(passes(world) - before).toBeGreaterThan(60)
  })

  it('tells its listeners of every pass until they leave', async () => {
    const { world, loop } = await started()
    const verdicts: string[] = []
    const leave = loop.onReport((report) => void verdicts.push(report.sync))
    await world.clock.advance(3 * MINUTE)
    expect(new Set(verdicts)).toEqual(new Set(['Synced']))
    leave()
    const count = verdicts.length
    await world.clock.advance(3 * MINUTE)
    expect(verdicts).toHaveLength(count)
  })

  it('says what it is about to do while a release takes its time', async () => {
    const { world, loop } = await started()
    const before = loop.report()?.revision?.commit
    world.commit(shop({ web: '{ image: "deaf:1", port: 80, domains: [shop.localhost] }' }))
    loop.wake('webhook')
    await world.clock.advance(3 * SECOND)
    expect(loop.report()?.revision?.commit).not.toBe(before)
    expect(loop.report()?.sync).toBe('OutOfSync')
    expect(loop.report()?.verdict).toMatch(/^Converging to .*: shop\/web\.$/)
    expect(loop.report()?.apps.find((app) => app.app === 'web')).toMatchObject({ sync: 'OutOfSync', conditions: expect.arrayContaining([expect.objectContaining({ type: 'Reconciling' })]) as unknown })
  })

  it('tries a failing app ever more rarely, whatever its crashes cause, and heals the others meanwhile', async () => {
    const { world } = await started()
    world.engine.state.images.set('web:1', { id: world.engine.state.images.get('web:1')?.id ?? '', program: EXITING_PROGRAM })
    world.faults.forgetCalls()
    world.hand.remove(nameOf(world, 'shop/web'))
    await world.clock.advance(60 * MINUTE)
    const attempts = world.faults.writes.filter((write) => write.startsWith('startContainer shop-web')).length
    expect(attempts).toBeGreaterThan(5)
    expect(attempts).toBeLessThan(25)
    world.hand.remove(nameOf(world, 'shop/job'))
    await world.clock.advance(SECOND)
    expect(world.containers().find((one) => one.app === 'shop/job')?.state).toBe('running')
  })

  it('tries a held app at once when its spec changes', async () => {
    const { world, loop } = await started(shop({ web: '{ image: "exits:1", port: 80, domains: [shop.localhost] }' }))
    await world.clock.advance(30 * MINUTE)
    expect(loop.report()?.apps.find((app) => app.app === 'web')?.blocked[0]).toMatchObject({ reason: 'held' })
    world.commit(WEB_2)
    loop.wake('webhook')
    await world.clock.advance(5 * SECOND)
    expect(image(world, 'shop/web')).toBe('web:2')
  })

  it('does not fight forever with somebody who undoes what it does', async () => {
    const { world } = await started()
    let fights = 0
    const end = world.clock.monotonicMs() + 30 * MINUTE
    while (world.clock.monotonicMs() < end) {
      const name = nameOf(world, 'shop/job')
      if (world.engine.find(name)?.state === 'running') {
        fights += 1
        world.hand.stop(name)
      }
      await world.clock.advance(5 * SECOND)
    }
    expect(fights).toBeGreaterThan(8)
    expect(fights).toBeLessThan(30)
  })

  it('gives up a release for a newer commit that wants the app otherwise, and ends at that one', async () => {
    const { world, loop } = await started()
    const before = nameOf(world, 'shop/web')
    world.commit(shop({ web: '{ image: "deaf:1", port: 80, domains: [shop.localhost] }' }))
    loop.wake('webhook')
    await world.clock.advance(3 * SECOND)
    world.commit(WEB_2)
    loop.wake('webhook')
    await world.clock.advance(20 * SECOND)
    expect(image(world, 'shop/web')).toBe('web:2')
    expect(world.store.runs.map((run) => run.verdict)).toContain('superseded')
    expect(nameOf(world, 'shop/web')).not.toBe(before)
  })

  it('goes on with what a newer commit wants as before, and releases the rest beside it', async () => {
    const { world, loop } = await started()
    world.hand.remove(nameOf(world, 'shop/job'))
    await world.clock.advance(500)
    const healed = world.containers().find((one) => one.app === 'shop/job')
    expect(healed?.state).toBe('running')
    world.commit(WEB_2)
    loop.wake('webhook')
    await world.clock.advance(20 * SECOND)
    expect(world.store.runs.map((run) => run.verdict)).not.toContain('superseded')
    expect([world.containers().find((one) => one.app === 'shop/job')?.id, image(world, 'shop/web')]).toEqual([healed?.id, 'web:2'])
  })

  it('notices a newer commit by its own poll too', async () => {
    const { world, loop } = await started(shop({ web: '{ image: "web:1", port: 80, domains: [shop.localhost] }' }))
    world.commit(shop({ web: '{ image: "deaf:1", port: 80, domains: [shop.localhost] }', job: '{ image: "deaf:1", volumes: ["data:/data"] }' }))
    loop.wake('webhook')
    await world.clock.advance(SECOND)
    world.commit(WEB_2)
    await world.clock.advance(3 * MINUTE)
    expect(image(world, 'shop/web')).toBe('web:2')
  })

  it('survives an exception of a part and goes on', async () => {
    const { world } = await started()
    world.faults.add({ call: 'lastApplied', kind: 'fail', times: 1 })
    world.hand.remove(nameOf(world, 'shop/job'))
    await world.clock.advance(10 * SECOND)
    expect(world.events.flatMap((event) => (event.type === 'run-failed' ? [event.failure.code] : []))).toEqual(['internal'])
    expect(world.containers().find((one) => one.app === 'shop/job')?.state).toBe('running')
  })

  it('retries an engine that is down and converges when it is back', async () => {
    const { world, loop } = await started()
    world.engine.state.up = false
    loop.wake('poll')
    await world.clock.advance(10 * SECOND)
    expect(loop.report()?.health).toBe('Unknown')
    expect(world.events.filter((event) => event.type === 'retry-scheduled').map((event) => (event.type === 'retry-scheduled' ? event.delayMs : 0))).toEqual([2_000, 6_000, 18_000])
    world.engine.state.up = true
    await world.clock.advance(20 * SECOND)
    expect(loop.report()).toMatchObject({ sync: 'Synced', health: 'Healthy' })
  })

  it('takes back what it was waiting for when it is stopped, and leaves the old version serving', async () => {
    const { world, loop } = await started()
    const before = world.containers().map((one) => one.id).sort()
    world.commit(shop({ web: '{ image: "deaf:1", port: 80, domains: [shop.localhost] }' }))
    loop.wake('webhook')
    await world.clock.advance(2 * SECOND)
    let isStopped = false
    void loop.stop().then(() => { isStopped = true })
    await world.clock.advance(SECOND)
    await rest()
    expect(isStopped).toBe(true)
    expect(world.containers().filter((one) => one.state === 'running').map((one) => one.id).sort()).toEqual(before)
    const writes = world.faults.writes.length
    await world.clock.advance(10 * MINUTE)
    expect(world.faults.writes).toHaveLength(writes)
  })

  it('returns from a stop after twenty seconds although a call hangs', async () => {
    const { world, loop } = await started()
    world.faults.add({ call: 'stopContainer', kind: 'hang', times: 5 })
    world.faults.add({ call: 'createContainer', kind: 'hang', times: 5 })
    world.commit(WEB_2)
    loop.wake('webhook')
    await world.clock.advance(2 * SECOND)
    let isStopped = false
    void loop.stop().then(() => { isStopped = true })
    await world.clock.advance(19 * SECOND)
    expect(isStopped).toBe(false)
    await world.clock.advance(2 * SECOND)
    expect(isStopped).toBe(true)
  })
})
