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

/** The first voice that has something to say is the reason: failures before refusals before mere differences. */
function readyOf(input: ReadyInput): Word {
  for (const voice of VOICES) {
    const word = voice(input)
    if (word) return word
  }
  return { status: 'True', reason: 'ReconciliationSucceeded', message: input.view.health === 'Suspended' ? 'Parked with replicas: 0' : 'Runs as git says' }
}

type Voice = (input: ReadyInput) => Word | undefined

const VOICES: readonly Voice[] = [
  ({ failed }) => failed && no(reasonOf(failed.code), failureLine(failed)),
  ({ view }) => (isUnseen(view) ? { status: 'Unknown', reason: 'NotObserved', message: 'The host could not be observed whole' } : undefined),
  ({ view, isSuspended }) => (isSuspended && differs(view) ? no('Suspended', 'It differs from git, and Mist is suspended') : undefined),
  ({ view }) => {
    const blocked = view.blocked.find((one) => one.reason !== 'held' && one.reason !== 'suspended')
    return blocked && no(BLOCK_REASONS[blocked.reason] ?? 'Blocked', blocked.message)
  },
  ({ view, last }) => (last?.result === 'skipped' && differs(view) ? no(last.because === 'dependency-failed' ? 'DependencyNotReady' : 'Superseded', `Not released: ${last.because}`) : undefined),
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
  if (isSuspended || !differs(view)) return []
  const [blocked] = view.blocked
  if (failed) return [{ ...(failed.retry === 'backoff' ? retrying(blocked) : stalled(reasonOf(failed.code), failed.help ?? failureLine(failed))), since }]
  if (blocked && view.changes.length === 0) return [{ ...stalled('Blocked', blocked.message), since }]
  return [{ type: 'Reconciling', status: 'True', reason: 'Progressing', message: 'Mist is about to change it', since }]
}

function stalled(reason: ConditionReason, message: string): Omit<Condition, 'since'> {
  return { type: 'Stalled', status: 'True', reason, message }
}

function retrying(blocked: Blocked | undefined): Omit<Condition, 'since'> {
  return { type: 'Reconciling', status: 'True', reason: 'ProgressingWithRetry', message: blocked?.message ?? 'It is tried again' }
}

function driftOf({ changes, blocked }: AppView, since: string): readonly Condition[] {
  const fields = [...changes, ...blocked].flatMap((one) => one.fields).filter((field) => field.cause === 'drift').map((field) => field.field)
  if (fields.length === 0) return []
  return [{ type: 'Drifted', status: 'True', reason: 'DriftDetected', message: `Changed by hand: ${[...new Set(fields)].join(', ')}`, since }]
}
