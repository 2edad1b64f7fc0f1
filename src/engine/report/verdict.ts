/** The one sentence of a status: what a person reads first, and often all that is read. */
import { failureLine } from '../../model/failure.js'
import type { AppKey } from '../../model/resource.js'
import { appKey } from '../../model/resource.js'
import type { AppStatus, Condition } from '../../model/run.js'
import { isNotBackedUp } from '../../model/run.js'
import type { Health, SyncStatus } from '../../model/state.js'
import type { Look } from '../look.js'
import type { StateFault } from './state-faults.js'

export interface VerdictInput {
  readonly look: Look
  readonly suspension: { readonly by: string; readonly until?: string } | undefined
  readonly apps: readonly AppStatus[]
  readonly sync: SyncStatus
  readonly health: Health
  readonly source: Condition
  readonly atWork?: ReadonlySet<AppKey>
  readonly faults?: readonly StateFault[]
}

export function reportVerdict(input: VerdictInput): string {
  return `${hostVerdict(input)}${faultText(input)}`
}

function hostVerdict(input: VerdictInput): string {
  const { look, suspension, apps } = input
  const state = stateOf(input)
  if (suspension) return `Suspended by ${suspension.by}${suspension.until ? ` until ${suspension.until}` : ''}. ${state}`
  if (look.failure && !look.plan) return `${sentence(failureLine(look.failure))} ${apps.length > 0 ? 'What runs is left as it is.' : ''}`.trimEnd()
  if (look.failure) return `The newest commit cannot be used: ${failureLine(look.failure)}. The last good one stays in force.`
  if (look.trouble) return `The source does not answer since ${look.trouble.staleSince}. ${state}`
  return state
}

function stateOf({ apps, sync, health, look, atWork }: VerdictInput): string {
  const where = look.desired ? ` at ${shortLabel(look.desired.revision.label)}` : ''
  const busy = apps.filter(({ project, app }) => atWork?.has(appKey(project, app)) === true)
  if (busy.length > 0) return underWay(busy, look)
  if (apps.length === 0) return `No apps are declared${where}.`
  const unwell = apps.filter((app) => app.health === 'Degraded' || app.health === 'Missing' || app.health === 'Unknown')
  if (unwell.length > 0) return `${count(unwell.length, apps.length)} not working: ${names(unwell)}.${unkeptText(apps)}`
  const differing = apps.filter((app) => app.sync !== 'Synced')
  if (differing.length > 0) return `${count(differing.length, apps.length)} not as git says: ${names(differing)}.${keptText(apps)}${unkeptText(apps)}`
  return `${wellText({ apps, sync, health }, where)}${heldText(apps)}${unkeptText(apps)}`
}

function unkeptText(apps: readonly AppStatus[]): string {
  const unkept = apps.filter(({ conditions }) => isNotBackedUp(conditions))
  return unkept.length === 0 ? '' : ` Not backed up as git says: ${names(unkept)}.`
}

/** Which they are, and what to do, is told below. */
function faultText({ faults = [] }: VerdictInput): string {
  if (faults.length === 0) return ''
  return faults.length === 1 ? ' A file of Mist itself cannot be read.' : ` ${String(faults.length)} files of Mist itself cannot be read.`
}

function keptText(apps: readonly AppStatus[]): string {
  const kept = apps.filter(({ conditions }) => conditions.some(({ type }) => type === 'Kept'))
  return kept.length === 0 ? '' : ` Kept at the last release: ${names(kept)}.`
}

function heldText(apps: readonly AppStatus[]): string {
  const held = apps.filter(({ conditions }) => conditions.some(({ type }) => type === 'RolledBack'))
  return held.length === 0 ? '' : ` Held at an earlier release: ${names(held)}.`
}

function wellText({ apps, sync, health }: Pick<VerdictInput, 'apps' | 'sync' | 'health'>, where: string): string {
  if (sync !== 'Synced') return `All apps are as git says${where}; something beside them is not.`
  return health === 'Progressing' ? `All apps are as git says${where}; some are still starting.` : `All ${String(apps.length)} apps are up to date and working${where}.`
}

function underWay(apps: readonly AppStatus[], { desired }: Look): string {
  const goal = desired ? ` to ${shortLabel(desired.revision.label)}` : ''
  return `Converging${goal}: ${names(apps)}.`
}

function count(some: number, all: number): string {
  return `${String(some)} of ${String(all)} apps ${some === 1 ? 'is' : 'are'}`
}

const NAMED = 3

function names(apps: readonly AppStatus[]): string {
  const shown = apps.slice(0, NAMED).map((app) => `${app.project}/${app.app}`).join(', ')
  return apps.length > NAMED ? `${shown} and ${String(apps.length - NAMED)} more` : shown
}

function shortLabel(label: string): string {
  return label.replace(/([0-9a-f]{7})[0-9a-f]{25,}$/, '$1')
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
