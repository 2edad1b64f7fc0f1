/** Changes in the watched directory, one after the other and many at once: how often Traefik has to set itself up anew. */
import { describe, expect, it } from 'vitest'
import type { Pace, PaceClock } from '../../../src/adapters/traefik/pace.js'
import { createPace } from '../../../src/adapters/traefik/pace.js'

interface HandClock extends PaceClock {
  /** Passes the time, calling what is due. */
  pass(ms: number): void
}

function handClock(): HandClock {
  let now = 0
  let alarms: readonly { readonly at: number; readonly call: () => void }[] = []
  const next = (until: number): (() => void) | undefined => {
    const due = alarms.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0]
    if (!due) return undefined
    alarms = alarms.filter((one) => one !== due)
    now = due.at
    return due.call
  }
  return {
    nowMs: () => now,
    after: (ms, call) => { alarms = [...alarms, { at: now + ms, call }] },
    pass: (ms) => {
      const until = now + ms
      for (let call = next(until); call; call = next(until)) call()
      now = until
    },
  }
}

/** When each of these got its turn; they come at a distance. */
async function turnsOf(count: number, everyMs: number): Promise<readonly number[]> {
  const clock = handClock()
  const pace = createPace(clock)
  const turns: number[] = []
  for (let index = 0; index < count; index += 1) {
    await come(pace, clock, turns)
    await passing(clock, everyMs)
  }
  await passing(clock, 2_000)
  return turns
}

/** In small steps: a turn is heard of when it is given. */
async function passing(clock: HandClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    clock.pass(STEP_MS)
    await settle()
  }
}

const STEP_MS = 10

async function come(pace: Pace, clock: PaceClock, turns: number[]): Promise<void> {
  void pace.turn().then(() => turns.push(clock.nowMs()))
  await settle()
}

/** What was resolved has been heard of. */
function settle(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve) })
}

describe('changes of the watched directory', () => {
  it('are made at once as long as they are few', async () => {
    expect(await turnsOf(4, 10)).toEqual([0, 10, 20, 30])
    expect(await turnsOf(12, 300)).toEqual(Array.from({ length: 12 }, (_, index) => index * 300))
  })

  it('are made together where they come thick', async () => {
    const turns = await turnsOf(50, 100)
    expect([turns.length, new Set(turns).size <= 4 + 5]).toEqual([50, true])
  })

  it('wait no longer than a second, and not for others that do not come', async () => {
    const turns = await turnsOf(50, 100)
    expect(Math.max(...turns.map((at, index) => at - index * 100))).toBeLessThanOrEqual(1_000)
    expect(turns.at(-1)).toBeLessThanOrEqual(49 * 100 + 250)
  })

  it('are made at once again after a pause', async () => {
    const clock = handClock()
    const pace = createPace(clock)
    const turns: number[] = []
    for (let index = 0; index < 10; index += 1) await come(pace, clock, turns)
    await passing(clock, 2_000)
    await come(pace, clock, turns)
    expect([turns.length, turns.at(-1)]).toEqual([11, 2_000])
  })
})
