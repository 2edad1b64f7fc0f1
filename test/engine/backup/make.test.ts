/** One backup, from the container to the storage: what it holds, and that one which ends badly is none. */
import { describe, expect, it } from 'vitest'
import { clearAway } from '../../../src/engine/backup/clear-away.js'
import { backupId } from '../../../src/engine/backup/backup-id.js'
import { makeBackup } from '../../../src/engine/backup/make.js'
import { placeOf } from '../../../src/engine/backup/place-of.js'
import { holdByLease } from '../../../src/engine/backup/stand-still.js'
import { keyId } from '../../../src/model/instance-key.js'
import type { BackupManifest, BackupSpec, StorageSpec } from '../../../src/model/backup.js'
import { failure } from '../../../src/model/failure.js'
import type { Result } from '../../../src/model/result.js'
import { ok } from '../../../src/model/result.js'
import type { World } from '../../fakes/world.js'
import { createShop, kept, shopWith, whole } from './support.js'

const NEVER = new AbortController().signal

interface Ready {
  readonly spec: BackupSpec
  readonly place: StorageSpec
}

async function ready(world: World, key: string): Promise<Ready> {
  const { look } = await world.converge()
  const spec = look.desired?.backups?.find((one) => one.key === key)
  const place = spec && placeOf(look.desired, spec)
  if (!spec || !place?.ok) throw new Error(`${key} is not wanted: ${JSON.stringify(look.diagnostics)}`)
  return { spec, place: place.value }
}

async function made(world: World, key: string, signal = NEVER): Promise<Result<BackupManifest>> {
  const order = await ready(world, key)
  return makeBackup({ ports: world.ports, config: world.config, signal }, { ...order, reason: 'person', hold: holdByLease(world.ports, 0) })
}

function textOf(world: World, key: string): string {
  return Buffer.from(world.shelves.get('disk')?.get(key) ?? []).toString('utf8')
}

describe('makeBackup', () => {
  it('keeps each database of a server as a part of its own, and the manifest last', async () => {
    const { world, server } = createShop()
    world.commit(shopWith())
    const backup = await made(world, 'shop/db')
    if (!backup.ok) throw new Error(backup.error.cause)
    expect(backup.value.parts.map(({ name, object }) => `${name} ${object}`)).toEqual(['server server.gz', 'database/app database-1.gz', 'database/postgres database-2.gz'])
    expect(backup.value).toMatchObject({ key: 'shop/db', instance: 'default', reason: 'person', encrypted: false, source: { kind: 'database', software: 'postgres', line: '17', image: 'postgres:17' } })
    const folder = `default/shop/db/database/${backup.value.id}`
    expect(kept(world)).toEqual([`${folder}/database-1.gz`, `${folder}/database-2.gz`, `${folder}/manifest.json`, `${folder}/server.gz`])
    expect(JSON.parse(textOf(world, `${folder}/manifest.json`))).toEqual(backup.value)
    expect(world.faults.writes.findLast((write) => write.startsWith('putObject'))).toBe(`putObject ${folder}/manifest.json`)
    // The password is in the environment of the command, and in no word of it.
    const password = server.calls[0]?.env['POSTGRES_PASSWORD'] ?? ''
    expect(server.calls.filter(({ words }) => words[0] === 'pg_dump').map(({ env }) => env['PGPASSWORD'])).toEqual([password, password])
    expect(JSON.stringify([server.calls.map(({ words }) => words), world.events, world.store, kept(world).map((key) => textOf(world, key))])).not.toContain(password)
  })

  it('keeps a volume as one tar, and says what it is a backup of', async () => {
    const { world } = createShop()
    world.commit(shopWith())
    expect(await made(world, 'shop/web:uploads')).toMatchObject({ ok: true, value: { source: { kind: 'volume', volume: 'shop_web_uploads' }, parts: [{ name: 'files', object: 'files.gz' }] } })
  })

  it('lets containers stand still while their volume is read, and go on afterwards, also when it fails', async () => {
    const { world } = createShop()
    world.commit(shopWith({ pause: ', pause: true' }))
    const name = (await ready(world, 'shop/web:uploads'), world.containers().find(({ app }) => app === 'shop/web')?.name ?? '')
    world.faults.forgetCalls()
    expect((await made(world, 'shop/web:uploads')).ok).toBe(true)
    const calls = world.faults.writes.filter((write) => write.includes(name))
    expect(calls).toEqual([`pauseContainer ${name}`, `unpauseContainer ${name}`])
    world.faults.add({ call: 'putObject', kind: 'fail', times: 1, failure: failure('storage-unreachable', { subject: 'cannot write', cause: 'it is gone' }) })
    expect(await made(world, 'shop/web:uploads')).toMatchObject({ ok: false, error: { code: 'storage-unreachable' } })
    expect(world.engine.find(name)?.state).toBe('running')
  })

  it('is none when a container was let go on while its volume was read', async () => {
    const { world } = createShop()
    world.commit(shopWith({ pause: ', pause: true' }))
    const order = await ready(world, 'shop/web:uploads')
    const name = world.containers().find(({ app }) => app === 'shop/web')?.name ?? ''
    const storage = { ...world.ports.storage, put: async (...[place, object, signal]: Parameters<typeof world.ports.storage.put>) => {
      await world.ports.runtime.unpauseContainer(name, signal)
      return world.ports.storage.put(place, object, signal)
    } }
    const backup = await makeBackup({ ports: { ...world.ports, storage }, config: world.config, signal: NEVER }, { ...order, reason: 'person', hold: holdByLease(world.ports, 0) })
    expect(backup.ok ? 'made' : backup.error.cause).toContain('did not stand still')
    expect(kept(world)).toEqual([])
  })

  it.each([
    ['the dump ends badly', 'pg_dump', { exitCode: 1, output: 'half', said: 'pg_dump: error: connection lost' }, 'pg_dump exited with code 1: pg_dump: error: connection lost'],
    ['the dump complains and ends well', 'pg_dump', { exitCode: 0, output: 'half', said: 'pg_dump: error: query failed' }, 'pg_dump said: pg_dump: error: query failed'],
    ['the dump prints nothing', 'pg_dump', { exitCode: 0, output: '' }, 'printed nothing'],
    ['the databases cannot be listed', 'psql', { exitCode: 2, said: 'FATAL: password authentication failed' }, 'psql exited with code 2'],
  ] as const)('leaves nothing when %s', async (_, word, answer, cause) => {
    const { world, server } = createShop()
    world.commit(shopWith())
    server.answer = ({ words }) => (words[0] === word ? answer : undefined)
    const backup = await made(world, 'shop/db')
    expect(backup.ok ? 'made' : `${backup.error.code} ${backup.error.cause}`).toContain(cause)
    expect(kept(world)).toEqual([])
    expect(world.events.filter(({ type }) => type.startsWith('backup-')).map(({ type }) => type)).toEqual(['backup-started', 'backup-failed'])
  })

  it('leaves nothing when any one call of it fails', async () => {
    const { world } = createShop()
    world.commit(shopWith())
    await ready(world, 'shop/db')
    for (const call of ['observe', 'runInside', 'putObject']) {
      for (const after of [0, 1, 2, 3]) {
        world.faults.clear()
        world.faults.add({ call, kind: 'fail', times: 1, after })
        const backup = await made(world, 'shop/db')
        if (backup.ok) continue
        expect(whole(world, 'shop/db/database'), `${call} ${String(after)}`).toEqual(kept(world).filter((key) => key.endsWith('manifest.json')).map((key) => key.split('/').at(-2)))
        expect(kept(world).every((key) => whole(world, 'shop/db/database').some((id) => key.includes(id)))).toBe(true)
      }
    }
  })

  it('waits for nobody: without a healthy server it says so', async () => {
    const { world } = createShop()
    world.commit(shopWith())
    await ready(world, 'shop/db')
    world.hand.stop(world.containers().find(({ app }) => app === 'shop/db')?.name ?? '')
    const order = await (async () => {
      const { look } = await world.pass({ fetch: 'local', selector: 'nothing/else' })
      const spec = look.desired?.backups?.find((one) => one.key === 'shop/db')
      return spec
    })()
    expect(order).toBeDefined()
    if (!order) return
    const place: StorageSpec = { kind: 'path', name: 'disk', path: '/srv/backups' }
    expect(await makeBackup({ ports: world.ports, config: world.config, signal: NEVER }, { spec: order, place, reason: 'person', hold: holdByLease(world.ports, 0) })).toMatchObject({ ok: false, error: { code: 'backup-failed' } })
  })
})

describe('while Mist is suspended', () => {
  it('an app stands still for its backup all the same, and goes on afterwards', async () => {
    const { world } = createShop()
    world.commit(shopWith({ pause: ', pause: true' }))
    await ready(world, 'shop/web:uploads')
    world.ports.store.suspend({ by: 'ana', reason: 'a look around', since: world.ports.clock.nowIso() })
    world.faults.forgetCalls()
    expect((await made(world, 'shop/web:uploads')).ok).toBe(true)
    const name = world.containers().find(({ app }) => app === 'shop/web')?.name ?? ''
    expect(world.faults.writes.filter((write) => write.includes(name))).toEqual([`pauseContainer ${name}`, `unpauseContainer ${name}`])
  })
})

describe('two backups in one second', () => {
  it('get ids of their own, and the second one takes nothing of the first away when it fails', async () => {
    const { world, server } = createShop()
    world.commit(shopWith())
    const order = await ready(world, 'shop/db')
    const make = (): Promise<Result<BackupManifest>> => makeBackup({ ports: world.ports, config: world.config, signal: NEVER }, { ...order, reason: 'person', hold: holdByLease(world.ports, 0) })
    const first = await make()
    const before = kept(world)
    server.answer = () => ({ exitCode: 1, said: 'FATAL: gone' })
    expect((await make()).ok).toBe(false)
    expect(kept(world)).toEqual(before)
    delete server.answer
    const second = await make()
    expect([first, second]).toMatchObject([{ ok: true }, { ok: true }])
    expect(whole(world, 'shop/db/database')).toHaveLength(2)
  })
})

describe('two hosts that are copies of one another', () => {
  it('do not take back what the other one put in the same second', async () => {
    const { world } = createShop()
    world.commit(shopWith())
    const order = await ready(world, 'shop/db')
    const blind = { ...world.ports, storage: { ...world.ports.storage, list: () => Promise.resolve(ok([])) } }
    const make = (ports: World['ports']): Promise<Result<BackupManifest>> => makeBackup({ ports, config: world.config, signal: NEVER }, { ...order, reason: 'person', hold: holdByLease(world.ports, 0) })
    expect((await make(world.ports)).ok).toBe(true)
    const before = kept(world)
    expect((await make(blind)).ok).toBe(false)
    expect(kept(world)).toEqual(before)
  })
})

describe('clearAway', () => {
  it('lets no copy made before a restore, and none whose name is not signed, take the place of a regular one', async () => {
    const { world } = createShop()
    world.commit(shopWith({ keep: '{ last: 1 }' }))
    const order = await ready(world, 'shop/db')
    const work = { ports: world.ports, config: world.config, signal: NEVER }
    const later = (): void => { world.clock.jumpWall(3 * 24 * 3_600_000) }
    const make = (reason: BackupManifest['reason']): Promise<Result<BackupManifest>> => makeBackup(work, { ...order, reason, hold: holdByLease(world.ports, 0) })
    const regular = await make('schedule')
    if (!regular.ok) throw new Error(regular.error.cause)
    later()
    const copies = [await make('before-restore'), await make('upgrade')].map((copy) => (copy.ok ? copy.value.id : ''))
    later()
    const moment = world.ports.clock.nowIso().replace(/[-:]|\.\d+/g, '')
    const planted = `${moment}-${keyId(world.config.key).slice(0, 6)}`
    world.shelves.get('disk')?.set(`default/shop/db/database/${planted}/manifest.json`, Buffer.from('{}'))
    expect(await clearAway(work, order)).toMatchObject({ ok: true, value: { removed: copies.toSorted().map((id) => ({ id })) } })
    expect(whole(world, 'shop/db/database')).toEqual([regular.value.id, planted])
  })

  it('removes what is not to be kept, manifest first, and sweeps what a killed one left a day ago', async () => {
    const { world } = createShop()
    world.commit(shopWith({ keep: '{ last: 2 }' }))
    const order = await ready(world, 'shop/db')
    const work = { ports: world.ports, config: world.config, signal: NEVER }
    world.shelves.set('disk', world.shelves.get('disk') ?? new Map())
    const folder = 'default/shop/db/database'
    world.shelves.get('disk')?.set(`${folder}/20251230T031500Z-aaaaaa/server.gz`, new Uint8Array([1]))
    for (let turn = 0; turn < 4; turn += 1) {
      world.clock.jumpWall(3 * 24 * 3_600_000)
      expect((await made(world, 'shop/db')).ok).toBe(true)
    }
    const atWork = backupId({ root: folder, at: world.ports.clock.nowIso(), reason: 'schedule' }, { hex: 'bb'.repeat(32) })
    world.shelves.get('disk')?.set(`${folder}/${atWork}/server.gz`, new Uint8Array([1]))
    const before = whole(world, 'shop/db/database')
    world.faults.forgetCalls()
    expect((await clearAway(work, order)).ok).toBe(true)
    expect(whole(world, 'shop/db/database')).toEqual(before.slice(2))
    expect(world.faults.writes[0]).toBe(`removeObjects ${folder}/${before[0] ?? ''}/manifest.json`)
    expect(kept(world).some((key) => key.includes('20251230T031500Z-aaaaaa'))).toBe(false)
    expect(kept(world).some((key) => key.includes(atWork))).toBe(true)
    expect(kept(world).filter((key) => before.slice(0, 2).some((id) => key.includes(id)))).toEqual([])
  })
})
