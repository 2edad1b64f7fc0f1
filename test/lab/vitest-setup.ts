/**
 * Global setup of the `lab` tests: brings the lab up and leaves it up, since the next run is warm then. What tests forget on the
 * engine is removed at the end, and makes the run fail by name.
 */
import { spawn } from 'node:child_process'
import { LAB_PROGRAM, labEnv } from './docker.js'
import { beginRun, sweepDeadRuns, sweepThisRun, type Leftover } from './leftovers.js'

const PARTS = ['engine', 'registry', 'images', 'traefik', 'sshd', 'acme', 's3', 'browser', 'load']

export async function setup(): Promise<void> {
  await bringUp()
  beginRun()
  // The workers inherit what this asks for once.
  labEnv()
  const dead = await sweepDeadRuns()
  if (dead.length > 0) console.warn(`lab: removed what a killed run had left: ${listed(dead)}`)
}

export async function teardown(): Promise<void> {
  const left = await sweepThisRun()
  if (left.length === 0) return
  // Vitest only prints an exception of a teardown; the run has to fail too.
  process.exitCode = 1
  throw new Error(`tests left ${String(left.length)} objects on the engine; they are removed now: ${listed(left)}`)
}

/** Its progress goes straight to stderr: the first time takes minutes, and silence would look like a hang. */
function bringUp(): Promise<void> {
  return new Promise((resolve, reject) => {
    const lab = spawn(process.execPath, [LAB_PROGRAM, 'up', ...PARTS], { stdio: ['ignore', 'inherit', 'inherit'] })
    lab.on('error', reject)
    lab.on('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`cannot bring the lab up: exit ${String(code)}. Its reason is above; \`node test/lab/lab.mjs status\` shows what is there.`))
    })
  })
}

function listed(leftovers: readonly Leftover[]): string {
  return leftovers.map(({ kind, name, instance }) => `${kind} ${name} (${instance})`).join(', ')
}
