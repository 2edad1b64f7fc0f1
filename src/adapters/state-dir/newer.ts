/** Whether a newer Mist wrote the state: what it says there is not known to this one, which would set it aside or read half of it. So it is neither used nor restored. */
import { join } from 'node:path'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { isRecord } from '../../model/is-record.js'
import { DATA_RECORD } from './kept-files.js'
import { readSmallFile } from './small-file.js'

/** All that bear a version. Of the history its schema tells. */
const NOTES = [DATA_RECORD, 'generations.json', 'standing-still.json'] as const
const KNOWN = 1

interface NewerNote {
  readonly name: string
  readonly cause: string
}

export function refuseNewerState(stateDir: string): Failure | undefined {
  const newer = newerNote(stateDir)
  return newer && failure('store-newer', { subject: `cannot use ${join(stateDir, newer.name)}`, cause: newer.cause, help: 'Run the newer Mist again; nothing was changed. To go back for good, bring back a copy of the state that this version made: mistctl state restore.' })
}

/** Undefined also for what cannot be read: whoever needs it tells of that. */
export function newerNote(folder: string): NewerNote | undefined {
  return newerNotes(folder)[0]
}

export function newerNotes(folder: string): readonly NewerNote[] {
  return NOTES.flatMap((name) => {
    const version = newerVersion(textOf(join(folder, name)))
    return version === undefined ? [] : [{ name, cause: newerWords(version) }]
  })
}

export function newerWords(version: number): string {
  return `a newer Mist wrote it, in form ${String(version)}, and this one knows ${String(KNOWN)}`
}

export function newerVersion(text: string | undefined): number | undefined {
  const version = versionIn(text)
  return typeof version === 'number' && Number.isSafeInteger(version) && version > KNOWN ? version : undefined
}

function versionIn(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return isRecord(value) ? value['formatVersion'] : undefined
  } catch {
    return undefined
  }
}

function textOf(path: string): string | undefined {
  try {
    return readSmallFile(path)
  } catch {
    return undefined
  }
}
