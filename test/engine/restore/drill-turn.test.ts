/** When the keeper holds a drill, and when not: nothing is remembered that the storage does not tell, but what could not be held is not tried without pause. */
import { describe, expect, it } from 'vitest'
import { listAgain } from '../../../src/engine/backup/attempt.js'
import type { AttemptTools } from '../../../src/engine/backup/attempt.js'
import { backupId } from '../../../src/engine/backup/backup-id.js'
import { backupFolder } from '../../../src/engine/backup/places.js'
import type { Track } from '../../../src/engine/backup/track.js'
import { drill } from '../../../src/engine/restore/drill.js'
import { drillTurn } from '../../../src/engine/restore/drill-turn.js'
import { look } from '../../../src/engine/look.js'
import { failure } from '../../../src/model/failure.js'
import { ok } from '../../../src/model/result.js'
import type { Stage } from './stage.js'
import { GOOD_PARTS, openStage, PLACE, signal } from './stage.js'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

interface Turning extends Stage {
  readonly tools: AttemptTools
  /** As a keeper that has just begun finds it. */
  fresh(changes?: Partial<Track['spec']>): Promise<Track>
  /** One turn of the keeper, which lists first. */
  turn(track: Track, tools?: Partial<AttemptTools>): Promise<Track>
  /** Puts a whole backup of this instance there, made now. */
  backUp(): Promise<string>
}

async function turning(): Promise<Turning> {
  const stage = await openStage()
  const { world } = stage
  const seen = await look(world.ports, world.config, { fetch: 'local', freshness: 'live' }, signal())
  const desired = seen.desired && { ...seen.desired, backups: [stage.spec], storages: { disk: ok(PLACE) } }
  const tools: AttemptTools = { ports: world.ports, config: world.config, desired, signal: signal(), loop: { isAtWork: () => false, hold: () => () => undefined }, update: () => undefined }
  return {
    ...stage, tools,
    fresh: (changes = {}) => listAgain(tools, { spec: { ...stage.spec, ...changes }, instanceKey: world.config.key, digest: '', knownSince: world.ports.clock.nowIso() }),
    turn: async (track, more = {}) => drillTurn({ ...tools, ...more }, await listAgain(tools, track)),
    backUp: async () => {
      const id = backupId({ root: backupFolder(world.config.instance, stage.spec), at: world.ports.clock.nowIso(), reason: 'schedule' }, world.config.key)
      await stage.put(GOOD_PARTS, { id })
      return id
    },
  }
}

const results = ({ drills }: Stage): readonly string[] => drills().map(({ backup, result }) => `${backup} ${result}`)

describe('the turn of drills', () => {
  it('proves the newest backup at once, and again only when that was long ago', async () => {
    const stage = await turning()
    const id = await stage.backUp()
    const proven = await stage.turn(await stage.fresh())
    expect([results(stage), proven.lastDrill]).toMatchObject([[`${id} passed`], { backup: id, at: stage.drills()[0]?.at, result: 'passed' }])
    stage.world.clock.jumpWall(6 * DAY)
    const calm = await stage.turn(proven)
    expect(results(stage)).toHaveLength(1)
    stage.world.clock.jumpWall(DAY + HOUR)
    await stage.turn(calm)
    expect(results(stage)).toHaveLength(2)
  })

  it('knows after a restart what was proven, since that lies in the storage', async () => {
    const stage = await turning()
    await stage.backUp()
    await stage.turn(await stage.fresh())
    expect((await stage.turn(await stage.fresh())).lastDrill).toMatchObject({ at: stage.drills()[0]?.at, result: 'passed' })
    expect(results(stage)).toHaveLength(1)
  })

  it('tries a bad one again a day later, and a newer one at once', async () => {
    const stage = await turning()
    const bad = await stage.backUp()
    const object = [...stage.shelf.keys()].find((key) => key.endsWith('globals.gz')) ?? ''
    stage.shelf.set(object, new Uint8Array([0]))
    const failed = await stage.turn(await stage.fresh())
    expect([results(stage), failed.drillTry]).toEqual([[`${bad} failed`], undefined])
    stage.world.clock.jumpWall(HOUR)
    const same = await stage.turn(failed)
    expect(results(stage)).toHaveLength(1)
    const good = await stage.backUp()
    const proven = await stage.turn(same)
    expect([results(stage), proven.lastDrill?.result]).toEqual([[`${bad} failed`, `${good} passed`], 'passed'])
  })

  it('takes no word of an older backup, or of one that nobody signed, for one on the newest', async () => {
    const stage = await turning()
    const older = await stage.backUp()
    await stage.turn(await stage.fresh())
    stage.world.clock.jumpWall(8 * DAY)
    const newest = await stage.backUp()
    const shelf = [...stage.shelf]
    stage.shelf.set(shelf.findLast(([key]) => key.endsWith('globals.gz'))?.[0] ?? '', new Uint8Array([0]))
    const failed = await stage.turn(await stage.fresh())
    expect(failed.lastDrill).toMatchObject({ backup: newest, result: 'failed' })
    stage.world.clock.jumpWall(HOUR)
    const stranger = '20251231T000000Z-ffffff'
    await stage.put(GOOD_PARTS, { id: stranger, by: 'nobody', manifest: { keyId: '00000000' } })
    for (const id of [older, stranger]) {
      const end = await drill({ ports: stage.world.ports, config: stage.world.config, signal: signal() }, { spec: stage.spec, app: stage.app, place: PLACE, id, unsigned: 'taken' })
      expect(end).toMatchObject({ kind: 'done', record: { result: 'passed' } })
    }
    const after = [await stage.turn(failed), await stage.turn(await stage.fresh())]
    expect(after.map(({ lastDrill }) => lastDrill)).toMatchObject([failed.lastDrill, failed.lastDrill])
    expect(results(stage)).toHaveLength(4)
    stage.world.clock.jumpWall(DAY)
    await stage.turn(await stage.fresh())
    expect(results(stage)).toHaveLength(5)
  })

  it.each<[string, Partial<Track['spec']>, Partial<Track>, Partial<AttemptTools>]>([
    ['nobody asked for one', { verify: undefined } as never, {}, {}],
    ['the app is parked', {}, { isParked: true }, {}],
    ['the app is being released', {}, {}, { loop: { isAtWork: () => true, hold: () => undefined } }],
    ['git has the app no more', { app: 'shop/gone' }, {}, {}],
    ['it is not known what git says', {}, {}, { desired: undefined }],
  ])('holds none while %s', async (_, spec, track, tools) => {
    const stage = await turning()
    await stage.backUp()
    await stage.turn({ ...(await stage.fresh(spec)), ...track }, tools)
    expect(stage.drills()).toEqual([])
  })

  it('holds none of a backup that another host made, or where there is none', async () => {
    const stage = await turning()
    expect((await stage.turn(await stage.fresh())).lastDrill).toBeUndefined()
    await stage.put(GOOD_PARTS, { id: '20251231T000000Z-ffffff' })
    await stage.turn(await stage.fresh())
    expect(stage.drills()).toEqual([])
  })

  it('lets a backup or a restore go first, and comes back soon', async () => {
    const stage = await turning()
    await stage.backUp()
    const lease = await stage.world.ports.backupLease.acquire('restore', 0, signal())
    const waiting = await stage.turn(await stage.fresh())
    expect([stage.drills(), waiting.drillTry]).toEqual([[], undefined])
    if (lease.ok) lease.value.release()
    await stage.turn(waiting)
    expect(results(stage)).toHaveLength(1)
  })

  it('waits before the next try when it could not be held, longer each time, and lets go of the lease', async () => {
    const stage = await turning()
    await stage.backUp()
    stage.world.faults.add({ call: 'createContainer', kind: 'fail', times: 3, failure: failure('engine-failed', { subject: 'cannot create', cause: 'busy' }) })
    const first = await stage.turn(await stage.fresh())
    expect([stage.drills(), first.drillTry]).toMatchObject([[], { count: 1, failure: { code: 'engine-failed' } }])
    stage.world.faults.forgetCalls()
    expect((await stage.turn(first)).drillTry).toEqual(first.drillTry)
    expect(stage.world.faults.writes).toEqual([])
    stage.world.clock.jumpWall(HOUR)
    expect((await stage.turn(first)).drillTry?.count).toBe(2)
    stage.world.faults.clear()
    stage.world.clock.jumpWall(HOUR)
    const held = await stage.turn(first)
    expect([results(stage).length, held.drillTry]).toEqual([1, undefined])
  })

  it('waits a day for a disk that is too small', async () => {
    const stage = await turning()
    await stage.backUp()
    stage.world.engine.state.disk = { path: '/var/lib/docker', totalBytes: 20_000, freeBytes: 10 }
    const full = await stage.turn(await stage.fresh())
    expect(full.drillTry?.failure.code).toBe('disk-full')
    stage.world.engine.state.disk = { path: '/var/lib/docker', totalBytes: 20_000_000_000, freeBytes: 10_000_000_000 }
    stage.world.clock.jumpWall(23 * HOUR)
    const still = await stage.turn(full)
    expect(stage.drills()).toEqual([])
    stage.world.clock.jumpWall(2 * HOUR)
    await stage.turn(still)
    expect(results(stage)).toHaveLength(1)
  })

  it('counts a result that could not be written down, and tries again to write one', async () => {
    const stage = await turning()
    await stage.backUp()
    stage.world.faults.add({ call: 'putObject', kind: 'fail', times: 1, failure: failure('storage-refused', { subject: 'cannot write', cause: 'read only' }) })
    const untold = await stage.turn(await stage.fresh())
    expect([stage.drills(), untold]).toMatchObject([[], { lastDrill: { result: 'passed' }, drillTry: { failure: { code: 'storage-refused' } } }])
  })

  it('says nothing of one that the end of mistd broke off', async () => {
    const stage = await turning()
    await stage.backUp()
    const before = await stage.fresh()
    const stopping = new AbortController()
    const inside = { ...stage.world.ports.inside, run: ((...call) => {
      stopping.abort()
      return stage.world.ports.inside.run(...call)
    }) as typeof stage.world.ports.inside.run }
    const after = await drillTurn({ ...stage.tools, ports: { ...stage.world.ports, inside }, signal: stopping.signal }, before)
    expect([after.drillTry, after.lastDrill, stage.drills()]).toEqual([undefined, undefined, []])
    expect((await stage.world.ports.backupLease.acquire('next', 0, signal())).ok).toBe(true)
  })
})
