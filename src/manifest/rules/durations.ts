/** A duration against the bounds within which it makes sense. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { Path } from '../tree.js'

export interface Bounds {
  readonly key: string
  readonly fromMs: number
  readonly toMs: number
  /** What it must be a multiple of. */
  readonly stepMs?: number
}

/** `path` leads to the map that holds the key. */
export function* durationFault(ms: number | undefined, { key, fromMs, toMs, stepMs = 1 }: Bounds, path: Path): Iterable<Finding> {
  if (ms === undefined) return
  if (ms < fromMs || ms > toMs) {
    yield fault({ rule: 'out-of-range', message: `${key} must be from ${shortText(fromMs)} to ${shortText(toMs)}, not ${shortText(ms)}`, help: 'look at the unit', path: [...path, key] })
  } else if (ms % stepMs !== 0) {
    yield fault({ rule: 'out-of-range', message: `${key} must be whole seconds, not ${shortText(ms)}`, help: 'write it without a part of a second', path: [...path, key] })
  }
}

const UNITS = [['h', 3_600_000], ['m', 60_000], ['s', 1_000]] as const

/** The largest unit that holds it without a fraction, as one would write it. */
function shortText(ms: number): string {
  const unit = UNITS.find(([, size]) => ms >= size && ms % size === 0)
  if (unit !== undefined) return `${String(ms / unit[1])}${unit[0]}`
  return ms === 0 ? '0s' : `${String(ms)}ms`
}
