/**
 * The total order of a plan: networks, then apps by depth of dependency and key, then removals, then networks that go.
 * It depends on the plan alone: equal inputs in any order give the same bytes.
 */
import { byText, sortedBy } from '../model/compare.js'
import type { Blocked, Change } from '../model/plan.js'
import type { AppKey, ResourceId } from '../model/resource.js'
import type { DesiredApp, DesiredState } from '../model/state.js'
import type { Proposal } from './proposal.js'

export function inOrder({ changes, blocked, unchanged }: Proposal, desired: DesiredState): Proposal {
  const depths = dependencyDepths(desired)
  return {
    changes: byKey(changes, (change) => changeKey(change, depths)),
    blocked: byKey(blocked, blockedKey),
    unchanged: sortedBy(unchanged, (id) => naturalId(id)),
  }
}

/** Length of the longest chain of apps below; an app in a cycle, which the rules of the manifest refuse, ends the chain. */
export function dependencyDepths({ apps }: { readonly apps: readonly Pick<DesiredApp, 'key' | 'dependsOn'>[] }): ReadonlyMap<AppKey, number> {
  const byAppKey = new Map(apps.map((app) => [app.key, app]))
  const depths = new Map<AppKey, number>()
  const open = new Set<AppKey>()
  const depthOf = (key: AppKey): number => {
    const known = depths.get(key)
    if (known !== undefined) return known
    if (open.has(key)) return 0
    open.add(key)
    const below = (byAppKey.get(key)?.dependsOn ?? []).filter((other) => byAppKey.has(other)).toSorted(byText)
    const depth = below.reduce((deepest, other) => Math.max(deepest, depthOf(other) + 1), 0)
    open.delete(key)
    depths.set(key, depth)
    return depth
  }
  for (const key of [...byAppKey.keys()].toSorted(byText)) depthOf(key)
  return depths
}

/** Sorts by a key that is made once per item. */
function byKey<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return sortedBy(items.map((item) => ({ item, key: key(item) })), (entry) => entry.key).map(({ item }) => item)
}

const KINDS = { network: '0', volume: '1', container: '2', route: '3' } as const
const FIELD_SEPARATOR = '\u0001'

function changeKey(change: Change, depths: ReadonlyMap<AppKey, number>): string {
  const { app, id, kind, action } = change
  const depth = app === undefined ? undefined : depths.get(app)
  const isPrune = action === 'prune'
  const phase = kind === 'network' ? (isPrune ? 3 : 0) : depth === undefined ? 2 : 1
  return [String(phase), padded(depth ?? 0), app ?? '', KINDS[kind], isPrune ? '1' : '0', naturalId(id)].join(FIELD_SEPARATOR)
}

function blockedKey({ id, reason, action, fields }: Blocked): string {
  return [naturalId(id), reason, action, fields.map(({ field }) => field).join(' ')].join(FIELD_SEPARATOR)
}

/** Replica 10 comes after replica 9. */
export function naturalId(id: ResourceId): string {
  return id.replace(/\d+$/, (digits) => digits.padStart(8, '0'))
}

function padded(depth: number): string {
  return String(depth).padStart(6, '0')
}
