/**
 * The state of a plain folder, for local work without git: names, modes and digests of its files. Digests are remembered by
 * inode, size and times, so looking again costs one stat per file. Links are entries, never followed.
 */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { lstat, open, readdir, readlink, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

export interface SnapshotFile {
  readonly kind: 'file' | 'executable' | 'link'
  readonly digest: string
  readonly size: number
  readonly modifiedMs: number
  /** Changes whenever the file may have changed. */
  readonly stamp: string
}

export interface Snapshot {
  /** sha256 over all names, modes and contents. */
  readonly digest: string
  /** Sorted by path. */
  readonly files: ReadonlyMap<string, SnapshotFile>
  readonly newestMs: number
}

/** What belongs to tools and not to the source. */
const SKIPPED = new Set(['.git', 'node_modules'])
const FILES_LIMIT = 100_000

/** A link or a pipe that takes the place of a file between look and open is not followed and not waited for. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

export class FolderTooLarge extends Error {}

/** Throws what the file system throws when the root itself cannot be read. A file that vanishes meanwhile is left out. */
export async function takeSnapshot(root: string, before: Snapshot | undefined, signal: AbortSignal): Promise<Snapshot> {
  const found: [string, SnapshotFile][] = []
  for await (const path of walk(root, signal)) {
    const file = await inspect(root, path, before?.files.get(path)).catch(() => undefined)
    if (file) found.push([path, file])
    if (found.length > FILES_LIMIT) throw new FolderTooLarge(`more than ${String(FILES_LIMIT)} files`)
  }
  found.sort(([a], [b]) => (a < b ? -1 : 1))
  const files = new Map(found)
  return { files, digest: digestOf(files, ''), newestMs: found.reduce((newest, [, file]) => Math.max(newest, file.modifiedMs), 0) }
}

/** Equal for equal names, modes and contents below a folder; `''` for the root. */
export function digestOf(files: ReadonlyMap<string, SnapshotFile>, folder: string): string {
  const prefix = folder === '' ? '' : `${folder}/`
  const hash = createHash('sha256')
  for (const [path, file] of files) if (path.startsWith(prefix)) hash.update(`${file.kind}\0${path.slice(prefix.length)}\0${file.digest}\0`)
  return hash.digest('hex')
}

/** Opens a file of a snapshot, or answers undefined when it is no longer the file that was looked at. */
export async function openFile(root: string, path: string, file: SnapshotFile): Promise<FileHandle | undefined> {
  const handle = await open(join(root, path), OPEN_FLAGS).catch(() => undefined)
  if (handle === undefined) return undefined
  const info = await handle.stat({ bigint: true })
  const inside = (await realpath(join(root, path)).catch(() => '')) === join(await realpath(root), path)
  if (inside && info.isFile() && stampOf(info) === file.stamp) return handle
  await handle.close()
  return undefined
}

async function* walk(root: string, signal: AbortSignal): AsyncGenerator<string> {
  const pending = ['']
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    signal.throwIfAborted()
    // Only the root must be readable: below it, what vanishes or is closed to Mist is left out.
    const items = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => { if (folder === '') throw error; return [] })
    for (const item of items) {
      if (SKIPPED.has(item.name) || item.name.includes('\ufffd')) continue
      const path = folder === '' ? item.name : `${folder}/${item.name}`
      if (item.isDirectory()) pending.push(path)
      else if (item.isFile() || item.isSymbolicLink()) yield path
    }
  }
}

async function inspect(root: string, path: string, before: SnapshotFile | undefined): Promise<SnapshotFile | undefined> {
  const full = join(root, path)
  const info = await lstat(full, { bigint: true })
  const stamp = stampOf(info)
  if (before?.stamp === stamp) return before
  const common = { size: Number(info.size), modifiedMs: Number(info.mtimeMs), stamp }
  if (info.isSymbolicLink()) return { kind: 'link', digest: createHash('sha256').update(await readlink(full)).digest('hex'), ...common }
  if (!info.isFile()) return undefined
  const hash = createHash('sha256')
  const handle = await open(full, OPEN_FLAGS)
  await pipeline(handle.createReadStream(), hash)
  return { kind: (info.mode & 0o100n) === 0n ? 'file' : 'executable', digest: hash.digest('hex'), ...common }
}

function stampOf(info: { readonly ino: bigint; readonly size: bigint; readonly mode: bigint; readonly mtimeNs: bigint; readonly ctimeNs: bigint }): string {
  return [info.ino, info.size, info.mode, info.mtimeNs, info.ctimeNs].join(':')
}
