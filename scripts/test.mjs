/**
 * Everything that can be tested, in the order in which it is cheap to learn that something is wrong. A failed stage does not
 * hide the next one, except that nothing runs on a program that does not build. The reports stay for `scripts/tally.mjs`.
 */
// @ts-check
import { mkdirSync, rmSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { runStage, tool } from './stage.mjs'
import { REPORTS } from './tally.mjs'

/** @param {keyof typeof REPORTS} project */
function tests(project) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS[project]}`]
  return tool('vitest/vitest.mjs', 'run', '--project', project, ...reporters)
}

const output = /** @type {const} */ ('streamed')
const STAGES = [
  { name: 'package', command: tool('publint/src/cli.js', 'run', '.', '--pack', 'npm', '--strict'), output },
  { name: 'checks', command: [process.execPath, 'scripts/check.mjs', '--static'], output },
  { name: 'unit tests', command: tests('unit'), output },
  { name: 'process tests', command: tests('process'), output },
  { name: 'lab tests (the first time, bringing up the lab takes minutes)', command: tests('lab'), output },
]

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
rmSync('.reports', { recursive: true, force: true })
mkdirSync('.reports')
let passed = await runStage({ name: 'build', command: [process.execPath, 'scripts/build.mjs'], output })
if (passed) for (const stage of STAGES) passed = (await runStage(stage)) && passed
if (!passed) process.exitCode = 1
