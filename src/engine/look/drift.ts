/** Says which resources somebody changed by hand, whether that is healed or only reported. Field names only, never values. */
import type { Blocked, Change, Plan } from '../../model/plan.js'
import type { Emit } from '../../ports.js'

export function announceDrift(plan: Plan, emit: Emit): void {
  for (const change of plan.changes) {
    if (DRIFT_REASONS.includes(change.reason)) announce(change, emit)
  }
  for (const blocked of plan.blocked) {
    if (blocked.reason === 'drift-report-only') announce(blocked, emit)
  }
}

const DRIFT_REASONS: readonly Change['reason'][] = ['drift', 'not-running', 'unhealthy']

function announce({ id, app, fields }: Change | Blocked, emit: Emit): void {
  emit({ type: 'drift-detected', ...(app && { app }), resource: id, fields: fields.filter((field) => field.cause === 'drift').map((field) => field.field) })
}
