/** Volumes for people: a table of them, and what the loss of one means. */
import type { AppKey } from '../model/resource.js'
import type { Paint } from './paint.js'
import { stripControls } from './escape.js'
import { tableText } from './table.js'
import { agoText, minuteText } from './time-text.js'

export interface VolumeLine {
  readonly name: string
  readonly app: AppKey
  readonly standing: 'in-use' | 'kept' | 'making' | 'ambiguous' | 'unknown'
  /** 1 for the volume as it was first made. */
  readonly generation: number
  /** The data of its app moved on to this one. */
  readonly movedTo?: string
  readonly protect?: true
  readonly createdAt?: string
  readonly sizeBytes?: number
  readonly usedBy: readonly string[]
}

export interface VolumeTextOptions {
  readonly paint: Paint
  readonly nowIso: string
}

export function volumesText(lines: readonly VolumeLine[], { paint, nowIso }: VolumeTextOptions): string {
  const columns = ['VOLUME', 'APP', 'STATE', 'PROTECTED', 'DATED', 'SIZE', 'CONTAINERS'].map((title) => ({ title }))
  const rows = lines.map((line) => [
    { text: line.name }, { text: line.app }, { text: standingText(line) }, { text: line.protect ? 'yes' : '' },
    { text: line.createdAt === undefined ? '' : agoText(line.createdAt, nowIso) }, { text: line.sizeBytes === undefined ? '' : sizeText(line.sizeBytes) },
    { text: line.usedBy.map(stripControls).join(', ') },
  ])
  return tableText(columns, rows, paint)
}

const STANDING = { 'in-use': 'in use', kept: 'kept: no app in git uses it', making: 'being filled', ambiguous: 'not known which one counts', unknown: 'not known right now' } as const

function standingText({ standing, movedTo }: VolumeLine): string {
  return movedTo === undefined ? STANDING[standing] : `kept: the data moved on to ${movedTo}`
}

type VolumeFacts = Omit<VolumeLine, 'standing' | 'generation' | 'movedTo'>

/** For somebody who is about to make an app go on with other data. */
export function choiceText(volume: VolumeFacts, { before, nowIso }: { readonly before?: string; readonly nowIso: string }): string {
  const { name, app, createdAt, sizeBytes } = volume
  return [
    `${app} goes on with the data in volume ${name}:`,
    `  size     ${sizeBytes === undefined ? 'not known' : sizeText(sizeBytes)}`,
    `  dated    ${createdAt === undefined ? 'not known' : `${minuteText(createdAt)} (${agoText(createdAt, nowIso)})`}`,
    ...(before === undefined ? [] : [`  instead  of ${before}, which is kept. What was written there since is not in ${name}`]),
  ].join('\n')
}

export interface LossTextOptions {
  readonly lastRelease?: string
  /** Other generations of it, which stay. */
  readonly others?: readonly string[]
  readonly nowIso: string
}

/** One fact to a line: it is read by somebody who is about to lose data. */
export function lossText({ name, app, createdAt, sizeBytes }: VolumeFacts, { lastRelease, others = [], nowIso }: LossTextOptions): string {
  const at = (iso: string): string => `${minuteText(iso)} (${agoText(iso, nowIso)})`
  return [
    `Volume ${name} and all data in it:`,
    `  app      ${app}`,
    `  size     ${sizeBytes === undefined ? 'not known' : sizeText(sizeBytes)}`,
    `  dated    ${createdAt === undefined ? 'not known' : at(createdAt)}`,
    `  used     ${lastRelease === undefined ? 'not known: history has no release of the app' : `by a release of ${at(lastRelease)}, the last that history has of the app`}`,
    ...(others.length === 0 ? [] : [`  kept     ${others.join(', ')}: ${others.length === 1 ? 'another generation' : 'other generations'} of it`]),
  ].join('\n')
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const

export function sizeText(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** power
  return `${power === 0 || value >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10)} ${UNITS[power] ?? 'B'}`
}
