/** Which record of a drill counts: the newest one that this instance signed, for the place where it lies. */
import { describe, expect, test } from 'vitest'
import { listBackups } from '../../../src/engine/backup/list.js'
import { signed } from '../../../src/engine/backup/signed.js'
import { drillKeys, newestDrill } from '../../../src/engine/restore/newest-drill.js'
import { failure } from '../../../src/model/failure.js'
import type { DrillRecord } from '../../../src/model/backup.js'
import type { World } from '../../fakes/world.js'
import { CONFIG, createWorld } from '../../fakes/world.js'
import { PLACE, signal } from './stage.js'

const ROOT = 'default/shop/db/database'
const FOLDER = `${ROOT}/20261121T031500Z-3f9a1c`
const NEWER = `${ROOT}/20261124T031500Z-3f9a1c`

function keyOf(day: number, folder = FOLDER): string {
  return `${folder}/drill-202611${String(day)}T040000Z.json`
}

function recordOf(day: number, result: DrillRecord['result'] = 'passed'): DrillRecord {
  return { formatVersion: 1, backup: 'x', at: `2026-11-${String(day)}T04:00:00.000Z`, durationMs: 1, result, message: 'well' }
}

async function newest(world: World, objects: Readonly<Record<string, unknown>>): Promise<unknown> {
  const all = { ...objects, [`${FOLDER}/manifest.json`]: {}, [`${NEWER}/manifest.json`]: {} }
  world.shelves.set(PLACE.name, new Map(Object.entries(all).map(([key, value]) => [key, Buffer.from(JSON.stringify(value))])))
  const listed = await listBackups(world.ports, { place: PLACE, folder: ROOT }, signal())
  const found = await newestDrill({ ports: world.ports, config: world.config, signal: signal() }, PLACE, drillKeys(listed.ok ? listed.value.whole : []))
  return found.ok ? found.value?.at : found.error.code
}

function signedAt(day: number, at = keyOf(day), result: DrillRecord['result'] = 'passed'): unknown {
  return signed(recordOf(day, result), { key: CONFIG.key, purpose: 'drill record', at })
}

describe('the newest drill', () => {
  test.each([
    ['is not signed', recordOf(22)],
    ['was changed', { ...(signedAt(22) as object), message: 'changed' }],
    ['was copied from another moment', signedAt(21)],
    ['is signed by another key', signed(recordOf(22), { key: { hex: 'bb'.repeat(32) }, purpose: 'drill record', at: keyOf(22) })],
    ['is none', 'x'],
  ])('is the one before, when a newer record %s', async (_, forged) => {
    expect(await newest(createWorld(), { [keyOf(21)]: signedAt(21), [keyOf(22)]: forged })).toBe(recordOf(21).at)
  })

  test('is the newest by the time of its name', async () => {
    expect(await newest(createWorld(), { [keyOf(22)]: signedAt(22), [keyOf(21)]: signedAt(21) })).toBe(recordOf(22).at)
  })

  test('is the last word on the newer backup, whatever was said later on an older one', async () => {
    const failed = keyOf(25, NEWER)
    expect(await newest(createWorld(), { [failed]: signedAt(25, failed, 'failed'), [keyOf(26)]: signedAt(26) })).toBe(recordOf(25).at)
  })

  test('is none that passed when there was a newer backup already', async () => {
    expect(await newest(createWorld(), { [keyOf(22)]: signedAt(22), [keyOf(26)]: signedAt(26) })).toBe(recordOf(22).at)
  })

  test('is one that failed, also of an older backup', async () => {
    expect(await newest(createWorld(), { [keyOf(22)]: signedAt(22), [keyOf(26)]: signedAt(26, keyOf(26), 'failed') })).toBe(recordOf(26).at)
  })

  test('is not known while the storage does not answer', async () => {
    const world = createWorld()
    world.faults.add({ call: 'getObject', kind: 'fail', times: 1, failure: failure('storage-unreachable', { subject: 'cannot read', cause: 'no route' }) })
    expect(await newest(world, { [keyOf(21)]: signedAt(21) })).toBe('storage-unreachable')
  })
})
