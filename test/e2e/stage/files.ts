/** What lies in a directory of mistd: all its bytes, to look for words that must not be there. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** All files below, one after the other, as Latin-1: no byte is lost, and ASCII can be looked for. Files that go away meanwhile hold nothing. */
export function bytesBelow(folder: string): string {
  return pathsBelow(folder).map((path) => (kindOf(path) === 'file' ? readOrNothing(path) : '')).join('\n')
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
