/** Times as people type them: `90s`, `2h30m`, or a moment in ISO 8601. */

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const PART = /(\d+)(ms|s|m|h|d)/g

/** Undefined when it is no duration, or none above zero. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d{1,9}(ms|s|m|h|d))+$/.test(text)) return undefined
  const total = [...text.matchAll(PART)].reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MS[unit ?? ''] ?? 0), 0)
  return total > 0 && total <= LONGEST_MS ? total : undefined
}

/** What a timer can hold is less; nobody waits for ten years. */
const LONGEST_MS = 3_650 * 86_400_000

const MOMENT = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** A moment, or the time so long before (or after) now, as ISO 8601. */
export function parseMoment(text: string, { nowIso, direction }: { readonly nowIso: string; readonly direction: 'past' | 'future' }): string | undefined {
  const duration = parseDuration(text)
  const ms = duration === undefined ? momentMs(text) : Date.parse(nowIso) + (direction === 'past' ? -duration : duration)
  return ms === undefined || !Number.isFinite(ms) ? undefined : new Date(ms).toISOString()
}

function momentMs(text: string): number | undefined {
  return MOMENT.test(text) ? Date.parse(text.replace(' ', 'T')) : undefined
}
