/**
 * Stop-first, for what two containers cannot share: a host port or a writable volume. What can be done before the old one stops is
 * done before, so that the gap is as short as it can be; if the new one does not come up, the old one is started again.
 */
import type { Step } from '../../model/step.js'
import { fillSteps, rotationSteps } from './contents-steps.js'
import { preSteps } from './pre.js'
import type { Rollout } from './rollout.js'
import { createStep, isStart, pointOfNoReturn, prepareSteps, readySteps, removeSteps, startSteps, stopStep } from './rollout.js'
import { isMoving, moveSteps } from './move.js'
import { rollingSteps } from './rolling.js'
import { routeSteps } from './route-steps.js'
import { updateSteps } from './update-in-place.js'

export function recreateSteps(rollout: Rollout): readonly Step[] {
  const { app, fresh, updates, leaving, inTheWay, route, formerRoutes } = rollout
  if (isMoving(rollout)) return moveSteps(rollout)
  if (fresh.length === 0 && !updates.some(isStart)) return rollingSteps(rollout)
  const before = [...preSteps(rollout), ...fresh.map(createStep)]
  const stops = [...inTheWay, ...leaving].map(stopStep)
  return [
    ...prepareSteps(rollout),
    ...rotationSteps(rollout),
    // One writer at a time: what `pre` writes, the old version must not.
    ...(writesToVolume(rollout) && before.length > fresh.length ? [...stops, ...before] : [...before, ...stops]),
    ...fresh.flatMap((container) => startSteps(app, container)),
    ...updateSteps(rollout),
    ...readySteps(rollout),
    ...[...(route ? [route] : []), ...formerRoutes].flatMap(routeSteps),
    ...pointOfNoReturn(removeSteps(leaving)),
    ...fillSteps(rollout),
  ]
}

function writesToVolume({ fresh }: Rollout): boolean {
  return fresh.some(({ mounts }) => mounts.some(({ readOnly }) => !readOnly))
}
