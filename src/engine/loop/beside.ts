/** What a pass may do while others of the same process are still at work, and what it may conclude from what it saw meanwhile. */
import type { Plan } from '../../model/plan.js'
import { resourceId } from '../../model/resource.js'
import type { AppKey } from '../../model/resource.js'
import type { Trigger } from '../../model/run.js'
import type { DesiredState } from '../../model/state.js'
import { planBeside } from '../../plan/claims.js'
import type { InFlight, Sight } from './in-flight.js'
import { appsHeld } from './in-flight.js'

export interface Beside {
  /** The part of the plan that touches nothing of what is under way. */
  readonly free: Plan
  /** Apps that others are at work on, and those that wait for them. */
  readonly leftOut: ReadonlySet<AppKey>
  readonly isNewest: () => boolean
}

export interface BesideQuery {
  readonly plan: Plan
  readonly desired: DesiredState
  readonly trigger: Trigger
}

/**
 * What git no longer wants of the work under way is ended here, before anything new begins. What was held when the pass began may have been seen
 * half done, and so may an app that a backup lets stand still since.
 */
export function planAround(inFlight: InFlight, { held: before, isNewest }: Sight, { plan, desired, trigger }: BesideQuery): Beside {
  inFlight.supersede(desired, trigger)
  const held = new Set([...before, ...inFlight.held()])
  const { free, waiting, awaited, hit } = planBeside(plan, held)
  inFlight.awaitFree(awaited, trigger)
  const now = inFlight.held()
  if ([...hit].some((word) => !now.has(word))) inFlight.lookAgain(trigger)
  return { free, leftOut: new Set([...appsHeld(held), ...waiting]), isNewest }
}

/** A container that was made a moment ago and does not run yet is no drift. */
export function withoutLeftOut(plan: Plan, { leftOut }: Beside): Plan {
  if (leftOut.size === 0) return plan
  const isSettled = ({ app }: { readonly app?: AppKey }): boolean => app === undefined || !leftOut.has(app)
  return { ...plan, changes: plan.changes.filter(isSettled), blocked: plan.blocked.filter(isSettled) }
}

/** The same plan, with every app that was left out marked as open: an app in the making may look as if it were done. */
export function withOpenApps(plan: Plan, { leftOut }: Beside): Plan {
  const open = [...leftOut].map((app) => ({ id: resourceId('container', `${app}/1`), app, action: 'update', reason: 'held', message: 'another run is at work on it', fields: [] }) as const)
  return open.length === 0 ? plan : { ...plan, blocked: [...plan.blocked, ...open] }
}
