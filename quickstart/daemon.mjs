/**
 * Starts mistd for the quickstart, or finds the one of an earlier run; asks its HTTP endpoint; wakes it by webhook.
 */
// @ts-check
import { spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { home, instance, places } from './places.mjs'
import { pickPort } from './ports.mjs'
import { heading, line, QuickstartError } from './say.mjs'
import { until } from './until.mjs'

/** @typedef {{ readonly pid: number, readonly proxyPort: number, readonly apiPort: number, readonly statusPort: number }} Session */

/** @returns {Promise<Session>} */
export async function provideDaemon() {
  heading('mistd')
  const running = runningSession()
  if (running !== undefined) {
    line(`mistd runs already (pid ${running.pid}).`)
    return running
  }
  const session = await startDaemon()
  await until('mistd answering', () => ask(session, '/healthz'), { timeoutMs: 120_000, everyMs: 100, help: `Its last words are in ${places.log}.\n${lastWords()}` })
  line(`mistd runs (pid ${session.pid}), log in ${places.log}.`)
  line(`Status page: http://127.0.0.1:${session.statusPort}/`)
  return session
}

/** @returns {Session | undefined} the daemon of an earlier run that still lives */
export function runningSession() {
  if (!existsSync(places.session)) return undefined
  const session = /** @type {Session} */ (JSON.parse(readFileSync(places.session, 'utf8')))
  return isMistd(session.pid) ? session : undefined
}

/** A pid is reused by the kernel, so the command line has to be ours too. @param {number} pid */
function isMistd(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(places.settings)
  } catch {
    return false
  }
}

async function startDaemon() {
  const ports = await pickPorts()
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (!existsSync(places.webhookSecret)) writeFileSync(places.webhookSecret, randomBytes(32).toString('hex'), { mode: 0o600 })
  writeFileSync(places.settings, settingsText(ports), { mode: 0o600 })
  const log = openSync(places.log, 'a', 0o600)
  const child = spawn(process.execPath, [places.mistd, '--config', places.settings], { detached: true, stdio: ['ignore', log, log] })
  child.unref()
  if (child.pid === undefined) throw new QuickstartError(`cannot start mistd: ${places.mistd} could not be run.`)
  const session = { pid: child.pid, ...ports }
  writeFileSync(places.session, JSON.stringify(session), { mode: 0o600 })
  return session
}

async function pickPorts() {
  const proxyPort = await pickPort('0.0.0.0', [80, 8080, 8000])
  if (proxyPort !== 80) line(`Port 80 is taken on this machine: Traefik will listen on ${proxyPort} instead.`)
  const apiPort = await pickPort('127.0.0.1', [6479])
  const statusPort = await pickPort('127.0.0.1', [6478])
  return { proxyPort, apiPort, statusPort }
}

/** @param {Omit<Session, 'pid'>} ports */
function settingsText(ports) {
  return `# Settings of the quickstart's mistd. Made by \`npm run quickstart\`.
instance: ${instance}
stateDir: ${JSON.stringify(places.stateDir)}
source: { git: ${JSON.stringify(`file://${places.origin}`)}, ref: main, interval: 10s }
proxy: { httpPort: ${ports.proxyPort}, apiPort: ${ports.apiPort} }
http: { port: ${ports.statusPort} }
webhooks:
  push: { type: generic, secretFiles: [${JSON.stringify(places.webhookSecret)}] }
`
}

export function lastWords() {
  if (!existsSync(places.log)) return ''
  return readFileSync(places.log, 'utf8').trim().split('\n').slice(-8).join('\n')
}

/**
 * @param {Session} session
 * @param {string} path
 * @returns {Promise<string | undefined>} the body of a good answer
 */
export async function ask(session, path) {
  try {
    const response = await fetch(`http://127.0.0.1:${session.statusPort}${path}`, { signal: AbortSignal.timeout(5_000) })
    return response.ok ? await response.text() : undefined
  } catch {
    return undefined
  }
}

/** What a git server would do after a push. @param {Session} session */
export async function pushWebhook(session) {
  const body = JSON.stringify({ ref: 'refs/heads/main' })
  const signature = createHmac('sha256', readFileSync(places.webhookSecret, 'utf8').trim()).update(body).digest('hex')
  await fetch(`http://127.0.0.1:${session.statusPort}/hooks/push`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-signature': `sha256=${signature}` },
    signal: AbortSignal.timeout(5_000),
  })
}
