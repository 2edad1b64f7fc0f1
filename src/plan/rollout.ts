/** What the changes of one app amount to, and the steps that every kind of rollout shares. */
import type { Change, ContainerChange, PlannedApp, RouteChange } from '../model/plan.js'
import type { ContainerSpec, RestartSpec, RouteServer, VolumeSpec } from '../model/resource.js'
import type { ObservedContainer } from '../model/state.js'
import type { ReadyCheck, Step } from '../model/step.js'

export type LiveChange = Extract<ContainerChange, { action: 'adopt' | 'update' | 'replace' }>

export interface Rollout {
  readonly app: PlannedApp
  readonly volumes: readonly VolumeSpec[]
  /** Containers to make. */
  readonly fresh: readonly ContainerSpec[]
  /** Containers that stay and change in place. */
  readonly updates: readonly LiveChange[]
  /** Containers that go: replaced, surplus or left behind. */
  readonly leaving: readonly ObservedContainer[]
  readonly route?: RouteChange
  /** Containers of other apps that hold a host port which this app takes over while they wait for it: a swap. */
  readonly inTheWay: readonly ObservedContainer[]
}

export function rolloutOf(app: PlannedApp, changes: readonly Change[], inTheWay: readonly ObservedContainer[]): Rollout {
  const containers = changes.filter((change) => change.kind === 'container')
  const route = changes.find((change) => change.kind === 'route')
  return {
    app,
    volumes: changes.flatMap((change) => (change.kind === 'volume' ? [change.spec] : [])),
    fresh: containers.flatMap((change) => (change.action === 'create' || change.action === 'replace' ? [change.spec] : [])),
    updates: containers.flatMap((change) => (change.action === 'update' || change.action === 'adopt' ? [change] : [])),
    leaving: containers.flatMap((change) => (change.action === 'replace' || change.action === 'prune' ? [change.live] : [])),
    ...(route && { route }),
    inTheWay,
  }
}

/**
 * Everything that can fail for outside reasons without having changed anything yet. An image that is there is left alone: building
 * it once more would move its tag, and every container that runs from it would seem to have drifted.
 */
export function prepareSteps({ app, volumes, fresh }: Rollout): readonly Step[] {
  const image: readonly Step[] = fresh.length > 0 && !app.imagePresent ? [{ effect: { do: 'ensure-image', image: app.image, app: app.key }, undo: [] }] : []
  // A volume is never taken back: from the first moment it may hold data.
  return [...image, ...volumes.map((volume): Step => ({ effect: { do: 'create-volume', volume }, undo: [] }))]
}

export function createStep(container: ContainerSpec): Step {
  return { effect: { do: 'create-container', container }, undo: [{ do: 'remove-container', container: container.name }] }
}

export function startStep({ name, stopGraceMs }: ContainerSpec): Step {
  return { effect: { do: 'start-container', container: name }, undo: [{ do: 'stop-container', container: name, graceMs: stopGraceMs }] }
}

export function isStart({ fields }: LiveChange): boolean {
  return fields.some(({ field }) => field === 'state')
}

/** Whoever was started, and whoever the route is to lead to for the first time while others go. */
export function readySteps(rollout: Rollout): readonly Step[] {
  const { app, fresh, updates } = rollout
  const started = [
    ...fresh.map(({ name, restart }) => ({ container: name, restart })),
    ...updates.filter(isStart).map(({ live, spec }) => ({ container: live.engineId, restart: spec.restart })),
  ]
  const steps = started.map(({ container, restart }): Step => ({ effect: { do: 'await-ready', container, ready: readyCheck(app, restart) }, undo: [] }))
  const joining = newServers(rollout).map(({ container }): Step => ({ effect: { do: 'await-ready', container, ready: readyCheck(app, undefined) }, undo: [] }))
  return [...steps, ...joining]
}

/** Servers that run already but were never routed to: their release was interrupted before anybody saw them become ready. */
function newServers({ route, fresh, updates, leaving }: Rollout): readonly RouteServer[] {
  if (!route || route.action === 'prune' || leaving.length === 0) return []
  const seen = new Set([...fresh.map(({ name }) => name), ...updates.map(({ spec }) => spec.name), ...(route.previous?.servers ?? []).map(({ container }) => container)])
  return route.spec.servers.filter(({ container }) => !seen.has(container))
}

function readyCheck({ network, readiness, release }: PlannedApp, restart: RestartSpec | undefined): ReadyCheck {
  const mayComplete = restart?.policy === 'no' || restart?.policy === 'on-failure'
  return {
    network,
    port: readiness.port ?? 0,
    ...(readiness.kind === 'http' && { http: readiness.http }),
    ...(readiness.kind === 'tcp' && { tcp: true }),
    timeoutMs: release.readyTimeoutMs,
    stableMs: release.stableMs,
    ...(release.windowMs > 0 && { windowMs: release.windowMs }),
    ...(mayComplete && { mayComplete }),
  }
}

/** The first of them is the point of no return: before it, everything can be taken back. */
export function pointOfNoReturn(steps: readonly Step[]): readonly Step[] {
  return steps.map((step, index) => (index === 0 ? { ...step, pointOfNoReturn: true } : step))
}

export function removeSteps(leaving: readonly ObservedContainer[]): readonly Step[] {
  return leaving.map(({ engineId }) => ({ effect: { do: 'remove-container', container: engineId }, undo: [] }))
}
