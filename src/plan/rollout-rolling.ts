/**
 * Start-first: the new ones stand beside the old ones, become ready, get the route, and only then the old ones are drained and go.
 * Until the drain begins, everything can be taken back without anybody noticing.
 */
import type { Step } from '../model/step.js'
import type { Rollout } from './rollout.js'
import { createStep, pointOfNoReturn, prepareSteps, readySteps, removeSteps, startStep } from './rollout.js'
import { routeSteps } from './route-steps.js'
import { updateSteps } from './update-in-place.js'

export function rollingSteps(rollout: Rollout): readonly Step[] {
  return [
    ...prepareSteps(rollout),
    ...rollout.fresh.flatMap((container) => [createStep(container), startStep(container)]),
    ...updateSteps(rollout),
    ...readySteps(rollout),
    ...(rollout.route ? routeSteps(rollout.route) : []),
    ...pointOfNoReturn(retireSteps(rollout)),
  ]
}

/** Without a change of the route nothing was led to the old ones a moment ago: there is nothing to drain. */
function retireSteps({ app, route, leaving }: Rollout): readonly Step[] {
  if (leaving.length === 0) return []
  const drain: readonly Step[] = route ? [{ effect: { do: 'drain', app: app.key, drainMs: app.release.drainMs }, undo: [] }] : []
  const stops = leaving.map(({ engineId, stopGraceMs }): Step => ({ effect: { do: 'stop-container', container: engineId, graceMs: stopGraceMs }, undo: [] }))
  return [...drain, ...stops, ...removeSteps(leaving)]
}
