/** A release that fails by its own fault is tried once, is remembered across restarts, and stands in the way of nothing else. */
import { describe, expect, it } from 'vitest'
import { look } from '../../../src/engine/look.js'
import { isDataBeyond } from '../../../src/engine/hold/rejected.js'
import { status } from '../../../src/engine/status.js'
import type { Release } from '../../../src/model/release.js'
import type { AppStatus } from '../../../src/model/run.js'
import type { DesiredApp, ObservedVolume } from '../../../src/model/state.js'
import { shop } from '../../fakes/manifests.js'
import { DEAF_PROGRAM, EXITING_PROGRAM, GOOD_PROGRAM } from '../../fakes/program.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'

const NEVER = new AbortController().signal
const web = (image: string): string => `{ image: "${image}", port: 80, domains: [shop.localhost] }`
const BAD = shop({ web: web('exits:1') })

async function running(manifest = shop()): Promise<World> {
  const world = createWorld({ images: { 'exits:1': EXITING_PROGRAM, 'deaf:1': DEAF_PROGRAM } })
  world.commit(manifest)
  await world.converge()
  world.faults.forgetCalls()
  return world
}

const tries = (world: World): number => world.faults.writes.filter((write) => write.startsWith('startContainer shop-web')).length
const imageOf = (world: World): string => [...world.engine.state.containers.values()].filter((one) => one.spec?.app === 'shop/web').map((one) => one.spec?.image).join(' ')

async function webOf(world: World): Promise<AppStatus> {
  const found = (await status(world.ports, world.config, NEVER)).apps.find(({ app }) => app === 'web')
  if (!found) throw new Error('no web')
  return found
}

describe('a release that fails', () => {
  it('is tried once, however many passes follow, and the old one stays', async () => {
    const world = await running()
    world.commit(BAD)
    expect((await world.pass()).run.verdict).toBe('failed')
    for (let pass = 0; pass < 5; pass += 1) expect((await world.pass()).run.verdict).toBe('failed')
    await world.clock.sleep(600_000, NEVER)
    await world.pass()
    expect([tries(world), imageOf(world)]).toEqual([1, 'web:1'])
  })

  it('is said in status with its reason, while the app is healthy', async () => {
    const world = await running()
    world.commit(BAD)
    await world.pass()
    const app = await webOf(world)
    expect([app.sync, app.health]).toEqual(['OutOfSync', 'Healthy'])
    expect(app.conditions.map(({ type, status: value, reason }) => `${type} ${value} ${reason}`)).toEqual(['Ready False ReleaseRejected', 'Stalled True ReleaseRejected', 'Kept True LastRelease'])
    expect(app.conditions[0]?.message).toContain('with code 3')
    expect(app.conditions[1]?.message).toContain('fatal: no config')
    expect(app.blocked[0]).toMatchObject({ reason: 'held', message: expect.stringMatching(/with code 3\. It is tried again when its spec changes, or now with: mistctl apply --retry shop\/web$/) as string })
  })

  it('stays held in what diff shows, also for a new process', async () => {
    const world = await running()
    world.commit(BAD)
    await world.pass()
    world.restart()
    await world.pass()
    const seen = await look(world.ports, world.config, { fetch: 'local', freshness: 'live' }, NEVER)
    expect([tries(world), seen.plan?.changes.length, seen.plan?.blocked.map(({ reason }) => reason)]).toEqual([1, 0, ['held', 'held']])
  })

  it('is tried once more when the history is lost', async () => {
    const world = await running()
    world.commit(BAD)
    await world.pass()
    world.wipeStore()
    for (let pass = 0; pass < 4; pass += 1) await world.pass()
    expect([tries(world), imageOf(world)]).toEqual([2, 'web:1'])
  })

  it('is not tried by a plain apply, and is tried again by one that asks for it', async () => {
    const world = await running()
    world.commit(BAD)
    await world.pass()
    expect((await world.pass({ trigger: 'cli' })).run.verdict).toBe('failed')
    expect(tries(world)).toBe(1)
    expect((await world.pass({ trigger: 'cli', rejected: 'tried' })).run.verdict).toBe('failed')
    expect(tries(world)).toBe(2)
    world.engine.state.images.set('exits:1', { id: 'sha256:mended', program: GOOD_PROGRAM })
    expect((await world.pass({ trigger: 'cli', rejected: 'tried', selector: 'shop/web' })).run.verdict).toBe('changed')
    expect([imageOf(world), world.store.rejections.size]).toEqual(['exits:1', 0])
  })

  it('is forgotten with another spec, and the next good commit wins', async () => {
    const world = await running()
    world.commit(BAD)
    await world.pass()
    world.commit(shop({ web: web('web:2') }))
    expect((await world.pass()).run.verdict).toBe('changed')
    expect([imageOf(world), world.store.rejections.size]).toEqual(['web:2', 0])
    expect((await webOf(world)).conditions[0]).toMatchObject({ reason: 'ReconciliationSucceeded' })
  })

  it('is not tried again for an unrelated commit', async () => {
    const world = await running()
    world.commit(BAD)
    await world.pass()
    world.commit(shop({ web: web('exits:1'), side: '{ image: "worker:2" }' }))
    await world.pass()
    expect(tries(world)).toBe(1)
    expect(world.containers().filter(({ app }) => app === 'other/side')).toHaveLength(1)
  })

  it('leaves the others healed', async () => {
    const world = await running()
    world.commit(BAD)
    await world.pass()
    const job = world.containers().find(({ app }) => app === 'shop/job')
    world.hand.remove(job?.name ?? '')
    await world.pass()
    expect(world.containers().find(({ app }) => app === 'shop/job')?.state).toBe('running')
  })

  it.each([
    ['an image that does not exist', { web: web('web:none') }, {}, 'image-missing'],
    ['a build that fails', { web: '{ build: web, port: 80, domains: [shop.localhost] }' }, { 'web/Dockerfile': 'RUN false' }, 'build-failed'],
    ['a program that never listens', { web: web('deaf:1') }, {}, 'container-not-ready'],
  ])('is one with %s', async (_, apps, files, code) => {
    const world = await running()
    world.commit(shop(apps), files)
    for (let pass = 0; pass < 3; pass += 1) await world.pass()
    expect([...world.store.rejections.values()]).toMatchObject([{ app: 'shop/web', failure: { code } }])
    expect(imageOf(world)).toBe('web:1')
  })

  it('is none when the world fails: that is tried again with pauses', async () => {
    const world = await running()
    world.faults.add({ call: 'createContainer', kind: 'fail', times: 1 })
    world.commit(shop({ web: web('web:2') }))
    await world.pass()
    expect(world.store.rejections.size).toBe(0)
    await world.clock.sleep(10_000, NEVER)
    await world.pass()
    expect(imageOf(world)).toBe('web:2')
  })

  it('is none when it came out once: what fails to heal is tried again', async () => {
    const world = await running(shop({ web: web('web:2') }))
    world.engine.state.images.set('web:2', { id: world.engine.state.images.get('web:2')?.id ?? '', program: EXITING_PROGRAM })
    world.hand.remove(world.containers().find(({ app }) => app === 'shop/web')?.name ?? '')
    expect((await world.pass()).run.verdict).toBe('failed')
    expect(world.store.rejections.size).toBe(0)
    await world.clock.sleep(10_000, NEVER)
    await world.pass()
    expect(tries(world)).toBe(2)
  })

  it('is none when the engine goes away in the middle: the old one is kept, and the release comes out once the engine is back', async () => {
    const world = await running()
    world.engine.state.registry.set('slow:1', { ...GOOD_PROGRAM, listensAfterMs: 5_000 })
    world.commit(shop({ web: web('slow:1') }))
    void world.clock.sleep(2_000, NEVER).then(() => { world.engine.state.up = false })
    expect((await world.pass()).run.verdict).toBe('failed')
    expect([world.store.rejections.size, imageOf(world)]).toEqual([0, 'web:1 slow:1'])
    world.engine.state.up = true
    await world.clock.sleep(10_000, NEVER)
    await world.pass()
    expect([world.store.rejections.size, imageOf(world)]).toEqual([0, 'slow:1'])
  })

  it('is none when it could not be taken back whole', async () => {
    const world = await running()
    world.commit(BAD)
    world.faults.add({ call: 'removeContainer', kind: 'fail', times: 1 })
    await world.pass()
    expect(world.store.rejections.size).toBe(0)
    await world.clock.sleep(10_000, NEVER)
    await world.pass()
    const up = world.containers().filter(({ app, state }) => app === 'shop/web' && state === 'running')
    expect([world.store.rejections.size, up.map(({ id }) => world.engine.find(id)?.spec?.image)]).toEqual([1, ['web:1']])
  })
})

describe('a release that comes out', () => {
  it('is noted with its image and its digest, once', async () => {
    const world = await running()
    for (let pass = 0; pass < 3; pass += 1) await world.pass()
    const [release, ...more] = world.store.releases.filter(({ app }) => app === 'shop/web')
    expect(more).toEqual([])
    expect(release).toMatchObject({ number: 1, image: { ref: 'web:1', id: world.engine.state.images.get('web:1')?.id } })
    world.commit(shop({ web: web('web:2') }))
    await world.pass()
    expect(world.store.releases.filter(({ app }) => app === 'shop/web').map(({ number, image }) => `${String(number)} ${image.ref}`)).toEqual(['1 web:1', '2 web:2'])
  })

  it('is not noted again for a commit that changes nothing of it', async () => {
    const world = await running()
    world.commit(shop({ side: '{ image: "worker:2" }' }))
    await world.converge()
    expect(world.store.releases.map(({ app, number }) => `${app} ${String(number)}`).sort()).toEqual(['mist/traefik 1', 'other/side 1', 'other/side 2', 'shop/job 1', 'shop/web 1'])
  })

  it('is noted anew from what runs when the history was lost', async () => {
    const world = await running()
    world.wipeStore()
    await world.pass()
    world.restart()
    await world.pass()
    expect(world.store.releases.filter(({ app }) => app === 'shop/web')).toHaveLength(1)
  })
})

describe('data that the last release cannot open', () => {
  const release = (ref: string, id: string): Release => ({ image: { ref, id } }) as Release
  const app = (more: Partial<DesiredApp> = {}): DesiredApp => ({ key: 'shop/db', volumes: [{ name: 'data', data: { software: 'postgres', line: '17' } }], ...more }) as DesiredApp
  const volumes = [{ name: 'data', owner: 'ours', data: { software: 'postgres', line: '17' } }] as unknown as readonly ObservedVolume[]
  const judge = (releases: Readonly<Record<string, readonly Release[]>>, one = app()): boolean => isDataBeyond({ releases: (query) => releases[query.app] ?? [] }, one, volumes)

  it.each<readonly [string, boolean, readonly Release[]]>([
    ['of an older version', true, [release('postgres:15', 'a')]],
    ['of an older version from a registry of one\'s own', true, [release('registry.example.com:5000/db/postgres:15.4-alpine', 'a')]],
    ['of the same version', false, [release('postgres:17', 'b'), release('postgres:15', 'a')]],
    ['that a rollback brought back by the id of its image', true, [release('sha256:a', 'a'), release('postgres:17', 'b'), release('postgres:15', 'a')]],
    ['that a rollback brought back by an id, and which is new enough', false, [release('sha256:b', 'b'), release('postgres:15', 'a'), release('postgres:17', 'b')]],
    ['that never was', false, []],
  ])('is told of one %s', (_, expected, releases) => {
    expect(judge({ 'shop/db': releases })).toBe(expected)
  })

  it('is told of an app that came out under its former name alone', () => {
    expect(judge({ 'shop/old': [release('postgres:15', 'a')] }, app({ formerly: 'shop/old' }))).toBe(true)
    expect(judge({ 'shop/old': [release('postgres:15', 'a')], 'shop/db': [release('postgres:17', 'b')] }, app({ formerly: 'shop/old' }))).toBe(false)
  })
})
