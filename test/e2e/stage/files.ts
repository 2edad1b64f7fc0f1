/** What lies in a directory of mistd: all its bytes, to look for words that must not be there, and who may read them. */
import { lstatSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { filesBelow, isGone, pathsBelow } from '../../support/paths-below.js'

/** All files below, one after the other, as Latin-1: no byte is lost, and ASCII can be looked for. Files that go away meanwhile hold nothing. */
export function bytesBelow(folder: string): string {
  return filesBelow(folder).map(readOrNothing).join('\n')
}

/** Everything below a folder, and the folder itself, that somebody else than its owner can do something with: `dynamic 755`. */
export function openToOthers(folder: string): readonly string[] {
  return [folder, ...pathsBelow(folder)].flatMap((path) => {
    const mode = lstatSync(path, { throwIfNoEntry: false })?.mode ?? 0
    return (mode & 0o077) === 0 ? [] : [`${relative(folder, path)} ${(mode & 0o777).toString(8)}`]
  }).toSorted()
}

/** Only what is gone holds nothing: a file that cannot be read may hold anything. */
export function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch (error) {
    if (isGone(error)) return ''
    throw error
  }
}
