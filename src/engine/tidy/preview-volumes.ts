/**
 * Takes away what previews that are over have left in their volumes: scratch by declaration, and by a label of their own. Whatever is not
 * known right now is not over, and what cannot be done now is done by a later pass.
 */
import { projectOf } from '../../model/resource.js'
import type { DesiredState, ObservedState } from '../../model/state.js'
import { knownApps } from '../../plan/policy/guard.js'
import type { DoomedVolume, Ports } from '../../ports.js'

export interface Seen {
  readonly desired: DesiredState
  /** Before the pass changed anything: what was there then can be over now. */
  readonly observed: ObservedState
}

export async function sweepPreviewVolumes({ runtime, emit }: Pick<Ports, 'runtime' | 'emit'>, seen: Seen, signal: AbortSignal): Promise<void> {
  for (const volume of spentVolumes(seen)) {
    if (signal.aborted) return
    const removed = await runtime.removeVolume(volume, signal)
    if (removed.ok) emit({ type: 'volume-removed', app: volume.app, volume: volume.name, by: 'the end of its preview' })
  }
}

function spentVolumes({ desired, observed }: Seen): readonly DoomedVolume[] {
  const known = knownApps(desired)
  const unknown = new Set((desired.previews ?? []).filter(({ isUnknown }) => isUnknown).map(({ of }) => projectOf(of)))
  return observed.volumes.flatMap(({ name, owner, app, preview }): DoomedVolume[] => {
    const isSpent = owner === 'ours' && preview && app !== undefined && !known.has(app) && !unknown.has(projectOf(app))
    return isSpent ? [{ name, app, scratch: true }] : []
  })
}
