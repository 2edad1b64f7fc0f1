/** What may leave the process about a change: env values are dropped here, once, for history, HTTP and status alike. */
import type { Blocked, Change, FieldChange } from '../model/plan.js'
import type { ChangeSummary } from '../model/run.js'

export function toSummary(change: Change): ChangeSummary {
  const { id, app, action, reason, fields } = change
  return { id, ...(app && { app }), action, reason, fields: fields.map(withoutSecret).map(({ sensitivity: _, ...field }) => field) }
}

export function toPublicBlocked(blocked: Blocked): Blocked {
  return { ...blocked, fields: blocked.fields.map(withoutSecret) }
}

function withoutSecret(change: FieldChange): FieldChange {
  const { field, cause, sensitivity } = change
  return sensitivity === 'env' ? { field, cause, sensitivity } : change
}
