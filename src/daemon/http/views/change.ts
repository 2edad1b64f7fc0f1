/**
 * Changes and refusals as they may leave the daemon. Env values were dropped when they were summarised; they are dropped here
 * again by the name of the field, so that one forgotten place is not enough to leak them.
 */
import type { Failure } from '../../../model/failure.js'
import type { Blocked, FieldChange } from '../../../model/plan.js'
import type { ChangeSummary } from '../../../model/run.js'
import type { Revision } from '../../../model/state.js'
import { stripControls as plainLine } from '../../../render/escape.js'

export function publicChange(change: ChangeSummary): ChangeSummary {
  const { id, app, action, reason, fields } = change
  return {
    id, ...(app !== undefined && { app }), action, reason,
    fields: fields.map((one) => ({ field: plainLine(one.field), cause: one.cause, ...values(one) })),
  }
}

export function publicBlocked(blocked: Blocked): Blocked {
  const { id, app, action, reason, message, fields } = blocked
  return { id, ...(app !== undefined && { app }), action, reason, message: plainLine(message), fields: fields.map(publicField) }
}

export function publicFailure(failure: Failure): Failure {
  const { code, subject, cause, help, retry } = failure
  return { code, subject: plainLine(subject), cause: plainLine(cause), ...(help !== undefined && { help: plainLine(help) }), retry }
}

export function publicRevision(revision: Revision): Revision {
  const { label, ref, commit, subject, author, committedAt } = revision
  return { label, ref, commit, subject: plainLine(subject), author: plainLine(author), committedAt }
}

function publicField(field: FieldChange): FieldChange {
  const shown = field.sensitivity !== 'public' ? {} : values(field)
  return { field: plainLine(field.field), cause: field.cause, sensitivity: field.sensitivity, ...shown }
}

function values(field: { readonly field: string; readonly from?: string; readonly to?: string }): { readonly from?: string; readonly to?: string } {
  if (/^env\b/.test(field.field)) return {}
  return { ...(field.from !== undefined && { from: plainLine(field.from) }), ...(field.to !== undefined && { to: plainLine(field.to) }) }
}
