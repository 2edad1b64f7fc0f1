/**
 * Waits for a state with a deadline; the only sleep in the lab.
 */
// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 100

/**
 * @param {() => boolean | Promise<boolean>} isSo
 * @param {number} timeoutMs
 * @returns {Promise<boolean>} false when the deadline passed first
 */
export async function until(isSo, timeoutMs) {
  const deadlineMs = performance.now() + timeoutMs
  while (!(await isSo())) {
    if (performance.now() > deadlineMs) return false
    await sleep(POLL_MS)
  }
  return true
}
