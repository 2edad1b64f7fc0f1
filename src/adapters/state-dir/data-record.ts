/**
 * The record of what data there was on this host, as one small file of the state directory. It is replaced whole by rename. One that cannot
 * be read as what it is is never taken for an empty one: whoever asks is told the file and why, and it is left for a person to mend.
 */
import { join } from 'node:path'
import { sortedKeys } from '../../model/compare.js'
import type { DataRecord, DataWriter } from '../../model/data-record.js'
import { NO_DATA } from '../../model/data-record.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { baseVolume } from '../../model/generation.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { wordOf } from '../../model/word-of.js'
import { isRecord } from '../../model/is-record.js'
import type { DataRecordPort, DataRecordReader, LeasePort } from '../../ports.js'
import { never } from '../../signals.js'
import { DATA_RECORD } from './kept-files.js'
import { readSmallFile, writeSmallFile } from './small-file.js'

export interface DataRecordOptions {
  readonly stateDir: string
  /** Held for the moment of a write, by whichever process it is. */
  readonly lease: LeasePort
}

/** A write takes a few milliseconds. */
const WAIT_MS = 5_000

export function createDataRecordReader({ stateDir }: Pick<DataRecordOptions, 'stateDir'>): DataRecordReader {
  return { read: () => readDataRecord(stateDir) }
}

export function createDataRecord({ stateDir, lease }: DataRecordOptions): DataRecordPort {
  return {
    read: () => readDataRecord(stateDir),
    update: async (change) => {
      const held = await lease.acquire('write down what data there is', WAIT_MS, never())
      if (!held.ok) return held
      try {
        const found = readDataRecord(stateDir)
        if (!found.ok) return found
        writeDataRecord(stateDir, change(found.value))
        return ok(undefined)
      } catch (error) {
        return err(failure('file-unwritable', { subject: `cannot write ${join(stateDir, DATA_RECORD)}`, cause: wordOf(error), help: 'Check the disk and the owner of the state directory.' }))
      } finally {
        held.value.release()
      }
    },
  }
}

export function readDataRecord(stateDir: string): Result<DataRecord> {
  const path = join(stateDir, DATA_RECORD)
  try {
    const text = readSmallFile(path)
    return ok(text === undefined ? NO_DATA : parsed(text))
  } catch (error) {
    return err(unreadable(path, wordOf(error)))
  }
}

/** Throws errors of the file system. */
export function writeDataRecord(folder: string, { held, givenUp, writers }: DataRecord): void {
  writeSmallFile(folder, DATA_RECORD, `${JSON.stringify({ formatVersion: 1, held: sortedKeys(held), givenUp: sortedKeys(givenUp), writers: sortedKeys(writers) }, undefined, 2)}\n`)
}

/** Throws what is wrong, in words for a person who may have edited it. */
function parsed(text: string): DataRecord {
  const value: unknown = JSON.parse(text)
  if (!isRecord(value)) throw new Error('it is no object')
  if (value['formatVersion'] !== 1) throw new Error(`its formatVersion is ${JSON.stringify(value['formatVersion']) ?? 'missing'}, and this Mist knows 1`)
  return {
    held: entriesOf(value, 'held', { nameFault: faultOfBase, valueOf: momentOf }),
    givenUp: entriesOf(value, 'givenUp', { nameFault: faultOfBase, valueOf: momentOf }),
    writers: entriesOf(value, 'writers', { nameFault: faultOfName, valueOf: writerOf }),
  }
}

interface Form<T> {
  /** What is wrong with a name. */
  readonly nameFault: (name: string) => string | undefined
  /** Undefined for what is none. */
  readonly valueOf: (value: unknown) => T | undefined
}

function entriesOf<T>(record: Readonly<Record<string, unknown>>, field: string, { nameFault, valueOf }: Form<T>): Readonly<Record<string, T>> {
  const found = record[field]
  if (!isRecord(found)) throw new Error(`${field} is no object`)
  return Object.fromEntries(Object.entries(found).map(([name, value]) => {
    const fault = nameFault(name)
    if (fault !== undefined) throw new Error(`in ${field}, ${JSON.stringify(name)} ${fault}`)
    const read = valueOf(value)
    if (read === undefined) throw new Error(`in ${field}, the value of ${name} is not one that Mist writes there`)
    return [name, read]
  }))
}

const VOLUME = /^[A-Za-z0-9][A-Za-z0-9_.-]{1,250}$/

function faultOfName(name: string): string | undefined {
  return VOLUME.test(name) ? undefined : 'is no name of a volume'
}

function faultOfBase(name: string): string | undefined {
  return faultOfName(name) ?? (baseVolume(name) === name ? undefined : `is a later generation: write ${baseVolume(name)}`)
}

/** They are compared as text. */
function momentOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value) ? value : undefined
}

function writerOf(value: unknown): DataWriter | undefined {
  if (!isRecord(value)) return undefined
  const { software, version } = value
  return typeof software === 'string' && software !== '' && typeof version === 'string' && version !== '' ? { software, version } : undefined
}

function unreadable(path: string, cause: string): Failure {
  return failure('data-record-unreadable', { subject: `cannot read ${path}`, cause, help: 'Mend the file. Moved away, it is made anew of what is on the host and in the history of Mist; what was known of volumes that are gone may then be lost.' })
}
