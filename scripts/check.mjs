/**
 * The gate that every change passes on the desk and in CI alike: fast, and without an engine.
 * With --static it leaves the tests out, for `npm test`, which runs them itself.
 */
// @ts-check
import process from 'node:process'
import { runStages, tool } from './stage.mjs'

const quiet = /** @type {const} */ ('on-failure')

// The long ones first, so that two lanes end at about the same time.
const TESTS = [{ name: 'unit tests', command: tool('vitest/vitest.mjs', 'run', '--project', 'unit'), output: quiet }]

const STATIC = [
  { name: 'lint', command: tool('eslint/bin/eslint.js', '.', '--max-warnings', '0'), output: quiet },
  { name: 'types', command: tool('typescript/bin/tsc', '--noEmit', '-p', '.'), output: quiet },
  { name: 'unused files, exports and packages', command: tool('knip/bin/knip.js', '--no-progress'), output: quiet },
  { name: 'generated files', command: [process.execPath, 'scripts/gen.mjs', '--check'], output: quiet },
  { name: 'import rules', command: [process.execPath, 'scripts/arch.mjs'], output: quiet },
]

const passed = await runStages(process.argv.includes('--static') ? STATIC : [...TESTS, ...STATIC])
if (!passed) process.exitCode = 1
