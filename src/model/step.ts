/**
 * A step is one elementary effect, described as data, together with the steps that take it back.
 * A task is the ordered steps of one app (or one network). Whoever executes a task decides nothing.
 */
import type { Change } from './plan.js'
import type { ContentsSpec } from './contents.js'
import type { DataNote } from './data-record.js'
import type { FileSpec } from './file.js'
import type { DataMove, FormerServer } from './move.js'
import type { DesiredApp } from './state.js'
import type { AppKey, AttachmentSpec, ContainerSpec, HttpCheck, ImageSpec, LimitsSpec, NetworkSpec, ResourceId, RestartSpec, RouteSpec, VolumeSpec } from './resource.js'

export type Effect =
  | { readonly do: 'ensure-image'; readonly image: ImageSpec; readonly app: AppKey }
  | { readonly do: 'create-network'; readonly network: NetworkSpec; readonly subnet: string }
  | { readonly do: 'remove-network'; readonly name: string }
  | { readonly do: 'create-volume'; readonly volume: VolumeSpec }
  /** Before anything starts that writes there, so that data which began is missed when it is gone. */
  | { readonly do: 'record-data'; readonly app: AppKey; readonly notes: readonly DataNote[] }
  /** A file of this content that is there already is success. */
  | { readonly do: 'ensure-file'; readonly file: FileSpec }
  | { readonly do: 'create-container'; readonly container: ContainerSpec }
  | { readonly do: 'rename-container'; readonly container: string; readonly name: string }
  | { readonly do: 'start-container'; readonly container: string }
  | { readonly do: 'unpause-container'; readonly container: string }
  | { readonly do: 'await-ready'; readonly container: string; readonly ready: ReadyCheck }
  /** Runs a container of its own to its end and takes it away; its output goes to the log of the release. Another exit code than 0 is a failure. */
  | { readonly do: 'run-once'; readonly app: AppKey; readonly container: ContainerSpec; readonly timeoutMs: number }
  /** Fails as soon as one of the containers, proven before, is not ready any more; ends well after `forMs`. */
  | { readonly do: 'watch-ready'; readonly app: AppKey; readonly containers: readonly string[]; readonly ready: ReadyCheck; readonly forMs: number }
  | { readonly do: 'stop-container'; readonly container: string; readonly graceMs: number }
  | { readonly do: 'remove-container'; readonly container: string; /** It was made by the task that takes it back. */ readonly own?: true }
  | { readonly do: 'update-container'; readonly container: string; readonly limits: LimitsSpec; readonly restart: RestartSpec }
  | { readonly do: 'connect-network'; readonly container: string; readonly attachment: AttachmentSpec }
  | { readonly do: 'disconnect-network'; readonly container: string; readonly network: string }
  /** Repeating it does no harm. `held` are passwords that the server may still have, handed over by a function as in `ContentsSpec`. */
  | { readonly do: 'fill-database'; readonly app: AppKey; readonly container: string; readonly contents: ContentsSpec; readonly held: () => readonly string[] }
  /** Backup, new volume, restore, comparison, and the note that it counts. Beside `former` no server of the app runs then. */
  | { readonly do: 'move-data'; readonly app: AppKey; readonly move: DataMove; readonly to: VolumeSpec; readonly standIn: StandInApp; readonly former: FormerServer }
  /** The former volume counts again, and its server serves. Nobody was let near the new one yet. */
  | { readonly do: 'return-data'; readonly app: AppKey; readonly move: DataMove; readonly to: VolumeSpec; readonly former: FormerServer }
  | { readonly do: 'write-route'; readonly route: RouteSpec }
  | { readonly do: 'remove-route'; readonly name: string }
  | { readonly do: 'confirm-route'; readonly route: RouteSpec }
  | { readonly do: 'drain'; readonly app: AppKey; readonly drainMs: number }

/** What it takes to stand in for an app. */
export type StandInApp = Pick<DesiredApp, 'key' | 'containers' | 'files' | 'image' | 'release'>

/** How readiness is told: by `http` or `tcp` when given, else the engine's own health check when there is one, else the port, else a stability window. */
export interface ReadyCheck {
  readonly network: string
  /** 0 when the app has no port. */
  readonly port: number
  /** Asked on `port` by plain HTTP, instead of merely connecting. */
  readonly http?: HttpCheck
  /** Connecting to `port` was asked for: it decides, whatever the engine's health check says. So does `http`. */
  readonly tcp?: true
  readonly timeoutMs: number
  /** How long a container without port and health check has to stay up. */
  readonly stableMs: number
  /** How long it has to stay ready, once it is, before it counts. */
  readonly windowMs?: number
  /** The restart policy lets it end: a container that ended with exit code 0 counts as ready. */
  readonly mayComplete?: true
}

/**
 * `container` in an effect is an engine id for containers that exist when the plan is made, and a name for those that the same
 * task creates. The engine accepts both. `undo` runs in reverse order of the steps when a later step of the task fails
 * before the task's point of no return.
 */
export interface Step {
  readonly effect: Effect
  readonly undo: readonly Effect[]
  /** From here on the task is only carried forward: what was there before is being taken away. */
  readonly pointOfNoReturn?: true
}

export interface Task {
  /** `app:<key>` or the resource id. */
  readonly key: string
  readonly app?: AppKey
  readonly changes: readonly ResourceId[]
  readonly actions: readonly Change['action'][]
  /** Tasks that must have succeeded. */
  readonly needs: readonly string[]
  /** Tasks that must have ended, in whatever way. */
  readonly after: readonly string[]
  readonly steps: readonly Step[]
}
