/** What lies below a folder in which somebody is at work: what goes away while it is listed is left out, and nothing else is. */
import { lstatSync, readdirSync, type Dirent } from 'node:fs'
import { join } from 'node:path'

/** Node's own recursive listing ends with an exception when a folder goes away under it, as git's and a server's do. The first folder has to be there: nothing is found in a wrong one. */
export function pathsBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => pathsOf(folder, entry))
}

/** The plain files among them. */
export function filesBelow(folder: string): readonly string[] {
  return pathsBelow(folder).filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true)
}

/** Whether an error says that what was just listed is not there any more. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

function pathsOf(folder: string, entry: Dirent): readonly string[] {
  const path = join(folder, entry.name)
  if (!entry.isDirectory()) return [path]
  try {
    return [path, ...pathsBelow(path)]
  } catch (error) {
    if (isGone(error)) return [path]
    throw error
  }
}
