/** A commit that cannot be used changes nothing that serves, healing goes on beside it, and the next good commit recovers. */
import { describe, expect, it } from 'vitest'
import { status } from '../../src/engine/status.js'
import { MAX_FILE_BYTES } from '../../src/manifest/limits.js'
import { failure } from '../../src/model/failure.js'
import { shop, WEB_ROUTE } from '../fakes/manifests.js'
import { DEAF_PROGRAM, EXITING_PROGRAM, SICK_PROGRAM } from '../fakes/program.js'
import type { Files } from '../fakes/source.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'

interface Broken {
  readonly what: string
  readonly manifest: string
  readonly files?: Files
  readonly code: string
  readonly verdict: string
}

const GOOD = shop()
const WEB_2 = '{ image: "web:2", port: 80, domains: [shop.localhost] }'

const BROKEN: readonly Broken[] = [
  { what: 'bad YAML', manifest: 'version: 1\nprojects: {shop: [', code: 'manifest-invalid', verdict: 'rejected' },
  { what: 'an unknown key', manifest: GOOD.replace('port: 80', 'prot: 80'), code: 'manifest-invalid', verdict: 'rejected' },
  { what: 'no manifest at all', manifest: '', code: 'manifest-missing', verdict: 'rejected' },
  { what: 'a manifest beyond every size', manifest: `${GOOD}# ${'x'.repeat(MAX_FILE_BYTES)}\n`, code: 'source-refused', verdict: 'rejected' },
  { what: 'a failing build', manifest: shop({ web: '{ build: web, port: 80, domains: [shop.localhost] }' }), files: { 'web/Dockerfile': 'FROM x\nRUN false\n' }, code: 'build-failed', verdict: 'failed' },
  { what: 'a build folder without Dockerfile', manifest: shop({ web: '{ build: web, port: 80, domains: [shop.localhost] }' }), files: { 'web/readme': 'x' }, code: 'build-context-invalid', verdict: 'failed' },
  { what: 'an image that does not exist', manifest: shop({ web: '{ image: "gone:1", port: 80, domains: [shop.localhost] }' }), code: 'image-missing', verdict: 'failed' },
  { what: 'a program that exits', manifest: shop({ web: '{ image: "exits:1", port: 80, domains: [shop.localhost] }' }), code: 'container-exited', verdict: 'failed' },
  { what: 'a program that never listens', manifest: shop({ web: '{ image: "deaf:1", port: 80, domains: [shop.localhost] }' }), code: 'container-not-ready', verdict: 'failed' },
  { what: 'a program that is unhealthy', manifest: shop({ web: '{ image: "sick:1", port: 80, domains: [shop.localhost] }' }), code: 'container-unhealthy', verdict: 'failed' },
]

async function running(): Promise<World> {
  const world = createWorld({ images: { 'exits:1': EXITING_PROGRAM, 'deaf:1': DEAF_PROGRAM, 'sick:1': SICK_PROGRAM } })
  world.commit(GOOD)
  await world.converge()
  return world
}

const running_ = (world: World): readonly string[] => world.containers().map(({ app, id, state }) => `${app} ${id} ${state}`).sort()

function breakWith(world: World, { what, manifest, files }: Broken): void {
  if (what === 'no manifest at all') world.remote.commit({ 'README.md': 'nothing here' })
  else world.commit(manifest, files)
}

describe.each(BROKEN)('$what', (broken) => {
  it('leaves every running container as it is and says why', async () => {
    const world = await running()
    const before = running_(world)
    breakWith(world, broken)
    const { run } = await world.pass()
    const codes = [run.failure?.code, ...run.outcomes.flatMap((one) => (one.result === 'failed' ? [one.failure.code] : []))]
    expect([run.verdict, codes.find((code) => code !== undefined)]).toEqual([broken.verdict, broken.code])
    expect(running_(world)).toEqual(before)
    expect(world.traefik.serving().get(WEB_ROUTE)?.servers).toHaveLength(1)
  })

  it('does not stop the healing of what was applied, also after a restart', async () => {
    const world = await running()
    breakWith(world, broken)
    await world.pass()
    for (const restart of [false, true]) {
      if (restart) world.restart()
      world.hand.remove(world.containers().find((one) => one.app === 'other/side')?.name ?? '')
      await world.pass()
      expect(world.containers().find((one) => one.app === 'other/side')?.state).toBe('running')
    }
  })

  it('is recovered from by the next good commit', async () => {
    const world = await running()
    breakWith(world, broken)
    await world.pass()
    world.commit(shop({ web: WEB_2 }))
    expect((await world.converge()).run.verdict).toBe('converged')
    expect(world.engine.state.containers.size).toBe(4)
  })
})

describe('a port that is taken', () => {
  it('fails that app alone, names the holder and leaves no container behind', async () => {
    const world = await running()
    const before = running_(world)
    world.hand.runForeign('nginx', 9_000)
    world.commit(`${GOOD}  late:\n    apps:\n      app: { image: "worker:1", publish: ["127.0.0.1:9000:9000"] }\n      well: { image: "worker:2" }\n`)
    const { run } = await world.pass()
    expect(['failed', 'blocked']).toContain(run.verdict)
    expect(JSON.stringify([run.blocked, run.outcomes])).toContain('nginx')
    expect(running_(world).filter((line) => !line.startsWith('late/'))).toEqual(before)
    expect(world.containers().map((one) => one.app).filter((app) => app.startsWith('late/'))).toEqual(['late/well'])
  })

  it('is noticed at start when something outside the engine holds it', async () => {
    const world = await running()
    world.engine.state.takenPorts.add('127.0.0.1:9000')
    world.commit(`${GOOD}  late:\n    apps:\n      app: { image: "worker:1", publish: ["127.0.0.1:9000:9000"] }\n`)
    const { run } = await world.pass()
    expect(run.outcomes.flatMap((one) => (one.result === 'failed' ? [one.failure.code] : []))).toContain('port-taken')
    expect(world.containers().map((one) => one.app)).not.toContain('late/app')
  })
})

describe('a source that Mist may not ask', () => {
  it('is no fault of a commit', async () => {
    const world = await running()
    const refused = failure('source-refused', { subject: 'cannot use the repository', cause: 'it belongs to another user of this host' })
    world.faults.add({ call: 'fetch', kind: 'fail', times: 1, failure: refused })
    const { run } = await world.pass()
    expect([run.verdict, run.failure?.code]).toEqual(['failed', 'source-refused'])
    expect((await world.pass()).run.verdict).toBe('converged')
  })
})

describe('a source that is down', () => {
  it('stops nothing, heals from the copy that is here, and says since when', async () => {
    const world = await running()
    const before = running_(world).filter((line) => !line.startsWith('shop/job'))
    world.remote.up = false
    await world.pass()
    const [since] = world.events.flatMap((event) => (event.type === 'source-failed' ? [event.staleSince] : []))
    await world.clock.advance(600_000)
    world.hand.remove(world.containers().find((one) => one.app === 'shop/job')?.name ?? '')
    const pass = await world.pass()
    expect([pass.run.verdict, pass.run.failure?.code]).toEqual(['failed', 'source-unreachable'])
    expect(pass.look.trouble?.staleSince).toBe(since)
    expect(running_(world).filter((line) => !line.startsWith('shop/job'))).toEqual(before)
    expect(world.containers().find((one) => one.app === 'shop/job')?.state).toBe('running')
    world.remote.up = true
    expect((await world.pass()).run.verdict).toBe('converged')
  })

  it('follows a forced push to an unrelated history', async () => {
    const world = await running()
    const first = world.commit(shop({ web: WEB_2 }))
    await world.converge()
    world.commit(GOOD)
    await world.converge()
    world.remote.forcePush(first)
    await world.converge()
    expect(world.containers().map((one) => world.engine.find(one.id)?.spec?.image)).toContain('web:2')
  })

  it('touches nothing of an app whose own repository is missing', async () => {
    const world = await running()
    const url = 'file:///srv/git/web.git'
    const late = `${GOOD}  late:\n    apps:\n      app: { git: { url: "${url}" }, build: ., port: 80 }\n`
    world.remote.commit({ Dockerfile: 'FROM x\n' }, url)
    world.commit(late)
    await world.converge()
    const before = running_(world)
    world.restart()
    world.remote.repositories.delete(url)
    const { run } = await world.pass()
    expect(run.verdict).not.toBe('changed')
    expect(running_(world)).toEqual(before)
  })
})

describe('an engine that is down', () => {
  it('fails the pass and nothing else', async () => {
    const world = await running()
    world.engine.state.up = false
    const { run } = await world.pass()
    expect([run.verdict, run.failure?.code]).toEqual(['failed', 'engine-unreachable'])
    world.engine.state.up = true
    expect((await world.pass()).run.verdict).toBe('converged')
  })
})

describe('a commit that is looked at again and again', () => {
  const rejections = (world: World): readonly unknown[] => world.events.filter(({ type }) => type === 'manifest-rejected')

  it('is said to be rejected once, and stands in the status all the while', async () => {
    const world = await running()
    breakWith(world, { what: 'an unknown key', manifest: GOOD.replace('port: 80', 'prot: 80'), code: '', verdict: '' })
    for (let poll = 0; poll < 3; poll += 1) expect((await world.pass()).run.verdict).toBe('rejected')
    expect(rejections(world)).toHaveLength(1)
    expect((await status(world.ports, world.config, new AbortController().signal)).verdict).toContain('The newest commit cannot be used')
  })

  it('is said again for another mistake, and after a good one', async () => {
    const world = await running()
    const bad = GOOD.replace('port: 80', 'prot: 80')
    for (const manifest of [bad, bad.replace('prot', 'pot'), GOOD, bad]) {
      world.commit(manifest)
      await world.pass()
      await world.pass()
    }
    expect(rejections(world)).toHaveLength(3)
  })
})
