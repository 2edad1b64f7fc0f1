/** Time and chance of this machine. Deadlines run on the monotonic clock, so that a corrected wall clock moves none of them. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../ports.js'

export const systemClock: Clock = {
  nowIso: () => new Date().toISOString(),
  monotonicMs: () => performance.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, { signal }).catch(() => undefined)
  },
  random: () => Math.random(),
}
