/** The engine behind the runtime port: joins the pieces of this folder and decides nothing. */
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ContainerRunState, HostFacts, InsidePort, RuntimePort, RuntimeReader, RuntimeWriter } from '../../ports.js'
import { connectNetwork, disconnectNetwork } from './containers/attach.js'
import { createGate } from './bounded.js'
import { buildImage } from './build/build.js'
import { startContainer, renameContainer, stopContainer, unpauseContainer, updateContainer } from './containers/change-container.js'
import type { EngineReader } from './transport/client.js'
import { createFullClient, createReadClient } from './transport/client.js'
import { createContainer } from './containers/create-container.js'
import type { DataRoot } from './observe/data-root.js'
import { createDataRoot, dataRoots } from './observe/data-root.js'
import { decodeRunState } from './observe/decode.js'
import { diskFacts } from './observe/disk.js'
import { watchEvents } from './observe/events.js'
import type { Hands } from './hands.js'
import { createImageCache } from './images/images.js'
import { createInside } from './inside/inside.js'
import { createInspectCache } from './observe/inspect-cache.js'
import { readLogs } from './logs.js'
import { createNetwork, createVolume, removeNetwork } from './networks.js'
import type { Observer } from './observe/observe.js'
import { observe } from './observe/observe.js'
import type { ReaderOptions, RuntimeOptions } from './options.js'
import { BUILD_LIMITS } from './options.js'
import { createOwnership } from './owned.js'
import { refusePayload } from './payload/payload.js'
import type { OwnObjects } from './payload/rules.js'
import { pullImage } from './images/pull.js'
import { removeContainer } from './containers/remove-container.js'
import { tellScratch } from './observe/scratch.js'
import { builtImages, removeImage } from './images/spent-images.js'
import type { WireContainer, WireInfo, WireVersion } from './wire.js'
import { removeVolume, tellVolumes } from './volumes.js'

interface Closable {
  close(): void
}

/** Its client can only GET: whoever holds this cannot change anything, however hard they try. */
export function createRuntimeReader(options: ReaderOptions): RuntimeReader & Closable {
  const engine = createReadClient(options)
  return { ...readerOf(observerOf(engine, options.instance)), close: () => { engine.close() } }
}

/** The runtime and what is done inside its containers: both know whose they are by the same means. */
export function createRuntime(options: RuntimeOptions): RuntimePort & Closable & { readonly inside: InsidePort } {
  const nothing: OwnObjects = { containers: new Map(), networks: new Map(), volumes: new Map(), images: new Set(), doomedVolumes: new Set(), neverServed: new Set(), execs: new Set() }
  const known: { own: OwnObjects; dataRoot?: DataRoot } = { own: nothing }
  const { instance, grants, systemMounts, files } = options
  const engine = createFullClient(options, (call) => refusePayload(call, { instance, grants, systemMounts, files, dataRoots: known.dataRoot?.paths ?? [], own: known.own }))
  const observer = observerOf(engine, instance)
  const own = createOwnership(engine, observer.images, instance)
  known.own = own
  const dataRoot = createDataRoot(engine)
  known.dataRoot = dataRoot
  const hands: Hands = { ...observer, engine, own, dataRoot }
  return { ...readerOf(observer), ...writerOf(hands, options), inside: createInside(hands), close: () => { engine.close() } }
}

function observerOf(engine: EngineReader, instance: string): Observer {
  return { engine, images: createImageCache(engine), inspections: createInspectCache(), instance }
}

function readerOf(observer: Observer): RuntimeReader {
  const { engine } = observer
  return {
    facts: (signal) => facts(engine, signal),
    observe: (query, signal) => observe(observer, query, signal),
    runState: (container, signal) => runState(engine, container, signal),
    builtImages: (signal) => builtImages(observer, signal),
    scratch: (signal) => tellScratch(observer, signal),
    volumes: (query, signal) => tellVolumes(observer, query, signal),
    logs: (query, signal) => readLogs(engine, query, signal),
    events: (signal) => watchEvents(observer, signal),
  }
}

function writerOf(hands: Hands, options: RuntimeOptions): RuntimeWriter {
  const { registries } = options
  const limits = { ...BUILD_LIMITS, ...options.build }
  const workshop = { registries, limits, gate: createGate(limits.concurrency) }
  return {
    pullImage: (ref, onLine, signal) => pullImage(hands, ref, { registries, onLine, signal }),
    buildImage: (image, work, signal) => buildImage(hands, { image, ...work, signal }, workshop),
    removeImage: (image, signal) => removeImage(hands, image, signal),
    createNetwork: (network, subnet, signal) => createNetwork(hands, network, { subnet, signal }),
    removeVolume: (volume, signal) => removeVolume(hands, volume, signal),
    removeNetwork: (name, signal) => removeNetwork(hands, name, signal),
    createVolume: (volume, signal) => createVolume(hands, volume, signal),
    createContainer: (container, signal) => createContainer(hands, container, { files: options.files, signal }),
    startContainer: (container, signal) => startContainer(hands, container, signal),
    unpauseContainer: (container, signal) => unpauseContainer(hands, container, signal),
    stopContainer: (container, graceMs, signal) => stopContainer(hands, container, { graceMs, signal }),
    removeContainer: (container, signal, past) => removeContainer(hands, container, { signal, past }),
    renameContainer: (container, name, signal) => renameContainer(hands, container, { name, signal }),
    updateContainer: (container, wanted, signal) => updateContainer(hands, container, { wanted, signal }),
    connectNetwork: (container, attachment, signal) => connectNetwork(hands, container, { attachment, signal }),
    disconnectNetwork: (container, network, signal) => disconnectNetwork(hands, container, { network, signal }),
  }
}

async function facts(engine: EngineReader, signal: AbortSignal): Promise<Result<HostFacts>> {
  const [version, info] = await Promise.all([engine.get<WireVersion>('/version', {}, signal), engine.get<WireInfo>('/info', {}, signal)])
  if (!version.ok) return err(engine.failure(version.error, 'cannot ask the engine about its version'))
  if (!info.ok) return err(engine.failure(info.error, 'cannot ask the engine about its host'))
  const [disk, roots] = await Promise.all([diskFacts(info.value.DockerRootDir), dataRoots(info.value)])
  return ok({
    engineVersion: version.value.Version ?? '',
    apiVersion: version.value.ApiVersion ?? '',
    cpus: info.value.NCPU ?? 0,
    memoryBytes: info.value.MemTotal ?? 0,
    containersRunning: info.value.ContainersRunning ?? 0,
    ...(disk && { disk }),
    ...(roots.length > 0 && { dataRoots: roots }),
  })
}

async function runState(engine: EngineReader, container: string, signal: AbortSignal): Promise<Result<ContainerRunState>> {
  const subject = `cannot inspect container ${container}`
  const path = `/containers/${encodeURIComponent(container)}/json`
  const first = await engine.get<WireContainer>(path, {}, signal)
  // An engine that is being stopped ends its containers: whether this one ended by itself is told by one that takes connections.
  const asked = first.ok && hasEnded(decodeRunState(first.value)) ? await engine.getAnew<WireContainer>(path, {}, signal) : first
  if (asked.ok) return ok({ ...decodeRunState(asked.value), losses: engine.losses() })
  if (asked.error.kind === 'answer' && asked.error.status === 404) {
    return err(failure('container-exited', { subject, cause: 'it is not on the engine any more', help: 'It was removed meanwhile; the next pass makes it anew.' }))
  }
  return err(engine.failure(asked.error, subject))
}

function hasEnded({ state }: ContainerRunState): boolean {
  return state === 'exited' || state === 'dead' || state === 'restarting'
}
