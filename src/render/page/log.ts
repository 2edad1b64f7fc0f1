/** Log lines as they stand before the script takes over, and the frame that it fills. */
import { html, type Html } from './html.js'

export interface ShownLine {
  readonly container: string
  readonly stream: 'stdout' | 'stderr'
  readonly at: string
  readonly text: string
}

export function logSection(path: string, lines: readonly ShownLine[]): Html {
  return html`<section class="card" aria-labelledby="logs-title">
<div class="bar"><h2 id="logs-title">Logs</h2><span class="quiet" id="log-note"></span><a href="${path}?tail=all" download="logs.jsonl">Download</a></div>
<div class="logbox">
<div class="log" id="log" tabindex="0" role="region" aria-label="Log lines" data-stream="${path}?tail=500">${lines.length === 0 ? html`<p class="quiet">No line yet.</p>` : lines.map(logLine)}</div>
<button type="button" id="log-end" hidden>Jump to end</button>
</div>
</section>`
}

function logLine({ stream, at, text, container }: ShownLine): Html {
  return html`<div class="line${stream === 'stderr' ? ' err' : ''}" title="${container}"><time datetime="${at}">${at.slice(11, 19)}</time><span>${text}</span></div>`
}
