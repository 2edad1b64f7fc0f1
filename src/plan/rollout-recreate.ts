/**
 * Stop-first, for what two containers cannot share: a host port or a writable volume. The new one is made before the old one stops,
 * so that the gap is as short as it can be; if it does not come up, the old one is started again.
 */
import type { ObservedContainer } from '../model/state.js'
import type { Step } from '../model/step.js'
import type { Rollout } from './rollout.js'
import { createStep, isStart, pointOfNoReturn, prepareSteps, readySteps, removeSteps, startStep } from './rollout.js'
import { rollingSteps } from './rollout-rolling.js'
import { routeSteps } from './route-steps.js'
import { updateSteps } from './update-in-place.js'

export function recreateSteps(rollout: Rollout): readonly Step[] {
  const { fresh, updates, leaving, inTheWay, route } = rollout
  if (fresh.length === 0 && !updates.some(isStart)) return rollingSteps(rollout)
  return [
    ...prepareSteps(rollout),
    ...fresh.map(createStep),
    ...[...inTheWay, ...leaving].map(stopStep),
    ...fresh.map(startStep),
    ...updateSteps(rollout),
    ...readySteps(rollout),
    ...(route ? routeSteps(route) : []),
    ...pointOfNoReturn(removeSteps(leaving)),
  ]
}

function stopStep({ engineId, stopGraceMs, state }: ObservedContainer): Step {
  const wasUp = state === 'running' || state === 'restarting' || state === 'paused'
  return { effect: { do: 'stop-container', container: engineId, graceMs: stopGraceMs }, undo: wasUp ? [{ do: 'start-container', container: engineId }] : [] }
}
