/** How it stands with the backups of an app: what was last seen of them, judged by the time of now. Not to be made at all is told as well. */
import type { BackupSpec, BackupStanding } from '../model/backup.js'
import { failureLine } from '../model/failure.js'
import type { AppKey } from '../model/resource.js'
import type { BackupStatus, Condition, ConditionReason } from '../model/run.js'
import { minuteText } from '../render/time-text.js'
import type { ReportInput } from './report-input.js'

export function backupStatuses({ look, backups = [], nowIso }: ReportInput, app: AppKey): readonly BackupStatus[] | undefined {
  const specs = (look.desired?.backups ?? []).filter((spec) => spec.app === app)
  return specs.length === 0 ? undefined : specs.map((spec) => statusOf(spec, backups.find(({ key }) => key === spec.key), nowIso))
}

/** One for all backups of an app, only while one of them is not well. */
export function backupConditions(input: ReportInput, app: AppKey): readonly Condition[] {
  const bad = (input.backups ?? []).flatMap((standing) => {
    const spec = input.look.desired?.backups?.find(({ key }) => key === standing.key)
    const trouble = spec?.app === app ? troubleOf(standing, input.nowIso) : undefined
    return trouble ? [trouble] : []
  })
  const [first] = bad
  return first ? [{ type: 'BackedUp', status: 'False', reason: first.reason, message: bad.map(({ message }) => message).join('; '), since: first.since }] : []
}

/** After this time what is due is overdue. A large one that is at work is not. */
const GRACE_MS = 60 * 60_000

interface Trouble {
  readonly state: 'failed' | 'overdue'
  readonly reason: Extract<ConditionReason, 'BackupFailed' | 'BackupMissed' | 'BackupOverdue'>
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

function statusOf({ key, storage }: BackupSpec, standing: BackupStanding | undefined, nowIso: string): BackupStatus {
  if (!standing) return { key, storage, state: 'none', count: 0 }
  const { last, count, next } = standing
  const trouble = troubleOf(standing, nowIso)
  const message = trouble?.message ?? calmMessage(standing)
  return { key, storage, state: trouble?.state ?? calmState(standing), ...(last && { last }), count, ...(next !== undefined && { next }), ...(message !== undefined && { message }) }
}

function calmMessage({ state, waitsFor }: BackupStanding): string | undefined {
  return state === 'waiting' && waitsFor !== undefined ? `waits for ${waitsFor}` : undefined
}

function calmState({ state, dueSince, last }: BackupStanding): BackupStatus['state'] {
  if (state === 'running') return 'running'
  if (dueSince !== undefined) return 'due'
  return last ? 'good' : 'none'
}
