/**
 * The first five minutes: one command to a live change, a second time for nothing, with port 80 taken, and away without a trace. All of it
 * under the most careless umask there is.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../support/until.js'
import { docker, sweep, tempDir, uniqueInstance, type TempDir } from '../lab/fixtures.js'
import { PROGRAMS } from './stage/build.js'
import { openToOthers } from './stage/files.js'
import { askHttp } from './stage/http.js'
import { runProgram, withUmask, type ProgramOutcome } from './stage/program.js'

const MINUTES = 60_000
const RUN = join(PROGRAMS.root, 'quickstart', 'run.mjs')
const INSTANCE = uniqueInstance()

let temp: TempDir
let home: string
let blocker: Server

beforeAll(async () => {
  temp = tempDir()
  home = join(temp.path, 'quickstart')
  // Whoever has port 80 already takes it just as well.
  blocker = createServer()
  await new Promise<void>((resolve) => blocker.once('error', () => { resolve() }).listen(80, '0.0.0.0', () => { resolve() }))
})

afterAll(async () => {
  await quickstart('down')
  await sweep(INSTANCE)
  blocker.close()
  temp.remove()
})

function quickstart(...args: readonly string[]): Promise<ProgramOutcome> {
  return withUmask(0o000, () => runProgram([RUN, ...args], { cwd: temp.path, env: { MIST_QUICKSTART_HOME: home, MIST_QUICKSTART_INSTANCE: INSTANCE } })).ended
}

interface Session {
  readonly pid: number
  readonly proxyPort: number
  readonly statusPort: number
}

function session(): Session {
  return JSON.parse(readFileSync(join(home, 'session.json'), 'utf8')) as Session
}

async function objects(): Promise<string> {
  const filter = ['--filter', `label=mist.instance=${INSTANCE}`]
  return [await docker('ps', '--all', '--quiet', ...filter), await docker('network', 'ls', '--quiet', ...filter), await docker('image', 'ls', '--quiet', ...filter)].join('').trim()
}

/** An orphan that ended stays as a zombie where the first process of a container reaps nobody: that one does not run. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('the quickstart', () => {
  it('ends with a change that is live, and says that port 80 is taken', async () => {
    const { code, stdout, stderr } = await quickstart()
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/Port 80 is taken on this machine: Traefik will listen on \d+ instead/)
    expect(stdout).toMatch(/\d+(\.\d+)? (ms|s)\b/)
    expect(stdout).toMatch(/npm run quickstart -- down/)
    expect((await askHttp(session().proxyPort, '/', { headers: { host: 'hello.localhost' } })).status).toBe(200)
    expect((await askHttp(session().statusPort, '/')).status).toBe(200)
  }, 5 * MINUTES)

  it('leaves nothing in its home for others to read, but for the routes that Traefik reads', () => {
    const dynamic = join('state', 'traefik', 'dynamic')
    const routes = readdirSync(join(home, dynamic)).map((file) => `${join(dynamic, file)} 644`)
    expect(routes.length).toBeGreaterThan(2)
    expect(openToOthers(home)).toEqual([`${dynamic} 755`, ...routes].toSorted())
  })

  it('runs a second time with the daemon of the first', async () => {
    const before = session()
    const { code, stdout, stderr } = await quickstart()
    expect(code, stdout + stderr).toBe(0)
    expect(session()).toEqual(before)
  }, 5 * MINUTES)

  it('is gone without a trace after `down`', async () => {
    const { pid } = session()
    const { code, stdout, stderr } = await quickstart('down')
    expect(code, stdout + stderr).toBe(0)
    expect(existsSync(home)).toBe(false)
    await until(`pid ${String(pid)} has ended`, () => !isRunning(pid))
    expect(await objects()).toBe('')
  })
})
