/**
 * Runs one named stage as a child process: streamed, or kept quiet and shown only when it fails.
 * It decides how a stage looks on the screen, not which stages there are.
 */
// @ts-check
import { spawn } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** @typedef {{ name: string, command: readonly string[], output: 'streamed' | 'on-failure' }} Stage */

/** @param {Stage} stage @returns {Promise<boolean>} whether it passed */
export async function runStage({ name, command, output }) {
  const startedMs = performance.now()
  if (output === 'streamed') console.log(`\n── ${name}`)
  const { passed, text } = await runProgram(command, output)
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
  if (!passed && text !== '') console.log(text.trimEnd())
  console.log(`${passed ? '✓' : '✗'} ${name} ${seconds} s`)
  return passed
}

/**
 * Runs stages with as many at a time as there are cores on a small machine, and goes on after a failure: one run tells all.
 * @param {readonly Stage[]} stages
 * @returns {Promise<boolean>} whether all passed
 */
export async function runStages(stages) {
  const waiting = [...stages]
  let passed = true
  await Promise.all([lane(), lane()])
  return passed

  async function lane() {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) passed = (await runStage(stage)) && passed
  }
}

/**
 * A tool of node_modules, run by this very Node: no shell, no shim, no npx.
 * @param {string} path below node_modules
 * @param {readonly string[]} args
 */
export function tool(path, ...args) {
  return [process.execPath, `node_modules/${path}`, ...args]
}

/**
 * @param {readonly string[]} command
 * @param {Stage['output']} output
 * @returns {Promise<{ passed: boolean, text: string }>}
 */
function runProgram([program = '', ...args], output) {
  return new Promise((resolve) => {
    let text = ''
    const child = spawn(program, args, { cwd: ROOT, stdio: output === 'streamed' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'] })
    child.stdout?.setEncoding('utf8').on('data', (chunk) => (text += chunk))
    child.stderr?.setEncoding('utf8').on('data', (chunk) => (text += chunk))
    child.on('error', (error) => resolve({ passed: false, text: error.message }))
    child.on('close', (code) => resolve({ passed: code === 0, text }))
  })
}
