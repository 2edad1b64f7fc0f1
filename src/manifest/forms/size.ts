/** `512m`, `1.5g` → bytes. Units are powers of 1024, as the engine counts. */
import { err, ok } from '../../model/result.js'
import type { Form } from './form.js'

const KILO = 1024
const UNITS: Readonly<Record<string, number>> = { b: 1, k: KILO, m: KILO ** 2, g: KILO ** 3, t: KILO ** 4 }
const MAX_BYTES = KILO ** 5

export function parseSize(text: string): Form<number> {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)([bkmgt])$/.exec(text)
  const unit = UNITS[match?.[2] ?? '']
  if (match === null || unit === undefined) return err({ rule: 'malformed', message: `${text} is not a size`, help: 'a number with one of the units b, k, m, g or t, for example `512m`' })
  const bytes = Math.floor(Number(match[1]) * unit)
  if (bytes > MAX_BYTES) return err({ rule: 'out-of-range', message: `${text} is more than 1024t`, help: 'look at the unit' })
  return ok(bytes)
}
