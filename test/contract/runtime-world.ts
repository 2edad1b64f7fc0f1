/**
 * What the runtime contract needs of a world: a port, images that behave in known ways, and a person who changes things behind
 * Mist's back. Small on purpose, so that the fake and the real engine both can give it.
 */
import { containerLabels } from '../../src/model/labels.js'
import type { AppKey, ContainerSpec, NetworkSpec, VolumeSpec } from '../../src/model/resource.js'
import { appOf, projectOf } from '../../src/model/resource.js'
import type { ObservedContainer } from '../../src/model/state.js'
import type { RuntimeObservation, RuntimePort, RuntimeQuery } from '../../src/ports.js'

export interface RuntimeWorld {
  readonly runtime: RuntimePort
  readonly instance: string
  readonly images: {
    /** Runs until it is told to stop. Both present on the engine. */
    readonly serving: string
    readonly other: string
    /** Ends by itself with this code. */
    readonly exiting: { readonly ref: string; readonly exitCode: number }
    /** With a health check of their own. */
    readonly healthy: string
    readonly sick: string
    /** Neither on the engine nor in any registry. */
    readonly absent: string
  }
  /** Free ranges; no two tests use one. */
  subnet(): string
  /** A free port of 127.0.0.1. */
  hostPort(): Promise<number>
  readonly tamper: Tamper
  /** Polls until the probe answers with something; a fake moves its clock meanwhile. */
  until<T>(description: string, probe: () => Promise<T | undefined>): Promise<T>
  /** Removes everything of the instance and of `tamper`. */
  cleanup(): Promise<void>
}

/** Names are container names. */
export interface Tamper {
  remove(container: string): Promise<void>
  stop(container: string): Promise<void>
  pause(container: string): Promise<void>
  setMemory(container: string, bytes: number): Promise<void>
  disconnect(container: string, network: string): Promise<void>
  /** A container without labels; it publishes `hostPort` on 127.0.0.1 and runs if one is given. */
  foreignContainer(name: string, hostPort?: number): Promise<void>
  foreignNetwork(name: string, subnet: string): Promise<void>
  foreignVolume(name: string): Promise<void>
}

const never = new AbortController().signal

/** The runtime with the signal left out and failures thrown: a contract reads better without either. */
export function steps(world: RuntimeWorld): Steps {
  const { runtime } = world
  return {
    network: (network, subnet = world.subnet()) => must(runtime.createNetwork(network, subnet, never)),
    volume: (volume) => must(runtime.createVolume(volume, never)),
    create: (spec) => must(runtime.createContainer(spec, never)),
    start: (spec) => must(runtime.startContainer(spec.name, never)),
    observe: (query = {}) => must(runtime.observe({ images: [], freshness: 'live', ...query }, never)),
    async find(spec, query) {
      const { containers } = await this.observe(query)
      return containers.find(({ name }) => name === spec.name)
    },
    async see(spec, query) {
      const found = await this.find(spec, query)
      if (!found) throw new Error(`container ${spec.name} is not on the engine`)
      return found
    },
  }
}

export interface Steps {
  network(network: NetworkSpec, subnet?: string): Promise<void>
  volume(volume: VolumeSpec): Promise<void>
  create(spec: ContainerSpec): Promise<void>
  start(spec: ContainerSpec): Promise<void>
  observe(query?: Partial<RuntimeQuery>): Promise<RuntimeObservation>
  find(spec: ContainerSpec, query?: Partial<RuntimeQuery>): Promise<ObservedContainer | undefined>
  see(spec: ContainerSpec, query?: Partial<RuntimeQuery>): Promise<ObservedContainer>
}

async function must<T>(answer: ReturnType<() => Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: object }>>): Promise<T> {
  const result = await answer
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

let count = 0

/** Names are unique per call: tests share an engine and never meet. */
export function uniqueName(word: string): string {
  count += 1
  return `${word}${String(count)}`
}

export interface Parts {
  readonly app: AppKey
  readonly network: NetworkSpec
  readonly volume: VolumeSpec
  readonly spec: ContainerSpec
}

/** One app with a network and a volume, and a container spec in which no field has its default. */
export function partsOf(world: RuntimeWorld, changes: Partial<ContainerSpec> = {}): Parts {
  const project = uniqueName('p')
  const app: AppKey = `${project}/web`
  const network = networkOf(world, project)
  const volume: VolumeSpec = { id: `volume/${project}`, name: `${world.instance}_${project}_web_data`, app }
  return { app, network, volume, spec: containerOf(world, app, { networks: [{ network: network.name, aliases: ['web'] }], ...changes }) }
}

export function networkOf(world: RuntimeWorld, project: string): NetworkSpec {
  return { id: `network/${project}`, name: `mist-${world.instance}_${project}`, project }
}

export function containerOf(world: RuntimeWorld, app: AppKey, changes: Partial<ContainerSpec> = {}): ContainerSpec {
  const { replica = 1, fingerprint = 'v1:0123456789abcdef', labels = {} } = changes
  const name = `${world.instance}-${projectOf(app)}-${appOf(app)}-${String(replica)}`
  return {
    id: `container/${name}`,
    name,
    app,
    replica,
    fingerprint,
    image: world.images.serving,
    env: { GREETING: 'hello there', EMPTY: '', TWISTED: 'a=b "c" $d' },
    mounts: [],
    networks: [],
    ports: [],
    limits: { cpus: 0.5, memoryBytes: 64 * 2 ** 20, pids: 100 },
    restart: { policy: 'unless-stopped', maxRetries: 0 },
    logs: { maxSizeBytes: 10 * 2 ** 20, maxFiles: 3 },
    capabilities: ['CHOWN', 'NET_BIND_SERVICE'],
    stopGraceMs: 2_000,
    ...changes,
    labels: { ...containerLabels({ instance: world.instance, app, replica, fingerprint }), ...labels },
  }
}

/** The fields that a plan compares, in an order that does not matter. */
export function comparable(container: ContainerSpec | ObservedContainer): object {
  const byTarget = [...container.mounts].sort((a, b) => (a.target < b.target ? -1 : 1))
  const networks = container.networks.map(({ network, aliases }) => ({ network, aliases: [...aliases].sort() })).sort((a, b) => (a.network < b.network ? -1 : 1))
  const { name, app, replica, fingerprint, image, env, command, entrypoint, limits, restart, labels, logs, stopGraceMs, healthCheck } = container
  const ports = [...container.ports].sort((a, b) => a.hostPort - b.hostPort)
  return { name, app, replica, fingerprint, image, env, command, entrypoint, mounts: byTarget, networks, ports, limits, restart, labels, logs, capabilities: [...container.capabilities].sort(), stopGraceMs, healthCheck }
}
