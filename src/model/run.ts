/** One pass of the loop and what it came to. This is history: nothing here is needed to converge. */
import type { BackupKey } from './backup.js'
import type { Diagnostic } from './diagnostic.js'
import type { Failure } from './failure.js'
import type { Blocked, Change } from './plan.js'
import type { LeftOutBranch, PreviewOf } from './preview.js'
import type { AppKey, ResourceId } from './resource.js'
import type { Health, Revision, SyncStatus } from './state.js'

/** What woke the loop. It carries no meaning but "look again". */
export type Trigger = 'start' | 'poll' | 'webhook' | 'file' | 'docker' | 'drift-clock' | 'retry' | 'cli'

export type ChangeOutcome = {
  readonly id: ResourceId
  readonly app?: AppKey
  readonly action: Change['action']
} & (
  | { readonly result: 'applied' }
  | { readonly result: 'failed'; readonly failure: Failure; readonly undone: boolean }
  | { readonly result: 'skipped'; readonly because: 'dependency-failed' | 'superseded' | 'aborted' }
)

/** converged: nothing to do. changed: all applied. blocked: something was refused. failed: something failed. rejected: the commit cannot be used. */
export type Verdict = 'converged' | 'changed' | 'blocked' | 'failed' | 'rejected' | 'superseded' | 'aborted'

/** A change as history keeps it: field names and public values; env values are never kept. */
export interface ChangeSummary {
  readonly id: ResourceId
  readonly app?: AppKey
  readonly action: Change['action']
  readonly reason: Change['reason']
  readonly fields: readonly { readonly field: string; readonly from?: string; readonly to?: string; readonly cause: 'spec' | 'drift' }[]
}

export interface Run {
  /** Assigned by the store, increasing. 0 before it is recorded. */
  readonly id: number
  readonly trigger: Trigger
  readonly startedAt: string
  readonly durationMs: number
  readonly revision?: Revision
  readonly verdict: Verdict
  readonly changes: readonly ChangeSummary[]
  readonly blocked: readonly Blocked[]
  readonly outcomes: readonly ChangeOutcome[]
  /** Why the pass as a whole could not be made (source, engine, manifest). */
  readonly failure?: Failure
  readonly diagnostics: readonly Diagnostic[]
  /** Apps that were left alone, because another run was at work on them or on something they wait for. Absent when there were none. */
  readonly leftOut?: readonly AppKey[]
}

export interface Suspension {
  readonly by: string
  readonly reason: string
  /** ISO 8601. */
  readonly since: string
  /** ISO 8601; absent means until resumed. */
  readonly until?: string
}

/** Named as Flux does. Ready stands always, the others only while true. */
export interface Condition {
  readonly type: 'Ready' | 'Reconciling' | 'Stalled' | 'Drifted' | 'RolledBack' | 'Kept' | 'WaitingForCertificate' | 'BackedUp' | 'DataUnheld' | 'StateReadable'
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason: ConditionReason
  readonly message: string
  /** ISO 8601 of the run that last changed `status`. */
  readonly since: string
}

/** A backup failed, was missed, or could not be proven: somebody has to look, whatever the health of the app. */
export function isNotBackedUp(conditions: readonly Condition[]): boolean {
  return conditions.some(({ type, status }) => type === 'BackedUp' && status === 'False')
}

export type ConditionReason =
  | 'ReconciliationSucceeded' | 'Progressing' | 'ProgressingWithRetry' | 'Upgrading' | 'DependencyNotReady' | 'ArtifactFailed' | 'DataAmbiguous' | 'BuildFailed'
  | 'HealthCheckFailed' | 'ReleaseRejected' | 'PruneFailed' | 'ReconciliationFailed' | 'AuthenticationFailed' | 'GitOperationFailed' | 'Suspended'
  | 'PruneBlocked' | 'DriftDetected' | 'Blocked' | 'Superseded' | 'NotObserved' | 'HeldAtRelease' | 'LastRelease' | 'CertificateMissing' | 'CertificateExpiring'
  | 'UnnamedVolume' | 'BackupFailed' | 'BackupMissed' | 'BackupOverdue' | 'DrillFailed' | 'DrillOverdue' | 'StateFileDamaged'

export interface ContainerStatus {
  readonly name: string
  readonly replica: number
  readonly state: string
  readonly health: string
  readonly image: string
  readonly startedAt: string
  readonly restartCount: number
}

export interface AppStatus {
  readonly project: string
  readonly app: string
  readonly type: string
  readonly sync: SyncStatus
  readonly health: Health
  readonly ready: number
  readonly replicas: number
  readonly image: string
  /** Where it is built from, when that is not the commit of the manifest: another repository, or a branch. */
  readonly source?: { readonly repository: string; readonly commit: string }
  /** It was made of a branch of another app's source. */
  readonly preview?: PreviewOf
  readonly urls: readonly string[]
  readonly conditions: readonly Condition[]
  /** Of its data, each as it stands in git. Absent when git wants none. */
  readonly backups?: readonly BackupStatus[]
  readonly containers: readonly ContainerStatus[]
  /** Current difference between git and the host, without env values. */
  readonly changes: readonly ChangeSummary[]
  readonly blocked: readonly Blocked[]
}

/** How it stands with one backup. */
export interface BackupStatus {
  readonly key: BackupKey
  readonly storage: string
  /** none: nobody has looked yet. due: a moment has passed and it is about to be made. overdue: it should have been made long ago. */
  readonly state: 'none' | 'good' | 'running' | 'due' | 'overdue' | 'failed'
  /** The newest whole one. */
  readonly last?: { readonly id: string; readonly at: string; readonly bytes: number }
  readonly count: number
  /** ISO 8601. */
  readonly next?: string
  /** The newest proof, or that there is none. Absent while none was tried. */
  readonly drill?: { readonly id: string; readonly at: string; readonly result: 'passed' | 'failed' }
  /** Why it is not as it should be. */
  readonly message?: string
}

/** How it stands with the branches of an app that has previews. */
export interface PreviewStatus {
  readonly of: AppKey
  /** Branches that are meant and have no preview, and why. */
  readonly leftOut: readonly LeftOutBranch[]
  /** Why the branches could not be looked up; what was known before stands. */
  readonly trouble?: string
}

/** How it stands with the certificate of one host. */
export interface CertificateStatus {
  readonly host: string
  readonly app: AppKey
  /** expiring: its renewal is overdue. missing: plain HTTP is served until it is there. */
  readonly state: 'valid' | 'expiring' | 'expired' | 'missing'
  /** ISO 8601. */
  readonly notAfter?: string
  readonly origin?: 'acme' | 'given'
  /** What the proxy said when it could not get one. */
  readonly message?: string
}

export interface StatusReport {
  readonly schemaVersion: 1
  readonly instance: string
  /** ISO 8601. */
  readonly observedAt: string
  readonly sync: SyncStatus
  readonly health: Health
  /** One sentence: the verdict that a person reads first. */
  readonly verdict: string
  readonly revision?: Revision
  /** The last revision all of whose changes were applied. */
  readonly appliedRevision?: Revision
  readonly source: Condition
  readonly suspension?: Suspension
  readonly apps: readonly AppStatus[]
  readonly blocked: readonly Blocked[]
  readonly diagnostics: readonly Diagnostic[]
  readonly keptVolumes: readonly string[]
  /** Absent when no app has previews. */
  readonly previews?: readonly PreviewStatus[]
  /** Absent when the proxy keeps them where Mist cannot see them. */
  readonly certificates?: readonly CertificateStatus[]
  /** Of Mist itself on this host, one for each of its files that cannot be read. Absent while all can. */
  readonly conditions?: readonly Condition[]
  readonly lastRun?: { readonly id: number; readonly verdict: Verdict; readonly startedAt: string; readonly durationMs: number; readonly trigger: Trigger }
}
