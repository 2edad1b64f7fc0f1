/**
 * Waits until Traefik serves what was written. A switch counts only then: before, requests would still go to the old containers.
 * Compares what the API says with what the file says, name by name.
 */
import type { ApiRouter, ApiService, ApiState, TraefikApi } from './api.js'
import type { HttpSection } from './dynamic-config.js'

export type Standing =
  | { readonly kind: 'serving' }
  | { readonly kind: 'waiting'; readonly for: string }
  /** Traefik has read it and refuses it. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unreachable'; readonly message: string }

/** Ten seconds are a hundred throttle times of the managed Traefik, and five of the default one. */
export const CONFIRM_DEADLINE_MS = 10_000
const FIRST_WAIT_MS = 10
const LONGEST_WAIT_MS = 100

/** Ends with the first standing that will not change by waiting, or with the last one when time is up. */
export async function awaitStanding(look: () => Promise<Standing>, deadlineMs: number, signal: AbortSignal): Promise<Standing> {
  const end = performance.now() + deadlineMs
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 1.5, LONGEST_WAIT_MS)) {
    const standing = await look()
    const settled = standing.kind === 'serving' || standing.kind === 'refused'
    if (settled || signal.aborted || performance.now() + wait > end) return standing
    await pause(wait, signal)
  }
}

/** Asks for the things of one route alone; with a thousand routes the whole state would be large. */
export async function standingOf(api: TraefikApi, wanted: HttpSection, signal: AbortSignal): Promise<Standing> {
  for (const [name, service] of Object.entries(wanted.services ?? {})) {
    const live = await api.service(name, signal)
    if (!live.ok) return { kind: 'unreachable', message: live.error }
    const standing = serviceStanding(service.loadBalancer.servers.map(({ url }) => url), live.value)
    if (standing.kind !== 'serving') return standing
  }
  for (const [name, middleware] of Object.entries(wanted.middlewares ?? {})) {
    const live = await api.redirect(name, signal)
    if (!live.ok) return { kind: 'unreachable', message: live.error }
    if (live.value !== middleware.redirectRegex.replacement) return { kind: 'waiting', for: `redirect ${name}` }
  }
  return routersStanding(api, wanted, signal)
}

/** Gone are those that Traefik no longer knows. */
export async function absenceOf(api: TraefikApi, name: string, signal: AbortSignal): Promise<Standing> {
  const live = await api.router(`${name}-0`, signal)
  if (!live.ok) return { kind: 'unreachable', message: live.error }
  return live.value === undefined ? { kind: 'serving' } : { kind: 'waiting', for: `router ${name}-0 to go` }
}

/** The same comparison on a state that is already here, for observation. */
export function standingIn(state: ApiState, wanted: HttpSection): Standing {
  const services = Object.entries(wanted.services ?? {}).map(([name, service]) => serviceStanding(service.loadBalancer.servers.map(({ url }) => url), state.services.get(name)))
  const redirects = Object.entries(wanted.middlewares ?? {}).map(([name, middleware]): Standing => (state.redirects.get(name) === middleware.redirectRegex.replacement ? { kind: 'serving' } : { kind: 'waiting', for: `redirect ${name}` }))
  const routers = Object.entries(wanted.routers).map(([name, router]) => routerStanding({ ...router, name }, state.routers.get(name)))
  const all = [...services, ...redirects, ...routers]
  return all.find(({ kind }) => kind === 'refused') ?? all.find(({ kind }) => kind !== 'serving') ?? { kind: 'serving' }
}

async function routersStanding(api: TraefikApi, wanted: HttpSection, signal: AbortSignal): Promise<Standing> {
  const names = Object.keys(wanted.routers)
  for (const [name, router] of Object.entries(wanted.routers)) {
    const live = await api.router(name, signal)
    if (!live.ok) return { kind: 'unreachable', message: live.error }
    const standing = routerStanding({ ...router, name }, live.value)
    if (standing.kind !== 'serving') return standing
  }
  // Routers are numbered: the next one would be a rule that the file no longer has.
  const surplus = names[0]?.replace(/-0$/, `-${String(names.length)}`)
  const live = surplus === undefined ? undefined : await api.router(surplus, signal)
  if (live !== undefined && !live.ok) return { kind: 'unreachable', message: live.error }
  return live?.value === undefined ? { kind: 'serving' } : { kind: 'waiting', for: `router ${String(surplus)} to go` }
}

function serviceStanding(servers: readonly string[], live: ApiService | undefined): Standing {
  if (live === undefined || live.servers.join() !== [...servers].sort().join()) return { kind: 'waiting', for: 'the new servers' }
  if (live.errors.length > 0 || live.status === 'disabled') return { kind: 'refused', message: live.errors.join('; ') || 'the service is disabled' }
  return { kind: 'serving' }
}

function routerStanding(wanted: { readonly name: string; readonly rule: string; readonly service: string; readonly entryPoints: readonly string[]; readonly middlewares?: readonly string[] }, live: ApiRouter | undefined): Standing {
  const same = live !== undefined && live.rule === wanted.rule && live.service === wanted.service
    && live.entryPoints.join() === wanted.entryPoints.join() && live.middlewares.join() === (wanted.middlewares ?? []).join()
  if (!same) return { kind: 'waiting', for: `router ${wanted.name}` }
  if (live.errors.length > 0 || live.status !== 'enabled') return { kind: 'refused', message: live.errors.join('; ') || `router ${wanted.name} is ${live.status}` }
  return { kind: 'serving' }
}

/** Ends early when the signal fires. Its own signal, since many confirmations wait on the one of the pass. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  const called = AbortSignal.any([signal])
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      called.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    if (called.aborted) done()
    else called.addEventListener('abort', done)
  })
}
