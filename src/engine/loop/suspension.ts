/** While suspended nothing is changed: what would have been done is listed as blocked. An end date lifts the suspension by itself. */
import type { Plan } from '../../model/plan.js'
import type { Suspension } from '../../model/run.js'
import type { Clock, Emit, StorePort, StoreReader } from '../../ports.js'

export function activeSuspension(store: StoreReader, clock: Clock): Suspension | undefined {
  const suspension = store.suspension()
  return suspension && !hasEnded(suspension, clock.nowIso()) ? suspension : undefined
}

/** As above, and clears one that ran out, so that history shows when work went on. */
export function liveSuspension({ store, clock, emit }: { readonly store: StorePort; readonly clock: Clock; readonly emit: Emit }): Suspension | undefined {
  const suspension = activeSuspension(store, clock)
  if (suspension || !store.suspension()) return suspension
  store.resume()
  emit({ type: 'resumed' })
  return undefined
}

function hasEnded({ until }: Suspension, nowIso: string): boolean {
  return until !== undefined && Date.parse(until) <= Date.parse(nowIso)
}

export function suspendPlan(plan: Plan, { by, reason }: Suspension): Plan {
  const message = `Suspended by ${by}${reason ? `: ${reason}` : ''}. Resume with: mistctl resume`
  const blocked = plan.changes.map(({ id, app, action, fields }) => ({ id, ...(app && { app }), action, reason: 'suspended' as const, message, fields }))
  return { ...plan, changes: [], blocked: [...plan.blocked, ...blocked] }
}
