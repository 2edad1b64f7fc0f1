/** Generations of a volume on a whole host in memory: made, switched to, taken back, lost, and chosen by a person. */
import { describe, expect, it } from 'vitest'
import { chooseVolume, judgeChoice } from '../../../src/engine/volumes/choose-volume.js'
import { abandonGeneration, beginGeneration, finishGeneration, sweepGenerations, takeBackGeneration } from '../../../src/engine/volumes/generations.js'
import { look } from '../../../src/engine/look.js'
import { findRollback } from '../../../src/engine/hold/rollback.js'
import { judgeLoss, standingOf } from '../../../src/engine/volumes/volume-loss.js'
import { LABEL_REPLICA, LABEL_SCRATCH, RUN_ONCE_REPLICA } from '../../../src/model/labels.js'
import type { VolumeSpec } from '../../../src/model/resource.js'
import { never } from '../../../src/signals.js'
import { shop } from '../../fakes/manifests.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'
import { EXITING_PROGRAM } from '../../fakes/program.js'

const BASE = 'shop_job_data'

async function running(manifest = shop()): Promise<World> {
  const world = createWorld({ images: { 'exits:1': EXITING_PROGRAM } })
  world.commit(manifest)
  await world.converge()
  return world
}

async function seenBy({ ports, config }: World) {
  return look(ports, config, { fetch: 'remote', freshness: 'live' }, never())
}

async function inUse(world: World): Promise<VolumeSpec> {
  const volume = (await seenBy(world)).desired?.apps.find(({ key }) => key === 'shop/job')?.volumes[0]
  if (!volume) throw new Error('shop/job has no volume that is clear')
  return volume
}

async function begun(world: World): Promise<string> {
  // As whoever makes one does; it ends with the process.
  await world.ports.backupLease.acquire('make a generation', 0, never())
  const made = await beginGeneration(world.ports, await inUse(world), never())
  if (!made.ok) throw new Error(made.error.cause)
  return made.value.name
}

async function moved(world: World): Promise<string> {
  const name = await begun(world)
  expect(await finishGeneration(world.ports, name)).toMatchObject({ ok: true })
  return name
}

function mounts(world: World, app = 'shop/job'): readonly string[] {
  return [...world.engine.state.containers.values()].filter(({ spec, state }) => spec?.app === app && state === 'running').flatMap(({ spec }) => (spec?.mounts ?? []).map(({ source }) => source))
}

const volumes = (world: World): readonly string[] => [...world.engine.state.volumes.keys()].sort()
const containers = (world: World): readonly string[] => world.containers().map(({ id }) => id).sort()
const blocks = async (world: World): Promise<readonly string[]> => ((await seenBy(world)).plan?.blocked ?? []).map(({ app, reason }) => `${app ?? ''} ${reason}`)

describe('a new generation', () => {
  it('changes nothing while it is being filled', async () => {
    const world = await running()
    const before = containers(world)
    expect(await begun(world)).toBe(`${BASE}.g2`)
    await world.converge()
    expect([containers(world), mounts(world), volumes(world)]).toEqual([before, [BASE], [BASE, `${BASE}.g2`]])
    expect((await seenBy(world)).plan?.changes).toEqual([])
  })

  it('is given to the container by the pass after the switch, and the one before it is kept', async () => {
    const world = await running()
    const name = await moved(world)
    const seen = await seenBy(world)
    expect(seen.plan?.changes.map(({ id, action, fields }) => [id, action, fields.map(({ field, from, to }) => [field, from, to])])).toEqual([['container/shop/job/1', 'replace', [['mounts./data', BASE, name]]]])
    await world.converge()
    expect([mounts(world), volumes(world)]).toEqual([[name], [BASE, name]])
    const after = await seenBy(world)
    expect([after.plan?.changes, after.plan?.keptVolumes]).toEqual([[], [BASE]])
  })

  it('is no new release, so nothing is recorded and nothing is tried again', async () => {
    const world = await running()
    const releases = world.store.releases.length
    await moved(world)
    await world.converge()
    expect(world.store.releases).toHaveLength(releases)
  })

  it('comes after every one that ever was', async () => {
    const world = await running()
    await moved(world)
    await world.converge()
    expect(await moved(world)).toBe(`${BASE}.g3`)
    await world.converge()
    world.engine.state.volumes.delete(`${BASE}.g2`)
    expect(await begun(world)).toBe(`${BASE}.g4`)
  })

  it('steps over the name of a stranger', async () => {
    const world = await running()
    world.hand.addForeignVolume(`${BASE}.g2`)
    expect(await begun(world)).toBe(`${BASE}.g3`)
  })

  it('is taken away when it is abandoned, also where its label protects it', async () => {
    const world = await running(shop({ job: '{ image: "worker:1", protect: true, volumes: ["data:/data"] }' }))
    const name = await begun(world)
    expect(await abandonGeneration(world.ports, name, never())).toEqual({ ok: true, value: undefined })
    expect([volumes(world), world.note.text?.making]).toEqual([[BASE], {}])
  })

  it('is not taken away once it counts', async () => {
    const world = await running()
    const name = await moved(world)
    await abandonGeneration(world.ports, name, never())
    await sweepGenerations(world.ports, never())
    expect(volumes(world)).toEqual([BASE, name])
  })

  it('is swept after its maker died, and the next one does not meet it', async () => {
    const world = await running()
    await begun(world)
    await world.pass()
    expect(volumes(world)).toEqual([BASE, `${BASE}.g2`])
    world.restart()
    await world.pass()
    expect([volumes(world), world.note.text]).toEqual([[BASE], { inUse: { [BASE]: BASE }, making: {} }])
    await begun(world)
    expect(await begun(world)).toBe(`${BASE}.g2`)
  })

  it('is swept together with the stand-in that was to fill it', async () => {
    const world = await running()
    const name = await begun(world)
    const spec = (await seenBy(world)).desired?.apps.find(({ key }) => key === 'shop/job')?.containers[0]
    if (!spec) throw new Error('shop/job has no container')
    const mounts = spec.mounts.map((mount) => ({ ...mount, source: name }))
    await world.ports.runtime.createContainer({ ...spec, name: 'stand-in', replica: RUN_ONCE_REPLICA, mounts, labels: { ...spec.labels, [LABEL_REPLICA]: '0', [LABEL_SCRATCH]: 'restore' } }, never())
    world.restart()
    await world.pass()
    expect([volumes(world), world.containers().some((one) => one.name === 'stand-in')]).toEqual([[BASE], false])
  })

  it('is taken back when its container does not come up', async () => {
    const world = await running()
    const name = await begun(world)
    const switched = await finishGeneration(world.ports, name)
    if (!switched.ok) throw new Error(switched.error.cause)
    expect(switched.value).toEqual({ name, before: BASE })
    await takeBackGeneration(world.ports, switched.value)
    await abandonGeneration(world.ports, name, never())
    await world.converge()
    expect([mounts(world), volumes(world)]).toEqual([[BASE], [BASE]])
  })

  it('is not switched to by a name that nobody is making', async () => {
    const world = await running()
    expect(await finishGeneration(world.ports, `${BASE}.g2`)).toMatchObject({ ok: false, error: { code: 'volume-refused' } })
  })
})

describe('data that moved on', () => {
  it('stays with the app through a rollback to a release from before', async () => {
    const world = await running()
    world.commit(shop({ job: '{ image: "worker:2", volumes: ["data:/data"] }' }))
    await world.converge()
    const name = await moved(world)
    await world.converge()
    const found = await findRollback(world.ports, world.config, { app: 'shop/job', by: 'ana' }, never())
    if (!found.ok) throw new Error(found.error.cause)
    world.ports.store.pin(found.value.pin)
    await world.converge()
    expect([mounts(world), (await seenBy(world)).plan?.changes]).toEqual([[name], []])
    expect((await seenBy(world)).desired?.apps.find(({ key }) => key === 'shop/job')?.containers[0]?.image).toBe('worker:1')
  })

  it('stays with an app that is kept at its last release', async () => {
    const world = await running()
    const name = await moved(world)
    await world.converge()
    world.commit(shop({ job: '{ image: "exits:1", volumes: ["data:/data"] }' }))
    await world.converge()
    const [id] = world.containers().filter(({ app }) => app === 'shop/job')
    world.hand.remove(id?.name ?? '')
    await world.converge()
    const seen = await seenBy(world)
    expect([mounts(world), seen.plan?.kept?.map(({ app }) => app), seen.plan?.keptVolumes]).toEqual([[name], ['shop/job'], [BASE]])
  })

  it('stays with an app that is renamed, and when the rename is reverted', async () => {
    const world = await running()
    const name = await moved(world)
    await world.converge()
    const renamed = shop().replace('job: {', 'crew: { rename: { from: job },')
    world.commit(renamed)
    await world.converge()
    expect(mounts(world, 'shop/crew')).toEqual([name])
    world.commit(shop())
    await world.converge()
    expect([mounts(world), mounts(world, 'shop/crew')]).toEqual([[name], []])
  })

  it('waits for an app that left the file and came back', async () => {
    const world = await running()
    const name = await moved(world)
    await world.converge()
    world.commit(shop().replace(/ +job:.*\n/, ''))
    await world.converge()
    expect((await seenBy(world)).plan?.keptVolumes).toEqual([BASE, name])
    world.commit(shop())
    await world.converge()
    expect(mounts(world)).toEqual([name])
  })

  it('lets the generation before be pruned, and neither the one that counts nor one that is being filled', async () => {
    const world = await running()
    const name = await moved(world)
    await world.converge()
    const making = await begun(world)
    const seen = await seenBy(world)
    const judge = (volume: string) => judgeLoss({ ports: world.ports, config: world.config, signal: never() }, volume, seen)
    expect([await judge(BASE), await judge(name), await judge(making)]).toMatchObject([{ ok: true }, { ok: false, error: { cause: 'an app in git uses it' } }, { ok: false, error: { cause: expect.stringContaining('being filled') as string } }])
    expect([BASE, name, making].map((one) => standingOf({ name: one, app: 'shop/job' }, seen))).toEqual(['kept', 'in-use', 'making'])
  })
})

describe('when the note is lost', () => {
  it('the container tells which one counts, and that is noted again', async () => {
    const world = await running()
    const name = await moved(world)
    await world.converge()
    const before = containers(world)
    world.note.text = undefined
    world.wipeStore()
    world.restart()
    await world.converge()
    expect([containers(world), mounts(world)]).toEqual([before, [name]])
    expect(world.ports.generations.read().generations.inUse).toEqual({ [BASE]: name })
  })

  it('and the container too, the app is refused and nothing of it is touched, until a person says which', async () => {
    const world = await running()
    const name = await moved(world)
    await world.converge()
    world.note.text = undefined
    for (const { name: container, app } of world.containers()) if (app === 'shop/job') world.hand.remove(container)
    await world.converge()
    expect([mounts(world), volumes(world), await blocks(world)]).toEqual([[], [BASE, name], ['shop/job data-ambiguous']])
    const seen = await seenBy(world)
    expect(seen.plan?.blocked[0]?.message).toBe(`cannot tell which volume holds the data of shop/job: the note of which one counts is lost, and no container of the app is there to tell; there are ${BASE}, ${name} (Look at them with: mistctl volume ls shop/job. Then choose with: mistctl volume use <NAME>): what runs stays as it is`)
    expect(standingOf({ name, app: 'shop/job' }, seen)).toBe('ambiguous')
    expect(await judgeLoss({ ports: world.ports, config: world.config, signal: never() }, BASE, seen)).toMatchObject({ ok: false, error: { code: 'volume-refused' } })
    await chooseVolume(world.ports, name)
    await world.converge()
    expect([mounts(world), await blocks(world)]).toEqual([[name], []])
  })

  it('a later one that is there alone is not taken for whole', async () => {
    const world = await running()
    const name = await moved(world)
    await world.converge()
    world.note.text = undefined
    world.engine.state.volumes.delete(BASE)
    for (const { name: container, app } of world.containers()) if (app === 'shop/job') world.hand.remove(container)
    await world.converge()
    expect([mounts(world), volumes(world), await blocks(world)]).toEqual([[], [name], ['shop/job data-ambiguous']])
    await chooseVolume(world.ports, name)
    await world.converge()
    expect([mounts(world), volumes(world)]).toEqual([[name], [name]])
  })

  it('the first one that is there alone counts, as it does where nothing ever moved', async () => {
    const world = await running()
    await finishGeneration(world.ports, await begun(world))
    world.note.text = undefined
    world.engine.state.volumes.delete(`${BASE}.g2`)
    for (const { name: container, app } of world.containers()) if (app === 'shop/job') world.hand.remove(container)
    await world.converge()
    expect([mounts(world), volumes(world)]).toEqual([[BASE], [BASE]])
  })

  it('and half a volume is all that a rebuilt host has, nothing starts on it', async () => {
    const world = createWorld()
    world.commit(shop())
    const seen = await look(world.ports, world.config, { fetch: 'remote', freshness: 'live' }, never())
    const volume = seen.desired?.apps.find(({ key }) => key === 'shop/job')?.volumes[0]
    const made = volume && (await beginGeneration(world.ports, volume, never()))
    expect(made?.ok && made.value.name).toBe(`${BASE}.g2`)
    world.restart()
    world.note.text = undefined
    await world.converge()
    expect([mounts(world), await blocks(world)]).toEqual([[], ['shop/job data-ambiguous']])
  })
})

describe('when the note is older than the host', () => {
  it('what it calls unfinished and an app mounts is not taken away', async () => {
    const world = await running()
    await moved(world)
    await world.converge()
    world.restart()
    world.note.text = { inUse: { [BASE]: BASE }, making: { [BASE]: `${BASE}.g2` } }
    await world.converge()
    expect([volumes(world), world.ports.generations.read().generations.making]).toEqual([[BASE, `${BASE}.g2`], {}])
  })
})

describe('when the volume that counts is gone', () => {
  it('the older one does not stand in for it', async () => {
    const world = await running()
    const name = await moved(world)
    await world.converge()
    for (const { name: container, app } of world.containers()) if (app === 'shop/job') world.hand.remove(container)
    world.engine.state.volumes.delete(name)
    await world.converge()
    expect([mounts(world), volumes(world), await blocks(world)]).toEqual([[], [BASE], ['shop/job data-ambiguous']])
  })

  it('and no other is there, the app begins anew as any app does', async () => {
    const world = await running()
    const name = await moved(world)
    await world.converge()
    for (const { name: container, app } of world.containers()) if (app === 'shop/job') world.hand.remove(container)
    world.engine.state.volumes.clear()
    await world.converge()
    expect([mounts(world), volumes(world)]).toEqual([[name], [name]])
  })
})

describe('a person', () => {
  it('may go back to an earlier generation, and what ran is replaced', async () => {
    const world = await running()
    const name = await moved(world)
    await world.converge()
    expect(await judgeChoice(world.ports, BASE, never())).toMatchObject({ ok: true, value: { before: name, volume: { app: 'shop/job', sizeBytes: 4096 } } })
    await chooseVolume(world.ports, BASE)
    await world.converge()
    expect([mounts(world), volumes(world)]).toEqual([[BASE], [BASE, name]])
  })

  it('may not choose what is half filled, or what is not there', async () => {
    const world = await running()
    const making = await begun(world)
    expect([await judgeChoice(world.ports, making, never()), await judgeChoice(world.ports, 'shop_job_other', never())]).toMatchObject([{ ok: false, error: { code: 'volume-refused' } }, { ok: false, error: { code: 'volume-unknown' } }])
  })
})
