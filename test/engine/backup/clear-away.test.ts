/** What retention lets go of and what it must never touch, also when it is broken off in the middle. */
import { describe, expect, it } from 'vitest'
import type { Cleared } from '../../../src/engine/backup/clear-away.js'
import { clearAway } from '../../../src/engine/backup/clear-away.js'
import { backupId } from '../../../src/engine/backup/backup-id.js'
import { placeOf } from '../../../src/engine/backup/place-of.js'
import { signed } from '../../../src/engine/backup/signed.js'
import type { BackupManifest } from '../../../src/model/backup.js'
import { failure } from '../../../src/model/failure.js'
import type { InstanceKey } from '../../../src/model/instance-key.js'
import { keyId } from '../../../src/model/instance-key.js'
import type { Result } from '../../../src/model/result.js'
import { CONFIG } from '../../fakes/world.js'
import type { World } from '../../fakes/world.js'
import { createShop, HOUR, kept, shopWith, whole } from './support.js'

const FOLDER = 'default/shop/db/database'
const DAY = 24 * HOUR
const NONE = new AbortController().signal

interface Shelf {
  readonly world: World
  /** Lays a backup down as of so long ago; without a manifest it is a leftover. */
  put(ageMs: number, changes?: { readonly by?: 'stranger'; readonly isWhole?: false; readonly manifest?: 'damaged' | 'forged' }): string
  clear(): Promise<Result<Cleared>>
}

async function shelf(keep: string): Promise<Shelf> {
  const { world } = createShop()
  world.commit(shopWith({ keep }))
  const { look } = await world.converge()
  const spec = look.desired?.backups?.find(({ key }) => key === 'shop/db')
  const place = spec && placeOf(look.desired, spec)
  if (!spec || !place?.ok) throw new Error('no backup is wanted')
  const objects = new Map<string, Uint8Array>()
  world.shelves.set('disk', objects)
  const nowMs = Date.parse(world.ports.clock.nowIso())
  return {
    world,
    put: (ageMs, { by, isWhole = true, manifest } = {}) => {
      const id = backupId({ root: FOLDER, at: new Date(nowMs - ageMs).toISOString(), reason: 'schedule' }, by ? { hex: 'bb'.repeat(32) } : world.config.key)
      for (const name of ['server.gz', ...(isWhole ? ['manifest.json', 'drill-20260101T000000Z.json'] : [])]) objects.set(`${FOLDER}/${id}/${name}`, new Uint8Array([1]))
      if (isWhole && manifest !== 'damaged') objects.set(`${FOLDER}/${id}/manifest.json`, Buffer.from(manifestOf(id, manifest ? { hex: 'bb'.repeat(32) } : world.config.key)))
      return id
    },
    clear: () => clearAway({ ports: world.ports, config: world.config, signal: NONE }, { spec, place: place.value }),
  }
}

function manifestOf(id: string, key: InstanceKey): string {
  const whole: BackupManifest = { formatVersion: 1, id, instance: 'default', key: 'shop/db', source: { kind: 'database', software: 'postgres', line: '17', image: 'postgres:17' }, startedAt: '2026-01-01T00:00:00.000Z', durationMs: 1, reason: 'schedule', encrypted: false, keyId: keyId(CONFIG.key), parts: [] }
  return JSON.stringify(signed(whole, { key, purpose: 'backup manifest', at: `${FOLDER}/${id}/manifest.json` }))
}

const ids = (world: World): readonly string[] => [...new Set(kept(world).map((key) => key.split('/')[4] ?? ''))].sort()

describe('clearAway', () => {
  it('removes whole ones with their drills, tells of each, and answers what is left', async () => {
    const { world, put, clear } = await shelf('{ last: 2 }')
    const [oldest, old, newer, newest] = [put(9 * DAY), put(8 * DAY), put(7 * DAY), put(6 * DAY)]
    const cleared = await clear()
    expect(cleared).toMatchObject({ ok: true, value: { removed: [{ id: oldest }, { id: old }], left: { whole: [{ id: newest }, { id: newer }] } } })
    expect(ids(world)).toEqual([newer, newest])
    expect(world.events.filter(({ type }) => type === 'backup-removed')).toEqual([oldest, old].map((id) => ({ type: 'backup-removed', app: 'shop/db', backup: 'shop/db', id, because: 'retention' })))
  })

  it('never touches the newest one, what is younger than two days, or what another host made', async () => {
    const { world, put, clear } = await shelf('{ last: 1 }')
    const strangers = [put(90 * DAY, { by: 'stranger' }), put(91 * DAY, { by: 'stranger' })]
    const young = [put(47 * HOUR), put(46 * HOUR), put(HOUR)]
    const spent = put(49 * HOUR)
    expect(await clear()).toMatchObject({ ok: true, value: { removed: [{ id: spent }] } })
    expect(ids(world)).toEqual([...strangers, ...young].sort())
  })

  it.each(['damaged', 'forged'] as const)('lets no good one go for the sake of those that are %s, and those like any other', async (manifest) => {
    const { world, put, clear } = await shelf('{ last: 2 }')
    const [old, good] = [put(9 * DAY), put(8 * DAY)]
    const bad = [put(7 * DAY, { manifest }), put(6 * DAY, { manifest })]
    expect(await clear()).toMatchObject({ ok: true, value: { removed: [] } })
    const newest = put(5 * DAY)
    expect(await clear()).toMatchObject({ ok: true, value: { removed: [{ id: old }, { id: bad[0] }] } })
    expect(ids(world)).toEqual([good, bad[1], newest].sort())
  })

  it('removes nothing when it cannot tell which are good', async () => {
    const { world, put, clear } = await shelf('{ last: 1 }')
    put(9 * DAY)
    put(8 * DAY)
    const before = kept(world)
    world.faults.add({ call: 'getObject', kind: 'fail', times: 1, failure: failure('storage-unreachable', { subject: 'cannot read', cause: 'no route' }) })
    expect(await clear()).toMatchObject({ ok: false, error: { code: 'storage-unreachable' } })
    expect(kept(world)).toEqual(before)
  })

  it('sweeps what was left behind after a day, and not before', async () => {
    const { world, put, clear } = await shelf('{ last: 1 }')
    const [recent, good] = [put(23 * HOUR, { isWhole: false }), put(HOUR)]
    put(25 * HOUR, { isWhole: false })
    put(26 * HOUR, { isWhole: false, by: 'stranger' })
    await clear()
    expect(ids(world)).toEqual([recent, good].sort())
  })

  it('leaves alone what bears no name of a backup', async () => {
    const { world, put, clear } = await shelf('{ last: 1 }')
    put(HOUR)
    const notes = [`${FOLDER}/notes.txt`, `${FOLDER}/20250101/manifest.json`, 'default/shop/db/database2/20250101T000000Z-aaaaaa/server.gz']
    for (const key of notes) world.shelves.get('disk')?.set(key, new Uint8Array([1]))
    await clear()
    expect(kept(world)).toEqual(expect.arrayContaining(notes))
  })

  it.each([1, 2, 3])('leaves no whole backup without its parts when it breaks off at removal %i, and the next one ends it', async (nth) => {
    const { world, put, clear } = await shelf('{ last: 1 }')
    const spent = [put(9 * DAY), put(8 * DAY)]
    const newest = put(3 * DAY)
    world.faults.add({ call: 'removeObjects', kind: 'fail', times: 1, after: nth - 1, failure: failure('storage-unreachable', { subject: 'cannot remove', cause: 'no route' }) })
    expect(await clear()).toMatchObject({ ok: false, error: { code: 'storage-unreachable' } })
    for (const id of whole(world, 'shop/db/database')) expect(kept(world)).toContain(`${FOLDER}/${id}/server.gz`)
    expect(whole(world, 'shop/db/database').at(-1)).toBe(newest)
    expect((await clear()).ok).toBe(true)
    expect(ids(world).filter((id) => spent.includes(id))).toEqual([])
  })

  it('removes nothing when it cannot tell what there is', async () => {
    const { world, put, clear } = await shelf('{ last: 1 }')
    put(9 * DAY)
    put(8 * DAY)
    const before = kept(world)
    world.faults.add({ call: 'listObjects', kind: 'fail', times: 1, failure: failure('storage-refused', { subject: 'cannot list', cause: 'denied' }) })
    expect(await clear()).toMatchObject({ ok: false, error: { code: 'storage-refused' } })
    expect(kept(world)).toEqual(before)
  })
})
