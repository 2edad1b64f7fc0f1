/** An event as it may leave the daemon: its type, and the details that are named here for that type. */
import type { ReconcileEvent, RecordedEvent } from '../../../model/event.js'
import { publicFailure, publicRevision } from './change.js'
import { stripControls as plainLine } from '../../../render/escape.js'

export interface PublicEvent {
  readonly id: number
  readonly at: string
  readonly run: number
  readonly type: ReconcileEvent['type']
  readonly details: Readonly<Record<string, unknown>>
}

type Detail = (event: ReconcileEvent) => Readonly<Record<string, unknown>>

const SCALARS = [
  'trigger', 'changed', 'staleSince', 'errors', 'first', 'changes', 'blocked', 'unchanged', 'app', 'resource', 'step', 'subject', 'durationMs', 'line',
  'undone', 'because', 'run', 'verdict', 'delayMs', 'attempt', 'holder', 'cause', 'version', 'instance', 'signal', 'commit', 'context', 'state',
  'release', 'by', 'image', 'volume', 'host', 'notAfter', 'backup', 'id', 'storage', 'reason', 'bytes', 'due',
] as const

export function publicEvent({ id, at, run, event }: RecordedEvent): PublicEvent {
  return { id, at, run, type: event.type, details: { ...scalars(event), ...structured(event) } }
}

/** None of these names carries a value of an app's environment in any event; `fields` are names of fields. */
const scalars: Detail = (event) => {
  const values: Readonly<Record<string, unknown>> = { ...event }
  const present = SCALARS.filter((name) => ['string', 'number', 'boolean'].includes(typeof values[name]))
  return Object.fromEntries(present.map((name) => [name, typeof values[name] === 'string' ? plainLine(values[name]) : values[name]]))
}

const structured: Detail = (event) => {
  switch (event.type) {
    case 'source-fetched':
    case 'manifest-rejected':
      return { revision: publicRevision(event.revision) }
    case 'source-failed':
    case 'step-failed':
    case 'app-failed':
    case 'run-failed':
    case 'commit-report-failed':
    case 'backup-failed':
      return { failure: publicFailure(event.failure) }
    case 'drift-detected':
      return { fields: event.fields.map(plainLine) }
    case 'suspended':
      return { by: plainLine(event.suspension.by), reason: plainLine(event.suspension.reason), ...(event.suspension.until !== undefined && { until: event.suspension.until }) }
    default:
      return {}
  }
}
