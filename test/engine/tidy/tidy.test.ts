/** What stays of old releases and what goes, on a host in memory. */
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { tagImage } from '../../fakes/docker-images.js'
import { GOOD_PROGRAM } from '../../fakes/program.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'
import { perform } from '../../../src/engine/apply/perform.js'
import type { RuntimePort } from '../../../src/ports.js'

const BUILDING = `version: 1
defaults: { deploy: { drain: 0s, keep: 2 } }
projects: { shop: { apps: { web: { build: app, port: 8080 } } } }
`

function pulling(image: string, more = ''): string {
  return `version: 1
defaults: { deploy: { drain: 0s, keep: 2 } }
projects: { shop: { apps: { web: { image: "${image}", port: 8080 }${more} } } }
`
}

async function build(world: World, text: string): Promise<void> {
  world.commit(BUILDING, { 'app/Dockerfile': 'FROM scratch', 'app/main.txt': text })
  await world.converge()
}

function built(world: World): readonly string[] {
  return [...world.engine.state.images.keys()].filter((ref) => ref.startsWith('mist/'))
}

const TAGS = ['web:1', 'web:2', 'web:3', 'web:4']

function withTags(): World {
  return createWorld({ images: Object.fromEntries(TAGS.map((ref) => [ref, GOOD_PROGRAM])) })
}

async function pull(world: World, ...manifests: readonly string[]): Promise<readonly string[]> {
  for (const manifest of manifests) {
    world.commit(manifest)
    await world.converge()
  }
  return [...world.engine.state.images.keys()].filter((ref) => ref.startsWith('web:'))
}

describe('after a release', () => {
  it('the images of the newest releases stay and older ones that were built here go', async () => {
    const world = createWorld()
    for (const text of ['1', '2', '3', '4', '5', '6']) await build(world, text)
    const kept = world.ports.store.releases({ app: 'shop/web', limit: 2 }).map(({ image }) => image.ref)
    expect(built(world).toSorted()).toEqual(kept.toSorted())
    expect(world.events.filter(({ type }) => type === 'image-removed')).toHaveLength(4)
  })

  it('what others built, tagged or use stays', async () => {
    const world = createWorld()
    await build(world, '1')
    const [first = ''] = built(world)
    const image = world.engine.state.images.get(first)
    if (!image) throw new Error('nothing was built')
    world.engine.state.images.set('mist/shop-web:backup', image)
    world.engine.state.images.set('mist/other-app:0123456789abcdef', { id: 'sha256:other', program: GOOD_PROGRAM })
    await build(world, '2')
    const [second = ''] = built(world).filter((ref) => ref !== first && /:[0-9a-f]{16}$/.test(ref) && ref.startsWith('mist/shop'))
    world.hand.runForeign('stranger')
    const stranger = world.engine.find('stranger')
    if (!stranger) throw new Error('no stranger')
    world.engine.state.containers.set(stranger.id, { ...stranger, imageId: world.engine.state.images.get(second)?.id ?? '' })
    for (const text of ['3', '4', '5']) await build(world, text)
    expect(built(world)).not.toContain(first)
    expect(built(world)).toEqual(expect.arrayContaining(['mist/shop-web:backup', 'mist/other-app:0123456789abcdef', second]))
    expect(world.engine.state.violations).toEqual([])
  })

  it('an older pulled image goes by the name that a release of ours had for it', async () => {
    const world = withTags()
    expect(await pull(world, ...TAGS.slice(0, 3).map((ref) => pulling(ref)))).toEqual(['web:2', 'web:3'])
  })

  it.each<[string, string, (world: World) => void]>([
    ['has another name', 'web:1', (world) => world.engine.state.images.set('mine:1', world.engine.state.images.get('web:1') ?? { id: '', program: GOOD_PROGRAM })],
    ['means another image by now', 'web:1', (world) => { tagImage(world.engine, 'web:1', GOOD_PROGRAM) }],
    ['was never part of a release', 'web:4', (world) => { tagImage(world.engine, 'web:4', GOOD_PROGRAM) }],
  ])('a pulled image that %s stays', async (_, ref, change) => {
    const world = withTags()
    await pull(world, pulling('web:1'))
    change(world)
    expect(await pull(world, pulling('web:2'), pulling('web:3'))).toContain(ref)
  })

  it('a pulled image that another app has in git stays, also while that app is parked', async () => {
    const world = withTags()
    const other = ', other: { image: "web:1", replicas: 0 }'
    expect(await pull(world, pulling('web:1', other), pulling('web:2', other), pulling('web:3', other))).toEqual(['web:1', 'web:2', 'web:3'])
  })
})

describe('once an app is gone', () => {
  const WITHOUT = 'version: 1\nprojects: { shop: { apps: { other: { image: "worker:1" } } } }\n'
  const both = (web: string): string => WITHOUT.replace('{ other:', `{ web: ${web}, other:`)
  const names = (world: World): readonly string[] => [...world.engine.state.images.keys()].filter((ref) => /^(web:|mist\/)/.test(ref))

  it('the images that were built or pulled for it go, those of its old releases included', async () => {
    const world = withTags()
    for (const web of ['{ image: "web:1" }', '{ image: "web:2" }', '{ build: app }']) {
      world.commit(both(web), { 'app/Dockerfile': 'FROM scratch' })
      await world.converge()
    }
    expect(names(world)).toHaveLength(3)
    world.commit(WITHOUT)
    await world.converge()
    expect([names(world), world.engine.state.violations]).toEqual([[], []])
    expect([...world.engine.state.images.keys()]).toContain('worker:1')
  })

  it('an image that somebody uses, tagged or never got from a release of ours stays', async () => {
    const world = withTags()
    world.commit(both('{ image: "web:1" }'))
    await world.converge()
    const image = world.engine.state.images.get('web:1') ?? { id: '', program: GOOD_PROGRAM }
    world.engine.state.images.set('mine:1', image)
    tagImage(world.engine, 'web:4', GOOD_PROGRAM)
    world.commit(WITHOUT)
    await world.converge()
    expect(names(world)).toEqual(['web:1', 'web:4'])
  })

  it('an image that another app has in git stays', async () => {
    const world = withTags()
    world.commit(both('{ image: "worker:1" }'))
    await world.converge()
    world.commit(WITHOUT)
    await world.converge()
    expect([...world.engine.state.images.keys()]).toContain('worker:1')
  })

  it('nothing goes while a policy keeps its containers', async () => {
    const world = withTags()
    const keeping = (manifest: string): string => `${manifest}policy: { prune: false }\n`
    for (const manifest of [both('{ image: "web:1" }'), WITHOUT, WITHOUT.replace('worker:1', 'worker:2')]) {
      world.commit(keeping(manifest))
      await world.converge()
    }
    expect(names(world)).toEqual(['web:1'])
  })

  it('what a kill kept from being looked after goes after another release', async () => {
    const world = withTags()
    world.commit(both('{ image: "web:1" }'))
    await world.converge()
    world.commit(WITHOUT)
    world.faults.add({ call: 'builtImages', kind: 'fail', times: 1 })
    await world.converge()
    world.restart()
    expect(names(world)).toEqual(['web:1'])
    world.commit(WITHOUT.replace('worker:1', 'worker:2'))
    await world.converge()
    expect(names(world)).toEqual([])
  })
})

describe('on a full disk', () => {
  it('no image is begun, and what runs stays', async () => {
    const world = withTags()
    await pull(world, pulling('web:1'))
    world.engine.state.disk = { path: '/var/lib/docker', freeBytes: 1.9 * 1024 ** 3, totalBytes: 100 * 1024 ** 3 }
    world.commit(pulling('web:2'))
    const { run } = await world.pass()
    expect(run.outcomes.find(({ app }) => app === 'shop/web')).toMatchObject({ result: 'failed', failure: { code: 'disk-full', retry: 'backoff' } })
    expect(world.containers().filter(({ app }) => app === 'shop/web').map(({ state }) => state)).toEqual(['running'])
    expect(world.engine.state.images.has('web:2')).toBe(false)
    world.engine.state.disk = { path: '/var/lib/docker', freeBytes: 2 * 1024 ** 3, totalBytes: 100 * 1024 ** 3 }
    world.restart()
    await world.converge()
    expect(world.engine.state.images.has('web:2')).toBe(true)
  })

  it('that filled up while a build waited for its place, that build is not begun', async () => {
    const world = withTags()
    const build = { repository: { kind: 'folder', path: '/x' }, commit: '', path: '.', dockerfile: 'Dockerfile', args: {}, treeDigest: '' } as const
    const waitInLine: RuntimePort['buildImage'] = async (_image, { onTurn }) => {
      world.engine.state.disk = { path: '/var/lib/docker', freeBytes: 0, totalBytes: 100 * 1024 ** 3 }
      return await onTurn?.() ?? { ok: true, value: undefined }
    }
    const source = { ...world.ports.source, buildContext: () => Promise.resolve({ ok: true, value: Readable.from([]) } as const) }
    const ports = { ...world.ports, source, runtime: { ...world.ports.runtime, buildImage: waitInLine } }
    const effect = { do: 'ensure-image', app: 'shop/web', image: { kind: 'build', ref: 'mist/shop-web:1', build } } as const
    expect(await perform(effect, { ports, run: 1, signal: new AbortController().signal })).toMatchObject({ ok: false, error: { code: 'disk-full' } })
  })

  it.each([
    ['a small one with a tenth left', 1 * 1024 ** 3, 10 * 1024 ** 3, 'applied'],
    ['a small one with less', 0.9 * 1024 ** 3, 10 * 1024 ** 3, 'failed'],
  ])('%s counts by its share', async (_, freeBytes, totalBytes, result) => {
    const world = withTags()
    await pull(world, pulling('web:1'))
    world.engine.state.disk = { path: '/var/lib/docker', freeBytes, totalBytes }
    world.commit(pulling('web:2'))
    expect(new Set((await world.pass()).run.outcomes.map((one) => one.result))).toEqual(new Set([result]))
  })
})
