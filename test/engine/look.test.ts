/** Looking: what `diff` and `validate` are given, from which revision, and that nothing is changed by it. */
import { describe, expect, it } from 'vitest'
import { look } from '../../src/engine/look.js'
import { shop } from '../fakes/manifests.js'
import { createWorld } from '../fakes/world.js'

const NEVER = new AbortController().signal
const LOCAL = { fetch: 'local', freshness: 'live' } as const
const REMOTE = { fetch: 'remote', freshness: 'live' } as const

describe('look', () => {
  it('plans without writing anything, to the host or to history', async () => {
    const world = createWorld()
    world.commit(shop())
    const seen = await look(world.ports, world.config, REMOTE, NEVER)
    expect(seen.plan?.changes.length).toBeGreaterThan(5)
    expect(world.faults.writes).toEqual([])
  })

  it('stays at the copy that is here unless it may ask the remote', async () => {
    const world = createWorld()
    const first = world.commit(shop())
    await look(world.ports, world.config, REMOTE, NEVER)
    const second = world.commit(shop({ side: '{ image: "worker:2" }' }))
    expect((await look(world.ports, world.config, LOCAL, NEVER)).revision?.commit).toBe(first)
    expect((await look(world.ports, world.config, REMOTE, NEVER)).revision?.commit).toBe(second)
  })

  it('has no plan for an invalid file, and the last good one only when asked for it', async () => {
    const world = createWorld()
    world.commit(shop())
    await world.converge()
    world.commit('version: 1\nprojcts: {}')
    const plain = await look(world.ports, world.config, REMOTE, NEVER)
    const lenient = await look(world.ports, world.config, { ...REMOTE, fallback: 'last-good' }, NEVER)
    expect([plain.failure?.code, plain.plan, plain.diagnostics[0]?.at.line]).toEqual(['manifest-invalid', undefined, 2])
    expect([lenient.failure?.code, lenient.plan?.changes]).toEqual(['manifest-invalid', []])
  })

  it('cannot fall back to a commit that the source has lost', async () => {
    const world = createWorld()
    const good = world.commit(shop())
    await world.converge()
    world.commit('nonsense: [')
    world.remote.lose(good)
    const seen = await look(world.ports, world.config, { ...REMOTE, fallback: 'last-good' }, NEVER)
    expect([seen.failure?.code, seen.plan]).toEqual(['manifest-invalid', undefined])
  })

  it('reads the files that a manifest includes', async () => {
    const world = createWorld()
    world.commit('version: 1\ninclude: ["apps/*.yaml"]\n', { 'apps/a.yaml': 'projects:\n  a:\n    apps:\n      x: { image: "web:1" }\n', 'apps/readme.md': 'no' })
    const seen = await look(world.ports, world.config, REMOTE, NEVER)
    expect([seen.diagnostics.filter((one) => one.severity === 'error'), seen.desired?.apps.map((app) => app.key)]).toEqual([[], ['a/x', 'mist/traefik']])
  })

  it('keeps what it saw when the proxy cannot be observed, and prunes nothing for it', async () => {
    const world = createWorld()
    world.commit(shop())
    await world.converge()
    world.faults.add({ call: 'observeRoutes', kind: 'fail', times: 1 })
    world.commit('version: 1\nprojects:\n  shop:\n    apps:\n      web: { image: "web:1", port: 80, domains: [shop.localhost] }\n      job: { image: "worker:1", volumes: ["data:/data"] }\n')
    const seen = await look(world.ports, world.config, REMOTE, NEVER)
    expect(Object.keys(seen.observed?.incomplete ?? {})).toEqual(['route'])
    expect(seen.plan?.changes.filter((change) => change.action === 'prune')).toEqual([])
    expect(seen.plan?.blocked.map((one) => one.reason)).toContain('observation-incomplete')
  })

  it('sees the host while the remote is asked, as long as that takes no longer than a moment and brings nothing new', async () => {
    const world = createWorld()
    world.commit(shop())
    const { memory } = await world.converge()
    const order: string[] = []
    const slowly = (ms: number): typeof world.ports => ({
      ...world.ports,
      source: { ...world.ports.source, fetch: async (repository, signal) => { await world.clock.sleep(ms, signal); order.push('asked'); return world.ports.source.fetch(repository, signal) } },
      runtime: { ...world.ports.runtime, observe: (query, signal) => { order.push('seen'); return world.ports.runtime.observe(query, signal) } },
    })
    await look(slowly(100), world.config, { ...REMOTE, memory }, NEVER)
    expect(order.splice(0)).toEqual(['seen', 'asked'])
    await look(slowly(60_000), world.config, { ...REMOTE, memory }, NEVER)
    expect(order.splice(0)).toEqual(['seen', 'asked', 'seen'])
    world.commit(shop({ side: '{ image: "worker:2" }' }))
    const seen = await look(slowly(100), world.config, { ...REMOTE, memory }, NEVER)
    expect(order).toEqual(['seen', 'asked', 'seen'])
    expect(seen.plan?.changes.map(({ app }) => app)).toEqual(['other/side'])
  })

  it('does not act on what it saw before a remote that let it wait', async () => {
    const world = createWorld()
    world.commit(shop())
    const { memory } = await world.converge()
    const victim = world.containers().find(({ app }) => app === 'shop/web')
    const source: typeof world.ports.source = { ...world.ports.source, fetch: async (repository, signal) => {
      await world.clock.sleep(60_000, signal)
      world.hand.remove(victim?.name ?? '')
      return world.ports.source.fetch(repository, signal)
    } }
    const seen = await look({ ...world.ports, source }, world.config, { ...REMOTE, memory }, NEVER)
    expect(seen.plan?.changes.map(({ app, action }) => [app, action])).toEqual([['shop/web', 'create']])
  })

  it('names what it waits for when the source has nothing at all', async () => {
    const world = createWorld()
    const seen = await look(world.ports, world.config, LOCAL, NEVER)
    expect([seen.failure?.code, seen.revision]).toEqual(['source-ref-missing', undefined])
  })
})
