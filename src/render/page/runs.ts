/** Recent runs as a table: when, why, what came of it. */
import { shortCommit } from '../../model/revision.js'
import type { Run } from '../../model/run.js'
import { durationText } from '../time-text.js'
import { verdictBadge } from './badges.js'
import { html, type Html } from './html.js'
import { ago, counted } from './words.js'

const TRIGGERS: Readonly<Record<Run['trigger'], string>> = {
  start: 'start of mistd', poll: 'look at the source', webhook: 'webhook', file: 'a file changed', docker: 'the engine changed',
  'drift-clock': 'drift check', retry: 'another try', cli: 'mistctl',
}

export function runTable(runs: readonly Run[], now: string): Html {
  if (runs.length === 0) return html`<p class="empty">No run has been recorded yet. Runs that find nothing to do are not kept one by one.</p>`
  return html`<table class="stack">
<caption>Runs that changed something or came to a new result, newest first</caption>
<thead><tr><th scope="col">Run</th><th scope="col">Result</th><th scope="col">Revision</th><th scope="col">Woken by</th><th scope="col">What</th><th scope="col">Took</th></tr></thead>
<tbody>${runs.map((run) => runRow(run, now))}</tbody>
</table>`
}

function runRow(run: Run, now: string): Html {
  return html`<tr>
<th scope="row">#${run.id} <span class="quiet">${ago(run.startedAt, now)}</span></th>
<td data-label="Result">${verdictBadge(run.verdict)}</td>
<td data-label="Revision">${run.revision ? html`<code>${shortCommit(run.revision.commit)}</code> ${run.revision.subject}` : html`<span class="quiet">none</span>`}</td>
<td data-label="Woken by">${TRIGGERS[run.trigger]}</td>
<td data-label="What">${runSummary(run)}</td>
<td data-label="Took">${durationText(run.durationMs)}</td>
</tr>`
}

/** The reason first where there is one: a reader of this table looks for what went wrong. */
export function runSummary({ failure, outcomes, changes, blocked, diagnostics }: Run): string {
  const failed = outcomes.find((outcome) => outcome.result === 'failed')
  const why = failure ?? (failed?.result === 'failed' ? failed.failure : undefined)
  if (why) return `${why.subject}: ${why.cause}`
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  if (errors > 0) return counted(errors, 'error in the manifest', 'errors in the manifest')
  const parts = [
    changes.length > 0 && counted(changes.length, 'change'),
    blocked.length > 0 && `${String(blocked.length)} held back`,
  ].filter((part) => part !== false)
  return parts.join(', ') || 'nothing to do'
}
