/** Going back to an earlier release and what ends it, on a host in memory. */
import { describe, expect, it } from 'vitest'
import type { EngineConfig } from '../../../src/engine/config.js'
import { findRollback } from '../../../src/engine/hold/rollback.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'
import { tagImage } from '../../fakes/docker-images.js'
import { GOOD_PROGRAM } from '../../fakes/program.js'

const NEVER = new AbortController().signal
const FAST = 'defaults: { deploy: { drain: 0s } }\n'

interface Web {
  readonly image?: string
  readonly level?: string
  readonly memory?: string
  readonly domain?: string
}

function shop({ image = 'web:1', level = 'info', memory = '64m', domain = 'shop.example.com' }: Web = {}, more = ''): string {
  return `version: 1
${FAST}projects:
  shop:
    apps:
      web: { image: "${image}", port: 8080, domains: [${domain}], env: { LEVEL: ${level} }, limits: { memory: ${memory} } }
${more}`
}

const BUILT = { Dockerfile: 'FROM scratch', 'main.txt': 'one' }
const BUILDING = `version: 1
${FAST}projects: { shop: { apps: { web: { build: app, port: 8080, domains: [shop.example.com] } } } }
`

async function released(world: World, manifest: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const commit = world.commit(manifest, files)
  await world.converge()
  return commit
}

async function rollBack(world: World, release?: number, config: EngineConfig = world.config): Promise<Awaited<ReturnType<typeof findRollback>>> {
  const found = await findRollback(world.ports, config, { app: 'shop/web', by: 'ana', ...(release !== undefined && { release }) }, NEVER)
  if (found.ok) {
    world.ports.store.pin(found.value.pin)
    await world.converge()
  }
  return found
}

interface Shape {
  readonly image: string
  readonly level: string | undefined
  readonly memoryBytes: number
  readonly hosts: readonly string[]
}

function running(world: World): Shape {
  const [live, ...others] = [...world.engine.state.containers.values()].filter(({ spec }) => spec?.app === 'shop/web')
  if (!live?.spec || others.length > 0) throw new Error(`${String(others.length + (live ? 1 : 0))} containers`)
  const route = [...world.traefik.files.values()].find(({ app }) => app === 'shop/web')
  return { image: live.spec.image, level: live.spec.env['LEVEL'], memoryBytes: live.limits.memoryBytes, hosts: (route?.content?.rules ?? []).map(({ host }) => host) }
}

const FIRST: Shape = { image: 'web:1', level: 'info', memoryBytes: 64 * 2 ** 20, hosts: ['shop.example.com'] }

async function withTwo(): Promise<{ readonly world: World; readonly first: string; readonly second: string }> {
  const world = createWorld()
  const first = await released(world, shop())
  const second = await released(world, shop({ image: 'web:2', level: 'debug', memory: '128m', domain: 'new.example.com' }))
  expect(running(world)).toEqual({ image: 'web:2', level: 'debug', memoryBytes: 128 * 2 ** 20, hosts: ['new.example.com'] })
  return { world, first, second }
}

describe('a rollback', () => {
  it('brings image, env, limits and route back together and names the commit to revert', async () => {
    const { world, second } = await withTwo()
    const found = await rollBack(world)
    expect(found).toMatchObject({ ok: true, value: { target: { number: 1 }, from: { number: 2 }, reverts: [{ commit: second }], madeIn: 'this repository' } })
    expect(running(world)).toEqual(FIRST)
    expect(world.ports.store.releases({ app: 'shop/web', limit: 1 })).toMatchObject([{ number: 3, rolledBackTo: 1 }])
  })

  it('holds through later passes, unrelated commits and a restart', async () => {
    const { world } = await withTwo()
    await rollBack(world)
    await released(world, shop({ image: 'web:2', level: 'debug', memory: '128m', domain: 'new.example.com' }, '      other: { image: "worker:1" }\n'))
    world.restart()
    await world.converge()
    expect(running(world)).toEqual(FIRST)
    expect(world.containers().filter(({ app }) => app === 'shop/other')).toHaveLength(1)
  })

  it('keeps no value of env in what it remembers', async () => {
    const world = createWorld()
    for (const level of ['s3cret-one', 's3cret-two']) await released(world, shop({ level }))
    expect((await rollBack(world)).ok).toBe(true)
    const { releases, pins, rejections } = world.store
    expect([releases.filter(({ app }) => app === 'shop/web').length, pins.size]).toEqual([3, 1])
    expect(JSON.stringify([releases, [...pins], [...rejections]])).not.toContain('s3cret')
  })

  it('is healed as that release', async () => {
    const { world } = await withTwo()
    await rollBack(world)
    world.hand.remove(world.containers().find(({ app }) => app === 'shop/web')?.name ?? '')
    await world.converge()
    expect(running(world)).toEqual(FIRST)
  })

  it('ends with the next commit that changes the app', async () => {
    const { world } = await withTwo()
    await rollBack(world)
    await released(world, shop({ image: 'web:2', level: 'warn' }))
    expect(running(world)).toMatchObject({ image: 'web:2', level: 'warn' })
    expect(world.ports.store.pins()).toEqual([])
    expect(world.events).toContainEqual({ type: 'rollback-ended', app: 'shop/web', release: 1 })
  })

  it('ends with the revert of the commit, which then finds everything as it is', async () => {
    const { world } = await withTwo()
    await rollBack(world)
    const before = world.containers().map(({ id }) => id)
    await released(world, shop())
    expect(world.ports.store.pins()).toEqual([])
    expect(world.containers().map(({ id }) => id)).toEqual(before)
  })

  it('ends when git no longer has the app', async () => {
    const { world } = await withTwo()
    await rollBack(world)
    await released(world, `version: 1\nprojects: { shop: { apps: { other: { image: "worker:1" } } } }\n`)
    expect(world.ports.store.pins()).toEqual([])
  })

  it('is not ended by another wording of the same commit', async () => {
    const { world } = await withTwo()
    await rollBack(world)
    const [pin] = world.ports.store.pins()
    if (!pin) throw new Error('there is no pin')
    world.ports.store.pin({ ...pin, headDigest: 'as an older Mist put it' })
    world.restart()
    await world.converge()
    expect(running(world)).toEqual(FIRST)
    expect(world.ports.store.pins()).toEqual([pin])
  })

  it('goes further back the next time, and to a release by its number', async () => {
    const world = createWorld()
    for (const level of ['one', 'two', 'three']) await released(world, shop({ level }))
    expect(await rollBack(world)).toMatchObject({ ok: true, value: { target: { number: 2 } } })
    expect(await rollBack(world)).toMatchObject({ ok: true, value: { target: { number: 1 } } })
    expect(running(world).level).toBe('one')
    expect(await rollBack(world, 2)).toMatchObject({ ok: true, value: { target: { number: 2 } } })
    expect(running(world).level).toBe('two')
  })

  it('goes back to what ran before, and that may have been brought back itself', async () => {
    const world = createWorld()
    for (const level of ['one', 'wrong']) await released(world, shop({ level }))
    await rollBack(world)
    await released(world, shop({ level: 'three' }))
    expect(await rollBack(world)).toMatchObject({ ok: true, value: { target: { number: 1 } } })
    expect(running(world).level).toBe('one')
  })

  it('of a built app builds nothing, and neither does the revert', async () => {
    const world = createWorld()
    const files = (text: string): Record<string, string> => Object.fromEntries(Object.entries({ ...BUILT, 'main.txt': text }).map(([path, body]) => [`app/${path}`, body]))
    await released(world, BUILDING, files('one'))
    const { image } = running(world)
    await released(world, BUILDING, files('two'))
    const builds = (): number => world.events.filter((event) => event.type === 'image-progress' && event.app === 'shop/web').length
    const before = builds()
    expect(before).toBe(2)
    await rollBack(world)
    expect(running(world).image).toBe(image)
    const ids = world.containers().map(({ id }) => id)
    await released(world, BUILDING, files('one'))
    expect([running(world).image, builds(), world.containers().map(({ id }) => id)]).toEqual([image, before, ids])
  })

  it('of a tag that has moved since brings its image back by id', async () => {
    const world = createWorld()
    await released(world, shop({ level: 'one' }))
    const id = world.engine.state.images.get('web:1')?.id ?? ''
    tagImage(world.engine, 'web:1', GOOD_PROGRAM)
    await released(world, shop({ level: 'two' }))
    await rollBack(world)
    expect(running(world)).toMatchObject({ image: id, level: 'one' })
    expect((await world.pass()).run.outcomes).toEqual([])
  })

  it('does not run deploy.pre of the earlier release, whose migration has nothing to do in the data of the newer one', async () => {
    const world = createWorld()
    const withPre = (image: string): string => shop({ image }).replace('port: 8080', 'port: 8080, deploy: { pre: ["true"] }')
    const runs = (): number => world.faults.writes.filter((write) => /^startContainer .*-pre$/.test(write)).length
    await released(world, withPre('web:1'))
    await released(world, withPre('web:2'))
    expect(runs()).toBe(2)
    await rollBack(world)
    expect([running(world).image, runs()]).toEqual(['web:1', 2])
    await released(world, withPre('web:2').replace('info', 'debug'))
    expect([running(world).image, runs()]).toEqual(['web:2', 3])
  })

  it('keeps running what it has while its commit cannot be read', async () => {
    const { world, first } = await withTwo()
    await rollBack(world)
    world.remote.lose(first)
    world.restart()
    const { run } = await world.pass()
    expect(run.outcomes).toEqual([])
    expect(run.blocked.find(({ app }) => app === 'shop/web')?.message).toContain('mistctl rollback shop/web --undo')
    expect(running(world)).toEqual(FIRST)
  })

  it('leaves to another app what git has given it since', async () => {
    const { world } = await withTwo()
    await rollBack(world)
    await released(world, shop({ image: 'web:2', level: 'debug', memory: '128m', domain: 'new.example.com' }, '      other: { image: "worker:1", port: 8080, domains: [shop.example.com] }\n'))
    expect(running(world)).toMatchObject({ image: 'web:1', hosts: [] })
  })
})

describe('a rollback is refused', () => {
  it.each<[string, (world: World) => Promise<unknown>, number | undefined, string, RegExp]>([
    ['when there is no earlier release', (world) => released(world, shop()), undefined, 'rollback-refused', /no release before release 1/],
    ['when there is no such release', (world) => released(world, shop()), 7, 'rollback-refused', /no release 7/],
    ['when git says so already', (world) => released(world, shop()), 1, 'rollback-refused', /is what git says/],
    ['when git has no such app', (world) => released(world, `version: 1\nprojects: { shop: { apps: { other: { image: "worker:1" } } } }\n`), undefined, 'rollback-refused', /git has no such app/],
    ['when the image is gone', async (world) => {
      await released(world, shop())
      await released(world, shop({ image: 'web:2' }))
      world.engine.state.images.delete('web:1')
    }, undefined, 'image-missing', /web:1, is not on this host any more/],
    ['when another app has its domain', async (world) => {
      await released(world, shop())
      await released(world, shop({ domain: 'new.example.com' }, '      other: { image: "worker:1", port: 8080, domains: [shop.example.com] }\n'))
    }, undefined, 'rollback-refused', /belongs to shop\/other by now/],
    ['when an app depends on another port of it', async (world) => {
      await released(world, shop().replace('port: 8080', 'port: 9090'))
      await released(world, shop({}, '      other: { image: "worker:1", dependsOn: [web] }\n'))
    }, undefined, 'rollback-refused', /shop\/other depends on it/],
  ])('%s', async (_, prepare, release, code, cause) => {
    const world = createWorld()
    await prepare(world)
    const found = await rollBack(world, release)
    expect(found).toMatchObject({ ok: false, error: { code, cause: expect.stringMatching(cause) as string } })
    expect(world.ports.store.pins()).toEqual([])
  })

  it('when its commit is lost', async () => {
    const { world, first } = await withTwo()
    world.remote.lose(first)
    expect(await rollBack(world)).toMatchObject({ ok: false, error: { code: 'source-ref-missing', subject: 'cannot read release 1 of shop/web again' } })
  })
})
