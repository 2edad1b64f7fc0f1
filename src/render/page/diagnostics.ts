/** What is wrong with the manifest, as in a terminal: place, marked line, caret, rule and the next step. */
import type { Diagnostic } from '../../model/diagnostic.js'
import { html, type Html } from './html.js'
import { icon } from './icons.js'

export function diagnosticSection(diagnostics: readonly Diagnostic[]): Html | undefined {
  if (diagnostics.length === 0) return undefined
  const isRejected = diagnostics.some(({ severity }) => severity === 'error')
  return html`<section class="card ${isRejected ? 'bad' : 'warn'}" aria-labelledby="diagnostics-title">
<h2 id="diagnostics-title">${isRejected ? 'The manifest is not valid' : 'The manifest has warnings'}</h2>
<p>${isRejected ? 'Nothing of this revision was applied; what ran before keeps running.' : 'It was applied all the same.'}</p>
<ol class="diagnostics">${diagnostics.map(diagnosticItem)}</ol>
</section>`
}

function diagnosticItem({ severity, rule, message, help, at, lineText }: Diagnostic): Html {
  const gutter = String(at.line)
  const caret = `${' '.repeat(Math.max(0, at.column - 1))}${'^'.repeat(Math.max(1, Math.min(at.length, 120)))}`
  return html`<li>
<p class="message"><span class="badge ${severity === 'error' ? 'bad' : 'warn'}">${icon('alert')}${severity}</span> ${message} <code class="quiet">${rule}</code></p>
<p class="place"><code>${at.file}:${at.line}:${at.column}</code></p>
<pre tabindex="0" role="region" aria-label="${`Line ${gutter} of ${at.file}`}"><span class="quiet">${gutter} │ </span>${lineText}
<span class="quiet">${' '.repeat(gutter.length)} │ </span><b class="caret">${caret}</b></pre>
${help !== undefined && html`<p class="help">Help: ${help}</p>`}
</li>`
}
