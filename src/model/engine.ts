/** What is asked of the container engine and what it answers: the values of the runtime port, without any of its calls. */
import type { Failure } from './failure.js'
import type { AppKey } from './resource.js'
import type { EngineHealth, ForeignContainer, ObservedContainer, ObservedKind, ObservedNetwork, ObservedVolume, RunState } from './state.js'

export interface RuntimeQuery {
  /** Image references whose ids are wanted. */
  readonly images: readonly string[]
  /** `cached` may reuse inspections that the engine's events did not invalidate; `live` asks for everything anew. */
  readonly freshness: 'cached' | 'live'
}

export interface RuntimeObservation {
  readonly containers: readonly ObservedContainer[]
  readonly foreignContainers: readonly ForeignContainer[]
  readonly networks: readonly ObservedNetwork[]
  readonly volumes: readonly ObservedVolume[]
  readonly images: Readonly<Record<string, string>>
  readonly incomplete: Readonly<Partial<Record<ObservedKind, Failure>>>
}

export interface HostFacts {
  readonly engineVersion: string
  readonly apiVersion: string
  readonly cpus: number
  readonly memoryBytes: number
  readonly containersRunning: number
  /** Where the engine keeps images and containers; absent when that place is not on this host. */
  readonly disk?: DiskFacts
  /** Where the engine keeps its data, as it says and with links followed: no grant opens it. */
  readonly dataRoots?: readonly string[]
}

export interface DiskFacts {
  readonly path: string
  readonly freeBytes: number
  readonly totalBytes: number
}

export interface VolumeQuery {
  /** Measuring reads every file of every volume. */
  readonly sizes: 'measured' | 'skipped'
}

/** A volume of this instance, for people. */
export interface VolumeDetail {
  readonly name: string
  /** The app under whose name it was made. */
  readonly app: AppKey
  readonly protect?: true
  /** ISO 8601. */
  readonly createdAt?: string
  readonly sizeBytes?: number
  /** Names of all containers that mount it, running or not, ours or not. */
  readonly usedBy: readonly string[]
}

/** A volume that a person named in order to lose it, and whose they took it for. */
export interface DoomedVolume {
  readonly name: string
  readonly app: AppKey
  /** Nobody named it: it goes as what a preview left or as scratch, and only if its own label says that it is. */
  readonly scratch?: true
  /** Nobody named it: it is a later generation that was never finished. No container may mount it, and what its label protects is not in it yet. */
  readonly unfinished?: true
}

/** All that bears the label of scratch, whoever left it. */
export interface ScratchFound {
  /** By name. */
  readonly containers: readonly string[]
  readonly volumes: readonly DoomedVolume[]
}

/** An image that this instance built, by one of its tags. */
export interface BuiltImage {
  readonly app: AppKey
  readonly ref: string
  readonly id: string
}

/** An image that no release needs any more: a name that Mist gave or asked for, and what it named then. */
export interface SpentImage extends BuiltImage {
  readonly origin: 'built' | 'pulled'
}

export interface ContainerRunState {
  readonly state: RunState
  readonly exitCode: number
  readonly health: EngineHealth
  readonly restartCount: number
  /** ISO 8601; changes with every start. */
  readonly startedAt: string
  /** Network name → IPv4 address. */
  readonly addresses: Readonly<Record<string, string>>
  readonly imageId: string
  /** How many connections to the engine have ended so far: with another number than before it may have been started anew. */
  readonly losses?: number
}

export interface LogQuery {
  readonly container: string
  readonly follow: boolean
  /** Lines from the end; `all` for everything. */
  readonly tail: number | 'all'
  /** Seconds since the epoch; 0 for no bound. */
  readonly sinceSeconds: number
}

export interface LogLine {
  readonly stream: 'stdout' | 'stderr'
  /** ISO 8601 with the engine's precision. */
  readonly at: string
  readonly text: string
}

/** Something of the engine changed. `instance` is the label of the object, empty when it has none. */
export interface RuntimeEvent {
  readonly kind: 'container' | 'network' | 'volume' | 'image' | 'connected'
  readonly action: string
  readonly id: string
  readonly instance: string
  readonly app?: AppKey
}
