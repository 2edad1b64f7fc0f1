/**
 * How the route comes to lead to the new containers: at once, or by a growing share that is watched at every step. A share only makes
 * sense between two versions that both serve; everything else is switched at once.
 */
import type { RouteServer, RouteSpec } from '../../model/resource.js'
import type { Effect, Step } from '../../model/step.js'
import type { Rollout } from './rollout.js'
import { isServing, newServers, watchStep } from './rollout.js'
import { routeSteps, wayTo } from './route-steps.js'

export function switchSteps(rollout: Rollout): readonly Step[] {
  const { route } = rollout
  if (!route) return []
  const shares = shareSteps(rollout)
  const full = routeSteps(route).map((step) => ({ ...step, undo: drained(step.undo, rollout) }))
  // The first share knows the way back, and nothing between it and the switch has to be undone.
  return shares.length === 0 ? full : [...shares, ...full.map((step) => ({ ...step, undo: [] }))]
}

/** Longer than this nobody waits who wants to be rid of a release, or who wants to stop Mist. */
const LONGEST_WAY_BACK_MS = 10_000

/** The new ones may have requests by now. Once the route leads back they get the time to answer them. */
function drained(undo: readonly Effect[], rollout: Rollout): readonly Effect[] {
  const drainMs = Math.min(rollout.app.release.drainMs, LONGEST_WAY_BACK_MS)
  const isReturn = undo.some((effect) => effect.do === 'confirm-route') && newServers(rollout).length > 0
  return isReturn && drainMs > 0 ? [...undo, { do: 'drain', app: rollout.app.key, drainMs }] : undo
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
      { effect: { do: 'write-route', route: share }, undo: index === 0 ? drained(wayTo(previous), rollout) : [] },
      { effect: { do: 'confirm-route', route: share }, undo: [] },
      watchStep(rollout, canary.everyMs),
    ]
  })
}

/** Those that serve, can be reached, will go, and are of another version than what comes: a repair is no canary. */
function oldServers({ app, route, leaving, fresh, updates }: Rollout): readonly RouteServer[] {
  const coming = fresh[0]?.fingerprint ?? updates[0]?.spec.fingerprint
  const serving = new Set(leaving.filter((live) => isServing(live) && live.networks.some(({ network }) => network === app.network) && live.fingerprint !== coming).map(({ name }) => name))
  return (route?.previous?.servers ?? []).filter(({ container }) => serving.has(container))
}
