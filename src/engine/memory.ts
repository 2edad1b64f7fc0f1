/**
 * What one pass hands to the next. All of it can be lost at any moment: it saves work (parsing, digests) and keeps a failing app
 * from being tried without pause. It is a value, so a pass that was thrown away leaves nothing behind.
 */
import type { LoadedManifest } from '../manifest/load.js'
import type { Manifest } from '../manifest/manifest.js'
import type { AppKey } from '../model/resource.js'
import type { DesiredApp, DesiredState, Revision } from '../model/state.js'
import type { Failure } from '../model/failure.js'
import type { ResolveInputs } from '../resolve/resolve.js'
import type { Sought } from './backup/seek.js'
import type { KnownPlan } from './look/known-plan.js'

export interface Memory {
  /** The manifest as read at the newest commit, valid or not. */
  readonly loaded?: { readonly commit: string; readonly manifest: LoadedManifest }
  /** The last desired state that could be made: what keeps being healed while a newer commit is invalid. */
  readonly resolved?: { readonly key: string; readonly desired: DesiredState; readonly basis: Basis }
  /** What stands in for it while something that git wants is held. */
  readonly kept?: KeptMemory
  /** `repository@commit:path` → digest of the tree. A commit never changes, so neither do these. */
  readonly digests: Readonly<Record<string, string>>
  /** The commit that was said to be rejected, and why: said once, however often it is looked at. */
  readonly rejected?: string
  /** Since when the source does not answer. */
  readonly staleSince?: string
  readonly holds: Holds
  /** What the storages told of data that is not on the host. */
  readonly sought?: Sought
  /** Host → the end of the certificate that was warned of, so that it is said once. */
  readonly warned?: Readonly<Record<string, string>>
  /** The plans of the last look, see known-plan.ts. */
  readonly plans?: readonly KnownPlan[]
  /** The desired state whose settled apps stand in the history of releases. */
  readonly released?: DesiredState
}

export interface KeptMemory {
  /** What `read` and `desired` were made for. */
  readonly git: DesiredState
  /** Apps as earlier releases had them, see keep.ts. */
  readonly read: ReadonlyMap<string, DesiredApp>
  readonly key: string
  readonly desired: DesiredState
}

/** What a desired state was made from: with other apps held at an earlier release it can be made again. */
export interface Basis {
  readonly manifest: Manifest
  readonly inputs: ResolveInputs
}

/** By `holdKey`: an app that is kept at its last release has a hold for that and one for what git wants. */
export type Holds = Readonly<Record<string, Hold>>

/** An app whose change failed, or that had to be started again and again, and when it may be touched next. */
export interface Hold {
  readonly app: AppKey
  /** Of the desired app: another spec is another try. */
  readonly digest: string
  /** Failures and repairs in a row; see holds.ts. */
  readonly strikes: number
  /** Monotonic; Infinity when only another spec helps. */
  readonly untilMs: number
  readonly lastMs: number
  /** Absent when the app came up every time and merely did not stay. */
  readonly failure?: Failure
  /** What had been begun was taken back whole: what ran before runs as it did. */
  readonly isTakenBack?: boolean
}

export function holdKey({ app, digest }: Pick<Hold, 'app' | 'digest'>): string {
  return `${app} ${digest}`
}

export const EMPTY_MEMORY: Memory = { digests: {}, holds: {} }

/** What a source looks like to the reader: fresh, or answering from an older copy. */
export interface SourceTrouble {
  readonly failure: Failure
  /** ISO 8601. */
  readonly staleSince: string
}

export interface Found {
  readonly revision: Revision
  readonly trouble?: SourceTrouble
}
