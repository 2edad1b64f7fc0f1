/** Two plans at a time: what of the second can be carried out beside the first. */
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/model/plan.js'
import { claimsOf, planBeside } from '../../src/plan/claims.js'
import { planChanges } from '../../src/plan/plan.js'
import { toTasks } from '../../src/plan/steps.js'
import { desiredOf, manifestOf } from '../support/desired.js'

const NOTHING = { observedAt: '2026-03-01T10:00:00Z', containers: [], foreignContainers: [], networks: [], volumes: [], routes: [], images: {}, incomplete: {} }

function planOf(apps: string): Plan {
  const desired = desiredOf(manifestOf(`version: 1\nprojects:\n${apps}`))
  return planChanges(desired, NOTHING as unknown as Parameters<typeof planChanges>[1], { lastApplied: {}, deletionConfirmed: false, servers: 'name' })
}

const PLAN = planOf('  shop:\n    apps:\n      db: { image: "a:1" }\n      web: { image: "a:1", port: 80, domains: [a.localhost], dependsOn: [db] }\n  blog:\n    apps:\n      job: { image: "a:1" }\n')
const heldBy = (plan: Plan, ...tasks: readonly string[]): ReadonlySet<string> => new Set(claimsOf(plan, toTasks(plan)).filter(({ task }) => tasks.includes(task)).flatMap(({ holds }) => holds))
const tasksOf = (plan: Plan): readonly string[] => toTasks(plan).map(({ key }) => key)
const besideOf = (plan: Plan, held: ReadonlySet<string>): readonly string[] => tasksOf(planBeside(plan, held).free)

describe('claims', () => {
  it('leave the whole plan free while nothing is held', () => {
    expect(planBeside(PLAN, new Set()).free).toBe(PLAN)
  })

  it('leave nothing of a plan that is under way', () => {
    expect(planBeside(PLAN, heldBy(PLAN, ...tasksOf(PLAN)))).toMatchObject({ free: { changes: [] }, awaited: new Set() })
  })

  it('withhold the app that is held and who depends on it, and tell what is awaited', () => {
    const { free, waiting, awaited } = planBeside(PLAN, heldBy(PLAN, 'app:shop/db'))
    expect(tasksOf(free)).toEqual(['app:blog/job', 'app:mist/traefik', 'network/mist', 'network/mist-blog', 'network/mist-shop'])
    expect(waiting).toEqual(new Set(['shop/db', 'shop/web']))
    expect(awaited).toEqual(new Set(['app:shop/db']))
  })

  it('free an app that the one at work depends on', () => {
    expect(besideOf(PLAN, heldBy(PLAN, 'app:shop/web'))).toContain('app:shop/db')
  })

  it('withhold who goes into a network that is being made', () => {
    expect(besideOf(PLAN, heldBy(PLAN, 'network/mist-blog'))).not.toContain('app:blog/job')
    expect(besideOf(PLAN, heldBy(PLAN, 'network/mist-blog'))).toContain('app:shop/web')
  })

  it('withhold routes while the proxy is at work, and the proxy for nobody', () => {
    const held = heldBy(PLAN, 'app:mist/traefik')
    expect(besideOf(PLAN, held)).not.toContain('app:shop/web')
    expect(besideOf(PLAN, held)).toContain('app:shop/db')
    expect(besideOf(PLAN, heldBy(PLAN, 'app:shop/web', 'network/mist-shop'))).not.toContain('app:mist/traefik')
    expect(besideOf(PLAN, heldBy(PLAN, 'app:shop/web'))).toContain('app:mist/traefik')
  })

  it('withhold an app that wants the host of one at work', () => {
    const other = planOf('  blog:\n    apps:\n      front: { image: "a:1", port: 80, domains: [a.localhost] }\n      side: { image: "a:1" }\n')
    const { free, waiting } = planBeside(other, heldBy(PLAN, 'app:shop/web'))
    expect(waiting).toEqual(new Set(['blog/front']))
    expect(tasksOf(free)).toContain('app:blog/side')
  })

  it('never free a task that waits for a withheld one, whatever is held', () => {
    const tasks = toTasks(PLAN)
    for (let mask = 0; mask < 2 ** tasks.length; mask += 1) {
      const held = heldBy(PLAN, ...tasks.filter((_, index) => (mask >> index) % 2 === 1).map(({ key }) => key))
      const free = new Set(besideOf(PLAN, held))
      const broken = tasks.filter(({ key, needs, after }) => free.has(key) && (held.has(key) || [...needs, ...after].some((other) => !free.has(other))))
      expect(broken.map(({ key }) => key)).toEqual([])
    }
  })
})
