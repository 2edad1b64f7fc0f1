/** The daemon as a process: how it starts, whom it refuses, how it ends. No engine is in reach here, which is no reason not to run. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { daemonParts } from '../../src/compose/daemon-parts.js'
import { main } from '../../src/daemon/main.js'
import { startChild, type Child } from '../support/child.js'
import { until } from '../support/until.js'

const MISTD = new URL('./mistd.ts', import.meta.url)

let directory: string
let children: Child[]

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mist-daemon-'))
  children = []
  mkdirSync(join(directory, 'source'))
  writeFileSync(join(directory, 'source', 'mist.yaml'), 'version: 1\nprojects:\n  hello:\n    apps:\n      web: { image: nginx, port: 80 }\n')
})

afterEach(async () => {
  for (const child of children) child.kill()
  await Promise.all(children.map((child) => child.ended))
  rmSync(directory, { recursive: true, force: true })
})

function mistd(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = startChild(MISTD, args, env)
  children.push(child)
  return child
}

function configured(lines: readonly string[]): readonly string[] {
  const path = join(directory, 'mistd.yaml')
  writeFileSync(path, [...lines, ''].join('\n'))
  return ['--config', path]
}

function working(port: number, more: readonly string[] = []): readonly string[] {
  return configured([
    'instance: test-daemon', `stateDir: ${join(directory, 'state')}`, `source: { folder: ${join(directory, 'source')} }`, `docker: unix://${join(directory, 'no-engine.sock')}`,
    `proxy: { mode: external, directory: ${join(directory, 'routes')} }`, `http: { port: ${String(port)} }`, ...more,
  ])
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => { server.close(resolve) })
  return port
}

/** In this process, for what ends before the daemon runs. */
async function start(args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const [out, err] = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true))
  const written = (spy: typeof out): string => (spy?.mock.calls ?? []).map(([text]) => String(text)).join('')
  try {
    return { code: await main(args, daemonParts), out: written(out), err: written(err) }
  } finally {
    vi.restoreAllMocks()
  }
}

describe('mistd', () => {
  it('says its usage and its version', async () => {
    expect(await start(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes:') as string })
    expect(await start(['-V'])).toMatchObject({ code: 0, out: expect.stringMatching(/^mistd \d+\.\d+\.\d+/) as string })
  })

  it.each([
    ['an unknown flag', (): readonly string[] => ['--prot', '80'], '--prot'],
    ['a file that is not there', (): readonly string[] => ['--config', '/nowhere/mistd.yaml'], 'cannot read the settings /nowhere/mistd.yaml'],
    ['an unknown key', (): readonly string[] => configured(['instanze: a']), 'mistd.yaml:1:1'],
    ['no source', (): readonly string[] => configured(['instance: a']), 'source'],
    ['a bad flag', (): readonly string[] => [...working(1), '--instance', 'Not A Name'], '--instance'],
  ])('ends with 2 for %s, and says what to do', async (_, args, said) => {
    expect(await start(args())).toMatchObject({ code: 2, out: '', err: expect.stringContaining(said) as string })
    expect(existsSync(join(directory, 'state'))).toBe(false)
  })

  it('only checks the settings when asked to', async () => {
    expect(await start([...working(1), '--check'])).toMatchObject({ code: 0, out: expect.stringContaining('valid') as string })
    expect(existsSync(join(directory, 'state'))).toBe(false)
  })

  it('runs without an engine, refuses a second one, tells the service manager, and stops when asked', { timeout: 60_000 }, async () => {
    const port = await freePort()
    const bin = join(directory, 'bin')
    mkdirSync(bin)
    writeFileSync(join(bin, 'systemd-notify'), `#!/bin/sh\necho "$@" >> ${join(directory, 'notified')}\n`)
    chmodSync(join(bin, 'systemd-notify'), 0o755)
    const env = { NOTIFY_SOCKET: join(directory, 'notify.sock'), WATCHDOG_USEC: '200000', PATH: `${bin}:${process.env['PATH'] ?? ''}` }
    const first = mistd(working(port), env)
    const url = `http://127.0.0.1:${String(port)}`
    await until('it lives', async () => (await fetch(`${url}/healthz`)).ok)
    await until('the first pass is done', async () => (await fetch(`${url}/api/v1/status`)).ok)
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: false, checks: { firstPass: true, engine: false } })

    const second = mistd(working(port))
    expect(await second.ended).toBe(3)
    expect(second.errors()).toContain(`process ${String(first.pid)} holds the lock`)

    const notified = (): string => readFileSync(join(directory, 'notified'), 'utf8')
    await until('the service manager knows', () => /READY=1/.test(notified()) && /STATUS=/.test(notified()) && /WATCHDOG=1/.test(notified()))

    first.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(notified()).toContain('STOPPING=1')
    const messages = first.output().trimEnd().split('\n').map((line) => (JSON.parse(line) as { readonly msg: string }).msg)
    expect([messages[0], messages.at(-1)]).toEqual(['mistd started', 'mistd stopping'])
    for (const name of ['mist.db', 'instance.key']) expect(statSync(join(directory, 'state', name)).mode & 0o777).toBe(0o600)
    expect(statSync(join(directory, 'state')).mode & 0o777).toBe(0o700)
  })

  it('starts again at once after it was killed', { timeout: 60_000 }, async () => {
    const port = await freePort()
    const first = mistd(working(port))
    await until('it lives', async () => (await fetch(`http://127.0.0.1:${String(port)}/healthz`)).ok)
    first.kill('SIGKILL')
    await first.ended
    mistd(working(port))
    await until('the next one lives', async () => (await fetch(`http://127.0.0.1:${String(port)}/healthz`)).ok)
  })

  it.each([
    ['the port is taken', 4, 'cannot listen on 127.0.0.1', (port: number): readonly string[] => working(port)],
    ['it should face a network without a token', 2, 'token', (): readonly string[] => [...working(1), '--config', faceNetwork()]],
  ])('does not start when %s', async (_, code, said, args) => {
    const holder = createServer()
    await new Promise<void>((resolve) => { holder.listen(0, '127.0.0.1', resolve) })
    try {
      expect(await start(args((holder.address() as AddressInfo).port))).toMatchObject({ code, err: expect.stringContaining(said) as string })
    } finally {
      await new Promise((resolve) => { holder.close(resolve) })
    }
  })

  function faceNetwork(): string {
    const path = join(directory, 'network.yaml')
    writeFileSync(path, `stateDir: ${join(directory, 'state')}\nsource: { folder: ${join(directory, 'source')} }\nproxy: { mode: external, directory: ${join(directory, 'routes')} }\nhttp: { address: 0.0.0.0 }\n`)
    return path
  }
})
