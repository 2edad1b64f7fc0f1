/**
 * How the route comes to lead to the new containers: at once, or by a growing share that is watched at every step. A share only makes
 * sense between two versions that both serve; everything else is switched at once.
 */
import type { RouteServer, RouteSpec } from '../model/resource.js'
import type { Step } from '../model/step.js'
import type { Rollout } from './rollout.js'
import { isServing, newServers, watchStep } from './rollout.js'
import { routeSteps, wayTo } from './route-steps.js'

export function switchSteps(rollout: Rollout): readonly Step[] {
  const { route } = rollout
  if (!route) return []
  const shares = shareSteps(rollout)
  // The first share knows the way back, and nothing between it and the switch has to be undone.
  const full = routeSteps(route)
  return shares.length === 0 ? full : [...shares, ...full.map((step) => ({ ...step, undo: [] }))]
}

function shareSteps(rollout: Rollout): readonly Step[] {
  const { app: { release: { canary } }, route } = rollout
  const olds = oldServers(rollout)
  const news = newServers(rollout)
  if (!canary || !route || route.action === 'prune' || !route.previous || olds.length === 0 || news.length === 0) return []
  const { spec, previous } = route
  return canary.weights.flatMap((percent, index) => {
    const share: RouteSpec = { ...spec, servers: olds, canary: { servers: news, percent } }
    return [
      { effect: { do: 'write-route', route: share }, undo: index === 0 ? wayTo(previous) : [] },
      { effect: { do: 'confirm-route', route: share }, undo: [] },
      watchStep(rollout, canary.everyMs),
    ]
  })
}

/** Those that serve, will go, and are of another version than what comes: a repair is no canary. */
function oldServers({ route, leaving, fresh, updates }: Rollout): readonly RouteServer[] {
  const coming = fresh[0]?.fingerprint ?? updates[0]?.spec.fingerprint
  const serving = new Set(leaving.filter((live) => isServing(live) && live.fingerprint !== coming).map(({ name }) => name))
  return (route?.previous?.servers ?? []).filter(({ container }) => serving.has(container))
}
