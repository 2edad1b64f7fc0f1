/** How it stands with the backups of an app: what was last seen of them, judged by the time of now. Not to be made at all is told as well. */
import type { BackupSpec, BackupStanding } from '../../model/backup.js'
import { failureLine } from '../../model/failure.js'
import type { AppKey } from '../../model/resource.js'
import type { BackupStatus, Condition, ConditionReason } from '../../model/run.js'
import { isDrillOverdue } from '../restore/drill-due.js'
import { minuteText } from '../../render/time-text.js'
import type { ReportInput } from './input.js'

export function backupStatuses({ look, backups = [], nowIso }: ReportInput, app: AppKey): readonly BackupStatus[] | undefined {
  const specs = (look.desired?.backups ?? []).filter((spec) => spec.app === app)
  return specs.length === 0 ? undefined : specs.map((spec) => statusOf(spec, backups.find(({ key }) => key === spec.key), nowIso))
}

/** One for all backups of an app, only while one of them is not well. */
export function backupConditions(input: ReportInput, app: AppKey): readonly Condition[] {
  const bad = (input.backups ?? []).flatMap((standing) => {
    const spec = input.look.desired?.backups?.find(({ key }) => key === standing.key)
    return spec?.app === app ? [troubleOf(standing, input.nowIso), drillTrouble(spec, standing, input.nowIso)].flatMap((trouble) => trouble ?? []) : []
  })
  const [first] = bad
  return first ? [{ type: 'BackedUp', status: 'False', reason: first.reason, message: bad.map(({ message }) => message).join('; '), since: first.since }] : []
}

/** After this time what is due is overdue. A large one that is at work is not. */
const GRACE_MS = 60 * 60_000

interface Trouble {
  readonly state: 'failed' | 'overdue'
  readonly reason: Extract<ConditionReason, 'BackupFailed' | 'BackupMissed' | 'BackupOverdue' | 'DrillFailed' | 'DrillOverdue'>
  readonly message: string
  readonly since: string
}

function troubleOf(standing: BackupStanding, nowIso: string): Trouble | undefined {
  const { failure, failedAt, state } = standing
  if (failure) return { state: 'failed', reason: 'BackupFailed', message: `${failureLine(failure)}; ${lastText(standing)}`, since: failedAt ?? nowIso }
  return state === 'running' ? undefined : lateness(standing, nowIso)
}

/** Who looks without mistd sees what it last wrote down: a moment that has passed since is due as well. */
function lateness(standing: BackupStanding, nowIso: string): Trouble | undefined {
  const { key, dueSince, next, missed } = standing
  const due = dueSince ?? next
  if (due === undefined || (!missed && Date.parse(nowIso) - Date.parse(due) < GRACE_MS)) return undefined
  const words = missed ? `no backup of ${key} was made at ${minuteText(due)}, since mistd was not there` : `the backup of ${key} is due since ${minuteText(due)}`
  return { state: 'overdue', reason: missed ? 'BackupMissed' : 'BackupOverdue', message: `${words}; ${whyNot(standing)}; ${lastText(standing)}`, since: due }
}

function whyNot({ waitsFor, dueSince }: BackupStanding): string {
  if (waitsFor !== undefined) return `it waits for ${waitsFor}`
  return dueSince === undefined ? 'mistd has not looked since' : 'it is about to be made'
}

function lastText({ last }: BackupStanding): string {
  return last ? `the last good one is of ${minuteText(last.at)}` : 'there is no good one'
}

/** That none was held for long matters only where somebody asked for it; that one failed matters in any case. */
function drillTrouble({ key, verify }: BackupSpec, { lastDrill: last, last: newest, drillFailure }: BackupStanding, nowIso: string): Trouble | undefined {
  if (last?.result === 'failed') return { state: 'failed', reason: 'DrillFailed', message: `backup ${last.backup} of ${key} cannot be restored: ${last.message}`, since: last.at }
  const why = drillFailure ? `; the last try: ${failureLine(drillFailure)}` : ''
  if (verify === undefined) return undefined
  if (last && isDrillOverdue(verify, { last, ...(newest && { newest }) }, Date.parse(nowIso))) return { state: 'overdue', reason: 'DrillOverdue', message: `no backup of ${key} was proven since ${minuteText(last.at)}${why}`, since: last.at }
  return !last && drillFailure ? { state: 'overdue', reason: 'DrillOverdue', message: `no backup of ${key} could be proven yet${why}`, since: nowIso } : undefined
}

function statusOf(spec: BackupSpec, standing: BackupStanding | undefined, nowIso: string): BackupStatus {
  const { key, storage } = spec
  if (!standing) return { key, storage, state: 'none', count: 0 }
  const { last, count, next, lastDrill } = standing
  const trouble = troubleOf(standing, nowIso)
  const message = (trouble ?? drillTrouble(spec, standing, nowIso))?.message ?? calmMessage(standing)
  return { key, storage, state: trouble?.state ?? calmState(standing), ...(last && { last }), count, ...(next !== undefined && { next }), ...drillOf(lastDrill), ...(message !== undefined && { message }) }
}

function drillOf(last: BackupStanding['lastDrill']): Pick<BackupStatus, 'drill'> {
  return last ? { drill: { id: last.backup, at: last.at, result: last.result } } : {}
}

function calmMessage({ state, waitsFor }: BackupStanding): string | undefined {
  return state === 'waiting' && waitsFor !== undefined ? `waits for ${waitsFor}` : undefined
}

function calmState({ state, dueSince, last }: BackupStanding): BackupStatus['state'] {
  if (state === 'running') return 'running'
  if (dueSince !== undefined) return 'due'
  return last ? 'good' : 'none'
}
