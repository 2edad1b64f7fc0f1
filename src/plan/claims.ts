/**
 * What the tasks of a plan lay hold of, so that a second plan can be carried out beside one that is still at work: the part of it
 * that touches nothing of the first. Claims are plain words; what is held at a moment is kept by the engine.
 */
import type { Change, Plan, PlannedApp } from '../model/plan.js'
import type { AppKey, PortSpec, RouteSpec } from '../model/resource.js'
import type { Task } from '../model/step.js'
import { taskKey } from './edges.js'
import { toTasks } from './steps.js'

export interface Claim {
  readonly task: string
  readonly app?: AppKey
  /** What nobody else may touch until the task has ended. */
  readonly holds: readonly string[]
  /** What must not be held by anybody for the task to begin. */
  readonly wants: readonly string[]
}

export interface BesidePlan {
  /** The changes that can be made now. */
  readonly free: Plan
  /** Apps of which something has to wait. */
  readonly waiting: ReadonlySet<AppKey>
  /** What must come free before another app than its own can be changed. */
  readonly awaited: ReadonlySet<string>
  /** All that stands in the way of something. */
  readonly hit: ReadonlySet<string>
}

export function claimsOf(plan: Plan, tasks: readonly Task[]): readonly Claim[] {
  const changes = new Map(plan.changes.map((change) => [change.id, change]))
  const apps = new Map(plan.apps.map((app) => [app.key, app]))
  return tasks.map((task) => claimOf(task, task.changes.flatMap((id) => changes.get(id) ?? []), task.app && apps.get(task.app)))
}

/** The app that `word` stands for, if it stands for one. */
export function appOfClaim(word: string): AppKey | undefined {
  return word.startsWith(APP) ? (word.slice(APP.length) as AppKey) : undefined
}

/** What waits for something that is held waits too, however indirectly: the rest can be carried out as if it were the whole plan. */
export function planBeside(plan: Plan, held: ReadonlySet<string>): BesidePlan {
  if (held.size === 0 || plan.changes.length === 0) return { free: plan, waiting: new Set(), awaited: new Set(), hit: new Set() }
  const tasks = toTasks(plan)
  const hits = new Map(claimsOf(plan, tasks).map(({ task, wants }) => [task, wants.filter((word) => held.has(word))]))
  const waiting = withWaiters(tasks, new Set(tasks.filter(({ key }) => (hits.get(key) ?? []).length > 0).map(({ key }) => key)))
  const left = tasks.filter(({ key }) => waiting.has(key))
  const changes = new Set(left.flatMap((task) => task.changes))
  const hit = new Set([...hits.values()].flat())
  const isForOthers = left.some(({ key }) => !held.has(key))
  return {
    free: { ...plan, changes: plan.changes.filter(({ id }) => !changes.has(id)) },
    waiting: new Set(left.flatMap(({ app }) => app ?? [])),
    awaited: isForOthers ? hit : new Set(),
    hit,
  }
}

function withWaiters(tasks: readonly Task[], first: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(first)
  for (let before = -1; before !== all.size;) {
    before = all.size
    for (const { key, needs, after } of tasks) {
      if ([...needs, ...after].some((other) => all.has(other))) all.add(key)
    }
  }
  return all
}

const APP = taskKey('' as AppKey)
/** Whoever changes a route waits for the proxy; the proxy waits for nobody. */
const PROXY = 'proxy'

function claimOf({ key, app }: Task, changes: readonly Change[], planned: PlannedApp | undefined): Claim {
  const places = changes.flatMap((change) => (change.kind === 'route' ? placesOf(change) : []))
  const networks = changes.flatMap(networkWords)
  const isRouted = changes.some(({ kind, action }) => kind === 'route' && action !== 'prune')
  return {
    task: key,
    ...(app && { app }),
    holds: [key, ...formerTasks(changes), ...places, ...networks, ...changes.flatMap(memberWords), ...changes.flatMap(wantedPorts), ...changes.flatMap(livePorts), ...(planned?.type === 'system' ? [PROXY] : [])],
    wants: [
      key, ...formerTasks(changes), ...places, ...networks, ...changes.flatMap(wantedPorts), ...changes.flatMap(entryWords),
      ...(planned?.dependsOn ?? []).map(taskKey),
      ...(isRouted ? [PROXY] : []),
    ],
  }
}

/** Whoever replaces what ran under another name stands for that name too. */
function formerTasks(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.flatMap((change) => (change.kind === 'container' && change.action !== 'create' && change.app !== change.live.app ? [taskKey(change.live.app)] : [])))]
}

function networkWords(change: Change): readonly string[] {
  if (change.kind !== 'network') return []
  return change.action === 'create' ? [`network ${change.spec.name}`, `subnet ${change.subnet}`] : [`network ${change.live.name}`]
}

/** A network goes when nobody of ours is in it or on the way into it; it is entered when it neither comes nor goes. */
function entryWords(change: Change): readonly string[] {
  if (change.kind === 'network') return change.action === 'prune' ? [`member ${change.live.name}`] : []
  return change.kind === 'container' && change.action !== 'prune' ? change.spec.networks.map(({ network }) => `network ${network}`) : []
}

function memberWords(change: Change): readonly string[] {
  if (change.kind !== 'container') return []
  const coming = change.action === 'prune' ? [] : change.spec.networks
  const there = change.action === 'create' ? [] : change.live.networks
  return [...new Set([...coming, ...there].map(({ network }) => `member ${network}`))]
}

function wantedPorts(change: Change): readonly string[] {
  return change.kind === 'container' && change.action !== 'prune' ? change.spec.ports.map(portWord) : []
}

function livePorts(change: Change): readonly string[] {
  return change.kind === 'container' && change.action !== 'create' ? change.live.ports.map(portWord) : []
}

function portWord({ protocol, hostPort }: PortSpec): string {
  return `port ${protocol}/${String(hostPort)}`
}

function placesOf(change: Extract<Change, { readonly kind: 'route' }>): readonly string[] {
  const routes: readonly (RouteSpec | undefined)[] = [change.action === 'prune' ? undefined : change.spec, change.previous]
  return [...new Set(routes.flatMap((route) => route?.rules ?? []).map(({ host, pathPrefix }) => `place ${host}${pathPrefix}`))]
}
