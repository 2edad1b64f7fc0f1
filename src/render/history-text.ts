/** Past runs as a table, newest first: what woke them, what they came to, and what they changed. */
import { failureLine } from '../model/failure.js'
import type { Run } from '../model/run.js'
import { stripControls } from './escape.js'
import type { Paint } from './paint.js'
import { shortRevision } from './revision-text.js'
import type { Cell, Column } from './table.js'
import { tableText } from './table.js'
import { ageText, durationText } from './time-text.js'
import { verdictCell } from './tone.js'

const COLUMNS: readonly Column[] = [
  { title: 'RUN', align: 'right' }, { title: 'AGE', align: 'right' }, { title: 'TRIGGER' }, { title: 'VERDICT' },
  { title: 'REVISION', maxWidth: 28 }, { title: 'TOOK', align: 'right' }, { title: 'WHAT', maxWidth: 90 },
]

export function historyText(runs: readonly Run[], { paint, nowIso }: { readonly paint: Paint; readonly nowIso: string }): string {
  return tableText(COLUMNS, runs.map((run) => rowOf(run, { paint, nowIso })), paint)
}

function rowOf(run: Run, { paint, nowIso }: { readonly paint: Paint; readonly nowIso: string }): readonly Cell[] {
  return [
    { text: String(run.id) },
    { text: ageText(run.startedAt, nowIso) },
    { text: run.trigger },
    verdictCell(run.verdict, paint),
    { text: run.revision ? shortRevision(run.revision) : '' },
    { text: durationText(run.durationMs) },
    { text: whatOf(run) },
  ]
}

function whatOf(run: Run): string {
  const failed = run.outcomes.find((one) => one.result === 'failed')
  if (failed?.result === 'failed') return stripControls(`${failed.app ?? failed.id}: ${failureLine(failed.failure)}`)
  if (run.failure) return stripControls(failureLine(run.failure))
  const touched = [...new Set(run.outcomes.map(({ app, id }) => app ?? id))]
  const commit = run.revision && run.revision.subject !== '' ? `"${run.revision.subject}"${run.revision.author === '' ? '' : ` (${run.revision.author})`}` : ''
  const held = run.blocked.length > 0 ? `${String(run.blocked.length)} held back` : ''
  return stripControls([touched.join(', '), held, commit].filter((part) => part !== '').join(' · '))
}
