/** The clock of this machine: what the engine relies on when it waits. */
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/adapters/clock/system.js'

describe('systemClock', () => {
  it('ends a sleep early and without an error when it is told to stop', async () => {
    const stop = new AbortController()
    const sleeping = systemClock.sleep(600_000, stop.signal)
    stop.abort()
    await expect(sleeping).resolves.toBeUndefined()
    await expect(systemClock.sleep(600_000, stop.signal)).resolves.toBeUndefined()
  })

  it('moves forward only, and sleeps for what it is asked', async () => {
    const before = systemClock.monotonicMs()
    await systemClock.sleep(5, new AbortController().signal)
    expect(systemClock.monotonicMs()).toBeGreaterThan(before)
  })

  it('gives times as ISO 8601 and chance below one', () => {
    expect(new Date(systemClock.nowIso()).toISOString()).toMatch(/Z$/)
    for (let at = 0; at < 100; at++) expect(systemClock.random()).toBeLessThan(1)
  })
})
