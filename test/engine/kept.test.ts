/** While what git wants of an app is held, the app is kept as its last release had it: healed, and shown as what it is. */
import { describe, expect, it } from 'vitest'
import { findRollback } from '../../src/engine/hold/rollback.js'
import { status } from '../../src/engine/status.js'
import { planText } from '../../src/render/plan-text.js'
import { plainPaint } from '../../src/render/paint.js'
import { tagImage } from '../fakes/docker-images.js'
import { shop, WEB_ROUTE } from '../fakes/manifests.js'
import { EXITING_PROGRAM, GOOD_PROGRAM } from '../fakes/program.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'
import { BAD, GOOD, NEVER, ROUTED, hosts, images, live, planOf, rejected, removeAll, statusOf, tries, world } from '../support/held.js'

describe('an app whose release was rejected', () => {
  it.each<[string, (made: World, name: string) => void]>([
    ['is removed', (made, name) => { made.hand.remove(name) }],
    ['is stopped', (made, name) => { made.hand.stop(name) }],
    ['is paused', (made, name) => { made.hand.pause(name) }],
    ['is given other limits', (made, name) => { made.hand.update(name, { memoryBytes: 1 }) }],
    ['loses its network', (made, name) => { made.hand.disconnect(name, 'mist-shop') }],
    ['loses its route', (made) => { made.hand.deleteRoute(WEB_ROUTE) }],
    ['is routed elsewhere by hand', (made) => { made.hand.editRoute(WEB_ROUTE, 'evil.localhost') }],
  ])('is healed as its last release had it when it %s', async (_, harm) => {
    const made = await rejected()
    harm(made, live(made)[0]?.name ?? '')
    await made.pass()
    expect(images(made)).toEqual(['web:1', 'web:1'])
    expect(live(made).map(({ limits, networks }) => [limits.memoryBytes, [...networks.keys()]])).toEqual([[64 * 2 ** 20, ['mist-shop']], [64 * 2 ** 20, ['mist-shop']]])
    expect(hosts(made, 'shop/web')).toEqual(['shop.localhost'])
    expect([tries(made), made.store.rejections.size, made.store.releases.filter(({ app }) => app === 'shop/web').length]).toEqual([1, 1, 1])
    expect((await made.pass()).run.outcomes).toEqual([])
  })

  it('keeps the same containers while nothing happens to them', async () => {
    const made = await world()
    const before = live(made).map(({ id }) => id)
    made.commit(BAD)
    for (let pass = 0; pass < 4; pass += 1) await made.pass()
    made.restart()
    await made.pass()
    expect(live(made).map(({ id }) => id)).toEqual(before)
    expect(tries(made)).toBe(1)
  })

  it('is said to be held, why, and what it is kept at, also right after it was healed', async () => {
    const made = await rejected()
    removeAll(made)
    expect((await made.pass()).run.verdict).toBe('failed')
    const app = await statusOf(made)
    expect([app.sync, app.health, app.replicas, app.image, app.urls]).toEqual(['OutOfSync', 'Healthy', 2, 'exits:1', ['http://shop.localhost:8080/']])
    expect(app.conditions.map(({ type, reason }) => `${type} ${reason}`)).toEqual(['Ready ReleaseRejected', 'Stalled ReleaseRejected', 'Kept LastRelease'])
    expect(app.conditions[2]?.message).toMatch(/^Kept as in release 1 of main@[0-9a-f]{7}, while what git wants is held$/)
    expect((await status(made.ports, made.config, NEVER)).verdict).toContain('Kept at the last release: shop/web.')
  })

  it('shows in diff what git wants, that it is held, what is healed, and at which release it is kept', async () => {
    const made = await rejected()
    made.hand.deleteRoute(WEB_ROUTE)
    const plan = await planOf(made)
    expect(plan.changes.map(({ id, reason }) => `${id} ${reason}`)).toEqual(['route/shop/web drift'])
    expect(plan.blocked.map(({ id, action, reason }) => `${id} ${action} ${reason}`)).toEqual(['container/shop/web/1 replace held', 'container/shop/web/2 replace held', 'container/shop/web/3 create held', 'route/shop/web create held'])
    expect(plan.kept).toMatchObject([{ app: 'shop/web', release: 1, because: 'rejected' }])
    const text = planText(plan, { paint: plainPaint, env: 'hidden' })
    expect(text).toMatch(/image +web:1 → exits:1/)
    expect(text).toMatch(/Kept: shop\/web at release 1 \(main@[0-9a-f]{7}.*mistctl apply --retry shop\/web/)
  })

  it('is as git says with the next good commit', async () => {
    const made = await rejected()
    removeAll(made)
    await made.pass()
    made.commit(shop({ web: '{ image: "web:2", port: 80, domains: [new.localhost], deploy: { drain: 0s } }' }))
    expect((await made.pass()).run.verdict).toBe('changed')
    expect([images(made), hosts(made, 'shop/web'), made.store.rejections.size]).toEqual([['web:2'], ['new.localhost'], 0])
    expect((await statusOf(made)).conditions.map(({ type }) => type)).toEqual(['Ready'])
    expect((await planOf(made)).kept).toBeUndefined()
  })

  it('is led back by a revert that finds everything as it is', async () => {
    const made = await rejected()
    removeAll(made)
    await made.pass()
    const before = live(made).map(({ id }) => id)
    made.commit(shop({ web: GOOD }))
    await made.converge()
    expect([live(made).map(({ id }) => id), made.store.rejections.size, tries(made)]).toEqual([before, 0, 1])
  })

  it('is tried again when a person asks, and healed by a plain apply without a try', async () => {
    const made = await rejected()
    removeAll(made)
    expect((await made.pass({ trigger: 'cli' })).run.verdict).toBe('failed')
    expect([images(made), tries(made)]).toEqual([['web:1', 'web:1'], 1])
    expect((await made.pass({ trigger: 'cli', rejected: 'tried' })).run.verdict).toBe('failed')
    expect([images(made), tries(made)]).toEqual([['web:1', 'web:1'], 2])
    made.engine.state.images.set('exits:1', { id: 'sha256:mended', program: GOOD_PROGRAM })
    expect((await made.pass({ trigger: 'cli', rejected: 'tried' })).run.verdict).toBe('changed')
    expect([images(made), made.store.rejections.size]).toEqual([['exits:1', 'exits:1', 'exits:1'], 0])
  })

  it('is healed by a new process too, and is simply tried again when the history is lost', async () => {
    const made = await rejected()
    made.restart()
    removeAll(made)
    await made.pass()
    expect([images(made), tries(made)]).toEqual([['web:1', 'web:1'], 1])
    made.wipeStore()
    await made.pass()
    expect([images(made), tries(made)]).toEqual([['web:1', 'web:1'], 2])
  })

  it('waits as it is without an earlier release', async () => {
    const made = createWorld({ images: { 'exits:1': EXITING_PROGRAM } })
    made.commit(BAD)
    await made.pass()
    const plan = await planOf(made)
    expect([plan.kept, plan.changes.filter(({ app }) => app === 'shop/web'), new Set(plan.blocked.map(({ reason }) => reason))]).toEqual([undefined, [], new Set(['held'])])
  })

  it('waits as it is, and says why, when its release cannot be read any more', async () => {
    const made = await world()
    const good = made.store.releases.find(({ app }) => app === 'shop/web')?.revision.commit ?? ''
    made.commit(BAD)
    await made.pass()
    made.remote.lose(good)
    made.restart()
    removeAll(made)
    const { run } = await made.pass()
    expect([live(made), run.blocked.find(({ app }) => app === 'shop/web')?.message]).toEqual([[], expect.stringContaining('It cannot be kept at release 1: ') as string])
  })

  it('is healed with the route of its last release where git routes nothing of its project any more', async () => {
    const made = await rejected(shop({ web: '{ image: "exits:1" }' }))
    removeAll(made)
    await made.pass()
    const proxy = live(made, 'mist/traefik')[0]
    expect([images(made), hosts(made, 'shop/web'), [...(proxy?.networks.keys() ?? [])]]).toEqual([['web:1', 'web:1'], ['shop.localhost'], expect.arrayContaining(['mist-shop']) as string[]])
  })

  it('that was built is not built again', async () => {
    const built = (text: string, code: string): [string, Record<string, string>] => [shop({ web: `{ build: web, ${ROUTED}, env: { TEXT: "${text}" }, command: [${code}] }` }), { 'web/Dockerfile': `FROM x\nRUN ${text}\n` }]
    const made = createWorld()
    made.commit(...built('one', 'serve'))
    await made.converge()
    const [image] = images(made)
    made.commit(...built('two', '"false"'))
    await made.pass()
    made.faults.forgetCalls()
    removeAll(made)
    await made.pass()
    expect([images(made), made.store.rejections.size, made.faults.writes.filter((write) => write.startsWith('buildImage'))]).toEqual([[image], 1, []])
  })

  it('that comes out as a canary is healed at once, and noted once', async () => {
    const canary = (image: string): string => shop({ web: `{ image: "${image}", ${ROUTED}, deploy: { strategy: canary, drain: 0s } }` })
    const made = createWorld({ images: { 'exits:1': EXITING_PROGRAM } })
    for (const image of ['web:1', 'exits:1']) {
      made.commit(canary(image))
      await made.pass()
    }
    removeAll(made)
    for (let pass = 0; pass < 3; pass += 1) await made.pass()
    expect([images(made), made.store.releases.filter(({ app }) => app === 'shop/web').length]).toEqual([['web:1'], 1])
  })

  it('whose healing fails is tried with pauses, and stays rejected', async () => {
    const made = await rejected()
    removeAll(made)
    made.faults.add({ call: 'createContainer', kind: 'fail', times: 1 })
    await made.pass()
    expect([live(made), made.store.rejections.size]).toEqual([[], 1])
    await made.pass()
    expect(live(made)).toEqual([])
    await made.clock.sleep(3_000, NEVER)
    await made.pass()
    expect([images(made), tries(made)]).toEqual([['web:1', 'web:1'], 2])
  })

  it('that a person led back stays where that person wants it', async () => {
    const made = await world()
    made.commit(shop({ web: GOOD.replace('64m', '96m') }))
    await made.converge()
    made.commit(BAD)
    await made.pass()
    const found = await findRollback(made.ports, made.config, { app: 'shop/web', release: 1, by: 'ana' }, NEVER)
    if (!found.ok) throw new Error(found.error.cause)
    made.ports.store.pin(found.value.pin)
    await made.converge()
    removeAll(made)
    await made.converge()
    expect(live(made).map(({ limits }) => limits.memoryBytes)).toEqual([64 * 2 ** 20, 64 * 2 ** 20])
    expect((await statusOf(made)).conditions.map(({ type }) => type)).toEqual(['Ready', 'RolledBack'])
  })

  it('keeps the image that git wants, for the next try', async () => {
    const made = await rejected()
    made.commit(BAD.replace('worker:1', 'worker:2').replace('replicas: 3', 'replicas: 3'))
    removeAll(made)
    for (let pass = 0; pass < 3; pass += 1) await made.pass()
    expect([...made.engine.state.images.keys()]).toEqual(expect.arrayContaining(['exits:1', 'web:1']))
  })
})

describe('an app whose release fails because of the world', () => {
  it('is healed as its last release had it during the pause, and comes out once the world is well', async () => {
    const made = await world()
    made.faults.add({ call: 'pullImage', kind: 'fail', times: 2 })
    made.commit(shop({ web: '{ image: "web:2", port: 80, domains: [new.localhost], deploy: { drain: 0s } }' }))
    removeAll(made)
    await made.pass()
    expect(live(made)).toEqual([])
    await made.pass()
    expect([images(made), hosts(made, 'shop/web')]).toEqual([['web:1', 'web:1'], ['shop.localhost']])
    const { run } = await made.pass()
    expect([run.outcomes, run.blocked[0]?.message]).toEqual([[], expect.stringMatching(/The last attempt failed: .*The next attempt is in/) as string])
    await made.clock.sleep(3_000, NEVER)
    await made.pass()
    expect(images(made)).toEqual(['web:1', 'web:1'])
    await made.clock.sleep(10_000, NEVER)
    await made.pass()
    expect([images(made), hosts(made, 'shop/web')]).toEqual([['web:2'], ['new.localhost']])
  })

  it('goes forward when it could not be taken back whole', async () => {
    const made = await world()
    made.commit(shop({ web: GOOD.replace('web:1', 'web:2') }))
    made.faults.add({ call: 'removeContainer', kind: 'fail', times: 1 })
    await made.pass()
    await made.clock.sleep(10_000, NEVER)
    await made.converge()
    expect(images(made)).toEqual(['web:2', 'web:2'])
  })
})

describe('a tag that has moved', () => {
  const id = (made: World): string => made.engine.state.images.get('web:1')?.id ?? ''

  it('is a release of its own, with its own image to go back to', async () => {
    const made = await world()
    const first = id(made)
    tagImage(made.engine, 'web:1', GOOD_PROGRAM)
    await made.converge()
    expect(made.store.releases.filter(({ app }) => app === 'shop/web').map(({ number, image }) => [number, image.id])).toEqual([[1, first], [2, id(made)]])
    const found = await findRollback(made.ports, made.config, { app: 'shop/web', by: 'ana' }, NEVER)
    expect(found).toMatchObject({ ok: true, value: { target: { number: 1 }, reverts: [] } })
    if (found.ok) made.ports.store.pin(found.value.pin)
    await made.converge()
    expect(live(made).map(({ imageId }) => imageId)).toEqual([first, first])
  })

  it('is rejected as a release of its own: the old containers stay, and come back from their own image', async () => {
    const made = await world()
    const first = id(made)
    const before = live(made).map((one) => one.id)
    tagImage(made.engine, 'web:1', EXITING_PROGRAM)
    for (let pass = 0; pass < 4; pass += 1) await made.pass()
    expect([live(made).map((one) => one.id), tries(made), [...made.store.rejections.values()].map(({ image }) => image)]).toEqual([before, 1, [id(made)]])
    made.hand.remove(live(made)[0]?.name ?? '')
    for (let pass = 0; pass < 2; pass += 1) await made.pass()
    expect([live(made).map(({ imageId }) => imageId), tries(made)]).toEqual([[first, first], 1])
    expect((await made.pass()).run.outcomes).toEqual([])
    tagImage(made.engine, 'web:1', GOOD_PROGRAM)
    await made.converge()
    expect([live(made).map(({ imageId }) => imageId), made.store.rejections.size]).toEqual([[id(made), id(made)], 0])
  })
})
