/** States as icon, word and colour together. Sync and health stay two things: what is meant, and how it fares. */
import type { BackupStatus, StatusReport, Verdict } from '../../model/run.js'
import type { Health, SyncStatus } from '../../model/state.js'
import { html, type Html } from './html.js'
import { icon, type IconName } from './icons.js'

export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'calm'

const SYNC: Readonly<Record<SyncStatus, readonly [Tone, IconName]>> = {
  Synced: ['good', 'check'],
  OutOfSync: ['warn', 'differs'],
  Unknown: ['calm', 'question'],
}

const HEALTH: Readonly<Record<Health, readonly [Tone, IconName]>> = {
  Healthy: ['good', 'check'],
  Progressing: ['busy', 'busy'],
  Degraded: ['bad', 'alert'],
  Suspended: ['calm', 'pause'],
  Missing: ['bad', 'missing'],
  Unknown: ['calm', 'question'],
}

const VERDICT: Readonly<Record<Verdict, readonly [Tone, IconName]>> = {
  converged: ['good', 'check'],
  changed: ['good', 'check'],
  blocked: ['warn', 'blocked'],
  failed: ['bad', 'alert'],
  rejected: ['bad', 'alert'],
  superseded: ['calm', 'pause'],
  aborted: ['calm', 'pause'],
}

const CONDITION: Readonly<Record<'True' | 'False' | 'Unknown', readonly [Tone, IconName]>> = { True: ['good', 'check'], False: ['bad', 'alert'], Unknown: ['calm', 'question'] }

const BACKUP: Readonly<Record<BackupStatus['state'], readonly [Tone, IconName]>> = {
  none: ['calm', 'question'],
  good: ['good', 'check'],
  running: ['busy', 'busy'],
  due: ['busy', 'busy'],
  overdue: ['bad', 'alert'],
  failed: ['bad', 'alert'],
}

export const syncBadge = (sync: SyncStatus): Html => badge(SYNC[sync], sync)
export const healthBadge = (health: Health): Html => badge(HEALTH[health], health)
export const backupBadge = (state: BackupStatus['state']): Html => badge(BACKUP[state], state)
export const verdictBadge = (verdict: Verdict): Html => badge(VERDICT[verdict], verdict)

/** Ready is good when true; the others tell of trouble or work when true. */
export function conditionBadge(type: string, status: 'True' | 'False' | 'Unknown'): Html {
  const [tone, name] = CONDITION[status]
  if (type === 'Ready' || type === 'BackedUp' || status === 'Unknown') return badge([tone, name], status)
  return badge(status === 'False' ? CONDITION.True : type === 'Reconciling' ? HEALTH.Progressing : ['warn', 'alert'], status)
}

/** How the whole host fares: the worst thing that a person should know first. */
export function overall(report: StatusReport): readonly [Tone, IconName] {
  if (report.suspension) return HEALTH.Suspended
  if (report.diagnostics.some(({ severity }) => severity === 'error') || report.source.status === 'False' || report.conditions) return HEALTH.Degraded
  const [tone, name] = HEALTH[report.health]
  if (tone === 'bad' || tone === 'busy') return [tone, name]
  return report.sync === 'Synced' ? [tone, name] : SYNC[report.sync]
}

function badge([tone, name]: readonly [Tone, IconName], word: string): Html {
  return html`<span class="badge ${tone}">${icon(name)}${word}</span>`
}
