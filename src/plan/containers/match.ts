/**
 * Pairs what git wants with what the host has, by key. Of several containers of one replica, as an interrupted apply leaves them,
 * the best one is the live side and the others are left behind.
 */
import { byText, groupedBy, sortedBy } from '../../model/compare.js'
import { baseVolume } from '../../model/generation.js'
import { RUN_ONCE_REPLICA } from '../../model/labels.js'
import type { AppKey, ContainerSpec } from '../../model/resource.js'
import type { DesiredApp, DesiredState, ObservedContainer, ObservedRoute, ObservedState } from '../../model/state.js'
import { isUsable } from './diff.js'

export interface Pair {
  readonly spec: ContainerSpec
  readonly live?: ObservedContainer
}

export interface Extra {
  readonly live: ObservedContainer
  /** left-behind: another container of this replica is the live one, or it ran before a release. not-desired: there are fewer replicas now. */
  readonly reason: 'left-behind' | 'not-desired'
}

export interface MatchedApp {
  readonly app: DesiredApp
  readonly pairs: readonly Pair[]
  readonly extras: readonly Extra[]
  readonly route?: ObservedRoute
  readonly predecessor: Predecessor
}

/** What runs under another name, is not in git under that name any more, and goes on as this app. */
export interface Predecessor {
  readonly containers: readonly ObservedContainer[]
  readonly routes: readonly ObservedRoute[]
}

export interface Matched {
  readonly apps: readonly MatchedApp[]
  /** Of apps that git no longer has. */
  readonly goneContainers: readonly ObservedContainer[]
  readonly goneRoutes: readonly ObservedRoute[]
}

export function matchResources(desired: DesiredState, observed: ObservedState): Matched {
  const present = observed.containers.filter(({ state }) => state !== 'removing')
  const containers = groupedBy(sortedBy(present, ({ engineId }) => engineId), ({ app }) => app)
  const routes = new Map(observed.routes.map((route) => [route.app, route]))
  const known = new Set<AppKey | undefined>([...desired.apps.map(({ key }) => key), ...desired.unresolved.flatMap(({ key, formerly }) => [key, formerly])])
  const gone = { containers: [...containers].flatMap(([key, list]) => (known.has(key) ? [] : list)), routes: observed.routes.filter(({ app }) => !known.has(app)) }
  const taken = new Set(desired.unresolved.flatMap(({ key, isNameTaken }) => (isNameTaken ? [key] : [])))
  // What bears the name of a preview and is none stays as it is, unless it goes on as an app.
  const former = taken.size === 0 ? gone : { containers: [...gone.containers, ...[...taken].flatMap((key) => containers.get(key) ?? [])], routes: [...gone.routes, ...observed.routes.filter(({ app }) => taken.has(app))] }
  const successors = successorsOf(desired, former)
  const before = (app: AppKey): Predecessor => ({ containers: former.containers.filter((one) => successors.get(one.app) === app), routes: former.routes.filter((one) => successors.get(one.app) === app) })
  return {
    apps: desired.apps.map((app) => ({ ...matchApp(app, { containers: containers.get(app.key) ?? [], route: routes.get(app.key) }, observed.images), predecessor: successors.size === 0 ? NOBODY : before(app.key) })),
    goneContainers: gone.containers.filter(({ app }) => !successors.has(app)),
    goneRoutes: gone.routes.filter(({ app }) => !successors.has(app)),
  }
}

const NOBODY: Predecessor = { containers: [], routes: [] }

/**
 * Names that are gone from git → the apps that go on for them: those that say so, and those that take over a volume, as after a
 * rename was reverted. Two containers must not write to one volume, so one task has to see to both.
 */
function successorsOf({ apps }: DesiredState, gone: Predecessor): ReadonlyMap<AppKey, AppKey> {
  const byName = new Map(apps.flatMap(({ key, formerly }) => (formerly === undefined ? [] : [[formerly, key] as const])))
  const byVolume = new Map(apps.flatMap(({ key, volumes }) => volumes.map(({ name }) => [baseVolume(name), key] as const)))
  const found = new Map<AppKey, AppKey>()
  for (const { app, mounts } of gone.containers) {
    const next = byName.get(app) ?? mounts.flatMap(({ kind, source }) => (kind === 'volume' ? (byVolume.get(baseVolume(source)) ?? []) : []))[0]
    if (next !== undefined && !found.has(app)) found.set(app, next)
  }
  for (const { app } of gone.routes) {
    const next = byName.get(app)
    if (next !== undefined && !found.has(app)) found.set(app, next)
  }
  return found
}

interface LiveApp {
  readonly containers: readonly ObservedContainer[]
  readonly route: ObservedRoute | undefined
}

function matchApp(app: DesiredApp, { containers, route }: LiveApp, images: ObservedState['images']): Omit<MatchedApp, 'predecessor'> {
  const byReplica = groupedBy(containers, ({ replica }) => replica)
  const ranked = app.containers.map((spec) => ({ spec, list: bestFirst(spec, byReplica.get(spec.replica) ?? [], images) }))
  const wanted = new Set(app.containers.map(({ replica }) => replica))
  return {
    app,
    pairs: ranked.map(({ spec, list: [live] }) => ({ spec, ...(live && { live }) })),
    extras: [
      ...ranked.flatMap(({ list }) => list.slice(1).map((live): Extra => ({ live, reason: 'left-behind' }))),
      ...containers.filter(({ replica }) => !wanted.has(replica)).map((live): Extra => ({ live, reason: live.replica === RUN_ONCE_REPLICA ? 'left-behind' : 'not-desired' })),
    ],
    ...(route && { route }),
  }
}

/** One that need not be replaced, then one that runs and is well, then the newest. */
function bestFirst(spec: ContainerSpec, candidates: readonly ObservedContainer[], images: ObservedState['images']): readonly ObservedContainer[] {
  if (candidates.length < 2) return candidates
  const rank = (live: ObservedContainer): number =>
    (isUsable(spec, live, images) ? 0 : 4) + (live.state === 'running' ? 0 : 2) + (live.health === 'unhealthy' ? 1 : 0)
  return candidates.toSorted((a, b) => rank(a) - rank(b) || byText(b.startedAt, a.startedAt) || byText(a.engineId, b.engineId))
}
