/** A small private file of the state directory: never followed where it is a link, and replaced whole by rename, on disk before anybody counts on it. */
import { randomBytes } from 'node:crypto'
import { closeSync, constants, fstatSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from './sync-folder.js'

const MAX_BYTES = 1024 * 1024
const ASIDE = '.damaged-'

/** Undefined when there is none. Throws errors of the file system, and for what is no such file. */
export function readSmallFile(path: string): string | undefined {
  const descriptor = openIfThere(path)
  if (descriptor === undefined) return undefined
  try {
    const info = fstatSync(descriptor)
    if (!info.isFile()) throw new Error('it is no regular file')
    if (info.size > MAX_BYTES) throw new Error('it is too large')
    return readFileSync(descriptor, 'utf8')
  } finally {
    closeSync(descriptor)
  }
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Under another name beside it, for a person to look at. Throws errors of the file system. */
export function setAside(path: string): void {
  renameSync(path, `${path}${ASIDE}${randomBytes(4).toString('hex')}`)
}

/** Whether a name is one under which that file was set aside. */
export function isAside(name: string, file: string): boolean {
  return name.startsWith(`${file}${ASIDE}`)
}

/** Throws errors of the file system; then what was there is there. */
export function writeSmallFile(folder: string, name: string, text: string): void {
  const temp = join(folder, `.${name}.${randomBytes(6).toString('hex')}`)
  const descriptor = openSync(temp, 'wx', 0o600)
  try {
    // writeSync may write less than it is given, which a disk that is nearly full makes of it without an error.
    writeFileSync(descriptor, text)
    fsyncSync(descriptor)
  } catch (error) {
    rmSync(temp, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
  renameSync(temp, join(folder, name))
  syncFolder(folder)
}
