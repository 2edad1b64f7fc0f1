/**
 * The health check of a container, to the engine and back. The engine reads a zero as "what the image says" and counts in
 * nanoseconds; both end here.
 */
import type { HealthCheckSpec } from '../../../model/resource.js'
import { argument } from '../payload/words.js'
import type { Shape } from '../payload/shape.js'
import { all, integer, listOf, record } from '../payload/shape.js'
import type { WireHealthCheck } from '../wire.js'

const NANO_PER_MS = 1_000_000
/** The least that the engine takes: as good as none, and not the zero that would let the image's own period in. */
const NO_START_PERIOD_NANO = NANO_PER_MS

/** What the engine uses where nobody says anything. */
const ENGINE_DEFAULTS = { intervalMs: 30_000, timeoutMs: 30_000, retries: 3 } as const

export function encodeHealthCheck({ command, intervalMs, timeoutMs, retries, startPeriodMs }: HealthCheckSpec): Readonly<Record<string, unknown>> {
  return {
    Test: [PLAIN, ...command],
    Interval: intervalMs * NANO_PER_MS,
    Timeout: timeoutMs * NANO_PER_MS,
    Retries: retries,
    StartPeriod: Math.max(startPeriodMs * NANO_PER_MS, NO_START_PERIOD_NANO),
  }
}

/** A check that was switched off reads as one without words. Undefined when there is none. */
export function readHealthCheck(wire: WireHealthCheck | null | undefined): HealthCheckSpec | undefined {
  const [kind, ...words] = wire?.Test ?? []
  if (!wire || kind === undefined) return undefined
  return {
    command: readWords(kind, words),
    intervalMs: milliseconds(wire.Interval) || ENGINE_DEFAULTS.intervalMs,
    timeoutMs: milliseconds(wire.Timeout) || ENGINE_DEFAULTS.timeoutMs,
    retries: wire.Retries || ENGINE_DEFAULTS.retries,
    startPeriodMs: wire.StartPeriod === NO_START_PERIOD_NANO ? 0 : milliseconds(wire.StartPeriod),
  }
}

function readWords(kind: string, words: readonly string[]): readonly string[] {
  if (kind === OFF) return []
  return kind === PLAIN ? words : [...SHELL, ...words]
}

const PLAIN = 'CMD'
const OFF = 'NONE'
/** What the engine puts in front of the text of a check by shell. Only images and hands make those. */
const SHELL = ['/bin/sh', '-c']

function milliseconds(nano: number | undefined): number {
  return (nano ?? 0) / NANO_PER_MS
}

export function sameHealthCheck(a: HealthCheckSpec | undefined, b: HealthCheckSpec | undefined): boolean {
  if (!a || !b) return a === b
  return a.command.join('\0') === b.command.join('\0') && a.intervalMs === b.intervalMs && a.timeoutMs === b.timeoutMs && a.retries === b.retries && a.startPeriodMs === b.startPeriodMs
}

const SECOND_NANO = 1_000 * NANO_PER_MS
const HOUR_NANO = 3_600 * SECOND_NANO

/** Words for the engine to run, never a text for a shell. */
export function healthCheckShape(): Shape {
  const isPlain: Shape = (value, field) => (Array.isArray(value) && value[0] === PLAIN && value.length > 1 ? undefined : { field, why: 'only a list of words to run is allowed' })
  return record({
    Test: all(listOf(argument(), 1_000), isPlain),
    Interval: integer(SECOND_NANO, HOUR_NANO),
    Timeout: integer(SECOND_NANO, HOUR_NANO),
    Retries: integer(1, 100),
    StartPeriod: integer(NO_START_PERIOD_NANO, HOUR_NANO),
  })
}
