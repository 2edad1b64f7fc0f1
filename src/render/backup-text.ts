/** Backups for people: how it stands with each, and which there are of one. */
import type { BackupManifest, BackupOrigin, DrillRecord } from '../model/backup.js'
import type { BackupStatus } from '../model/run.js'
import { stripControls } from './escape.js'
import type { Paint } from './paint.js'
import { tableText } from './table.js'
import { agoText, minuteText } from './time-text.js'
import { sizeText } from './volume-text.js'

export interface BackupTextOptions {
  readonly paint: Paint
  readonly nowIso: string
}

/** What can be told of a backup whose manifest cannot be read or is not believed: that, and its size. */
export interface BackupLine {
  readonly id: string
  readonly at: string
  readonly bytes: number
  readonly manifest?: Pick<BackupManifest, 'reason' | 'encrypted' | 'parts'>
  readonly origin?: BackupOrigin
  readonly damage?: string
  readonly drill?: Pick<DrillRecord, 'at' | 'result'>
}

/** Backups that lie in a storage, and that git does not want any more. */
export type LeftLine = Pick<BackupStatus, 'key' | 'storage' | 'last' | 'count'>

export function backupStatusText(statuses: readonly BackupStatus[], { paint, nowIso, left = [] }: BackupTextOptions & { readonly left?: readonly LeftLine[] }): string {
  const columns = ['BACKUP', 'STORAGE', 'STATE', 'LAST GOOD', 'SIZE', 'KEPT', 'PROVEN', 'NEXT'].map((title) => ({ title }))
  const rows = statuses.map(({ key, storage, state, last, count, next, drill }) => [
    { text: key }, { text: storage }, stateCell(state, paint), { text: last ? agoText(last.at, nowIso) : 'none' },
    { text: last ? sizeText(last.bytes) : '' }, { text: String(count) }, drillCell(drill, { paint, nowIso }), { text: next === undefined ? 'never' : minuteText(next) },
  ])
  const leftRows = left.map(({ key, storage, last, count }) => [
    { text: key }, { text: storage }, { text: 'not in git' }, { text: last ? agoText(last.at, nowIso) : 'none' },
    { text: last ? sizeText(last.bytes) : '' }, { text: String(count) }, { text: '' }, { text: 'never' },
  ])
  const notes = statuses.flatMap(({ key, message }) => (message === undefined ? [] : [`${paint.bold(key)}  ${stripControls(message)}`]))
  return [tableText(columns, [...rows, ...leftRows], paint), ...notes].join('\n')
}

function drillCell(drill: BackupLine['drill'], { paint, nowIso }: BackupTextOptions): Cell {
  if (!drill) return { text: 'never' }
  return drill.result === 'passed' ? { text: agoText(drill.at, nowIso), paint: paint.green } : { text: `failed ${agoText(drill.at, nowIso)}`, paint: paint.red }
}

interface Cell {
  readonly text: string
  readonly paint?: (text: string) => string
}

function stateCell(state: BackupStatus['state'], paint: Paint): Cell {
  if (state === 'failed' || state === 'overdue') return { text: state, paint: paint.red }
  return state === 'good' ? { text: state, paint: paint.green } : { text: state }
}

export function backupListText(lines: readonly BackupLine[], { paint, nowIso }: BackupTextOptions): string {
  const columns = ['ID', 'AGE', 'SIZE', 'PARTS', 'ENCRYPTED', 'SIGNED', 'MADE BY', 'PROVEN'].map((title) => ({ title }))
  const rows = lines.map(({ id, at, bytes, manifest, origin, drill }) => [
    { text: id }, { text: agoText(at, nowIso) }, { text: sizeText(bytes) }, { text: manifest ? String(manifest.parts.length) : '' },
    { text: manifest ? (manifest.encrypted ? 'yes' : 'no') : '' }, signedCell(origin, paint), { text: manifest ? REASONS[manifest.reason] : '' },
    drillCell(drill, { paint, nowIso }),
  ])
  const notes = lines.flatMap(({ damage }) => (damage === undefined ? [] : [paint.red(stripControls(damage))]))
  return [tableText(columns, rows, paint), ...notes].join('\n')
}

function signedCell(origin: BackupLine['origin'], paint: Paint): Cell {
  switch (origin) {
    case 'own': return { text: 'yes' }
    case 'unsigned': return { text: 'no' }
    case 'foreign': return { text: 'elsewhere' }
    case undefined: return { text: 'not usable', paint: paint.red }
  }
}

const REASONS: Readonly<Record<BackupManifest['reason'], string>> = { schedule: 'schedule', person: 'a person', 'before-restore': 'a restore, before it', upgrade: 'an upgrade, before it' }

export function backupMadeText({ key, id, parts, encrypted }: BackupManifest, storage: string): string {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  return stripControls(`Backed up ${key} as ${id} to ${storage}: ${parts.length === 1 ? '1 part' : `${String(parts.length)} parts`}, ${sizeText(bytes)}${encrypted ? '' : ', not encrypted'}.`)
}
