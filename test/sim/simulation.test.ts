/**
 * Seeded lives of a host. `SIM_SEEDS=5000 SIM_FIRST=1000` runs more or others; a failure names its seed, which repeats it.
 */
import { describe, expect, it } from 'vitest'
import { shop } from '../fakes/manifests.js'
import { effort } from '../support/effort.js'
import { watchOver } from './invariants.js'
import { simulateLoop } from './overlap.js'
import { createSimWorld, makePeace, passOrDie, settle, simulate } from './run.js'

const SEEDS = Number(process.env['SIM_SEEDS'] ?? effort(400))
const FIRST = Number(process.env['SIM_FIRST'] ?? 1)
const LOOP_SEEDS = Number(process.env['SIM_SEEDS'] ?? effort(40))
const LOOPS_PER_TEST = Math.min(8, LOOP_SEEDS)
const PER_TEST = Math.min(50, SEEDS)

describe('simulation', () => {
  const batches = Array.from({ length: Math.ceil(SEEDS / PER_TEST) }, (_, index) => FIRST + index * PER_TEST)
  it.each(batches)(`converges and harms nothing, from seed %i on`, async (first) => {
    for (let seed = first; seed < first + PER_TEST; seed += 1) await simulate(seed)
  }, 360_000)

  const loopBatches = Array.from({ length: Math.ceil(LOOP_SEEDS / LOOPS_PER_TEST) }, (_, index) => FIRST + index * LOOPS_PER_TEST)
  it.each(loopBatches)('has passes overlap, and never two of them at one app, from seed %i on', async (first) => {
    let overlaps = 0
    for (let seed = first; seed < first + LOOPS_PER_TEST; seed += 1) overlaps += (await simulateLoop(seed)).overlaps
    expect(overlaps).toBeGreaterThan(0)
  }, 360_000)

  it('gives the same life for the same seed', async () => {
    const lives = await Promise.all([1, 2].map(async () => {
      const world = createSimWorld(7)
      world.commit(shop())
      await world.pass()
      return world.faults.writes
    }))
    expect(lives[0]).toEqual(lives[1])
  })
})

describe('a kill', () => {
  const FIRST_COMMIT = shop()
  /** Replaces one app by a canary after a run of its own, recreates one with a volume, updates one in place, adds one and removes one. */
  const SECOND_COMMIT = 'version: 1\nprojects:\n  shop:\n    apps:\n      web: { image: "web:2", port: 80, domains: [new.localhost], health: /up, deploy: { strategy: canary, pre: "true", canary: { weights: [50], every: 1s } } }\n      job: { image: "worker:2", volumes: ["data:/data"] }\n      late: { image: "worker:1", dependsOn: [web], limits: { memory: 64m } }\n'

  async function writesOf(): Promise<number> {
    const world = createSimWorld(1)
    world.commit(FIRST_COMMIT)
    await world.converge()
    world.faults.forgetCalls()
    world.commit(SECOND_COMMIT)
    await world.converge()
    return world.faults.writes.length
  }

  it.each(['before', 'after'] as const)('%s any single effect of an apply leaves nothing that the next pass does not finish', async (side) => {
    const count = await writesOf()
    expect(count).toBeGreaterThan(20)
    for (let index = 1; index <= count; index += 1) {
      const world = createSimWorld(1)
      const watch = watchOver(world)
      world.commit(FIRST_COMMIT)
      await world.converge()
      watch.check()
      world.commit(SECOND_COMMIT)
      world.faults.killAtWrite(index, side)
      const end = await passOrDie(world)
      makePeace(world)
      const passes = await settle(world)
      watch.check()
      expect([index, passes, end].slice(0, 2)).toEqual([index, expect.toSatisfy((value: number) => value <= 2)])
    }
  }, 240_000)
})
