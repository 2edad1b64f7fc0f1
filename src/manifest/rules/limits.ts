/** Limits against what the engine accepts and against the size of the host. */
import type { Finding } from '../finding.js'
import { fault, hint } from '../finding.js'
import type { ManifestApp } from '../manifest.js'
import type { Path } from '../tree.js'
import type { RuleContext } from './context.js'

const MEGABYTE = 1024 * 1024
/** Below these the engine refuses to create the container. */
const MIN_MEMORY_BYTES = 6 * MEGABYTE
const MIN_CPUS = 0.01
const MIN_LOG_BYTES = 1024

export function* smallestLimits({ manifest, apps }: RuleContext): Iterable<Finding> {
  const layers = [{ layer: manifest.defaults, path: ['defaults'] as Path }, ...apps.map(({ app, path }) => ({ layer: app, path }))]
  for (const { layer: { limits = {}, logs = {} }, path } of layers) {
    if ((limits.memoryBytes ?? MIN_MEMORY_BYTES) < MIN_MEMORY_BYTES) yield tooSmall('the memory limit is below 6m, which no engine accepts', [...path, 'limits', 'memory'])
    if ((limits.cpus ?? MIN_CPUS) < MIN_CPUS) yield tooSmall('the CPU limit is below 0.01, which no engine accepts', [...path, 'limits', 'cpus'])
    if ((logs.maxSizeBytes ?? MIN_LOG_BYTES) < MIN_LOG_BYTES) yield tooSmall('a log file of less than 1k holds nothing', [...path, 'logs', 'maxSize'])
  }
}

/** The engine refuses a container with more cores than the host has. */
export function* cpusOfHost({ manifest, apps, facts }: RuleContext): Iterable<Finding> {
  if (facts === undefined) return
  const layers = [{ limits: manifest.defaults.limits, path: ['defaults'] as Path }, ...apps.map(({ app, path }) => ({ limits: app.limits, path }))]
  for (const { limits, path } of layers) {
    if ((limits?.cpus ?? 0) <= facts.cpus) continue
    yield fault({ rule: 'cpus-over-host', message: `the CPU limit is above the ${String(facts.cpus)} cores of this host, which its engine refuses`, help: `at most ${String(facts.cpus)}`, path: [...path, 'limits', 'cpus'] })
  }
}

/** Limits are ceilings, so their sum may be larger than the host; the operator should know that it is. */
export function* capacity(context: RuleContext): Iterable<Finding> {
  const { manifest, apps, facts } = context
  if (facts === undefined || apps.length === 0) return
  const base = manifest.defaults.limits
  const sum = (field: 'memoryBytes' | 'cpus') => apps.reduce((total, { app }) => total + (app.limits?.[field] ?? base?.[field] ?? 0) * containersOf(app), 0)
  const memory = sum('memoryBytes')
  const cpus = sum('cpus')
  const path: Path = ['projects']
  if (memory > facts.memoryBytes) yield hint({ rule: 'over-capacity', message: `the memory limits add up to ${megabytes(memory)} on a host of ${megabytes(facts.memoryBytes)}`, help: 'lower some limits, or accept that not all apps can reach theirs at once', path, on: 'key' })
  if (cpus > facts.cpus && [...cpusOfHost(context)].length === 0) yield hint({ rule: 'over-capacity', message: `the CPU limits add up to ${String(Number(cpus.toFixed(2)))} cores on a host of ${String(facts.cpus)}`, help: 'lower some limits, or accept that not all apps can reach theirs at once', path, on: 'key' })
}

/** With all the previews that may be there at a time, one container each. */
export function containersOf({ replicas = 1, preview }: ManifestApp): number {
  return replicas + (replicas > 0 ? preview?.limit ?? 0 : 0)
}

function tooSmall(message: string, path: Path): Finding {
  return fault({ rule: 'out-of-range', message, help: 'raise it, or remove the key', path })
}

function megabytes(bytes: number): string {
  return `${String(Math.round(bytes / MEGABYTE))}m`
}
