/** Ways below a folder: walked step by step, so that no link is followed on the way, and made with mode 0700 where they are missing. */
import type { Dirent, Stats } from 'node:fs'
import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { hasCode, WayBarred } from './folder-words.js'

/** The folder that the host settings allow and that the path lies in. By real paths: a link on the way may not lead out of it. */
export async function grantFor(path: string, granted: readonly string[], realPath: (path: string) => Promise<string>): Promise<string | undefined> {
  const real = await realPath(path)
  // One after the other, and those of other disks not at all: a folder is below itself.
  for (const folder of granted.toSorted((a, b) => Number(isBelow(path, b)) - Number(isBelow(path, a)))) {
    const at = await realPath(folder)
    if (isBelow(real, at)) return at
  }
  return undefined
}

export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

/** Where an object lies; undefined when a folder on the way is missing. */
export async function wayTo(root: string, key: string): Promise<string | undefined> {
  let at = root
  for (const step of key.split('/').slice(0, -1)) {
    at = join(at, step)
    const info = await look(at)
    if (!info) return undefined
    bar(at, info)
  }
  return join(root, key)
}

/** The folder of that name below the root, made where it is missing. */
export async function folderFor(root: string, name: string): Promise<string> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  let at = root
  for (const step of name === '.' ? [] : name.split('/')) {
    const above = at
    at = join(at, step)
    const made = await mkdir(at, { mode: 0o700 }).then(() => true, (error: unknown) => (hasCode(error, 'EEXIST') ? false : Promise.reject(error as Error)))
    if (made) await syncFolder(above)
    bar(at, await lstat(at))
  }
  return at
}

function bar(path: string, info: Stats): void {
  if (!info.isDirectory()) throw new WayBarred(info.isSymbolicLink() ? `${path} is a symbolic link` : `${path} is no folder`)
}

export async function look(path: string): Promise<Stats | undefined> {
  return lstat(path).catch((error: unknown) => (hasCode(error, 'ENOENT') ? undefined : Promise.reject(error as Error)))
}

export async function entriesOf(path: string): Promise<readonly Dirent[]> {
  return readdir(path, { withFileTypes: true }).catch((error: unknown) => (hasCode(error, 'ENOENT') ? [] : Promise.reject(error as Error)))
}

/** Folders that hold nothing any more, up to the root, which stays. */
export async function removeEmpty(root: string, folder: string): Promise<void> {
  if (folder === root) return
  const isGone = await rmdir(folder).then(() => true, () => false)
  if (isGone) await removeEmpty(root, dirname(folder))
}

/** The name of a file is safe only once its folder is on disk too. A folder that is not there has nothing to lose. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY).catch((error: unknown) => (hasCode(error, 'ENOENT') ? undefined : Promise.reject(error as Error)))
  try {
    await handle?.sync()
  } finally {
    await handle?.close()
  }
}
