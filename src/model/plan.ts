/**
 * A plan: the one value that `diff` prints, `apply` executes and the store keeps. Plain data, frozen, in a total order.
 * Every change and every refusal carries its reason.
 */
import type { DataNote } from './data-record.js'
import type { MoveText } from './move.js'
import type { Kept, Pin } from './release.js'
import type { AppKey, ContainerSpec, NetworkSpec, ResourceId, RouteSpec, VolumeSpec } from './resource.js'
import type { DesiredApp, ObservedContainer, ObservedNetwork, Revision } from './state.js'

export type ChangeReason =
  /** The resource is in git and not on the host. */
  | 'missing'
  /** Git says something else than before. */
  | 'spec-changed'
  /** Git says what it said before; somebody changed the host. */
  | 'drift'
  /** It should run and does not. */
  | 'not-running'
  /** The engine calls it unhealthy. */
  | 'unhealthy'
  /** An own object of an interrupted apply. */
  | 'left-behind'
  /** Git no longer has it. */
  | 'not-desired'
  /** It goes on under the name of another app. */
  | 'renamed'

export interface FieldChange {
  /** Dotted path as a person would say it: `image`, `env.LOG_LEVEL`, `limits.memory`, `networks.mist-shop`, `domains`. */
  readonly field: string
  /** Rendered live value; absent when the field is not there. */
  readonly from?: string
  /** Rendered desired value; absent when the field goes away. */
  readonly to?: string
  /** `env` values are shown by the CLI only; they never enter the store, the log or HTTP. Of a `secret` one `from` and `to` only say that there is a value. */
  readonly sensitivity: 'public' | 'env' | 'secret'
  /** Whether git or somebody on the host moved this field. */
  readonly cause: 'spec' | 'drift'
}

interface ChangeBase {
  readonly id: ResourceId
  /** Absent for networks. */
  readonly app?: AppKey
  readonly reason: ChangeReason
  readonly fields: readonly FieldChange[]
}

export type NetworkChange =
  | (ChangeBase & { readonly kind: 'network'; readonly action: 'create'; readonly spec: NetworkSpec; readonly subnet: string })
  | (ChangeBase & { readonly kind: 'network'; readonly action: 'prune'; readonly live: ObservedNetwork; /** Engine ids of own containers that stay and leave it first. */ readonly detach: readonly string[] })

/** Volumes are only ever created here. Removal takes an explicit confirmation elsewhere. */
export type VolumeChange = ChangeBase & { readonly kind: 'volume'; readonly action: 'create'; readonly spec: VolumeSpec; /** It is filled with what another one holds. */ readonly move?: MoveText }

export type ContainerChange =
  | (ChangeBase & { readonly kind: 'container'; readonly action: 'create'; readonly spec: ContainerSpec })
  | (ChangeBase & { readonly kind: 'container'; readonly action: 'adopt' | 'update' | 'replace'; readonly spec: ContainerSpec; readonly live: ObservedContainer })
  | (ChangeBase & { readonly kind: 'container'; readonly action: 'prune'; readonly live: ObservedContainer })

/** `previous` is what the file says now, as far as it can be read: for taking the change back, and for handing a host over. */
export type RouteChange =
  | (ChangeBase & { readonly kind: 'route'; readonly action: 'create' | 'update'; readonly spec: RouteSpec; readonly previous?: RouteSpec })
  | (ChangeBase & { readonly kind: 'route'; readonly action: 'prune'; readonly name: string; readonly previous?: RouteSpec })

export type Change = NetworkChange | VolumeChange | ContainerChange | RouteChange

export type BlockReason =
  | 'prune-off'
  | 'mass-deletion'
  | 'observation-incomplete'
  | 'drift-report-only'
  | 'foreign-object'
  | 'port-taken'
  | 'suspended'
  | 'unresolved'
  | 'pool-exhausted'
  /** The app would begin with an empty volume where it has one with data. */
  | 'data-left-behind'
  /** Its data lies in several generations of a volume, and which one counts is not known. */
  | 'data-ambiguous'
  /** Its volume holds data that this version or this instance key cannot open. */
  | 'data-unfit'
  /** The volume that held its data is gone, or there are backups of it alone; nobody said that it may begin empty. */
  | 'data-missing'
  /** It would begin empty, and whether there are backups of it could not be asked. */
  | 'data-unknown'
  /** It needs an app that is refused and of which nothing runs. */
  | 'app-awaited'
  /** It failed before with the same spec; it is tried again later, when its spec changes, or when a person asks. */
  | 'held'

/** A change that policy or the host refused, and why. Shown by diff and status. */
export interface Blocked {
  readonly id: ResourceId
  readonly app?: AppKey
  readonly action: Change['action']
  readonly reason: BlockReason
  /** One sentence for a person, with the next action. */
  readonly message: string
  readonly fields: readonly FieldChange[]
}

/** What a rollout needs to know about an app beside its changes. */
export type PlannedApp = Pick<DesiredApp, 'key' | 'type' | 'image' | 'release' | 'dependsOn' | 'readiness' | 'preview' | 'files' | 'move'> & {
  readonly imagePresent: boolean
  /** Its `deploy.pre` runs before anything starts: what comes out was never there before. Repairs and more replicas do without. */
  readonly runsPre?: true
  /** What is to be written down before anything of it starts, each with what stands there now. Absent when there is nothing. */
  readonly dataNotes?: readonly { readonly note: DataNote; readonly before: DataNote }[]
  /** The network of its project, where the app is reached. */
  readonly network: string
}

export interface Plan {
  readonly formatVersion: 1
  readonly instance: string
  readonly revision: Revision
  readonly observedAt: string
  readonly changes: readonly Change[]
  readonly unchanged: readonly ResourceId[]
  readonly blocked: readonly Blocked[]
  /** The apps that changes refer to, by key, sorted. */
  readonly apps: readonly PlannedApp[]
  /** Volumes of ours that no app in git uses any more: kept, and said so. */
  readonly keptVolumes: readonly string[]
  /** Apps that are planned as an earlier release had them. Absent when there are none. */
  readonly pins?: readonly Pin[]
  /** Apps that are planned as their last release had them, while what git wants of them is held. Absent when there are none. */
  readonly kept?: readonly Kept[]
}
