/** What lies below a folder in which somebody is at work: what goes away while it is listed is left out, and nothing else is. */
import { lstatSync, readdirSync, type Dirent } from 'node:fs'
import { join } from 'node:path'

/** Node's own recursive listing ends with an exception when a folder goes away under it, as git's and a server's do. */
export function pathsBelow(folder: string): readonly string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? [path, ...pathsBelow(path)] : [path]
  })
}

/** The plain files among them. */
export function filesBelow(folder: string): readonly string[] {
  return pathsBelow(folder).filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true)
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return []
    throw error
  }
}
