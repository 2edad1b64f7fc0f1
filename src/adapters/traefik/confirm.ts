/**
 * Waits until Traefik serves what was written. A switch counts only then: before, requests would still go to the old containers.
 * Compares what the API says with what the file says, name by name.
 */
import type { ApiState, ApiThing, ThingKind, TraefikApi } from './api.js'
import type { HttpSection } from './http-section.js'
import { child, durationOf, fieldsOf } from './shape.js'

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
export async function standingOf(api: Pick<TraefikApi, 'thing'>, wanted: HttpSection, signal: AbortSignal): Promise<Standing> {
  for (const item of thingsOf(wanted)) {
    const live = await api.thing(item.kind, item.name, signal)
    if (!live.ok) return { kind: 'unreachable', message: live.error }
    const standing = thingStanding(item, live.value)
    if (standing.kind !== 'serving') return standing
  }
  return surplusStanding(api, wanted, signal)
}

/** Gone are those that Traefik no longer knows. */
export async function absenceOf(api: Pick<TraefikApi, 'thing'>, name: string, signal: AbortSignal): Promise<Standing> {
  const live = await api.thing('routers', `${name}-0`, signal)
  if (!live.ok) return { kind: 'unreachable', message: live.error }
  return live.value === undefined ? { kind: 'serving' } : { kind: 'waiting', for: `router ${name}-0 to go` }
}

/** The same comparison on a state that is already here, for observation. */
export function standingIn(state: ApiState, wanted: HttpSection): Standing {
  const all = thingsOf(wanted).map((item) => thingStanding(item, state[item.kind].get(item.name)))
  return all.find(({ kind }) => kind === 'refused') ?? all.find(({ kind }) => kind !== 'serving') ?? { kind: 'serving' }
}

interface Thing {
  readonly kind: ThingKind
  readonly name: string
  readonly wanted: unknown
}

/** Routers last: they name the others, and what is wrong with those is told better there. */
function thingsOf(section: HttpSection): readonly Thing[] {
  const kinds = ['services', 'middlewares', 'routers'] as const
  return kinds.flatMap((kind) => Object.entries(section[kind] ?? {}).map(([name, wanted]: [string, unknown]) => ({ kind, name, wanted })))
}

/** Main routers are numbered: the next one would be a rule that the file no longer has. */
async function surplusStanding(api: Pick<TraefikApi, 'thing'>, wanted: HttpSection, signal: AbortSignal): Promise<Standing> {
  const numbered = Object.keys(wanted.routers).filter((name) => /-\d+$/.test(name))
  const surplus = numbered[0]?.replace(/-0$/, `-${String(numbered.length)}`)
  const live = surplus === undefined ? undefined : await api.thing('routers', surplus, signal)
  if (live !== undefined && !live.ok) return { kind: 'unreachable', message: live.error }
  return live?.value === undefined ? { kind: 'serving' } : { kind: 'waiting', for: `router ${String(surplus)} to go` }
}

const NOUNS: Readonly<Record<ThingKind, (name: string) => string>> = {
  services: () => 'the new servers',
  middlewares: (name) => `middleware ${name}`,
  routers: (name) => `router ${name}`,
}

function thingStanding({ kind, name, wanted }: Thing, live: ApiThing | undefined): Standing {
  if (live === undefined || !covers(live.fields, wanted)) return { kind: 'waiting', for: NOUNS[kind](name) }
  const isRefused = live.errors.length > 0 || (kind === 'routers' ? live.status !== 'enabled' : live.status === 'disabled')
  return isRefused ? { kind: 'refused', message: live.errors.join('; ') || `${kind.slice(0, -1)} ${name} is ${live.status}` } : { kind: 'serving' }
}

/** All that was written is there as written. Traefik adds what it takes for granted, and writes durations in its own way. */
function covers(live: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return coversList(Array.isArray(live) ? live : [], wanted)
  if (typeof wanted === 'object' && wanted !== null) return leftovers(live, wanted).length === 0 && Object.entries(wanted).every(([key, value]) => covers(child(live, key), value))
  if (wanted === false) return live === undefined || live === false
  const duration = durationOf(wanted)
  return live === wanted || (duration !== undefined && durationOf(live) === duration)
}

/** What Mist may have written before and does not want any more. The headers of a person are a map of their own keys. */
function leftovers(live: unknown, wanted: object): readonly string[] {
  return Object.keys(fieldsOf(live)).filter((key) => (WITHDRAWABLE.has(key) || /^[A-Z]/.test(key)) && !Object.hasOwn(wanted, key))
}

const WITHDRAWABLE: ReadonlySet<string> = new Set(['middlewares', 'servers', 'sticky', 'serversTransport', 'weighted', 'loadBalancer', 'customResponseHeaders', 'stsSeconds', 'certResolver', 'domains', 'secure'])

function coversList(live: readonly unknown[], wanted: readonly unknown[]): boolean {
  return live.length === wanted.length && wanted.every((item, index) => covers(live[index], item))
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
