/** One simulated life of a host: commits, mishaps and kills, then peace, then the question whether all is well. */
import { DEAF_PROGRAM, CHECKED_PROGRAM, EXITING_PROGRAM, SICK_PROGRAM } from '../fakes/program.js'
import { createRandom } from '../fakes/random.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'
import type { Run } from '../../src/model/run.js'
import { KillSignal } from '../fakes/faults.js'
import { differences, watchOver } from './invariants.js'
import { mishap, randomCommit } from './scenario.js'

/** Enough for one that finds what it must do, one that finishes what waited for it, and one that sees that nothing is left. */
const PASSES_TO_PEACE = 5
/** Longer than the longest back-off, so that every pass in peace may try everything. */
const BETWEEN_PASSES_MS = 301_000

export function createSimWorld(seed: number, time: 'auto' | 'hand' = 'auto'): World {
  const world = createWorld({ seed, time, images: { 'exits:1': EXITING_PROGRAM, 'deaf:1': DEAF_PROGRAM, 'sick:1': SICK_PROGRAM, 'checked:1': CHECKED_PROGRAM } })
  world.hand.runForeign('shop-web')
  world.hand.runForeign('blog-job-1')
  world.hand.addForeignNetwork('mist-shop2', '10.210.0.0/24')
  world.hand.addForeignVolume('shop_web_cache')
  return world
}

export async function simulate(seed: number): Promise<void> {
  const random = createRandom(seed)
  const world = createSimWorld(seed)
  const watch = watchOver(world)
  const diary: string[] = []
  try {
    for (let round = 3 + random.below(5); round > 0; round -= 1) {
      if (random.chance(0.6)) {
        const { manifest, files } = randomCommit(random, 'any')
        diary.push(`commit ${manifest}`)
        world.commit(manifest, files)
      }
      for (let count = random.below(3); count > 0; count -= 1) diary.push(mishap(world, random))
      if (random.chance(0.3)) world.faults.killAtWrite(1 + random.below(25), random.chance(0.5) ? 'before' : 'after')
      diary.push(await passOrDie(world))
      watch.check()
    }
    const { manifest, files } = randomCommit(random, 'good')
    diary.push(`final ${manifest}`)
    const commit = world.commit(manifest, files)
    makePeace(world)
    world.ports.store.confirmDeletion(commit, world.clock.nowIso())
    await settle(world)
    watch.check()
  } catch (error) {
    throw new Error(`seed ${String(seed)}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n${diary.join('\n')}`, { cause: error })
  }
}

/** A pass that may be killed; a killed one is followed by a new process, as a supervisor would do. */
export async function passOrDie(world: World): Promise<string> {
  const alive = world.pass().then((pass) => `pass ${pass.run.verdict}`, (error: unknown) => {
    if (error instanceof KillSignal) return 'killed'
    throw error
  })
  const end = await Promise.race([alive, world.killed.then(() => 'killed')])
  if (end === 'killed') world.restart()
  return end
}

export function makePeace(world: World): void {
  world.faults.clear()
  world.remote.up = true
  world.engine.state.up = true
}

export async function settle(world: World): Promise<number> {
  const passes: string[] = []
  for (let count = 1; count <= PASSES_TO_PEACE; count += 1) {
    const { run, look } = await world.pass()
    passes.push(wordsOf(run))
    if (run.verdict === 'converged' && look.desired) {
      const left = differences(world, look.desired)
      if (left.length > 0) throw new Error(`converged, and yet: ${left.join('\n')}`)
      return count
    }
    await world.clock.advance(BETWEEN_PASSES_MS)
  }
  throw new Error(`not converged after ${String(PASSES_TO_PEACE)} passes:\n${passes.join('\n')}`)
}

function wordsOf({ verdict, failure, changes, blocked, outcomes }: Run): string {
  const failures = outcomes.filter((one) => one.result !== 'applied')
  const planned = changes.map((one) => `${one.action} ${one.id} (${one.reason}: ${one.fields.map(({ field, from = '', to = '' }) => `${field} ${from} → ${to}`).join(', ')})`)
  return JSON.stringify({ verdict, failure, planned, blocked, failures })
}
