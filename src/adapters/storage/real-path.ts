/** Where a path really is, whatever links are on the way. */
import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** What is not there yet, or cannot be looked at, is where its folder is. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path === dirname(path) ? path : join(realPath(dirname(path)), basename(path))
  }
}
