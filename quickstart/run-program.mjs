/**
 * Runs programs by argument list with a deadline; no shell.
 */
// @ts-check
import { spawn } from 'node:child_process'
import process from 'node:process'
import { QuickstartError } from './say.mjs'

const timeoutMs = 15 * 60_000

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ readonly cwd?: string, readonly env?: Record<string, string>, readonly show?: 'always' }} [options] `show`: let it write to the terminal
 * @returns {Promise<{ readonly code: number, readonly output: string }>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      stdio: options.show === 'always' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      env: { ...process.env, ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => { output += String(chunk) })
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export async function must(command, args, options) {
  const { code, output } = await run(command, args, options)
  if (code === 0) return output
  throw new QuickstartError(`cannot run ${command} ${args.slice(0, 3).join(' ')}: exit ${code}\n${output.trim().split('\n').slice(-15).join('\n')}`)
}
