/** A change of a route: written, then confirmed by the proxy. So is the way back. */
import type { RouteChange } from '../../model/plan.js'
import type { RouteSpec } from '../../model/resource.js'
import type { Effect, Step } from '../../model/step.js'

export function routeSteps(change: RouteChange): readonly Step[] {
  const { previous } = change
  if (change.action === 'prune') return [{ effect: { do: 'remove-route', name: change.name }, undo: previous ? wayTo(previous) : [] }]
  const { spec } = change
  const undo: readonly Effect[] = previous ? wayTo(previous) : change.action === 'create' ? [{ do: 'remove-route', name: spec.name }] : []
  return [{ effect: { do: 'write-route', route: spec }, undo }, { effect: { do: 'confirm-route', route: spec }, undo: [] }]
}

/** Confirmed too, since the servers that it led to go next. */
export function wayTo(route: RouteSpec): readonly Effect[] {
  return [{ do: 'write-route', route }, { do: 'confirm-route', route }]
}
