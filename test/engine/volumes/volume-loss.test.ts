/** Which volume a person may give up, on a whole host in memory. */
import { describe, expect, it } from 'vitest'
import { judgeLoss, standingOf } from '../../../src/engine/volumes/volume-loss.js'
import { look } from '../../../src/engine/look.js'
import { never } from '../../../src/signals.js'
import { EXITING_PROGRAM } from '../../fakes/program.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'

const file = (apps: string): string => `version: 1\nprojects:\n  shop:\n    apps:\n${apps}`
const DB = '      db: { image: "worker:1", volumes: ["data:/data"] }\n'
const OTHER = '      web: { image: "web:1", port: 80 }\n'

async function afterwards(...commits: readonly string[]): Promise<World> {
  const world = createWorld()
  for (const manifest of commits) {
    world.commit(manifest)
    await world.converge()
  }
  return world
}

async function judge(world: World, name = 'shop_db_data') {
  const { ports, config } = world
  const seen = await look(ports, config, { fetch: 'remote', freshness: 'live' }, never())
  return { seen, judged: await judgeLoss({ ports, config, signal: never() }, name, seen) }
}

describe('the loss of a volume', () => {
  it('is possible once no app in git uses it, and tells whose it was', async () => {
    const { judged } = await judge(await afterwards(file(OTHER + DB), file(OTHER)))
    expect(judged).toMatchObject({ ok: true, value: { volume: { name: 'shop_db_data', app: 'shop/db', sizeBytes: 4096, usedBy: [] } } })
    expect(judged.ok && judged.value.lastRelease).toMatch(/^\d{4}-/)
  })

  it('is refused while an app in git uses the volume', async () => {
    const { judged } = await judge(await afterwards(file(OTHER + DB)))
    expect(judged).toMatchObject({ ok: false, error: { code: 'volume-refused', cause: 'an app in git uses it' } })
  })

  it('is refused while a container mounts the volume', async () => {
    const world = await afterwards(file(OTHER + DB))
    world.commit(file(OTHER))
    expect((await judge(world)).judged).toMatchObject({ ok: false, error: { code: 'volume-refused', cause: expect.stringContaining('still mounts it') as string } })
  })

  it('is refused for a name that this instance does not have', async () => {
    expect((await judge(await afterwards(file(OTHER)), 'shop_web_cache')).judged).toMatchObject({ ok: false, error: { code: 'volume-unknown' } })
  })

  it('is refused while it is not known what git says', async () => {
    const world = await afterwards(file(OTHER + DB), file(OTHER))
    world.commit('version: 2\n')
    expect((await judge(world)).judged).toMatchObject({ ok: false, error: { code: 'manifest-invalid' } })
  })

  it('is refused by the label that a protected volume keeps after its app has left', async () => {
    const { judged } = await judge(await afterwards(file(OTHER + DB.replace('volumes', 'protect: true, volumes')), file(OTHER)))
    expect(judged).toMatchObject({ ok: false, error: { cause: 'it was made for shop/db with protect: true, and keeps that as a label', help: expect.stringContaining('docker volume rm shop_db_data') as string } })
  })

  it('is refused when protection came after the volume, by what git said when the app last came out', async () => {
    const { judged } = await judge(await afterwards(file(OTHER + DB), file(OTHER + DB.replace('volumes', 'protect: true, volumes')), file(OTHER)))
    expect(judged).toMatchObject({ ok: false, error: { cause: 'git said protect: true when shop/db last came out' } })
  })

  it('is refused when the protected app that went on with it under another name has left the file', async () => {
    const renamed = DB.replace('db:', 'cache:').replace('volumes', 'protect: true, rename: { from: db }, volumes')
    const { judged } = await judge(await afterwards(file(OTHER + DB), file(OTHER + renamed), file(OTHER)))
    expect(judged).toMatchObject({ ok: false, error: { code: 'volume-refused', cause: 'git said protect: true when shop/cache last came out' } })
  })

  it('is possible when only an app with data of its own was protected', async () => {
    const cache = '      cache: { image: "worker:1", protect: true, volumes: ["data:/data"] }\n'
    const { judged } = await judge(await afterwards(file(OTHER + DB + cache), file(OTHER)))
    expect(judged.ok).toBe(true)
  })

  it('is refused while it cannot be read what git said when the app last came out', async () => {
    const late = file(OTHER + DB.replace('volumes', 'protect: true, volumes'))
    for (const call of ['bring', 'readFile']) {
      const world = await afterwards(file(OTHER + DB), late, file(OTHER))
      world.faults.add({ call, kind: 'fail', times: 9, ...(call === 'readFile' && { after: 1 }) })
      expect((await judge(world)).judged).toMatchObject({ ok: false, error: { subject: expect.stringContaining('without knowing whether it was protected') as string } })
      world.faults.clear()
      expect((await judge(world)).judged).toMatchObject({ ok: false, error: { code: 'volume-refused' } })
    }
  })

  it('is refused by a commit that asked for what the host no longer grants', async () => {
    const late = file('      db: { image: "worker:1", protect: true, port: 80, domains: [db.example.com], volumes: ["data:/data"] }\n' + OTHER)
    const world = await afterwards(file(OTHER + DB), late, file(OTHER))
    const { ports } = world
    const config = { ...world.config, grants: { ...world.config.grants, domains: ['localhost'] } }
    const seen = await look(ports, config, { fetch: 'remote', freshness: 'live' }, never())
    expect(await judgeLoss({ ports, config, signal: never() }, 'shop_db_data', seen)).toMatchObject({ ok: false, error: { cause: 'git said protect: true when shop/db last came out' } })
  })

  it('is refused while a commit of its releases is not valid', async () => {
    const world = await afterwards(file(OTHER + DB), file(OTHER))
    const at = world.remote.commit({ [world.config.manifestPath]: 'version: 2\n' })
    world.commit(file(OTHER))
    const [release] = world.ports.store.releases({ app: 'shop/db', limit: 1 })
    if (!release) throw new Error('no release')
    world.ports.store.recordRelease({ ...release, revision: { ...release.revision, commit: at } })
    expect((await judge(world)).judged).toMatchObject({ ok: false, error: { code: 'manifest-invalid', help: expect.stringContaining('docker volume rm shop_db_data') as string } })
  })

  it('goes by the label alone once the commit is gone for good', async () => {
    const world = createWorld()
    const gone = ['', 'protect: true, '].map((protect) => world.remote.commit({ [world.config.manifestPath]: file(OTHER + DB.replace('volumes', `${protect}volumes`)) }))
    for (const commit of gone) {
      world.remote.forcePush(commit)
      await world.converge()
    }
    world.commit(file(OTHER))
    await world.converge()
    for (const commit of gone) world.remote.lose(commit)
    expect((await judge(world)).judged.ok).toBe(true)
  })

  it('is refused for a volume that a protected app no longer mounts', async () => {
    const { judged } = await judge(await afterwards(file(OTHER + DB), file(OTHER + '      db: { image: "worker:1", protect: true }\n')))
    expect(judged).toMatchObject({ ok: false, error: { cause: 'git says protect: true for shop/db' } })
  })

  it('is refused for what a renamed app goes on with', async () => {
    const world = await afterwards(file(OTHER + DB), file(OTHER + DB.replace('db:', 'store:').replace('volumes', 'rename: { from: db }, volumes')))
    const { seen, judged } = await judge(world)
    expect(judged).toMatchObject({ ok: false, error: { cause: 'an app in git uses it' } })
    expect(standingOf({ name: 'shop_db_data', app: 'shop/db' }, seen)).toBe('in-use')
  })
})

describe('a rename', () => {
  it('keeps volume and content, and never runs both names at once', async () => {
    const world = await afterwards(file(OTHER + DB))
    const before = world.engine.state.volumes.get('shop_db_data')?.content
    world.commit(file(OTHER + DB.replace('db:', 'store:').replace('volumes', 'rename: { from: db }, volumes')))
    await world.converge()
    expect(world.engine.state.volumes.get('shop_db_data')?.content).toBe(before)
    expect(world.containers().map(({ app }) => app).sort()).toEqual(['mist/traefik', 'shop/store', 'shop/web'])
    expect(world.engine.state.violations).toEqual([])
  })

  it('starts the old name again when the new one does not come up', async () => {
    const world = createWorld({ images: { 'broken:1': EXITING_PROGRAM } })
    world.commit(file(OTHER + DB))
    await world.converge()
    world.commit(file(OTHER + DB.replace('db:', 'store:').replace('worker:1', 'broken:1').replace('volumes', 'rename: { from: db }, volumes')))
    await world.pass()
    expect(world.containers().filter(({ state }) => state === 'running').map(({ app }) => app).sort()).toEqual(['mist/traefik', 'shop/db', 'shop/web'])
  })
})
