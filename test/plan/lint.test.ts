/** The lint finds each plan that must never reach a host. */
import { describe, expect, it } from 'vitest'
import type { Change, Plan } from '../../src/model/plan.js'
import { lintPlan } from '../../src/plan/lint.js'
import { planChanges } from '../../src/plan/plan.js'
import { desiredOf, manifestOf } from '../support/desired.js'
import { emptyWorld } from '../support/model-world.js'

const MANIFEST = manifestOf('version: 1\nprojects:\n  shop:\n    apps:\n      web: { image: "acme/shop:1", port: 3000, volumes: ["data:/data"] }\n')
const PLAN = planChanges(desiredOf(MANIFEST), emptyWorld().observed, { lastApplied: {}, deletionConfirmed: false, servers: 'name' })

function broken(change: (item: Change) => unknown): Plan {
  return { ...PLAN, changes: PLAN.changes.map((item) => change(item) as Change) }
}

describe('lintPlan', () => {
  it('finds nothing in a sound plan', () => {
    expect(lintPlan(PLAN)).toEqual([])
  })

  it.each<readonly [string, unknown, string]>([
    ['an id that is there twice', { ...PLAN, changes: PLAN.changes.flatMap((change): Change[] => (change.kind === 'container' ? [change, change] : [change])) }, 'two changes bear the id'],
    ['changes out of order', { ...PLAN, changes: PLAN.changes.toReversed() }, 'the changes are not in order'],
    ['unchanged resources out of order', { ...PLAN, unchanged: ['network/b', 'network/a'] as const }, 'the unchanged resources are not in order'],
    ['labels of somebody else', broken((item) => (item.kind === 'container' && item.action === 'create' ? { ...item, spec: { ...item.spec, labels: {} } } : item)), 'labels of somebody else'],
    ['a volume that would go', broken((item) => (item.kind === 'volume' ? { ...item, action: 'prune' } : item)), 'volumes are only ever created'],
    ['a change without a reason', broken((item) => (item.kind === 'container' ? { ...item, action: 'replace' } : item)), 'changes without a reason'],
    ['a route that serves nothing', broken((item) => (item.kind === 'route' && item.action === 'create' ? { ...item, spec: { ...item.spec, rules: [] } } : item)), 'would serve nothing'],
    ['an app that is not described', { ...PLAN, apps: [] }, 'an app that the plan does not describe'],
    ['a foreign network', broken((item) => (item.kind === 'network' ? { ...item, action: 'prune', live: { name: 'x', owner: 'foreign' }, detach: [] } : item)), "is not Mist's"],
    ['a change of an app whose source is unknown', { ...PLAN, blocked: [{ id: 'container/shop/web/1', app: 'shop/web', action: 'create', reason: 'unresolved', message: '', fields: [] }] } as const, 'whose source is not known'],
  ])('finds %s', (_, plan, finding) => {
    expect(lintPlan(plan as Plan).join('\n')).toContain(finding)
  })
})
