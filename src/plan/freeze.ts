/** Makes a plan immutable in all that planning made. Specs and observations inside are shared with their owners and left as they are. */
import type { Blocked, Change, Plan } from '../model/plan.js'

export function freezePlan(plan: Plan): Plan {
  for (const item of [...plan.changes, ...plan.blocked]) freezeItem(item)
  for (const list of [plan.changes, plan.unchanged, plan.blocked, plan.apps, plan.keptVolumes]) Object.freeze(list)
  plan.apps.forEach((app) => Object.freeze(app))
  return Object.freeze(plan)
}

function freezeItem(item: Change | Blocked): void {
  item.fields.forEach((field) => Object.freeze(field))
  Object.freeze(item.fields)
  Object.freeze(item)
}
