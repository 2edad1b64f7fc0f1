/** Which record of a drill counts: the newest one that this instance signed, for the place where it lies. */
import { describe, expect, test } from 'vitest'
import { signed } from '../../../src/engine/backup/signed.js'
import { drillKeys, newestDrill } from '../../../src/engine/restore/newest-drill.js'
import { failure } from '../../../src/model/failure.js'
import type { World } from '../../fakes/world.js'
import { CONFIG, createWorld } from '../../fakes/world.js'
import { PLACE, signal } from './stage.js'

const FOLDER = 'default/shop/db/database/20261121T031500Z-3f9a1c'

function keyOf(day: number): string {
  return `${FOLDER}/drill-202611${String(day)}T040000Z.json`
}

function recordOf(day: number): { readonly formatVersion: 1; readonly backup: string; readonly at: string; readonly durationMs: number; readonly result: 'passed'; readonly message: string } {
  return { formatVersion: 1, backup: 'x', at: `2026-11-${String(day)}T04:00:00.000Z`, durationMs: 1, result: 'passed', message: 'well' }
}

async function newest(world: World, objects: Readonly<Record<string, unknown>>): Promise<unknown> {
  world.shelves.set(PLACE.name, new Map(Object.entries(objects).map(([key, value]) => [key, Buffer.from(JSON.stringify(value))])))
  const found = await newestDrill({ ports: world.ports, config: world.config, signal: signal() }, PLACE, drillKeys([{ drills: Object.keys(objects) }]))
  return found.ok ? found.value?.at : found.error.code
}

function signedAt(day: number, at = keyOf(day)): unknown {
  return signed(recordOf(day), { key: CONFIG.key, purpose: 'drill record', at })
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

  test('is not known while the storage does not answer', async () => {
    const world = createWorld()
    world.faults.add({ call: 'getObject', kind: 'fail', times: 1, failure: failure('storage-unreachable', { subject: 'cannot read', cause: 'no route' }) })
    expect(await newest(world, { [keyOf(21)]: signedAt(21) })).toBe('storage-unreachable')
  })
})
