/** The objects of a fake engine and how containers live in time. No port here: `docker.ts` gives it a face. */
import type { AppKey, AttachmentSpec, ContainerSpec, LimitsSpec, PortSpec, RestartSpec } from '../../src/model/resource.js'
import { readContainerIdentity } from '../../src/model/labels.js'
import type { DiskFacts, RuntimeEvent } from '../../src/ports.js'
import type { EngineHealth, RunState } from '../../src/model/state.js'
import type { FakeClock } from './clock.js'
import { digestOf } from '../../src/model/fingerprint.js'
import type { Program } from './program.js'
import { checkFor } from './program.js'

export interface FakeContainer {
  readonly id: string
  name: string
  /** Absent for containers that others made. */
  readonly spec?: ContainerSpec
  readonly instance: string
  readonly imageId: string
  readonly program: Program
  readonly ports: readonly PortSpec[]
  state: RunState
  exitCode: number
  startedMs: number
  startedAt: string
  restartCount: number
  limits: LimitsSpec
  restart: RestartSpec
  networks: Map<string, { aliases: readonly string[]; address: string }>
}

export interface FakeNetwork {
  readonly id: string
  readonly name: string
  readonly instance: string
  readonly project: string
  readonly subnet: string
}

export interface FakeVolume {
  readonly protect?: true
  readonly preview?: true
  readonly name: string
  readonly instance: string
  readonly app?: AppKey
  readonly labels: Readonly<Record<string, string>>
  /** Set once; a volume that was removed and made anew has lost it. */
  readonly content: string
}

/** A file of a container or volume. */
export interface FakeNode {
  readonly bytes: Uint8Array
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

export interface FakeImage {
  readonly id: string
  readonly program: Program
}

export interface DockerState {
  readonly containers: Map<string, FakeContainer>
  readonly networks: Map<string, FakeNetwork>
  readonly volumes: Map<string, FakeVolume>
  /** Name of a volume, or id of a container for its own → path → file. */
  readonly files: Map<string, Map<string, FakeNode>>
  /** Reference → what is on the host. */
  readonly images: Map<string, FakeImage>
  /** Images whose name means another one by now. */
  readonly untagged: FakeImage[]
  /** Reference → who built it. */
  readonly built: Map<string, { readonly app: AppKey; readonly instance: string }>
  /** Id → the secret that a build was handed last. */
  readonly handed: Map<string, string>
  /** Reference → what a pull would bring. */
  readonly registry: Map<string, Program>
  /** `address:port` held by something that is no container. */
  readonly takenPorts: Set<string>
  /** Things that must never happen; a test fails when there are any. */
  readonly violations: string[]
  up: boolean
  disk: DiskFacts
}

export interface Engine {
  readonly state: DockerState
  find(nameOrId: string): FakeContainer | undefined
  nextId(): string
  start(container: FakeContainer): string | undefined
  stop(container: FakeContainer, exitCode: number): void
  attach(container: FakeContainer, attachment: AttachmentSpec): void
  remove(container: FakeContainer): void
  announce(event: RuntimeEvent): void
  listen(listener: (event: RuntimeEvent) => void): () => void
  healthOf(container: FakeContainer): EngineHealth
  /** Brings every container to what it has become by now. */
  settle(): void
}

export function createEngine(clock: FakeClock): Engine {
  const state: DockerState = { containers: new Map(), networks: new Map(), volumes: new Map(), files: new Map(), images: new Map(), registry: new Map(), takenPorts: new Set(), violations: [], up: true, untagged: [], built: new Map(), handed: new Map(), disk: { path: '/var/lib/docker', freeBytes: 50 * 2 ** 30, totalBytes: 100 * 2 ** 30 } }
  const listeners = new Set<(event: RuntimeEvent) => void>()
  let count = 0

  const announce = (event: RuntimeEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const tell = (container: FakeContainer, action: string): void => {
    announce({ kind: 'container', action, id: container.id, instance: container.instance, ...(container.spec && { app: container.spec.app }) })
  }
  const exit = (container: FakeContainer, exitCode: number): void => {
    container.exitCode = exitCode
    for (const endpoint of container.networks.values()) endpoint.address = ''
    tell(container, 'die')
  }
  const isRevived = ({ restart, restartCount }: FakeContainer, exitCode: number): boolean =>
    restart.policy === 'always' || restart.policy === 'unless-stopped' || (restart.policy === 'on-failure' && exitCode !== 0 && (restart.maxRetries === 0 || restartCount < restart.maxRetries))

  const settleOne = (container: FakeContainer): void => {
    const { exitsAfterMs, exitCode = 0 } = container.program
    if (container.state !== 'running' || exitsAfterMs === undefined || clock.monotonicMs() - container.startedMs < exitsAfterMs) return
    const revived = isRevived(container, exitCode)
    container.state = revived ? 'restarting' : 'exited'
    if (revived) container.restartCount += 1
    exit(container, exitCode)
  }

  return {
    state,
    find: (nameOrId) => state.containers.get(nameOrId) ?? [...state.containers.values()].find((one) => one.name === nameOrId),
    nextId: () => {
      count += 1
      return digestOf(count)
    },
    start: (container) => {
      const taken = portClash(state, container)
      if (taken) return taken
      container.state = 'running'
      container.startedMs = clock.monotonicMs()
      container.startedAt = clock.nowIso()
      count += 1
      for (const endpoint of container.networks.values()) endpoint.address = `10.0.${String((count >> 8) & 255)}.${String(count & 255)}`
      tell(container, 'start')
      return undefined
    },
    stop: (container, exitCode) => {
      if (container.state === 'exited' || container.state === 'created') return
      container.state = 'exited'
      exit(container, exitCode)
    },
    attach: (container, { network, aliases }) => {
      count += 1
      container.networks.set(network, { aliases, address: container.state === 'running' ? `10.1.${String((count >> 8) & 255)}.${String(count & 255)}` : '' })
      announce({ kind: 'network', action: 'connect', id: network, instance: '' })
    },
    remove: (container) => {
      state.containers.delete(container.id)
      tell(container, 'destroy')
    },
    announce,
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    healthOf: ({ program, spec, state: now, startedMs }) => {
      const health = spec?.healthCheck ? checkFor(spec.healthCheck) : program.health
      if (!health || now !== 'running') return 'none'
      return clock.monotonicMs() - startedMs < health.afterMs ? 'starting' : health.result
    },
    settle: () => {
      for (const container of state.containers.values()) settleOne(container)
    },
  }
}

/** The engine refuses a port at start, not at create, and leaves the container behind as `created`. */
function portClash({ containers, takenPorts }: DockerState, container: FakeContainer): string | undefined {
  for (const { hostAddress, hostPort } of container.ports) {
    if (takenPorts.has(`${hostAddress}:${String(hostPort)}`)) return `bind for ${hostAddress}:${String(hostPort)} failed: port is already allocated`
    const holder = [...containers.values()].find((one) => one !== container && one.state === 'running' && one.ports.some((port) => port.hostPort === hostPort && overlap(port.hostAddress, hostAddress)))
    if (holder) return `bind for ${hostAddress}:${String(hostPort)} failed: port is already allocated by ${holder.name}`
  }
  return undefined
}

function overlap(a: string, b: string): boolean {
  return a === b || a === '0.0.0.0' || b === '0.0.0.0'
}

/** The identity that the labels claim; nothing without a whole one is ours. */
export function instanceOf(spec: ContainerSpec): string {
  return readContainerIdentity(spec.labels)?.instance ?? ''
}
