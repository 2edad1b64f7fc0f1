/**
 * A clock that moves only when it is told to. `auto` moves it to the next sleeper whenever everything else has come to rest,
 * so that a pass with minutes of waiting ends within a millisecond; `hand` leaves that to the test.
 */
import type { Clock } from '../../src/ports.js'
import { createRandom } from './random.js'

export interface FakeClock extends Clock {
  /** Runs everything that falls due within the time, in order. */
  advance(ms: number): Promise<void>
  /** Moves the wall clock alone, as an operator or NTP does. */
  jumpWall(ms: number): void
}

interface Sleeper {
  readonly atMs: number
  readonly wake: () => void
}

const EPOCH_MS = Date.parse('2026-01-01T00:00:00Z')

export function createClock(mode: 'auto' | 'hand', seed = 1): FakeClock {
  const sleepers = new Set<Sleeper>()
  const random = createRandom(seed)
  let nowMs = 1_000
  let wallOffsetMs = EPOCH_MS
  let isPumping = false

  const next = (): Sleeper | undefined => [...sleepers].reduce<Sleeper | undefined>((a, b) => (a && a.atMs <= b.atMs ? a : b), undefined)
  const run = (sleeper: Sleeper): void => {
    nowMs = Math.max(nowMs, sleeper.atMs)
    sleepers.delete(sleeper)
    sleeper.wake()
  }
  const pump = (): void => {
    if (isPumping || mode === 'hand') return
    isPumping = true
    setImmediate(() => {
      isPumping = false
      const sleeper = next()
      if (sleeper) run(sleeper)
      if (sleepers.size > 0) pump()
    })
  }
  return {
    nowIso: () => new Date(nowMs + wallOffsetMs).toISOString(),
    monotonicMs: () => nowMs,
    random: () => random.next(),
    jumpWall: (ms) => {
      wallOffsetMs += ms
    },
    sleep: (ms, signal) => new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const wake = (): void => {
        signal.removeEventListener('abort', cut)
        resolve()
      }
      const sleeper = { atMs: nowMs + ms, wake }
      const cut = (): void => {
        sleepers.delete(sleeper)
        resolve()
      }
      sleepers.add(sleeper)
      signal.addEventListener('abort', cut, { once: true })
      pump()
    }),
    advance: async (ms) => {
      const endMs = nowMs + ms
      await rest()
      for (let sleeper = next(); sleeper && sleeper.atMs <= endMs; sleeper = next()) {
        run(sleeper)
        await rest()
      }
      nowMs = endMs
      await rest()
    },
  }
}

/** All fakes answer within the microtask queue, so two turns of the event loop mean that everything waits for time. */
export async function rest(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
