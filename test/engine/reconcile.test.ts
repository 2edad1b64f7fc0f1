/** One pass against a whole host in memory: what it makes, heals, refuses and remembers. */
import { describe, expect, it } from 'vitest'
import { WEB_ROUTE, shop } from '../fakes/manifests.js'
import { DEAF_PROGRAM, EXITING_PROGRAM } from '../fakes/program.js'
import type { World } from '../fakes/world.js'
import { createHost, createWorld } from '../fakes/world.js'

async function settled(manifest = shop()): Promise<World> {
  const world = createWorld({ images: { 'exits:1': EXITING_PROGRAM, 'deaf:1': DEAF_PROGRAM } })
  world.commit(manifest)
  await world.converge()
  world.faults.forgetCalls()
  return world
}

function ids(world: World): Readonly<Record<string, string>> {
  return Object.fromEntries(world.containers().map(({ app, id }) => [app, id]))
}

function nameOf(world: World, app: string): string {
  return world.containers().find((one) => one.app === app)?.name ?? ''
}

const hostWrites = (world: World): readonly string[] => world.faults.writes.filter((write) => /^(create|remove|start|stop|rename|update|connect|disconnect|unpause|pull|build|write)/.test(write))

describe('reconcile', () => {
  it('brings an empty host to what git says and then has nothing to do', async () => {
    const world = await settled()
    const again = await world.pass()
    expect(again.run.verdict).toBe('converged')
    expect(world.containers().map((one) => `${one.app} ${one.state}`).sort()).toEqual(['mist/traefik running', 'other/side running', 'shop/job running', 'shop/web running'])
    expect([...world.traefik.serving().keys()]).toEqual([WEB_ROUTE])
  })

  it('writes nothing, to the host or to history, when there is nothing to do', async () => {
    const world = await settled()
    await world.pass()
    world.faults.forgetCalls()
    await world.pass()
    expect(world.faults.writes).toEqual([])
  })

  it('reads and resolves an unchanged commit once', async () => {
    const world = await settled()
    await world.pass()
    expect(world.faults.reads.filter((read) => /^(readFile|listFiles|treeDigest)/.test(read))).toEqual([])
  })

  it('changes no container for a commit that changes only a domain or a limit', async () => {
    const world = await settled()
    const before = ids(world)
    world.commit(shop({ web: '{ image: "web:1", port: 80, domains: [new.localhost], limits: { memory: 64m } }' }))
    const pass = await world.converge()
    expect(pass.run.verdict).toBe('converged')
    expect(ids(world)).toEqual(before)
    expect(world.traefik.serving().get(WEB_ROUTE)?.rules.map((rule) => rule.host)).toEqual(['new.localhost'])
  })

  it('changes nothing for an unrelated commit, and records that it is applied', async () => {
    const world = await settled()
    const commit = world.remote.commit({ 'mist.yaml': shop(), 'README.md': 'words' })
    const pass = await world.pass()
    expect(hostWrites(world)).toEqual([])
    expect([pass.run.verdict, world.ports.store.appliedRevision()?.commit]).toEqual(['converged', commit])
  })

  it('replaces only the container whose image changed', async () => {
    const world = await settled()
    const before = ids(world)
    world.commit(shop({ web: '{ image: "web:2", port: 80, domains: [shop.localhost] }' }))
    await world.converge()
    const after = ids(world)
    expect(Object.keys(after).filter((app) => after[app] !== before[app])).toEqual(['shop/web'])
  })

  it('redeploys nothing when its store is deleted', async () => {
    const world = await settled()
    const before = ids(world)
    world.wipeStore()
    world.restart()
    await world.pass()
    expect(hostWrites(world)).toEqual([])
    expect(ids(world)).toEqual(before)
  })

  it('keeps env values out of history', async () => {
    const world = await settled()
    world.commit(shop({ job: '{ image: "worker:1", volumes: ["data:/data"], env: { TOKEN: hush-hush } }' }))
    await world.converge()
    expect(JSON.stringify([world.store.runs, world.store.events])).not.toContain('hush-hush')
    expect(world.store.runs.flatMap((run) => run.changes).flatMap((change) => change.fields).map((field) => field.field)).toContain('env.TOKEN')
  })

  it('applies only what the selector names', async () => {
    const world = createWorld()
    world.commit(shop())
    await world.pass({ trigger: 'cli', selector: 'other' })
    expect(world.containers().map((one) => one.app)).toContain('other/side')
    expect(world.containers().map((one) => one.app)).not.toContain('shop/web')
  })

  it('waits for its lease and says so, then gives up', async () => {
    const world = await settled()
    const held = await world.ports.lease.acquire('apply', 0, new AbortController().signal)
    const pass = await world.pass()
    expect([pass.run.verdict, pass.run.failure?.code]).toEqual(['failed', 'lease-held'])
    expect(world.events).toContainEqual({ type: 'lease-waiting', holder: expect.stringContaining('apply') as string })
    if (held.ok) held.value.release()
    expect((await world.pass()).run.verdict).toBe('converged')
  })
})

describe('healing', () => {
  const HANDS: readonly (readonly [string, (world: World) => void])[] = [
    ['a container removed by hand', (world) => world.hand.remove(nameOf(world, 'shop/job'))],
    ['a container stopped by hand', (world) => world.hand.stop(nameOf(world, 'shop/job'))],
    ['a paused container', (world) => world.hand.pause(nameOf(world, 'shop/job'))],
    ['limits changed by hand', (world) => world.hand.update(nameOf(world, 'shop/job'), { memoryBytes: 1 })],
    ['a network disconnected by hand', (world) => world.hand.disconnect(nameOf(world, 'shop/job'), 'mist-shop')],
    ['an edited route', (world) => world.hand.editRoute(WEB_ROUTE, 'evil.localhost')],
    ['a broken route file', (world) => world.hand.breakRoute(WEB_ROUTE)],
    ['a deleted route', (world) => world.hand.deleteRoute(WEB_ROUTE)],
    ['a crash of the engine', (world) => world.hand.crashEngine()],
  ]

  it.each(HANDS)('puts right %s without touching another app', async (_what, tamper) => {
    const world = await settled()
    const before = ids(world)
    tamper(world)
    const first = await world.pass()
    expect(first.run.verdict).toBe('changed')
    expect((await world.pass()).run.verdict).toBe('converged')
    const after = ids(world)
    expect(Object.keys(before).filter((app) => app !== 'shop/job' && after[app] !== before[app])).toEqual([])
    expect(world.containers().every((one) => one.state === 'running')).toBe(true)
    expect(world.traefik.serving().get(WEB_ROUTE)?.rules.map((rule) => rule.host)).toEqual(['shop.localhost'])
  })

  it('only reports drift when the policy says so', async () => {
    const world = await settled(shop({ head: 'policy: { drift: report }' }))
    world.hand.update(nameOf(world, 'shop/job'), { memoryBytes: 1 })
    const pass = await world.pass()
    expect(pass.run.verdict).toBe('blocked')
    expect(pass.run.blocked.map((one) => [one.app, one.reason])).toEqual([['shop/job', 'drift-report-only']])
    expect(hostWrites(world)).toEqual([])
    expect(world.events).toContainEqual({ type: 'drift-detected', app: 'shop/job', resource: 'container/shop/job/1', fields: ['limits.memory'] })
  })

  it('leaves everything alone while suspended, and says what it would do', async () => {
    const world = await settled()
    world.ports.store.suspend({ by: 'ann', reason: 'maintenance', since: '2026-01-01T00:00:00Z' })
    world.hand.stop(nameOf(world, 'shop/job'))
    const pass = await world.pass()
    expect([pass.run.verdict, pass.run.blocked.map((one) => one.reason)]).toEqual(['blocked', ['suspended']])
    expect(hostWrites(world)).toEqual([])
    world.ports.store.resume()
    expect((await world.pass()).run.verdict).toBe('changed')
  })

  it('heeds a suspension that came while the pass was looking', async () => {
    const world = await settled()
    const pass = await world.pass({
      prepare: () => {
        world.ports.store.suspend({ by: 'ann', reason: 'maintenance', since: '2026-01-01T00:00:00Z' })
        world.hand.stop(nameOf(world, 'shop/job'))
        return Promise.resolve(undefined)
      },
    })
    expect([pass.run.verdict, pass.run.blocked.map((one) => one.reason), hostWrites(world)]).toEqual(['blocked', ['suspended'], []])
  })

  it('resumes by itself when the suspension runs out', async () => {
    const world = await settled()
    world.ports.store.suspend({ by: 'ann', reason: '', since: '2026-01-01T00:00:00Z', until: '2026-01-01T01:00:00Z' })
    world.clock.jumpWall(2 * 3_600_000)
    await world.pass()
    expect([world.store.suspension, world.events.filter((event) => event.type === 'resumed').length]).toEqual([undefined, 1])
  })
})

describe('deletions', () => {
  const FOUR = 'version: 1\nprojects:\n  p:\n    apps:\n' + ['a', 'b', 'c', 'd'].map((name) => `      ${name}: { image: "worker:1", volumes: ["v:/v"] }\n`).join('')
  const ONE = 'version: 1\nprojects:\n  p:\n    apps:\n      a: { image: "worker:1", volumes: ["v:/v"] }\n'

  it('refuses to remove most of the apps until it is confirmed for that commit', async () => {
    const world = await settled(FOUR)
    const commit = world.commit(ONE)
    const refused = await world.pass()
    expect([refused.run.verdict, new Set(refused.run.blocked.map((one) => one.reason))]).toEqual(['blocked', new Set(['mass-deletion'])])
    expect(world.containers().filter((one) => one.app.startsWith('p/'))).toHaveLength(4)
    world.ports.store.confirmDeletion(commit, '2026-01-01T00:00:00Z')
    await world.converge()
    expect(world.containers().filter((one) => one.app.startsWith('p/')).map((one) => one.app)).toEqual(['p/a'])
  })

  it('keeps the volumes of what is gone, and says so', async () => {
    const world = await settled(FOUR)
    world.ports.store.confirmDeletion(world.commit(ONE), '2026-01-01T00:00:00Z')
    const pass = await world.converge()
    expect([...world.engine.state.volumes.keys()].sort()).toEqual(['p_a_v', 'p_b_v', 'p_c_v', 'p_d_v'])
    expect(pass.look.plan?.keptVolumes).toEqual(['p_b_v', 'p_c_v', 'p_d_v'])
  })
})

describe('a shared host', () => {
  it('never touches objects without its label, however they are named', async () => {
    const world = createWorld()
    world.hand.runForeign('shop-web-1')
    world.hand.runForeign('shop-job', 9_000)
    world.hand.addForeignNetwork('mist-shop-net', '10.210.0.0/24')
    world.hand.addForeignVolume('shop_job_data2')
    world.commit(shop())
    await world.converge()
    world.ports.store.confirmDeletion(world.commit('version: 1\nprojects: {}\n'), '')
    await world.pass()
    expect(world.engine.state.violations).toEqual([])
    expect(world.engine.find('shop-web-1')?.state).toBe('running')
    expect([...world.engine.state.networks.keys(), ...world.engine.state.volumes.keys()]).toEqual(expect.arrayContaining(['mist-shop-net', 'shop_job_data2']))
  })

  it('carries two instances that never touch each other', async () => {
    const host = createHost()
    const first = createWorld({ host })
    const proxy = { mode: 'external', entryPoint: 'web' } as const
    const second = createWorld({ host, instance: 'blue', config: { proxy, manifestPath: 'blue.yaml' } })
    host.remote.commit({ 'mist.yaml': shop(), 'blue.yaml': 'version: 1\nprojects:\n  blue:\n    apps:\n      web: { image: "web:1", port: 80 }\n' })
    await Promise.all([first.converge(), second.converge()])
    const before = ids(first)
    second.ports.store.confirmDeletion(host.remote.commit({ 'mist.yaml': shop(), 'blue.yaml': 'version: 1\nprojects: {}\n' }), '')
    await second.converge()
    expect([ids(first), second.containers(), host.engine.state.violations]).toEqual([before, [], []])
  })
})
