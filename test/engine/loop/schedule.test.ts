/** The loop's reducer: coalescing, two clocks, back-off that no trigger defeats. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PassLooked, Schedule, ScheduleInput } from '../../../src/engine/loop/schedule.js'
import { firstSchedule, nextTickMs, reduce } from '../../../src/engine/loop/schedule.js'

const MINUTE = 60_000
const GOOD: PassLooked = { fetch: 'remote', outcome: 'good', isNewRevision: false, isSuspended: false, hasWork: false }
const WORK: PassLooked = { ...GOOD, hasWork: true }
const RETRY: PassLooked = { ...GOOD, outcome: 'retry' }

const fresh = (): Schedule => firstSchedule({ intervalMs: MINUTE, driftIntervalMs: 5 * MINUTE, nowMs: 0 })
const after = (schedule: Schedule, ...inputs: readonly ScheduleInput[]): Schedule => inputs.reduce((state, input) => reduce(state, input).schedule, schedule)
const tick = (nowMs: number): ScheduleInput => ({ type: 'tick', nowMs })
const looked = (nowMs: number, seen: PassLooked = GOOD): ScheduleInput => ({ type: 'looked', looked: seen, nowMs, jitter: 0.5 })
const ended = (nowMs: number): ScheduleInput => ({ type: 'ended', ended: { outcome: 'good' }, nowMs })
const idle = (): Schedule => after(fresh(), tick(0), looked(100))

describe('schedule', () => {
  it('starts with a live look at everything', () => {
    expect(reduce(fresh(), tick(0)).start).toEqual({ trigger: 'start', fetch: 'remote', freshness: 'live' })
  })

  it('polls after its interval and sleeps until then', () => {
    expect(nextTickMs(idle())).toBe(100 + MINUTE)
    expect(reduce(idle(), tick(MINUTE)).start).toBeUndefined()
    expect(reduce(idle(), tick(100 + MINUTE)).start).toEqual({ trigger: 'poll', fetch: 'remote', freshness: 'cached' })
  })

  it('spreads polls by five percent either way', () => {
    const times = [0, 0.999999].map((jitter) => after(fresh(), tick(0), { type: 'looked', looked: GOOD, nowMs: 0, jitter }).pollAtMs)
    expect(times.map(Math.round)).toEqual([57_000, 63_000])
  })

  it('looks at everything live when the drift clock is due, and stays off the network for it', () => {
    const due = { ...idle(), pollAtMs: Infinity }
    expect(reduce(due, tick(5 * MINUTE)).start).toEqual({ trigger: 'drift-clock', fetch: 'local', freshness: 'live' })
  })

  it('makes one pass of any number of triggers', () => {
    const queued = after(fresh(), tick(0), { type: 'wake', trigger: 'docker', nowMs: 5 }, { type: 'wake', trigger: 'webhook', nowMs: 6 }, { type: 'wake', trigger: 'poll', nowMs: 7 })
    expect(queued.phase).toBe('queued')
    const next = reduce(after(queued, looked(200)), tick(200))
    expect(next.start?.trigger).toBe('webhook')
    expect(reduce(after(next.schedule, looked(300)), tick(300)).start).toBeUndefined()
  })

  it('waits until a burst of engine events has settled', () => {
    const woken = after(idle(), { type: 'wake', trigger: 'docker', nowMs: 1_000 }, { type: 'wake', trigger: 'docker', nowMs: 1_050 })
    expect(reduce(woken, tick(1_010)).start).toBeUndefined()
    expect(nextTickMs(woken)).toBe(1_075)
    expect(reduce(woken, tick(1_075)).start).toEqual({ trigger: 'docker', fetch: 'local', freshness: 'cached' })
  })

  it('retries a failure of the world at growing distances, five minutes at most', () => {
    let state = after(fresh(), tick(0), looked(0, RETRY))
    const delays: number[] = []
    for (let nowMs = 0; delays.length < 8;) {
      const retryAtMs = state.retryAtMs ?? NaN
      delays.push(retryAtMs - nowMs)
      nowMs = retryAtMs
      state = after({ ...state, pollAtMs: Infinity, driftAtMs: Infinity }, tick(nowMs), looked(nowMs, RETRY))
    }
    expect(delays).toEqual([2_000, 6_000, 18_000, 54_000, 162_000, 300_000, 300_000, 300_000])
  })

  it('retries on its own time, however often engine events wake it', () => {
    let state = after(fresh(), tick(0), looked(0, RETRY))
    for (let nowMs = 100; nowMs < 1_900; nowMs += 100) state = after(state, { type: 'wake', trigger: 'docker', nowMs: nowMs - 75 }, tick(nowMs), looked(nowMs, { ...RETRY, fetch: 'local' }))
    expect([state.retryAtMs, state.attempt, state.phase]).toEqual([2_000, 1, 'backing-off'])
  })

  it('forgets failures after a success or with a new revision', () => {
    const failing = after(fresh(), tick(0), looked(0, RETRY), tick(2_000), looked(2_000, RETRY))
    expect(failing.attempt).toBe(2)
    expect(after(failing, tick(8_000), looked(8_000)).attempt).toBe(0)
    expect(after(failing, tick(8_000), looked(8_000, { ...RETRY, isNewRevision: true })).attempt).toBe(1)
  })

  it('does not take a look at the host for a proof that the source is back', () => {
    const failing = after(fresh(), tick(0), looked(0, RETRY))
    const woken = after(failing, { type: 'wake', trigger: 'docker', nowMs: 100 }, tick(200), looked(200, { ...GOOD, fetch: 'local' }))
    expect([woken.retryAtMs, woken.phase]).toEqual([2_000, 'backing-off'])
  })

  it('wakes for the next attempt at a held app', () => {
    const state = after(fresh(), tick(0), looked(0, { ...GOOD, heldUntilMs: 6_000 }))
    expect(nextTickMs(state)).toBe(6_000)
    expect(reduce(state, tick(6_000)).start).toEqual({ trigger: 'retry', fetch: 'local', freshness: 'cached' })
  })

  it('learns of a hold while work is under way, and that it is over', () => {
    const working = after(fresh(), tick(0), looked(0, WORK), { type: 'held', heldUntilMs: 2_000 })
    expect(nextTickMs(working)).toBe(2_000)
    expect(nextTickMs(after(working, { type: 'held' }))).toBe(MINUTE)
  })

  it('goes on looking while suspended', () => {
    const state = after(fresh(), tick(0), looked(0, { ...GOOD, isSuspended: true }))
    expect([state.phase, nextTickMs(state)]).toEqual(['suspended', MINUTE])
  })

  it('starts nothing once it is stopped', () => {
    const stopped = after(idle(), { type: 'stop' }, { type: 'wake', trigger: 'cli', nowMs: 1_000 })
    expect([reduce(stopped, tick(MINUTE * 60)).start, nextTickMs(stopped), stopped.phase]).toEqual([undefined, undefined, 'stopped'])
  })

  it('looks again while the work of a pass goes on', () => {
    const working = after(fresh(), tick(0), looked(100, WORK))
    expect([working.working, working.phase]).toEqual([1, 'idle'])
    const woken = after(working, { type: 'wake', trigger: 'docker', nowMs: 1_000 })
    expect(reduce(woken, tick(1_075)).start).toEqual({ trigger: 'docker', fetch: 'local', freshness: 'cached' })
    expect(reduce(working, tick(100 + MINUTE)).start?.trigger).toBe('poll')
    expect(after(working, ended(5_000)).working).toBe(0)
  })

  it('looks more rarely at what is likely its own doing, and as soon as ever at the rest', () => {
    const own: ScheduleInput = { type: 'wake', trigger: 'docker', nowMs: 1_000, isLikelyOurs: true }
    const working = after(fresh(), tick(0), looked(100, WORK))
    expect(nextTickMs(after(working, own))).toBe(2_000)
    expect(nextTickMs(after(working, own, { type: 'wake', trigger: 'docker', nowMs: 1_001 }))).toBe(1_076)
    expect(nextTickMs(after(idle(), own))).toBe(1_075)
  })

  it('does not take the end of work for a proof that the engine is back', () => {
    const failing = after(fresh(), tick(0), looked(0, WORK), tick(MINUTE), looked(MINUTE, RETRY), ended(MINUTE + 100))
    expect([failing.retryAtMs, failing.attempt, failing.phase]).toEqual([MINUTE + 2_000, 1, 'backing-off'])
  })

  it('tries again after work that broke off by a bug', () => {
    const broken = after(fresh(), tick(0), looked(0, WORK), { type: 'ended', ended: { outcome: 'retry' }, nowMs: 100 })
    expect([broken.working, broken.retryAtMs, broken.phase]).toEqual([0, 2_100, 'backing-off'])
  })

  it('never has two passes look at a time, never sleeps forever, and counts who is at work', () => {
    const input = fc.oneof(
      fc.record({ type: fc.constant('wake' as const), trigger: fc.constantFrom('docker', 'poll', 'webhook', 'cli'), isLikelyOurs: fc.boolean() }),
      fc.record({ type: fc.constant('tick' as const) }),
      fc.record({ type: fc.constant('looked' as const), looked: fc.constantFrom(GOOD, RETRY, WORK, { ...GOOD, fetch: 'local' as const }), jitter: fc.constant(0) }),
      fc.record({ type: fc.constant('ended' as const), ended: fc.constantFrom({ outcome: 'good' as const }, { outcome: 'retry' as const }) }),
      fc.record({ type: fc.constant('held' as const), heldUntilMs: fc.nat(1_000_000) }),
    )
    fc.assert(fc.property(fc.array(fc.tuple(input, fc.nat(100_000))), (steps) => {
      let life: Life = { state: fresh(), isLooking: false, working: 0, nowMs: 0, isSound: true }
      for (const [step, passed] of steps) life = live({ ...life, nowMs: life.nowMs + passed }, step)
      return life.isSound
    }))
  })
})

interface Life {
  readonly state: Schedule
  readonly isLooking: boolean
  readonly working: number
  readonly nowMs: number
  readonly isSound: boolean
}

type Step = { readonly type: string; readonly looked?: PassLooked }

function live(life: Life, step: Step): Life {
  const isPossible = step.type === 'looked' ? life.isLooking : step.type !== 'ended' || life.working > 0
  if (!isPossible) return life
  const { schedule, start } = reduce(life.state, { ...step, nowMs: life.nowMs } as ScheduleInput)
  const isLooking = step.type !== 'looked' && (life.isLooking || start !== undefined)
  const next = { ...life, state: schedule, isLooking, working: life.working + changeOf(step) }
  return { ...next, isSound: life.isSound && !(start && life.isLooking) && isSound(next) }
}

function changeOf({ type, looked: seen }: Step): number {
  if (type === 'ended') return -1
  return seen?.hasWork ? 1 : 0
}

function isSound({ state, isLooking, working }: Life): boolean {
  return state.working === working && (isLooking || nextTickMs(state) !== undefined)
}
