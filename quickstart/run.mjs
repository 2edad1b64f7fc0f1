#!/usr/bin/env node
/**
 * `npm run quickstart`: from a checkout to apps behind Traefik and a change that goes live, on one machine.
 * `npm run quickstart -- down` takes it all away again. Plain Node, no packages: it runs before anything is installed.
 */
// @ts-check
import process from 'node:process'
import { provideDaemon, pushWebhook } from './daemon.mjs'
import { down } from './down.mjs'
import { places } from './places.mjs'
import { prepare } from './prepare.mjs'
import { commitVisibleChange, provideRepository } from './repository.mjs'
import { must, run } from './run-program.mjs'
import { bold, dim, heading, line, QuickstartError } from './say.mjs'
import { until } from './until.mjs'
import { through, watchUntilConverged } from './watch.mjs'
import { LabError } from '../test/lab/run.mjs'

/** @typedef {import('./daemon.mjs').Session} Session */

const liveTimeoutMs = 120_000

async function up() {
  await prepare()
  // From here on everything is below the home, and its owner's alone; what is above may belong to a checkout that others read.
  process.umask(0o077)
  await provideRepository()
  const session = await provideDaemon()
  heading('Converging to the commit')
  await watchUntilConverged(session, await headCommit())
  await showApps(session)
  await showChange(session)
  sayWhatNext(session)
}

/** @param {Session} session */
async function showApps(session) {
  heading('What runs now')
  await mistctl(['status'])
  for (const host of ['hello.localhost', 'www.hello.localhost', 'whoami.localhost']) {
    const answer = await through(session, host)
    const gist = answer.location === '' ? firstWords(answer.body) : `→ ${answer.location}`
    line(`GET ${url(session, host)}  ${answer.status}  ${dim(gist)}`)
  }
}

/** @param {Session} session */
async function showChange(session) {
  heading('A change goes live')
  const greeting = await commitVisibleChange()
  const pushedMs = performance.now()
  await pushWebhook(session)
  let missed = 0
  await until('the new page being served', async () => {
    const answer = await through(session, 'hello.localhost')
    if (answer.status !== 200) missed += 1
    return answer.body.includes(greeting) ? true : undefined
  }, { timeoutMs: liveTimeoutMs, everyMs: 10, help: `The log is in ${places.log}.` })
  const seconds = ((performance.now() - pushedMs) / 1000).toFixed(2)
  line(`${bold(`push → live in ${seconds} s`)}: fetched, built, started beside the old one, switched; ${missed} failed requests meanwhile.`)
  line(`GET ${url(session, 'hello.localhost')}  ${dim(greeting)}`)
}

/** @param {Session} session */
function sayWhatNext(session) {
  heading('What to try next')
  line(`Edit     ${places.work}/mist.yaml or site/index.html, commit, push (it is looked at every 10 s)`)
  line(`Open     ${url(session, 'hello.localhost')}/ and the status page http://127.0.0.1:${session.statusPort}/`)
  line(`Look     node dist/bin/mistctl.js --config ${places.settings} diff`)
  line(`Break    docker rm -f any of the containers above, and watch it come back`)
  line(`Stop     npm run quickstart -- down`)
  process.stdout.write('\n')
}

/** @param {readonly string[]} args */
async function mistctl(args) {
  const { output } = await run(process.execPath, [places.mistctl, '--config', places.settings, ...args])
  line(output.trimEnd())
}

async function headCommit() {
  return (await must('git', ['-C', places.work, 'rev-parse', 'HEAD'])).trim()
}

/** @param {Session} session @param {string} host */
function url(session, host) {
  return session.proxyPort === 80 ? `http://${host}` : `http://${host}:${session.proxyPort}`
}

/** @param {string} body */
function firstWords(body) {
  return body.replace(/<(style|title)>[\s\S]*?<\/\1>|<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 60)
}

const [verb = 'up', ...rest] = process.argv.slice(2)
try {
  if (rest.length > 0 || !['up', 'down'].includes(verb)) {
    process.stderr.write('Usage: npm run quickstart [-- down]\n')
    process.exitCode = 2
  } else {
    await (verb === 'down' ? down() : up())
  }
} catch (error) {
  if (!(error instanceof QuickstartError || error instanceof LabError)) throw error
  process.stderr.write(`\n${error.message}\n`)
  process.exitCode = 1
}
