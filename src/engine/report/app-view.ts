/** What a report knows about each app, gathered once: desired, observed and planned, and the two axes of status made from them. */
import type { Blocked, Change } from '../../model/plan.js'
import type { AppKey } from '../../model/resource.js'
import type { DesiredApp, Health, ObservedContainer, SyncStatus, UnresolvedApp } from '../../model/state.js'
import type { ReportInput } from './input.js'

export interface AppView {
  readonly key: AppKey
  readonly desired: DesiredApp | undefined
  readonly unresolved: UnresolvedApp | undefined
  readonly containers: readonly ObservedContainer[]
  readonly changes: readonly Change[]
  readonly blocked: readonly Blocked[]
  readonly sync: SyncStatus
  readonly health: Health
  readonly ready: number
}

/** Apps of git, and what is still on the host although git has let go of it; sorted by key. */
export function viewApps({ look }: ReportInput): readonly AppView[] {
  const { desired, observed, plan } = look
  const apps = new Map(desired?.apps.map((app) => [app.key, app]))
  const unresolved = new Map(desired?.unresolved.map((app) => [app.key, app]))
  const containers = byApp(observed?.containers ?? [])
  const changes = byApp(plan?.changes ?? [])
  const blocked = byApp(plan?.blocked ?? [])
  const isSeen = observed !== undefined && observed.incomplete.container === undefined
  const keys = new Set<AppKey>([...apps.keys(), ...unresolved.keys(), ...containers.keys()])
  return [...keys].sort().map((key) => {
    const parts = { key, desired: apps.get(key), unresolved: unresolved.get(key), containers: containers.get(key) ?? [], changes: changes.get(key) ?? [], blocked: blocked.get(key) ?? [] }
    return { ...parts, ...judge(parts, { isSeen, isPlanned: plan !== undefined }) }
  })
}

function byApp<T extends { readonly app?: AppKey }>(items: readonly T[]): ReadonlyMap<AppKey, readonly T[]> {
  const groups = new Map<AppKey, T[]>()
  for (const item of items) {
    if (!item.app) continue
    const group = groups.get(item.app)
    if (group) group.push(item)
    else groups.set(item.app, [item])
  }
  return groups
}

type Parts = Omit<AppView, 'sync' | 'health' | 'ready'>

function judge(parts: Parts, { isSeen, isPlanned }: { readonly isSeen: boolean; readonly isPlanned: boolean }): Pick<AppView, 'sync' | 'health' | 'ready'> {
  const { desired, unresolved, containers, changes, blocked } = parts
  const ready = containers.filter(isReady).length
  return {
    sync: syncOf({ isKnown: isPlanned && isSeen && !unresolved, differs: changes.length + blocked.length > 0 }),
    health: isSeen ? healthOf(desired, containers) : 'Unknown',
    ready: Math.min(ready, desired?.containers.length ?? ready),
  }
}

function syncOf({ isKnown, differs }: { readonly isKnown: boolean; readonly differs: boolean }): SyncStatus {
  if (differs) return 'OutOfSync'
  return isKnown ? 'Synced' : 'Unknown'
}

/** Only what runs counts here, old or new: a failed release beside a working old version leaves the app healthy and out of sync. */
function healthOf(desired: DesiredApp | undefined, containers: readonly ObservedContainer[]): Health {
  const wanted = desired?.containers.length ?? containers.length
  if (wanted === 0) return 'Suspended'
  if (containers.length === 0) return 'Missing'
  if (containers.filter(isReady).length >= wanted) return 'Healthy'
  return containers.some(isBroken) ? 'Degraded' : 'Progressing'
}

function isReady({ state, health }: ObservedContainer): boolean {
  return state === 'running' && (health === 'none' || health === 'healthy')
}

function isBroken({ state, health }: ObservedContainer): boolean {
  return health === 'unhealthy' || ['exited', 'dead', 'restarting', 'paused'].includes(state)
}
