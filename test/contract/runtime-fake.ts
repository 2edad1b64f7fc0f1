/** The fake engine as a world of the contracts. */
import { createClock } from '../fakes/clock.js'
import { createFakeRuntime } from '../fakes/docker.js'
import { createEngine } from '../fakes/docker-state.js'
import { createFaultLine } from '../fakes/faults.js'
import { createFakeInside } from '../fakes/inside.js'
import { createHand } from '../fakes/hand.js'
import { CHECKED_PROGRAM, EXITING_PROGRAM, GOOD_PROGRAM, SICK_PROGRAM } from '../fakes/program.js'
import { createTraefik } from '../fakes/proxy.js'
import type { InsideWorld } from './inside-suite.js'

const PROGRAMS = { 'good:1': GOOD_PROGRAM, 'good:2': GOOD_PROGRAM, 'exits:1': EXITING_PROGRAM, 'healthy:1': CHECKED_PROGRAM, 'sick:1': SICK_PROGRAM, 'busybox:1.36': GOOD_PROGRAM }

export function fakeWorld(): InsideWorld {
  const clock = createClock('auto')
  const engine = createEngine(clock)
  const line = createFaultLine(clock)
  const instance = 'contract'
  const hand = createHand(engine, createTraefik(clock, () => true))
  for (const [ref, program] of Object.entries(PROGRAMS)) engine.state.images.set(ref, { id: `sha256:${engine.nextId()}`, program })
  let next = 0
  const tools = { engine, clock, instance, line, life: line.newLife() }
  const done = (deed: () => void): Promise<void> => Promise.resolve(deed())
  return {
    instance,
    runtime: createFakeRuntime(tools),
    inside: createFakeInside(tools),
    images: { serving: 'good:1', other: 'good:2', exiting: { ref: 'exits:1', exitCode: 3 }, healthy: 'healthy:1', sick: 'sick:1', absent: 'nowhere:1' },
    subnet: () => `10.200.${String(next += 1)}.0/24`,
    hostPort: () => Promise.resolve(20_000 + (next += 1)),
    tamper: {
      remove: (name) => done(() => hand.remove(name)),
      stop: (name) => done(() => hand.stop(name)),
      pause: (name) => done(() => hand.pause(name)),
      setMemory: (name, memoryBytes) => done(() => hand.update(name, { memoryBytes })),
      disconnect: (name, network) => done(() => hand.disconnect(name, network)),
      foreignContainer: (name, hostPort) => done(() => hand.runForeign(name, hostPort)),
      foreignNetwork: (name, subnet) => done(() => hand.addForeignNetwork(name, subnet)),
      foreignVolume: (name) => done(() => hand.addForeignVolume(name)),
    },
    until: async (description, probe) => {
      for (let turn = 0; turn < 100; turn += 1) {
        const answer = await probe()
        if (answer !== undefined) return answer
        await clock.advance(100)
      }
      throw new Error(`waited in vain until ${description}`)
    },
    cleanup: () => Promise.resolve(),
  }
}
