/** Times, amounts and links as a reader of the page wants them. "Now" is a value: the page says what it knew when it was made. */
import { html, type Html } from './html.js'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `3 min ago`, with the exact time for machines and on hovering. A script may keep it current. */
export function ago(iso: string, now: string): Html {
  const ms = Date.parse(now) - Date.parse(iso)
  if (!Number.isFinite(ms)) return html`<span class="quiet">never</span>`
  return html`<time datetime="${iso}" title="${exact(iso)}" data-ago>${distance(ms)}</time>`
}

/** The page script says the same in the browser; a test holds the two together. */
export function distance(ms: number): string {
  if (ms < 5 * SECOND) return 'just now'
  if (ms < MINUTE) return `${String(Math.floor(ms / SECOND))} s ago`
  if (ms < HOUR) return `${String(Math.floor(ms / MINUTE))} min ago`
  if (ms < DAY) return `${String(Math.floor(ms / HOUR))} h ago`
  return `${String(Math.floor(ms / DAY))} d ago`
}

export function exact(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`
}

export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${String(amount)} ${amount === 1 ? one : many}`
}

/** Anything but http and https is shown as text: a link that runs code must not be possible, whatever a report says. */
export function link(url: string, label: Html | string): Html {
  return /^https?:\/\//.test(url) ? html`<a href="${url}" rel="noreferrer">${label}</a>` : html`<span>${label}</span>`
}
