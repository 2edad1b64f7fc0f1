/**
 * The desired state as a person would write it, with every default visible: what `mistctl render` prints. Units are those of
 * mist.yaml. Positions, fingerprints and other inner things are left out.
 */
import type { AttachmentSpec, ContainerSpec, HealthCheckSpec, ImageSpec, MountSpec, PortSpec, RouteRule, RouteSpec } from '../model/resource.js'
import type { DesiredApp, DesiredState, ReleasePolicy } from '../model/state.js'
import { withoutHostEnv, withoutSecretEnv } from './hidden-env.js'

export function resolvedView(desired: DesiredState, { apps, unresolved }: Pick<DesiredState, 'apps' | 'unresolved'>): Readonly<Record<string, unknown>> {
  const { instance, revision, policy, networkPool, networks } = desired
  return {
    schemaVersion: 1,
    instance,
    revision: revision.label,
    policy,
    networkPool,
    networks: networks.map(({ name, project }) => ({ name, project })),
    apps: Object.fromEntries(apps.map((app) => [app.key, appView(app)])),
    ...(unresolved.length > 0 && { unresolved: Object.fromEntries(unresolved.map(({ key, failure }) => [key, failure])) }),
  }
}

function appView(app: DesiredApp): Readonly<Record<string, unknown>> {
  const { type, image, containers, volumes, route, dependsOn, release } = app
  const [first] = containers
  return {
    type,
    ...imageView(image),
    replicas: containers.length,
    containers: containers.map(({ name }) => name),
    ...(first && containerView(type === 'system' ? withoutHostEnv(first) : withoutSecretEnv(first))),
    volumes: volumes.map(({ name }) => name),
    ...(route && { routes: routeView(route) }),
    dependsOn,
    ready: readyView(app),
    release: releaseView(release),
  }
}

/** As the release judges: a check that the app names, else the engine's health check, else a connection, else that it stays up. */
function readyView({ readiness, release, containers: [first] }: DesiredApp): Readonly<Record<string, unknown>> {
  const within = secondsView(release.readyTimeoutMs)
  if (readiness.kind === 'http') {
    const { path, host, statusFrom, statusTo } = readiness.http
    return { check: 'answers', path, host, port: readiness.port, status: `${String(statusFrom)}-${String(statusTo)}`, within }
  }
  if (readiness.kind === 'default' && first?.healthCheck) return { check: 'the engine finds it healthy', within }
  return readiness.port === undefined ? { check: 'stays up', for: secondsView(release.stableMs) } : { check: 'accepts connections', port: readiness.port, within }
}

function releaseView({ strategy, downtimeReason, pre, canary, windowMs, drainMs, keep }: ReleasePolicy): Readonly<Record<string, unknown>> {
  return {
    strategy,
    ...(downtimeReason !== undefined && { downtime: downtimeReason }),
    ...(pre && { pre }),
    ...(canary && { canary: { weights: canary.weights, every: secondsView(canary.everyMs) } }),
    ...(windowMs > 0 && { window: secondsView(windowMs) }),
    drain: secondsView(drainMs),
    keep,
  }
}

function imageView(image: ImageSpec): Readonly<Record<string, unknown>> {
  if (image.kind === 'pull') return { image: image.ref }
  const { repository, commit, path, dockerfile, target, args, secrets } = image.build
  const names = secrets && Object.fromEntries(Object.entries(secrets).map(([id, { name }]) => [id, { secret: name }]))
  return { image: image.ref, build: { from: repository.kind === 'git' ? repository.url : repository.path, commit, path, dockerfile, ...(target !== undefined && { target }), args, ...(names && { secrets: names }) } }
}

function containerView(spec: ContainerSpec): Readonly<Record<string, unknown>> {
  const { env, command, entrypoint, mounts, networks, ports, limits, restart, labels, logs, capabilities, stopGraceMs, healthCheck } = spec
  return {
    env,
    ...(command && { command }),
    ...(entrypoint && { entrypoint }),
    mounts: mounts.map(mountView),
    networks: networks.map(attachmentView),
    publish: ports.map(portView),
    limits: { cpus: limits.cpus === 0 ? 'unlimited' : limits.cpus, memory: limits.memoryBytes === 0 ? 'unlimited' : sizeView(limits.memoryBytes), pids: limits.pids === 0 ? 'unlimited' : limits.pids },
    restart: restart.policy,
    labels: Object.fromEntries(Object.entries(labels).filter(([name]) => !name.startsWith(OWN_LABELS))),
    logs: { maxSize: sizeView(logs.maxSizeBytes), maxFiles: logs.maxFiles },
    capabilities,
    stopGrace: secondsView(stopGraceMs),
    ...(healthCheck && { health: healthView(healthCheck) }),
  }
}

function healthView({ command, intervalMs, timeoutMs, retries, startPeriodMs }: HealthCheckSpec): Readonly<Record<string, unknown>> {
  return { cmd: command, interval: secondsView(intervalMs), timeout: secondsView(timeoutMs), retries, startPeriod: secondsView(startPeriodMs) }
}

/** They say who owns a container, and follow from the rest. */
const OWN_LABELS = 'mist.'

function mountView({ source, target, readOnly }: MountSpec): string {
  return `${source}:${target}${readOnly ? ':ro' : ''}`
}

function attachmentView({ network, aliases }: AttachmentSpec): Readonly<Record<string, unknown>> {
  return { network, aliases }
}

function portView({ hostAddress, hostPort, containerPort, protocol }: PortSpec): string {
  return `${hostAddress}:${String(hostPort)}:${String(containerPort)}/${protocol}`
}

function routeView({ rules, servers, entryPoint, secure, sticky, responseTimeoutMs, errorPage }: RouteSpec): Readonly<Record<string, unknown>> {
  return {
    entryPoint,
    ...(secure && { https: { entryPoint: secure.entryPoint, port: secure.port } }),
    rules: rules.map(ruleView),
    servers: servers.map(({ container, port }) => `${container}:${String(port)}`),
    ...(sticky && { sticky }),
    ...(responseTimeoutMs !== undefined && { responseTimeout: secondsView(responseTimeoutMs) }),
    ...(errorPage && { errorPage: { app: errorPage.app, path: errorPage.path, status: errorPage.statuses } }),
  }
}

function ruleView(rule: RouteRule): Readonly<Record<string, unknown>> {
  const common = { host: rule.host, path: rule.pathPrefix, ...(rule.tls !== undefined && { tls: rule.certificate === undefined ? rule.tls : 'own' }), ...(rule.plainHttp && { plainHttp: true }) }
  if (rule.kind === 'redirect') return { ...common, redirect: rule.toHost, ...(rule.temporary && { permanent: false }) }
  const { basicAuth, ...edge } = rule.edge ?? {}
  return { ...common, ...edge, ...(basicAuth && { auth: basicAuth.map((line) => line.split(':')[0]) }) }
}

const UNITS = [['g', 1024 ** 3], ['m', 1024 ** 2], ['k', 1024]] as const

function sizeView(bytes: number): string {
  const unit = UNITS.find(([, size]) => bytes % size === 0)
  return unit ? `${String(bytes / unit[1])}${unit[0]}` : `${String(bytes)}b`
}

function secondsView(ms: number): string {
  return ms % 1_000 === 0 ? `${String(ms / 1_000)}s` : `${String(ms)}ms`
}
