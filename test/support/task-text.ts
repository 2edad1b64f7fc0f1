/** Tasks as text for golden files: one line per step, what takes it back behind it. Engine ids are shown as the names they stand for. */
import type { ObservedState } from '../../src/model/state.js'
import type { RouteSpec } from '../../src/model/resource.js'
import type { Effect, ReadyCheck, Step, Task } from '../../src/model/step.js'

export function tasksText(tasks: readonly Task[], observed: ObservedState): string {
  const names = new Map(observed.containers.map(({ engineId, name }) => [engineId, name]))
  return tasks.map((task) => [headText(task), ...task.steps.map((step) => stepText(step, names))].join('\n')).join('\n')
}

function headText({ key, needs, after }: Task): string {
  return [key, ...(needs.length > 0 ? [`needs ${needs.join(' ')}`] : []), ...(after.length > 0 ? [`after ${after.join(' ')}`] : [])].join('  ')
}

function stepText({ effect, undo, pointOfNoReturn }: Step, names: ReadonlyMap<string, string>): string {
  const back = undo.length > 0 ? `  (undo: ${undo.map((item) => effectText(item, names)).join(', ')})` : ''
  return `${pointOfNoReturn ? '! ' : '  '}${effectText(effect, names)}${back}`
}

function effectText(effect: Effect, names: ReadonlyMap<string, string>): string {
  return [effect.do, ...subject(effect).map((word) => names.get(word) ?? word)].join(' ')
}

function subject(effect: Effect): readonly string[] {
  switch (effect.do) {
    case 'ensure-image': return [effect.image.ref]
    case 'create-network': return [effect.network.name, effect.subnet]
    case 'create-volume': return [effect.volume.name]
    case 'record-data': return effect.notes.map(({ volume, writer }) => (writer ? `${volume} ${writer.software}@${writer.version}` : volume))
    case 'ensure-file': return [effect.file.target, effect.file.source.slice(effect.file.source.lastIndexOf('/') + 1)]
    case 'create-container': return [effect.container.name]
    case 'run-once': return [effect.container.name, '→', ...(effect.container.command ?? [])]
    case 'watch-ready': return [...effect.containers, `for ${String(effect.forMs)} ms`]
    case 'remove-network':
    case 'remove-route': return [effect.name]
    case 'rename-container': return [effect.container, effect.name]
    case 'connect-network': return [effect.container, effect.attachment.network]
    case 'disconnect-network': return [effect.container, effect.network]
    case 'await-ready': return [effect.container, ...checkText(effect.ready), `in ${effect.ready.network}`]
    case 'write-route':
    case 'confirm-route': return [effect.route.name, '→', ...routed(effect.route)]
    case 'move-data':
    case 'return-data': return [effect.move.from, '→', effect.to.name]
    case 'drain': return [`${String(effect.drainMs)} ms`]
    default: return [effect.container]
  }
}

function routed({ servers, canary }: RouteSpec): readonly string[] {
  const news = canary ? [`${String(canary.percent)} %`, ...canary.servers.map(({ container }) => container)] : []
  return [...servers.map(({ container }) => container), ...news]
}

function checkText({ port, http, tcp, windowMs }: ReadyCheck): readonly string[] {
  const window = windowMs === undefined ? [] : [`for ${String(windowMs)} ms`]
  if (http) return [`GET ${http.host}:${String(port)}${http.path} ${String(http.statusFrom)}-${String(http.statusTo)}`, ...window]
  return [port === 0 ? 'stable' : `${tcp ? 'tcp ' : 'port '}${String(port)}`, ...window]
}
