/** A restore to the live one: all or nothing, whatever fails and wherever it is killed. */
import { describe, expect, test } from 'vitest'
import { backupId } from '../../../src/engine/backup/backup-id.js'
import { backupFolder } from '../../../src/engine/backup/places.js'
import { look } from '../../../src/engine/look.js'
import type { BackupWish, ChosenBackup, RestoreTarget } from '../../../src/engine/restore/choose.js'
import { chooseBackup, chooseTarget } from '../../../src/engine/restore/choose.js'
import type { RestoreEnd, RestoreOrder } from '../../../src/engine/restore/to-generation.js'
import { restoreToGeneration } from '../../../src/engine/restore/to-generation.js'
import type { BackupManifest } from '../../../src/model/backup.js'
import { failure } from '../../../src/model/failure.js'
import type { Result } from '../../../src/model/result.js'
import { err, ok } from '../../../src/model/result.js'
import { CONFIG } from '../../fakes/world.js'
import type { Stage } from './stage.js'
import { GOOD_PARTS, MANIFEST, PLACE, SERVER, openStage, signal } from './stage.js'

const OLD = 'shop_db_data'
const NEW = 'shop_db_data.g2'

interface Opened extends Stage {
  readonly backup: ChosenBackup
}

/** The live data is `now`; the backup holds GOOD_PARTS. */
async function opened(options: Parameters<typeof openStage>[0] = {}): Promise<Opened> {
  const stage = await openStage(options)
  const manifest = await stage.put(GOOD_PARTS)
  const live = stage.world.engine.state.files.get(OLD) ?? new Map()
  stage.world.engine.state.files.set(OLD, live.set('tables/shop', { bytes: Buffer.from('now'), mode: 0o600, uid: 999, gid: 999 }))
  return { ...stage, backup: { spec: stage.spec, place: PLACE, folder: stage.folder, manifest, origin: 'own' } }
}

async function targetOf({ world, spec }: Stage): Promise<RestoreTarget> {
  const seen = await look(world.ports, world.config, { fetch: 'local', freshness: 'live' }, signal())
  const desired = seen.desired && { ...seen.desired, backups: [spec] }
  const target = await chooseTarget({ ports: world.ports, config: world.config, seen: { ...seen, ...(desired && { desired }) }, signal: signal() }, spec, undefined)
  if (!target.ok) throw new Error(target.error.cause)
  return target.value
}

async function run(stage: Opened, order: Partial<RestoreOrder> = {}): Promise<Result<RestoreEnd>> {
  const { world, backup } = stage
  return restoreToGeneration({ ports: world.ports, config: world.config, signal: signal(), onStage: () => undefined }, { backup, target: await targetOf(stage), waitMs: 0, ...order })
}

function mountOf({ world }: Stage): readonly string[] {
  return [...world.engine.state.containers.values()].filter(({ spec, state }) => spec?.app === 'shop/db' && state === 'running').flatMap(({ spec }) => spec?.mounts.map(({ source }) => source) ?? [])
}

/** The app runs on what it had, nothing half made is left, and a pass finds nothing to do. */
async function expectUntouched(stage: Stage, before: unknown): Promise<void> {
  const { world } = stage
  await world.ports.runtime.scratch(signal()).then((found) => { expect(found).toEqual({ ok: true, value: { containers: [], volumes: [] } }) })
  expect(mountOf(stage)).toEqual([OLD])
  expect(world.ports.generations.read().generations.making).toEqual({})
  expect(stage.rows(OLD)).toMatchObject({ 'tables/shop': 'now' })
  expect([...world.engine.state.volumes.keys()].filter((name) => name.startsWith('shop_'))).toEqual(before)
  expect((await world.converge()).look.plan?.changes).toEqual([])
  expect(mountOf(stage)).toEqual([OLD])
}

describe('a restore of data that is gone', () => {
  test('brings up by itself whoever waits for it', async () => {
    const stage = await opened()
    const { world } = stage
    world.commit(`${MANIFEST}      web: { image: "web:1", port: 80, env: { DB: { from: db.url } } }\n`)
    await world.converge()
    for (const { name, app } of world.containers()) if (app.startsWith('shop/')) world.hand.remove(name)
    world.engine.state.volumes.delete(OLD)
    await world.converge()
    const waiting = await look(world.ports, world.config, { fetch: 'local', freshness: 'live' }, signal())
    expect(waiting.plan?.blocked.filter(({ id }) => id.startsWith('container')).map(({ app, reason }) => `${String(app)} ${reason}`)).toEqual(['shop/db data-missing', 'shop/web app-awaited'])
    expect(await run(stage)).toMatchObject({ ok: true })
    await world.converge()
    expect(world.containers().filter(({ state }) => state === 'running').map(({ app }) => app).sort()).toEqual(['mist/traefik', 'shop/db', 'shop/web'])
  })
})

describe('a restore to the live one', () => {
  test('brings the data back on a new volume, keeps the old one, and a later pass finds nothing to do', async () => {
    const stage = await opened()
    const end = await run(stage)
    expect(end).toMatchObject({ ok: true, value: { volume: NEW, before: OLD } })
    expect([mountOf(stage), stage.rows(NEW), stage.rows(OLD)]).toEqual([[NEW], GOOD_PARTS, { 'tables/shop': 'now' }])
    expect((await stage.world.converge()).look.plan?.changes).toEqual([])
    expect(mountOf(stage)).toEqual([NEW])
    expect(await stage.world.ports.runtime.scratch(signal())).toMatchObject({ value: { containers: [], volumes: [] } })
  })

  test('goes over to the version that git wants, where the app is kept at the one before for its data', async () => {
    const stage = await opened()
    const { world } = stage
    await world.converge()
    world.commit(MANIFEST.replace('{ template: postgres }', '{ template: postgres, with: { version: "18" } }'))
    await world.converge()
    const waiting = await look(world.ports, world.config, { fetch: 'local', freshness: 'live' }, signal())
    expect([waiting.desired?.apps.find(({ key }) => key === 'shop/db')?.kept?.wanted.image.ref, waiting.plan?.blocked.map(({ reason }) => reason)]).toEqual(['postgres:18', ['data-unfit']])
    expect(await run(stage)).toMatchObject({ ok: true, value: { volume: NEW, before: OLD } })
    expect([mountOf(stage), stage.rows(NEW)]).toEqual([[NEW], GOOD_PARTS])
    expect((await world.converge()).look.plan).toMatchObject({ changes: [], blocked: [] })
    expect([...world.engine.state.containers.values()].filter(({ spec, state }) => spec?.app === 'shop/db' && state === 'running').map(({ spec }) => spec?.image)).toEqual(['postgres:18'])
  })

  test('stays when the history is lost and the process is another one', async () => {
    const stage = await opened()
    await run(stage)
    stage.world.wipeStore()
    stage.world.restart()
    expect((await stage.world.converge()).look.plan?.changes).toEqual([])
    expect(mountOf(stage)).toEqual([NEW])
  })

  test('tries the data with the password that the app has', async () => {
    const stage = await opened()
    const passwords = new Set<string | undefined>()
    const { createContainer } = stage.world.ports.runtime
    const runtime = { ...stage.world.ports.runtime, createContainer: ((spec, end) => {
      passwords.add(spec.env['POSTGRES_PASSWORD'])
      return createContainer(spec, end)
    }) as typeof createContainer }
    await restoreToGeneration({ ports: { ...stage.world.ports, runtime }, config: stage.world.config, signal: signal(), onStage: () => undefined }, { backup: stage.backup, target: await targetOf(stage), waitMs: 0 })
    expect([...passwords]).toEqual([stage.app.containers[0]?.env['POSTGRES_PASSWORD']])
  })

  test('makes a copy of what stands now first, and does nothing without it', async () => {
    const stage = await opened()
    const before = volumes(stage)
    const made = await run(stage, { safety: () => Promise.resolve(err(failure('storage-unreachable', { subject: 'cannot write', cause: 'no route' }))) })
    expect(made).toMatchObject({ ok: false, error: { code: 'storage-unreachable', subject: expect.stringContaining('cannot keep a copy of what stands now') as string } })
    await expectUntouched(stage, before)
    const stages: string[] = []
    const end = await restoreToGeneration({ ports: stage.world.ports, config: stage.world.config, signal: signal(), onStage: (one) => stages.push(one) }, { backup: stage.backup, target: await targetOf(stage), waitMs: 0, safety: () => Promise.resolve(ok({ ...stage.backup.manifest, id: 'safe' } satisfies BackupManifest)) })
    expect([end, stages]).toMatchObject([{ ok: true, value: { safety: { id: 'safe' } } }, ['safety-backup', 'restore', 'switch']])
  })

  test.each([
    ['a part that is damaged', (stage: Stage) => { stage.shelf.set(`${stage.folder}/tables.shop.gz`, Buffer.from('x')) }, 'backup-damaged'],
    ['a part that is missing', (stage: Stage) => { stage.shelf.delete(`${stage.folder}/globals.gz`) }, 'backup-damaged'],
    ['an engine that makes no volume', (stage: Stage) => { stage.world.faults.add({ call: 'createVolume', kind: 'fail', times: 1 }) }, undefined],
    ['an engine that makes no container', (stage: Stage) => { stage.world.faults.add({ call: 'createContainer', kind: 'fail', times: 1 }) }, undefined],
    ['a server that does not start', (stage: Stage) => { stage.world.faults.add({ call: 'startContainer', kind: 'fail', times: 1 }) }, undefined],
    ['a command that breaks off', (stage: Stage) => { stage.world.faults.add({ call: 'runInside', kind: 'fail', times: 1, after: 1 }) }, undefined],
    ['a server that does not stop', (stage: Stage) => { stage.world.faults.add({ call: 'stopContainer', kind: 'fail', times: 1 }) }, undefined],
    ['a new container that cannot be made', (stage: Stage) => { stage.world.faults.add({ call: 'createContainer', kind: 'fail', times: 1, after: 1 }) }, 'restore-failed'],
    ['a new container that does not start', (stage: Stage) => { stage.world.faults.add({ call: 'startContainer', kind: 'fail', times: 1, after: 1 }) }, 'restore-failed'],
  ] as const)('leaves everything as it was with %s', async (_, spoil, code) => {
    const stage = await opened()
    const before = volumes(stage)
    spoil(stage)
    const end = await run(stage)
    expect(end).toMatchObject({ ok: false, error: code === undefined ? {} : { code } })
    stage.world.faults.clear()
    await expectUntouched(stage, before)
  })

  test('goes back when the app does not come up on the data', async () => {
    const stage = await opened({ server: { ...SERVER, inside: (call) => SERVER.inside?.(call) ?? { exitCode: 1 } } })
    const before = volumes(stage)
    // It takes the restore in the stand-in and dies as the app: only a container in a network does.
    const { startContainer } = stage.world.ports.runtime
    const runtime = { ...stage.world.ports.runtime, startContainer: (async (container, end) => {
      const started = await startContainer(container, end)
      const found = stage.world.engine.find(container)
      const isNew = found?.spec?.mounts.some(({ source }) => source === NEW) && found.networks.size > 0
      if (found && isNew) stage.world.engine.stop(found, 1)
      return started
    }) as typeof startContainer }
    const end = await restoreToGeneration({ ports: { ...stage.world.ports, runtime }, config: stage.world.config, signal: signal(), onStage: () => undefined }, { backup: stage.backup, target: await targetOf(stage), waitMs: 0 })
    expect(end).toMatchObject({ ok: false, error: { code: 'restore-failed', help: expect.stringContaining(OLD) as string } })
    await expectUntouched(stage, before)
  })

  test('waits for nobody longer than asked', async () => {
    const stage = await opened()
    const held = await stage.world.ports.backupLease.acquire('backup', 0, signal())
    expect(await run(stage)).toMatchObject({ ok: false, error: { code: 'lease-held' } })
    if (held.ok) held.value.release()
  })

  test('is refused while Mist is suspended', async () => {
    const stage = await opened()
    const before = volumes(stage)
    stage.world.ports.store.suspend({ by: 'ana', reason: 'moving', since: '2026-01-01T00:00:00Z' })
    expect(await run(stage)).toMatchObject({ ok: false, error: { code: 'restore-refused', cause: expect.stringContaining('suspended by ana') as string } })
    stage.world.ports.store.resume()
    await expectUntouched(stage, before)
  })

  test('is all or nothing when it is killed anywhere', async () => {
    // Before a write is as good as after the one before it.
    for (let count = 1, wasKilled = true; wasKilled; count += 1) {
      const stage = await opened()
      const target = await targetOf(stage)
      stage.world.faults.killAtWrite(count, 'before')
      wasKilled = await Promise.race([run(stage, { target }).then(() => false), stage.world.killed.then(() => true)])
      stage.world.faults.clear()
      stage.world.restart()
      await stage.world.converge()
      expect(stage.rows(OLD)).toEqual({ 'tables/shop': 'now' })
      const [mounted] = mountOf(stage)
      expect(mounted === OLD || (mounted === NEW && JSON.stringify(stage.rows(NEW)) === JSON.stringify(GOOD_PARTS))).toBe(true)
      expect((await run(stage)).ok).toBe(true)
      expect(stage.rows(mountOf(stage)[0] ?? '')).toEqual(GOOD_PARTS)
      expect(await stage.world.ports.runtime.scratch(signal())).toMatchObject({ value: { containers: [], volumes: [] } })
      expect(stage.world.engine.state.violations).toEqual([])
    }
  }, 60_000)
})

test('what is kept is what counted until the switch, whoever switched meanwhile', async () => {
  const stage = await opened()
  const agreed = await targetOf(stage)
  expect(await run(stage)).toMatchObject({ ok: true, value: { volume: NEW, before: OLD } })
  expect(await run(stage, { target: agreed })).toMatchObject({ ok: true, value: { volume: 'shop_db_data.g3', before: NEW } })
})

test('an app whose volume and container are gone comes up on the restored data', async () => {
  const stage = await opened()
  for (const { id, spec } of stage.world.engine.state.containers.values()) if (spec?.app === 'shop/db') stage.world.engine.state.containers.delete(id)
  stage.world.engine.state.volumes.delete(OLD)
  stage.world.engine.state.files.delete(OLD)
  expect(await run(stage)).toMatchObject({ ok: true, value: { volume: NEW } })
  expect([mountOf(stage), stage.rows(NEW)]).toEqual([[NEW], GOOD_PARTS])
})

describe('which backup is taken', () => {
  const OF_ANOTHER = '20260101T030000Z-ffffff'

  async function chosenFrom(ids: (root: string) => readonly string[]): Promise<(wish?: Partial<BackupWish>) => Promise<unknown>> {
    const stage = await openStage()
    for (const id of ids(backupFolder(stage.world.config.instance, stage.spec))) await stage.put(GOOD_PARTS, { id, ...(id === OF_ANOTHER && { manifest: { keyId: '00000000' } }) })
    const seen = await look(stage.world.ports, stage.world.config, { fetch: 'local', freshness: 'live' }, signal())
    const desired = seen.desired && { ...seen.desired, backups: [stage.spec], storages: { disk: ok(PLACE) } }
    const ports = { ...stage.world.ports, clock: { ...stage.world.ports.clock, nowIso: () => '2026-01-02T00:00:00Z' } }
    return async (wish) => {
      const chosen = await chooseBackup({ ports, config: stage.world.config, seen: { ...seen, ...(desired && { desired }) }, signal: signal() }, { key: 'shop/db', ...wish })
      return chosen.ok ? [chosen.value.manifest.id, chosen.value.origin, chosen.value.passedOver] : chosen.error.code
    }
  }

  const own = (root: string, at: string, reason: BackupManifest['reason']): string => backupId({ root, at, reason }, CONFIG.key)

  test('is the newest of this instance, and none from a clock that was ahead', async () => {
    let newest = ''
    const choose = await chosenFrom((root) => {
      newest = own(root, '2026-01-01T02:00:00Z', 'schedule')
      return [newest, own(root, '2025-12-01T02:00:00Z', 'person'), own(root, '2036-01-01T02:00:00Z', 'schedule'), OF_ANOTHER]
    })
    expect([await choose(), await choose({ id: '20260101T040000Z-ffffff' })]).toEqual([[newest, 'own', undefined], 'restore-refused'])
  })

  test('is one of another instance only by its id and with a word for it', async () => {
    const choose = await chosenFrom((root) => [own(root, '2025-12-01T02:00:00Z', 'person'), OF_ANOTHER])
    expect([await choose({ id: OF_ANOTHER }), await choose({ id: OF_ANOTHER, unsigned: 'taken' })]).toEqual(['backup-unsigned', [OF_ANOTHER, 'foreign', undefined]])
  })

  test.each(['before-restore', 'upgrade'] as const)('is a copy made for %s only by its id, and it is told that there is a newer one', async (reason) => {
    let [regular, copy] = ['', '']
    const choose = await chosenFrom((root) => {
      [regular, copy] = [own(root, '2025-12-31T02:00:00Z', 'schedule'), own(root, '2026-01-01T02:00:00Z', reason)]
      return [regular, copy]
    })
    expect([await choose(), await choose({ id: copy })]).toEqual([[regular, 'own', copy], [copy, 'own', undefined]])
  })

  test('is none while there are only copies that take a name', async () => {
    const choose = await chosenFrom((root) => [own(root, '2026-01-01T02:00:00Z', 'before-restore')])
    expect(await choose()).toBe('restore-refused')
  })
})

function volumes({ world }: Stage): readonly string[] {
  return [...world.engine.state.volumes.keys()].filter((name) => name.startsWith('shop_'))
}

