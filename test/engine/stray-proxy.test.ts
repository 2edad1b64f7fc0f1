/** A proxy whose directory was deleted or replaced under it serves what is no more; only a new container sees what is there now. */
import { describe, expect, it } from 'vitest'
import type { StrayProxy } from '../../src/model/state.js'
import { shop } from '../fakes/manifests.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'

const PROXY = 'mist/traefik'
const proxyOf = (world: World): string => world.containers().filter(({ app }) => app === PROXY).map(({ id }) => id).join(' ')

async function settledWorld(): Promise<World> {
  const world = createWorld()
  world.commit(shop())
  await world.converge()
  await world.clock.advance(60_000)
  // A route that nobody confirms: the API refuses to be asked.
  world.traefik.files.clear()
  return world
}

async function passWith(world: World, stray: StrayProxy): Promise<readonly string[]> {
  world.traefik.stray = stray
  const { run } = await world.pass()
  world.traefik.stray = undefined
  return run.changes.filter(({ app }) => app === PROXY).map(({ action, reason, fields }) => `${action} ${reason} ${fields.map(({ field }) => field).join(' ')}`)
}

describe('a proxy that refuses Mist', () => {
  it('is replaced when it knows another password, with the reason', async () => {
    const world = await settledWorld()
    const before = proxyOf(world)
    expect(await passWith(world, { answer: 401, directorySince: '1970-01-01T00:00:00.000Z' })).toEqual(['replace drift mounts'])
    expect(proxyOf(world)).not.toBe(before)
    expect((await world.converge()).run.verdict).toBe('converged')
  })

  it('is replaced when it knows nothing of Mist and its directory is younger than itself', async () => {
    const world = await settledWorld()
    expect(await passWith(world, { answer: 404, directorySince: world.clock.nowIso() })).toEqual(['replace drift mounts'])
  })

  it('is left alone when it knows nothing of Mist and its directory is the one it was started with', async () => {
    const world = await settledWorld()
    expect(await passWith(world, { answer: 404, directorySince: '1970-01-01T00:00:00.000Z' })).toEqual([])
  })

  it('is given the time to read what is there', async () => {
    const world = createWorld()
    world.commit(shop())
    await world.converge()
    world.hand.remove(world.containers().find(({ app }) => app === PROXY)?.name ?? '')
    await world.converge()
    world.traefik.files.clear()
    expect(await passWith(world, { answer: 401, directorySince: world.clock.nowIso() })).toEqual([])
  })
})
