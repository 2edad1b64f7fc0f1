/** Desired and observed: the two values that a plan is made from. */
import type { BackupSpec, StoragesFound } from './backup.js'
import type { FileSpec } from './file.js'
import type { AppKey, AttachmentSpec, ContainerSpec, HttpCheck, ImageSpec, NetworkSpec, PortSpec, RouteOptions, RouteSpec, VolumeSpec } from './resource.js'
import type { DataOrigin } from './data.js'
import type { DataMove } from './move.js'
import type { ObservedCertificate } from './certificate.js'
import type { Failure } from './failure.js'
import type { PreviewGroup, PreviewOf } from './preview.js'
import type { Kept, Pin } from './release.js'
import type { Revision } from './revision.js'

export type { Revision } from './revision.js'

export type AppType = 'web' | 'service' | 'database' | 'system'

export interface DesiredApp {
  readonly key: AppKey
  /** What it was called before: its containers and routes are this app's to replace. Its volumes bear that name. */
  readonly formerly?: AppKey
  readonly type: AppType
  /** No confirmation removes a volume of this app. */
  readonly protect?: true
  /** How its data gets to a version that cannot open it. Absent: by a person. */
  readonly upgrade?: 'dump-restore'
  /** Put there by the plan: its volumes are the new ones already. */
  readonly move?: DataMove
  readonly image: ImageSpec
  /** One per replica; empty when parked with `replicas: 0`. */
  readonly containers: readonly ContainerSpec[]
  readonly volumes: readonly VolumeSpec[]
  /** What its containers mount beside volumes and must be on the host before. Absent when there is nothing. */
  readonly files?: readonly FileSpec[]
  readonly route?: RouteSpec
  readonly readiness: Readiness
  /** Apps that must be healthy first: `dependsOn` and references together, sorted. */
  readonly dependsOn: readonly AppKey[]
  readonly release: ReleasePolicy
  /** A person went back to an earlier release: everything here is that release's, and git says something else. */
  readonly pin?: Pin
  /** It was made of a branch of another app's source. */
  readonly preview?: PreviewOf
  /** What git wants of it is held: everything here is that of its last release. Never together with `pin`. */
  readonly kept?: KeptApp
  /** As it follows from git alone: it differs from the rest in the names of volumes, of which a later generation counts. Absent when it does not. */
  readonly asWritten?: DesiredApp
  /** Names of env variables and their origin, for texts: `reference` values are derived, `plain` stand in the file, `secret` ones are shown nowhere. */
  readonly envOrigin: Readonly<Record<string, 'plain' | 'reference' | 'secret'>>
}

export interface KeptApp {
  readonly at: Kept
  /** What git says. */
  readonly wanted: DesiredApp
  /** How the release that git wants ended. Absent when it was not tried, since it waits for another app. */
  readonly failure?: Failure
  /** ISO 8601; present when it was rejected. */
  readonly rejectedAt?: string
}

/** Which check tells that a container of the app is ready. */
export type Readiness =
  /** Nothing was said: the engine's health check when the container has one, else the port when there is one, else that it stays up. */
  | { readonly kind: 'default'; readonly port?: number }
  | { readonly kind: 'tcp'; readonly port: number }
  | { readonly kind: 'http'; readonly port: number; readonly http: HttpCheck }

export interface ReleasePolicy {
  readonly strategy: 'rolling' | 'recreate' | 'canary'
  /** Why it is recreate, in words for the plan, for example `publishes host port 5432`. */
  readonly downtimeReason?: string
  /** Also the longest that `pre` may take. */
  readonly readyTimeoutMs: number
  /** How long a container without port and without health check must stay up. */
  readonly stableMs: number
  /** How long a container has to stay ready before it gets the route. */
  readonly windowMs: number
  readonly drainMs: number
  /** Run once in the new image before any new container starts. */
  readonly pre?: readonly string[]
  /** Only with the strategy of this name: the steps in per cent, ascending, and how long each is watched. */
  readonly canary?: { readonly weights: readonly number[]; readonly everyMs: number }
  /** How many releases keep their image. */
  readonly keep: number
}

export interface Policy {
  readonly prune: boolean
  readonly drift: 'correct' | 'report'
}

export interface DesiredState {
  readonly instance: string
  readonly revision: Revision
  readonly policy: Policy
  /** Free range that project networks are cut from, for example `10.210.0.0/16`. */
  readonly networkPool: string
  readonly networks: readonly NetworkSpec[]
  readonly apps: readonly DesiredApp[]
  /** Apps that git has but whose source could not be had: nothing of theirs is touched, pruned least of all. */
  readonly unresolved: readonly UnresolvedApp[]
  /** Of each app that has previews. Absent when none has. */
  readonly previews?: readonly PreviewGroup[]
  /** What git wants to be kept of its data, sorted by key, also of apps that are held or unresolved. Absent when there is nothing. */
  readonly backups?: readonly BackupSpec[]
  /** The places that git names for it. Absent when it names none. */
  readonly storages?: StoragesFound
  /** Volumes that git's apps use beside those of `apps`, which may stand at an earlier release. Absent when there are none. */
  readonly claimedVolumes?: readonly string[]
}

export interface UnresolvedApp {
  readonly key: AppKey
  readonly formerly?: AppKey
  /** It is a preview, and what bears its name on the host is none: that may still go on as another app. */
  readonly isNameTaken?: true
  readonly failure: Failure
}

export type ResourceOwner = 'ours' | 'foreign'

export type RunState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'
export type EngineHealth = 'none' | 'starting' | 'healthy' | 'unhealthy'

/**
 * A container as the engine reports it, with what its image contributed (env, command, entrypoint, labels) already taken away,
 * so that fields compare one to one with a ContainerSpec. Foreign containers carry only id, name, owner and ports.
 */
export interface ObservedContainer extends Omit<ContainerSpec, 'id' | 'networks' | 'secretEnv'> {
  /** Names in `env` whose value is shown nowhere, as the container says. Absent when there are none. */
  readonly hiddenEnv?: readonly string[]
  /** The app that it is a preview of, as the container says. */
  readonly previewOf?: AppKey
  /** Places at which the image keeps data that no volume of the manifest holds: it stays behind when the container is replaced. */
  readonly unheld?: readonly string[]
  readonly engineId: string
  readonly state: RunState
  readonly exitCode: number
  readonly health: EngineHealth
  /** ISO 8601; empty when it never started. */
  readonly startedAt: string
  readonly restartCount: number
  readonly imageId: string
  readonly networks: readonly ObservedAttachment[]
  readonly noNewPrivileges: boolean
}

export interface ObservedAttachment extends AttachmentSpec {
  /** IPv4 address, empty while the container does not run. */
  readonly address: string
}

export interface ForeignContainer {
  readonly engineId: string
  readonly name: string
  readonly ports: readonly PortSpec[]
}

export interface ObservedNetwork {
  readonly engineId: string
  readonly name: string
  readonly owner: ResourceOwner
  /** Empty for foreign networks. */
  readonly project: string
  /** CIDR blocks in use, ours and foreign alike. */
  readonly subnets: readonly string[]
}

export interface ObservedVolume {
  readonly name: string
  readonly owner: ResourceOwner
  /** Absent for foreign volumes. */
  readonly app?: AppKey
  /** It bears the label that no confirmation goes beyond. */
  readonly protect?: true
  /** It was made for a preview, as its label says. */
  readonly preview?: true
  /** Absent when no template made it. */
  readonly data?: DataOrigin
}

/** A file that an app mounts, as it lies on the host. */
export interface ObservedFile {
  readonly source: string
  readonly state: 'whole' | 'altered' | 'missing'
  /** ISO 8601: when it was last put there or touched. Who started earlier may see another one. Absent when it is missing. */
  readonly changedAt?: string
}

/** A route file of ours as it stands on disk. */
export interface ObservedRoute {
  readonly name: string
  readonly app: AppKey
  /** The fingerprint that the header claims; empty when the header is gone. */
  readonly fingerprint: string
  /** What the file really says; absent when it cannot be read as a route of ours. */
  readonly content?: RouteContent
  /** True when the bytes are exactly what Mist would write for `content`. */
  readonly canonical: boolean
  /** What the proxy's API says about it: absent when the API was not asked or not reachable. */
  readonly served?: 'serving' | 'missing' | 'error'
}

export interface RouteContent extends RouteOptions {
  readonly rules: RouteSpec['rules']
  /** Server URLs as written, sorted. */
  readonly servers: readonly string[]
  readonly canary?: { readonly servers: readonly string[]; readonly percent: number }
  readonly errorPage?: { readonly path: string; readonly statuses: readonly string[]; readonly servers: readonly string[] }
  readonly entryPoint: string
}

export type ObservedKind = 'container' | 'network' | 'volume' | 'image' | 'route'

/** The managed proxy answers, but not as the files that Mist writes would have it: it may look at a directory that is no more. */
export interface StrayProxy {
  /** How it refuses Mist: it knows another password, or nothing of Mist at all. */
  readonly answer: 401 | 404
  /** ISO 8601: when the directory that Mist writes was made. */
  readonly directorySince: string
}

export interface ObservedState {
  /** ISO 8601. What follows may be stale by the time it is read. */
  readonly observedAt: string
  readonly containers: readonly ObservedContainer[]
  readonly foreignContainers: readonly ForeignContainer[]
  readonly networks: readonly ObservedNetwork[]
  readonly volumes: readonly ObservedVolume[]
  /** Image reference → image id, for the references that were asked for and are present. */
  readonly images: Readonly<Record<string, string>>
  readonly routes: readonly ObservedRoute[]
  /** Of the files that git's apps mount. Absent when none does, or when nothing could be seen. */
  readonly files?: readonly ObservedFile[]
  /** Absent when the proxy keeps them where Mist cannot see them. */
  readonly certificates?: readonly ObservedCertificate[]
  /** Absent while the proxy answers, or does not answer at all. */
  readonly strayProxy?: StrayProxy
  /** Host → why the proxy could not get a certificate for it, when it said so. */
  readonly certificateTroubles?: Readonly<Record<string, string>>
  /** Kinds that could not be observed whole. Absence there is not evidence. */
  readonly incomplete: Readonly<Partial<Record<ObservedKind, Failure>>>
}

export type SyncStatus = 'Synced' | 'OutOfSync' | 'Unknown'
export type Health = 'Healthy' | 'Progressing' | 'Degraded' | 'Suspended' | 'Missing' | 'Unknown'
