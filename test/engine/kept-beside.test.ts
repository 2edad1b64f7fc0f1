/** What goes with an app that is held: those that depend on it, places that it is to take over, and what a kill left of its release. */
import { describe, expect, it } from 'vitest'
import { shop, WEB_ROUTE } from '../fakes/manifests.js'
import { EXITING_PROGRAM } from '../fakes/program.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'
import { NEVER, ROUTED, hosts, images, planOf, removeAll, statusOf, world } from '../support/held.js'

describe('an app that depends on one that is held', () => {
  const both = (api: string, web: string): string => `version: 1\nprojects:\n  shop:\n    apps:\n      api: { image: "${api}", port: 90, domains: [api.localhost], deploy: { drain: 0s } }\n      web: { image: "${web}", ${ROUTED}, dependsOn: [api], deploy: { drain: 0s } }\n`

  it('is healed when its own spec is what it was', async () => {
    const made = await world(both('web:1', 'web:1'))
    made.commit(both('exits:1', 'web:1'))
    await made.pass()
    removeAll(made)
    await made.pass()
    expect([images(made), images(made, 'shop/api')]).toEqual([['web:1'], ['web:1']])
    expect((await planOf(made)).blocked.map(({ app }) => app)).not.toContain('shop/web')
  })

  it('waits with a version of its own, is kept and healed meanwhile, and comes out with the other', async () => {
    const made = await world(both('web:1', 'web:1'))
    made.commit(both('exits:1', 'web:2'))
    for (let pass = 0; pass < 3; pass += 1) await made.pass()
    removeAll(made)
    await made.pass()
    expect(images(made)).toEqual(['web:1'])
    const app = await statusOf(made)
    expect([app.sync, app.blocked[0]?.message, app.conditions.map(({ type }) => type)]).toEqual(['OutOfSync', 'It waits for shop/api, which is held', ['Ready', 'Stalled', 'Kept']])
    made.commit(both('web:2', 'web:2'))
    await made.converge()
    expect([images(made), images(made, 'shop/api')]).toEqual([['web:2'], ['web:2']])
  })
})

describe('a place that a held app is to take over', () => {
  const apps = (...lines: readonly string[]): string => `version: 1\nprojects:\n  shop:\n    apps:\n${lines.map((line) => `      ${line}\n`).join('')}`

  it('stays with an app that was renamed until the new one can serve it', async () => {
    const made = await world(apps(`web: { image: "web:1", ${ROUTED} }`))
    made.commit(apps(`site: { image: "exits:1", ${ROUTED} }`))
    for (let pass = 0; pass < 4; pass += 1) await made.pass()
    expect([images(made), hosts(made, 'shop/web')]).toEqual([['web:1'], ['shop.localhost']])
    expect((await planOf(made)).blocked.find(({ app }) => app === 'shop/web')?.message).toBe('It serves shop.localhost until shop/site can, which is held')
    made.commit(apps(`site: { image: "web:2", ${ROUTED} }`))
    await made.converge()
    expect([images(made), images(made, 'shop/site'), hosts(made, 'shop/site')]).toEqual([[], ['web:2'], ['shop.localhost']])
  })

  it('and the data stay with an app that goes on under another name, until that name can', async () => {
    const data = 'volumes: ["data:/data"], deploy: { drain: 0s }'
    const made = await world(apps(`web: { image: "web:1", ${ROUTED}, ${data} }`))
    made.commit(apps(`site: { image: "exits:1", ${ROUTED}, ${data}, rename: { from: web } }`))
    for (let pass = 0; pass < 4; pass += 1) await made.pass()
    expect([images(made), hosts(made, 'shop/web')]).toEqual([['web:1'], ['shop.localhost']])
    made.commit(apps(`site: { image: "web:2", ${ROUTED}, ${data}, rename: { from: web } }`))
    await made.converge()
    expect([images(made), images(made, 'shop/site'), hosts(made, 'shop/site')]).toEqual([[], ['web:2'], ['shop.localhost']])
  })

  it('stays with the app that had it, which is healed with it', async () => {
    const web = (domain: string): string => `web: { image: "web:1", port: 80, domains: [${domain}] }`
    const api = (image: string, domain: string): string => `api: { image: "${image}", port: 80, domains: [${domain}] }`
    const made = await world(apps(web('shop.localhost'), api('web:1', 'api.localhost')))
    made.commit(apps(web('web.localhost'), api('exits:1', 'shop.localhost')))
    for (let pass = 0; pass < 4; pass += 1) await made.pass()
    expect([hosts(made, 'shop/web'), hosts(made, 'shop/api')]).toEqual([['shop.localhost'], ['api.localhost']])
    removeAll(made)
    made.hand.deleteRoute(WEB_ROUTE)
    await made.pass()
    expect([images(made), hosts(made, 'shop/web'), hosts(made, 'shop/api')]).toEqual([['web:1'], ['shop.localhost'], ['api.localhost']])
    made.commit(apps(web('web.localhost'), api('web:2', 'shop.localhost')))
    await made.converge()
    expect([hosts(made, 'shop/web'), hosts(made, 'shop/api')]).toEqual([['web.localhost'], ['shop.localhost']])
  })

  it('goes to another app that comes out with it', async () => {
    const made = await world(apps(`web: { image: "web:1", port: 80, domains: [shop.localhost, old.localhost] }`))
    made.commit(apps(`web: { image: "exits:1", port: 80, domains: [shop.localhost] }`, `other: { image: "web:2", port: 80, domains: [old.localhost] }`))
    for (let pass = 0; pass < 4; pass += 1) await made.pass()
    expect([images(made), hosts(made, 'shop/web'), hosts(made, 'shop/other')]).toEqual([['web:1'], ['shop.localhost'], ['old.localhost']])
  })
})

describe('a run before a release that a kill left behind', () => {
  const asking = (web: string, pre: string): string => shop({ web: `{ image: "${web}", ${ROUTED}, deploy: { drain: 0s, pre: [${pre}], timeout: 1m } }` })
  const left = (made: World): readonly string[] => made.containers().filter(({ name }) => name.endsWith('-pre')).map(({ name }) => name)

  async function killedInPre(): Promise<World> {
    const made = createWorld({ images: { 'exits:1': EXITING_PROGRAM } })
    made.commit(shop({ web: `{ image: "web:1", ${ROUTED}, deploy: { drain: 0s } }` }))
    await made.converge()
    made.commit(asking('web:2', 'sleep, "30"'))
    made.faults.forgetCalls()
    const running = made.pass()
    const over = Promise.race([running, made.killed])
    for (let turn = 0; turn < 200 && left(made).length === 0; turn += 1) await made.clock.sleep(10, NEVER)
    made.faults.killAtWrite(1, 'before')
    await over
    made.restart()
    expect(left(made)).toHaveLength(1)
    return made
  }

  it('goes with the next pass, also when nothing else of its app is to be done', async () => {
    const made = await killedInPre()
    made.commit(shop({ web: `{ image: "web:1", ${ROUTED}, deploy: { drain: 0s } }` }))
    await made.pass()
    expect([left(made), images(made)]).toEqual([[], ['web:1']])
  })

  it('goes with the next pass also while its app is held', async () => {
    const made = await killedInPre()
    made.commit(asking('exits:1', '"false"'))
    await made.pass()
    await made.pass()
    expect([left(made), made.store.rejections.size, images(made)]).toEqual([[], 1, ['web:1']])
  })
})
