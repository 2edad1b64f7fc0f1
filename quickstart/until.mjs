/**
 * Waits for a state, with a deadline, and says what it saw last when the deadline comes first.
 */
// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { QuickstartError } from './say.mjs'

/**
 * @template T
 * @param {string} what
 * @param {() => Promise<T | undefined>} probe undefined means: not yet
 * @param {{ readonly timeoutMs: number, readonly everyMs: number, readonly help: string }} limits
 * @returns {Promise<T>}
 */
export async function until(what, probe, limits) {
  const deadlineMs = performance.now() + limits.timeoutMs
  for (;;) {
    const value = await probe()
    if (value !== undefined) return value
    if (performance.now() > deadlineMs) throw new QuickstartError(`${what} did not happen within ${limits.timeoutMs / 1000} s.\n${limits.help}`)
    await sleep(limits.everyMs)
  }
}
