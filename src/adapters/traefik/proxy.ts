/**
 * The proxy port on Traefik's file provider: one file per app, written whole, confirmed through the API. Touches only files that
 * carry the name of this instance; everything else in the directory belongs to somebody else.
 */
import type { ObservedCertificate } from '../../model/certificate.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { RouteServer, RouteSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { RouteContent } from '../../model/state.js'
import type { ProxyPort, ProxyReader } from '../../ports.js'
import type { ApiOptions } from './api.js'
import { createApi, statusOf } from './api.js'
import type { ApiLogin } from './api-router.js'
import type { TlsFiles } from './certificates.js'
import type { Standing } from './confirm.js'
import { CONFIRM_DEADLINE_MS, absenceOf, pause, standingOf } from './confirm.js'
import { createCrowd } from './crowd.js'
import { readRouteText, renderRoute, routeFileOf } from './dynamic-config.js'
import type { RouteFile } from './dynamic-config.js'
import type { RouteFiles } from './files.js'
import { createRouteFiles } from './files.js'
import { httpSection } from './http-section.js'
import { appOfRoute, routeFile } from './names.js'
import { createObserver } from './observe.js'
import type { KeyPairs } from './key-pairs.js'
import { createOwnFiles } from './own-files.js'
import { strayProxy } from './stray.js'
import { createTrials } from './trial.js'
import { unconfirmed } from './unconfirmed.js'

export interface ProxyOptions {
  readonly instance: string
  /** The directory that Traefik watches. */
  readonly directory: string
  /** Absent in external mode without an API: then a written file counts once the throttle time has passed. */
  readonly api?: ApiOptions
  /** Managed mode: opens the API to Mist. */
  readonly apiRouter?: ApiLogin
  /** Managed mode: what Traefik needs for HTTPS lies in these. */
  readonly tls?: TlsFiles
  readonly servers: 'name' | 'address'
  /** Address of a running container, asked when `servers` is `address`. */
  readonly addressOf?: (container: string) => Promise<string | undefined>
  /** How long Traefik gathers changes before it acts on them. */
  readonly throttleMs: number
  /** How long a confirmation may take. Shorter ones are for tests. */
  readonly confirmMs?: number
}

export function createProxyReader(options: Pick<ProxyOptions, 'instance' | 'directory' | 'api' | 'tls'>): ProxyReader {
  const observer = createObserver({ instance: options.instance, files: createRouteFiles(options.directory), ...(options.api === undefined ? {} : { api: createApi(options.api) }), ...(options.tls && { tls: options.tls }) })
  return { ...observer, hold: () => undefined, stray: strayOf(options) }
}

/** Somebody else's Traefik may look at whatever it likes. */
function strayOf({ directory, api, tls }: Pick<ProxyOptions, 'directory' | 'api' | 'tls'>): ProxyReader['stray'] {
  return (signal) => (api && tls ? strayProxy({ directory, api }, signal) : Promise.resolve(undefined))
}

export function createProxy(options: ProxyOptions): ProxyPort {
  const files = createRouteFiles(options.directory)
  const api = options.api === undefined ? undefined : createApi(options.api)
  const crowd = api && createCrowd(api)
  const place = { files, directory: options.directory, baseUrl: options.api?.baseUrl ?? '' }
  const reader = createObserver({ instance: options.instance, files, ...(api === undefined ? {} : { api }), ...(options.tls && { tls: options.tls }) })
  const confirmMs = options.confirmMs ?? CONFIRM_DEADLINE_MS
  const own = createOwnFiles(options, files)
  const trials = crowd && createTrials({ instance: options.instance, files, crowd, deadlineMs: confirmMs })

  async function writeRoute(route: RouteSpec, signal: AbortSignal): Promise<Result<void>> {
    const subject = `cannot write route ${route.app}`
    if (signal.aborted) return err(aborted(subject))
    const file = await fileOf(options, route)
    if (!file.ok) return file
    const missing = await missingEntryPoint(options, route, signal)
    if (missing) return err(failure('route-rejected', { subject, ...missing }))
    const doubt = await onDisk(subject, async () => {
      await own.heal()
      await trials?.sweep()
      return trials?.doubt(file.value, await contentThere(route, { files, instance: options.instance }), signal)
    })
    if (!doubt.ok) return doubt
    if (doubt.value) return err(signal.aborted ? aborted(subject) : await unconfirmed(subject, doubt.value, place))
    return writeLaid(own.pairs, { route, subject }, () => files.write(routeFile(route.name), renderRoute(file.value)))
  }

  async function removeRoute(name: string, signal: AbortSignal): Promise<Result<void>> {
    const subject = `cannot remove route ${name}`
    if (appOfRoute(options.instance, name) === undefined) return err(failure('route-rejected', { subject, cause: 'it is not a route of this instance' }))
    if (signal.aborted) return err(aborted(subject))
    const removed = await onDisk(subject, () => files.remove(routeFile(name)))
    // The file is gone either way; waiting only spares the apps behind it the last requests.
    if (removed.ok) await crowd?.wait((things) => absenceOf(things, name, signal).then((standing) => (standing.kind === 'unreachable' ? { kind: 'serving' } : standing)), { deadlineMs: confirmMs, signal })
    return removed
  }

  async function confirmRoute(route: RouteSpec, signal: AbortSignal): Promise<Result<void>> {
    const subject = `cannot confirm route ${route.app}`
    const file = await fileOf(options, route)
    if (!file.ok) return file
    const healed = await onDisk(subject, own.heal)
    if (!healed.ok) return healed
    const wanted = httpSection(route.name, file.value.content)
    const standing = await (crowd?.wait((things) => standingOf(things, wanted, signal), { deadlineMs: confirmMs, signal }) ?? settled(options.throttleMs, signal))
    if (standing.kind === 'serving') {
      trials?.prove(file.value)
      return ok(undefined)
    }
    return err(signal.aborted ? aborted(subject) : await unconfirmed(subject, standing, place))
  }

  /** The operator may have renewed a certificate since the last look. */
  async function certificates(signal: AbortSignal): Promise<readonly ObservedCertificate[] | undefined> {
    await Promise.all([own.heal(), trials?.sweep()]).catch(() => undefined)
    return reader.certificates(signal)
  }

  return { observe: (signal) => reader.observe(signal), certificates, hold: own.pairs.hold, stray: strayOf(options), writeRoute, removeRoute, confirmRoute }
}

/** Key pairs first: Traefik reads them as soon as the route names them. */
async function writeLaid(pairs: KeyPairs, { route, subject }: { readonly route: RouteSpec; readonly subject: string }, write: () => Promise<void>): Promise<Result<void>> {
  const laid = await onDisk(subject, () => Promise.resolve(pairs.lay(route)))
  if (!laid.ok) return laid
  return laid.value.ok ? onDisk(subject, write) : laid.value
}

async function contentThere({ name, app }: RouteSpec, { files, instance }: { readonly files: RouteFiles; readonly instance: string }): Promise<RouteContent | undefined> {
  const text = await files.read(routeFile(name))
  return text === undefined ? undefined : readRouteText(text, { name, instance, app }).content
}

/** Asked before the file is written: what Traefik refuses takes the place of the route that serves. An API that does not answer is no reason to wait. */
async function missingEntryPoint({ api, apiRouter }: ProxyOptions, { entryPoint, secure }: RouteSpec, signal: AbortSignal): Promise<{ readonly cause: string; readonly help: string } | undefined> {
  // Mist gives its own Traefik the entry points that it uses.
  if (api === undefined || apiRouter !== undefined) return undefined
  const wanted = [{ key: 'entryPoint', name: entryPoint }, ...(secure ? [{ key: 'secureEntryPoint', name: secure.entryPoint }] : [])]
  for (const { key, name } of wanted) {
    if ((await statusOf(api, `entrypoints/${encodeURIComponent(name)}`, signal)) !== 404) continue
    return { cause: `Traefik refuses it: it has no entry point ${name}`, help: `Check proxy.${key} in mistd.yaml and the entry points of Traefik.` }
  }
  return undefined
}

/** Without an API there is nothing to ask: the throttle time passes, and the file is taken as served. */
async function settled(throttleMs: number, signal: AbortSignal): Promise<Standing> {
  await pause(throttleMs, signal)
  return signal.aborted ? { kind: 'waiting', for: 'the throttle time to pass' } : { kind: 'serving' }
}

async function fileOf(options: ProxyOptions, route: RouteSpec): Promise<Result<RouteFile>> {
  if (appOfRoute(options.instance, route.name) !== route.app) return err(failure('route-rejected', { subject: `cannot write route ${route.app}`, cause: 'its name is not one of this instance and app' }))
  const servers = await urlsOf(options, route.servers)
  if (!servers.ok) return servers
  const canary = await urlsOf(options, route.canary?.servers ?? [])
  if (!canary.ok) return canary
  return routeFileOf(route, { instance: options.instance, servers: servers.value, canary: canary.value, errorPage: await reachable(options, route.errorPage?.servers ?? []) })
}

/** Whoever shows a page for errors may be gone by now. That keeps no app from its route: another look puts it right. */
async function reachable(options: ProxyOptions, servers: readonly RouteServer[]): Promise<readonly string[]> {
  const found = await Promise.all(servers.map((server) => urlsOf(options, [server])))
  return found.flatMap((url) => (url.ok ? url.value : []))
}

async function urlsOf(options: ProxyOptions, servers: readonly RouteServer[]): Promise<Result<readonly string[]>> {
  const urls: string[] = []
  for (const server of servers) {
    const host = await hostOf(options, server)
    if (host === undefined) return err(failure('container-not-ready', { subject: `cannot route to ${server.container}`, cause: 'it has no address', help: 'Mist tries again once the container runs.' }))
    urls.push(`http://${host}:${String(server.port)}`)
  }
  return ok(urls)
}

async function hostOf(options: ProxyOptions, server: RouteServer): Promise<string | undefined> {
  return options.servers === 'name' ? server.container : options.addressOf?.(server.container)
}

async function onDisk<T>(subject: string, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch (error) {
    return err(failure('proxy-directory-unwritable', { subject, cause: error instanceof Error ? error.message : 'the directory cannot be written', help: 'Check the directory, its owner and its free space.' }))
  }
}

function aborted(subject: string): Failure {
  return failure('aborted', { subject, cause: 'the work was called off' })
}
