/** Apps whose data is about to go over mount the volume that it goes to. Whether it goes, and where to, is decided by the plan. */
import type { MountSpec } from '../model/resource.js'
import { resourceId } from '../model/resource.js'
import type { DataMove, Moves } from '../model/move.js'
import type { DesiredApp, DesiredState } from '../model/state.js'
import { withContainers } from './pinned.js'

/** What the data leaves is still claimed: until it is over, nothing else holds it. */
export function settleMoves(desired: DesiredState, moves: Moves): DesiredState {
  if (moves.size === 0) return desired
  const apps = desired.apps.map((app) => {
    const found = moves.get(app.key)
    return found ? moved(app, found.move, found.to) : app
  })
  return { ...desired, apps, claimedVolumes: [...(desired.claimedVolumes ?? []), ...[...moves.values()].map(({ move }) => move.from)] }
}

function moved(app: DesiredApp, move: DataMove, to: string): DesiredApp {
  const mountOf = (mount: MountSpec): MountSpec => (mount.kind === 'volume' && mount.source === move.from ? { ...mount, source: to } : mount)
  return {
    ...withContainers(app, (spec) => ({ ...spec, mounts: spec.mounts.map(mountOf) })),
    volumes: app.volumes.map((volume) => (volume.name === move.from ? { ...volume, name: to, id: resourceId('volume', to) } : volume)),
    move,
    asWritten: app.asWritten ?? app,
  }
}
