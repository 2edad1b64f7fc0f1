/**
 * What data there ever was on this host: of which volumes a database, or something with backups, began to write, and which version wrote last.
 * It is what tells data that is new from data that is gone. Names of volumes are those that they had first: every generation of one counts.
 */
import { baseVolume } from './generation.js'
import { compareVersions, isMoreExact } from './version.js'

export interface DataRecord {
  /** Name of the first generation → since when, as ISO 8601. Some generation of it held data, and nobody gave that up. */
  readonly held: Readonly<Record<string, string>>
  /** Name of the first generation → when a person gave up what was in it. Kept, so that an older copy of this record does not bring it back. */
  readonly givenUp: Readonly<Record<string, string>>
  /** Name of a volume, whichever generation it is → what wrote to it last. Only where newer software opens older data: elsewhere the label of the volume tells. */
  readonly writers: Readonly<Record<string, DataWriter>>
}

export interface DataWriter {
  readonly software: string
  /** As its image was tagged. */
  readonly version: string
}

/** One volume that is about to be written to. Without a writer it is not known, or does not matter, what wrote last. */
export interface DataNote {
  readonly volume: string
  readonly writer?: DataWriter
}

export const NO_DATA: DataRecord = { held: {}, givenUp: {}, writers: {} }

export function isHeld({ held }: DataRecord, volume: string): boolean {
  return Object.hasOwn(held, baseVolume(volume))
}

export function writerOf({ writers }: DataRecord, volume: string): DataWriter | undefined {
  return Object.hasOwn(writers, volume) ? writers[volume] : undefined
}

export function withNotes(record: DataRecord, notes: readonly DataNote[], at: string): DataRecord {
  const bases = notes.map(({ volume }) => baseVolume(volume))
  const began = Object.fromEntries(bases.filter((base) => !Object.hasOwn(record.held, base)).map((base) => [base, at]))
  const writers = { ...without(record.writers, (volume) => notes.some((note) => note.volume === volume)), ...Object.fromEntries(notes.flatMap(({ volume, writer }) => (writer ? [[volume, writer]] : []))) }
  return { held: { ...record.held, ...began }, givenUp: without(record.givenUp, (base) => bases.includes(base)), writers }
}

/** One generation is gone, and others of it are there: what they hold is missed as before. */
export function withoutGeneration(record: DataRecord, volume: string): DataRecord {
  return { ...record, writers: without(record.writers, (name) => name === volume) }
}

/** From now on nobody waits for any generation of it. */
export function withGivenUp({ held, givenUp, writers }: DataRecord, volume: string, at: string): DataRecord {
  const base = baseVolume(volume)
  return { held: without(held, (one) => one === base), givenUp: { ...givenUp, [base]: at }, writers: without(writers, (name) => baseVolume(name) === base) }
}

/**
 * Of two copies of one record, which parted at some time: of each volume the later word counts. Where both are of the same moment the data
 * is missed, since that only asks once more.
 */
export function mergeRecords(one: DataRecord, other: DataRecord): DataRecord {
  const held = latest(one.held, other.held)
  const givenUp = latest(one.givenUp, other.givenUp)
  const isOver = (base: string): boolean => Object.hasOwn(givenUp, base) && (givenUp[base] ?? '') > (held[base] ?? '')
  return {
    held: without(held, isOver),
    givenUp: without(givenUp, (base) => !isOver(base)),
    writers: without(mergeWriters(one, other), (volume) => isOver(baseVolume(volume))),
  }
}

/** What was given up and began anew has nothing to do with who wrote before that. */
function mergeWriters(one: DataRecord, other: DataRecord): DataRecord['writers'] {
  const began = ({ held }: DataRecord, volume: string): string => held[baseVolume(volume)] ?? ''
  const isTold = (volume: string, by: DataRecord, beside: DataRecord): boolean => began(by, volume) >= began(beside, volume)
  const first = without(one.writers, (volume) => !isTold(volume, one, other))
  const second = Object.entries(other.writers).filter(([volume, writer]) => isTold(volume, other, one) && (!Object.hasOwn(first, volume) || isNewer(writer, first[volume])))
  return { ...first, ...Object.fromEntries(second) }
}

/** Also where nothing is known of what wrote before, or less exactly. */
export function isNewer(writer: DataWriter, before: DataWriter | undefined): boolean {
  return before?.software !== writer.software || compareVersions(writer.version, before.version) > 0 || isMoreExact(writer.version, before.version)
}

function latest(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const later = Object.entries(other).filter(([name, at]) => !Object.hasOwn(one, name) || at > (one[name] ?? ''))
  return { ...one, ...Object.fromEntries(later) }
}

function without<T>(names: Readonly<Record<string, T>>, isGone: (name: string) => boolean): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(names).filter(([name]) => !isGone(name)))
}
