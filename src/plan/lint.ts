/** Invariants of a plan, checked before it is handed out: what must never happen, whatever the planner believed. */
import { appLabels } from '../model/labels.js'
import type { Change, Plan } from '../model/plan.js'
import { naturalId } from './order.js'

/** One sentence for each invariant that is broken; empty for a sound plan. */
export function lintPlan(plan: Plan): readonly string[] {
  const described = new Set<string | undefined>(plan.apps.map(({ key }) => key))
  const unresolved = new Set(plan.blocked.filter(({ reason }) => reason === 'unresolved' || reason === 'data-ambiguous').map(({ app }) => app))
  return [
    ...repeated(plan.changes.map(({ id }) => id)).map((id) => `two changes bear the id ${id}`),
    ...orderOf(plan),
    ...plan.changes.flatMap((change) => [...ownership(change, plan), ...volumeSafety(change), ...shape(change), ...belonging(change, described)]),
    ...plan.changes.filter(({ app }) => app !== undefined && unresolved.has(app)).map(({ id }) => `${id} belongs to an app whose source is not known, or whose data`),
  ]
}

function repeated(items: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return items.filter((item) => seen.size === seen.add(item).size)
}

/** How deep an app lies is known in full only while planning; here it is enough that networks come first and go last. */
function orderOf({ changes, unchanged }: Plan): readonly string[] {
  const phases = changes.map(phaseOf)
  const isPhased = phases.every((phase, index) => phase >= (phases[index - 1] ?? 0))
  const ids = unchanged.map(naturalId)
  const isSorted = ids.every((id, index) => id >= (ids[index - 1] ?? ''))
  return [...(isPhased ? [] : ['the changes are not in order']), ...(isSorted ? [] : ['the unchanged resources are not in order'])]
}

function phaseOf({ kind, action }: Change): number {
  if (kind !== 'network') return 1
  return action === 'create' ? 0 : 2
}

function ownership(change: Change, plan: Plan): readonly string[] {
  if (change.kind === 'network' && change.action === 'prune') return change.live.owner === 'ours' ? [] : [`${change.id} is not Mist's`]
  if (change.kind !== 'container' || change.action === 'prune') return []
  const labels = Object.entries(appLabels(plan.instance, change.spec.app))
  const isLabelled = labels.every(([name, value]) => change.spec.labels[name] === value)
  return isLabelled ? [] : [`${change.id} would bear the labels of somebody else`]
}

/** Volumes are only ever created, and a replaced container keeps those that its spec still names. */
function volumeSafety(change: Change): readonly string[] {
  const action: string = change.action
  return change.kind === 'volume' && action !== 'create' ? [`${change.id} would be changed: volumes are only ever created`] : []
}

function shape(change: Change): readonly string[] {
  if ((change.action === 'update' || change.action === 'replace') && change.fields.length === 0) return [`${change.id} changes without a reason`]
  if (change.kind === 'route' && change.action !== 'prune' && change.spec.rules.length === 0) return [`${change.id} would serve nothing`]
  return []
}

function belonging({ kind, app, action, id }: Change, described: ReadonlySet<string | undefined>): readonly string[] {
  if (kind === 'network') return []
  if (app === undefined) return [`${id} belongs to no app`]
  return action === 'prune' || described.has(app) ? [] : [`${id} belongs to an app that the plan does not describe`]
}
