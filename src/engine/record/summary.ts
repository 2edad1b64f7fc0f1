/** What may leave the process: env values are dropped here, once, for history, HTTP and status alike. */
import type { Diagnostic } from '../../model/diagnostic.js'
import type { Blocked, Change, FieldChange } from '../../model/plan.js'
import type { ChangeSummary } from '../../model/run.js'
import { concealFrom, concealValue } from '../../render/conceal.js'

export function toSummary(change: Change): ChangeSummary {
  const { id, app, action, reason, fields } = change
  return { id, ...(app && { app }), action, reason, fields: fields.map(withoutSecret).map(({ sensitivity: _, ...field }) => field) }
}

export function toPublicBlocked(blocked: Blocked): Blocked {
  return { ...blocked, fields: blocked.fields.map(withoutSecret) }
}

function withoutSecret(change: FieldChange): FieldChange {
  const { field, cause, sensitivity } = change
  return sensitivity !== 'public' ? { field, cause, sensitivity } : change
}

/** The marked line is kept for the reader of history as far as anybody reads; a manifest may have lines of a hundred thousand characters. */
const MAX_LINE_CHARS = 1_000

/** What stands below env is known by its place; by its look something more is hidden. */
export function toPublicDiagnostic({ confidentialFrom = Infinity, ...diagnostic }: Diagnostic): Diagnostic {
  const line = diagnostic.lineText.slice(0, MAX_LINE_CHARS)
  return { ...diagnostic, lineText: concealValue(concealFrom(line, confidentialFrom)) }
}
