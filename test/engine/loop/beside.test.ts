/** Healing beside a release that takes its time: whatever the release waits for, nobody else waits for it. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Loop } from '../../../src/engine/loop.js'
import { startLoop } from '../../../src/engine/loop.js'
import { shop } from '../../fakes/manifests.js'
import { DEAF_PROGRAM } from '../../fakes/program.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'

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

interface Scene {
  readonly world: World
  readonly loop: Loop
  /** Commits, wakes the loop as a webhook would, and lets the release come to its wait. */
  release(manifest: string): Promise<void>
}

async function scene(manifest = shop()): Promise<Scene> {
  const world = createWorld({ time: 'hand', images: { 'deaf:1': DEAF_PROGRAM } })
  world.commit(manifest)
  const loop = startLoop(world.ports, world.config, { intervalMs: MINUTE, driftIntervalMs: 5 * MINUTE })
  loops.push({ loop, world })
  await world.clock.advance(30 * SECOND)
  const release = async (next: string): Promise<void> => {
    world.commit(next, { 'src/Dockerfile': 'FROM x\n' })
    loop.wake('webhook')
    await world.clock.advance(5 * SECOND)
  }
  return { world, loop, release }
}

const of = (world: World, app: string): readonly { readonly id: string; readonly name: string; readonly state: string }[] => world.containers().filter((one) => one.app === app)
const isUp = (world: World, app: string): boolean => of(world, app).some(({ state }) => state === 'running')
const removeAll = (world: World, app: string): void => {
  for (const { name } of of(world, app)) world.hand.remove(name)
}
const isAtWork = (loop: Loop, app: string): boolean => loop.report()?.verdict.includes(app) === true && loop.report()?.verdict.startsWith('Converging') === true
const verdicts = (world: World): readonly string[] => world.store.runs.map((run) => run.verdict)
const WEB = 'port: 80, domains: [shop.localhost]'
const DEAF = shop({ web: `{ image: "deaf:1", ${WEB} }` })

describe('while a release waits', () => {
  const waits: readonly (readonly [string, string])[] = [
    ['for its build', `{ build: src, ${WEB} }`],
    ['for readiness', `{ image: "deaf:1", ${WEB} }`],
    ['for the end of its drain', `{ image: "web:2", ${WEB}, deploy: { drain: 5m } }`],
    ['for its window of readiness', `{ image: "web:2", ${WEB}, deploy: { window: 4m } }`],
    ['between the steps of a canary', `{ image: "web:2", ${WEB}, deploy: { strategy: canary, canary: { every: 3m } } }`],
  ]

  it.each(waits)('%s, an app of its project and one of another are healed within a second', async (_, web) => {
    const { world, loop, release } = await scene()
    world.faults.add({ call: 'buildImage', kind: 'hang', times: 1 })
    await release(shop({ web }))
    expect(isAtWork(loop, 'shop/web')).toBe(true)
    removeAll(world, 'shop/job')
    removeAll(world, 'other/side')
    await world.clock.advance(SECOND)
    expect([isUp(world, 'shop/job'), isUp(world, 'other/side'), isUp(world, 'shop/web')]).toEqual([true, true, true])
    expect(isAtWork(loop, 'shop/web')).toBe(true)
  })

  it('a proxy that is gone comes back', async () => {
    const { world, release } = await scene()
    await release(DEAF)
    removeAll(world, 'mist/traefik')
    await world.clock.advance(SECOND)
    expect(isUp(world, 'mist/traefik')).toBe(true)
  })

  it('nothing of its own app is touched by anybody else', async () => {
    const { world, release } = await scene()
    await release(DEAF)
    const before = of(world, 'shop/web').map(({ id }) => id).sort()
    expect(before).toHaveLength(2)
    world.faults.forgetCalls()
    removeAll(world, 'shop/job')
    await world.clock.advance(90 * SECOND)
    expect(of(world, 'shop/web').map(({ id }) => id).sort()).toEqual(before)
    expect(world.faults.writes.filter((write) => write.includes('shop-web'))).toEqual([])
  })

  it('an app that depends on it waits for it, and is healed when it has ended', async () => {
    const late = (web: string): string => `version: 1\nprojects:\n  shop:\n    apps:\n      web: ${web}\n      late: { image: "worker:1", dependsOn: [web] }\n`
    const { world, release } = await scene(late(`{ image: "web:1", ${WEB} }`))
    await release(late(`{ image: "web:2", ${WEB}, deploy: { drain: 1m } }`))
    removeAll(world, 'shop/late')
    await world.clock.advance(30 * SECOND)
    expect(isUp(world, 'shop/late')).toBe(false)
    await world.clock.advance(35 * SECOND)
    expect(isUp(world, 'shop/late')).toBe(true)
  })

  it('history tells the two runs apart, and which apps the second left alone', async () => {
    const { world, release } = await scene()
    await release(DEAF)
    removeAll(world, 'shop/job')
    await world.clock.advance(10 * SECOND)
    const healing = world.store.runs.at(-1)
    expect(healing).toMatchObject({ trigger: 'docker', verdict: 'changed', leftOut: ['shop/web'], outcomes: [{ app: 'shop/job', result: 'applied' }] })
    await world.clock.advance(6 * MINUTE)
    const releasing = world.store.runs.find((run) => run.verdict === 'failed')
    expect(releasing?.outcomes.map(({ app }) => app)).toEqual(['shop/web', 'shop/web'])
    expect(releasing?.id).toBeLessThan(healing?.id ?? 0)
    expect(new Set(world.store.runs.map(({ id }) => id)).size).toBe(world.store.runs.length)
  })

  it('a revision counts as applied once all of it is', async () => {
    const { world, loop, release } = await scene()
    const before = loop.report()?.appliedRevision?.commit
    await release(shop({ web: `{ image: "web:2", ${WEB}, deploy: { drain: 1m } }` }))
    removeAll(world, 'shop/job')
    await world.clock.advance(10 * SECOND)
    expect(loop.report()).toMatchObject({ appliedRevision: { commit: before } })
    await world.clock.advance(2 * MINUTE)
    expect(loop.report()?.appliedRevision?.commit).toBe(loop.report()?.revision?.commit)
    expect(loop.report()).toMatchObject({ sync: 'Synced', health: 'Healthy' })
  })

  it('a commit that changes other apps is released beside it, and does not begin it anew', async () => {
    const { world, release } = await scene()
    await release(shop({ web: `{ image: "web:2", ${WEB}, deploy: { drain: 2m } }` }))
    const waiting = of(world, 'shop/web').map(({ id }) => id)
    await release(shop({ web: `{ image: "web:2", ${WEB}, deploy: { drain: 2m } }`, job: '{ image: "worker:2", volumes: ["data:/data"] }' }))
    await world.clock.advance(30 * SECOND)
    expect(of(world, 'shop/job').map(({ id, state }) => [world.engine.find(id)?.spec?.image, state])).toEqual([['worker:2', 'running']])
    expect(of(world, 'shop/web').map(({ id }) => id)).toEqual(waiting)
    await world.clock.advance(3 * MINUTE)
    expect(of(world, 'shop/web')).toHaveLength(1)
    expect(verdicts(world)).not.toContain('superseded')
  })

  it('a commit without the app ends the wait, and the app goes', async () => {
    const { world, release } = await scene()
    await release(DEAF)
    await release('version: 1\nprojects:\n  shop:\n    apps:\n      job: { image: "worker:1", volumes: ["data:/data"] }\n  other:\n    apps:\n      side: { image: "worker:1" }\n')
    await world.clock.advance(20 * SECOND)
    expect(verdicts(world)).toContain('superseded')
    expect(of(world, 'shop/web')).toEqual([])
  })

  it('a commit that cannot be used ends nothing', async () => {
    const { world, release } = await scene()
    await release(shop({ web: `{ image: "web:2", ${WEB}, deploy: { drain: 1m } }` }))
    await release('version: 1\nprojcts: {}\n')
    await world.clock.advance(2 * MINUTE)
    expect(of(world, 'shop/web').map(({ id }) => world.engine.find(id)?.spec?.image)).toEqual(['web:2'])
    expect(verdicts(world)).not.toContain('superseded')
  })

  it('a suspension ends no release and heals nothing', async () => {
    const { world, release } = await scene()
    await release(shop({ web: `{ image: "web:2", ${WEB}, deploy: { drain: 1m } }` }))
    world.ports.store.suspend({ by: 'ana', reason: '', since: world.clock.nowIso() })
    removeAll(world, 'shop/job')
    await world.clock.advance(2 * MINUTE)
    expect(isUp(world, 'shop/job')).toBe(false)
    expect(of(world, 'shop/web').map(({ id }) => world.engine.find(id)?.spec?.image)).toEqual(['web:2'])
  })

  it('a removal of many apps is refused as ever', async () => {
    const many = (apps: readonly string[], web: string): string => `version: 1\nprojects:\n  shop:\n    apps:\n      web: ${web}\n${apps.map((app) => `      ${app}: { image: "worker:1" }\n`).join('')}`
    const web = `{ image: "web:2", ${WEB}, deploy: { drain: 2m } }`
    const { world, release } = await scene(many(['a', 'b', 'c', 'd'], `{ image: "web:1", ${WEB} }`))
    await release(many(['a', 'b', 'c', 'd'], web))
    await release(many([], web))
    await world.clock.advance(5 * MINUTE)
    expect(['a', 'b', 'c', 'd'].map((app) => isUp(world, `shop/${app}`))).toEqual([true, true, true, true])
  })

  it('a stop ends both runs and lets go of the lease', async () => {
    const { world, loop, release } = await scene()
    await release(DEAF)
    world.faults.add({ call: 'startContainer', kind: 'hang', times: 1 })
    removeAll(world, 'other/side')
    await world.clock.advance(SECOND)
    let isStopped = false
    void loop.stop().then(() => { isStopped = true })
    await world.clock.advance(19 * SECOND)
    expect(isStopped).toBe(false)
    await world.clock.advance(20 * SECOND)
    expect((await world.ports.lease.acquire('test', 0, new AbortController().signal)).ok).toBe(true)
    expect(of(world, 'shop/web')).toHaveLength(1)
  })

  it('an app of the same run that fails has its pause at once', async () => {
    const { world, release } = await scene()
    world.faults.add({ call: 'createVolume', kind: 'fail', times: 9 })
    world.faults.forgetCalls()
    await release(shop({ web: `{ image: "web:2", ${WEB}, deploy: { drain: 2m } }`, side: '{ image: "worker:1", volumes: ["late:/late"] }' }))
    expect(world.faults.writes.filter((write) => write.startsWith('createVolume'))).toHaveLength(2)
  })

  it('a failing app of the second run keeps its pause when the first one ends', async () => {
    const { world, loop, release } = await scene()
    await release(shop({ web: `{ image: "web:2", ${WEB}, deploy: { drain: 20s } }` }))
    world.faults.add({ call: 'startContainer', kind: 'fail', times: 4 })
    removeAll(world, 'shop/job')
    await world.clock.advance(30 * SECOND)
    expect(loop.report()?.apps.find(({ app }) => app === 'job')?.blocked[0]).toMatchObject({ reason: 'held' })
    await world.clock.advance(2 * MINUTE)
    expect(isUp(world, 'shop/job')).toBe(true)
  })
})
