/** One check for an app, and one that can be made. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { ManifestApp } from '../manifest.js'
import type { Path } from '../tree.js'
import type { RuleContext } from './context.js'
import type { Bounds } from './durations.js'
import { durationFault } from './durations.js'

const CHECKS = ['path', 'tcp', 'cmd'] as const
/** Which of the other keys belong to which check. */
const COMPANIONS = { path: ['status', 'port'], tcp: [], cmd: ['interval', 'timeout', 'retries', 'startPeriod'] } as const

export function* oneCheck({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    const at = [...path, 'health']
    if (!isWritten(at) || (app.health !== undefined && CHECKS.every((key) => !isWritten([...at, key])))) continue
    const [first, second] = CHECKS.filter((key) => isWritten([...at, key]))
    if (first === undefined) yield fault({ rule: 'health-empty', message: `the health of ${app.name} names no check`, help: 'add `path:`, `tcp:` or `cmd:`, or remove it', path: at, on: 'key' })
    else if (second !== undefined) yield fault({ rule: 'health-conflict', message: `${app.name} has two checks, ${first} and ${second}`, help: 'keep one of them', path: [...at, second], on: 'key', related: [{ path: [...at, first], message: 'and this one', on: 'key' }] })
    else yield* strayKeys(first, at, isWritten)
  }
}

function* strayKeys(check: (typeof CHECKS)[number], at: Path, isWritten: (path: Path) => boolean): Iterable<Finding> {
  for (const owner of CHECKS) {
    const stray = owner === check ? undefined : COMPANIONS[owner].find((key) => isWritten([...at, key]))
    if (stray !== undefined) yield fault({ rule: 'health-stray-key', message: `${stray} belongs to a check by ${owner}, and this one is by ${check}`, help: `remove it${check === 'tcp' && stray === 'port' ? ', and write the port as `tcp:`' : ''}`, path: [...at, stray], on: 'key' })
  }
}

/** From outside there must be something to connect to. */
export function* portOfCheck({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    const { health } = app
    if (health === undefined || health.kind === 'cmd' || health.port !== undefined || app.port !== undefined) continue
    const key = health.kind === 'http' ? 'path' : 'tcp'
    const at = [...path, 'health', key]
    yield fault({ rule: 'health-port', message: `the health of ${app.name} is asked from outside, and the app has no port`, help: `add \`port:\` to the app${key === 'path' ? ' or to `health`' : ', or write the port as `tcp:`'}`, path: isWritten(at) ? at : [...path, 'health'] })
  }
}

export function* statusRange({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app: { health }, path } of apps) {
    if (health?.kind !== 'http' || health.status === undefined || !isWritten([...path, 'health', 'status'])) continue
    const { from, to } = health.status
    if (from > to) yield fault({ rule: 'out-of-range', message: `no status is at least ${String(from)} and at most ${String(to)}`, help: 'write the smaller one first, such as 200-299', path: [...path, 'health', 'status'] })
  }
}

const MINUTE = 60_000
const BOUNDS: readonly (Bounds & { readonly field: 'intervalMs' | 'timeoutMs' | 'startPeriodMs' })[] = [
  { key: 'interval', field: 'intervalMs', fromMs: 1_000, toMs: 60 * MINUTE },
  { key: 'timeout', field: 'timeoutMs', fromMs: 1_000, toMs: 10 * MINUTE },
  { key: 'startPeriod', field: 'startPeriodMs', fromMs: 0, toMs: 60 * MINUTE, stepMs: 1_000 },
]

export function* healthDurations({ apps }: RuleContext): Iterable<Finding> {
  for (const { app: { health, database }, path } of apps) {
    if (health?.kind !== 'cmd' || database) continue
    for (const bounds of BOUNDS) yield* durationFault(health[bounds.field], bounds, [...path, 'health'])
  }
}

/** A command can be healthy only after its first run, which comes one interval after the start. */
export function* firstCheck({ manifest, apps }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    const intervalMs = intervalOf(app)
    const timeoutMs = app.deploy?.timeoutMs ?? manifest.defaults.deploy?.timeoutMs ?? DEFAULT_TIMEOUT_MS
    if (intervalMs === undefined || intervalMs < timeoutMs) continue
    yield fault({ rule: 'health-too-rare', message: `the health of ${app.name} is first told after a release has given up`, help: 'make `interval` shorter than the `timeout` of `deploy`', path: [...path, 'health', 'interval'] })
  }
}

/** The same as in resolve: a rule has to know what happens when nothing is said. */
const DEFAULT_INTERVAL_MS = 30_000
const DEFAULT_TIMEOUT_MS = 5 * MINUTE

function intervalOf({ health }: ManifestApp): number | undefined {
  return health?.kind === 'cmd' ? (health.intervalMs ?? DEFAULT_INTERVAL_MS) : undefined
}
