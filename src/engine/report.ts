/**
 * Look + history → status, pure. Two axes that are never mixed: does the host match git (sync), and does what runs work (health).
 * A parent is as bad as its worst child.
 */
import type { Failure } from '../model/failure.js'
import { failureLine } from '../model/failure.js'
import type { Plan } from '../model/plan.js'
import type { AppStatus, Condition, ConditionReason, Run, StatusReport } from '../model/run.js'
import type { Health, Revision, SyncStatus } from '../model/state.js'
import { appStatus } from './report/app-status.js'
import { viewApps } from './report/app-view.js'
import { certificateStatuses } from './report/certificates.js'
import type { Look } from './look.js'
import type { ReportInput } from './report/input.js'
import { stateConditions } from './report/state-faults.js'
import { toPublicBlocked, toPublicDiagnostic } from './record/summary.js'
import { reportVerdict } from './report/verdict.js'

export function toReport(input: ReportInput): StatusReport {
  const { config, look, runs, appliedRevision, suspension, nowIso, faults = [] } = input
  const { observed, plan, diagnostics, revision } = look
  const apps = viewApps(input).map((view) => appStatus(input, view))
  const [lastRun] = runs
  const summary = {
    sync: overallSync(apps, look),
    health: observed && look.desired ? worstHealth(apps.map((app) => app.health)) : 'Unknown',
    source: sourceCondition(input),
  } as const
  return {
    schemaVersion: 1,
    instance: config.instance,
    observedAt: observed?.observedAt ?? nowIso,
    ...summary,
    verdict: reportVerdict({ ...input, apps, ...summary }),
    ...(revision && { revision }),
    ...(appliedRevision && { appliedRevision }),
    ...(suspension && { suspension }),
    apps,
    ...refusalsOf(plan),
    ...previewsOf(look),
    ...certificatesOf(look, nowIso),
    diagnostics: diagnostics.map(toPublicDiagnostic),
    ...stateConditions(faults),
    ...(lastRun && { lastRun: lastRunOf(lastRun) }),
  }
}

function refusalsOf(plan: Plan | undefined): Pick<StatusReport, 'blocked' | 'keptVolumes'> {
  return { blocked: plan?.blocked.map(toPublicBlocked) ?? [], keptVolumes: plan?.keptVolumes ?? [] }
}

function previewsOf({ desired }: Look): Pick<StatusReport, 'previews'> {
  if (!desired?.previews) return {}
  return { previews: desired.previews.map(({ of, leftOut, failure }) => ({ of, leftOut, ...(failure && { trouble: failureLine(failure) }) })) }
}

function certificatesOf({ desired, observed }: Look, nowIso: string): Pick<StatusReport, 'certificates'> {
  const certificates = certificateStatuses(desired?.apps ?? [], observed, nowIso)
  return certificates ? { certificates } : {}
}

function lastRunOf({ id, verdict, startedAt, durationMs, trigger }: Run): NonNullable<StatusReport['lastRun']> {
  return { id, verdict, startedAt, durationMs, trigger }
}

function overallSync(apps: readonly AppStatus[], { plan, failure }: Look): SyncStatus {
  if (!plan) return 'Unknown'
  if (failure || plan.changes.length + plan.blocked.length > 0 || apps.some((app) => app.sync === 'OutOfSync')) return 'OutOfSync'
  return apps.some((app) => app.sync === 'Unknown') ? 'Unknown' : 'Synced'
}

/** Best to worst, as Argo CD orders them. */
const HEALTH_ORDER: readonly Health[] = ['Healthy', 'Suspended', 'Progressing', 'Missing', 'Degraded', 'Unknown']

export function worstHealth(all: readonly Health[]): Health {
  return all.reduce<Health>((a, b) => (HEALTH_ORDER.indexOf(b) > HEALTH_ORDER.indexOf(a) ? b : a), 'Healthy')
}

function sourceCondition({ look, runs, nowIso }: ReportInput): Condition {
  const { trouble, failure, revision } = look
  const bad = trouble?.failure ?? (failure && isAboutSource(failure) ? failure : undefined)
  const since = trouble?.staleSince ?? firstRunOf(runs, revision)?.startedAt ?? nowIso
  return { type: 'Ready', ...sourceWord(bad, look), since }
}

function sourceWord(bad: Failure | undefined, { trouble, revision }: Look): Pick<Condition, 'status' | 'reason' | 'message'> {
  if (bad) return { status: 'False', reason: sourceReason(bad), message: `${failureLine(bad)}${trouble ? `; it does not answer since ${trouble.staleSince}` : ''}` }
  if (!revision) return { status: 'Unknown', reason: 'NotObserved', message: 'The source was not read yet' }
  return { status: 'True', reason: 'ReconciliationSucceeded', message: `At ${revision.label}` }
}

function isAboutSource({ code }: Failure): boolean {
  return code.startsWith('source-') || code.startsWith('manifest-')
}

function sourceReason({ code }: Failure): ConditionReason {
  if (code === 'source-auth-failed') return 'AuthenticationFailed'
  return code.startsWith('manifest-') ? 'BuildFailed' : 'GitOperationFailed'
}

/** The oldest of the latest runs in a row that saw this revision. */
function firstRunOf(runs: readonly Run[], revision: Revision | undefined): Run | undefined {
  const end = runs.findIndex((run) => run.revision?.commit !== revision?.commit)
  return runs.slice(0, end === -1 ? runs.length : end).at(-1)
}
