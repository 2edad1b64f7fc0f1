/** A plan as a person reads it: signs, reasons, both values, the tally and the next command. */
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/model/plan.js'
import { planChanges } from '../../src/plan/plan.js'
import { toTasks } from '../../src/plan/steps.js'
import { ansiPaint, plainPaint } from '../../src/render/paint.js'
import { planText } from '../../src/render/plan-text.js'
import { desiredOf, manifestOf } from '../support/desired.js'
import { runTasks } from '../support/model-run.js'
import { emptyWorld } from '../support/model-world.js'

const MEMORY = { lastApplied: {}, deletionConfirmed: false, servers: 'name' } as const

/** What changes when the env of one app does. */
function envPlan(before: string, after: string): Plan {
  const text = (value: string): string => `version: 1\nprojects:\n  shop:\n    apps:\n      web: { image: "acme/shop:1", env: { TOKEN: ${JSON.stringify(value)} } }\n`
  const first = desiredOf(manifestOf(text(before)))
  const { world } = runTasks(emptyWorld(), toTasks(planChanges(first, emptyWorld().observed, MEMORY)))
  return planChanges(desiredOf(manifestOf(text(after))), world.observed, MEMORY)
}

describe('planText', () => {
  it('shows env values to whoever may see them', () => {
    expect(planText(envPlan('old-value', 'new-value'), { paint: plainPaint, env: 'shown' })).toContain('old-value → new-value')
  })

  it('hides env values and still says that they change', () => {
    const text = planText(envPlan('old-value', 'new-value'), { paint: plainPaint, env: 'hidden' })
    expect(text).toContain('env.TOKEN')
    expect(text).toContain('changed (hidden)')
    expect(text).not.toMatch(/old-value|new-value/)
  })

  it('lets no value steer the terminal', () => {
    const text = planText(envPlan('a', 'b\u001b[2Jc\nd'), { paint: plainPaint, env: 'shown' })
    expect(text).toContain('a → b')
    expect(text).not.toContain('\u001b')
  })

  it('says in words what it says in colour', () => {
    const plan = envPlan('a', 'b')
    const painted = planText(plan, { paint: ansiPaint, env: 'shown' })
    expect(painted).toContain('\u001b[')
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(planText(plan, { paint: plainPaint, env: 'shown' }))
  })

  it('tells of the data that only the image keeps, when its container is replaced', () => {
    const plan = envPlan('a', 'b')
    const changes = plan.changes.map((change) => (change.kind === 'container' && change.action === 'replace' ? { ...change, live: { ...change.live, unheld: ['/data'] } } : change))
    expect(planText({ ...plan, changes }, { paint: plainPaint, env: 'hidden' })).toContain('; begins without the data at /data, which no volume of the manifest holds')
    expect(planText(plan, { paint: plainPaint, env: 'hidden' })).not.toContain('begins without')
  })

  it('names the next command last', () => {
    const lines = planText(envPlan('a', 'b'), { paint: plainPaint, env: 'shown', next: 'mistctl apply shop/web' }).trimEnd().split('\n')
    expect(lines.at(-1)).toBe('Next: mistctl apply shop/web')
    expect(planText(envPlan('a', 'a'), { paint: plainPaint, env: 'shown' })).toMatch(/No changes\. \d+ unchanged\.\n$/)
  })

  it('tells how old the observation is', () => {
    expect(planText(envPlan('a', 'b'), { paint: plainPaint, env: 'shown', nowIso: '2026-03-01T10:00:03Z' })).toContain('observed 3s ago')
  })
})
