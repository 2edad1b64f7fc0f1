/** How a test run is counted: from the reports, and never kinder than they are. */
import { describe, expect, it } from 'vitest'
import { tallyOf } from '../../scripts/tally.mjs'

function report(...files: readonly (readonly [status: string, ...results: readonly string[]])[]): string {
  return JSON.stringify({ testResults: files.map(([status, ...results]) => ({ status, assertionResults: results.map((result) => ({ status: result })) })) })
}

describe('tallyOf', () => {
  it('counts the tests of all files', () => {
    expect(tallyOf(report(['passed', 'passed', 'passed'], ['failed', 'passed', 'failed']))).toEqual({ passed: 3, failed: 1 })
  })

  it('counts a file that could not be loaded as one failure', () => {
    expect(tallyOf(report(['passed', 'passed'], ['failed']))).toEqual({ passed: 1, failed: 1 })
  })

  it('counts a missing report, and one without a test, as one failure', () => {
    expect(tallyOf(undefined)).toEqual({ passed: 0, failed: 1 })
    expect(tallyOf(report())).toEqual({ passed: 0, failed: 1 })
  })
})
