/**
 * Whatever is lost and whenever Mist dies: a container mounts the generation that was switched to or, while nobody can know it, nothing
 * starts. Never an older one by itself, never an empty one.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseVolume } from '../../src/engine/volumes/choose-volume.js'
import { beginGeneration, finishGeneration, sweepGenerations } from '../../src/engine/volumes/generations.js'
import { look } from '../../src/engine/look.js'
import { never } from '../../src/signals.js'
import { shop } from '../fakes/manifests.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'
import { passOrDie } from '../sim/run.js'
import { effort } from '../support/effort.js'

const BASE = 'shop_job_data'

/** What happens between two passes. Losses come together more often than one by one. */
type Act = keyof typeof ACTS
const loss = fc.uniqueArray(fc.constantFrom<Act>('loseNote', 'loseStore', 'restart', 'removeContainer', 'stop'), { minLength: 1, maxLength: 4 })
const work = fc.constantFrom<readonly Act[]>(['begin'], ['begin', 'switch'], ['begin', 'switch'], ['switch'], ['sweep'], ['killInPass'], ['commit', 'killInPass'], ['commit'], ['park'], ['choose'])
const moments = fc.array(fc.oneof(loss, work), { minLength: 3, maxLength: 9 })

interface Truth {
  /** The generation that a person, an upgrade or a restore meant last. */
  name: string
  making?: string | undefined
  images: number
}

const ACTS = {
  begin: async (world: World, truth: Truth) => {
    const { desired } = await look(world.ports, world.config, { fetch: 'local', freshness: 'live' }, never())
    const volume = desired?.apps.find(({ key }) => key === 'shop/job')?.volumes[0]
    await world.ports.backupLease.acquire('make a generation', 0, never())
    const made = volume && (await beginGeneration(world.ports, volume, never()))
    if (made?.ok) truth.making = made.value.name
  },
  // Whoever switches holds the lease until the container was replaced.
  switch: async (world: World, truth: Truth) => {
    const { making } = truth
    truth.making = undefined
    if (making === undefined || !(await finishGeneration(world.ports, making)).ok) return
    truth.name = making
    await world.pass()
  },
  sweep: (world: World) => sweepGenerations(world.ports, never()),
  loseNote: (world: World) => void (world.note.text = undefined),
  loseStore: (world: World) => world.wipeStore(),
  restart: (world: World) => world.restart(),
  removeContainer: (world: World) => world.containers().filter(({ app }) => app === 'shop/job').forEach(({ name }) => world.hand.remove(name)),
  stop: (world: World) => world.containers().filter(({ app }) => app === 'shop/job').forEach(({ name }) => world.hand.stop(name)),
  killInPass: (world: World) => killed(world),
  commit: (world: World, truth: Truth) => void world.commit(manifest(truth, 1)),
  park: (world: World, truth: Truth) => void world.commit(manifest(truth, 0)),
  choose: async (world: World, truth: Truth) => void (await chooseVolume(world.ports, truth.name)),
} as const

async function killed(world: World): Promise<void> {
  world.faults.killAtWrite(2, 'after')
  await passOrDie(world)
  world.faults.clear()
}

function manifest(truth: Truth, replicas: number): string {
  truth.images = 3 - truth.images
  return shop({ job: `{ image: "worker:${String(truth.images)}", volumes: ["data:/data"], replicas: ${String(replicas)} }` })
}

/** A volume that was made anew has another. */
function contentOf(world: World, name: string): string | undefined {
  return world.engine.state.volumes.get(name)?.content
}

function mounted(world: World): readonly string[] {
  return [...world.engine.state.containers.values()].filter(({ spec, state }) => spec?.app === 'shop/job' && state === 'running').flatMap(({ spec }) => (spec?.mounts ?? []).map(({ source }) => source))
}

describe('the generation of a volume', () => {
  it('is never another than the one in use, whatever is lost', async () => {
    await fc.assert(fc.asyncProperty(moments, async (done) => {
      const world = createWorld()
      const truth: Truth = { name: BASE, images: 2 }
      world.commit(manifest(truth, 1))
      await world.converge()
      const contents = new Map([[BASE, contentOf(world, BASE)]])
      for (const what of done) {
        for (const act of what) await ACTS[act](world, truth)
        if (!contents.has(truth.name)) contents.set(truth.name, contentOf(world, truth.name))
        await world.pass()
        await world.pass()
        expect([...new Set(mounted(world))].filter((name) => name !== truth.name)).toEqual([])
        expect(contentOf(world, truth.name)).toBe(contents.get(truth.name))
      }
    }), { numRuns: effort(25) })
  })
})
