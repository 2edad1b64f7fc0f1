/** Conditions of one app, with Flux's names: Ready always, Reconciling, Stalled and Drifted only while they are true. */
import type { Failure, FailureCode } from '../model/failure.js'
import { failureLine } from '../model/failure.js'
import type { Blocked } from '../model/plan.js'
import type { ChangeOutcome, Condition, ConditionReason, Run } from '../model/run.js'
import type { AppView } from './app-view.js'
import type { ReportInput } from './report-input.js'

export function conditionsOf(input: ReportInput, view: AppView): readonly Condition[] {
  const last = lastWord(input.runs, view)
  const since = last?.run.startedAt ?? newestStart(view) ?? input.nowIso
  const failed = view.sync === 'Synced' ? undefined : (view.unresolved?.failure ?? failureOf(last?.outcome))
  const ready = readyOf({ view, failed, last: last?.outcome, isSuspended: input.suspension !== undefined })
  return [
    { type: 'Ready', ...ready, since },
    ...progressOf({ view, failed, since, isSuspended: input.suspension !== undefined }),
    ...driftOf(view, since),
  ]
}

interface LastWord {
  readonly run: Run
  readonly outcome: ChangeOutcome
}

/** What the newest run that touched the app came to; a failure says more than a success beside it. */
function lastWord(runs: readonly Run[], { key }: AppView): LastWord | undefined {
  for (const run of runs) {
    const own = run.outcomes.filter((one) => one.app === key)
    const outcome = own.find((one) => one.result === 'failed') ?? own[0]
    if (outcome) return { run, outcome }
  }
  return undefined
}

function failureOf(outcome: ChangeOutcome | undefined): Failure | undefined {
  return outcome?.result === 'failed' ? outcome.failure : undefined
}

function newestStart({ containers }: AppView): string | undefined {
  return containers.map((container) => container.startedAt).filter((at) => at !== '').sort().at(-1)
}

interface ReadyInput {
  readonly view: AppView
  readonly failed: Failure | undefined
  readonly last: ChangeOutcome | undefined
  readonly isSuspended: boolean
}

type Word = Pick<Condition, 'status' | 'reason' | 'message'>

function readyOf({ view, failed, last, isSuspended }: ReadyInput): Word {
  const [blocked] = view.blocked.filter((one) => one.reason !== 'held' && one.reason !== 'suspended')
  if (failed) return no(reasonOf(failed.code), failureLine(failed))
  if (view.sync === 'Unknown' || view.health === 'Unknown') return { status: 'Unknown', reason: 'NotObserved', message: 'The host could not be observed whole' }
  if (isSuspended && view.sync === 'OutOfSync') return no('Suspended', 'It differs from git, and Mist is suspended')
  if (blocked) return no(BLOCK_REASONS[blocked.reason] ?? 'Blocked', blocked.message)
  if (last?.result === 'skipped' && view.sync === 'OutOfSync') return no(last.because === 'dependency-failed' ? 'DependencyNotReady' : 'Superseded', `Not released: ${last.because}`)
  if (view.sync === 'OutOfSync') return no('Progressing', view.blocked[0]?.message ?? 'It differs from git')
  if (view.health === 'Degraded' || view.health === 'Missing') return no('HealthCheckFailed', `${String(view.ready)} of ${String(view.desired?.containers.length ?? 0)} containers work`)
  if (view.health === 'Progressing') return no('Progressing', 'It is starting')
  return { status: 'True', reason: 'ReconciliationSucceeded', message: view.health === 'Suspended' ? 'Parked with replicas: 0' : 'Runs as git says' }
}

function no(reason: ConditionReason, message: string): Word {
  return { status: 'False', reason, message }
}

const BLOCK_REASONS: Partial<Record<Blocked['reason'], ConditionReason>> = {
  'prune-off': 'PruneBlocked',
  'mass-deletion': 'PruneBlocked',
  'drift-report-only': 'DriftDetected',
  'observation-incomplete': 'NotObserved',
  unresolved: 'ArtifactFailed',
}

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

interface ProgressInput {
  readonly view: AppView
  readonly failed: Failure | undefined
  readonly since: string
  readonly isSuspended: boolean
}

/** Stalled: only another commit or a person helps. Reconciling: Mist is at it, or will be again soon. */
function progressOf({ view, failed, since, isSuspended }: ProgressInput): readonly Condition[] {
  if (isSuspended || view.sync !== 'OutOfSync') return []
  if (failed && failed.retry !== 'backoff') return [{ type: 'Stalled', status: 'True', reason: reasonOf(failed.code), message: failed.help ?? failureLine(failed), since }]
  if (failed) return [{ type: 'Reconciling', status: 'True', reason: 'ProgressingWithRetry', message: view.blocked[0]?.message ?? 'It is tried again', since }]
  const isRefused = view.blocked.length > 0 && view.changes.length === 0
  if (isRefused) return [{ type: 'Stalled', status: 'True', reason: 'Blocked', message: view.blocked[0]?.message ?? '', since }]
  return [{ type: 'Reconciling', status: 'True', reason: 'Progressing', message: 'Mist is about to change it', since }]
}

function driftOf({ changes, blocked }: AppView, since: string): readonly Condition[] {
  const fields = [...changes, ...blocked].flatMap((one) => one.fields).filter((field) => field.cause === 'drift').map((field) => field.field)
  if (fields.length === 0) return []
  return [{ type: 'Drifted', status: 'True', reason: 'DriftDetected', message: `Changed by hand: ${[...new Set(fields)].join(', ')}`, since }]
}
