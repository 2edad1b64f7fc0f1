/**
 * The world as a pure value: what a host looks like after each effect. It is stricter than any engine, so that a plan that leans on
 * kindness fails here. Nothing in it waits, and nothing in it is real.
 */
import { digestOf, routeFingerprint } from '../../src/model/fingerprint.js'
import { readDataOrigin, readPreviewOf, volumeLabels } from '../../src/model/labels.js'
import type { DataOrigin } from '../../src/model/data.js'
import type { AttachmentSpec, ContainerSpec, PortSpec, RouteServer, RouteSpec, VolumeSpec } from '../../src/model/resource.js'
import { projectOf } from '../../src/model/resource.js'
import type { ObservedContainer, ObservedRoute, ObservedState, RouteContent } from '../../src/model/state.js'
import type { Effect } from '../../src/model/step.js'
import { serverUrl } from '../../src/plan/edge/servers.js'

export interface ModelWorld {
  readonly observed: ObservedState
  readonly counter: number
  readonly servers: 'name' | 'address'
}

export type Applied = { readonly ok: true; readonly world: ModelWorld } | { readonly ok: false; readonly cause: string }

export const OBSERVED_AT = '2026-03-01T10:00:00Z'

export function emptyWorld(servers: ModelWorld['servers'] = 'name'): ModelWorld {
  return { servers, counter: 0, observed: { observedAt: OBSERVED_AT, containers: [], foreignContainers: [], networks: [], volumes: [], images: {}, routes: [], incomplete: {} } }
}

export function applyEffect(world: ModelWorld, effect: Effect): Applied {
  const performer = PERFORMERS[effect.do] as (world: ModelWorld, effect: Effect) => Applied
  return performer(world, effect)
}

type Performers = { readonly [Do in Effect['do']]: (world: ModelWorld, effect: Extract<Effect, { readonly do: Do }>) => Applied }

const PERFORMERS: Performers = {
  'ensure-image': (world, { image }) => done(world, { images: { [image.ref]: imageId(image.ref), ...world.observed.images } }),
  'create-network': createNetwork,
  'remove-network': removeNetwork,
  'create-volume': (world, { volume }) => {
    const found = world.observed.volumes.find(({ name }) => name === volume.name)
    if (found) return found.owner === 'ours' ? done(world, {}) : failed(`volume ${volume.name} is foreign`)
    return done(world, { volumes: [...world.observed.volumes, { name: volume.name, owner: 'ours', app: volume.app, ...dataOf(volume) }] })
  },
  'record-data': (world) => done(world, {}),
  'ensure-file': (world) => done(world, {}),
  'fill-database': (world, { container }) => (find(world, container)?.state === 'running' ? done(world, {}) : failed(`${container} does not run`)),
  'create-container': createContainer,
  'rename-container': (world, { container, name }) => {
    if (isNameHeld(world, name)) return failed(`the name ${name} is held`)
    return changed(world, container, (live) => ({ ...live, name }))
  },
  'start-container': startContainer,
  'unpause-container': (world, { container }) => changed(world, container, (live) => ({ ...live, state: 'running' })),
  'await-ready': (world, { container, ready }) => {
    const live = find(world, container)
    if (live?.state === 'exited' && ready.mayComplete && live.exitCode === 0) return done(world, {})
    return isReady(live) ? done(world, {}) : failed(`${container} is not ready`)
  },
  'run-once': (world, { container }) => {
    const created = createContainer(world, { do: 'create-container', container })
    const started = created.ok ? startContainer(created.world, { do: 'start-container', container: container.name }) : created
    return started.ok ? done(started.world, { containers: started.world.observed.containers.filter(({ name }) => name !== container.name) }) : started
  },
  'watch-ready': (world, { containers }) => {
    const fallen = containers.find((container) => !isReady(find(world, container)))
    return fallen === undefined ? done(world, {}) : failed(`${fallen} is not ready any more`)
  },
  'stop-container': (world, { container }) => changed(world, container, (live) => (isUp(live) ? exited(live) : live), 'absent-is-fine'),
  'remove-container': (world, { container }) => {
    const live = owned(world, container)
    return done(world, { containers: world.observed.containers.filter((item) => item !== live) })
  },
  'update-container': (world, { container, limits, restart }) => changed(world, container, (live) => ({ ...live, limits, restart })),
  'connect-network': (world, { container, attachment }) => {
    if (!hasNetwork(world, attachment.network)) return failed(`there is no network ${attachment.network}`)
    if (find(world, container)?.networks.some(({ network }) => network === attachment.network)) return failed(`${container} is in ${attachment.network} already`)
    return changed(world, container, (live) => ({ ...live, networks: [...live.networks, attach(attachment, live, world.counter)] }))
  },
  'disconnect-network': (world, { container, network }) => {
    if (!find(world, container)?.networks.some((item) => item.network === network)) return failed(`${container} is not in ${network}`)
    return changed(world, container, (live) => ({ ...live, networks: live.networks.filter((item) => item.network !== network) }))
  },
  'write-route': writeRoute,
  'remove-route': (world, { name }) => done(world, { routes: world.observed.routes.filter((route) => route.name !== name) }),
  'confirm-route': (world, { route }) => {
    const found = world.observed.routes.find(({ name }) => name === route.name)
    return found?.fingerprint === routeFingerprint(route) ? done(world, {}) : failed(`route ${route.name} is not served`)
  },
  'move-data': (world, { move, to, former }) => {
    const moved = changed(world, former.container, (live) => ({ ...exited(live), networks: [] }))
    if (!moved.ok || move.from === to.name) return moved
    return done(moved.world, { volumes: [...moved.world.observed.volumes, { name: to.name, owner: 'ours', app: to.app, ...dataOf(to) }] })
  },
  'return-data': (world, { to, former }) => {
    const back = changed({ ...world, observed: { ...world.observed, volumes: world.observed.volumes.filter(({ name }) => name !== to.name) } }, former.container, (live) => ({ ...live, networks: former.networks.map((attachment) => attach(attachment, live, world.counter)) }))
    return back.ok ? startContainer(back.world, { do: 'start-container', container: former.container }) : back
  },
  drain: (world) => done(world, {}),
}

function isReady(live: ObservedContainer | undefined): boolean {
  return live?.state === 'running' && live.health !== 'unhealthy'
}

function done(world: ModelWorld, change: Partial<ObservedState>): Applied {
  return { ok: true, world: { ...world, counter: world.counter + 1, observed: { ...world.observed, ...change } } }
}

function failed(cause: string): Applied {
  return { ok: false, cause }
}

export function imageId(ref: string): string {
  return `sha256:${digestOf(ref)}`
}

export function find(world: ModelWorld, container: string): ObservedContainer | undefined {
  const { containers } = world.observed
  return containers.find(({ engineId }) => engineId === container) ?? containers.find(({ name }) => name === container)
}

/** Throws when a step names what is not Mist's: that is no failure of the world but a broken promise. */
function owned(world: ModelWorld, container: string): ObservedContainer | undefined {
  const isForeign = world.observed.foreignContainers.some(({ engineId, name }) => engineId === container || name === container)
  if (isForeign) throw new Error(`a step names the foreign container ${container}`)
  return find(world, container)
}

function changed(world: ModelWorld, container: string, change: (live: ObservedContainer) => ObservedContainer, absent: 'fails' | 'absent-is-fine' = 'fails'): Applied {
  const live = owned(world, container)
  if (!live) return absent === 'fails' ? failed(`there is no container ${container}`) : done(world, {})
  return done(world, { containers: world.observed.containers.map((item) => (item === live ? change(live) : item)) })
}

function isNameHeld({ observed }: ModelWorld, name: string): boolean {
  return [...observed.containers, ...observed.foreignContainers].some((item) => item.name === name)
}

function hasNetwork({ observed }: ModelWorld, name: string): boolean {
  return observed.networks.some((network) => network.name === name)
}

function createNetwork(world: ModelWorld, { network, subnet }: Extract<Effect, { do: 'create-network' }>): Applied {
  if (hasNetwork(world, network.name)) return failed(`network ${network.name} exists`)
  if (world.observed.networks.some(({ subnets }) => subnets.includes(subnet))) return failed(`${subnet} is in use`)
  const created = { engineId: idOf(world), name: network.name, owner: 'ours', project: network.project, subnets: [subnet] } as const
  return done(world, { networks: [...world.observed.networks, created] })
}

function removeNetwork(world: ModelWorld, { name }: Extract<Effect, { do: 'remove-network' }>): Applied {
  if (world.observed.networks.some((network) => network.name === name && network.owner === 'foreign')) throw new Error(`a step removes the foreign network ${name}`)
  const inside = world.observed.containers.filter(({ networks }) => networks.some(({ network }) => network === name))
  if (inside.length > 0) return failed(`network ${name} has active endpoints`)
  return done(world, { networks: world.observed.networks.filter((network) => network.name !== name) })
}

function createContainer(world: ModelWorld, { container: spec }: Extract<Effect, { do: 'create-container' }>): Applied {
  const held = world.observed.containers.find(({ name }) => name === spec.name)
  if (held) return held.fingerprint === spec.fingerprint ? done(world, {}) : failed(`the name ${spec.name} is held`)
  if (isNameHeld(world, spec.name)) return failed(`the name ${spec.name} is held`)
  const gone = spec.networks.find(({ network }) => !hasNetwork(world, network))
  if (gone) return failed(`there is no network ${gone.network}`)
  const lost = spec.mounts.find(({ kind, source }) => kind === 'volume' && !world.observed.volumes.some(({ name }) => name === source))
  if (lost) return failed(`there is no volume ${lost.source}`)
  if (!world.observed.images[spec.image]) return failed(`there is no image ${spec.image}`)
  return done(world, { containers: [...world.observed.containers, createdFrom(spec, world)] })
}

export function createdFrom(spec: ContainerSpec, world: ModelWorld): ObservedContainer {
  const { id: _, ...fields } = spec
  const { command, entrypoint, ...rest } = fields
  const previewOf = readPreviewOf(spec.labels)
  return {
    ...rest,
    engineId: idOf(world),
    state: 'created',
    exitCode: 0,
    health: 'none',
    startedAt: '',
    restartCount: 0,
    imageId: world.observed.images[spec.image] ?? imageId(spec.image),
    networks: spec.networks.map((attachment) => ({ ...attachment, address: '' })),
    noNewPrivileges: true,
    ...(previewOf && { previewOf }),
    ...(command && { command }),
    ...(entrypoint && { entrypoint }),
  }
}

function idOf({ counter }: ModelWorld): string {
  return digestOf(`object ${String(counter)}`)
}

function startContainer(world: ModelWorld, { container }: Extract<Effect, { do: 'start-container' }>): Applied {
  const live = owned(world, container)
  if (live?.state === 'running') return done(world, {})
  if (live?.state === 'dead') return failed(`${container} is dead`)
  const others = [...world.observed.containers.filter((item) => item !== live && isUp(item)), ...world.observed.foreignContainers]
  const taken = live?.ports.find((port) => others.some(({ ports }) => ports.some((other) => isSamePort(port, other))))
  if (taken) return failed(`port ${String(taken.hostPort)} is taken`)
  const startedAt = `2026-03-01T${String(10 + Math.floor(world.counter / 3600)).padStart(2, '0')}:${String(Math.floor(world.counter / 60) % 60).padStart(2, '0')}:${String(world.counter % 60).padStart(2, '0')}Z`
  return changed(world, container, (item) => ({ ...item, state: 'running', health: 'none', exitCode: 0, startedAt, networks: item.networks.map((attachment) => attach(attachment, { ...item, state: 'running' }, world.counter)) }))
}

function isSamePort(a: PortSpec, b: PortSpec): boolean {
  return a.hostPort === b.hostPort && a.protocol === b.protocol
}

export function isUp({ state }: Pick<ObservedContainer, 'state'>): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting'
}

/** Another address with every start, as an engine may do. */
function attach({ network, aliases }: AttachmentSpec, live: ObservedContainer, counter: number): ObservedContainer['networks'][number] {
  const address = isUp(live) ? `10.${String(Number.parseInt(digestOf(network).slice(0, 2), 16))}.${String(Math.floor(counter / 250))}.${String(counter % 250)}` : ''
  return { network, aliases, address }
}

export function exited(live: ObservedContainer, exitCode = 0): ObservedContainer {
  return { ...live, state: 'exited', health: 'none', exitCode, networks: live.networks.map(({ network, aliases }) => ({ network, aliases, address: '' })) }
}

function writeRoute(world: ModelWorld, { route }: Extract<Effect, { do: 'write-route' }>): Applied {
  const servers = urlsOf(world, route.servers)
  const canary = route.canary && { percent: route.canary.percent, servers: urlsOf(world, route.canary.servers) }
  if (servers.length + (canary?.servers.length ?? 0) < route.servers.length + (route.canary?.servers.length ?? 0)) return failed(`a server of ${route.name} has no address`)
  const written = { servers, ...(canary && { canary }), ...pageOf(world, route) }
  return done(world, { routes: [...world.observed.routes.filter(({ name }) => name !== route.name), observedRoute(route, written)] })
}

function pageOf(world: ModelWorld, { errorPage }: RouteSpec): Pick<RouteContent, 'errorPage'> {
  const servers = urlsOf(world, errorPage?.servers ?? [])
  return errorPage && servers.length > 0 ? { errorPage: { path: errorPage.path, statuses: errorPage.statuses, servers } } : {}
}

/** Without those that have no address. */
function urlsOf(world: ModelWorld, servers: readonly RouteServer[]): readonly string[] {
  return servers.flatMap(({ container, port }) => {
    const address = world.servers === 'name' ? undefined : addressOf(world, container)
    return address === '' ? [] : [serverUrl({ container, port }, address)]
  }).toSorted()
}

function addressOf(world: ModelWorld, container: string): string {
  const live = find(world, container)
  const own = live?.networks.find(({ network }) => network.endsWith(projectOf(live.app))) ?? live?.networks[0]
  return own?.address ?? ''
}

function observedRoute(route: RouteSpec, written: Pick<RouteContent, 'servers' | 'canary' | 'errorPage'>): ObservedRoute {
  const { id: _id, name, app, servers: _servers, canary: _canary, errorPage: _page, ...rest } = route
  return { name, app, fingerprint: routeFingerprint(route), canonical: true, content: { ...rest, ...written }, served: 'serving' }
}

/** As the labels of a real one would tell it. */
function dataOf(volume: VolumeSpec): { readonly data?: DataOrigin } {
  const data = readDataOrigin(volumeLabels('default', volume))
  return data ? { data } : {}
}
