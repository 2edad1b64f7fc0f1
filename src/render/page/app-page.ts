/** One app: conditions, containers, addresses, the difference now, live logs, the log of its last build, its runs. */
import type { AppStatus, Condition, ContainerStatus, Run } from '../../model/run.js'
import { sizeText } from '../volume-text.js'
import { minuteText } from '../time-text.js'
import { backupBadge, conditionBadge, healthBadge, syncBadge } from './badges.js'
import { blockedList, changeList } from './difference.js'
import { html, type Html } from './html.js'
import { layout, type Frame } from './layout.js'
import { logSection, type ShownLine } from './log.js'
import { previewText } from '../preview-text.js'
import { runTable } from './runs.js'
import { ago, link } from './words.js'

export interface AppView {
  readonly app: AppStatus
  readonly runs: readonly Run[]
  readonly lines: readonly ShownLine[]
  readonly buildLog: readonly string[]
}

/** A build log is read from its end; the whole of it is one click away. */
const SHOWN_BUILD_LINES = 200

export function appPage(frame: Frame, { app, runs, lines, buildLog }: AppView): Html {
  const path = `/api/v1/apps/${app.project}/${app.app}`
  const body = html`<section class="hero" aria-label="App">
<nav aria-label="Breadcrumb"><a href="/">Apps</a> <span class="quiet" aria-hidden="true">/</span> <span class="quiet">${app.project}</span></nav>
<div class="title"><h1>${app.app}</h1><span class="kind">${app.type}</span></div>
<div id="state" class="state" aria-live="polite" data-live><span>Sync ${syncBadge(app.sync)}</span> <span>Health ${healthBadge(app.health)}</span> <span>Ready <b>${app.ready}/${app.replicas}</b></span></div>
<div id="addresses" data-live>${addresses(app)}</div>
</section>
<div id="difference" data-live>${difference(app)}</div>
<div class="columns">
<section class="card" aria-labelledby="conditions-title"><h2 id="conditions-title">Conditions</h2><div id="conditions" data-live>${conditionTable(app.conditions, frame.now)}</div></section>
<section class="card" aria-labelledby="containers-title"><h2 id="containers-title">Containers</h2><div id="containers" data-live>${containerTable(app.containers, frame.now)}</div></section>
</div>
<div id="backups" data-live>${backupSection(app, frame.now)}</div>
${logSection(`${path}/logs`, lines)}
<div id="build" data-live>${buildSection(buildLog, `${path}/build-log`)}</div>
<section class="card" aria-labelledby="runs-title"><h2 id="runs-title">Runs of this app</h2><div id="runs" data-live>${runTable(runs, frame.now)}</div></section>`
  return layout(frame, { title: `${app.project}/${app.app}: ${app.health}`, body })
}

function addresses({ urls, image, preview }: AppStatus): Html {
  return html`${preview && html`<p>A ${previewText(preview)}.</p>`}<p class="quiet"><code class="image" title="${image}">${image}</code></p>
${urls.length > 0 && html`<ul class="urls">${urls.map((url) => html`<li>${link(url, url)}</li>`)}</ul>`}`
}

function difference({ changes, blocked }: AppStatus): Html {
  if (changes.length === 0 && blocked.length === 0) return html`<p class="agree quiet">Git and the host agree about this app.</p>`
  return html`<section class="card" aria-labelledby="difference-title"><h2 id="difference-title">What differs, and why</h2>
${changes.length > 0 && changeList(changes)}
${blocked.length > 0 && html`<h3>Held back</h3>${blockedList(blocked)}`}</section>`
}

function conditionTable(conditions: readonly Condition[], now: string): Html {
  if (conditions.length === 0) return html`<p class="empty">Nothing is known about this app yet.</p>`
  return html`<table class="stack"><caption>What is true of this app, and since when</caption>
<thead><tr><th scope="col">Condition</th><th scope="col">Status</th><th scope="col">Why</th></tr></thead>
<tbody>${conditions.map(({ type, status, reason, message, since }) => html`<tr><th scope="row">${type}</th><td data-label="Status">${conditionBadge(type, status)}</td><td data-label="Why"><b>${reason}</b> ${message} <span class="quiet">${ago(since, now)}</span></td></tr>`)}</tbody></table>`
}

function containerTable(containers: readonly ContainerStatus[], now: string): Html {
  if (containers.length === 0) return html`<p class="empty">No container. The app is parked, or has not been made yet.</p>`
  return html`<table class="stack"><caption>As the engine reports them</caption>
<thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">Started</th><th scope="col">Restarts</th></tr></thead>
<tbody>${containers.map((one) => html`<tr><th scope="row"><code>${one.name}</code></th><td data-label="State">${one.state}${one.health !== 'none' && html`, ${one.health}`}</td><td data-label="Started">${ago(one.startedAt, now)}</td><td data-label="Restarts" class="number">${one.restartCount}</td></tr>`)}</tbody></table>`
}

function backupSection({ backups = [] }: AppStatus, now: string): Html | undefined {
  if (backups.length === 0) return undefined
  return html`<section class="card" aria-labelledby="backups-title"><h2 id="backups-title">Backups</h2>
<table class="stack"><caption>Of its data, in the storage that git names</caption>
<thead><tr><th scope="col">Of</th><th scope="col">State</th><th scope="col">Last good</th><th scope="col">Size</th><th scope="col">Kept</th><th scope="col">Proven</th><th scope="col">Next</th></tr></thead>
<tbody>${backups.map((one) => html`<tr><th scope="row"><code>${one.key}</code> <span class="quiet">${one.storage}</span></th><td data-label="State">${backupBadge(one.state)}${one.message !== undefined && html` ${one.message}`}</td><td data-label="Last good">${one.last ? ago(one.last.at, now) : html`<span class="quiet">none</span>`}</td><td data-label="Size" class="number">${one.last && sizeText(one.last.bytes)}</td><td data-label="Kept" class="number">${one.count}</td><td data-label="Proven">${one.drill ? html`${one.drill.result === 'failed' && 'failed '}${ago(one.drill.at, now)}` : html`<span class="quiet">never</span>`}</td><td data-label="Next">${one.next !== undefined && html`<time datetime="${one.next}">${minuteText(one.next)}</time>`}</td></tr>`)}</tbody></table></section>`
}

/** The script follows it while it is open, from the same place that has all of it. */
function buildSection(lines: readonly string[], path: string): Html | undefined {
  if (lines.length === 0) return undefined
  return html`<details class="card" id="build-details"><summary>Log of the last build <span class="quiet" id="build-note">${lines.length} lines</span></summary>
${lines.length > SHOWN_BUILD_LINES && html`<p class="quiet" id="build-cut">The last ${SHOWN_BUILD_LINES} lines; <a href="${path}">all of them</a>.</p>`}
<pre id="build-log" tabindex="0" role="region" aria-label="Build log" data-stream="${path}">${lines.slice(-SHOWN_BUILD_LINES).join('\n')}</pre></details>`
}
