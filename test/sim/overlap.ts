/**
 * A simulated life with the loop at work, so that passes overlap: commits, mishaps and kills come while releases wait. Time passes
 * between them as it would, and at the end peace shows whether all is well.
 */
import type { ReconcileEvent, RecordedEvent } from '../../src/model/event.js'
import type { AppKey } from '../../src/model/resource.js'
import type { Loop } from '../../src/engine/loop.js'
import { startLoop } from '../../src/engine/loop.js'
import { createRandom } from '../fakes/random.js'
import type { Random } from '../fakes/random.js'
import type { World } from '../fakes/world.js'
import { differences, watchOver } from './invariants.js'
import { createSimWorld, makePeace } from './run.js'
import { mishap, randomCommit } from './scenario.js'

const SECOND = 1_000
/** Longer than the longest wait for readiness and the longest pause together. */
const PEACE_MS = 20 * 60 * SECOND
const TIMES = { intervalMs: 60 * SECOND, driftIntervalMs: 300 * SECOND }

export interface Life {
  /** Runs that touched something while another had not ended. */
  readonly overlaps: number
}

export async function simulateLoop(seed: number): Promise<Life> {
  const random = createRandom(seed)
  const world = createSimWorld(seed, 'hand')
  const watch = watchOver(world)
  const diary: string[] = []
  const process = startProcess(world)
  try {
    for (let round = 4 + random.below(6); round > 0; round -= 1) {
      diary.push(...happenings(world, random))
      process.loop.wake(random.pick(['webhook', 'docker', 'poll']))
      await world.clock.advance(random.pick([100, 2 * SECOND, 15 * SECOND, 90 * SECOND]))
      process.reviveIfKilled()
      watch.check()
      process.check()
    }
    const { manifest, files } = randomCommit(random, 'good')
    diary.push(`final ${manifest}`)
    const commit = world.commit(manifest, files)
    makePeace(world)
    world.ports.store.confirmDeletion(commit, world.clock.nowIso())
    await world.clock.advance(PEACE_MS)
    watch.check()
    process.check()
    await expectPeace(world, process.loop)
    return { overlaps: overlapsOf(world.store.events) }
  } catch (error) {
    throw new Error(`seed ${String(seed)}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n${diary.join('\n')}`, { cause: error })
  }
}

function happenings(world: World, random: Random): readonly string[] {
  const said: string[] = []
  if (random.chance(0.6)) {
    const { manifest, files } = randomCommit(random, 'any')
    said.push(`commit ${manifest}`)
    world.commit(manifest, files)
  }
  for (let count = random.below(3); count > 0; count -= 1) said.push(mishap(world, random, 'without restarts'))
  if (random.chance(0.15)) world.faults.killAtWrite(1 + random.below(25), random.chance(0.5) ? 'before' : 'after')
  return said
}

interface Process {
  readonly loop: Loop
  /** A killed process is followed by a new one, as a supervisor would do. */
  reviveIfKilled(): void
  /** Throws when two runs worked on one app at a time. */
  check(): void
}

function startProcess(world: World): Process {
  let isKilled = false
  let events = 0
  let records = 0
  let loop = begin()
  function begin(): Loop {
    isKilled = false
    events = world.events.length
    records = world.store.events.at(-1)?.id ?? 0
    void world.killed.then(() => { isKilled = true })
    return startLoop(world.ports, world.config, TIMES)
  }
  return {
    get loop() {
      return loop
    },
    reviveIfKilled: () => {
      if (!isKilled) return
      world.restart()
      loop = begin()
    },
    check: () => {
      const broken = [...stepsAtOnce(world.events.slice(events)), ...mixedRuns(world.store.events.filter(({ id }) => id > records))]
      if (broken.length > 0) throw new Error(broken.join('; '))
    },
  }
}

/** Steps of one app follow one another, whoever takes them. */
function stepsAtOnce(events: readonly ReconcileEvent[]): readonly string[] {
  const open = new Map<AppKey, string>()
  return events.flatMap((event) => {
    if (event.type !== 'step-started' && event.type !== 'step-succeeded' && event.type !== 'step-failed') return []
    if (event.app === undefined) return []
    if (event.type !== 'step-started') {
      open.delete(event.app)
      return []
    }
    const other = open.get(event.app)
    open.set(event.app, event.step)
    return other === undefined ? [] : [`${event.step} of ${event.app} began during its ${other}`]
  })
}

/** A run is done with an app before another one begins with it. */
function mixedRuns(events: readonly RecordedEvent[]): readonly string[] {
  const owner = new Map<AppKey, number>()
  return events.flatMap(({ run, event }) => {
    if (event.type === 'app-released' || event.type === 'app-failed' || event.type === 'app-skipped') owner.delete(event.app)
    if ((event.type !== 'step-succeeded' && event.type !== 'step-failed') || event.app === undefined) return []
    const other = owner.get(event.app)
    owner.set(event.app, run)
    return other === undefined || other === run ? [] : [`run ${String(run)} touched ${event.app} before run ${String(other)} was done with it`]
  })
}

function overlapsOf(events: readonly RecordedEvent[]): number {
  const last = new Map(events.map(({ id, run }) => [run, id]))
  const seen = new Set<number>()
  return events.filter(({ id, run }) => {
    const isFirst = !seen.has(run)
    seen.add(run)
    return isFirst && [...seen].some((other) => other !== run && (last.get(other) ?? 0) > id)
  }).length
}

async function expectPeace(world: World, loop: Loop): Promise<void> {
  const report = loop.report()
  const stopped = loop.stop()
  await world.clock.advance(30 * SECOND)
  await stopped
  const passing = world.pass()
  await world.clock.advance(SECOND)
  const { run, look } = await passing
  const left = look.desired ? differences(world, look.desired) : ['git could not be read']
  if (run.verdict !== 'converged' || left.length > 0) throw new Error(`not at peace: ${JSON.stringify({ run, left, verdict: report?.verdict }, null, 1)}`)
}
