/**
 * Start-first: the new ones stand beside the old ones, become ready one after the other, get the route, and only then the old ones go.
 * All are proven before any is stopped, so until the first stop everything can be taken back without anybody noticing.
 */
import type { Step } from '../../model/step.js'
import { preSteps } from './pre.js'
import type { Rollout } from './rollout.js'
import { createStep, isServing, newServers, pointOfNoReturn, prepareSteps, readySteps, removeSteps, startSteps, watchStep } from './rollout.js'
import { switchSteps } from './canary.js'
import { routeSteps } from './route-steps.js'
import { updateSteps } from './update-in-place.js'

export function rollingSteps(rollout: Rollout): readonly Step[] {
  return [
    ...prepareSteps(rollout),
    ...preSteps(rollout),
    ...rollout.fresh.flatMap((container) => [createStep(container), ...startSteps(rollout.app, container)]),
    ...updateSteps(rollout),
    ...readySteps(rollout),
    ...switchSteps(rollout),
    ...rollout.formerRoutes.flatMap(routeSteps),
    ...retireSteps(rollout),
  ]
}

function retireSteps(rollout: Rollout): readonly Step[] {
  const { app, leaving } = rollout
  const stops = leaving.map(({ engineId, stopGraceMs }): Step => ({ effect: { do: 'stop-container', container: engineId, graceMs: stopGraceMs }, undo: [] }))
  const gone = [...stops, ...removeSteps(leaving)]
  if (!isDraining(rollout)) return pointOfNoReturn(gone)
  if (canReturn(rollout)) return [watchStep(rollout, app.release.drainMs), ...pointOfNoReturn(gone)]
  return pointOfNoReturn([{ effect: { do: 'drain', app: app.key, drainMs: app.release.drainMs }, undo: [] }, ...gone])
}

/** Nothing is under way to one that does not run, or that no request was led to a moment ago. */
function isDraining({ route, formerRoutes, leaving }: Rollout): boolean {
  return (route !== undefined || formerRoutes.length > 0) && leaving.some(({ state }) => state !== 'exited' && state !== 'dead' && state !== 'created')
}

/** Somebody new has the route and somebody who serves could take it back: then the time of the drain is used to watch. */
function canReturn(rollout: Rollout): boolean {
  const sick = new Set(rollout.leaving.filter((live) => !isServing(live)).map(({ name }) => name))
  const previous = [rollout.route, ...rollout.formerRoutes].flatMap((route) => route?.previous?.servers ?? [])
  return newServers(rollout).length > 0 && previous.some(({ container }) => !sick.has(container))
}
