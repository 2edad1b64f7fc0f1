/** Small readers of values whose shape nobody vouches for: answers of the API and files that a person may have edited. */

export type Fields = Readonly<Record<string, unknown>>

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

export function child(value: unknown, key: string): unknown {
  const fields = fieldsOf(value)
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** Milliseconds of a duration as Go writes it, `1m30s` or `250ms`; undefined for any other text. */
export function durationOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^(?:\d{1,9}(?:\.\d{1,9})?(?:ms|s|m|h)){1,4}$/.test(value)) return undefined
  return [...value.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce((total, [, count = '0', unit = 's']) => total + Number(count) * (UNITS_MS[unit] ?? 0), 0)
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }
