/** What a pass leaves alone for the sake of others is looked at again, also when those others have ended by the time it has looked. */
import { describe, expect, it } from 'vitest'
import { planAround } from '../../../src/engine/loop/beside.js'
import { createInFlight } from '../../../src/engine/loop/in-flight.js'
import { look } from '../../../src/engine/look.js'
import type { Trigger } from '../../../src/model/run.js'
import { claimsOf } from '../../../src/plan/claims.js'
import { taskKey } from '../../../src/plan/edges.js'
import { toTasks } from '../../../src/plan/steps.js'
import { shop } from '../../fakes/manifests.js'
import { NEVER, live, rejected, removeAll, world } from '../../support/held.js'
import type { World } from '../../fakes/world.js'

async function planned(made: World) {
  const { plan, desired } = await look(made.ports, made.config, { fetch: 'local', freshness: 'live', rejected: 'held' }, NEVER)
  if (!plan || !desired) throw new Error('no plan')
  return { plan, desired, trigger: 'poll' as const }
}

const domain = (host: string): string => shop({ web: `{ image: "web:1", port: 80, domains: [${host}], deploy: { drain: 0s } }` })

it('wakes no app that began to stand still while the pass looked', async () => {
  const made = await world(domain('one.localhost'))
  const inFlight = createInFlight()
  const { desired } = await planned(made)
  const sight = inFlight.sight()
  inFlight.begin([{ task: 'hold shop/web', app: 'shop/web', holds: [taskKey('shop/web')], wants: [] }], desired)
  made.hand.pause(made.containers().find(({ app }) => app === 'shop/web')?.name ?? '')
  const query = await planned(made)
  expect(query.plan.changes).toHaveLength(1)
  expect(planAround(inFlight, sight, query).free.changes).toEqual([])
})

describe('work that ends while another pass looks', () => {
  it.each<[string, 'before' | 'while' | 'after', readonly Trigger[]]>([
    ['is looked at again when it ended in between', 'while', ['poll']],
    ['is looked at again when it ends later, since git wants its app otherwise', 'after', ['poll']],
    ['is nothing to wait for when it had ended before', 'before', []],
  ])('%s', async (_, when, asked) => {
    const made = await world(domain('one.localhost'))
    const told: Trigger[] = []
    const inFlight = createInFlight((trigger) => told.push(trigger))
    made.commit(domain('two.localhost'))
    await made.ports.source.fetch(made.config.repository, NEVER)
    const first = await planned(made)
    const claims = claimsOf(first.plan, toTasks(first.plan))
    inFlight.begin(claims, first.desired)
    const end = (): void => { for (const { task } of claims) inFlight.end(task, { result: 'applied' }) }
    if (when === 'before') end()
    const sight = inFlight.sight()
    if (when === 'while') end()
    made.commit(domain('three.localhost'))
    await made.ports.source.fetch(made.config.repository, NEVER)
    const { free } = planAround(inFlight, sight, await planned(made))
    if (when === 'after') end()
    expect([told, free.changes.length]).toEqual([asked, when === 'before' ? 1 : 0])
  })
})

describe('the work of healing an app that is kept', () => {
  it('goes on when the release that git wants may be tried again', async () => {
    const made = await rejected()
    removeAll(made)
    const kept = await planned(made)
    expect(live(made)).toEqual([])
    const inFlight = createInFlight()
    const claims = claimsOf(kept.plan, toTasks(kept.plan))
    inFlight.begin(claims, kept.desired)
    const sight = inFlight.sight()
    made.store.rejections.clear()
    const again = await planned(made)
    expect(again.desired.apps.find(({ key }) => key === 'shop/web')?.kept).toBeUndefined()
    const { free } = planAround(inFlight, sight, again)
    expect([free.changes, claims.map(({ task }) => inFlight.isSuperseded(task))]).toEqual([[], [false]])
  })
})
