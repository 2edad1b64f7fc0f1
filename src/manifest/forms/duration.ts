/** `30s`, `5m` → milliseconds, for the clocks of the host settings. Which durations make sense is decided by the rules. */
import { err, ok } from '../../model/result.js'
import type { Form } from './form.js'

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

export function parseDuration(text: string): Form<number> {
  const match = /^(\d{1,6})(ms|s|m|h)$/.exec(text)
  const unit = UNITS_MS[match?.[2] ?? '']
  if (match === null || unit === undefined) return err({ rule: 'malformed', message: `${text} is not a duration`, help: 'a number with one of the units ms, s, m or h, for example `30s`' })
  return ok(Number(match[1]) * unit)
}
