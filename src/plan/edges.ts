/**
 * The order between tasks. What must hold comes first; what is merely better (removals last, a host handed over without a gap) is
 * left out where it would close a circle.
 */
import { groupedBy } from '../model/compare.js'
import type { Change, Plan, RouteChange } from '../model/plan.js'
import type { AppKey, RouteRule, RouteSpec } from '../model/resource.js'
import { projectOf } from '../model/resource.js'
import type { ObservedContainer } from '../model/state.js'
import type { WaitGraph } from './graph.js'
import { openGraph } from './graph.js'
import { holdersInTheWay, portClaims, portHolders } from './host-ports.js'
import { dependencyDepths } from './order.js'

export interface Edges {
  readonly graph: WaitGraph
  /** App → containers of other apps that it must stop itself, since waiting for them would close a circle. */
  readonly inTheWay: ReadonlyMap<AppKey, readonly ObservedContainer[]>
  /** What every removal comes after; one list for all of them. */
  readonly before: readonly string[]
  readonly last: ReadonlySet<string>
}

export type AppGroups = ReadonlyMap<AppKey, readonly Change[]>

export function taskKey(app: AppKey): string {
  return `app:${app}`
}

export function edgesOf(plan: Plan, groups: AppGroups): Edges {
  const graph = openGraph()
  linkNetworks(plan, graph)
  linkLeavers(plan, graph)
  linkDependencies(plan, groups, graph)
  const inTheWay = linkPorts(plan, graph)
  linkHandovers(plan, graph)
  linkProxy(plan, groups, graph)
  linkProxyLeaving(plan, graph)
  return { graph, inTheWay, ...removalsLast(plan, groups, graph) }
}

function linkNetworks({ changes }: Plan, graph: WaitGraph): void {
  const coming = new Map(changes.flatMap((change) => (change.kind === 'network' && change.action === 'create' ? [[change.spec.name, change.id] as const] : [])))
  for (const change of changes) {
    if (change.kind !== 'container' || change.action === 'prune') continue
    for (const { network } of change.spec.networks) {
      const task = coming.get(network)
      if (task) graph.link(taskKey(change.spec.app), 'needs', task)
    }
  }
}

/** A network goes once everything in it has gone; the proxy, which merely leaves it, is done with its own changes by then. */
function linkLeavers({ changes }: Plan, graph: WaitGraph): void {
  const going = new Map(changes.flatMap((change) => (change.kind === 'network' && change.action === 'prune' ? [[change.live.name, change] as const] : [])))
  const byProject = new Map([...going.values()].map(({ id, live }) => [live.project, id]))
  for (const change of changes) {
    if (change.kind !== 'container' || change.action === 'create') continue
    const { networks } = change.live
    const { app = change.live.app } = change
    const own = byProject.get(projectOf(app))
    if (own !== undefined) graph.link(own, 'needs', taskKey(app))
    for (const { network } of networks) {
      const other = going.get(network)?.id
      if (other !== undefined && other !== own) graph.link(other, 'after', taskKey(app))
    }
  }
}

/** Depths instead of a search for circles: a chain may be as long as a project has apps. */
function linkDependencies({ apps }: Plan, groups: AppGroups, graph: WaitGraph): void {
  const depths = dependencyDepths({ apps })
  for (const { key, dependsOn } of apps) {
    for (const other of dependsOn) {
      const isBelow = (depths.get(other) ?? 0) < (depths.get(key) ?? 0)
      if (isBelow && groups.has(other)) graph.link(taskKey(key), 'needs', taskKey(other))
    }
  }
}

function linkPorts({ changes }: Plan, graph: WaitGraph): ReadonlyMap<AppKey, readonly ObservedContainer[]> {
  const going = changes.flatMap((change) => (change.kind === 'container' && (change.action === 'prune' || change.action === 'replace') ? [{ ...change.live, app: change.app ?? change.live.app }] : []))
  const table = portHolders({ containers: going, foreignContainers: [] })
  const inTheWay = portClaims(changes).flatMap((claim) => holdersInTheWay(claim, table).flatMap(({ live }) => {
    if (!live || graph.tryLink(taskKey(claim.app), 'needs', taskKey(live.app))) return []
    return [{ app: claim.app, live }]
  }))
  return new Map([...groupedBy(inTheWay, ({ app }) => app)].map(([app, list]) => [app, list.map(({ live }) => live)]))
}

/** Whoever gives up a host waits until its new owner serves it. */
function linkHandovers({ changes }: Plan, graph: WaitGraph): void {
  const moves = changes.flatMap((change) => (change.kind === 'route' ? movesOf(change) : []))
  const owners = new Map(moves.flatMap(({ place, app, is }) => (is === 'gained' ? [[place, app] as const] : [])))
  for (const { place, app, is } of moves) {
    const owner = is === 'lost' ? owners.get(place) : undefined
    if (owner !== undefined) graph.tryLink(taskKey(app), 'needs', taskKey(owner))
  }
}

interface Move {
  readonly place: string
  readonly app: AppKey
  readonly is: 'gained' | 'lost'
}

function movesOf(change: RouteChange): readonly Move[] {
  const app = change.app
  if (app === undefined) return []
  const before = placesOf(change.previous)
  const after = placesOf(change.action === 'prune' ? undefined : change.spec)
  return [
    ...[...after].filter((place) => !before.has(place)).map((place) => ({ place, app, is: 'gained' } as const)),
    ...[...before].filter((place) => !after.has(place)).map((place) => ({ place, app, is: 'lost' } as const)),
  ]
}

function placesOf(route: RouteSpec | undefined): ReadonlySet<string> {
  return new Set((route?.rules ?? []).map(({ host, pathPrefix }: RouteRule) => `${host}${pathPrefix}`))
}

/** A route is confirmed by the proxy: its own changes come first. */
function linkProxy({ apps, changes }: Plan, groups: AppGroups, graph: WaitGraph): void {
  for (const { key } of apps.filter(({ type }) => type === 'system')) {
    const proxy = taskKey(key)
    const before = graph.waitsFor(proxy)
    for (const change of changes) {
      if (change.kind !== 'route' || change.app === undefined || change.action === 'prune' || !groups.has(change.app)) continue
      const task = taskKey(change.app)
      if (!before.has(task)) graph.link(task, 'after', proxy)
    }
  }
}

/** The proxy leaves a network once the routes into it are gone: until then it would answer with an error where it should with nothing. */
function linkProxyLeaving({ apps, changes }: Plan, graph: WaitGraph): void {
  const system = new Set<AppKey | undefined>(apps.filter(({ type }) => type === 'system').map(({ key }) => key))
  const left = new Set(changes.flatMap((change) => (system.has(change.app) ? change.fields : []).flatMap(({ field, to }) => (field.startsWith('networks.') && to === undefined ? [field] : []))))
  const networks = new Map<AppKey | undefined, string>(apps.map(({ key, network }) => [key, network]))
  if (left.size === 0) return
  for (const { kind, action, app } of changes) {
    if (kind !== 'route' || action !== 'prune' || app === undefined || !left.has(`networks.${networks.get(app) ?? ''}`)) continue
    for (const proxy of system) if (proxy !== undefined) graph.tryLink(taskKey(proxy), 'after', taskKey(app))
  }
}

/** Except those that something waits for: they make room. */
function removalsLast({ apps, changes }: Plan, groups: AppGroups, graph: WaitGraph): Pick<Edges, 'before' | 'last'> {
  const staying = new Set(apps.map(({ key }) => key))
  const creating = [
    ...changes.flatMap((change) => (change.kind === 'network' && change.action === 'create' ? [change.id as string] : [])),
    ...[...groups.keys()].filter((key) => staying.has(key)).map(taskKey),
  ]
  const awaited = new Set(creating.flatMap((task) => [...graph.needsOf(task), ...graph.afterOf(task)]))
  const removals = [...groups.keys()].filter((key) => !staying.has(key)).map(taskKey)
  return { before: creating.toSorted(), last: new Set(removals.filter((task) => !awaited.has(task))) }
}
