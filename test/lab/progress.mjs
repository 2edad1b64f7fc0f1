/**
 * Plain progress lines on stderr with the seconds since the lab started.
 * It knows nothing of terminals: the lines must read well in a CI log too.
 */
// @ts-check
import process from 'node:process'

const startedMs = performance.now()
const TICK_MS = 15_000

/**
 * @param {string} part
 * @param {string} text
 */
export function say(part, text) {
  const seconds = Math.round((performance.now() - startedMs) / 1000)
  process.stderr.write(`lab ${String(seconds).padStart(4)} s  ${part}: ${text}\n`)
}

/**
 * Says what is going on now, and again every quarter of a minute, until the work is done.
 * @template T
 * @param {string} part
 * @param {string} text
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function sayWhile(part, text, work) {
  say(part, text)
  const sinceMs = performance.now()
  const ticker = setInterval(() => {
    say(part, `still ${text} (${Math.round((performance.now() - sinceMs) / 1000)} s)`)
  }, TICK_MS)
  try {
    return await work()
  } finally {
    clearInterval(ticker)
  }
}
