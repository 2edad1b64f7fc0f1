/** The first page: one verdict, where it comes from, every app with sync and health apart, what differs and why, recent runs. */
import { shortCommit } from '../../model/revision.js'
import type { AppStatus, Run, StatusReport } from '../../model/run.js'
import { healthBadge, overall, syncBadge } from './badges.js'
import { blockedList, changeList } from './difference.js'
import { diagnosticSection } from './diagnostics.js'
import { html, type Html } from './html.js'
import { icon } from './icons.js'
import { layout, type Frame } from './layout.js'
import { runTable } from './runs.js'
import { ago, counted, link } from './words.js'

export interface StatusView {
  readonly report: StatusReport
  readonly runs: readonly Run[]
}

export function statusPage(frame: Frame, { report, runs }: StatusView): Html {
  const body = html`<section class="hero" aria-label="Verdict">
${verdict(report)}
<div id="revision" data-live>${revisionLine(report, frame.now)}</div>
</section>
<div id="notes" data-live>${notes(report, frame.now)}</div>
<section class="card" aria-labelledby="apps-title">
<h2 id="apps-title">Apps</h2>
<div id="apps" data-live>${appsTable(report.apps)}</div>
</section>
<div id="differences" data-live>${differences(report)}</div>
<section class="card" aria-labelledby="runs-title">
<h2 id="runs-title">Recent runs</h2>
<div id="runs" data-live>${runTable(runs, frame.now)}</div>
</section>`
  return layout(frame, { title: report.verdict, body })
}

function verdict(report: StatusReport): Html {
  const [tone, name] = overall(report)
  return html`<div class="verdict ${tone}" id="verdict" data-live-class><div class="mark" id="mark" data-live>${icon(name)}</div><div id="sentence" aria-live="polite" data-live><h1>${report.verdict}</h1></div></div>`
}

function revisionLine({ revision, appliedRevision, observedAt, source }: StatusReport, now: string): Html {
  const isBehind = revision && appliedRevision && revision.commit !== appliedRevision.commit
  return html`${revision ? html`<p class="revision"><code title="${revision.label}">${shortCommit(revision.commit)}</code> <b>${revision.subject}</b> <span class="quiet">${revision.author}, ${ago(revision.committedAt, now)}</span></p>` : html`<p class="revision quiet">No revision has been read yet.</p>`}
${isBehind && html`<p class="quiet">Last applied whole: <code>${shortCommit(appliedRevision.commit)}</code> ${appliedRevision.subject}</p>`}
<p class="quiet">Looked at the host ${ago(observedAt, now)}. ${source.status === 'True' && html`Source: ${source.message}`}</p>`
}

function notes({ suspension, source, diagnostics, previews = [], conditions = [] }: StatusReport, now: string): Html {
  return html`${suspension && html`<section class="card calm"><h2>Suspended</h2><p>${suspension.by} suspended this host ${ago(suspension.since, now)}: ${suspension.reason}</p>
<p class="quiet">Nothing is changed or healed ${suspension.until === undefined ? 'until somebody runs' : html`until ${suspension.until}, or until somebody runs`} <code>mistctl resume</code>.</p></section>`}
${source.status !== 'True' && html`<section class="card ${source.status === 'False' ? 'bad' : 'calm'}"><h2>The source ${source.status === 'False' ? 'cannot be read' : 'is not known yet'}</h2><p>${source.message}</p>
<p class="quiet">${source.reason}, since ${ago(source.since, now)}. What runs keeps running on the last good revision.</p></section>`}
${conditions.map(({ message, since }) => html`<section class="card bad"><h2>A file of Mist cannot be read</h2><p>${message}</p><p class="quiet">Seen ${ago(since, now)}.</p></section>`)}${previewNotes(previews)}${diagnosticSection(diagnostics)}`
}

function previewNotes(previews: NonNullable<StatusReport['previews']>): Html | undefined {
  const speaking = previews.filter(({ leftOut, trouble }) => leftOut.length > 0 || trouble !== undefined)
  if (speaking.length === 0) return undefined
  return html`<section class="card calm"><h2>Branches without a preview</h2>${speaking.map(({ of, leftOut, trouble }) => html`<p>${of}${trouble !== undefined && html`: what was known stays as it is. ${trouble}`}</p><ul>${leftOut.map(({ branch, because }) => html`<li><code>${branch}</code> ${because}</li>`)}</ul>`)}</section>`
}

function appsTable(apps: readonly AppStatus[]): Html {
  if (apps.length === 0) {
    return html`<div class="empty"><p>No app yet: commit a <code>mist.yaml</code> to the source, and it appears here.</p>
<pre tabindex="0" role="region" aria-label="The smallest mist.yaml">version: 1
projects:
  hello:
    apps:
      web: { image: nginx, port: 80 }</pre></div>`
  }
  return html`<table class="stack apps">
<caption>${counted(apps.length, 'app')}, ${String(apps.filter(({ sync }) => sync === 'Synced').length)} as git says, ${String(apps.filter(({ health }) => health === 'Healthy').length)} healthy</caption>
<thead><tr><th scope="col">App</th><th scope="col">Sync</th><th scope="col">Health</th><th scope="col">Ready</th><th scope="col">Image</th><th scope="col">Address</th></tr></thead>
<tbody>${apps.map(appRow)}</tbody>
</table>`
}

function appRow(app: AppStatus): Html {
  return html`<tr>
<th scope="row"><a href="/apps/${app.project}/${app.app}"><span class="quiet">${app.project}/</span>${app.app}</a> <span class="kind">${app.preview ? 'preview' : app.type}</span>${app.preview && html` <span class="quiet">${app.preview.branch}</span>`}</th>
<td data-label="Sync">${syncBadge(app.sync)}</td>
<td data-label="Health">${healthBadge(app.health)}</td>
<td data-label="Ready" class="number">${app.ready}/${app.replicas}</td>
<td data-label="Image"><code class="image" title="${app.image}">${app.image}</code></td>
<td data-label="Address">${app.urls.length === 0 ? html`<span class="quiet">none</span>` : app.urls.slice(0, 2).map((url) => html`<span class="url">${link(url, url.replace(/^https?:\/\//, ''))}</span>`)}${app.urls.length > 2 && html`<span class="quiet">and ${app.urls.length - 2} more</span>`}</td>
</tr>`
}

function differences({ apps, blocked, keptVolumes }: StatusReport): Html | undefined {
  const differing = apps.filter((app) => app.changes.length > 0)
  if (differing.length === 0 && blocked.length === 0 && keptVolumes.length === 0) return undefined
  return html`<section class="card" aria-labelledby="differences-title">
<h2 id="differences-title">What differs, and why</h2>
${differing.map((app) => html`<h3><a href="/apps/${app.project}/${app.app}">${app.project}/${app.app}</a></h3>${changeList(app.changes)}`)}
${blocked.length > 0 && html`<h3>Held back</h3>${blockedList(blocked)}`}
${keptVolumes.length > 0 && html`<h3>Volumes that no app uses any more</h3><p>They are kept until somebody removes them with <code>mistctl prune</code>: ${keptVolumes.map((name) => html`<code>${name}</code> `)}</p>`}
</section>`
}
