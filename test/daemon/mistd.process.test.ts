/** The daemon as a process: how it runs, whom it refuses, how it ends. No engine is in reach here, which is no reason not to run. */
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '../lab/fixtures.js'
import { startChild, type Child } from '../support/child.js'
import { until } from '../support/until.js'
import { createDaemonFolder, type DaemonFolder } from './folder.js'

const MISTD = new URL('./mistd.ts', import.meta.url)

let folder: DaemonFolder
let children: Child[]

beforeEach(() => {
  folder = createDaemonFolder()
  children = []
})

afterEach(async () => {
  for (const child of children) child.kill()
  await Promise.all(children.map((child) => child.ended))
  folder.remove()
})

function mistd(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = startChild(MISTD, args, env)
  children.push(child)
  return child
}

describe('mistd', () => {
  it('runs without an engine, refuses a second one, tells the service manager, and stops when asked', { timeout: 180_000 }, async () => {
    const port = await freePort()
    const bin = join(folder.directory, 'bin')
    mkdirSync(bin)
    writeFileSync(join(bin, 'systemd-notify'), `#!/bin/sh\necho "$@" >> ${join(folder.directory, 'notified')}\n`)
    chmodSync(join(bin, 'systemd-notify'), 0o755)
    const env = { NOTIFY_SOCKET: join(folder.directory, 'notify.sock'), WATCHDOG_USEC: '200000', PATH: `${bin}:${process.env['PATH'] ?? ''}` }
    const first = mistd(folder.working(port), env)
    const url = `http://127.0.0.1:${String(port)}`
    await until('it lives', async () => (await fetch(`${url}/healthz`)).ok)
    await until('the first pass is done', async () => (await fetch(`${url}/api/v1/status`)).ok)
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: false, checks: { firstPass: true, engine: false } })

    const second = mistd(folder.working(port))
    expect(await second.ended).toBe(3)
    expect(second.errors()).toContain(`process ${String(first.pid)} holds the lock`)

    const notified = (): string => readFileSync(join(folder.directory, 'notified'), 'utf8')
    await until('the service manager knows', () => /READY=1/.test(notified()) && /STATUS=/.test(notified()) && /WATCHDOG=1/.test(notified()))

    first.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(notified()).toContain('STOPPING=1')
    const messages = first.output().trimEnd().split('\n').map((line) => (JSON.parse(line) as { readonly msg: string }).msg)
    expect([messages[0], messages.at(-1)]).toEqual(['mistd started', 'mistd stopping'])
    for (const name of ['mist.db', 'instance.key']) expect(statSync(join(folder.directory, 'state', name)).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder.directory, 'state')).mode & 0o777).toBe(0o700)
  })

  it('starts again at once after it was killed', { timeout: 180_000 }, async () => {
    const port = await freePort()
    const first = mistd(folder.working(port))
    await until('it lives', async () => (await fetch(`http://127.0.0.1:${String(port)}/healthz`)).ok)
    first.kill('SIGKILL')
    await first.ended
    mistd(folder.working(port))
    await until('the next one lives', async () => (await fetch(`http://127.0.0.1:${String(port)}/healthz`)).ok)
  })
})
