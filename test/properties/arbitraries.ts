/** Manifests and host edits, small but nasty: names that collide when joined with hyphens, few hosts and ports, drift of all kinds. */
import fc from 'fast-check'
import type { EnvValue, Manifest, ManifestApp, ManifestProject } from '../../src/manifest/manifest.js'
import type { ObservedContainer } from '../../src/model/state.js'
import type { ModelWorld } from '../support/model-world.js'
import { exited } from '../support/model-world.js'

const PROJECTS = ['a', 'a-b', 'shop']
const APPS = ['b', 'b-web', 'db', 'web']
const HOSTS = ['one.localhost', 'two.localhost', 'three.localhost', 'four.localhost']
const PORTS = [5432, 6379, 9000]

export const manifests: fc.Arbitrary<Manifest> = fc
  .record({
    projects: fc.uniqueArray(fc.constantFrom(...PROJECTS), { maxLength: 3 }),
    prune: fc.constantFrom(true, true, true, false),
    apps: fc.array(appDraft(), { minLength: 12, maxLength: 12 }),
    counts: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
  })
  .map(({ projects, prune, apps, counts }) => legal({
    defaults: {},
    policy: prune ? {} : { prune },
    storages: [],
    projects: projects.toSorted().map((name, index) => ({ name, labels: {}, env: {}, apps: apps.slice(index * 4, index * 4 + (counts[index] ?? 0)).map((app, at) => ({ ...app, name: APPS[at] ?? 'b' })) })),
  }))

interface Draft extends ManifestApp {
  readonly dependsOn: readonly string[]
}

function appDraft(): fc.Arbitrary<Draft> {
  return fc.record({
    name: fc.constant('b'),
    type: fc.constantFrom('web', 'web', 'service'),
    image: fc.constantFrom('acme/a:1', 'acme/a:2', 'acme/b:1'),
    hosts: fc.uniqueArray(fc.constantFrom(...HOSTS), { maxLength: 2 }),
    path: fc.constantFrom('/', '/admin'),
    redirect: fc.constantFrom(undefined, undefined, undefined, 'old.localhost'),
    env: fc.dictionary(fc.constantFrom('LOG_LEVEL', 'CONSTRUCTOR', 'A'), fc.constantFrom('info', '01234', '')),
    secret: fc.constantFrom(undefined, undefined, 'A', 'TOKEN'),
    refersTo: fc.constantFrom(undefined, undefined, ...APPS),
    dependsOn: fc.uniqueArray(fc.constantFrom(...APPS), { maxLength: 2 }),
    replicas: fc.constantFrom(undefined, 0, 1, 2, 2, 3),
    volumes: fc.uniqueArray(fc.constantFrom('data', 'cache'), { maxLength: 2 }),
    publish: fc.constantFrom(undefined, undefined, ...PORTS),
    memoryBytes: fc.constantFrom(undefined, 64 << 20, 128 << 20),
    restart: fc.constantFrom(undefined, 'always', 'on-failure', 'no'),
    command: fc.constantFrom(undefined, ['serve', '--port', '80']),
    strategy: fc.constantFrom(undefined, undefined, 'rolling', 'recreate', 'canary', 'canary'),
    pre: fc.constantFrom(undefined, undefined, ['migrate'], ['migrate', '--all']),
    weights: fc.constantFrom(undefined, [1], [10, 50, 99]),
    health: fc.constantFrom(undefined, undefined, { kind: 'http', path: '/up' }, { kind: 'tcp', port: 81 }, { kind: 'cmd', command: ['check'] }),
  }, { requiredKeys: ['name', 'type', 'image', 'hosts', 'path', 'env', 'dependsOn', 'volumes'] }).map((draft): Draft => ({
    name: draft.name,
    type: draft.type as 'web' | 'service',
    artifact: { kind: 'image', ref: draft.image },
    ...(draft.type === 'web' && { port: 80 }),
    domains: draft.type === 'web' ? domainsFrom(draft) : [],
    env: envFrom(draft),
    secrets: [],
    ...(draft.replicas !== undefined && { replicas: draft.replicas }),
    volumes: draft.volumes.map((name) => ({ name, path: `/${name}`, readOnly: false })),
    files: [],
    binds: [],
    dependsOn: draft.dependsOn,
    labels: {},
    publish: draft.publish === undefined ? [] : [{ address: '127.0.0.1', port: draft.publish, container: draft.publish, protocol: 'tcp' }],
    ...(draft.memoryBytes !== undefined && { limits: { memoryBytes: draft.memoryBytes } }),
    ...(draft.restart !== undefined && { restart: draft.restart as 'no' }),
    ...(draft.command !== undefined && { command: draft.command }),
    ...(draft.health !== undefined && { health: draft.health as NonNullable<ManifestApp['health']> }),
    deploy: deployFrom(draft),
  }))
}

function envFrom({ env, refersTo, secret }: { readonly env: Readonly<Record<string, string>>; readonly refersTo?: string | undefined; readonly secret?: string | undefined }): Readonly<Record<string, EnvValue>> {
  return {
    ...Object.fromEntries(Object.entries(env).map(([name, value]): [string, EnvValue] => [name, { kind: 'plain', value }])),
    ...(refersTo !== undefined && { PEER: { kind: 'reference', app: refersTo, output: 'host' } }),
    ...(secret !== undefined && { [secret]: { kind: 'secret', name: 'TOKEN' } }),
  }
}

function deployFrom({ strategy, pre, weights }: { readonly strategy?: string | undefined; readonly pre?: readonly string[] | undefined; readonly weights?: readonly number[] | undefined }): NonNullable<ManifestApp['deploy']> {
  return {
    ...(strategy !== undefined && { strategy: strategy as 'rolling' }),
    ...(pre && { pre }),
    ...(strategy === 'canary' && weights && { canary: { weights } }),
  }
}

function domainsFrom({ hosts, path, redirect }: { readonly hosts: readonly string[]; readonly path: string; readonly redirect?: string | undefined }): ManifestApp['domains'] {
  const served = hosts.map((host) => ({ host, path }))
  return redirect !== undefined && hosts.length > 0 ? [...served, { host: redirect, path: '/', redirect: 'one.localhost' }] : served
}

/** Makes a draft obey the rules that every loaded manifest obeys. */
export function legal(manifest: Manifest): Manifest {
  const places = new Set<string>()
  const ports = new Set<number>()
  const isFirst = <T>(seen: Set<T>, item: T): boolean => seen.size !== seen.add(item).size
  const legalApp = (app: ManifestApp, project: ManifestProject, index: number): ManifestApp => {
    const earlier = new Set(project.apps.slice(0, index).map(({ name }) => name))
    const publish = app.publish.filter(({ port }) => isFirst(ports, port))
    const single = publish.length > 0 || app.volumes.length > 0
    return {
      ...app,
      publish,
      domains: app.domains.filter(({ host, path }) => isFirst(places, `${host}${path}`)),
      dependsOn: app.dependsOn.filter((name) => earlier.has(name)),
      env: Object.fromEntries(Object.entries(app.env).filter(([, value]) => value.kind !== 'reference' || earlier.has(value.app))),
      ...(single && (app.replicas ?? 1) > 1 && { replicas: 1 }),
      deploy: legalDeploy(app, single),
      ...(app.health?.kind === 'http' && app.port === undefined && { health: { ...app.health, port: 82 } }),
    }
  }
  return { ...manifest, projects: manifest.projects.filter(({ apps }) => apps.length > 0).map((project) => ({ ...project, apps: project.apps.map((app, index) => legalApp(app, project, index)) })) }
}

/** Strategies that the app cannot have are left out, so that it gets what it can. */
function legalDeploy({ type, deploy = {} }: ManifestApp, single: boolean): NonNullable<ManifestApp['deploy']> {
  if (!single && (type === 'web' || deploy.strategy !== 'canary')) return deploy
  return deploy.pre ? { pre: deploy.pre } : {}
}

export type HandEdit = (world: ModelWorld, pick: number) => ModelWorld

const onContainer = (change: (live: ObservedContainer) => ObservedContainer): HandEdit => (world, pick) => {
  const { containers } = world.observed
  const chosen = containers[pick % Math.max(1, containers.length)]
  return { ...world, observed: { ...world.observed, containers: containers.map((live) => (live === chosen ? change(live) : live)) } }
}

const onRoute = (change: (route: ModelWorld['observed']['routes'][number]) => ModelWorld['observed']['routes'][number]): HandEdit => (world, pick) => {
  const { routes } = world.observed
  const chosen = routes[pick % Math.max(1, routes.length)]
  return { ...world, observed: { ...world.observed, routes: routes.map((route) => (route === chosen ? change(route) : route)) } }
}

const EDITS: Readonly<Record<string, HandEdit>> = {
  stop: onContainer((live) => exited(live)),
  crash: onContainer((live) => exited(live, 137)),
  kill: onContainer((live) => ({ ...live, state: 'dead' })),
  pause: onContainer((live) => (live.state === 'running' ? { ...live, state: 'paused', health: 'none' } : live)),
  sicken: onContainer((live) => (live.state === 'running' ? { ...live, health: 'unhealthy' } : live)),
  rename: onContainer((live) => ({ ...live, name: `renamed-${live.engineId.slice(0, 6)}` })),
  limit: onContainer((live) => ({ ...live, limits: { ...live.limits, memoryBytes: 1 << 30 } })),
  restart: onContainer((live) => ({ ...live, restart: { policy: 'always', maxRetries: 0 } })),
  env: onContainer((live) => ({ ...live, env: { ...live.env, EXTRA: 'by hand' } })),
  check: onContainer((live) => ({ ...live, healthCheck: { command: [], intervalMs: 1_000, timeoutMs: 1_000, retries: 1, startPeriodMs: 0 } })),
  image: onContainer((live) => ({ ...live, imageId: 'sha256:another' })),
  network: onContainer((live) => ({ ...live, networks: [] })),
  alias: onContainer((live) => ({ ...live, networks: live.networks.map((attachment) => ({ ...attachment, aliases: ['other'] })) })),
  remove: (world, pick) => ({ ...world, observed: { ...world.observed, containers: world.observed.containers.filter((_, index) => index !== pick % Math.max(1, world.observed.containers.length)) } }),
  double: (world, pick) => {
    const live = world.observed.containers[pick % Math.max(1, world.observed.containers.length)]
    if (!live) return world
    const twin = { ...exited(live), ports: live.ports, engineId: `f${live.engineId.slice(1)}`, name: `${live.name}-b` }
    const isThere = world.observed.containers.some(({ name, engineId }) => name === twin.name || engineId === twin.engineId)
    return isThere ? world : { ...world, observed: { ...world.observed, containers: [...world.observed.containers, twin] } }
  },
  'edit-route': onRoute((route) => ({ ...route, canonical: false, ...(route.content && { content: { ...route.content, rules: [] } }) })),
  'break-route': onRoute(({ content: _, ...route }) => ({ ...route, canonical: false, fingerprint: '' })),
  'unserved-route': onRoute((route) => ({ ...route, served: 'missing' })),
  'delete-route': (world, pick) => ({ ...world, observed: { ...world.observed, routes: world.observed.routes.filter((_, index) => index !== pick % Math.max(1, world.observed.routes.length)) } }),
  foreign: (world, pick) => {
    const live = world.observed.containers[pick % Math.max(1, world.observed.containers.length)]
    const name = live ? `${live.name}x` : 'stranger'
    if (world.observed.foreignContainers.some((item) => item.name === name)) return world
    return { ...world, observed: { ...world.observed, foreignContainers: [...world.observed.foreignContainers, { engineId: `foreign-${name}`, name, ports: [] }] } }
  },
}

export interface EditList {
  readonly edits: readonly { readonly name: string; readonly pick: number }[]
}

export const editLists: fc.Arbitrary<EditList> = fc.record({ edits: fc.array(fc.record({ name: fc.constantFrom(...Object.keys(EDITS)), pick: fc.nat(20) }), { maxLength: 4 }) })

export function edited(world: ModelWorld, { edits }: EditList): ModelWorld {
  return edits.reduce((current, { name, pick }) => EDITS[name]?.(current, pick) ?? current, world)
}
