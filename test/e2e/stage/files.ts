/** What lies in a directory of mistd: all its bytes, to look for words that must not be there, and who may read them. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** All files below, one after the other, as Latin-1: no byte is lost, and ASCII can be looked for. Files that go away meanwhile hold nothing. */
export function bytesBelow(folder: string): string {
  return pathsBelow(folder).map((path) => (kindOf(path) === 'file' ? readOrNothing(path) : '')).join('\n')
}

/** Everything below a folder, and the folder itself, that somebody else than its owner can do something with: `dynamic 755`. */
export function openToOthers(folder: string): readonly string[] {
  return [folder, ...pathsBelow(folder)].flatMap((path) => {
    const mode = lstatSync(path, { throwIfNoEntry: false })?.mode ?? 0
    return (mode & 0o077) === 0 ? [] : [`${relative(folder, path)} ${(mode & 0o777).toString(8)}`]
  }).toSorted()
}

function pathsBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => join(entry.parentPath, entry.name))
}

function kindOf(path: string): 'file' | 'other' {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true ? 'file' : 'other'
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
