/** What stands below the table of apps: for each app that is not well, what differs and why; then what the host as a whole holds back. */
import type { Blocked } from '../model/plan.js'
import type { AppStatus, ChangeSummary, Condition, StatusReport } from '../model/run.js'
import { stripControls } from './escape.js'
import type { Paint } from './paint.js'
import { previewLines } from './preview-text.js'
import { agoText, minuteText } from './time-text.js'

export interface NoteOptions {
  readonly paint: Paint
  readonly nowIso: string
}

export function statusNotes(report: StatusReport, options: NoteOptions): string {
  const apps = report.apps.map((app) => appNotes(app, options)).filter((block) => block !== '')
  return [...apps, hostNotes(report, options), nextLine(report)].filter((block) => block !== '').join('\n')
}

function appNotes(app: AppStatus, { paint, nowIso }: NoteOptions): string {
  const lines = [...conditionLines(app, nowIso), ...app.changes.flatMap((change) => changeLines(change, app)), ...sameOnce(saidOnce(app.blocked).flatMap(blockedLines))]
  if (lines.length === 0) return ''
  return [paint.bold(stripControls(`${app.project}/${app.app}`)), ...lines.map((line) => `  ${line}`)].join('\n')
}

/** A condition that merely repeats what is listed below it is left out. */
function conditionLines({ conditions, blocked, changes }: AppStatus, nowIso: string): readonly string[] {
  return conditions
    .filter((one) => isWorthSaying(one) && !blocked.some(({ message }) => message === one.message) && !(IMPLIED.includes(one.reason) && changes.length + blocked.length > 0))
    .flatMap((one) => conditionText(one, conditions, nowIso))
}

/** The message of a failure may hold the last output of a container, one line below the other. */
function conditionText({ type, reason, message, since }: Condition, all: readonly Condition[], nowIso: string): readonly string[] {
  const [first = '', ...rest] = message.split('\n').map(stripControls)
  const isMoreOfReady = type !== 'Ready' && all.some((other) => other.type === 'Ready' && other.reason === reason)
  const head = isMoreOfReady ? `  ${first}` : `${type === 'Ready' ? '' : `${type}: `}${reason}: ${first} (since ${agoText(since, nowIso)})`
  return [head, ...rest.map((line) => `  ${line}`)]
}

/** What holds an app back is said with the first of its parts. */
function saidOnce(blocked: readonly Blocked[]): readonly Blocked[] {
  return blocked.map((one, index) => (blocked.slice(0, index).some(({ message }) => message === one.message) ? { ...one, message: '' } : one))
}

/** They say no more than that something differs, or what stands once for the whole host. */
const IMPLIED: readonly Condition['reason'][] = ['Progressing', 'Suspended']

const SPEAKING: readonly Condition['type'][] = ['Stalled', 'RolledBack', 'Kept', 'WaitingForCertificate', 'DataUnheld']

function isWorthSaying({ type, status }: Condition): boolean {
  if (type === 'BackedUp') return status === 'False'
  return type === 'Ready' ? status !== 'True' : status === 'True' && SPEAKING.includes(type)
}

const ACTIONS: Readonly<Record<ChangeSummary['action'], string>> = { create: 'to create', adopt: 'to adopt', update: 'to update', replace: 'to replace', prune: 'to remove' }

const REASONS: Readonly<Record<ChangeSummary['reason'], string>> = {
  missing: 'not there yet',
  'spec-changed': 'git has changed',
  drift: 'changed on the host',
  'not-running': 'it does not run',
  unhealthy: 'its health check fails',
  'left-behind': 'left by an interrupted apply',
  'not-desired': 'git no longer has it',
  renamed: 'it goes on under another name',
}

/** Of an app that is held at an earlier release, git is not the reason. */
function changeLines({ id, action, reason, fields }: ChangeSummary, { conditions }: AppStatus): readonly string[] {
  const isHeld = conditions.some(({ type }) => type === 'RolledBack' || type === 'Kept')
  const why = isHeld && reason === 'spec-changed' ? 'that release has it otherwise' : REASONS[reason]
  return [`${id} ${ACTIONS[action]}: ${why}`, ...fields.map((field) => `  ${fieldText(field)}`)].map(stripControls)
}

function blockedLines({ id, reason, message, fields }: Blocked): readonly string[] {
  // Who suspended it and why is said once, for the whole host.
  return [reason === 'suspended' ? `${id} waits` : `${id} ${reason}${message === '' ? '' : `: ${message}`}`, ...fields.map((field) => `  ${fieldText(field)}`)].map(stripControls)
}

function fieldText({ field, from, to, cause }: ChangeSummary['fields'][number]): string {
  const values = from === undefined && to === undefined ? '' : ` ${from ?? '(none)'} → ${to ?? '(none)'}`
  return `${field}${values}${cause === 'drift' ? ' (changed on the host)' : ''}`
}

/** Replicas of one app are usually held back for one reason. */
function sameOnce(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)]
}

function hostNotes(report: StatusReport, options: NoteOptions): string {
  const lines = [...stateLines(report), ...previewLines(report), ...sourceLines(report), ...suspensionLines(report, options), ...sameOnce(report.blocked.filter(({ app }) => app === undefined || !hasApp(report, app)).flatMap(blockedLines)), ...volumeLines(report)]
  return lines.join('\n')
}

function hasApp({ apps }: StatusReport, key: string): boolean {
  return apps.some(({ project, app }) => `${project}/${app}` === key)
}

/** Files of Mist itself that cannot be read, each with what to do. */
function stateLines({ conditions = [] }: StatusReport): readonly string[] {
  return conditions.map(({ reason, message }) => stripControls(`state ${reason}: ${message}`))
}

function sourceLines({ source, diagnostics }: StatusReport): readonly string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.length - errors
  return [
    ...(source.status === 'False' ? [stripControls(`source ${source.reason}: ${source.message}`)] : []),
    ...(errors > 0 ? [`the manifest has ${String(errors)} ${errors === 1 ? 'error' : 'errors'}; see: mistctl diff`] : []),
    ...(errors === 0 && warnings > 0 ? [`the manifest has ${String(warnings)} ${warnings === 1 ? 'warning' : 'warnings'}; see: mistctl diff`] : []),
  ]
}

function suspensionLines({ suspension }: StatusReport, { nowIso }: NoteOptions): readonly string[] {
  if (!suspension) return []
  const { by, reason, since, until } = suspension
  const why = reason === '' ? 'without a reason' : `"${reason}"`
  return [stripControls(`suspended by ${by} ${agoText(since, nowIso)}, ${why}, ${until === undefined ? 'until resumed' : `until ${minuteText(until)}`}. Resume with: mistctl resume`)]
}

function volumeLines({ keptVolumes }: StatusReport): readonly string[] {
  return keptVolumes.length === 0 ? [] : [stripControls(`kept volumes that no app uses: ${keptVolumes.join(', ')}. See: mistctl prune`)]
}

/** Only while something differs and nothing holds Mist back from mending it. */
function nextLine({ apps, suspension, sync, revision }: StatusReport): string {
  if (!revision) return 'Next: mistctl diff fetches the source and shows what it asks for'
  const differs = apps.some(({ changes }) => changes.length > 0)
  return sync === 'OutOfSync' && differs && !suspension ? 'Next: mistctl diff shows all of it, mistctl apply does it now' : ''
}
