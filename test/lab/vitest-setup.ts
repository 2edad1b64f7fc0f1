/**
 * Global setup of the `lab` tests: brings the lab up and leaves it up, since the next run is warm then. What tests forget on the
 * engine is removed at the end, and makes the run fail by name.
 */
import { spawn } from 'node:child_process'
import { LAB_PROGRAM, labEnv } from './docker.js'
import { beginRun, sweepDeadRuns, sweepThisRun, type Swept } from './leftovers.js'
import { watchVolumes, type VolumeWatch } from './volume-watch.js'

const PARTS = ['engine', 'registry', 'images', 'traefik', 'sshd', 'acme', 's3', 'browser', 'load']

let volumes: VolumeWatch | undefined

export async function setup(): Promise<void> {
  await bringUp()
  beginRun()
  // The workers inherit what this asks for once.
  labEnv()
  const dead = await sweepDeadRuns()
  if (dead.found.length > 0) console.warn(`lab: left by killed runs: ${told(dead)}`)
  volumes = watchVolumes()
}

export async function teardown(): Promise<void> {
  const left = await sweepThisRun()
  await tellOfVolumes()
  if (left.found.length === 0) return
  // Vitest only prints an exception of a teardown; the run has to fail too.
  process.exitCode = 1
  throw new Error(`tests left ${String(left.found.length)} objects on the engine: ${told(left)}`)
}

/** They are no mistake of a test: an app may leave some when its container is replaced. Kept, they would fill the disk. */
async function tellOfVolumes(): Promise<void> {
  const removed = await volumes?.end() ?? []
  if (removed.length > 0) console.warn(`lab: removed ${String(removed.length)} volumes without a name: ${removed.map(({ name, owner }) => `${name.slice(0, 12)} (${owner})`).join(', ')}`)
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

function told({ found, stuck }: Swept): string {
  const gone = found.filter(({ name }) => !stuck.some((one) => one.name === name)).map(({ kind, name, instance }) => `removed ${kind} ${name} (${instance})`)
  return [...gone, ...stuck.map(({ kind, name, instance, reason }) => `cannot remove ${kind} ${name} (${instance}): ${reason}`)].join(', ')
}
