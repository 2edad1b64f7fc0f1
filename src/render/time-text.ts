/** Times and durations as a reader wants them. "Now" is a value; whoever calls knows it. */

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `14s`, `3m`, `5h`, `41d`; empty when the time is not known. */
export function ageText(iso: string, nowIso: string): string {
  const ms = Date.parse(nowIso) - Date.parse(iso)
  if (!Number.isFinite(ms)) return ''
  if (ms < MINUTE) return `${String(Math.max(0, Math.floor(ms / SECOND)))}s`
  if (ms < HOUR) return `${String(Math.floor(ms / MINUTE))}m`
  if (ms < 2 * DAY) return `${String(Math.floor(ms / HOUR))}h`
  return `${String(Math.floor(ms / DAY))}d`
}

export function agoText(iso: string, nowIso: string): string {
  const age = ageText(iso, nowIso)
  return age === '' ? 'at an unknown time' : `${age} ago`
}

/** `450 ms`, `2 s`, `3.2 s`, `4 min 10 s`. */
export function durationText(ms: number): string {
  if (ms < SECOND) return `${String(Math.round(ms))} ms`
  if (ms < 10 * SECOND) return `${String(Math.round(ms / 100) / 10)} s`
  if (ms < 2 * MINUTE) return `${String(Math.round(ms / SECOND))} s`
  const wholeSeconds = Math.round(ms / SECOND)
  const [minutes, seconds] = [Math.floor(wholeSeconds / 60), wholeSeconds % 60]
  return seconds === 0 || minutes >= 10 ? `${String(minutes)} min` : `${String(minutes)} min ${String(seconds)} s`
}

/** `2026-03-01 10:02`, in UTC as the history keeps it. */
export function minuteText(iso: string): string {
  return Number.isFinite(Date.parse(iso)) ? `${iso.slice(0, 10)} ${iso.slice(11, 16)}Z` : iso
}

/** `10:02:31`, in UTC. */
export function clockText(iso: string): string {
  return iso.slice(11, 19)
}
