/** Whatever a bad commit says and whatever a hand does meanwhile: the app is what its last release was, and the bad one is tried once. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shop, WEB_ROUTE } from '../fakes/manifests.js'
import { EXITING_PROGRAM } from '../fakes/program.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'
import { live, removeAll } from '../support/held.js'
import { effort } from '../support/effort.js'

interface Web {
  readonly image: string
  readonly replicas: number
  readonly memory: number
  readonly host: string
  readonly level: string
}

const common = { replicas: fc.integer({ min: 1, max: 3 }), memory: fc.constantFrom(32, 64), host: fc.constantFrom('a', 'b'), level: fc.constantFrom('info', 'debug') }
const good = fc.record<Web>({ image: fc.constantFrom('web:1', 'web:2'), ...common })
const bad = fc.record<Web>({ image: fc.constantFrom('exits:1', 'gone:1'), ...common })

type Harm = 'remove' | 'remove-all' | 'stop' | 'pause' | 'limits' | 'network' | 'route' | 'new-mistd' | 'unrelated-commit'
const harms = fc.array(fc.constantFrom<Harm>('remove', 'remove-all', 'stop', 'pause', 'limits', 'network', 'route', 'new-mistd', 'unrelated-commit'), { minLength: 1, maxLength: 6 })

function manifest({ image, replicas, memory, host, level }: Web, side: string): string {
  return shop({ web: `{ image: "${image}", port: 80, domains: [${host}.localhost], replicas: ${String(replicas)}, limits: { memory: ${String(memory)}m }, env: { LEVEL: ${level} }, deploy: { drain: 0s } }`, side: `{ image: "${side}" }` })
}

function harm(world: World, what: Harm, spec: Web): void {
  const name = live(world)[0]?.name ?? ''
  switch (what) {
    case 'remove': return void world.hand.remove(name)
    case 'remove-all': return removeAll(world)
    case 'stop': return void world.hand.stop(name)
    case 'pause': return void world.hand.pause(name)
    case 'limits': return void world.hand.update(name, { memoryBytes: 5 })
    case 'network': return void world.hand.disconnect(name, 'mist-shop')
    case 'route': return void world.hand.deleteRoute(WEB_ROUTE)
    case 'new-mistd': return world.restart()
    case 'unrelated-commit': return void world.commit(manifest(spec, 'worker:2'))
  }
}

function shape(world: World): unknown {
  const containers = live(world).map(({ spec, state, limits, networks }) => [spec?.image, spec?.env['LEVEL'], state, limits.memoryBytes, [...networks.keys()]])
  const routes = [...world.traefik.files.values()].filter(({ app }) => app === 'shop/web').map(({ content }) => [content?.rules.map(({ host }) => host), content?.servers.length])
  return { containers: containers.map((one) => JSON.stringify(one)).sort(), routes }
}

describe('an app that is held', () => {
  it('is what its last release was after whatever was done to it', async () => {
    await fc.assert(fc.asyncProperty(good, bad, harms, async (first, second, done) => {
      const world = createWorld({ images: { 'exits:1': EXITING_PROGRAM } })
      world.commit(manifest(first, 'worker:1'))
      await world.converge()
      const before = shape(world)
      world.commit(manifest(second, 'worker:1'))
      await world.pass()
      for (const what of done) {
        harm(world, what, second)
        await world.pass()
        await world.pass()
        expect(shape(world)).toEqual(before)
      }
      const tries = world.events.filter((event) => event.type === 'app-failed' && event.app === 'shop/web').length
      expect([tries, world.store.releases.filter(({ app }) => app === 'shop/web').length]).toEqual([1, 1])
    }), { numRuns: effort(40) })
  })
})
