/** Looks that see what the one before saw: that nothing is planned twice, and that whatever differs is planned anew. */
import { describe, expect, it } from 'vitest'
import type { Look } from '../../../src/engine/look.js'
import { look } from '../../../src/engine/look.js'
import type { ReadPorts } from '../../../src/ports.js'
import { shop } from '../../fakes/manifests.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'

const NEVER = new AbortController().signal

async function settled(): Promise<{ readonly world: World; readonly before: Look }> {
  const world = createWorld()
  world.commit(shop())
  const { memory } = await world.converge()
  return { world, before: await again(world, { memory }) }
}

function again(world: World, { memory }: Pick<Look, 'memory'>, ports: Partial<ReadPorts> = {}): Promise<Look> {
  return look({ ...world.ports, ...ports }, world.config, { fetch: 'remote', freshness: 'live', memory }, NEVER)
}

/** What was planned anew is another list, whatever stands in it. */
function isRecalled(before: Look, after: Look): boolean {
  expect(after.plan).toBeDefined()
  return after.plan?.unchanged === before.plan?.unchanged
}

describe('a look that sees what the one before saw', () => {
  it('has its plan, with the time of its own look', async () => {
    const { world, before } = await settled()
    await world.clock.sleep(1_000, NEVER)
    const after = await again(world, before)
    expect([isRecalled(before, after), after.plan?.observedAt === after.observed?.observedAt, after.plan?.observedAt === before.plan?.observedAt]).toEqual([true, true, false])
  })

  it('goes on from look to look', async () => {
    const { world, before } = await settled()
    const second = await again(world, before)
    expect(isRecalled(before, await again(world, second))).toBe(true)
  })
})

describe('a look plans anew', () => {
  it('when a hand was on a container', async () => {
    const { world, before } = await settled()
    const [container] = before.observed?.containers ?? []
    await world.ports.runtime.stopContainer(container?.name ?? '', 0, NEVER)
    const after = await again(world, before)
    expect([isRecalled(before, after), after.plan?.changes.map(({ reason }) => reason)]).toEqual([false, ['not-running']])
  })

  it('for another commit', async () => {
    const { world, before } = await settled()
    world.commit(`${shop()}\n# another\n`)
    expect(isRecalled(before, await again(world, before))).toBe(false)
  })

  it('when history says otherwise what was applied', async () => {
    const { world, before } = await settled()
    world.ports.store.rememberApplied({ 'container/shop/web/1': 'other' })
    expect(isRecalled(before, await again(world, before))).toBe(false)
  })

  it('when a kind could not be observed whole', async () => {
    const { world, before } = await settled()
    world.faults.add({ call: 'observeRoutes', kind: 'fail', times: 1 })
    expect(isRecalled(before, await again(world, before))).toBe(false)
  })

  it('as long as the proxy looks elsewhere, since the time counts for that', async () => {
    const { world, before } = await settled()
    const proxy = { ...world.ports.proxy, observe: async (signal: AbortSignal) => {
      const seen = await world.ports.proxy.observe(signal)
      return seen.ok ? { ...seen, value: seen.value.map(({ served: _, ...route }) => route) } : seen
    }, stray: () => Promise.resolve({ answer: 401, directorySince: '2020-01-01T00:00:00Z' } as const) }
    const astray = await again(world, before, { proxy })
    expect(isRecalled(astray, await again(world, astray, { proxy }))).toBe(false)
  })
})
