/** The small pure parts: references, versions, pull failures, frames, streams, gates. */
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { chooseVersion } from '../../../src/adapters/docker/transport/api-version.js'
import { createGate, mapBounded } from '../../../src/adapters/docker/bounded.js'
import { failedBuild, lateBuild } from '../../../src/adapters/docker/build/failure.js'
import { buildOutput } from '../../../src/adapters/docker/build/output.js'
import { decodeEvent } from '../../../src/adapters/docker/observe/events.js'
import { createInspectCache } from '../../../src/adapters/docker/observe/inspect-cache.js'
import { framedLines, rawLines } from '../../../src/adapters/docker/log-frames.js'
import { pullFailure } from '../../../src/adapters/docker/images/pull-failure.js'
import { createQueue } from '../../../src/adapters/docker/transport/queue.js'
import { listedName, parseReference, pullName } from '../../../src/adapters/docker/images/reference.js'
import { takenPort } from '../../../src/adapters/docker/containers/start-failure.js'
import { boundedStream, jsonLines } from '../../../src/adapters/docker/transport/stream.js'
import { plainText } from '../../../src/adapters/docker/units.js'
import { decoded, recording } from './recorded.js'

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

async function* chunksOf(...chunks: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk))
}

describe('an image reference', () => {
  const digest = `sha256:${'a'.repeat(64)}`

  test.each([
    ['redis', 'docker.io', 'library/redis', 'redis', 'redis:latest'],
    ['redis:7', 'docker.io', 'library/redis', 'redis', 'redis:7'],
    ['docker.io/redis:7', 'docker.io', 'library/redis', 'redis', 'redis:7'],
    ['index.docker.io/acme/web', 'docker.io', 'acme/web', 'acme/web', 'acme/web:latest'],
    ['acme/web:1.4-rc_1', 'docker.io', 'acme/web', 'acme/web', 'acme/web:1.4-rc_1'],
    ['ghcr.io/acme/web:1', 'ghcr.io', 'acme/web', 'ghcr.io/acme/web', 'ghcr.io/acme/web:1'],
    ['localhost/web', 'localhost', 'web', 'localhost/web', 'localhost/web:latest'],
    ['127.0.0.1:5000/a/b/c:2', '127.0.0.1:5000', 'a/b/c', '127.0.0.1:5000/a/b/c', '127.0.0.1:5000/a/b/c:2'],
    [`redis@${digest}`, 'docker.io', 'library/redis', 'redis', `redis@${digest}`],
    [`redis:7@${digest}`, 'docker.io', 'library/redis', 'redis', `redis@${digest}`],
  ])('%s', (text, registry, repository, pulled, listed) => {
    const reference = parseReference(text)
    expect(reference).toMatchObject({ registry, repository })
    expect(reference && [pullName(reference), listedName(reference)]).toEqual([pulled, listed])
  })

  test.each(['', 'UPPER', 'a b', '-a', 'a:', 'a@sha256:12', '../x', 'a//b', 'a/../b', 'a?tag=b', 'a#b', 'a%2fb', 'http://x/y', `a:${'t'.repeat(129)}`, 'a\nb', `${'a'.repeat(600)}`])('is not %j', (text) => {
    expect(parseReference(text)).toBeUndefined()
  })
})

test.each([
  ['1.41', '1.12', '1.41'],
  ['1.45', '1.24', '1.45'],
  ['1.60', '1.44', '1.51'],
  ['1.99', '1.60', '1.60'],
])('an engine that offers API %s, at least %s, is spoken to in %s', (offered, minimum, chosen) => {
  expect(chooseVersion({ ApiVersion: offered, MinAPIVersion: minimum })).toEqual({ ok: true, value: chosen })
})

test.each(['1.40', '1.9', '', 'x'])('an engine that offers API %j is too old', (offered) => {
  expect(chooseVersion({ ApiVersion: offered, Version: '19.03' })).toMatchObject({ ok: false, error: { code: 'engine-too-old', retry: 'never' } })
})

test.each([
  ['manifest for redis:nope not found: manifest unknown: manifest unknown', 'image-missing'],
  ['pull access denied for nope, repository does not exist or may require \'docker login\': denied: requested access to the resource is denied', 'image-missing'],
  ['pull access denied for nope, repository does not exist or may require \'docker login\'', 'image-missing'],
  ['unauthorized: authentication required', 'registry-auth-failed'],
  ['Head "https://ghcr.io/v2/x/manifests/1": no basic auth credentials', 'registry-auth-failed'],
  ['Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host', 'registry-unreachable'],
  ['Get "http://x/v2/": dial tcp 127.0.0.1:9: connect: connection refused', 'registry-unreachable'],
  ['net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)', 'registry-unreachable'],
  ['toomanyrequests: You have reached your pull rate limit', 'image-pull-failed'],
  ['no matching manifest for linux/arm64/v8 in the manifest list entries', 'image-missing'],
  ['received unexpected HTTP status: 503 Service Unavailable', 'registry-unreachable'],
  ['write /var/lib/docker/tmp/x: no space left on device', 'image-pull-failed'],
])('a pull that fails with "%s" is %s', (message, code) => {
  const reference = parseReference('redis:7')
  if (!reference) throw new Error('no reference')
  const found = pullFailure(message, { subject: 'cannot pull image redis:7', reference, hasLogin: false })
  expect(found).toMatchObject({ code, cause: message })
  expect(found.help).toMatch(/\.$/)
})

describe('a taken port', () => {
  const own = { wire: recording('created').container }

  test.each([
    ['driver failed programming external connectivity on endpoint x (abc): Bind for 127.0.0.1:18081 failed: port is already allocated', '127.0.0.1', 18081],
    ['driver failed programming external connectivity on endpoint x (abc): Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use', '0.0.0.0', 80],
    ['failed to bind host port for 0.0.0.0:80:172.17.0.2:80/tcp: address already in use', '0.0.0.0', 80],
  ])('is read from "%s"', (message, address, port) => {
    expect(takenPort(message, own)).toEqual({ address, port })
  })

  test('is the first of the container when the engine names none', () => {
    expect(takenPort('address already in use', own)?.address).toBe('127.0.0.1')
    expect(takenPort('no space left on device', own)).toBeUndefined()
  })
})

describe('log frames', () => {
  const stamp = '2026-01-02T03:04:05.000000006Z'

  function frame(stream: 1 | 2, text: string): Buffer {
    const head = Buffer.alloc(8)
    head[0] = stream
    head.writeUInt32BE(Buffer.byteLength(text), 4)
    return Buffer.concat([head, Buffer.from(text)])
  }

  test('are read wherever the chunks are cut', async () => {
    const bytes = Buffer.concat([frame(1, `${stamp} eins ✓\n`), frame(2, `${stamp} zwei\n`), frame(1, `${stamp} \n`)])
    const expected = [{ stream: 'stdout', at: stamp, text: 'eins ✓' }, { stream: 'stderr', at: stamp, text: 'zwei' }, { stream: 'stdout', at: stamp, text: '' }]
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(await collect(framedLines(chunksOf(bytes.subarray(0, cut), bytes.subarray(cut))))).toEqual(expected)
    }
  })

  test('of one long line become one line, also when the streams alternate', async () => {
    const bytes = [frame(1, `${stamp} aaa`), frame(2, `${stamp} err\n`), frame(1, `${stamp} bbb`), frame(1, `${stamp} ccc\n`)]
    expect((await collect(framedLines(chunksOf(...bytes)))).map(({ text }) => text)).toEqual(['err', 'aaabbbccc'])
  })

  test('never hold more than a bounded line', async () => {
    const bytes = [...Array.from({ length: 40 }, () => frame(1, `${stamp} ${'x'.repeat(16_384)}`)), frame(1, `${stamp} end\n`)]
    const [line] = await collect(framedLines(chunksOf(...bytes)))
    expect(line?.text.length).toBe(65_536)
  })

  test('that make no sense end the log instead of filling memory', async () => {
    expect(await collect(framedLines(chunksOf(frame(1, `${stamp} ok\n`), Buffer.from([9, 0, 0, 0, 255, 255, 255, 255, 1]))))).toHaveLength(1)
  })

  test('of a terminal are plain lines', async () => {
    expect(await collect(rawLines(chunksOf(`${stamp} one\r\n${stamp} t`, 'wo\r\n')))).toEqual([{ stream: 'stdout', at: stamp, text: 'one' }, { stream: 'stdout', at: stamp, text: 'two' }])
  })
})

describe('a stream of JSON lines', () => {
  test('is read wherever the chunks are cut, and skips what is no object', async () => {
    expect(await collect(jsonLines(chunksOf('{"a":', '1}\n\nnonsense\n3\n{"b":"', 'ü"}')))).toEqual([{ a: 1 }, { b: 'ü' }])
  })

  test('ends when nothing comes for too long', async () => {
    const silent = new Readable({ read() { /* never pushes */ } })
    const stream = boundedStream(silent, { signal: new AbortController().signal, silenceMs: 20, totalMs: 0 })
    expect(await collect(stream.chunks)).toEqual([])
    expect(stream.failure()).toEqual({ kind: 'timeout', afterMs: 20 })
    expect(silent.destroyed).toBe(true)
  })

  test('ends with the signal', async () => {
    const stop = new AbortController()
    const stream = boundedStream(new Readable({ read() { /* never pushes */ } }), { signal: stop.signal, silenceMs: 0, totalMs: 0 })
    const reading = collect(stream.chunks)
    stop.abort()
    expect(await reading).toEqual([])
    expect(stream.failure()).toEqual({ kind: 'aborted' })
  })

  test('says why it broke', async () => {
    const broken = Readable.from((async function* () {
      yield await Promise.resolve('x')
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    })())
    const stream = boundedStream(broken, { signal: new AbortController().signal, silenceMs: 0, totalMs: 0 })
    expect(await collect(stream.chunks)).toHaveLength(1)
    expect(stream.failure()).toMatchObject({ kind: 'unreachable', code: 'ECONNRESET' })
  })
})

describe('the output of a build', () => {
  async function outcome(...lines: readonly object[]): Promise<{ readonly failed?: string; readonly said: readonly string[] }> {
    const said: string[] = []
    return { ...await buildOutput(jsonLines(chunksOf(...lines.map((line) => `${JSON.stringify(line)}\n`))), (line) => said.push(line), 1024 * 1024), said }
  }

  test('is a success only with an image', async () => {
    expect(await outcome({ stream: 'Step 1/1\n' }, { aux: { ID: 'sha256:1' } }, { stream: 'Successfully built 1\n' })).not.toHaveProperty('failed')
    expect(await outcome({ stream: 'Successfully built 1\n' })).toMatchObject({ failed: 'the engine ended the build without an image' })
  })

  test('is told line by line, with the error', async () => {
    const { failed, said } = await outcome({ stream: 'a' }, { stream: 'b\n\nc\nd' }, { errorDetail: { message: 'exit 1' }, error: 'exit 1' })
    expect(failed).toBe('exit 1')
    expect(said).toEqual(['ab', 'c', 'd'])
  })

  test('does not gather a line that never ends', async () => {
    const { said } = await outcome(...Array.from({ length: 20 }, () => ({ stream: 'x'.repeat(1_000) })), { aux: { ID: 'sha256:1' } })
    expect(said).toHaveLength(4)
    expect(Math.max(...said.map((line) => line.length))).toBeLessThanOrEqual(4_001)
  })

  test('ends a build that floods it', async () => {
    const endless = (async function* () { for (;;) { await Promise.resolve(); yield { stream: `${'x'.repeat(4_000)}\n` } } })()
    expect(await buildOutput(endless, () => undefined, 1024 * 1024)).toEqual({ failed: 'it wrote more than 1 MB of output' })
  })
})

describe('the failure of a build', () => {
  test.each([
    ['the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/', 'needs BuildKit'],
    ['dockerfile parse error line 2: Unknown flag: mount', 'needs BuildKit'],
    ["The command '/bin/sh -c make' returned a non-zero code: 137", 'builds.memory'],
    ['COPY failed: file not found in build context or excluded by .dockerignore: stat lib: file does not exist', 'build.watch'],
    ["The command '/bin/sh -c false' returned a non-zero code: 1", 'mistctl logs --build'],
  ])('%s says what to do', (cause, help) => {
    expect(failedBuild(cause, ['last words'], { builder: 'classic', subject: 'cannot build image a' })).toMatchObject({ code: 'build-failed', cause: `${cause}\n  last words`, help: expect.stringContaining(help) as string })
  })

  test.each([
    ['Get "http://127.0.0.1:5009/v2/": dial tcp 127.0.0.1:5009: connect: connection refused', 'registry-unreachable'],
    ['invalid from flag value 127.0.0.1:5009/nowhere:1: Get "http://127.0.0.1:5009/v2/": dial tcp 127.0.0.1:5009: connect: connection refused', 'registry-unreachable'],
    ['Head "http://127.0.0.1:5001/v2/private/web/manifests/77": no basic auth credentials', 'registry-auth-failed'],
    ['toomanyrequests: You have reached your pull rate limit.', 'image-pull-failed'],
    ['manifest for nowhere:1 not found: manifest unknown: manifest unknown', 'build-failed'],
    ["The command '/bin/sh -c curl http://a' returned a non-zero code: 7", 'build-failed'],
    ["The command '/bin/sh -c echo connection refused; false' returned a non-zero code: 1", 'build-failed'],
    ['the engine ended the build without an image', 'build-failed'],
  ])('%s is %s: a registry that is away is no fault of the commit', (cause, code) => {
    expect(failedBuild(cause, [], { builder: 'classic', subject: 'cannot build image a' }).code).toBe(code)
  })

  test('by its deadline names the deadline', () => {
    expect(lateBuild(30 * 60_000, [], 'cannot build image a').cause).toBe('it took longer than 30m')
    expect(lateBuild(90_000, [], 'cannot build image a').cause).toBe('it took longer than 90s')
  })
})

describe('the inspection cache', () => {
  const container = decoded(recording('healthy'))
  const listed = { Id: container.engineId, Names: [`/${container.name}`], State: 'running', Status: 'Up 3 seconds (healthy)' }
  const inspection = { kind: 'own', container } as const
  const event = { Type: 'container', Action: 'update', Actor: { ID: container.engineId } }

  function filled(): ReturnType<typeof createInspectCache> {
    const cache = createInspectCache()
    cache.connected()
    cache.keepContainer(container.engineId, inspection, cache.ticket())
    return cache
  }

  test('answers while events flow', () => {
    expect(filled().container(listed)).toBe(inspection)
  })

  test('keeps nothing without an event stream', () => {
    const cache = createInspectCache()
    cache.keepContainer(container.engineId, inspection, cache.ticket())
    expect(cache.container(listed)).toBeUndefined()
  })

  test('forgets everything when a stream breaks or begins', () => {
    const cache = filled()
    cache.disconnected()
    expect(cache.container(listed)).toBeUndefined()
    const again = filled()
    again.connected()
    expect(again.container(listed)).toBeUndefined()
  })

  test.each([
    ['an event of the container', event],
    ['a network that it joined or left', { Type: 'network', Action: 'disconnect', Actor: { ID: 'n', Attributes: { container: container.engineId } } }],
  ])('forgets a container after %s', (_, noted) => {
    const cache = filled()
    cache.note(noted)
    expect(cache.container(listed)).toBeUndefined()
  })

  test('does not keep an answer that was overtaken by an event', () => {
    const cache = filled()
    const ticket = cache.ticket()
    cache.note(event)
    cache.keepContainer(container.engineId, inspection, ticket)
    expect(cache.container(listed)).toBeUndefined()
  })

  test.each([
    ['state', { State: 'exited', Status: 'Exited (0) 1 second ago' }],
    ['health', { Status: 'Up 3 seconds (unhealthy)' }],
    ['name', { Names: ['/other'] }],
  ])('is overruled by a list that shows another %s', (_, change) => {
    expect(filled().container({ ...listed, ...change })).toBeUndefined()
  })

  test('forgets the images after an event about images', () => {
    const cache = filled()
    cache.keepImages([], cache.ticket())
    expect(cache.images()).toEqual([])
    cache.note({ Type: 'image', Action: 'tag' })
    expect(cache.images()).toBeUndefined()
  })
})

test('an event carries the identity of its object', () => {
  const Attributes = { 'mist.instance': 'default', 'mist.project': 'shop', 'mist.app': 'web', name: 'x' }
  expect(decodeEvent({ Type: 'container', Action: 'die', Actor: { ID: 'abc', Attributes } })).toEqual({ kind: 'container', action: 'die', id: 'abc', instance: 'default', app: 'shop/web' })
  expect(decodeEvent({ Type: 'network', Action: 'create', Actor: { ID: 'n' } })).toEqual({ kind: 'network', action: 'create', id: 'n', instance: '' })
  expect(decodeEvent({ Type: 'plugin', Action: 'enable' })).toBeUndefined()
})

test('a full queue says that items were lost', async () => {
  const queue = createQueue<number>(3, -1)
  for (const item of [1, 2, 3, 4, 5]) queue.push(item)
  queue.close()
  expect(await collect(queue.items)).toEqual([-1, 5])
})

test('bounded work keeps its order and its bound', async () => {
  let running = 0
  let most = 0
  const results = await mapBounded([5, 1, 4, 2, 3], 2, async (item) => {
    running += 1
    most = Math.max(most, running)
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve()
    running -= 1
    return item * 10
  })
  expect(results).toEqual([50, 10, 40, 20, 30])
  expect(most).toBe(2)
})

test('a gate lets in as many as it has places, and forgets who gave up', async () => {
  const gate = createGate(1)
  const never = new AbortController().signal
  const impatient = new AbortController()
  expect(await gate.enter(never)).toBe('entered')
  let told = 0
  const second = gate.enter(impatient.signal)
  const third = gate.enter(never, () => { told += 1 })
  expect(told).toBe(1)
  impatient.abort()
  expect(await second).toBe('aborted')
  gate.leave()
  expect(await third).toBe('entered')
})

test('a gate lets in last whoever came to be last, however long others come', async () => {
  const gate = createGate(1)
  const never = new AbortController().signal
  const entered: string[] = []
  const come = (name: string, turn: 'usual' | 'last') => gate.enter(never, undefined, turn).then(() => { entered.push(name) })
  const all = [come('first', 'last'), come('preview', 'last'), come('app', 'usual'), come('another', 'usual')]
  for (const _ of all) {
    await Promise.resolve()
    gate.leave()
  }
  await Promise.all(all)
  expect(entered).toEqual(['first', 'app', 'another', 'preview'])
})

test('engine text is stripped of everything that a terminal would obey', () => {
  expect(plainText('\u001b[31mred\u001b[0m\r\n  bell\u0007 \u009b1m tab\tend')).toBe('red bell 1m tab end')
  expect(plainText('x'.repeat(10), 4)).toBe('xxxx…')
})
