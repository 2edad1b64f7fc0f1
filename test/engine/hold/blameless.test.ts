/** A release that fails while an app that it depends on is not up is no verdict on it: it is tried again, and comes out by itself. */
import { describe, expect, it } from 'vitest'
import { EXITING_PROGRAM, GOOD_PROGRAM } from '../../fakes/program.js'
import type { Program } from '../../fakes/program.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'
import { images, live, NEVER, statusOf } from '../../support/held.js'

interface Two {
  readonly api?: string
  readonly web?: string
  readonly between?: string
}

const two = ({ api = '', web = '', between }: Two = {}): string => `version: 1
projects:
  shop:
    apps:
      api: { image: "worker:1", port: 90${api} }
${between === undefined ? '' : `      between: { image: "worker:2", dependsOn: [api]${between} }\n`}      web: { image: "needy:1", port: 80, dependsOn: [${between === undefined ? 'api' : 'between'}], deploy: { drain: 0s }${web} }
`

/** Its program ends at once where nobody answers at the other end, or where the test says so. */
function needing(onStart: (world: World) => void = () => undefined): World {
  const hasApi = (): boolean => images(world, 'shop/api').length > 0
  const needy = {
    ...GOOD_PROGRAM,
    get exitsAfterMs() {
      onStart(world)
      return hasApi() ? undefined : 200
    },
    get exitCode() { return hasApi() ? 0 : 1 },
    get listens() { return hasApi() ? 'all' : [] },
  } as Program
  const world: World = createWorld({ images: { 'needy:1': needy, 'exits:1': EXITING_PROGRAM } })
  return world
}

async function passes(world: World, count = 4): Promise<void> {
  for (let pass = 0; pass < count; pass += 1) {
    await world.pass()
    await world.clock.sleep(60_000, NEVER)
  }
}

const stopApi = (world: World): void => { for (const { name, state } of live(world, 'shop/api')) if (state === 'running') world.hand.stop(name) }

describe('a release that fails while an app that it depends on is not up', () => {
  it('is not rejected, says what was missing, and comes out once that is there', async () => {
    const world = needing()
    world.commit(two({ api: ', replicas: 0' }))
    await passes(world)
    expect([images(world), world.store.rejections.size]).toEqual([[], 0])
    const app = await statusOf(world)
    expect(app.conditions.map(({ type, reason }) => `${type} ${reason}`)).toEqual(['Ready HealthCheckFailed', 'Reconciling ProgressingWithRetry'])
    expect(app.conditions[0]?.message).toMatch(/with code 1, while shop\/api, which it needs, was not up$/)
    world.commit(two())
    await passes(world)
    expect(images(world)).toEqual(['needy:1'])
  })

  it('is not rejected for its command before the release either, which is tried again with pauses', async () => {
    const world = needing()
    world.commit(two({ api: ', replicas: 0' }).replace('drain: 0s', 'drain: 0s, pre: ["false"]'))
    await passes(world)
    const app = await statusOf(world)
    expect([world.store.rejections.size, app.conditions.map(({ type, reason }) => `${type} ${reason}`)[1]]).toEqual([0, 'Reconciling ProgressingWithRetry'])
    expect(world.events.filter((event) => event.type === 'app-failed').length).toBeGreaterThan(1)
  })

  it('is not rejected where it was stopped in the middle of the release', async () => {
    let isOver = false
    const world = needing((made) => {
      if (!isOver) stopApi(made)
      isOver = true
    })
    world.commit(two().replace(/ {6}web: .*\n/, ''))
    await world.converge()
    world.commit(two())
    expect((await world.pass()).run.verdict).toBe('failed')
    expect(world.store.rejections.size).toBe(0)
    await passes(world)
    expect([images(world), images(world, 'shop/api')]).toEqual([['needy:1'], ['worker:1']])
  })

  it('is not rejected where that was away for a moment only', async () => {
    const world = needing()
    world.commit(two().replace(/ {6}web: .*\n/, ''))
    await world.converge()
    const restarted = { ...EXITING_PROGRAM, get exitsAfterMs() { for (const api of live(world, 'shop/api')) { api.startedAt = '2026-02-02T02:02:02.000Z' } return 200 } } as Program
    world.engine.state.registry.set('needy:1', restarted)
    world.commit(two())
    await world.pass()
    expect(world.store.rejections.size).toBe(0)
  })

  it('is not rejected where that lacks what it needs in turn', async () => {
    const world = needing()
    world.commit(two({ api: ', replicas: 0', between: '' }))
    await passes(world)
    expect([images(world, 'shop/between'), world.store.rejections.size]).toEqual([['worker:2'], 0])
  })
})

describe('a release that fails with all that it depends on in place', () => {
  it('is rejected', async () => {
    const world = needing()
    world.commit(two().replace('needy:1', 'exits:1'))
    await passes(world)
    expect([...world.store.rejections.keys()]).toEqual(['shop/web'])
  })
})
