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

/** What a step means to somebody who watches for the first time; steps that are not listed are not shown. */
const WORDS = Object.freeze({
  'create-network': 'network made',
  'ensure-image': 'image is there',
  'start-container': 'started',
  'await-ready': 'ready',
  'confirm-route': 'Traefik serves it',
})

/** Waits until the host is what git says, with a line for each step on the way. @param {Session} session @param {string} commit */
export async function watchUntilConverged(session, commit) {
  const startedMs = performance.now()
  let seen = 0
  await until('converging', async () => {
    if (await isConverged(session, commit)) return true
    const news = parse(await ask(session, `/api/v1/events?after=${seen}`))?.events ?? []
    for (const event of news) showStep(event, startedMs)
    seen = news.at(-1)?.id ?? seen
    return undefined
  }, { timeoutMs: convergeTimeoutMs, everyMs: 100, help: `The log is in ${places.log}:\n${lastWords()}` })
  line(`${seconds(startedMs)}  the host is what ${commit.slice(0, 7)} says`)
}

/** @param {Session} session @param {string} commit */
async function isConverged(session, commit) {
  const status = parse(await ask(session, '/api/v1/status'))
  return status?.revision?.commit === commit && status.sync === 'Synced' && status.health === 'Healthy'
}

/**
 * @param {{ readonly type: string, readonly details: { readonly app?: string, readonly step?: keyof typeof WORDS, readonly subject?: string, readonly failure?: { readonly subject: string, readonly cause: string } } }} event
 * @param {number} startedMs
 */
function showStep({ type, details }, startedMs) {
  const { app = '', step, subject = '', failure } = details
  if (type === 'step-failed') line(`${seconds(startedMs)}  ${app.padEnd(13)} ${failure?.subject}: ${failure?.cause}`)
  if (type === 'step-succeeded' && step !== undefined && WORDS[step] !== undefined) line(`${seconds(startedMs)}  ${app.padEnd(13)} ${WORDS[step].padEnd(17)} ${subject}`)
}

/** @param {number} startedMs */
function seconds(startedMs) {
  return `${((performance.now() - startedMs) / 1000).toFixed(1).padStart(5)} s`
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
