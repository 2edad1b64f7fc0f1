/** What the changes of one app amount to, and the steps that every kind of rollout shares. */
import type { Change, ContainerChange, PlannedApp, RouteChange } from '../../model/plan.js'
import type { ContainerSpec, RestartSpec, RouteServer, VolumeSpec } from '../../model/resource.js'
import { resourceId } from '../../model/resource.js'
import type { DataMove } from '../../model/move.js'
import type { ObservedContainer } from '../../model/state.js'
import type { ReadyCheck, Step } from '../../model/step.js'

export type LiveChange = Extract<ContainerChange, { action: 'adopt' | 'update' | 'replace' }>

export interface Rollout {
  readonly app: PlannedApp
  readonly volumes: readonly VolumeSpec[]
  /** What is filled with the data of another volume before anything mounts it. */
  readonly moving?: { readonly move: DataMove; readonly to: VolumeSpec }
  /** Containers to make. */
  readonly fresh: readonly ContainerSpec[]
  /** Containers that stay and change in place. */
  readonly updates: readonly LiveChange[]
  /** Containers that go: replaced, surplus or left behind. */
  readonly leaving: readonly ObservedContainer[]
  readonly route?: RouteChange
  /** Routes under the app's former name: they go once its own is served. */
  readonly formerRoutes: readonly RouteChange[]
  /** Containers of other apps that hold a host port which this app takes over while they wait for it: a swap. */
  readonly inTheWay: readonly ObservedContainer[]
}

export function rolloutOf(app: PlannedApp, changes: readonly Change[], inTheWay: readonly ObservedContainer[]): Rollout {
  const containers = changes.filter((change) => change.kind === 'container')
  const routes = changes.filter((change) => change.kind === 'route')
  const route = routes.find(({ id }) => id === resourceId('route', app.key))
  return {
    app,
    volumes: changes.flatMap((change) => (change.kind === 'volume' && !change.move ? [change.spec] : [])),
    ...movingOf(app, changes),
    fresh: containers.flatMap((change) => (change.action === 'create' || change.action === 'replace' ? [change.spec] : [])),
    updates: containers.flatMap((change) => (change.action === 'update' || change.action === 'adopt' ? [change] : [])),
    leaving: containers.flatMap((change) => (change.action === 'replace' || change.action === 'prune' ? [change.live] : [])),
    ...(route && { route }),
    formerRoutes: routes.filter((one) => one !== route),
    inTheWay,
  }
}

function movingOf({ move }: PlannedApp, changes: readonly Change[]): Pick<Rollout, 'moving'> {
  const to = changes.find((change) => change.kind === 'volume' && change.move !== undefined)
  return move && to?.kind === 'volume' ? { moving: { move, to: to.spec } } : {}
}

/**
 * Everything that can fail for outside reasons without having changed anything yet. An image that is there is left alone: building
 * it once more would move its tag, and every container that runs from it would seem to have drifted.
 */
export function prepareSteps({ app, volumes, fresh }: Rollout): readonly Step[] {
  const image: readonly Step[] = fresh.length > 0 && !app.imagePresent ? [{ effect: { do: 'ensure-image', image: app.image, app: app.key }, undo: [] }] : []
  // A volume is never taken back: from the first moment it may hold data. A file may be mounted by another app as well.
  return [...image, ...(fresh.length > 0 ? (app.files ?? []) : []).map((file): Step => ({ effect: { do: 'ensure-file', file }, undo: [] })), ...volumes.map((volume): Step => ({ effect: { do: 'create-volume', volume }, undo: [] })), ...recordSteps(app, fresh)]
}

/** Once the volumes are there: what was never made is not missed. That data began is not taken back, since its volume stays; who wrote it is. */
function recordSteps({ key, dataNotes = [] }: PlannedApp, fresh: readonly ContainerSpec[]): readonly Step[] {
  if (fresh.length === 0 || dataNotes.length === 0) return []
  const before = dataNotes.filter(({ note }) => note.writer !== undefined).map((one) => one.before)
  return [{ effect: { do: 'record-data', app: key, notes: dataNotes.map(({ note }) => note) }, undo: before.length > 0 ? [{ do: 'record-data', app: key, notes: before }] : [] }]
}

export function createStep(container: ContainerSpec): Step {
  return { effect: { do: 'create-container', container }, undo: [{ do: 'remove-container', container: container.name, own: true }] }
}

/** Started and seen to be ready: the next replica begins when this one is proven. */
export function startSteps(app: PlannedApp, { name, stopGraceMs, restart }: ContainerSpec): readonly Step[] {
  return [
    { effect: { do: 'start-container', container: name }, undo: [{ do: 'stop-container', container: name, graceMs: stopGraceMs }] },
    readyStep(app, name, restart),
  ]
}

export function isStart({ fields }: LiveChange): boolean {
  return fields.some(({ field }) => field === 'state')
}

/** Whoever was started again, and whoever the route is to lead to for the first time while others go. */
export function readySteps(rollout: Rollout): readonly Step[] {
  const { app, fresh, updates, leaving } = rollout
  const started = updates.filter(isStart).map(({ live, spec }) => readyStep(app, live.engineId, spec.restart))
  const seen = new Set([...fresh.map(({ name }) => name), ...updates.map(({ spec }) => spec.name)])
  const joining = leaving.length === 0 ? [] : newServers(rollout).filter(({ container }) => !seen.has(container))
  return [...started, ...joining.map(({ container }) => readyStep(app, container, undefined))]
}

function readyStep(app: PlannedApp, container: string, restart: RestartSpec | undefined): Step {
  return { effect: { do: 'await-ready', container, ready: { ...readyCheck(app), ...(mayComplete(restart) && { mayComplete: true }) } }, undo: [] }
}

/** To have ended well is as good as to run. */
export function mayComplete(restart: RestartSpec | undefined): boolean {
  return restart?.policy === 'no' || restart?.policy === 'on-failure'
}

/** Servers that the route did not lead to before. */
export function newServers({ route }: Rollout): readonly RouteServer[] {
  if (!route || route.action === 'prune') return []
  const known = new Set((route.previous?.servers ?? []).map(({ container }) => container))
  return route.spec.servers.filter(({ container }) => !known.has(container))
}

export function isServing({ state, health }: ObservedContainer): boolean {
  return state === 'running' && health !== 'unhealthy'
}

/** Fails as soon as one of those that requests are newly led to is not what it was proven to be. */
export function watchStep(rollout: Rollout, forMs: number): Step {
  const containers = newServers(rollout).map(({ container }) => container)
  return { effect: { do: 'watch-ready', app: rollout.app.key, containers, ready: readyCheck(rollout.app), forMs }, undo: [] }
}

export function readyCheck({ network, readiness, release }: Pick<PlannedApp, 'network' | 'readiness' | 'release'>): ReadyCheck {
  return {
    network,
    port: readiness.port ?? 0,
    ...(readiness.kind === 'http' && { http: readiness.http }),
    ...(readiness.kind === 'tcp' && { tcp: true }),
    timeoutMs: release.readyTimeoutMs,
    stableMs: release.stableMs,
    ...(release.windowMs > 0 && { windowMs: release.windowMs }),
  }
}

/** The first of them is the point of no return: before it, everything can be taken back. */
export function pointOfNoReturn(steps: readonly Step[]): readonly Step[] {
  return steps.map((step, index) => (index === 0 ? { ...step, pointOfNoReturn: true } : step))
}

export function removeSteps(leaving: readonly ObservedContainer[]): readonly Step[] {
  return leaving.map(({ engineId }) => ({ effect: { do: 'remove-container', container: engineId }, undo: [] }))
}

export function stopStep({ engineId, stopGraceMs, state }: ObservedContainer): Step {
  const wasUp = state === 'running' || state === 'restarting' || state === 'paused'
  return { effect: { do: 'stop-container', container: engineId, graceMs: stopGraceMs }, undo: wasUp ? [{ do: 'start-container', container: engineId }] : [] }
}
