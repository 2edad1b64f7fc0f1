/** Taking away what git no longer has: first nobody is led there any more, then it is stopped, then it goes. Never a volume. */
import type { Change } from '../../model/plan.js'
import type { AppKey } from '../../model/resource.js'
import type { Effect, Step } from '../../model/step.js'
import { pointOfNoReturn, removeSteps } from './rollout.js'

/** The app's own drain time went with it. Long enough for what an ordinary request takes. */
const DRAIN_MS = 2_000

export function removalSteps(app: AppKey, changes: readonly Change[]): readonly Step[] {
  const routes = changes.flatMap((change) => (change.kind === 'route' && change.action === 'prune' ? [change.name] : []))
  const leaving = changes.flatMap((change) => (change.kind === 'container' && change.action === 'prune' ? [change.live] : []))
  const drains: readonly Effect[] = routes.length > 0 && leaving.length > 0 ? [{ do: 'drain', app, drainMs: DRAIN_MS }] : []
  const effects: readonly Effect[] = [
    ...routes.map((name): Effect => ({ do: 'remove-route', name })),
    ...drains,
    ...leaving.map(({ engineId, stopGraceMs }): Effect => ({ do: 'stop-container', container: engineId, graceMs: stopGraceMs })),
  ]
  return pointOfNoReturn([...effects.map((effect) => ({ effect, undo: [] })), ...removeSteps(leaving)])
}

/** Whoever of ours is still in it leaves first; the engine refuses to remove a network that is in use. */
export function networkRemovalSteps(change: Extract<Change, { kind: 'network'; action: 'prune' }>): readonly Step[] {
  const { name } = change.live
  const leave = change.detach.map((container): Step => ({
    effect: { do: 'disconnect-network', container, network: name },
    undo: [{ do: 'connect-network', container, attachment: { network: name, aliases: [] } }],
  }))
  return [...leave, { effect: { do: 'remove-network', name }, undo: [] }]
}
