/** Effect → port call, as a table: the only place where the engine changes the world. It decides nothing. */
import { withNotes } from '../../model/data-record.js'
import { failure } from '../../model/failure.js'
import type { ImageSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Effect } from '../../model/step.js'
import type { BuildWork } from '../../ports.js'
import type { EffectContext } from './effect-context.js'
import { fillDatabase } from './fill-database.js'
import { contentOf } from '../look/files.js'
import { openOutput } from './output.js'
import { checkRoom } from './room.js'
import { awaitReady } from './ready.js'
import { runOnce } from './run-once.js'
import { allStayReady } from './stays-ready.js'

export function perform(effect: Effect, context: EffectContext): Promise<Result<void>> {
  const performer = PERFORMERS[effect.do] as (effect: Effect, context: EffectContext) => Promise<Result<void>>
  return performer(effect, context)
}

type Performers = { readonly [Do in Effect['do']]: (effect: Extract<Effect, { readonly do: Do }>, context: EffectContext) => Promise<Result<void>> }

const PERFORMERS: Performers = {
  'ensure-image': ensureImage,
  'create-network': ({ network, subnet }, { ports, signal }) => ports.runtime.createNetwork(network, subnet, signal),
  'remove-network': ({ name }, { ports, signal }) => ports.runtime.removeNetwork(name, signal),
  'create-volume': ({ volume }, { ports, signal }) => ports.runtime.createVolume(volume, signal),
  'record-data': ({ notes }, { ports }) => ports.dataRecord.update((now) => withNotes(now, notes, ports.clock.nowIso())),
  'ensure-file': async ({ file }, { ports, signal }) => {
    const content = await contentOf(ports.source, file, signal)
    return content.ok ? ports.files.ensure(file, content.value, signal) : content
  },
  'create-container': ({ container }, { ports, signal }) => ports.runtime.createContainer(container, signal),
  'rename-container': ({ container, name }, { ports, signal }) => ports.runtime.renameContainer(container, name, signal),
  'start-container': ({ container }, { ports, signal }) => ports.runtime.startContainer(container, signal),
  'unpause-container': ({ container }, { ports, signal }) => ports.runtime.unpauseContainer(container, signal),
  'await-ready': (effect, { ports, signal }) => awaitReady(ports, effect, signal),
  'run-once': runOnce,
  'watch-ready': ({ containers, ready, forMs }, { ports, signal }) => allStayReady(ports, containers.map((container) => ({ container, ready, forMs, known: {}, fell: 'it was ready and is not any more' })), signal),
  'fill-database': fillDatabase,
  'stop-container': ({ container, graceMs }, { ports, signal }) => ports.runtime.stopContainer(container, graceMs, signal),
  'remove-container': ({ container, own }, { ports, signal }) => ports.runtime.removeContainer(container, signal, own ? 'never-served' : 'may-have-served'),
  'update-container': ({ container, limits, restart }, { ports, signal }) => ports.runtime.updateContainer(container, { limits, restart }, signal),
  'connect-network': ({ container, attachment }, { ports, signal }) => ports.runtime.connectNetwork(container, attachment, signal),
  'disconnect-network': ({ container, network }, { ports, signal }) => ports.runtime.disconnectNetwork(container, network, signal),
  'move-data': (effect, { mover, signal }) => mover?.move(effect, signal) ?? cannotMove(effect.app),
  'return-data': (effect, { mover }) => mover?.giveBack(effect) ?? cannotMove(effect.app),
  'write-route': ({ route }, { ports, signal }) => ports.proxy.writeRoute(route, signal),
  'remove-route': ({ name }, { ports, signal }) => ports.proxy.removeRoute(name, signal),
  'confirm-route': ({ route }, { ports, signal }) => ports.proxy.confirmRoute(route, signal),
  drain: async ({ app, drainMs }, { ports, signal }) => {
    await ports.clock.sleep(drainMs, signal)
    return signal.aborted ? err(failure('aborted', { subject: `cannot drain ${app}`, cause: 'the wait was ended early' })) : ok(undefined)
  },
}

function cannotMove(app: string): Promise<Result<void>> {
  return Promise.resolve(err(failure('internal', { subject: `cannot move the data of ${app}`, cause: 'whoever applies the plan has no means for it' })))
}

async function ensureImage({ image, app }: Extract<Effect, { readonly do: 'ensure-image' }>, { ports, run, signal }: EffectContext): Promise<Result<void>> {
  const output = openOutput({ app, run, ...ports })
  try {
    const mayBegin = (): Promise<Result<void>> => checkRoom(ports.runtime, `cannot ${image.kind} image ${image.ref}`, signal)
    const room = await mayBegin()
    if (!room.ok) return room
    if (image.kind === 'pull') return await ports.runtime.pullImage(image.ref, output.onLine, signal)
    // A build may wait long for its place, and the builds before it fill the disk.
    return await build(image, { ports, signal }, { app, onLine: output.onLine, onTurn: mayBegin })
  } finally {
    output.flush()
  }
}

async function build(image: Extract<ImageSpec, { readonly kind: 'build' }>, { ports, signal }: Pick<EffectContext, 'ports' | 'signal'>, work: Omit<BuildWork, 'context'>): Promise<Result<void>> {
  const context = await ports.source.buildContext(image.build, signal)
  if (!context.ok) return context
  return ports.runtime.buildImage(image, { ...work, context: context.value }, signal)
}
