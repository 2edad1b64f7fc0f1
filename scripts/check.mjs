/**
 * The gate that every change passes on the desk and in CI alike: fast, and without an engine. Its tests search a first share of what
 * `npm test` searches, and files that were clean are not read again by the linter while nothing that they depend on has changed.
 * With --static it leaves the tests out, for `npm test`, which runs them itself, and reads all files.
 */
// @ts-check
import process from 'node:process'
import { runStages, tool } from './stage.mjs'

const quiet = /** @type {const} */ ('on-failure')

// The long ones first, so that two lanes end at about the same time.
const TESTS = [{ name: 'unit tests', command: tool('vitest/vitest.mjs', 'run', '--project', 'unit'), output: quiet }]

const isPartOfTest = process.argv.includes('--static')

const STATIC = [
  // Much is made and thrown away at once; with room for it the collector has less to do.
  { name: 'types and lint', command: [process.execPath, '--max-semi-space-size=64', 'scripts/lint.mjs', ...(isPartOfTest ? ['--all'] : [])], output: quiet },
  { name: 'unused files, exports and packages', command: tool('knip/bin/knip.js', '--no-progress'), output: quiet },
  { name: 'generated files', command: [process.execPath, 'scripts/gen.mjs', '--check'], output: quiet },
]

process.env['MIST_TEST_EFFORT'] = 'quick'
const passed = await runStages(isPartOfTest ? STATIC : [...TESTS, ...STATIC])
if (!passed) process.exitCode = 1
