/** What has to be true after an upgrade, however it ended, and the end of a process in the middle of one. */
import { expect } from 'vitest'
import type { Stage } from './stage.js'
import { NEW, OLD } from './stage.js'

async function leftovers({ world }: Stage): Promise<unknown> {
  const scratch = await world.ports.runtime.scratch(new AbortController().signal)
  return { scratch: scratch.ok && scratch.value, making: world.ports.generations.read().generations.making, violations: world.engine.state.violations }
}

const NOTHING = { scratch: { containers: [], volumes: [] }, making: {}, violations: [] }

export function own({ world }: Stage): readonly string[] {
  return world.containers().filter(({ app }) => app === 'shop/db').map(({ state }) => state)
}

export async function expectMoved(stage: Stage): Promise<void> {
  expect(stage.reachable()).toEqual([NEW])
  expect(stage.rows(NEW)).toEqual(stage.acknowledged)
  expect(own(stage)).toEqual(['running'])
  expect(await leftovers(stage)).toEqual(NOTHING)
}

export async function expectAsBefore(stage: Stage): Promise<void> {
  expect(stage.reachable()).toEqual([OLD])
  expect(stage.rows(OLD)).toEqual(stage.acknowledged)
  expect(own(stage)).toEqual(['running'])
  expect(await leftovers(stage)).toEqual(NOTHING)
  expect([...stage.world.engine.state.volumes.keys()].filter((name) => name.startsWith(OLD))).toEqual([OLD])
}

/** One pass, which ends with its process before that write when it comes so far. */
export async function isKilledBefore({ world }: Stage, write: number, asked: Parameters<Stage['world']['pass']>[0] = {}): Promise<boolean> {
  world.faults.killAtWrite(write, 'before')
  const wasKilled = await Promise.race([world.pass(asked).then(() => false), world.killed.then(() => true)])
  world.faults.clear()
  return wasKilled
}
