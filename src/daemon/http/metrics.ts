/** What Mist measures about itself, in the text form of Prometheus. State is read when it is asked for, counters follow the events. */
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import type { ReconcileEvent } from '../../model/event.js'
import type { BackupStatus, StatusReport } from '../../model/run.js'
import type { StatusSource } from './source.js'

export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  /** Told of every event, recorded or not. */
  count(event: ReconcileEvent): void
}

const SYNCS = ['Synced', 'OutOfSync', 'Unknown'] as const
const HEALTHS = ['Healthy', 'Progressing', 'Degraded', 'Suspended', 'Missing', 'Unknown'] as const
const VERDICTS = ['converged', 'changed', 'blocked', 'failed', 'rejected', 'superseded', 'aborted'] as const

export function createMetrics(source: Pick<StatusSource, 'report' | 'nowIso'>, version: string): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const build = gauge(registry, { name: 'mist_build_info', help: 'Always 1; the version is the label.', labels: ['version'] })
  build.set({ version }, 1)
  const show = reportGauges(registry)
  const count = eventCounters(registry)
  return {
    contentType: registry.contentType,
    count,
    text() {
      const report = source.report()
      if (report) show(report, Date.parse(source.nowIso()))
      return registry.metrics()
    },
  }
}

type Show = (report: StatusReport, nowMs: number) => void

function reportGauges(registry: Registry): Show {
  const shows = [runGauges(registry), appGauges(registry), sourceGauges(registry), certificateGauges(registry), backupGauges(registry)]
  return (report, nowMs) => {
    for (const show of shows) show(report, nowMs)
  }
}

function runGauges(registry: Registry): Show {
  const verdicts = gauge(registry, { name: 'mist_last_run_verdict', help: '1 for the verdict of the last run.', labels: ['verdict'] })
  const took = gauge(registry, { name: 'mist_last_run_duration_seconds', help: 'How long the last run took.' })
  const damaged = gauge(registry, { name: 'mist_state_files_unreadable', help: 'Files of Mist itself that cannot be read.' })
  return ({ lastRun, conditions = [] }) => {
    damaged.set(conditions.length)
    for (const verdict of VERDICTS) verdicts.set({ verdict }, lastRun?.verdict === verdict ? 1 : 0)
    if (lastRun) took.set(lastRun.durationMs / 1_000)
  }
}

function appGauges(registry: Registry): Show {
  const bySync = gauge(registry, { name: 'mist_apps_by_sync', help: 'Apps by sync status.', labels: ['sync'] })
  const byHealth = gauge(registry, { name: 'mist_apps_by_health', help: 'Apps by health.', labels: ['health'] })
  const drifted = gauge(registry, { name: 'mist_apps_drifted', help: 'Apps that somebody changed on the host.' })
  const heldBack = gauge(registry, { name: 'mist_blocked_changes', help: 'Changes that are held back.' })
  const containers = gauge(registry, { name: 'mist_containers', help: 'Containers of this instance by state.', labels: ['state'] })
  return ({ apps, blocked }) => {
    for (const sync of SYNCS) bySync.set({ sync }, apps.filter((app) => app.sync === sync).length)
    for (const health of HEALTHS) byHealth.set({ health }, apps.filter((app) => app.health === health).length)
    drifted.set(apps.filter((app) => app.changes.some((change) => change.reason === 'drift')).length)
    heldBack.set(blocked.length)
    containers.reset()
    for (const { state } of apps.flatMap((app) => app.containers)) containers.inc({ state })
  }
}

function sourceGauges(registry: Registry): Show {
  const ready = gauge(registry, { name: 'mist_source_ready', help: '1 while the source can be read.' })
  const stale = gauge(registry, { name: 'mist_source_stale_seconds', help: 'For how long the source could not be read; 0 while it can.' })
  const suspended = gauge(registry, { name: 'mist_suspended', help: '1 while suspended.' })
  return ({ source, suspension }, nowMs) => {
    ready.set(source.status === 'True' ? 1 : 0)
    stale.set(source.status === 'True' ? 0 : Math.max(0, (nowMs - Date.parse(source.since)) / 1_000 || 0))
    suspended.set(suspension ? 1 : 0)
  }
}

function certificateGauges(registry: Registry): Show {
  const left = gauge(registry, { name: 'mist_certificate_expiry_seconds', help: 'How long the certificate of a host still lasts; negative once it has expired.', labels: ['domain'] })
  const missing = gauge(registry, { name: 'mist_certificates_missing', help: 'Hosts with TLS that have no certificate yet.' })
  return ({ certificates = [] }, nowMs) => {
    left.reset()
    for (const { host, notAfter } of certificates) if (notAfter !== undefined) left.set({ domain: host }, (Date.parse(notAfter) - nowMs) / 1_000)
    missing.set(certificates.filter(({ state }) => state === 'missing').length)
  }
}

/** Without a good one there is no age: an alert asks for `absent` or for the result. */
function backupGauges(registry: Registry): Show {
  const age = gauge(registry, { name: 'mist_backup_age_seconds', help: 'How old the newest good backup is.', labels: ['backup'] })
  const bytes = gauge(registry, { name: 'mist_backup_bytes', help: 'How large the newest good backup is, as it lies in its storage.', labels: ['backup'] })
  const good = gauge(registry, { name: 'mist_backup_last_result', help: '1 while the last try was good, 0 when it failed or none was made in time.', labels: ['backup'] })
  const count = gauge(registry, { name: 'mist_backups', help: 'How many good backups there are.', labels: ['backup'] })
  const drillAge = gauge(registry, { name: 'mist_backup_drill_age_seconds', help: 'How long ago a backup was restored to prove it.', labels: ['backup'] })
  const drillResult = gauge(registry, { name: 'mist_backup_drill_result', help: '1 when the last restored backup was good, 0 when it was not.', labels: ['backup'] })
  const showDrill = (labels: { readonly backup: string }, drill: BackupStatus['drill'], nowMs: number): void => {
    if (!drill) return
    drillAge.set(labels, (nowMs - Date.parse(drill.at)) / 1_000)
    drillResult.set(labels, drill.result === 'passed' ? 1 : 0)
  }
  return ({ apps }, nowMs) => {
    for (const one of [age, bytes, good, count, drillAge, drillResult]) one.reset()
    for (const { key, state, last, count: kept, drill } of apps.flatMap(({ backups = [] }) => backups)) {
      const labels = { backup: key }
      if (last) age.set(labels, (nowMs - Date.parse(last.at)) / 1_000)
      if (last) bytes.set(labels, last.bytes)
      if (state !== 'none') good.set(labels, state === 'failed' || state === 'overdue' ? 0 : 1)
      count.set(labels, kept)
      showDrill(labels, drill, nowMs)
    }
  }
}

function eventCounters(registry: Registry): (event: ReconcileEvent) => void {
  const runs = new Counter({ name: 'mist_runs_total', help: 'Runs by verdict.', labelNames: ['verdict'], registers: [registry] })
  const steps = new Counter({ name: 'mist_steps_total', help: 'Steps by kind and result.', labelNames: ['step', 'result'], registers: [registry] })
  const retries = new Counter({ name: 'mist_retries_total', help: 'Passes that were scheduled again after a failure.', registers: [registry] })
  return (event) => {
    if (event.type === 'run-finished') runs.inc({ verdict: event.verdict })
    if (event.type === 'step-succeeded') steps.inc({ step: event.step, result: 'succeeded' })
    if (event.type === 'step-failed') steps.inc({ step: event.step, result: 'failed' })
    if (event.type === 'step-undone') steps.inc({ step: event.step, result: 'undone' })
    if (event.type === 'retry-scheduled') retries.inc()
  }
}

function gauge(registry: Registry, { name, help, labels = [] }: { readonly name: string; readonly help: string; readonly labels?: readonly string[] }): Gauge {
  return new Gauge({ name, help, labelNames: [...labels], registers: [registry] })
}
