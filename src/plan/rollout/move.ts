/**
 * A database goes over to a version that cannot open its data. Nobody is let near the new server before it is ready on what was brought
 * over: until then it is in no network, so that nothing can be written which the way back would lose. The network is the point of no return.
 */
import type { DataMove } from '../../model/move.js'
import type { ContainerSpec, VolumeSpec } from '../../model/resource.js'
import type { Step } from '../../model/step.js'
import { fillSteps, rotationSteps } from './contents-steps.js'
import type { Rollout } from './rollout.js'
import { createStep, pointOfNoReturn, prepareSteps, readyCheck, removeSteps, stopStep } from './rollout.js'

export type Moving = Rollout & { readonly moving: { readonly move: DataMove; readonly to: VolumeSpec } }

export function isMoving(rollout: Rollout): rollout is Moving {
  return rollout.moving !== undefined && rollout.fresh.length > 0
}

export function moveSteps(rollout: Moving): readonly Step[] {
  const { fresh, leaving, inTheWay, moving: { move } } = rollout
  const others = leaving.filter(({ engineId }) => engineId !== move.live.engineId)
  return [
    ...prepareSteps(rollout),
    ...rotationSteps(rollout),
    ...[...inTheWay, ...others].map(stopStep),
    moveStep(rollout),
    ...fresh.flatMap((container) => aloneSteps(rollout, container)),
    ...pointOfNoReturn([...fresh.flatMap(joinSteps), ...removeSteps(leaving)]),
    ...fillSteps(rollout),
  ]
}

function moveStep({ app, fresh, moving: { move, to } }: Moving): Step {
  const { key, image, release, files } = app
  const former = { container: move.live.engineId, networks: move.live.networks }
  return {
    effect: { do: 'move-data', app: key, move, to, former, standIn: { key, image, release, containers: fresh, ...(files && { files }) } },
    undo: [{ do: 'return-data', app: key, move, to, former }],
  }
}

/** Seen to be ready as its image or the engine tells it, since nobody can reach it. */
function aloneSteps({ app }: Moving, container: ContainerSpec): readonly Step[] {
  const { name, networks, stopGraceMs } = container
  return [
    createStep(container),
    ...networks.map((attachment): Step => ({ effect: { do: 'disconnect-network', container: name, network: attachment.network }, undo: [{ do: 'connect-network', container: name, attachment }] })),
    { effect: { do: 'start-container', container: name }, undo: [{ do: 'stop-container', container: name, graceMs: stopGraceMs }] },
    { effect: { do: 'await-ready', container: name, ready: { ...readyCheck(app), network: '', port: 0 } }, undo: [] },
  ]
}

function joinSteps({ name, networks }: ContainerSpec): readonly Step[] {
  return networks.map((attachment) => ({ effect: { do: 'connect-network', container: name, attachment }, undo: [] }))
}
