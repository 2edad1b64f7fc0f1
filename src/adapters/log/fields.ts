/**
 * The fields of a log line, picked one by one: what nobody named here cannot reach the log, whatever an event may carry one day.
 * Control bytes are escaped by the JSON of the line.
 */
import type { ReconcileEvent } from '../../model/event.js'
import type { Failure } from '../../model/failure.js'
import type { Revision } from '../../model/state.js'

export type Fields = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

/** The plain fields of each type of event. Structured ones are written by `structured`. */
const PLAIN = {
  'run-started': ['trigger'],
  'source-fetched': ['changed'],
  'source-failed': ['staleSince'],
  'manifest-rejected': ['errors', 'first'],
  'plan-made': ['changes', 'blocked', 'unchanged'],
  'drift-detected': ['app', 'resource', 'fields'],
  'step-started': ['app', 'step', 'subject'],
  'step-succeeded': ['app', 'step', 'subject', 'durationMs'],
  'step-failed': ['app', 'step', 'subject'],
  'step-undone': ['app', 'step', 'subject'],
  'image-progress': ['app', 'line'],
  'app-released': ['app', 'durationMs'],
  'app-failed': ['app', 'undone'],
  'app-skipped': ['app', 'because'],
  'run-finished': ['run', 'verdict', 'durationMs'],
  'run-failed': [],
  'rolled-back': ['app', 'release', 'by'],
  'rollback-ended': ['app', 'release'],
  'volume-removed': ['app', 'volume', 'by'],
  'volume-chosen': ['app', 'volume', 'by'],
  'image-removed': ['app', 'image'],
  'retry-scheduled': ['delayMs', 'attempt'],
  suspended: [],
  resumed: [],
  'lease-waiting': ['holder'],
  'events-disconnected': ['cause'],
  'daemon-started': ['version'],
  'daemon-stopping': ['signal'],
  'commit-reported': ['commit', 'context', 'state'],
  'commit-report-failed': [],
  'certificate-expiring': ['app', 'host', 'notAfter'],
  'upgrade-stage': ['app', 'stage', 'volume'],
  'backup-started': ['app', 'backup', 'storage', 'reason'],
  'backup-finished': ['app', 'backup', 'id', 'bytes', 'durationMs'],
  'backup-failed': ['app', 'backup'],
  'backup-missed': ['app', 'backup', 'due'],
  'backup-removed': ['app', 'backup', 'id', 'because'],
  'drill-passed': ['app', 'backup', 'id', 'durationMs'],
  'drill-failed': ['app', 'backup', 'id', 'cause'],
  'backup-restored': ['app', 'backup', 'id', 'volume', 'by'],
  'log-limit': ['subject'],
} as const satisfies { readonly [T in ReconcileEvent['type']]: readonly (keyof Extract<ReconcileEvent, { type: T }>)[] }

export function fieldsOf(event: ReconcileEvent): Fields {
  const values: Readonly<Record<string, unknown>> = { ...event }
  const plain = Object.fromEntries(PLAIN[event.type].map((name) => [name, values[name]]))
  return { event: event.type, ...(plain as Fields), ...structured(event) }
}

function structured(event: ReconcileEvent): Fields {
  switch (event.type) {
    case 'source-failed':
    case 'step-failed':
    case 'app-failed':
    case 'run-failed':
    case 'commit-report-failed':
    case 'backup-failed':
      return failureFields(event.failure)
    case 'source-fetched':
    case 'manifest-rejected':
      return revisionFields(event.revision)
    case 'suspended':
      return { by: event.suspension.by, reason: event.suspension.reason, until: event.suspension.until }
    default:
      return {}
  }
}

function failureFields(failure: Failure): Fields {
  return { code: failure.code, failed: failure.subject, cause: failure.cause, help: failure.help, retry: failure.retry }
}

function revisionFields(revision: Revision): Fields {
  return { revision: revision.label }
}
