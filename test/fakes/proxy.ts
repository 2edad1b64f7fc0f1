/**
 * A fake Traefik: a directory of route files and what is served from it. It takes over the directory a moment after a change, and
 * one broken file freezes everything, as the file provider of the real one does.
 */
import type { AppKey, RouteSpec } from '../../src/model/resource.js'
import { failure } from '../../src/model/failure.js'
import { canonicalJson, routeFingerprint } from '../../src/model/fingerprint.js'
import type { Result } from '../../src/model/result.js'
import { err, ok } from '../../src/model/result.js'
import type { ObservedRoute, RouteContent, StrayProxy } from '../../src/model/state.js'
import type { Clock, ProxyPort } from '../../src/ports.js'
import type { FaultLine, Life } from './faults.js'

export interface RouteFile {
  readonly name: string
  readonly instance: string
  readonly app: AppKey
  readonly fingerprint: string
  /** Undefined: nothing that can be read. */
  readonly content: RouteContent | undefined
  readonly canonical: boolean
}

export interface FakeTraefik {
  readonly files: Map<string, RouteFile>
  /** What answers requests by now: route name → content. */
  serving(): ReadonlyMap<string, RouteContent>
  /** Takes note that files changed. */
  touch(): void
  /** Set by a test whose directory was replaced under the proxy. */
  stray: StrayProxy | undefined
  /** Whether the proxy runs at all. */
  readonly isUp: () => boolean
}

const THROTTLE_MS = 100
const CONFIRM_WITHIN_MS = 10_000
const ABSENT_WITHIN_MS = 2_000
const POLL_MS = 20

export function createTraefik(clock: Clock, isUp: () => boolean): FakeTraefik {
  const files = new Map<string, RouteFile>()
  let served: ReadonlyMap<string, RouteContent> = new Map()
  let changedMs = -Infinity
  let wasUp = false
  const settle = (): void => {
    const up = isUp()
    const isDue = clock.monotonicMs() - changedMs >= THROTTLE_MS
    const isBroken = [...files.values()].some((file) => file.content === undefined)
    if (up && !wasUp && isBroken) served = new Map()
    if (up && !isBroken && (isDue || !wasUp)) served = new Map([...files.values()].flatMap((file) => (file.content ? [[file.name, file.content] as const] : [])))
    wasUp = up
  }
  return {
    files,
    stray: undefined,
    isUp,
    touch: () => {
      settle()
      changedMs = clock.monotonicMs()
    },
    serving: () => {
      settle()
      return isUp() ? served : new Map()
    },
  }
}

export interface FakeProxyTools {
  readonly traefik: FakeTraefik
  readonly clock: Clock
  readonly instance: string
  readonly line: FaultLine
  readonly life: Life
  readonly addressOf: (container: string) => string | undefined
}

export function createFakeProxy(tools: FakeProxyTools): ProxyPort {
  const { traefik, clock, instance, line, life } = tools
  return {
    observe: (signal) => line.guard(life, {
      name: 'observeRoutes', access: 'read', subject: '', signal,
      act: () => ok([...traefik.files.values()].filter((file) => file.instance === instance).map((file) => observed(traefik, file))),
    }),
    certificates: () => Promise.resolve(undefined),
    hold: () => undefined,
    stray: () => Promise.resolve(traefik.stray),
    writeRoute: (route, signal) => line.guard(life, {
      name: 'writeRoute', access: 'write', subject: route.name, signal,
      act: () => {
        traefik.touch()
        traefik.files.set(route.name, { name: route.name, instance, app: route.app, fingerprint: routeFingerprint(route), content: contentOf(route, tools), canonical: true })
        return ok(undefined)
      },
    }),
    removeRoute: (name, signal) => line.guard(life, {
      name: 'removeRoute', access: 'write', subject: name, signal,
      act: async () => {
        traefik.touch()
        traefik.files.delete(name)
        // The real one waits so that the apps behind the route are spared the last requests; the file is gone either way.
        for (const endMs = clock.monotonicMs() + ABSENT_WITHIN_MS; traefik.serving().has(name) && clock.monotonicMs() < endMs;) await clock.sleep(POLL_MS, signal)
        return ok(undefined)
      },
    }),
    confirmRoute: (route, signal) => line.guard(life, {
      name: 'confirmRoute', access: 'read', subject: route.name, signal,
      act: () => confirm(traefik, { route, want: same(contentOf(route, tools)), clock }, signal),
    }),
  }
}

function observed(traefik: FakeTraefik, { name, app, fingerprint, content, canonical }: RouteFile): ObservedRoute {
  const base = { name, app, fingerprint, canonical, ...(content && { content }) }
  if (!traefik.isUp()) return base
  const served = traefik.serving().get(name)
  return { ...base, served: content && served && same(served) === same(content) ? 'serving' : 'missing' }
}

function contentOf(route: RouteSpec, { addressOf }: FakeProxyTools): RouteContent {
  const { id: _id, name: _name, app: _app, canary, errorPage, ...said } = route
  const urls = (servers: RouteSpec['servers']): readonly string[] => servers.map(({ container, port }) => `http://${addressOf(container) ?? container}:${String(port)}`).sort()
  return {
    ...said, servers: urls(route.servers), ...(canary && { canary: { servers: urls(canary.servers), percent: canary.percent } }),
    ...(errorPage && { errorPage: { path: errorPage.path, statuses: errorPage.statuses, servers: urls(errorPage.servers) } }),
  }
}

function same(content: RouteContent): string {
  return canonicalJson(content)
}

async function confirm(traefik: FakeTraefik, { route, want, clock }: { readonly route: RouteSpec; readonly want: string; readonly clock: Clock }, signal: AbortSignal): Promise<Result<void>> {
  const subject = `cannot confirm the route of ${route.app}`
  for (const endMs = clock.monotonicMs() + CONFIRM_WITHIN_MS; clock.monotonicMs() < endMs;) {
    const served = traefik.serving().get(route.name)
    if (served && same(served) === want) return ok(undefined)
    await clock.sleep(POLL_MS, signal)
    if (signal.aborted) return err(failure('aborted', { subject, cause: 'the wait was ended early' }))
  }
  return err(traefik.isUp() ? failure('route-not-confirmed', { subject, cause: 'the proxy does not show it' }) : failure('proxy-unreachable', { subject, cause: 'connection refused' }))
}
