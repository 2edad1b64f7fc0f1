/** What data there was, kept through whole passes: written down before it begins, missed when it is gone, given up by a person alone. */
import { describe, expect, it } from 'vitest'
import { beginGeneration, finishGeneration } from '../../src/engine/volumes/generations.js'
import type { Look } from '../../src/engine/look.js'
import { look } from '../../src/engine/look.js'
import { forgetData } from '../../src/engine/record/note-data.js'
import { giveUp, judgeLoss, waitsFor } from '../../src/engine/volumes/volume-loss.js'
import { failure } from '../../src/model/failure.js'
import { never } from '../../src/signals.js'
import type { Program } from '../fakes/program.js'
import { CHECKED_PROGRAM, EXITING_PROGRAM } from '../fakes/program.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'

const BASE = 'shop_db_data'
const POSTGRES = '{ template: postgres, with: { version: "17" } }'
const file = (db: string | undefined, name = 'db'): string => `version: 1\nprojects: { shop: { apps: { web: { image: "web:1", port: 80 }${db === undefined ? '' : `, ${name}: ${db}`} } } }\n`
const valkey = (version: string): string => `{ template: valkey, with: { version: "${version}" } }`

async function started(db = POSTGRES, images: Readonly<Record<string, Program>> = {}): Promise<World> {
  const world = createWorld({ images: { 'postgres:17': CHECKED_PROGRAM, 'valkey/valkey:8': CHECKED_PROGRAM, 'valkey/valkey:9': CHECKED_PROGRAM, ...images } })
  world.commit(file(db))
  await world.converge()
  return world
}

function lose(world: World, ...volumes: readonly string[]): void {
  for (const { name, app } of world.containers()) if (app === 'shop/db') world.hand.remove(name)
  for (const name of volumes) world.engine.state.volumes.delete(name)
}

/** Over to the next generation, as a restore does it. */
async function moved(world: World): Promise<string> {
  const volume = (await seen(world)).desired?.apps.find(({ key }) => key === 'shop/db')?.volumes[0]
  const made = volume && (await beginGeneration(world.ports, volume, never()))
  if (!made?.ok) throw new Error('no generation')
  await finishGeneration(world.ports, made.value.name)
  await world.converge()
  return made.value.name
}

const seen = (world: World): Promise<Look> => look(world.ports, world.config, { fetch: 'remote', freshness: 'live' }, never())
const blocks = async (world: World): Promise<readonly string[]> => ((await seen(world)).plan?.blocked ?? []).map(({ id, reason }) => `${id} ${reason}`)
const held = (world: World): readonly string[] => Object.keys(world.record.text?.held ?? {})
const volumes = (world: World): readonly string[] => [...world.engine.state.volumes.keys()].sort()
const MISSED = ['container/shop/db/1 data-missing', `volume/${BASE} data-missing`]

describe('a database', () => {
  it('is written down before it starts, so that a kill right after it leaves nothing that could be forgotten', async () => {
    const world = createWorld({ images: { 'postgres:17': CHECKED_PROGRAM } })
    world.commit(file(POSTGRES))
    world.faults.add({ call: 'recordData', kind: 'fail', times: 1 })
    await world.pass()
    expect(world.containers().filter(({ app, state }) => app === 'shop/db' && state === 'running')).toEqual([])
    world.faults.clear()
    await world.converge()
    expect(held(world)).toEqual([BASE])
  })

  it('whose image cannot be had is not missed', async () => {
    const world = createWorld()
    world.commit(file(POSTGRES))
    await world.pass()
    expect([volumes(world), world.record.text]).toEqual([[], undefined])
    expect(await blocks(world)).not.toEqual(expect.arrayContaining(MISSED))
  })

  it('does not begin empty when the history and its volume are lost', async () => {
    const world = await started()
    lose(world, BASE)
    world.wipeStore()
    world.restart()
    await world.converge()
    expect([await blocks(world), volumes(world)]).toEqual([MISSED, []])
  })

  it('nor where the record is lost and the history knows', async () => {
    const world = await started()
    lose(world, BASE)
    world.record.text = undefined
    world.restart()
    await world.converge()
    expect(await blocks(world)).toEqual(MISSED)
    world.wipeStore()
    expect(await blocks(world)).toEqual(MISSED)
  })

  it('nor on a rebuilt host, where its first generation had been pruned and the note of which one counts is no more', async () => {
    const world = await started()
    const second = await moved(world)
    world.engine.state.volumes.delete(BASE)
    await world.converge()
    lose(world, second)
    world.note.text = undefined
    world.wipeStore()
    world.restart()
    await world.converge()
    expect([await blocks(world), volumes(world)]).toEqual([MISSED, []])
  })

  it('is taken over from the history of an older Mist, whichever generation that names', async () => {
    const world = await started()
    lose(world, BASE)
    world.record.text = undefined
    world.store.applied = { [`volume/${BASE}.g2`]: 'holds-data' }
    await world.converge()
    expect([await blocks(world), held(world)]).toEqual([MISSED, [BASE]])
  })

  it('that is there is noted again where all was lost', async () => {
    const world = await started()
    world.record.text = undefined
    world.wipeStore()
    world.restart()
    await world.converge()
    lose(world, BASE)
    expect(await blocks(world)).toEqual(MISSED)
  })
})

describe('a record that cannot be read', () => {
  const damage = failure('data-record-unreadable', { subject: 'cannot read /var/lib/mist/data.json', cause: 'it is no object', help: 'Mend the file.' })

  it('stops what would begin, and nothing that is there', async () => {
    const world = await started()
    world.record.damage = damage
    for (const { name, app } of world.containers()) if (app === 'shop/db') world.hand.remove(name)
    await world.converge()
    expect([await blocks(world), world.containers().filter(({ app, state }) => app === 'shop/db' && state === 'running')]).toEqual([[], [expect.anything()]])
    lose(world, BASE)
    await world.converge()
    expect([await blocks(world), volumes(world)]).toEqual([MISSED, []])
    expect(waitsFor(world.ports, BASE, await seen(world))).toMatchObject({ ok: false, error: { code: 'data-record-unreadable' } })
    world.record.damage = undefined
    world.record.text = undefined
    world.wipeStore()
    await world.converge()
    expect(volumes(world)).toEqual([BASE])
  })
})

describe('what a person gives up', () => {
  it('is every generation, where none is there, by whichever name', async () => {
    const world = await started()
    const second = await moved(world)
    world.engine.state.volumes.delete(BASE)
    await world.converge()
    lose(world, second)
    await world.converge()
    expect(await blocks(world)).toEqual([MISSED[0], `volume/${second} data-missing`])
    for (const name of [BASE, second, `${BASE}.g7`]) expect(waitsFor(world.ports, name, await seen(world))).toEqual({ ok: true, value: { app: 'shop/db', volume: second } })
    expect(waitsFor(world.ports, 'shop_web_data', await seen(world))).toEqual({ ok: true, value: undefined })
    expect(await giveUp(world.ports, { name: BASE, app: 'shop/db' }, 'ana')).toMatchObject({ ok: true })
    await world.converge()
    expect([await blocks(world), volumes(world)]).toEqual([[], [second]])
    lose(world, second)
    await world.converge()
    expect(await blocks(world)).toEqual([MISSED[0], `volume/${second} data-missing`])
  })

  it('is that one alone, where others are there: their data is missed as before', async () => {
    const world = await started()
    const second = await moved(world)
    const judged = await judgeLoss({ ports: world.ports, config: world.config, signal: never() }, BASE, await seen(world))
    if (!judged.ok) throw new Error(judged.error.cause)
    expect(judged.value.others).toEqual([second])
    await world.ports.runtime.removeVolume(judged.value.volume, never())
    await giveUp(world.ports, { ...judged.value.volume, others: judged.value.others }, 'ana')
    lose(world, second)
    world.note.text = undefined
    await world.converge()
    expect([await blocks(world), volumes(world)]).toEqual([MISSED, []])
  })

  it('may be kept data of an app that left: coming back, it begins empty once the last generation went', async () => {
    const world = await started()
    const second = await moved(world)
    world.commit(file(undefined))
    await world.converge()
    for (const [name, others] of [[BASE, [second]], [second, []]] as const) {
      const judged = await judgeLoss({ ports: world.ports, config: world.config, signal: never() }, name, await seen(world))
      expect(judged).toMatchObject({ ok: true, value: { others } })
      world.engine.state.volumes.delete(name)
      await forgetData(world.ports, name, others)
    }
    world.note.text = undefined
    world.commit(file(POSTGRES))
    await world.converge()
    expect([await blocks(world), volumes(world)]).toEqual([[], [BASE]])
  })

  it('stays given up when the history that named it is all that is asked', async () => {
    const world = await started()
    lose(world, BASE)
    await world.converge()
    await giveUp(world.ports, { name: BASE, app: 'shop/db' }, 'ana')
    world.record.text = undefined
    await world.converge()
    expect([await blocks(world), volumes(world)]).toEqual([[], [BASE]])
  })
})

describe('an app that is renamed', () => {
  const renamed = file(POSTGRES.replace('{', '{ rename: { from: db },'), 'store')

  it('goes on with the generation that counts, and its data is missed by its first name', async () => {
    const world = await started()
    const second = await moved(world)
    world.commit(renamed)
    await world.converge()
    expect([...world.engine.state.containers.values()].flatMap(({ spec }) => (spec?.app === 'shop/store' ? spec.mounts.map(({ source }) => source) : []))).toEqual([second])
    for (const { name, app } of world.containers()) if (app === 'shop/store') world.hand.remove(name)
    for (const name of [BASE, second]) world.engine.state.volumes.delete(name)
    world.wipeStore()
    world.note.text = undefined
    await world.converge()
    expect(await blocks(world)).toEqual(['container/shop/store/1 data-missing', `volume/${BASE} data-missing`])
    expect(waitsFor(world.ports, second, await seen(world))).toEqual({ ok: true, value: { app: 'shop/store', volume: BASE } })
  })
})

describe('the newest version that wrote', () => {
  it('is remembered when its container is gone: the older one is refused, and the newer one goes on', async () => {
    const world = await started(valkey('8'))
    world.commit(file(valkey('9')))
    await world.converge()
    expect(world.record.text?.writers).toEqual({ [BASE]: { software: 'valkey', version: '9' } })
    lose(world)
    world.wipeStore()
    world.commit(file(valkey('8')))
    await world.converge()
    expect(await blocks(world)).toEqual(['container/shop/db/1 data-unfit'])
    world.commit(file(valkey('9')))
    await world.converge()
    expect([await blocks(world), world.containers().filter(({ app, state }) => app === 'shop/db' && state === 'running')]).toEqual([[], [expect.anything()]])
  })

  it('is the one before again, when the newer one does not come up and the older one goes on', async () => {
    const world = await started(valkey('8'), { 'valkey/valkey:9': EXITING_PROGRAM })
    world.commit(file(valkey('9')))
    await world.converge()
    expect(world.record.text?.writers).toEqual({ [BASE]: { software: 'valkey', version: '8' } })
    lose(world)
    await world.converge()
    expect(world.containers().filter(({ app, state }) => app === 'shop/db' && state === 'running')).toHaveLength(1)
  })

  it('is seen where something runs that a Mist from before started', async () => {
    const world = await started(valkey('9'))
    world.record.text = undefined
    await world.converge()
    expect(world.record.text).toMatchObject({ writers: { [BASE]: { software: 'valkey', version: '9' } } })
  })
})
