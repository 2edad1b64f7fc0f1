/** A plan without the changes of apps that have to wait: those are listed as blocked, with the reason. Who waits is decided elsewhere. */
import type { Blocked, Change, Plan } from '../model/plan.js'
import type { AppKey } from '../model/resource.js'

/** App → why it waits, as a sentence without its period. */
export type Waiting = ReadonlyMap<AppKey, string>

export function holdApps(plan: Plan, waiting: Waiting): Plan {
  if (waiting.size === 0) return plan
  const all = withDependents(plan, waiting)
  const isHeld = (change: Change): boolean => change.app !== undefined && all.has(change.app)
  const held = plan.changes.filter(isHeld).map((change) => toHeld(change, all))
  return { ...plan, changes: plan.changes.filter((change) => !isHeld(change)), blocked: [...plan.blocked, ...held] }
}

export function changedApps(plan: Plan): ReadonlySet<AppKey> {
  return new Set(plan.changes.flatMap((change) => change.app ?? []))
}

function withDependents(plan: Plan, waiting: Waiting): Waiting {
  const all = new Map(waiting)
  for (let before = -1; before !== all.size;) {
    before = all.size
    for (const app of plan.apps) {
      const held = app.dependsOn.find((key) => all.has(key))
      if (held && !all.has(app.key)) all.set(app.key, `It waits for ${held}, which is held`)
    }
  }
  return all
}

function toHeld({ id, app, action, fields }: Change, waiting: Waiting): Blocked {
  return { id, ...(app && { app }), action, reason: 'held', message: (app && waiting.get(app)) ?? '', fields }
}
