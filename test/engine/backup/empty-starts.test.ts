/** Data that would begin empty beside its backups: held, told of, asked for once; and a storage that says nothing. Through whole passes. */
import { describe, expect, it } from 'vitest'
import { backupId } from '../../../src/engine/backup/backup-id.js'
import type { Sought } from '../../../src/engine/backup/seek.js'
import { nextSeekMs, seekBackups } from '../../../src/engine/backup/seek.js'
import type { Look } from '../../../src/engine/look.js'
import { look } from '../../../src/engine/look.js'
import { startLoop } from '../../../src/engine/loop.js'
import { giveUp, waitsFor } from '../../../src/engine/volumes/volume-loss.js'
import type { BackupManifest } from '../../../src/model/backup.js'
import { failure } from '../../../src/model/failure.js'
import { absentData } from '../../../src/plan/data/absent-data.js'
import { never } from '../../../src/signals.js'
import type { World } from '../../fakes/world.js'
import { CONFIG } from '../../fakes/world.js'
import { until } from '../../support/until.js'
import { createShop, HOUR, MINUTE, SECOND, shopWith } from './support.js'

const DB = 'shop_db_data'
const UPLOADS = 'shop_web_uploads'
const OLD = '2025-12-31T10:00:00.000Z'
const SILENT = failure('storage-unreachable', { subject: 'cannot list the storage disk (/srv/backups)', cause: 'connect ECONNREFUSED', help: 'Check the line.' })

interface Put {
  readonly folder?: string
  readonly at?: string
  readonly reason?: BackupManifest['reason']
  readonly key?: typeof CONFIG.key
}

/** What a look at the names finds: whether it can be read is told by the restore. */
function put(world: World, { folder = 'default/shop/db/database', at = OLD, reason = 'schedule', key = CONFIG.key }: Put = {}): string {
  const id = backupId({ root: folder, at, reason }, key)
  const shelf = world.shelves.get('disk') ?? new Map<string, Uint8Array>()
  world.shelves.set('disk', shelf.set(`${folder}/${id}/manifest.json`, Buffer.from('{}')).set(`${folder}/${id}/server.gz`, Buffer.from('x')))
  return id
}

/** A new host with nothing but what git says. */
function rebuilt(manifest = shopWith(), options: Parameters<typeof createShop>[0] = {}): World {
  const { world } = createShop(options)
  world.commit(manifest)
  return world
}

const seen = (world: World): Promise<Look> => look(world.ports, world.config, { fetch: 'remote', freshness: 'live' }, never())
const reasons = async (world: World): Promise<readonly string[]> => ((await seen(world)).plan?.blocked ?? []).map(({ id, reason }) => `${reason} ${id}`)
const messages = async (world: World): Promise<readonly string[]> => [...new Set(((await seen(world)).plan?.blocked ?? []).map(({ message }) => message))]
const volumes = (world: World): readonly string[] => [...world.engine.state.volumes.keys()].sort()
const lists = (world: World): readonly string[] => world.faults.reads.filter((read) => read.startsWith('listObjects'))
const jam = (world: World, times: number): void => { world.faults.add({ call: 'listObjects', kind: 'fail', times, failure: SILENT }) }

describe('data that git wants backups of, on a host that never had it', () => {
  it('begins after one look at its storage, and is never asked for again', async () => {
    const world = rebuilt()
    const first = await world.pass()
    expect([first.run.verdict, volumes(world), lists(world)]).toEqual(['changed', [DB, UPLOADS], ['listObjects default/shop/db/database/', `listObjects default/shop/web/${UPLOADS}/`]])
    world.faults.forgetCalls()
    await world.converge()
    world.restart()
    world.wipeStore()
    await world.converge()
    for (const { name } of world.containers()) world.hand.remove(name)
    await world.converge()
    expect(lists(world)).toEqual([])
  })

  it('is held beside its backups, writes nothing, and says how to go on', async () => {
    const world = rebuilt()
    put(world)
    put(world, { at: '2025-12-30T10:00:00.000Z' })
    const { run } = await world.pass()
    expect([run.verdict, volumes(world), world.record.text?.held]).toEqual(['blocked', [UPLOADS], { [UPLOADS]: expect.any(String) as string }])
    expect(await reasons(world)).toEqual(['data-missing container/shop/db/1', `data-missing volume/${DB}`])
    expect(await messages(world)).toEqual([`there is no volume ${DB}, and the storage disk has 2 backups of it, the newest 14h old: begin from that with: mistctl backup restore shop/db; or begin empty with: mistctl prune --confirm=${DB}`])
  })

  it('is held as a volume of files as well', async () => {
    const world = rebuilt()
    put(world, { folder: `default/shop/web/${UPLOADS}` })
    await world.converge()
    expect([await reasons(world), volumes(world)]).toEqual([expect.arrayContaining([`data-missing volume/${UPLOADS}`, 'data-missing container/shop/web/1']), [DB]])
    expect((await messages(world)).join()).toContain('1 backup of it, 14h old: begin from that with: mistctl backup restore shop/web:uploads;')
  })

  it('waits no longer once its backups are gone from the storage', async () => {
    const world = rebuilt()
    put(world)
    await world.converge()
    world.shelves.clear()
    await world.clock.sleep(11 * MINUTE, never())
    await world.converge()
    expect([await reasons(world), volumes(world)]).toEqual([[], [DB, UPLOADS]])
  })

  it('is no question while the app is parked, and one when it is not any more', async () => {
    const parked = shopWith().replace('        template: postgres\n', '        template: postgres\n        replicas: 0\n')
    const world = rebuilt(parked)
    put(world)
    await world.converge()
    expect([await reasons(world), lists(world).filter((list) => list.includes('database'))]).toEqual([[], []])
    world.commit(shopWith())
    await world.converge()
    expect([await reasons(world), volumes(world)]).toEqual([['data-missing container/shop/db/1', `data-missing volume/${DB}`], [UPLOADS]])
  })

  it('of another instance is its own affair', async () => {
    const world = rebuilt()
    put(world, { folder: 'other/shop/db/database' })
    await world.converge()
    expect(volumes(world)).toEqual([DB, UPLOADS])
  })

  it('begins beside what is no backup: parts of one that was interrupted', async () => {
    const world = rebuilt()
    world.shelves.set('disk', new Map([['default/shop/db/database/20251231T100000Z-abcdef/server.gz', Buffer.from('x')]]))
    await world.converge()
    expect(volumes(world)).toEqual([DB, UPLOADS])
  })

  it('is asked for where an app had it under its former name', async () => {
    const world = rebuilt(shopWith().replace('      db:\n        template: postgres\n', '      store:\n        rename: { from: db }\n        template: postgres\n'))
    put(world)
    await world.converge()
    expect([await reasons(world), (await messages(world))[0]]).toEqual([['data-missing container/shop/store/1', `data-missing volume/${DB}`], expect.stringContaining(`no volume ${DB}, and`) as string])
    expect((await messages(world))[0]).toContain('mistctl backup restore shop/store;')
  })

  it('is no reason to touch what is there: only the app itself waits', async () => {
    const world = rebuilt()
    put(world)
    await world.converge()
    expect(world.containers().filter(({ state }) => state === 'running').map(({ app }) => app).sort()).toEqual(['mist/traefik', 'shop/web'])
  })
})

describe('backups that a restore takes only by their names', () => {
  it('are copies from before a restore or an upgrade', async () => {
    const world = rebuilt()
    const id = put(world, { reason: 'before-restore' })
    expect((await messages(world))[0]).toContain(`has 1 backup of it from before a restore or an upgrade, 14h old: begin from that with: mistctl backup restore shop/db ${id}; or`)
  })

  it('are those of a key that was lost, or of another host: they count, since nobody here can tell', async () => {
    const world = rebuilt()
    const id = put(world, { key: { hex: '11'.repeat(32) } })
    await world.converge()
    expect(volumes(world)).toEqual([UPLOADS])
    expect((await messages(world))[0]).toContain(`has 1 backup of it that this instance cannot tell as its own, 14h old: bring back the instance.key that made them, or begin from that with: mistctl backup restore shop/db ${id} --unsigned; or`)
  })

  it('are those of a clock that was ahead, and one that is behind finds none of its own', async () => {
    const world = rebuilt()
    const id = put(world)
    world.clock.jumpWall(-40 * 365 * 24 * HOUR)
    await world.converge()
    expect([volumes(world), (await messages(world))[0]]).toEqual([[UPLOADS], expect.stringContaining(`dated after the clock of this host, 0s old: set the clock right, or begin from that with: mistctl backup restore shop/db ${id}; or`) as string])
  })
})

describe('a person who lets it begin empty', () => {
  const given = async (world: World): Promise<unknown> => {
    const waiting = waitsFor(world.ports, DB, await seen(world))
    expect(waiting).toEqual({ ok: true, value: { app: 'shop/db', volume: DB } })
    return giveUp(world.ports, { name: DB, app: 'shop/db' }, 'ana')
  }

  it('is asked once: it begins with the next pass, and is missed like any other from then on', async () => {
    const world = rebuilt()
    put(world)
    await world.converge()
    expect(await given(world)).toMatchObject({ ok: true })
    await world.converge()
    expect([await reasons(world), volumes(world)]).toEqual([[], [DB, UPLOADS]])
    for (const { name, app } of world.containers()) if (app === 'shop/db') world.hand.remove(name)
    world.engine.state.volumes.delete(DB)
    await world.converge()
    expect((await messages(world))[0]).toContain(`the volume ${DB} held its data and is gone`)
  })

  it('is asked once also where it never began meanwhile', async () => {
    const world = rebuilt()
    put(world)
    world.faults.add({ call: 'createVolume', kind: 'fail', times: 3 })
    await world.pass()
    await given(world)
    world.restart()
    expect(await reasons(world)).toEqual([])
  })

  it('gave up what was backed up until then: an older copy of the state knows nothing of what began since', async () => {
    const world = rebuilt()
    put(world)
    await given(world)
    put(world, { at: new Date(Date.parse(world.clock.nowIso()) + 2 * HOUR).toISOString() })
    expect(await reasons(world)).toEqual([])
    world.clock.jumpWall(3 * HOUR)
    expect((await messages(world))[0]).toContain('has 1 backup of it, 1h old')
  })

  it('is not taken at a word from days to come: the clock is wrong, and all backups hold it until it is said again', async () => {
    const world = rebuilt()
    put(world)
    await given(world)
    put(world, { at: new Date(Date.parse(world.clock.nowIso()) + 365 * 24 * HOUR).toISOString() })
    world.clock.jumpWall(-10 * 365 * 24 * HOUR)
    expect(await reasons(world)).toEqual(['data-missing container/shop/db/1', `data-missing volume/${DB}`])
    expect((await messages(world))[0]).toMatch(/Look at the clock first: this host says 2016-01-\d\d, and a person gave data of that name up on 2026-01-01$/)
    await given(world)
    expect(await reasons(world)).toEqual([])
  })

  it('needs no storage for it: one that says nothing is not waited for', async () => {
    const world = rebuilt()
    jam(world, 1_000)
    await world.pass()
    expect(volumes(world)).toEqual([])
    expect(await given(world)).toMatchObject({ ok: true })
    expect(await reasons(world)).toEqual(['data-unknown container/shop/web/1', 'data-unknown route/shop/web', `data-unknown volume/${UPLOADS}`])
    world.clock.jumpWall(25 * HOUR)
    expect(await reasons(world)).toContain(`data-unknown volume/${DB}`)
  })
})

describe('a storage that says nothing', () => {
  it('makes the app wait, names the failure and the ways out, and is no failure of the pass', async () => {
    const world = rebuilt()
    jam(world, 100)
    const { run } = await world.pass()
    expect([run.verdict, volumes(world)]).toEqual(['blocked', []])
    expect(await messages(world)).toContain(`there is no volume ${DB}, and whether there are backups of it is not known: cannot list the storage disk (/srv/backups): connect ECONNREFUSED (Check the line.). Mist asks again by itself, and at once with: mistctl apply shop/db; without them it begins empty with: mistctl prune --confirm=${DB}`)
  })

  it('is asked again at growing distances, and not by every pass', async () => {
    const world = rebuilt(shopWith().replace(/, backup: \{[^}]*\{[^}]*\}[^}]*\}/, ''))
    jam(world, 3)
    for (let one = 0; one < 4; one += 1) await world.pass()
    expect(lists(world)).toHaveLength(1)
    await world.clock.sleep(3 * SECOND, never())
    for (let one = 0; one < 4; one += 1) await world.pass()
    expect(lists(world)).toHaveLength(2)
    await world.clock.sleep(3 * SECOND, never())
    await world.pass()
    expect(lists(world)).toHaveLength(2)
    await world.clock.sleep(30 * SECOND, never())
    await world.pass()
    expect([lists(world).length, volumes(world)]).toEqual([3, [UPLOADS]])
    await world.clock.sleep(2 * MINUTE, never())
    await world.converge()
    expect([lists(world).length, volumes(world)]).toEqual([4, [DB, UPLOADS]])
  })

  it('is asked again by the loop, without anybody who wakes it', async () => {
    const { world } = createShop({ time: 'hand' })
    world.commit(shopWith())
    jam(world, 1_000)
    const loop = startLoop(world.ports, world.config, { intervalMs: HOUR, driftIntervalMs: HOUR })
    await world.clock.advance(20 * SECOND)
    const waiting = loop.report()?.apps.find(({ app }) => app === 'db')
    expect(waiting?.conditions.map(({ type, status, reason }) => `${type} ${status} ${reason}`)).toEqual(['Ready False NotObserved', 'Reconciling True ProgressingWithRetry'])
    world.faults.clear()
    await world.clock.advance(6 * MINUTE)
    expect(loop.report()).toMatchObject({ sync: 'Synced', health: 'Healthy' })
    const stopped = loop.stop()
    await world.clock.advance(30 * SECOND)
    await stopped
  })

  it('is one whose secret is missing: nothing is asked, and the app waits for the secret', async () => {
    const world = rebuilt(shopWith().replace('disk: { path: /srv/backups }', 'disk: { s3: backups, endpoint: "https://s3.example.com", credentials: { secret: S3_KEYS } }'))
    const { run } = await world.pass()
    expect([run.verdict, volumes(world), lists(world)]).toEqual(['blocked', [], []])
    expect((await messages(world))[0]).toMatch(/^there is no volume shop_db_data, and whether there are backups of it is not known: .*S3_KEYS/)
    world.vault.set('S3_KEYS', 'id:key')
    await world.converge()
    expect(volumes(world)).toEqual([DB, UPLOADS])
  })

  it('cannot hold up a look that is ended, even when it heeds no signal', async () => {
    const world = rebuilt()
    const { desired, observed } = await seen(world)
    if (!desired || !observed) throw new Error('nothing is seen')
    const ending = new AbortController()
    const storage = { ...world.ports.storage, list: () => new Promise<never>(() => { ending.abort() }) }
    const told = await seekBackups({ ports: { ...world.ports, storage }, config: world.config, signal: ending.signal }, { absent: absentData(desired, observed), desired, before: undefined })
    expect(told[DB]).toMatchObject({ failures: 0, listed: { ok: false, error: { code: 'aborted' } } })
  })

  it('is waited for a little while by a look, and its answer is found by a later one', async () => {
    const world = rebuilt()
    const { desired, observed } = await seen(world)
    if (!desired || !observed) throw new Error('nothing is seen')
    const asked: string[] = []
    let answer = (): void => undefined
    const answered = new Promise<void>((resolve) => { answer = resolve })
    const storage = { ...world.ports.storage, list: async (_: unknown, prefix: string) => { asked.push(prefix); await answered; return { ok: true as const, value: [] } } }
    const seek = (before: Sought | undefined): Promise<Sought> => seekBackups({ ports: { ...world.ports, storage }, config: world.config, signal: never(), waitMs: 1 }, { absent: absentData(desired, observed), desired, before })
    const first = await seek(undefined)
    expect(first[DB]).toMatchObject({ failures: 1, listed: { ok: false, error: { code: 'storage-unreachable', cause: 'it has not answered yet' } } })
    await world.clock.sleep(HOUR, never())
    const second = await seek(first)
    expect([second[DB]?.listed.ok, asked.length, nextSeekMs(second, world.clock.monotonicMs())]).toEqual([false, 2, world.clock.monotonicMs() + 2 * SECOND])
    answer()
    const third = await until('the answer is found', async () => { const told = await seek(second); return told[DB]?.listed.ok ? told : undefined })
    expect([third[DB], asked.length]).toMatchObject([{ failures: 0, listed: { ok: true, value: [] } }, 2])
  })

  it('changes nothing for an app whose data is there', async () => {
    const world = rebuilt()
    await world.converge()
    jam(world, 1_000)
    world.commit(shopWith({ web: 'web:2' }))
    expect((await world.pass()).run.verdict).toBe('changed')
    expect(await reasons(world)).toEqual([])
  })
})
