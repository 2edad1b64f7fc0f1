/**
 * Progress of an apply as a value: one row for each app (or network) that is at work. Events go in, rows come out; who draws them, how
 * often, and what time it is, is not decided here.
 */
import type { ReconcileEvent } from '../model/event.js'
import { failureLine } from '../model/failure.js'
import { stripControls } from './escape.js'
import { shortIds, STEP_WORDS } from './event-text.js'
import { cutTo, padTo } from './width.js'
import type { Paint } from './paint.js'
import { durationText } from './time-text.js'

export interface Progress {
  /** By app, in the order they began. */
  readonly rows: ReadonlyMap<string, Row>
}

export interface Row {
  readonly text: string
  readonly beganMs: number
}

export const NO_PROGRESS: Progress = { rows: new Map() }

/** The new state, and the line that is final for an app: it is printed once and never drawn again. */
export interface Advance {
  readonly progress: Progress
  readonly final?: FinalRow
}

export interface FinalRow {
  readonly key: string
  readonly end: 'released' | 'failed' | 'skipped' | 'note'
  readonly text: string
}

export function advance(progress: Progress, event: ReconcileEvent, nowMs: number): Advance {
  switch (event.type) {
    case 'step-started': return { progress: withRow(progress, { key: event.app ?? event.subject, text: `${STEP_WORDS[event.step][0]} ${event.subject}`, nowMs }) }
    case 'upgrade-stage': return { progress: withRow(progress, { key: event.app, text: event.stage, nowMs }) }
    case 'image-progress': return { progress: withRow(progress, { key: event.app, text: event.line, nowMs }) }
    case 'step-succeeded': return event.app === undefined ? { progress: without(progress, event.subject) } : { progress }
    case 'app-released': return ended(progress, { key: event.app, end: 'released', text: `done in ${durationText(event.durationMs)}` })
    case 'app-failed': return ended(progress, { key: event.app, end: 'failed', text: failureLine(event.failure) })
    case 'app-skipped': return ended(progress, { key: event.app, end: 'skipped', text: `skipped: ${event.because}` })
    case 'lease-waiting': return { progress, final: { key: '', end: 'note', text: `waiting for another run: ${event.holder}` } }
    case 'source-failed': return { progress, final: { key: '', end: 'note', text: failureLine(event.failure) } }
    default: return { progress }
  }
}

function withRow({ rows }: Progress, { key, text, nowMs }: { readonly key: string; readonly text: string; readonly nowMs: number }): Progress {
  return { rows: new Map(rows).set(key, { text, beganMs: rows.get(key)?.beganMs ?? nowMs }) }
}

function without({ rows }: Progress, key: string): Progress {
  const left = new Map(rows)
  left.delete(key)
  return { rows: left }
}

function ended(progress: Progress, final: FinalRow): Advance {
  return { progress: without(progress, final.key), final }
}

const SIGNS = { released: '✔', failed: '✘', skipped: '–', note: '·' } as const
const COLOURS = { released: 'green', failed: 'red', skipped: 'yellow', note: 'yellow' } as const

export function finalLine({ key, end, text }: FinalRow, paint: Paint): string {
  return `${paint[COLOURS[end]](SIGNS[end])} ${key === '' ? '' : `${stripControls(key)}  `}${stripControls(text)}`
}

export interface DrawOptions {
  readonly paint: Paint
  readonly nowMs: number
  readonly columns: number
  /** What is beyond is counted. */
  readonly maxRows: number
}

/** The lines that are drawn over and over while work goes on. */
export function progressLines({ rows }: Progress, { paint, nowMs, columns, maxRows }: DrawOptions): readonly string[] {
  const shown = [...rows].slice(0, maxRows)
  const keyWidth = Math.min(40, Math.max(0, ...shown.map(([key]) => key.length)))
  const lines = shown.map(([key, row]) => {
    const text = `${padTo(cutTo(stripControls(key), keyWidth), keyWidth)}  ${shortIds(stripControls(row.text))}`
    const seconds = Math.floor(Math.max(0, nowMs - row.beganMs) / 1_000)
    const took = seconds === 0 ? '' : `${String(seconds)} s`
    return `${paint.cyan('●')} ${cutTo(text, Math.max(10, columns - 12))}  ${paint.dim(took)}`.trimEnd()
  })
  return rows.size > shown.length ? [...lines, paint.dim(`  and ${String(rows.size - shown.length)} more`)] : lines
}
