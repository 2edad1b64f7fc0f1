/** `mistctl backup` typed wrong: what is said, and that nothing is done meanwhile. */
import { describe, expect, it } from 'vitest'
import { failure } from '../../src/model/failure.js'
import { never } from '../../src/signals.js'
import { createShop, HOUR, shopWith, whole } from '../engine/backup/support.js'
import { GOOD_PROGRAM } from '../fakes/program.js'
import { createWorld } from '../fakes/world.js'
import type { World } from '../fakes/world.js'
import { createCli } from './support/cli.js'

const BACKED = `version: 1
storage: { disk: { path: /srv/backups } }
projects:
  shop:
    apps:
      web: { image: "web:1", port: 8080 }
      db: { template: postgres, backup: { schedule: "@daily", to: disk, verify: weekly } }
`

async function backed(): Promise<World> {
  const world = createWorld({ images: { 'postgres:18': GOOD_PROGRAM }, config: { grants: { domains: ['localhost'], publish: [], repositories: [], backups: ['/srv/backups'] } } })
  world.commit(BACKED)
  await world.converge()
  return world
}

describe('backup', () => {
  it.each([
    ['an id for one that is to be made', ['now', 'shop/db', '20261121T031500Z-3f9a1c'], 'backup now takes no id'],
    ['a target for a list', ['ls', '--to', 'shop/copy'], 'backup ls takes no --to'],
    ['a confirmation of a drill', ['verify', 'shop/db', '--confirm', 'shop/db'], 'backup verify takes no --confirm'],
    ['a word for what is not named', ['restore', 'shop/db', '--unsigned'], '--unsigned is for a backup that is named'],
    ['a word for what is listed', ['ls', '--unsigned'], 'backup ls takes no --unsigned'],
    ['to go without a copy that is asked for', ['now', 'shop/db', '--without-safety-backup'], 'backup now takes no --without-safety-backup'],
  ])('refuses %s', async (_, words, said) => {
    const world = await backed()
    const { code, err } = await createCli({ world })('backup', ...words)
    expect([code, err]).toEqual([2, expect.stringContaining(said)])
    expect(world.shelves.size).toBe(0)
  })

  it('tells of an app without a backup how to give it one, and not of another app', async () => {
    const { code, err } = await createCli({ world: await backed() })('backup', 'now', 'shop/web')
    expect([code, err.includes('add `backup` to it'), err.includes('Did you mean')]).toEqual([2, true, false])
  })

  it('tells the next moment by the schedule where mistd has never looked', async () => {
    expect(JSON.parse((await createCli({ world: await backed() })('backup', 'ls', '-o', 'json')).out)).toMatchObject({ backups: [{ key: 'shop/db', state: 'none', next: '2026-01-02T00:00:00.000Z' }] })
  })

  it('goes on to lead from a slip of the hand to the name', async () => {
    expect((await createCli({ world: await backed() })('backup', 'ls', 'shop/bd')).err).toContain('Did you mean shop/db?')
  })
})

describe('a restore to an app that git does not have yet', () => {
  it('asks before it replaces what an earlier one brought there', async () => {
    const { world } = createShop()
    world.commit(shopWith())
    await world.converge()
    const cli = createCli({ world })
    const inUse = (): string | undefined => world.ports.generations.read().generations.inUse['shop_copy_data']
    expect((await cli('backup', 'now', 'shop/db')).code).toBe(0)
    const first = await cli('backup', 'restore', 'shop/db', '--to', 'shop/copy')
    expect([first.code, first.err.includes('which has no data yet'), inUse()]).toEqual([0, true, 'shop_copy_data.g2'])
    const second = await cli('backup', 'restore', 'shop/db', '--to', 'shop/copy')
    expect([second.code, inUse()]).toEqual([1, 'shop_copy_data.g2'])
    expect(second.err).toContain('Now shop/copy has the volume shop_copy_data.g2')
    expect(second.err).toContain('say it again with --confirm=shop/copy')
    const third = await cli('backup', 'restore', 'shop/db', '--to', 'shop/copy', '--confirm=shop/copy')
    expect([third.code, inUse(), third.out.includes('Kept: the volume shop_copy_data.g2')]).toEqual([0, 'shop_copy_data.g3', true])
  })
})

describe('a backup that somebody else put there', () => {
  async function forged(): Promise<{ readonly world: World; readonly id: string }> {
    const { world } = createShop()
    world.commit(shopWith())
    await world.converge()
    expect((await createCli({ world })('backup', 'now', 'shop/db')).code).toBe(0)
    const shelf = world.shelves.get('disk')
    const key = [...(shelf?.keys() ?? [])].find((one) => one.endsWith('/manifest.json')) ?? ''
    shelf?.set(key, Buffer.from(Buffer.from(shelf.get(key) ?? []).toString().replace('"encrypted": false', '"encrypted": true')))
    return { world, id: key.split('/').at(-2) ?? '' }
  }

  it('is not called good', async () => {
    const { world } = await forged()
    const [all, one] = [await createCli({ world })('backup', 'ls'), await createCli({ world })('backup', 'ls', 'shop/db')]
    expect([all.code, all.out]).toEqual([1, expect.stringMatching(/shop\/db +disk +failed[\s\S]*not signed by this instance/)])
    expect([one.code, one.out]).toEqual([1, expect.stringMatching(/not usable[\s\S]*not signed by this instance/)])
  })

  it('leaves the one before it the last good one, and does not count', async () => {
    const { world, id: first } = await forged()
    const shelf = world.shelves.get('disk')
    const manifests = (): readonly string[] => [...(shelf?.keys() ?? [])].filter((key) => key.endsWith('/manifest.json')).sort()
    for (const _ of ['good', 'damaged']) {
      await world.clock.sleep(2_000, never())
      expect((await createCli({ world })('backup', 'now', 'shop/db')).code).toBe(0)
    }
    shelf?.set(manifests().at(-1) ?? '', Buffer.from('{}'))
    const { code, out } = await createCli({ world })('backup', 'ls', '-o', 'json')
    const [status] = (JSON.parse(out) as { backups: readonly unknown[] }).backups
    expect([code, status]).toMatchObject([1, { key: 'shop/db', state: 'failed', last: { id: manifests().at(-2)?.split('/').at(-2) }, message: expect.stringContaining('manifest.json is none') as string }])
    expect([manifests().length, manifests()[0]]).toEqual([3, expect.stringContaining(first)])
  })

  it('is told apart from one that cannot be read now', async () => {
    const { world } = createShop()
    world.commit(shopWith())
    await world.converge()
    await createCli({ world })('backup', 'now', 'shop/db')
    world.faults.add({ call: 'getObject', kind: 'fail', times: 9, failure: failure('storage-refused', { subject: 'cannot read', cause: 'the access key may not do this' }) })
    const { code, out } = await createCli({ world })('backup', 'ls')
    expect([code, out]).toEqual([1, expect.stringContaining('the access key may not do this; so it is not known whether the newest backup is good')])
  })

  it.each([['restore'], ['verify']])('is refused by %s, whatever is said', async (verb) => {
    const { world, id } = await forged()
    for (const words of [['shop/db'], ['shop/db', id, '--unsigned']]) {
      const { code, err } = await createCli({ world })('backup', verb, ...words)
      expect([code, err]).toEqual([verb === 'restore' ? 3 : 1, expect.stringContaining('not signed by this instance')])
    }
  })
})

describe('a drill by hand', () => {
  async function twice(): Promise<{ readonly world: World; readonly ids: readonly string[]; readonly shelf: Map<string, Uint8Array> }> {
    const { world } = createShop()
    world.commit(shopWith())
    await world.converge()
    for (let times = 0; times < 2; times += 1) {
      expect((await createCli({ world })('backup', 'now', 'shop/db')).code).toBe(0)
      world.clock.jumpWall(HOUR)
    }
    return { world, ids: whole(world, 'shop/db/database'), shelf: world.shelves.get('disk') ?? new Map<string, Uint8Array>() }
  }

  it('of an older backup hides nothing of the newest', async () => {
    const { world, ids: [older = '', newest = ''], shelf } = await twice()
    const part = [...shelf.keys()].find((key) => key.includes(newest) && key.endsWith('.gz')) ?? ''
    shelf.set(part, new Uint8Array([0]))
    expect((await createCli({ world })('backup', 'verify', 'shop/db')).code).toBe(1)
    world.clock.jumpWall(HOUR)
    expect((await createCli({ world })('backup', 'verify', 'shop/db', older)).code).toBe(0)
    const { code, out } = await createCli({ world })('backup', 'ls')
    expect([code, out]).toEqual([1, expect.stringContaining(`backup ${newest} cannot be restored`)])
  })

  it('of a backup that nobody signed proves nothing', async () => {
    const { world, ids: [older = ''], shelf } = await twice()
    const stranger = '20250101T000000Z-ffffff'
    const edit = (bytes: Uint8Array): Uint8Array => {
      const { mac: _, ...manifest } = JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>
      return Buffer.from(JSON.stringify({ ...manifest, id: stranger, keyId: '00000000' }))
    }
    for (const [key, bytes] of [...shelf]) if (key.includes(older)) shelf.set(key.replace(older, stranger), key.endsWith('/manifest.json') ? edit(bytes) : bytes)
    expect((await createCli({ world })('backup', 'verify', 'shop/db', stranger, '--unsigned')).code).toBe(0)
    const { out } = await createCli({ world })('backup', 'ls', 'shop/db', '-o', 'json')
    expect((JSON.parse(out) as { readonly backups: readonly unknown[] }).backups.at(-1)).toMatchObject({ id: stranger, origin: 'foreign' })
    expect(out).not.toContain('"passed"')
    const all = await createCli({ world })('backup', 'ls', '-o', 'json')
    expect(all.out).not.toContain('"passed"')
  })
})

describe('backups of what git does not have any more', () => {
  const without = (text: string): string => text.replace(/ {6}db:\n(?: {8}.*\n)+/, '')
  const beside = (text: string): string => `${without(text)}      store: { template: postgres, backup: { schedule: "0 3 * * *", to: disk } }\n`

  async function left(manifest: (before: string) => string): Promise<World> {
    const { world } = createShop()
    world.commit(shopWith())
    await world.converge()
    for (const key of ['shop/db', 'shop/web:uploads']) expect((await createCli({ world })('backup', 'now', key)).code).toBe(0)
    world.commit(manifest(shopWith()))
    await world.converge()
    return world
  }

  it('are listed, marked, and told apart from those that git wants', async () => {
    const world = await left(without)
    const { code, out } = await createCli({ world })('backup', 'ls')
    expect([code, out]).toEqual([0, expect.stringMatching(/shop\/web:uploads +disk +good[\s\S]*shop\/db +disk +not in git .* 1 .* never/)])
    const json = JSON.parse((await createCli({ world })('backup', 'ls', '-o', 'json')).out) as { readonly backups: readonly { readonly key: string }[]; readonly left: readonly { readonly key: string; readonly count: number }[] }
    expect([json.backups.map(({ key }) => key), json.left.map(({ key, count }) => [key, count])]).toEqual([['shop/web:uploads'], [['shop/db', 1]]])
    const one = await createCli({ world })('backup', 'ls', 'shop/db')
    expect([one.code, one.out, one.err]).toEqual([0, expect.stringMatching(/Z-[0-9a-f]{6} /), expect.stringContaining('Git does not want shop/db any more')])
  })

  it('are those of a volume as well, by the name that the manifest gave it', async () => {
    const world = await left((text) => text.replace(/volumes: .*\n/, 'volumes: ["uploads:/uploads"]\n'))
    expect((await createCli({ world })('backup', 'ls')).out).toMatch(/shop\/web:uploads +disk +not in git/)
    const { code, err } = await createCli({ world })('backup', 'restore', 'shop/web:uploads')
    expect([code, err]).toEqual([2, expect.stringContaining('git wants no backup of it any more')])
  })

  it('are restored to another app, and not to one that is not there', async () => {
    const world = await left(beside)
    const gone = await createCli({ world })('backup', 'restore', 'shop/db')
    expect([gone.code, gone.err]).toEqual([2, expect.stringMatching(/cannot restore to shop\/db: git has no such app any more[\s\S]*Put it back into the file[\s\S]*--to shop\/NAME/)])
    const other = await createCli({ world })('backup', 'restore', 'shop/db', '--to', 'shop/store', '--confirm=shop/store')
    expect([other.err, other.code]).toEqual([expect.stringContaining('Backup '), 0])
    expect(world.ports.generations.read().generations.inUse['shop_store_data']).toBe('shop_store_data.g2')
    for (const words of [['now', 'shop/db'], ['verify', 'shop/db']]) expect((await createCli({ world })('backup', ...words)).code).not.toBe(0)
  })

  it('are not looked for in silence where a storage does not answer', async () => {
    const world = await left(without)
    world.faults.add({ call: 'listObjects', kind: 'fail', times: 9 })
    const { err } = await createCli({ world })('backup', 'ls')
    expect(err).toContain('what git no longer wants cannot be looked for')
  })
})

describe('prune of a database whose volume is gone', () => {
  it('says that every generation is given up, and refuses while the record of data cannot be read', async () => {
    const { world } = createShop()
    world.commit(shopWith())
    await world.converge()
    for (const { name, app } of world.containers()) if (app === 'shop/db') world.hand.remove(name)
    world.engine.state.volumes.delete('shop_db_data')
    await world.converge()
    world.record.damage = failure('data-record-unreadable', { subject: 'cannot read data.json', cause: 'it is no object', help: 'Mend the file.' })
    const unknown = await createCli({ world })('prune', '--confirm=shop_db_data')
    expect([unknown.code, unknown.err]).toEqual([3, expect.stringContaining('cannot give up volume shop_db_data: cannot read data.json: it is no object')])
    world.record.damage = undefined
    const given = await createCli({ world })('prune', '--confirm=shop_db_data.g3')
    expect([given.err, given.code, given.out]).toEqual(['', 0, 'Given up: shop_db_data, in whichever generation its data was. With the next pass shop/db begins with an empty one.\n'])
    expect((await createCli({ world })('prune', '--confirm=shop_db_data')).code).not.toBe(0)
  })
})

describe('data that lies in its backups alone', () => {
  const ORDER = ['shop/db', 'shop/web:uploads', 'shop/web:cache']
  const TWO = shopWith().replace('volumes: [', 'volumes: [{ name: cache, path: /cache, backup: { schedule: "0 3 * * *", to: disk } }, ')
  const running = (world: World): readonly string[] => world.containers().filter(({ app, state }) => app.startsWith('shop/') && state === 'running').map(({ app }) => app).sort()

  /** All that this host had is gone, as is what Mist knew of it. */
  async function rebuilt(): Promise<World> {
    const { world } = createShop()
    world.commit(TWO)
    await world.converge()
    for (const key of ORDER) expect((await createCli({ world })('backup', 'now', key)).code).toBe(0)
    for (const { name } of world.containers()) world.hand.remove(name)
    world.engine.state.volumes.clear()
    world.record.text = undefined
    world.note.text = undefined
    world.wipeStore()
    world.restart()
    return world
  }

  it('is told of by diff, apply and status alike, and comes back one by one', async () => {
    const world = await rebuilt()
    const said = expect.stringContaining('held back (data-missing): there is no volume shop_db_data, and the storage disk has 1 backup of it') as string
    const diff = await createCli({ world })('diff')
    expect([diff.code, diff.out]).toEqual([1, said])
    const apply = await createCli({ world })('apply', '--yes')
    expect([apply.code, running(world), [...world.engine.state.volumes.keys()].filter((name) => name.startsWith('shop_'))]).toEqual([3, [], []])
    const status = await createCli({ world })('status')
    expect([status.code, status.out]).toEqual([1, expect.stringContaining('mistctl backup restore shop/db; or begin empty with: mistctl prune --confirm=shop_db_data')])
    for (const key of ORDER) expect(await createCli({ world })('backup', 'restore', key)).toMatchObject({ code: 0 })
    expect(running(world)).toEqual(['shop/db', 'shop/web'])
    await world.converge()
    expect([(await createCli({ world })('diff')).code, world.ports.generations.read().generations]).toEqual([0, { making: {}, inUse: { shop_db_data: 'shop_db_data.g2', shop_web_uploads: 'shop_web_uploads.g2', shop_web_cache: 'shop_web_cache.g2' } }])
  })

  it('is given up by name, once, also while its storage says nothing', async () => {
    const world = await rebuilt()
    world.faults.add({ call: 'listObjects', kind: 'fail', times: 1_000, failure: failure('storage-unreachable', { subject: 'cannot list the storage disk', cause: 'connect ECONNREFUSED' }) })
    const diff = await createCli({ world })('diff')
    expect([diff.code, diff.out]).toEqual([1, expect.stringContaining('held back (data-unknown): there is no volume shop_db_data, and whether there are backups of it is not known: cannot list the storage disk: connect ECONNREFUSED')])
    expect((await createCli({ world })('apply', '--yes')).code).toBe(3)
    expect(await createCli({ world })('prune', '--confirm=shop_db_data')).toMatchObject({ code: 0, out: expect.stringContaining('Given up: shop_db_data') as string })
    await createCli({ world })('apply', '--yes')
    expect(running(world)).toEqual(['shop/db'])
    world.faults.clear()
    expect((await createCli({ world })('diff')).out).not.toContain('shop_db_data')
  })
})
