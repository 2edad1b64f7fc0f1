/** The two clients of the engine against a made-up engine: what is sent, what hangs, what breaks, what is kept. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { getEventListeners } from 'node:events'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { ReadOnlyAgent, fullAgents, readOnlyAgents } from '../../../../src/adapters/docker/transport/agents.js'
import { createFullClient, createReadClient } from '../../../../src/adapters/docker/transport/client.js'
import type { Dial } from '../../../../src/adapters/docker/transport/dial.js'
import { dial } from '../../../../src/adapters/docker/transport/dial.js'
import { createRuntime, createRuntimeReader } from '../../../../src/adapters/docker/runtime.js'
import { toFailure } from '../../../../src/adapters/docker/engine-error.js'
import { modemTransport } from '../../../../src/adapters/docker/transport/modem.js'
import { socketTransport } from '../../../../src/adapters/docker/transport/socket.js'
import { failure } from '../../../../src/model/failure.js'
import { until } from '../../../support/until.js'
import type { Answering, FakeEngine } from '../fake-engine.js'
import { startFakeEngine } from '../fake-engine.js'
import { recording } from '../recorded.js'

const never = new AbortController().signal
const deadlines = { readMs: 200, writeMs: 200, startMs: 200, stopMarginMs: 200, pullSilenceMs: 200, imageMs: 200, logSilenceMs: 200, reconnectMs: 1, reconnectMaxMs: 5 }

/** For tests in which most answers arrive: a busy machine must not run into the deadline of those. */
const patient = { ...deadlines, readMs: 1_500, pullSilenceMs: 1_500, imageMs: 20_000 }
const grants = { domains: [], publish: [], repositories: [] }

const cleanups: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function engine(answer: Answering = () => undefined, version?: string): Promise<FakeEngine> {
  const started = await startFakeEngine(answer, version)
  cleanups.push(() => started.stop())
  return started
}

function runtimeOf(docker: string, changes: object = {}): ReturnType<typeof createRuntime> {
  const runtime = createRuntime({ docker, instance: 'recorded', registries: {}, grants, systemMounts: [], files: new Set<string>(), deadlines, ...changes })
  cleanups.push(() => { runtime.close() })
  return runtime
}

describe('the client that can only read', () => {
  const mutating = ['POST', 'PUT', 'DELETE', 'PATCH'] as const

  const transports = [{ name: 'socket', transportOf: socketTransport }, { name: 'modem', transportOf: modemTransport }] as const

  test.each(mutating.flatMap((method) => transports.map((transport) => ({ ...transport, method }))))('never sends $method, not even by the $name below it', async ({ method, transportOf }) => {
    const { requests, path } = await engine(() => ({ json: {} }))
    const sent = await dial(transportOf(path, readOnlyAgents().read), { method: method as Dial['method'], path: '/containers/x/start', query: {}, headers: {}, stream: 'no', deadlineMs: 10_000, signal: never })
    expect(sent).toMatchObject({ ok: false, error: { message: expect.stringContaining('can only read') as string } })
    expect(requests).toEqual([])
  })

  test('never upgrades a connection, which could type into a container', () => {
    expect(() => request({ socketPath: '/nowhere', agent: new ReadOnlyAgent(), headers: { Connection: 'Upgrade', Upgrade: 'tcp' } })).toThrow('can only read')
  })

  test('is what a reader of the runtime gets: all it can do is GET', async () => {
    const { requests, address } = await engine(({ path }) => (path === '/containers/web/json' ? { json: recording('running').container } : path.endsWith('/json') || path === '/networks' ? { json: [] } : { json: {} }))
    const reader = createRuntimeReader({ docker: address, instance: 'x' })
    cleanups.push(() => { reader.close() })
    await reader.facts(never)
    await reader.observe({ images: ['redis:7'], freshness: 'live' }, never)
    await reader.runState('web', never)
    for await (const _ of reader.logs({ container: 'web', follow: false, tail: 1, sinceSeconds: 0 }, never)) break
    expect(requests.length).toBeGreaterThan(5)
    expect(requests.filter((line) => !line.startsWith('GET '))).toEqual([])
    expect(createReadClient({ docker: address, instance: 'x' })).not.toHaveProperty('mutate')
  })
})

describe('the full client', () => {
  test('sends nothing that the allow-list refused', async () => {
    const { requests, address } = await engine()
    const client = createFullClient({ docker: address, instance: 'x' }, () => failure('payload-refused', { subject: 's', cause: 'c' }))
    cleanups.push(() => { client.close() })
    const call = { method: 'POST', path: '/containers/create', query: {}, body: { Privileged: true } } as const
    expect(await client.mutate(call, 10_000, never)).toMatchObject({ ok: false, error: { kind: 'refused' } })
    expect(requests).toEqual(['GET /version'])
  })

  test('checks what it sends: getters and toJSON cannot make a difference between the two', async () => {
    const { bodies, address } = await engine(() => ({ json: {} }))
    const checked: string[] = []
    const client = createFullClient({ docker: address, instance: 'x', deadlines: {} }, (call) => {
      checked.push(JSON.stringify(call.body))
      return undefined
    })
    cleanups.push(() => { client.close() })
    let reads = 0
    const body = { get Image() { reads += 1; return `image${String(reads)}` }, toJSON: undefined, nothing: undefined }
    await client.mutate({ method: 'POST', path: '/x', query: {}, body }, 10_000, never)
    expect(bodies).toEqual(checked)
  })

  test('ignores DOCKER_HOST and its companions', async () => {
    const { address, requests } = await engine(() => ({ json: [] }))
    const before = process.env['DOCKER_HOST']
    process.env['DOCKER_HOST'] = 'tcp://192.0.2.1:2375'
    try {
      await runtimeOf(address).facts(never)
    } finally {
      if (before === undefined) delete process.env['DOCKER_HOST']
      else process.env['DOCKER_HOST'] = before
    }
    expect(requests.length).toBeGreaterThan(0)
  })

  test('speaks the newest API that both know', async () => {
    const { requests, address } = await engine(() => undefined, '1.44')
    await runtimeOf(address, { deadlines: {} }).runState('web', never)
    expect(requests).toEqual(['GET /version', 'GET /v1.44/containers/web/json'])
  })

  test('refuses an engine that is too old before anything is asked of it', async () => {
    const { requests, address } = await engine(() => undefined, '1.40')
    expect(await runtimeOf(address, { deadlines: {} }).observe({ images: [], freshness: 'live' }, never)).toMatchObject({ ok: false, error: { code: 'engine-too-old' } })
    expect(new Set(requests)).toEqual(new Set(['GET /version']))
  })

  test('agrees anew when the engine says that it became another one', async () => {
    let offered = '1.44'
    const { requests, address } = await engine(({ path }) => {
      if (path === '/version') return { json: { ApiVersion: offered, MinAPIVersion: '1.24' } }
      return offered === '1.44' ? { json: recording('running').container } : { status: 400, json: { message: 'client version 1.44 is too new. Maximum supported API version is 1.43' } }
    })
    const runtime = runtimeOf(address, { deadlines: {} })
    for (offered of ['1.44', '1.43', '1.43']) await runtime.runState('web', never)
    expect(requests.filter((line) => line.includes('web')).map((line) => line.split('/')[1])).toEqual(['v1.44', 'v1.44', 'v1.43'])
  })
})

describe('an engine that hangs', () => {
  test('fails each call within its deadline', async () => {
    const hanging = await engine(({ path }) => (path === '/version' ? undefined : 'hang'))
    const runtime = runtimeOf(hanging.address)
    const spec = { app: 'shop/web', name: 'web', image: 'redis:7', networks: [], mounts: [] } as unknown as Parameters<typeof runtime.createContainer>[0]
    const answers = await Promise.all([
      runtime.facts(never),
      runtime.runState('web', never),
      runtime.createContainer(spec, never),
      runtime.startContainer('web', never),
      runtime.stopContainer('web', 0, never),
      runtime.removeContainer('web', never),
      runtime.removeNetwork('net', never),
      runtime.pullImage('redis:7', () => undefined, never),
    ])
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'engine-timeout', cause: expect.stringContaining('200 ms') as string } })
    await until('the connections are given up', () => hanging.waiting === 0)
  })

  test('fails the first question about its version, too', async () => {
    const { address } = await engine(() => 'hang')
    expect(await runtimeOf(address).observe({ images: [], freshness: 'live' }, never)).toMatchObject({ ok: false, error: { code: 'engine-timeout' } })
  })

  test('in one list leaves the others readable', async () => {
    const { address } = await engine(({ path }) => (path === '/volumes' ? 'hang' : path === '/containers/json' || path === '/networks' ? { json: [] } : undefined))
    const seen = await runtimeOf(address, { deadlines: patient }).observe({ images: [], freshness: 'live' }, never)
    expect(seen).toMatchObject({ ok: true, value: { incomplete: { volume: { code: 'engine-timeout' } } } })
    expect(seen.ok && Object.keys(seen.value.incomplete)).toEqual(['volume'])
  })

  test('in the middle of a pull fails the pull', async () => {
    const { address } = await engine(({ path }) => (path === '/images/create' ? { stream: (response) => response.write('{"status":"Pulling"}\n') } : undefined))
    const lines: string[] = []
    expect(await runtimeOf(address, { deadlines: patient }).pullImage('redis:7', (line) => lines.push(line), never)).toMatchObject({ ok: false, error: { code: 'engine-timeout' } })
    expect(lines).toEqual(['Pulling'])
  })

  test('does not hold up a caller who leaves', async () => {
    const { address } = await engine(({ path }) => (path === '/version' ? undefined : 'hang'))
    const stop = new AbortController()
    const runtime = runtimeOf(address, { deadlines: {} })
    const asked = runtime.runState('web', stop.signal)
    stop.abort()
    expect(await asked).toMatchObject({ ok: false, error: { code: 'aborted' } })
  })
})

test('a request costs no more for the sockets that are open: the library does not render them for a log that is off', async () => {
  const { inspect } = await import('node:util')
  for (const agent of [...Object.values(fullAgents()), ...Object.values(readOnlyAgents())]) expect(inspect(agent, { showHidden: true, depth: null })).toBe('Agent')
})

test('many calls on one signal leave no listener behind and no warning', async () => {
  const warnings: Error[] = []
  const warn = (warning: Error): void => { warnings.push(warning) }
  process.on('warning', warn)
  try {
    const { address } = await engine(({ path }) => (path === '/containers/web/json' ? { json: recording('running').container } : undefined))
    const runtime = runtimeOf(address, { deadlines: {} })
    const { signal } = new AbortController()
    await Promise.all(Array.from({ length: 40 }, () => runtime.runState('web', signal)))
    await new Promise((resolve) => setImmediate(resolve))
    expect(warnings).toEqual([])
    expect(getEventListeners(signal, 'abort')).toEqual([])
  } finally {
    process.off('warning', warn)
  }
})

describe('an engine that cannot be reached', () => {
  test.each([
    ['ENOENT', 'does not exist', /systemctl start docker/],
    ['ECONNREFUSED', 'nobody listens', /systemctl start docker/],
    ['EACCES', 'permission denied', /root or as a member of the group/],
    ['ECONNRESET', 'the connection broke', /log of the engine/],
  ])('with %s says what to do', (code, cause, help) => {
    const read = toFailure({ kind: 'unreachable', code, message: 'socket hang up' }, 'cannot observe the engine', '/run/x.sock')
    expect(read).toMatchObject({ code: 'engine-unreachable', cause: expect.stringContaining(cause) as string, help: expect.stringMatching(help) as string })
    expect(read.cause).toContain('/run/x.sock')
  })

  test('because there is no socket is unreachable, named with its path', async () => {
    const path = join(tmpdir(), 'mist-no-such.sock')
    expect(await runtimeOf(`unix://${path}`).observe({ images: [], freshness: 'live' }, never)).toMatchObject({ ok: false, error: { code: 'engine-unreachable', cause: expect.stringContaining(path) as string } })
  })

  test('because it closes every connection is asked once more and then unreachable', async () => {
    const cutting = await engine(({ path }) => (path === '/version' ? undefined : { stream: (response) => response.destroy() }))
    expect(await runtimeOf(cutting.address, { deadlines: {} }).runState('web', never)).toMatchObject({ ok: false, error: { code: 'engine-unreachable' } })
    expect(cutting.requests.filter((line) => line.includes('/containers/'))).toHaveLength(2)
  })
})

describe('a container that has ended', () => {
  const answering = (name: 'exited' | 'running'): Answering => ({ path }) => (path.startsWith('/containers/') ? { json: recording(name).container } : undefined)

  test('is told only by an engine that takes new connections: one that is being stopped ends its containers', async () => {
    const stopping = await engine(answering('exited'))
    const runtime = runtimeOf(stopping.address, { deadlines: {} })
    expect(await runtime.runState('web', never)).toMatchObject({ ok: true, value: { state: 'exited' } })
    stopping.shut()
    expect(await runtime.runState('web', never)).toMatchObject({ ok: false, error: { code: 'engine-unreachable' } })
  })

  test('is no question while it runs', async () => {
    const stopping = await engine(answering('running'))
    const runtime = runtimeOf(stopping.address, { deadlines: {} })
    await runtime.runState('web', never)
    stopping.shut()
    expect(await runtime.runState('web', never)).toMatchObject({ ok: true, value: { state: 'running' } })
  })
})

describe('observing', () => {
  const { container, image } = recording('running')
  const listed = [{ Id: container.Id, Names: [container.Name], State: 'running', Status: 'Up 1 second', Labels: container.Config.Labels }, { Id: 'f', Names: ['/nginx'], State: 'running', Labels: {} }]

  function answering(events: boolean): Answering {
    return ({ path }) => {
      if (path === '/containers/json') return { json: listed }
      if (path === `/containers/${container.Id}/json`) return { json: container }
      if (path === '/networks') return { status: 500, json: { message: 'network driver crashed' } }
      if (path === '/volumes') return { json: { Volumes: null } }
      if (path === `/images/${container.Image}/json`) return { json: image }
      if (path === '/events' && events) return { stream: () => undefined }
      return path === '/images/json' ? { json: [] } : undefined
    }
  }

  test('names the kind that failed and tells the rest', async () => {
    const { address } = await engine(answering(false))
    expect(await runtimeOf(address, { deadlines: {} }).observe({ images: [], freshness: 'live' }, never)).toMatchObject({
      ok: true,
      value: { containers: [{ name: container.Name.slice(1) }], foreignContainers: [{ name: 'nginx' }], networks: [], incomplete: { network: { cause: expect.stringContaining('network driver crashed') as string } } },
    })
  })

  test('inspects once while events flow, every time when asked live, and every time without events', async () => {
    const started = await engine(answering(true))
    const runtime = runtimeOf(started.address, { deadlines: {} })
    const inspections = (): number => started.requests.filter((line) => line.includes(`/containers/${container.Id}/json`)).length
    const look = (freshness: 'cached' | 'live'): Promise<unknown> => runtime.observe({ images: ['redis:7'], freshness }, never)
    await look('cached')
    await look('cached')
    expect(inspections()).toBe(2)
    const stop = new AbortController()
    const events = runtime.events(stop.signal)[Symbol.asyncIterator]()
    expect(await events.next()).toMatchObject({ value: { kind: 'connected' } })
    for (let time = 0; time < 3; time += 1) await look('cached')
    expect(inspections()).toBe(3)
    await look('live')
    expect(inspections()).toBe(4)
    started.cut()
    expect(await events.next()).toMatchObject({ value: { kind: 'connected' } })
    await look('cached')
    expect(inspections()).toBe(5)
    stop.abort()
    expect(await events.next()).toMatchObject({ done: true })
  })

  test('a slow reader of events does not keep the cache from hearing them', async () => {
    let tell = (_id: string): void => undefined
    const started = await engine((request) => {
      if (request.path !== '/events') return answering(false)(request)
      return { stream: (response) => {
        tell = (id) => { response.write(`${JSON.stringify({ Type: 'container', Action: 'update', Actor: { ID: id } })}\n`) }
        tell('other')
      } }
    })
    const runtime = runtimeOf(started.address, { deadlines: {} })
    const stop = new AbortController()
    cleanups.push(() => { stop.abort() })
    // Takes one event and then nothing more, as a daemon does that is busy with a pass.
    await runtime.events(stop.signal)[Symbol.asyncIterator]().next()
    const inspections = (): number => started.requests.filter((line) => line.includes(`/containers/${container.Id}/json`)).length
    await runtime.observe({ images: [], freshness: 'cached' }, never)
    tell(container.Id)
    await until('the event was heard', async () => {
      await runtime.observe({ images: [], freshness: 'cached' }, never)
      return inspections() >= 2
    })
  })
})

describe('passwords of registries', () => {
  function passwordFile(mode: number): string {
    const folder = mkdtempSync(join(tmpdir(), 'mist-password-'))
    cleanups.push(() => { rmSync(folder, { recursive: true }) })
    const path = join(folder, 'password')
    writeFileSync(path, 'geheim\n')
    chmodSync(path, mode)
    return path
  }

  test('of Docker Hub are found under its short name, read at use, and never stand in a request line', async () => {
    const started = await engine(({ path }) => (path === '/images/create' ? { stream: (response) => response.end('{"status":"done"}\n') } : undefined))
    const registries = { 'docker.io': { username: 'me', passwordFile: passwordFile(0o600) } }
    expect(await runtimeOf(started.address, { registries, deadlines: {} }).pullImage('redis:7', () => undefined, never)).toMatchObject({ ok: true })
    expect(started.requests.at(-1)).toBe('POST /v1.41/images/create?fromImage=redis&tag=7')
  })

  test.each([0o644, 0o640, 0o602])('with mode %o are refused before anything is sent', async (mode) => {
    const started = await engine()
    const registries = { 'ghcr.io': { username: 'me', passwordFile: passwordFile(mode) } }
    expect(await runtimeOf(started.address, { registries }).pullImage('ghcr.io/acme/web:1', () => undefined, never)).toMatchObject({ ok: false, error: { code: 'registry-auth-failed' } })
    expect(started.requests).toEqual([])
  })
})
