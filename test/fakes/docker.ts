/**
 * The runtime port and the probe of one process on a fake engine, with the quirks of a real one: a clash of names is an answer and
 * not an accident, ports clash at start, a missing volume comes into being without labels, a network with endpoints stays.
 */
import type { FailureCode } from '../../src/model/failure.js'
import { failure } from '../../src/model/failure.js'
import { generationOf } from '../../src/model/generation.js'
import { isScratch, volumeLabels } from '../../src/model/labels.js'
import type { Result } from '../../src/model/result.js'
import { err, ok } from '../../src/model/result.js'
import type { Clock, LogLine, ProbePort, RuntimeEvent, RuntimePort } from '../../src/ports.js'
import type { ContainerSpec, ImageSpec } from '../../src/model/resource.js'
import type { Engine, FakeContainer } from './docker-state.js'
import { instanceOf } from './docker-state.js'
import { builtBy, findImage, removeImage, tagImage } from './docker-images.js'
import { observeEngine, runStateOf } from './docker-observe.js'
import type { Call, FaultLine, Life } from './faults.js'
import type { Program } from './program.js'
import { GOOD_PROGRAM, programFor } from './program.js'

export interface FakeRuntimeTools {
  readonly engine: Engine
  readonly clock: Clock
  readonly instance: string
  readonly line: FaultLine
  readonly life: Life
}

export function createFakeRuntime(tools: FakeRuntimeTools): RuntimePort {
  return { ...reader(tools), ...images(tools), ...networksAndVolumes(tools), ...containers(tools) }
}

type Ask = <T>(call: Call<T>) => Promise<Result<T>>

function asker({ line, life, engine }: FakeRuntimeTools): Ask {
  return (call) => line.guard(life, {
    ...call,
    act: () => (engine.state.up ? call.act() : refuse('engine-unreachable', `cannot ${call.name} ${call.subject}`, 'connect ENOENT /var/run/docker.sock')),
  })
}

function refuse(code: FailureCode, subject: string, cause: string): { readonly ok: false; readonly error: ReturnType<typeof failure> } {
  return err(failure(code, { subject, cause }))
}

type Part<K extends keyof RuntimePort> = Pick<RuntimePort, K>

function reader(tools: FakeRuntimeTools): Part<'facts' | 'observe' | 'runState' | 'builtImages' | 'volumes' | 'scratch' | 'logs' | 'events'> {
  const { engine, instance } = tools
  const ask = asker(tools)
  return {
    facts: (signal) => ask({ name: 'facts', access: 'read', subject: '', signal, act: () => ok({ engineVersion: 'fake', apiVersion: '1.41', cpus: 4, memoryBytes: 8 * 2 ** 30, containersRunning: 0, disk: engine.state.disk }) }),
    builtImages: (signal) => ask({ name: 'builtImages', access: 'read', subject: '', signal, act: () => ok(builtBy(engine, instance)) }),
    observe: ({ images: refs }, signal) => ask({ name: 'observe', access: 'read', subject: '', signal, act: () => ok(observeEngine(engine, instance, refs)) }),
    scratch: (signal) => ask({
      name: 'scratch', access: 'read', subject: '', signal,
      act: () => ok({
        containers: [...engine.state.containers.values()].filter((one) => one.instance === instance && isScratch(one.spec?.labels ?? {})).map(({ name }) => name).sort(),
        volumes: [...engine.state.volumes.values()].flatMap(({ name, app, labels, instance: owner }) => (owner === instance && app && isScratch(labels) ? [{ name, app, scratch: true as const }] : [])),
      }),
    }),
    volumes: ({ sizes }, signal) => ask({
      name: 'volumes', access: 'read', subject: '', signal,
      act: () => ok([...engine.state.volumes.values()].flatMap(({ name, app, protect, labels, instance: owner }) =>
        owner === instance && app && !isScratch(labels) ? [{ name, app, usedBy: volumeUsers(engine, name), createdAt: '2026-01-02T03:04:05Z', ...(protect && { protect }), ...(sizes === 'measured' && { sizeBytes: 4096 }) }] : []).sort((a, b) => (a.name < b.name ? -1 : 1))),
    }),
    runState: (container, signal) => ask({
      name: 'runState', access: 'read', subject: container, signal,
      act: () => {
        const found = engine.find(container)
        return found ? ok(runStateOf(engine, found)) : refuse('container-exited', `cannot inspect ${container}`, 'it is not on the engine any more')
      },
    }),
    async *logs(query): AsyncIterable<LogLine> {
      await Promise.resolve()
      const lines = engine.find(query.container)?.program.output ?? []
      const shown = query.tail === 'all' ? lines : lines.slice(-query.tail)
      for (const text of shown) yield { stream: 'stdout', at: tools.clock.nowIso(), text }
    },
    events: (signal) => eventsOf(engine, tools.life, signal),
  }
}

function volumeUsers({ state }: Engine, volume: string): readonly string[] {
  return [...state.containers.values()].filter(({ spec }) => spec?.mounts.some(({ kind, source }) => kind === 'volume' && source === volume) ?? false).map(({ name }) => name)
}

async function* eventsOf(engine: Engine, life: Life, signal: AbortSignal): AsyncIterable<RuntimeEvent> {
  const queue: RuntimeEvent[] = [{ kind: 'connected', action: 'connected', id: '', instance: '' }]
  let wake: () => void = () => undefined
  const unlisten = engine.listen((event) => {
    queue.push(event)
    wake()
  })
  signal.addEventListener('abort', () => wake(), { once: true })
  try {
    while (!signal.aborted && !life.isDead()) {
      const event = queue.shift()
      if (event) {
        yield event
        continue
      }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    unlisten()
  }
}

function images(tools: FakeRuntimeTools): Part<'pullImage' | 'buildImage' | 'removeImage'> {
  const { engine, clock, instance } = tools
  const ask = asker(tools)
  const { state } = engine
  return {
    removeImage: (image, signal) => ask({ name: 'removeImage', access: 'write', subject: image.ref, signal, act: () => removeImage(engine, instance, image) }),
    pullImage: (ref, onLine, signal) => ask({
      name: 'pullImage', access: 'write', subject: ref, signal,
      act: async () => {
        await clock.sleep(300, signal)
        const program = state.registry.get(ref)
        if (!program) return refuse('image-missing', `cannot pull ${ref}`, 'manifest unknown')
        onLine(`Pulled ${ref}`)
        if (!state.images.has(ref)) tagImage(engine, ref, program)
        return ok(undefined)
      },
    }),
    buildImage: (image, work, signal) => ask({
      name: 'buildImage', access: 'write', subject: image.ref, signal,
      act: async () => {
        const turn = await work.onTurn?.()
        if (turn?.ok === false) return turn
        const files = await unpack(work.context)
        for (const [id, secret] of Object.entries(image.build.secrets ?? {})) state.handed.set(id, secret.reveal())
        await clock.sleep(500, signal)
        const built = programOf(image, files)
        work.onLine(`Step 1/1 : ${built.ok ? 'done' : 'failed'}`)
        if (!built.ok) return built
        tagImage(engine, image.ref, built.value)
        state.built.set(image.ref, { app: work.app, instance })
        return ok(undefined)
      },
    }),
  }
}

async function unpack(context: AsyncIterable<Uint8Array>): Promise<Readonly<Record<string, string>>> {
  const pieces: Uint8Array[] = []
  for await (const piece of context) pieces.push(piece)
  return JSON.parse(Buffer.concat(pieces).toString()) as Record<string, string>
}

/** A Dockerfile that says `RUN false` fails. */
function programOf(image: Extract<ImageSpec, { readonly kind: 'build' }>, files: Readonly<Record<string, string>>): Result<Program> {
  const text = files[image.build.dockerfile]
  if (text === undefined) return refuse('build-context-invalid', `cannot build ${image.ref}`, `there is no ${image.build.dockerfile}`)
  return text.includes('RUN false') ? refuse('build-failed', `cannot build ${image.ref}`, 'the command returned a non-zero code: 1') : ok(GOOD_PROGRAM)
}

function networksAndVolumes(tools: FakeRuntimeTools): Part<'createNetwork' | 'removeNetwork' | 'createVolume' | 'removeVolume'> {
  const { engine, instance } = tools
  const ask = asker(tools)
  const { state } = engine
  return {
    createNetwork: (network, subnet, signal) => ask({
      name: 'createNetwork', access: 'write', subject: network.name, signal,
      act: () => {
        const same = state.networks.get(network.name)
        if (same) return same.instance === instance ? ok(undefined) : refuse('name-taken', `cannot create network ${network.name}`, 'a network of this name exists')
        if ([...state.networks.values()].some((one) => one.subnet === subnet)) return refuse('pool-exhausted', `cannot create network ${network.name}`, 'Pool overlaps with other one on this address space')
        state.networks.set(network.name, { id: engine.nextId(), name: network.name, instance, project: network.project, subnet })
        engine.announce({ kind: 'network', action: 'create', id: network.name, instance })
        return ok(undefined)
      },
    }),
    removeNetwork: (name, signal) => ask({
      name: 'removeNetwork', access: 'write', subject: name, signal,
      act: () => {
        const network = state.networks.get(name) ?? [...state.networks.values()].find((one) => one.id === name)
        if (!network) return ok(undefined)
        if (network.instance !== instance) state.violations.push(`removed the foreign network ${name}`)
        const inUse = [...state.containers.values()].some((one) => one.state === 'running' && one.networks.has(network.name))
        if (inUse) return refuse('engine-failed', `cannot remove network ${name}`, 'network has active endpoints')
        state.networks.delete(network.name)
        return ok(undefined)
      },
    }),
    removeVolume: ({ name, app, scratch, unfinished }, signal) => ask({
      name: 'removeVolume', access: 'write', subject: name, signal,
      act: () => {
        const found = state.volumes.get(name)
        const isMeant = found?.instance === instance && found.app === app && (unfinished ? generationOf(name) > 1 : !found.protect) && (!scratch || found.preview === true || isScratch(found.labels)) && volumeUsers(engine, name).length === 0
        if (!isMeant) return refuse('volume-refused', `cannot remove volume ${name}`, 'it is protected, in use, or not what was meant')
        state.volumes.delete(name)
        return ok(undefined)
      },
    }),
    createVolume: (volume, signal) => ask({
      name: 'createVolume', access: 'write', subject: volume.name, signal,
      act: () => {
        const same = state.volumes.get(volume.name)
        if (same) return same.instance === instance ? ok(undefined) : refuse('name-taken', `cannot create volume ${volume.name}`, 'a volume of this name exists')
        state.volumes.set(volume.name, { name: volume.name, instance, app: volume.app, labels: volumeLabels(instance, volume), content: engine.nextId(), ...(volume.protect && { protect: true }), ...(volume.preview && { preview: true }) })
        return ok(undefined)
      },
    }),
  }
}

type ContainerCalls = 'createContainer' | 'startContainer' | 'unpauseContainer' | 'stopContainer' | 'removeContainer' | 'renameContainer' | 'updateContainer' | 'connectNetwork' | 'disconnectNetwork'

function containers(tools: FakeRuntimeTools): Part<ContainerCalls> {
  const { engine, instance, clock } = tools
  const ask = asker(tools)
  /** Runs on an own container; a foreign one is a violation, a missing one whatever the call makes of it. */
  const on = (name: ContainerCalls, container: string, signal: AbortSignal, work: { readonly missing: 'success' | 'failure'; readonly act: (found: FakeContainer) => Result<void> | Promise<Result<void>> }): Promise<Result<void>> => ask({
    name, access: 'write', subject: container, signal,
    act: () => {
      engine.settle()
      const found = engine.find(container)
      if (!found) return work.missing === 'success' ? ok(undefined) : refuse('engine-failed', `cannot ${name} ${container}`, 'no such container')
      if (found.instance === instance) return work.act(found)
      engine.state.violations.push(`${name} of the foreign container ${found.name}`)
      return refuse('payload-refused', `cannot ${name} ${container}`, 'it is not ours')
    },
  })
  const done = (effect: () => void): Result<void> => {
    effect()
    return ok(undefined)
  }
  return {
    createContainer: (spec, signal) => ask({ name: 'createContainer', access: 'write', subject: spec.name, signal, act: () => create(tools, spec) }),
    startContainer: (container, signal) => on('startContainer', container, signal, {
      missing: 'failure',
      act: (found) => {
        if (found.state === 'running') return ok(undefined)
        const missing = [...found.networks.keys()].find((name) => !engine.state.networks.has(name))
        if (missing) return refuse('engine-failed', `cannot start ${container}`, `network ${missing} not found`)
        const clash = engine.start(found)
        return clash ? refuse('port-taken', `cannot start ${container}`, clash) : ok(undefined)
      },
    }),
    unpauseContainer: (container, signal) => on('unpauseContainer', container, signal, { missing: 'failure', act: (found) => done(() => { found.state = 'running' }) }),
    stopContainer: (container, graceMs, signal) => on('stopContainer', container, signal, {
      missing: 'success',
      act: async (found) => {
        if (found.program.ignoresTerm) await clock.sleep(graceMs, signal)
        return done(() => engine.stop(found, found.program.ignoresTerm ? 137 : 0))
      },
    }),
    removeContainer: (container, signal) => on('removeContainer', container, signal, { missing: 'success', act: (found) => done(() => engine.remove(found)) }),
    renameContainer: (container, name, signal) => on('renameContainer', container, signal, {
      missing: 'failure',
      act: (found) => {
        const holder = engine.find(name)
        if (holder && holder !== found) return refuse('name-taken', `cannot rename ${container}`, `the name ${name} is in use`)
        return done(() => { found.name = name })
      },
    }),
    updateContainer: (container, change, signal) => on('updateContainer', container, signal, { missing: 'failure', act: (found) => done(() => Object.assign(found, change)) }),
    connectNetwork: (container, attachment, signal) => on('connectNetwork', container, signal, {
      missing: 'failure',
      act: (found) => (engine.state.networks.has(attachment.network) ? done(() => engine.attach(found, attachment)) : refuse('engine-failed', `cannot connect ${container}`, `network ${attachment.network} not found`)),
    }),
    disconnectNetwork: (container, network, signal) => on('disconnectNetwork', container, signal, { missing: 'success', act: (found) => done(() => found.networks.delete(network)) }),
  }
}

function create({ engine, instance }: FakeRuntimeTools, spec: ContainerSpec): Result<void> {
  const { state } = engine
  const subject = `cannot create container ${spec.name}`
  const holder = engine.find(spec.name)
  if (holder && isSame(holder, spec, instance)) return ok(undefined)
  if (holder && !isLeftover(holder, instance)) return refuse('name-taken', subject, 'the name is in use')
  if (holder) engine.remove(holder)
  if (spec.name.length < 2) return refuse('engine-failed', subject, 'only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed')
  const image = findImage(engine, spec.image)
  if (!image) return refuse('image-missing', subject, `no such image: ${spec.image}`)
  const missing = spec.networks.find(({ network }) => !state.networks.has(network))
  if (missing) return refuse('engine-failed', subject, `network ${missing.network} not found`)
  addAnonymousVolumes(engine, spec)
  insert(engine, spec, image)
  return ok(undefined)
}

function isSame(holder: FakeContainer, spec: ContainerSpec, instance: string): boolean {
  return holder.instance === instance && holder.spec?.fingerprint === spec.fingerprint
}

/** Of an apply that was broken off: it serves nobody and makes way. */
function isLeftover(holder: FakeContainer, instance: string): boolean {
  return holder.instance === instance && holder.state !== 'running' && holder.state !== 'paused'
}

/** The engine makes a missing volume by itself, and without labels. */
function addAnonymousVolumes({ state, nextId }: Engine, { mounts }: ContainerSpec): void {
  for (const { kind, source } of mounts) {
    if (kind === 'volume' && !state.volumes.has(source)) state.volumes.set(source, { name: source, instance: '', labels: {}, content: nextId() })
  }
}

function insert(engine: Engine, spec: ContainerSpec, image: { readonly id: string; readonly program: Program }): void {
  const id = engine.nextId()
  const networks = new Map(spec.networks.map(({ network, aliases }) => [network, { aliases, address: '' }]))
  engine.state.containers.set(id, {
    id, name: spec.name, spec, instance: instanceOf(spec), imageId: image.id, program: programFor(spec.command, image.program), ports: spec.ports,
    state: 'created', exitCode: 0, startedMs: 0, startedAt: '', restartCount: 0, limits: spec.limits, restart: spec.restart, networks,
  })
  engine.announce({ kind: 'container', action: 'create', id, instance: instanceOf(spec), app: spec.app })
}

export function createFakeProbe({ engine, clock, life, line }: FakeRuntimeTools): ProbePort {
  return {
    connects: async (address, port, signal) => {
      const answer = await line.guard(life, { name: 'connects', access: 'read', subject: `${address}:${String(port)}`, signal, act: () => ok(isListening(engine, clock, { address, port })) })
      return answer.ok && answer.value
    },
    asks: async (address, { port, path }, signal) => {
      const answer = await line.guard(life, { name: 'asks', access: 'read', subject: `${address}:${String(port)}${path}`, signal, act: () => ok(listener(engine, clock, { address, port })) })
      if (!answer.ok || !answer.value) return err('the connection was refused')
      const { program, startedMs } = answer.value
      return ok(program.answers?.(clock.monotonicMs() - startedMs) ?? 200)
    },
  }
}

function isListening(engine: Engine, clock: Clock, at: { readonly address: string; readonly port: number }): boolean {
  return listener(engine, clock, at) !== undefined
}

function listener(engine: Engine, clock: Clock, at: { readonly address: string; readonly port: number }): FakeContainer | undefined {
  engine.settle()
  const container = [...engine.state.containers.values()].find((one) => one.state === 'running' && [...one.networks.values()].some(({ address }) => address === at.address))
  if (!container || clock.monotonicMs() - container.startedMs < container.program.listensAfterMs) return undefined
  return container.program.listens === 'all' || container.program.listens.includes(at.port) ? container : undefined
}
