/** The status report as it may leave the daemon: built field by field, so that a field added to the model stays inside until it is named here. */
import type { AppStatus, BackupStatus, CertificateStatus, Condition, ContainerStatus, PreviewStatus, StatusReport, Suspension } from '../../../model/run.js'
import { publicBlocked, publicChange, publicRevision } from './change.js'
import { publicDiagnostic } from './diagnostic.js'
import { stripControls as plainLine } from '../../../render/escape.js'

export function publicReport(report: StatusReport): StatusReport {
  const { revision, appliedRevision, suspension, lastRun } = report
  return {
    schemaVersion: report.schemaVersion,
    instance: report.instance,
    observedAt: report.observedAt,
    sync: report.sync,
    health: report.health,
    verdict: plainLine(report.verdict),
    ...(revision && { revision: publicRevision(revision) }),
    ...(appliedRevision && { appliedRevision: publicRevision(appliedRevision) }),
    source: publicCondition(report.source),
    ...(suspension && { suspension: publicSuspension(suspension) }),
    apps: report.apps.map(publicApp),
    blocked: report.blocked.map(publicBlocked),
    diagnostics: report.diagnostics.map(publicDiagnostic),
    keptVolumes: report.keptVolumes.map(plainLine),
    ...(report.previews && { previews: report.previews.map(publicPreviews) }),
    ...(report.certificates && { certificates: report.certificates.map(publicCertificate) }),
    ...(report.conditions && { conditions: report.conditions.map(publicCondition) }),
    ...(lastRun && { lastRun: publicLastRun(lastRun) }),
  }
}

export function publicApp(app: AppStatus): AppStatus {
  return {
    project: app.project,
    app: app.app,
    type: app.type,
    sync: app.sync,
    health: app.health,
    ready: app.ready,
    replicas: app.replicas,
    image: plainLine(app.image),
    ...(app.source && { source: { repository: plainLine(app.source.repository), commit: app.source.commit } }),
    ...(app.preview && { preview: { of: app.preview.of, branch: plainLine(app.preview.branch), until: app.preview.until } }),
    urls: app.urls.map(plainLine),
    conditions: app.conditions.map(publicCondition),
    ...(app.backups && { backups: app.backups.map(publicBackup) }),
    containers: app.containers.map(publicContainer),
    changes: app.changes.map(publicChange),
    blocked: app.blocked.map(publicBlocked),
  }
}

function publicCondition({ type, status, reason, message, since }: Condition): Condition {
  return { type, status, reason, message: plainLine(message), since }
}

function publicBackup({ key, storage, state, last, count, next, drill, message }: BackupStatus): BackupStatus {
  return { key, storage, state, ...(last && { last: { id: last.id, at: last.at, bytes: last.bytes } }), count, ...(next !== undefined && { next }), ...(drill && { drill: { id: drill.id, at: drill.at, result: drill.result } }), ...(message !== undefined && { message: plainLine(message) }) }
}

function publicContainer({ name, replica, state, health, image, startedAt, restartCount }: ContainerStatus): ContainerStatus {
  return { name, replica, state, health, image: plainLine(image), startedAt, restartCount }
}

function publicPreviews({ of, leftOut, trouble }: PreviewStatus): PreviewStatus {
  return { of, leftOut: leftOut.map(({ branch, because }) => ({ branch: plainLine(branch), because: plainLine(because) })), ...(trouble !== undefined && { trouble: plainLine(trouble) }) }
}

function publicCertificate({ host, app, state, notAfter, origin, message }: CertificateStatus): CertificateStatus {
  return { host: plainLine(host), app, state, ...(notAfter !== undefined && { notAfter }), ...(origin && { origin }), ...(message !== undefined && { message: plainLine(message) }) }
}

function publicSuspension({ by, reason, since, until }: Suspension): Suspension {
  return { by: plainLine(by), reason: plainLine(reason), since, ...(until !== undefined && { until }) }
}

function publicLastRun({ id, verdict, startedAt, durationMs, trigger }: NonNullable<StatusReport['lastRun']>): NonNullable<StatusReport['lastRun']> {
  return { id, verdict, startedAt, durationMs, trigger }
}
