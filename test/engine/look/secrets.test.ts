/** Secrets through whole passes on a host in memory: rotation, loss and recovery, and where their values never are. */
import { describe, expect, it } from 'vitest'
import { findRollback } from '../../../src/engine/hold/rollback.js'
import { EXITING_PROGRAM } from '../../fakes/program.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'

const CANARY = 'canary-of-the-first-day'
const ROTATED = 'canary-of-the-second-day'

const HASH = '$2b$04$abcdefghijklmnopqrstuu8v6ELAlYuMC5.VSLOgazsSGdddSWCPW'

const SHOP = `version: 1
secrets: secrets.json
defaults: { deploy: { drain: 0s } }
projects:
  shop:
    apps:
      web: { image: "web:1", port: 80, domains: [shop.example.com], secrets: [TOKEN] }
      job: { image: "worker:1", env: { API: { secret: TOKEN } } }
      side: { image: "worker:1", env: { OTHER: { secret: OTHER } } }
`

function file(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { 'secrets.json': JSON.stringify(values) }
}

async function running(): Promise<World> {
  const world = createWorld()
  world.commit(SHOP, file({ TOKEN: CANARY, OTHER: 'other' }))
  await world.converge()
  return world
}

function ids(world: World): Readonly<Record<string, string>> {
  return Object.fromEntries(world.containers().map(({ app, id }) => [app, id]))
}

function envOf(world: World, app: string): Readonly<Record<string, string>> {
  return [...world.engine.state.containers.values()].find(({ spec }) => spec?.app === app)?.spec?.env ?? {}
}

/** All that is kept or told of what happened. */
function told(world: World): string {
  const own = [...world.engine.state.containers.values()].map(({ spec }) => [spec?.labels, spec?.name, spec?.fingerprint])
  return JSON.stringify([world.store, world.events, world.traefik.files, own], (_key, value: unknown) => (value instanceof Map ? [...(value as ReadonlyMap<unknown, unknown>)] : value))
}

describe('rotation', () => {
  it('rolls exactly the apps that use the secret', async () => {
    const world = await running()
    const before = ids(world)
    world.commit(SHOP, file({ TOKEN: ROTATED, OTHER: 'other' }))
    await world.converge()
    const after = ids(world)
    expect(Object.keys(before).filter((app) => before[app] !== after[app]).toSorted()).toEqual(['shop/job', 'shop/web'])
    expect([envOf(world, 'shop/web')['TOKEN'], envOf(world, 'shop/job')['API']]).toEqual([ROTATED, ROTATED])
  })

  it('is noticed on the host too, without a commit', async () => {
    const world = await running()
    const before = ids(world)
    world.vault.set('OTHER', 'from the host')
    await world.converge()
    const after = ids(world)
    expect(Object.keys(before).filter((app) => before[app] !== after[app])).toEqual(['shop/side'])
    expect(envOf(world, 'shop/side')['OTHER']).toBe('from the host')
  })

  it('does nothing when the file was written anew with the same values', async () => {
    const world = await running()
    const before = ids(world)
    world.commit(SHOP, { 'secrets.json': JSON.stringify({ OTHER: 'other', TOKEN: CANARY }, null, 2) })
    await world.converge()
    expect(ids(world)).toEqual(before)
  })
})

describe.each([
  ['is no longer in the file', file({ OTHER: 'other' }), 'secret-missing'],
  ['is in a file that is gone', {}, 'secret-missing'],
  ['is in a file that is damaged', { 'secrets.json': 'garbage' }, 'secret-undecryptable'],
])('a secret that %s', (_what, files, code) => {
  it('leaves its users as they run, says its name, and is recovered from', async () => {
    const world = await running()
    const before = ids(world)
    world.commit(SHOP.replace('image: "web:1"', 'image: "web:2"'), files)
    const { look } = await world.pass()
    const lost = look.desired?.unresolved.find(({ key }) => key === 'shop/web')?.failure
    expect([lost?.code, lost?.cause]).toEqual([code, expect.stringContaining('the secret TOKEN')])
    await world.pass()
    expect(ids(world)).toEqual(before)
    world.commit(SHOP, file({ TOKEN: ROTATED, OTHER: 'other' }))
    await world.converge()
    expect(envOf(world, 'shop/web')['TOKEN']).toBe(ROTATED)
  })

  it('holds up nobody else, after a restart either', async () => {
    const world = await running()
    world.commit(`${SHOP}      free: { image: "worker:1" }\n`, files)
    world.restart()
    world.wipeStore()
    await world.pass()
    await world.pass()
    expect(Object.keys(ids(world))).toContain('shop/free')
    expect(ids(world)['shop/web']).toBeDefined()
  })
})

describe('the value of a secret', () => {
  it('is in its container, and in nothing that is kept, told or written', async () => {
    const world = await running()
    world.commit(SHOP, file({ TOKEN: ROTATED, OTHER: 'other' }))
    await world.converge()
    world.commit(SHOP.replace(', secrets: [TOKEN]', ''), file({ TOKEN: ROTATED, OTHER: 'other' }))
    await world.converge()
    expect(envOf(world, 'shop/job')['API']).toBe(ROTATED)
    expect(told(world)).toContain('shop/job')
    for (const value of [CANARY, ROTATED]) expect(told(world)).not.toContain(value)
  })
})

describe('an app that is held at an earlier release', () => {
  it('has the secret of that commit, and follows what the host holds now', async () => {
    const world = createWorld()
    const first = world.commit(SHOP, file({ TOKEN: CANARY, OTHER: 'other' }))
    await world.converge()
    world.commit(SHOP.replace('image: "web:1"', 'image: "web:2"'), file({ TOKEN: ROTATED, OTHER: 'other' }))
    await world.converge()
    const found = await findRollback(world.ports, world.config, { app: 'shop/web', by: 'ana' }, new AbortController().signal)
    if (!found.ok) throw new Error(found.error.cause)
    world.ports.store.pin(found.value.pin)
    await world.converge()
    expect(found.value.pin.revision.commit).toBe(first)
    expect([envOf(world, 'shop/web')['TOKEN'], envOf(world, 'shop/job')['API']]).toEqual([CANARY, ROTATED])
    world.vault.set('TOKEN', 'from the host')
    await world.converge()
    expect(envOf(world, 'shop/web')['TOKEN']).toBe('from the host')
  })
})

describe.each([
  ['a file', 'files: { /run/secrets/key: { secret: KEY } }', ['swordfish', 'sesame']],
  ['the users of a domain', 'port: 80, domains: [{ host: shop.example.com, auth: { basic: { secret: KEY } } }]', [`ada:${HASH}`, `ben:${HASH}`]],
] as const)('a new value in %s of an app', (_what, use, [first, second]) => {
  const manifest = (image: string): string => `version: 1\ndefaults: { deploy: { drain: 0s } }\nprojects: { shop: { apps: { web: { image: "${image}", ${use} } } } }\n`
  const held = (world: World): string => {
    const spec = [...world.engine.state.containers.values()].find((one) => one.spec?.app === 'shop/web')?.spec
    const mounted = (spec?.mounts ?? []).flatMap((mount) => ('source' in mount ? [world.folder.get(mount.source)] : []))
    const users = [...world.traefik.files.values()].filter(({ app }) => app === 'shop/web').map(({ content }) => content?.rules)
    return [JSON.stringify(mounted), JSON.stringify(users)].join(' ')
  }

  async function started(): Promise<World> {
    const world = createWorld({ images: { 'exits:1': EXITING_PROGRAM } })
    world.vault.set('KEY', first)
    world.commit(manifest('web:1'))
    await world.converge()
    return world
  }

  it('reaches it while it is kept at its last release', async () => {
    const world = await started()
    world.commit(manifest('exits:1').replace(use, 'port: 80'))
    for (let pass = 0; pass < 3; pass += 1) await world.pass()
    expect([held(world).includes(first), world.store.rejections.size]).toEqual([true, 1])
    world.vault.set('KEY', second)
    for (let pass = 0; pass < 4; pass += 1) await world.pass()
    expect([held(world).includes(first), held(world).includes(second)]).toEqual([false, true])
  })

  it('reaches it while a person holds it at an earlier release', async () => {
    const world = await started()
    world.commit(manifest('web:2').replace(use, 'port: 80'))
    await world.converge()
    const found = await findRollback(world.ports, world.config, { app: 'shop/web', by: 'ana' }, new AbortController().signal)
    if (!found.ok) throw new Error(found.error.cause)
    world.ports.store.pin(found.value.pin)
    await world.converge()
    expect(held(world)).toContain(first)
    world.vault.set('KEY', second)
    await world.converge()
    expect([held(world).includes(first), held(world).includes(second)]).toEqual([false, true])
  })
})

describe('a build secret', () => {
  const BUILT = `version: 1
secrets: secrets.json
defaults: { deploy: { drain: 0s } }
projects: { shop: { apps: { web: { build: { path: app, secrets: { npmrc: { secret: TOKEN } } }, port: 80 } } } }
`
  const files = (token: string, page: string): Readonly<Record<string, string>> => ({ ...file({ TOKEN: token }), 'app/Dockerfile': 'FROM x\n', 'app/page': page })

  it('reaches the build alone, and a new one builds nothing', async () => {
    const world = createWorld()
    world.commit(BUILT, files(CANARY, 'one'))
    await world.converge()
    expect(world.engine.state.handed.get('npmrc')).toBe(CANARY)
    const before = ids(world)
    world.commit(BUILT, files(ROTATED, 'one'))
    await world.converge()
    expect([ids(world), world.engine.state.handed.get('npmrc')]).toEqual([before, CANARY])
    world.commit(BUILT, files(ROTATED, 'two'))
    await world.converge()
    expect(world.engine.state.handed.get('npmrc')).toBe(ROTATED)
    expect(Object.values(ids(world))).not.toEqual(Object.values(before))
    for (const value of [CANARY, ROTATED]) expect(told(world)).not.toContain(value)
  })

  it('that is lost does not keep an app from going back to an image that is here', async () => {
    const world = createWorld()
    world.commit(BUILT, files(CANARY, 'one'))
    await world.converge()
    world.commit(BUILT.replace(', secrets: { npmrc: { secret: TOKEN } }', ''), { 'app/Dockerfile': 'FROM x\n', 'app/page': 'two', 'secrets.json': '{}' })
    await world.converge()
    const found = await findRollback(world.ports, world.config, { app: 'shop/web', by: 'root' }, new AbortController().signal)
    expect(found).toMatchObject({ ok: true, value: { target: { number: 1 } } })
  })
})
