/** Free /24 ranges of the pool: the same project gets the same one on an empty host, and what is in use is stepped over. */
import { digestOf } from '../../model/fingerprint.js'

const SLOT_BITS = 8
const SLOT_SIZE = 2 ** SLOT_BITS

export interface SubnetPool {
  /** Undefined when every range is in use. Each answer is taken from then on. */
  take(seed: string): string | undefined
}

export function openPool(pool: string, used: readonly string[]): SubnetPool {
  const range = readRange(pool)
  const slots = range ? Math.floor((range.end - range.start) / SLOT_SIZE) : 0
  const start = range?.start ?? 0
  const taken = occupied(used, { start, slots })
  return {
    take(seed) {
      const slot = firstFree(seed, slots, taken)
      if (slot === undefined) return undefined
      taken.add(slot)
      return `${addressText(start + slot * SLOT_SIZE)}/${String(32 - SLOT_BITS)}`
    },
  }
}

function firstFree(seed: string, slots: number, taken: ReadonlySet<number>): number | undefined {
  if (taken.size >= slots) return undefined
  const first = Number.parseInt(digestOf(seed).slice(0, 8), 16) % slots
  for (let step = 0; step < slots; step += 1) {
    const slot = (first + step) % slots
    if (!taken.has(slot)) return slot
  }
  return undefined
}

function occupied(used: readonly string[], { start, slots }: { readonly start: number; readonly slots: number }): Set<number> {
  const taken = new Set<number>()
  for (const range of used.map(readRange)) {
    if (!range) continue
    const first = Math.max(0, Math.floor((range.start - start) / SLOT_SIZE))
    const last = Math.min(slots - 1, Math.floor((range.end - 1 - start) / SLOT_SIZE))
    for (let slot = first; slot <= last; slot += 1) taken.add(slot)
  }
  return taken
}

interface Range {
  readonly start: number
  /** Exclusive. */
  readonly end: number
}

/** Undefined for everything but IPv4: such a range cannot overlap with ours. */
function readRange(cidr: string): Range | undefined {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr)
  if (!found) return undefined
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = found.slice(1).map(Number)
  if (bits > 32 || [a, b, c, d].some((octet) => octet > 255)) return undefined
  const size = 2 ** (32 - bits)
  const address = ((a * 256 + b) * 256 + c) * 256 + d
  const start = Math.floor(address / size) * size
  return { start, end: start + size }
}

function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')
}
