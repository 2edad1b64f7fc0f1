/** What is said of an app: facts → Ready, and Reconciling or Stalled, with reasons named as Flux does. */
import type { Failure, FailureCode } from '../../model/failure.js'
import { failureLine } from '../../model/failure.js'
import type { Blocked } from '../../model/plan.js'
import type { ChangeOutcome, Condition, ConditionReason } from '../../model/run.js'
import type { AppView } from './app-view.js'

type Skip = Extract<ChangeOutcome, { readonly result: 'skipped' }>['because']

export interface Facts {
  readonly view: AppView
  readonly failed: Failure | undefined
  /** The failure is that of a release that is not tried again by itself. */
  readonly isRejected: boolean
  /** Why the newest run that touched the app did not do it. */
  readonly skipped: Skip | undefined
  readonly isSuspended: boolean
  readonly isUnderWay: boolean
  /** Of an upgrade that is under way. */
  readonly stage: string | undefined
}

type Word = Pick<Condition, 'status' | 'reason' | 'message'>

/** The first voice that has something to say is the reason: what is being done, then failures before refusals before mere differences. */
export function readyOf(input: Facts): Word {
  for (const voice of VOICES) {
    const word = voice(input)
    if (word) return word
  }
  return { status: 'True', reason: 'ReconciliationSucceeded', message: runsAs(input.view) }
}

function runsAs({ health, desired }: AppView): string {
  if (desired?.pin) return `Runs as in release ${String(desired.pin.release)}`
  return health === 'Suspended' ? 'Parked with replicas: 0' : 'Runs as git says'
}

type Voice = (input: Facts) => Word | undefined

const VOICES: readonly Voice[] = [
  ({ stage }) => (stage === undefined ? undefined : no('Upgrading', stage)),
  ({ failed, isRejected }) => failed && no(isRejected ? 'ReleaseRejected' : reasonOf(failed.code), failureLine(failed)),
  ({ view }) => (isUnseen(view) ? { status: 'Unknown', reason: 'NotObserved', message: 'The host could not be observed whole' } : undefined),
  ({ view, isSuspended }) => (isSuspended && differs(view) ? no('Suspended', 'It differs from git, and Mist is suspended') : undefined),
  ({ view }) => {
    const blocked = view.blocked.find((one) => one.reason !== 'held' && one.reason !== 'suspended')
    return blocked && no(BLOCK_REASONS[blocked.reason] ?? 'Blocked', blocked.message)
  },
  // What is being done now says more than why it was not done before.
  ({ view, skipped, isUnderWay }) => (skipped && differs(view) && !isUnderWay ? SKIPPED[skipped] : undefined),
  ({ view }) => (differs(view) ? no('Progressing', view.blocked[0]?.message ?? 'It differs from git') : undefined),
  ({ view }) => (view.health === 'Degraded' || view.health === 'Missing' ? no('HealthCheckFailed', `${String(view.ready)} of ${String(view.desired?.containers.length ?? 0)} containers work`) : undefined),
  ({ view }) => (view.health === 'Progressing' ? no('Progressing', 'It is starting') : undefined),
]

function isUnseen({ sync, health }: AppView): boolean {
  return sync === 'Unknown' || health === 'Unknown'
}

function differs({ sync }: AppView): boolean {
  return sync === 'OutOfSync'
}

function no(reason: ConditionReason, message: string): Word {
  return { status: 'False', reason, message }
}

const SKIPPED: Readonly<Record<Skip, Word>> = {
  'dependency-failed': no('DependencyNotReady', 'Not released: an app that it depends on is not there'),
  superseded: no('Superseded', 'Not released: a newer revision arrived'),
  aborted: no('Progressing', 'Not released yet: Mist was stopped before it was done'),
}

const BLOCK_REASONS: Partial<Record<Blocked['reason'], ConditionReason>> = {
  'prune-off': 'PruneBlocked',
  'mass-deletion': 'PruneBlocked',
  'drift-report-only': 'DriftDetected',
  'observation-incomplete': 'NotObserved',
  unresolved: 'ArtifactFailed',
  'data-ambiguous': 'DataAmbiguous',
  'data-unknown': 'NotObserved',
  'app-awaited': 'DependencyNotReady',
}

/** No person has to do anything about the app itself. */
const WAITING: Partial<Record<Blocked['reason'], ConditionReason>> = { 'data-unknown': 'ProgressingWithRetry', 'app-awaited': 'Progressing' }

const FAILURE_REASONS: Partial<Record<FailureCode, ConditionReason>> = {
  'image-missing': 'ArtifactFailed',
  'image-pull-failed': 'ArtifactFailed',
  'registry-auth-failed': 'ArtifactFailed',
  'registry-unreachable': 'ArtifactFailed',
  'build-context-invalid': 'ArtifactFailed',
  'build-failed': 'BuildFailed',
  'container-exited': 'HealthCheckFailed',
  'container-unhealthy': 'HealthCheckFailed',
  'container-not-ready': 'HealthCheckFailed',
  'dependency-failed': 'DependencyNotReady',
  'source-auth-failed': 'AuthenticationFailed',
  'source-unreachable': 'GitOperationFailed',
  'source-ref-missing': 'GitOperationFailed',
  'source-corrupt': 'GitOperationFailed',
  'source-refused': 'GitOperationFailed',
}

function reasonOf(code: FailureCode): ConditionReason {
  return FAILURE_REASONS[code] ?? 'ReconciliationFailed'
}

type Progress = Omit<Condition, 'since'>

/** Stalled: only another commit or a person helps. Reconciling: Mist is at it, or will be again soon. */
export function progressOf(facts: Facts): readonly Progress[] {
  return facts.stage === undefined ? usualProgress(facts) : [reconciling('Upgrading', facts.stage)]
}

function usualProgress(facts: Facts): readonly Progress[] {
  const { view, failed, skipped, isSuspended, isUnderWay } = facts
  if (isSuspended || !differs(view)) return []
  if (failed) return [progressAfter(failed, facts)]
  const [blocked] = view.blocked
  const waiting = blocked && WAITING[blocked.reason]
  if (waiting) return [reconciling(waiting, blocked.message)]
  if (blocked && view.changes.length === 0) return [stalled('Blocked', blocked.message)]
  return [skipped === 'superseded' && !isUnderWay ? reconciling('Superseded', 'The newer revision is released instead') : reconciling('Progressing', 'Mist is about to change it')]
}

function progressAfter(failed: Failure, { view, isRejected }: Facts): Progress {
  if (failed.retry === 'backoff' && !isRejected) return reconciling('ProgressingWithRetry', view.blocked[0]?.message ?? 'It is tried again')
  return stalled(isRejected ? 'ReleaseRejected' : reasonOf(failed.code), failed.help ?? failureLine(failed))
}

function reconciling(reason: ConditionReason, message: string): Progress {
  return { type: 'Reconciling', status: 'True', reason, message }
}

function stalled(reason: ConditionReason, message: string): Progress {
  return { type: 'Stalled', status: 'True', reason, message }
}
