/** Old images on a real engine: ours go by name, everything that somebody else may want stays. */
import { randomBytes } from 'node:crypto'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppKey, ImageSpec } from '../../src/model/resource.js'
import { docker, dockerTries, uniqueInstance } from '../lab/fixtures.js'
import type { LabWorld } from './runtime-lab.js'
import { labWorld } from './runtime-lab.js'
import { uniqueName } from './runtime-world.js'

const never = new AbortController().signal

let world: LabWorld
let stranger: LabWorld
const names: string[] = []

beforeAll(() => {
  world = labWorld()
  stranger = labWorld()
})

afterAll(async () => {
  for (const name of names) await dockerTries(['rmi', name])
  for (const one of [world, stranger]) await one?.cleanup()
})

async function built(by: LabWorld, app: AppKey, text = 'one'): Promise<{ readonly app: AppKey; readonly ref: string; readonly id: string }> {
  const tag = randomBytes(8).toString('hex')
  const ref = `mist/${app.replace('/', '-')}:${tag}`
  const image: ImageSpec = { kind: 'build', ref, build: { repository: { kind: 'folder', path: '/' }, commit: '0', path: '.', dockerfile: 'Dockerfile', args: {}, treeDigest: text } }
  const result = await by.runtime.buildImage(image, { app, context: contextOf(`${text} ${tag}\n`), onLine: () => undefined }, never)
  if (!result.ok) throw new Error(result.error.cause)
  names.push(ref)
  return { app, ref, id: await idOf(ref) }
}

async function* contextOf(text: string): AsyncGenerator<Uint8Array> {
  const tar = pack()
  tar.entry({ name: 'Dockerfile' }, 'FROM scratch\nCOPY text /text\n')
  tar.entry({ name: 'text' }, text)
  tar.finalize()
  for await (const piece of tar) yield piece as Uint8Array
}

async function idOf(ref: string): Promise<string> {
  return (await docker('image', 'inspect', '--format', '{{.Id}}', ref)).trim()
}

async function isThere(ref: string): Promise<boolean> {
  return (await dockerTries(['image', 'inspect', ref])).code === 0
}

function app(): AppKey {
  return `shop/${uniqueName('w').toLowerCase().replaceAll(/[^a-z0-9]/g, '').slice(-12)}`
}

describe('images that were built here', () => {
  test('are listed by app and tag, and those of another instance are not', async () => {
    const [mine, other] = [await built(world, app()), await built(stranger, app())]
    const listed = await world.runtime.builtImages(never)
    expect(listed.ok && listed.value).toContainEqual(mine)
    expect(listed.ok && listed.value.map(({ ref }) => ref)).not.toContain(other.ref)
  })

  test('go by their name', async () => {
    const mine = await built(world, app())
    expect(await world.runtime.removeImage({ ...mine, origin: 'built' }, never)).toEqual({ ok: true, value: 'removed' })
    expect(await isThere(mine.ref)).toBe(false)
    expect(await isThere(mine.id)).toBe(false)
    expect(await world.runtime.removeImage({ ...mine, origin: 'built' }, never)).toEqual({ ok: true, value: 'left' })
  })

  test('stay under the name that a person gave them', async () => {
    const mine = await built(world, app())
    const kept = `mist/${mine.app.replace('/', '-')}:backup`
    await docker('tag', mine.ref, kept)
    names.push(kept)
    const listed = await world.runtime.builtImages(never)
    expect(listed.ok && listed.value.map(({ ref }) => ref)).not.toContain(kept)
    expect(await world.runtime.removeImage({ ...mine, origin: 'built' }, never)).toEqual({ ok: true, value: 'removed' })
    expect([await isThere(mine.ref), await idOf(kept)]).toEqual([false, mine.id])
  })

  test('stay while a container of anybody uses them, a stopped one included', async () => {
    const mine = await built(world, app())
    const container = uniqueName('user')
    await docker('create', '--name', container, mine.ref, '/none')
    try {
      expect(await world.runtime.removeImage({ ...mine, origin: 'built' }, never)).toEqual({ ok: true, value: 'left' })
      expect(await isThere(mine.ref)).toBe(true)
    } finally {
      await docker('rm', container)
    }
  })

  test('stay when they are another instance’s, another app’s, or mean something else by now', async () => {
    const mine = await built(world, app())
    const other = await built(stranger, app())
    const spent = [
      { ...other, origin: 'built' as const },
      { ...mine, app: 'shop/other' as const, origin: 'built' as const },
      { ...mine, id: other.id, origin: 'built' as const },
    ]
    for (const image of spent) expect(await world.runtime.removeImage(image, never)).toEqual({ ok: true, value: 'left' })
    expect([await isThere(mine.ref), await isThere(other.ref)]).toEqual([true, true])
  })
})

describe('a pulled image', () => {
  async function tagged(): Promise<{ readonly app: AppKey; readonly ref: string; readonly id: string; readonly origin: 'pulled' }> {
    const source = await built(stranger, app())
    const ref = `${uniqueInstance()}/web:1`
    await docker('tag', source.ref, ref)
    names.push(ref)
    return { app: 'shop/web', ref, id: source.id, origin: 'pulled' }
  }

  test('stays while it has another name, and goes when it has none', async () => {
    const image = await tagged()
    expect(await world.runtime.removeImage(image, never)).toEqual({ ok: true, value: 'left' })
    expect(await isThere(image.ref)).toBe(true)
    const others = JSON.parse(await docker('image', 'inspect', '--format', '{{json .RepoTags}}', image.id)) as string[]
    for (const name of others.filter((one) => one !== image.ref)) await docker('rmi', name)
    expect(await world.runtime.removeImage(image, never)).toEqual({ ok: true, value: 'removed' })
    expect(await isThere(image.id)).toBe(false)
  })

  test('is not asked of a registry by its id', async () => {
    const result = await world.runtime.pullImage(`sha256:${'ab'.repeat(32)}`, () => undefined, never)
    expect(result).toMatchObject({ ok: false, error: { code: 'image-missing', cause: expect.stringContaining('by its id') as string } })
  })
})

test('the engine tells how much room it has', async () => {
  const facts = await world.runtime.facts(never)
  expect(facts.ok && facts.value.disk).toMatchObject({ path: (await docker('info', '--format', '{{.DockerRootDir}}')).trim(), freeBytes: expect.any(Number) as number })
  expect(facts.ok && (facts.value.disk?.freeBytes ?? 0) > 0 && (facts.value.disk?.freeBytes ?? 0) < (facts.value.disk?.totalBytes ?? 0)).toBe(true)
})
