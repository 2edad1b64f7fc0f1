/** Small wordings that several engine files share: output of containers made safe to show, effect subjects. */
import type { Effect } from '../../model/step.js'
import { unreachable } from '../../model/result.js'

const MAX_LINE = 2_000

/** Lines come from programs we did not write: control bytes could steer the reader's terminal. */
export function printable(line: string): string {
  return line.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '').slice(0, MAX_LINE)
}

/** Engine id → name, of the containers that were there when the plan was made. Steps address those by id, people by name. */
export type KnownNames = ReadonlyMap<string, string>

/** The object that an effect works on, as events name it. */
export function subjectOf(effect: Effect, names: KnownNames): string {
  switch (effect.do) {
    case 'ensure-image': return effect.image.ref
    case 'create-network': return effect.network.name
    case 'create-volume': return effect.volume.name
    case 'record-data': return effect.notes.map(({ volume }) => volume).join(', ')
    case 'ensure-file': return effect.file.target
    case 'create-container':
    case 'run-once': return effect.container.name
    case 'watch-ready': return effect.containers.map((container) => names.get(container) ?? container).join(', ')
    case 'write-route':
    case 'confirm-route': return effect.route.name
    case 'remove-network':
    case 'remove-route': return effect.name
    case 'drain': return effect.app
    case 'move-data':
    case 'return-data': return effect.to.name
    case 'rename-container':
    case 'start-container':
    case 'fill-database':
    case 'unpause-container':
    case 'await-ready':
    case 'stop-container':
    case 'remove-container':
    case 'update-container':
    case 'connect-network':
    case 'disconnect-network': return names.get(effect.container) ?? effect.container
    default: return unreachable(effect)
  }
}
