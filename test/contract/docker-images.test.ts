/** Pulls and builds on a real engine, with real registries. */
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppKey, ImageSpec } from '../../src/model/resource.js'
import { docker, dockerTries, labEnv, pushImage, tempDir, uniqueInstance, type TempDir } from '../lab/fixtures.js'
import type { LabWorld } from './runtime-lab.js'
import { labWorld } from './runtime-lab.js'
import { uniqueName } from './runtime-world.js'

const never = new AbortController().signal
const OPEN = '127.0.0.1:5000'
const CLOSED = '127.0.0.1:5001'
/** Of this file alone: others take theirs away from the engine while it is needed here. */
const PRIVATE = `${CLOSED}/test/${uniqueInstance()}:1`
const APP: AppKey = 'shop/web'

let world: LabWorld
let folder: TempDir
const others: LabWorld[] = []

beforeAll(async () => {
  folder = tempDir()
  world = labWorld()
  await pushImage(world.images.serving, PRIVATE)
})

afterAll(async () => {
  await dockerTries(['rmi', PRIVATE])
  for (const one of [world, ...others]) await one?.cleanup()
  folder?.remove()
})

function worldWithLogin(password: string, mode = 0o600): LabWorld {
  const passwordFile = join(folder.path, uniqueName('password'))
  writeFileSync(passwordFile, `${password}\n`)
  chmodSync(passwordFile, mode)
  const made = labWorld({ registries: { [CLOSED]: { username: 'mist', passwordFile } } })
  others.push(made)
  return made
}

async function pull(ref: string, by = world): Promise<{ readonly result: unknown; readonly lines: readonly string[] }> {
  const lines: string[] = []
  const result = await by.runtime.pullImage(ref, (line) => lines.push(line), never)
  return { result, lines }
}

describe('a pull', () => {
  test('brings an image and tells each state of a layer once', async () => {
    const ref = `${OPEN}/test/${uniqueInstance()}:1`
    await pushImage(world.images.serving, ref)
    try {
      const { result, lines } = await pull(ref)
      expect(result).toEqual({ ok: true, value: undefined })
      expect(lines.join('\n')).toContain('Downloaded newer image')
      expect(new Set(lines).size).toBe(lines.length)
      const seen = await world.runtime.observe({ images: [ref], freshness: 'live' }, never)
      expect(seen).toMatchObject({ ok: true, value: { images: { [ref]: expect.stringMatching(/^sha256:/) as string } } })
    } finally {
      await dockerTries(['rmi', ref])
    }
  })

  test('finds official names', async () => {
    expect((await pull('busybox:1.36')).result).toEqual({ ok: true, value: undefined })
    expect((await pull('docker.io/library/busybox:1.36')).result).toEqual({ ok: true, value: undefined })
  })

  test('uses the login of the host settings', async () => {
    await dockerTries(['rmi', PRIVATE])
    const { result } = await pull(PRIVATE, worldWithLogin('mist-lab-password'))
    expect(result).toEqual({ ok: true, value: undefined })
  })

  test.each([
    ['a wrong password', () => worldWithLogin('wrong'), 'refused the login'],
    ['no login', () => world, 'Add a login'],
  ])('with %s fails as an authentication failure with advice', async (_, by, advice) => {
    const { result } = await pull(PRIVATE, by())
    expect(result).toMatchObject({ ok: false, error: { code: 'registry-auth-failed', help: expect.stringContaining(advice) as string } })
    expect(JSON.stringify(result)).not.toContain('wrong')
  })

  test('does not use a password that others can read', async () => {
    const { result } = await pull(PRIVATE, worldWithLogin('mist-lab-password', 0o644))
    expect(result).toMatchObject({ ok: false, error: { code: 'registry-auth-failed', cause: expect.stringContaining('others can read it') as string } })
  })

  test.each([
    ['an unknown tag', `${OPEN}/library/busybox:nope`, 'image-missing'],
    ['an unknown repository', `${OPEN}/library/nope:1`, 'image-missing'],
    ['a registry that does not answer', '127.0.0.1:9/library/nope:1', 'registry-unreachable'],
    ['a text that is no reference', 'Not An Image', 'image-missing'],
  ])('of %s says so', async (_, ref, code) => {
    expect((await pull(ref)).result).toMatchObject({ ok: false, error: { code } })
  })
})

type Files = Readonly<Record<string, string>>

async function* contextOf(files: Files): AsyncGenerator<Uint8Array> {
  const tar = pack()
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content)
  tar.finalize()
  for await (const chunk of tar) yield chunk as Uint8Array
}

function imageOf(changes: Partial<Extract<ImageSpec, { kind: 'build' }>['build']> = {}): Extract<ImageSpec, { kind: 'build' }> {
  const ref = `mist/${world.instance}-web:${uniqueName('t')}`
  const build = { repository: { kind: 'folder', path: '/nowhere' }, commit: '', path: '.', dockerfile: 'Dockerfile', args: {}, treeDigest: '', ...changes } as const
  return { kind: 'build', ref, build }
}

async function build(image: ReturnType<typeof imageOf>, context: AsyncIterable<Uint8Array>, signal = never): Promise<{ readonly result: unknown; readonly lines: readonly string[] }> {
  const lines: string[] = []
  const result = await world.runtime.buildImage(image, { app: APP, context, onLine: (line) => lines.push(line) }, signal)
  return { result, lines }
}

/** Containers of its steps, told by the name of the image in their command. */
async function stepsOf({ ref }: { readonly ref: string }): Promise<readonly string[]> {
  const all = await docker('ps', '--all', '--no-trunc', '--format', '{{.ID}} {{.Command}}')
  return all.split('\n').filter((line) => line.includes(ref))
}

function worldWithLimits(limits: NonNullable<LabWorld['options']['build']>): LabWorld {
  const made = labWorld({ build: limits })
  others.push(made)
  return made
}

async function answerOf(port: number): Promise<number | undefined> {
  return fetch(`http://127.0.0.1:${String(port)}/`).then(({ status }) => status, () => undefined)
}

async function exists(ref: string): Promise<boolean> {
  return (await dockerTries(['image', 'inspect', ref])).code === 0
}

describe('a build', () => {
  test('makes a labelled image from a context, with arguments and a stage', async () => {
    const image = imageOf({ dockerfile: 'docker/app.Dockerfile', target: 'small', args: { WORD: 'from args' } })
    const dockerfile = 'FROM busybox:1.36 AS small\nARG WORD\nCOPY data/ /data/\nRUN echo "$WORD" > /word && cat /data/file\nFROM busybox:1.36 AS large\nRUN false\n'
    const { result, lines } = await build(image, contextOf({ 'docker/app.Dockerfile': dockerfile, 'data/file': 'context content\n' }))
    expect(result).toEqual({ ok: true, value: undefined })
    expect(lines).toContain('context content')
    const labels = JSON.parse(await docker('image', 'inspect', '--format', '{{json .Config.Labels}}', image.ref)) as object
    expect(labels).toMatchObject({ 'mist.instance': world.instance, 'mist.project': 'shop', 'mist.app': 'web' })
    expect(await docker('run', '--rm', '--label', `mist.instance=${world.instance}`, image.ref, 'cat', '/word')).toBe('from args')
  })

  test('that fails tells its last lines and leaves no tag', async () => {
    const image = imageOf()
    const { result } = await build(image, contextOf({ Dockerfile: 'FROM busybox:1.36\nRUN echo before the fall && exit 7\n' }))
    expect(result).toMatchObject({ ok: false, error: { code: 'build-failed', cause: expect.stringMatching(/returned a non-zero code: 7[\s\S]*before the fall/) as string } })
    expect(await exists(image.ref)).toBe(false)
  })

  test('whose base image is in a registry that is away may be tried again', async () => {
    const nobody = `127.0.0.1:${String(await world.hostPort())}`
    const { result } = await build(imageOf(), contextOf({ Dockerfile: `FROM ${nobody}/nowhere:1\n` }))
    expect(result).toMatchObject({ ok: false, error: { code: 'registry-unreachable', retry: 'backoff' } })
  })

  test('that gives its steps the labels of a container of Mist deceives nobody', async () => {
    const image = imageOf()
    const stop = new AbortController()
    const labels = `mist.instance=${world.instance} mist.project=shop mist.app=victim mist.replica=1 mist.fingerprint=v1-0000000000000000`
    const lines: string[] = []
    const running = world.runtime.buildImage(image, { app: APP, onLine: (line) => lines.push(line), context: contextOf({ Dockerfile: `FROM busybox:1.36\nLABEL ${labels}\nRUN echo ${image.ref} >/unique; echo it began; sleep 60\n` }) }, stop.signal)
    try {
      await world.until('the step runs', () => Promise.resolve(lines.includes('it began') || undefined))
      expect(await stepsOf(image)).toHaveLength(1)
      expect(await world.runtime.observe({ images: [], freshness: 'live' }, never)).toMatchObject({ ok: true, value: { containers: [] } })
    } finally {
      stop.abort()
      await running
    }
  })

  test('without its Dockerfile is refused', async () => {
    const { result } = await build(imageOf({ dockerfile: 'Elsewhere' }), contextOf({ Dockerfile: 'FROM scratch\n' }))
    expect(result).toMatchObject({ ok: false, error: { code: 'build-failed', cause: expect.stringContaining('Elsewhere') as string } })
  })

  test('whose context breaks off names the context', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* contextOf({ Dockerfile: 'FROM busybox:1.36\n' })
      throw new Error('object 1234 is missing')
    }
    const image = imageOf()
    expect((await build(image, broken())).result).toMatchObject({ ok: false, error: { code: 'build-context-invalid', cause: expect.stringContaining('object 1234 is missing') as string } })
    expect(await exists(image.ref)).toBe(false)
  })

  test('ends when it is called off', async () => {
    const image = imageOf()
    const stop = new AbortController()
    const lines: string[] = []
    const running = world.runtime.buildImage(image, {
      app: APP,
      context: contextOf({ Dockerfile: `FROM busybox:1.36\nRUN echo ${image.ref} > /unique && echo it began && sleep 60\n` }),
      onLine: (line) => { lines.push(line) },
    }, stop.signal)
    await world.until('the build runs', () => Promise.resolve(lines.includes('it began') || undefined))
    expect(await stepsOf(image)).toHaveLength(1)
    stop.abort()
    expect(await running).toMatchObject({ ok: false, error: { code: 'aborted' } })
    await world.until('the engine ended it too', async () => (await stepsOf(image)).length === 0 || undefined)
    expect(await exists(image.ref)).toBe(false)
  })

  test('that takes longer than it may has failed, and is ended on the engine', async () => {
    // On a busy machine the step may not even have begun after the first of these.
    let end = ''
    for (const timeoutMs of [3_000, 30_000]) {
      if (end.includes('compiling')) break
      const image = imageOf()
      const result = await worldWithLimits({ timeoutMs }).runtime.buildImage(image, {
        app: APP, onLine: () => undefined, context: contextOf({ Dockerfile: `FROM busybox:1.36\nRUN echo ${image.ref} >/unique; echo compiling; sleep 120\n` }),
      }, never)
      expect(result).toMatchObject({ ok: false, error: { code: 'build-failed' } })
      end = result.ok ? '' : result.error.cause
      await world.until('the engine ended it too', async () => (await stepsOf(image)).length === 0 || undefined)
    }
    expect(end).toMatch(/^it took longer than \d+s[\s\S]*compiling$/)
  })

  test('that floods its output is ended', async () => {
    const image = imageOf()
    const { result, lines } = await build(image, contextOf({ Dockerfile: `FROM busybox:1.36\nRUN echo ${image.ref} >/unique; yes "$(head -c 3000 /dev/zero | tr '\\0' x)"\n` }))
    expect(result).toMatchObject({ ok: false, error: { code: 'build-failed', cause: expect.stringContaining('it wrote more than 64 MB of output') as string } })
    expect(lines.length).toBeGreaterThan(10_000)
    await world.until('the engine ended it too', async () => (await stepsOf(image)).length === 0 || undefined)
  })

  test('waits for its place in the order of those who came, and can be called off there', async () => {
    const narrow = worldWithLimits({ concurrency: 1 })
    const images = [imageOf(), imageOf(), imageOf()]
    const impatient = new AbortController()
    const log: string[] = []
    const run = (at: number, signal: AbortSignal): Promise<unknown> => {
      const ref = images[at]?.ref ?? ''
      const context = contextOf({ Dockerfile: `FROM busybox:1.36\nRUN echo ${ref} >/unique; echo began; sleep 1; echo ended\n` })
      return narrow.runtime.buildImage({ ...imageOf(), ref }, { app: APP, context, onLine: (line) => { if (/^(began|ended|Waiting)/.test(line)) log.push(`${String(at)} ${line.split(' ')[0] ?? ''}`) } }, signal)
    }
    const all = [run(0, never), run(1, impatient.signal), run(2, never)]
    impatient.abort()
    expect(await Promise.all(all)).toMatchObject([{ ok: true }, { ok: false, error: { code: 'aborted' } }, { ok: true }])
    expect(log).toEqual(['1 Waiting', '2 Waiting', '0 began', '0 ended', '2 began', '2 ended'])
  })

  test('may not take the name of an image that others use', async () => {
    const image = { ...imageOf(), ref: 'busybox:1.36' }
    expect((await build(image, contextOf({ Dockerfile: 'FROM scratch\n' }))).result).toMatchObject({ ok: false, error: { code: 'payload-refused' } })
  })

  test('that runs out of memory does not take the host with it', async () => {
    const small = worldWithLimits({ memoryBytes: 32 * 2 ** 20, cpus: 1 })
    const image = imageOf()
    const context = contextOf({ Dockerfile: 'FROM busybox:1.36\nRUN head -c 200m /dev/zero | tail\n' })
    const result = await small.runtime.buildImage(image, { app: APP, context, onLine: () => undefined }, never)
    expect(result).toMatchObject({ ok: false, error: { code: 'build-failed', cause: expect.stringMatching(/non-zero code: 137/) as string } })
  })

  /** Three thousand processes at the most, so that a lab without bounds would survive it too. */
  test('that forks without end is bounded, and its neighbours keep answering', async () => {
    const small = worldWithLimits({ memoryBytes: 32 * 2 ** 20, cpus: 0.5, timeoutMs: 60_000 })
    const image = imageOf()
    const port = await world.hostPort()
    const neighbour = await docker('run', '--detach', '--rm', '--label', `mist.instance=${world.instance}`, '--publish', `127.0.0.1:${String(port)}:8080`, world.images.serving)
    const answers: number[] = []
    try {
      await world.until('the neighbour answers', () => answerOf(port))
      const bomb = 'i=0; while [ $i -lt 3000 ]; do sleep 40 & i=$((i+1)); echo "process $i"; done; wait'
      let most = 0
      const running = small.runtime.buildImage(image, { app: APP, context: contextOf({ Dockerfile: `FROM busybox:1.36\nRUN ${bomb}\n` }), onLine: (line) => { most = Math.max(most, Number(/^process (\d+)$/.exec(line)?.[1] ?? 0)) } }, never)
      let isOver = false
      void running.finally(() => { isOver = true })
      while (!isOver) answers.push((await answerOf(port)) ?? 0)
      expect(await running).toMatchObject({ ok: false, error: { code: 'build-failed' } })
      expect(most).toBeGreaterThan(10)
      expect(most).toBeLessThan(3_000)
      expect(new Set(answers)).toEqual(new Set([200]))
    } finally {
      await docker('rm', '--force', neighbour)
    }
  })

  test('with a login in the settings still builds', async () => {
    const by = worldWithLogin('mist-lab-password')
    const image = imageOf()
    const result = await by.runtime.buildImage(image, { app: APP, context: contextOf({ Dockerfile: `FROM ${PRIVATE}\n` }), onLine: () => undefined }, never)
    expect(result).toEqual({ ok: true, value: undefined })
    expect(labEnv().dockerHost).toMatch(/^unix:/)
  })
})
