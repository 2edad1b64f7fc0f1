/**
 * Shows what happens: progress until everything converged, and what the apps answer through Traefik.
 */
// @ts-check
import { request } from 'node:http'
import { ask, lastWords } from './daemon.mjs'
import { places } from './places.mjs'
import { line } from './say.mjs'
import { until } from './until.mjs'

/** @typedef {import('./daemon.mjs').Session} Session */

const convergeTimeoutMs = 5 * 60_000

/** Waits until the host is what git says, with a line for each change of an app. @param {Session} session @param {string} commit */
export async function watchUntilConverged(session, commit) {
  /** @type {Map<string, string>} */
  const shown = new Map()
  const startedMs = performance.now()
  await until('converging', async () => {
    const status = parse(await ask(session, '/api/v1/status'))
    if (status === undefined) return undefined
    for (const app of status.apps) showChange(shown, app, startedMs)
    const isThere = status.revision?.commit === commit && status.sync === 'Synced' && status.health === 'Healthy'
    return isThere ? status : undefined
  }, { timeoutMs: convergeTimeoutMs, everyMs: 200, help: `The log is in ${places.log}:\n${lastWords()}` })
}

/**
 * @param {Map<string, string>} shown
 * @param {{ readonly project: string, readonly app: string, readonly sync: string, readonly health: string, readonly ready: number, readonly replicas: number }} app
 * @param {number} startedMs
 */
function showChange(shown, app, startedMs) {
  const key = `${app.project}/${app.app}`
  const text = `${app.sync.padEnd(10)} ${app.health.padEnd(12)} ${app.ready}/${app.replicas}`
  if (shown.get(key) === text) return
  shown.set(key, text)
  line(`${((performance.now() - startedMs) / 1000).toFixed(1).padStart(5)} s  ${key.padEnd(14)} ${text}`)
}

/** @param {string | undefined} text */
function parse(text) {
  return text === undefined ? undefined : JSON.parse(text)
}

/**
 * One request through Traefik. The host name is sent, not resolved, so that no resolver has to know .localhost.
 * @param {Session} session
 * @param {string} host
 * @returns {Promise<{ readonly status: number, readonly body: string, readonly location: string }>}
 */
export function through(session, host) {
  return new Promise((resolve) => {
    const failed = { status: 0, body: '', location: '' }
    const call = request({ host: '127.0.0.1', port: session.proxyPort, headers: { host }, timeout: 5_000, agent: false }, (response) => {
      let body = ''
      response.on('data', (chunk) => { body += String(chunk) })
      response.on('error', () => resolve(failed))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, location: response.headers.location ?? '' }))
    })
    call.on('timeout', () => call.destroy())
    call.on('error', () => resolve(failed))
    call.end()
  })
}
