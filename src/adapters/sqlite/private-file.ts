/**
 * Makes a file that only its owner can read, before SQLite sees it: side files take the mode of the main file.
 * An existing file is never opened here. POSIX locks belong to the process, and closing any descriptor of a file drops all of
 * them: a mere touch would silently free a lock that another connection of this process holds.
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

export function ensurePrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (!isExisting(error)) throw error
  }
  chmodSync(path, 0o600)
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
