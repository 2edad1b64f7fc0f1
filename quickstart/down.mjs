/**
 * Ends the quickstart: stops its mistd and removes the containers, networks, images and files that it made, and nothing else.
 * The engine stays; volumes would stay too, but the example has none.
 */
// @ts-check
import { rmSync } from 'node:fs'
import process from 'node:process'
import { docker } from '../test/lab/run.mjs'
import { engineIsOurs, engineIsUp } from '../test/lab/engine.mjs'
import { runningSession } from './daemon.mjs'
import { home, instance } from './places.mjs'
import { line } from './say.mjs'
import { until } from './until.mjs'

const stopTimeoutMs = 90_000

export async function down() {
  await stopDaemon()
  if (await engineIsUp()) await removeObjects()
  rmSync(home, { recursive: true, force: true })
  line(`removed ${home}`)
  if (engineIsOurs()) line('The engine was started by this checkout and still runs. Stop it with: npm run lab -- down')
}

async function stopDaemon() {
  const session = runningSession()
  if (session === undefined) return line('mistd does not run.')
  process.kill(session.pid, 'SIGTERM')
  await until('mistd stopping', async () => (runningSession() === undefined ? true : undefined), {
    timeoutMs: stopTimeoutMs, everyMs: 100, help: `Its pid is ${session.pid}.`,
  })
  line(`mistd stopped (pid ${session.pid}).`)
}

async function removeObjects() {
  const filter = `label=mist.instance=${instance}`
  const containers = words(await docker(['ps', '--all', '--quiet', '--filter', filter]))
  if (containers.length > 0) await docker(['rm', '--force', ...containers])
  const networks = words(await docker(['network', 'ls', '--quiet', '--filter', filter]))
  if (networks.length > 0) await docker(['network', 'rm', ...networks])
  const images = words(await docker(['image', 'ls', '--quiet', '--no-trunc', '--filter', filter]))
  if (images.length > 0) await docker(['rmi', '--force', ...new Set(images)])
  line(`removed ${containers.length} containers, ${networks.length} networks and ${images.length} images of instance ${instance}`)
}

/** @param {string} text */
const words = (text) => text.split(/\s+/).filter((word) => word !== '')
