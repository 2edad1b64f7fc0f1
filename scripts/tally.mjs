/**
 * The closing line of a test run, `N passed, N failed`, counted from vitest's own reports.
 * A file that could not be loaded, a report that was never written and one without a test count as one failure each: silence is
 * not success.
 */
// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Where each vitest project leaves its report, relative to the checkout. */
export const REPORTS = Object.freeze({ unit: '.reports/unit.json', process: '.reports/process.json', lab: '.reports/lab.json' })

/**
 * @typedef {{ status: string, assertionResults: readonly { status: string }[] }} FileReport
 * @typedef {{ passed: number, failed: number }} Tally
 */

/** @type {Tally} */
const NOTHING_RAN = { passed: 0, failed: 1 }

/** @param {string | undefined} text of a report, undefined when there is none @returns {Tally} */
export function tallyOf(text) {
  if (text === undefined) return NOTHING_RAN
  const report = /** @type {{ testResults: readonly FileReport[] }} */ (JSON.parse(text))
  const total = report.testResults.map(tallyOfFile).reduce(sum, { passed: 0, failed: 0 })
  return total.passed + total.failed === 0 ? NOTHING_RAN : total
}

/** @param {Tally} a @param {Tally} b @returns {Tally} */
function sum(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed }
}

/** @param {FileReport} file @returns {Tally} */
function tallyOfFile({ status, assertionResults }) {
  const count = (/** @type {string} */ wanted) => assertionResults.filter((result) => result.status === wanted).length
  const failed = count('failed')
  return { passed: count('passed'), failed: failed === 0 && status === 'failed' ? 1 : failed }
}

function main() {
  const texts = Object.values(REPORTS).map((path) => fileURLToPath(new URL(`../${path}`, import.meta.url)))
  const total = texts.map((path) => tallyOf(existsSync(path) ? readFileSync(path, 'utf8') : undefined)).reduce(sum)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  if (total.failed > 0) process.exitCode = 1
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main()
