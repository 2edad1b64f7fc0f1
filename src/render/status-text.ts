/**
 * A status report on a terminal: the host, the verdict, the revision, a table of apps, then what needs attention and why.
 * It decides wording and order; what is true was decided by whoever made the report.
 */
import type { AppStatus, StatusReport } from '../model/run.js'
import { isNotBackedUp } from '../model/run.js'
import { stripControls } from './escape.js'
import type { Paint } from './paint.js'
import { releaseText, revisionText } from './revision-text.js'
import { statusNotes } from './status-notes.js'
import type { Cell, Column } from './table.js'
import { tableText } from './table.js'
import { ageText, agoText } from './time-text.js'
import { healthCell, syncCell } from './tone.js'

/** What is known beside the report, in words; an absent part is not shown. */
export interface HostView {
  readonly docker?: string
  readonly traefik?: string
  /** `mistd 0.1.0`, or that it does not run. */
  readonly mistd: string
}

export interface StatusTextOptions {
  readonly paint: Paint
  readonly nowIso: string
  readonly host: HostView
}

export function statusText(report: StatusReport, options: StatusTextOptions): string {
  const blocks = [headText(report, options), appTable(report.apps, options), statusNotes(report, options)]
  return blocks.filter((block) => block !== '').join('\n\n')
}

function headText(report: StatusReport, { paint, nowIso, host }: StatusTextOptions): string {
  const parts = [paint.bold(report.instance), host.docker && `docker ${host.docker}`, host.traefik && `traefik ${host.traefik}`, host.mistd]
  const lines = [parts.filter((part) => part !== undefined && part !== '').join('   '), verdictLine(report, paint)]
  if (report.revision) lines.push(paint.dim(`source    ${revisionText(report.revision, nowIso)}`))
  if (report.lastRun) lines.push(paint.dim(`last run  ${String(report.lastRun.id)} ${report.lastRun.verdict}, ${agoText(report.lastRun.startedAt, nowIso)}, woken by ${report.lastRun.trigger}`))
  return lines.join('\n')
}

function verdictLine({ sync, health, verdict, suspension, apps, conditions }: StatusReport, paint: Paint): string {
  const isBad = health === 'Degraded' || health === 'Missing'
  const isGood = sync === 'Synced' && (health === 'Healthy' || health === 'Suspended') && !suspension && !conditions && !apps.some(({ conditions }) => isNotBackedUp(conditions))
  return (isBad ? paint.red : isGood ? paint.green : paint.yellow)(stripControls(verdict))
}

const COLUMNS: readonly Column[] = [
  { title: 'APP' }, { title: 'TYPE' }, { title: 'SYNC' }, { title: 'HEALTH' }, { title: 'READY', align: 'right' },
  { title: 'RELEASE', maxWidth: 32 }, { title: 'AGE', align: 'right' }, { title: 'URL' },
]

function appTable(apps: readonly AppStatus[], { paint, nowIso }: StatusTextOptions): string {
  return apps.length === 0 ? '' : tableText(COLUMNS, apps.map((app) => appRow(app, { paint, nowIso })), paint)
}

function appRow(app: AppStatus, { paint, nowIso }: { readonly paint: Paint; readonly nowIso: string }): readonly Cell[] {
  const started = app.containers.map(({ startedAt }) => startedAt).filter((at) => at !== '').toSorted().at(-1)
  return [
    { text: stripControls(`${app.project}/${app.app}`) },
    { text: app.type },
    syncCell(app.sync, paint),
    healthCell(app.health, paint),
    { text: `${String(app.ready)}/${String(app.replicas)}` },
    { text: releaseOf(app) },
    { text: started === undefined ? '' : ageText(started, nowIso) },
    { text: app.urls.map(stripControls).join(' ') },
  ]
}

/** While another release runs than git asks for, both. */
function releaseOf({ image, containers }: AppStatus): string {
  const running = [...new Set(containers.map((container) => releaseText(container.image)))].filter((name) => name !== releaseText(image))
  return running.length === 0 ? releaseText(image) : `${running.join(', ')} → ${releaseText(image)}`
}
