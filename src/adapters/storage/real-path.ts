/** Where a path really is, whatever links are on the way. */
import { realpathSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** What is not there yet, or cannot be looked at, is where its folder is. It waits for the disk with all that the process does: for its start alone. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path === dirname(path) ? path : join(realPath(dirname(path)), basename(path))
  }
}

/** The same, while everything else goes on. */
export async function findRealPath(path: string): Promise<string> {
  return realpath(path).catch(async () => (path === dirname(path) ? path : join(await findRealPath(dirname(path)), basename(path))))
}
