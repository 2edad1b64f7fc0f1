/**
 * Tars on their way into a container: what one says of its own folder, which engines pass over when it is there already, and those that Mist makes
 * itself. In bounded memory; the package is loaded by who needs it.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Extract, Pack } from 'tar-stream'
import { failure } from '../../../model/failure.js'
import { StreamFault } from '../../../model/stream-fault.js'
import type { NewFile } from '../../../ports.js'

export interface RootEntry {
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

export interface Peeked {
  readonly tar: AsyncIterable<Uint8Array>
  /** Once the tar was read; undefined when it does not begin with its folder. */
  root(): Promise<RootEntry | undefined>
}

export async function peekRoot(tar: AsyncIterable<Uint8Array>): Promise<Peeked> {
  const { extract } = await import('tar-stream')
  const entries = extract()
  // What is no tar is told of by the engine.
  const root = firstEntry(entries).catch(() => undefined)
  async function* passing(): AsyncGenerator<Uint8Array> {
    let isWhole = false
    try {
      for await (const piece of tar) {
        if (!entries.destroyed) entries.write(piece)
        yield piece
      }
      isWhole = true
    } finally {
      if (isWhole) entries.end(undefined)
      else entries.destroy()
    }
  }
  return { tar: passing(), root: () => root }
}

/** Engines put the kind of what it is in front of them. */
const PERMISSIONS = 0o7777

/** Leaving the loop destroys the stream: what follows is not looked at. */
async function firstEntry(entries: Extract): Promise<RootEntry | undefined> {
  for await (const { header: { name, type, mode = 0o755, uid = 0, gid = 0 } } of entries) {
    return type === 'directory' && ['.', './'].includes(name) ? { mode: mode & PERMISSIONS, uid, gid } : undefined
  }
  return undefined
}

/** A folder that is there gets its owner and mode by it. */
export function rootTar(name: string, root: RootEntry): Promise<AsyncIterable<Uint8Array>> {
  return packed((tar) => {
    tar.entry({ ...root, name: `${name}/`, type: 'directory', mtime: LONG_AGO })
    return Promise.resolve()
  })
}

/** Readable by the user of the server whoever owns them; the images make the files theirs before they start. */
const FILE_MODE = 0o644
const FOLDER_MODE = 0o755
const LONG_AGO = new Date(0)

export function filesTar(files: readonly NewFile[]): Promise<AsyncIterable<Uint8Array>> {
  return packed(async (tar) => {
    for (const folder of foldersOf(files)) tar.entry({ name: `${folder}/`, type: 'directory', mode: FOLDER_MODE, mtime: LONG_AGO })
    for (const file of files) await pipeline(Readable.from(exactly(file)), tar.entry({ name: file.path, size: file.bytes, mode: FILE_MODE, mtime: LONG_AGO }))
  })
}

function foldersOf(files: readonly NewFile[]): readonly string[] {
  const folders = files.flatMap(({ path }) => {
    const steps = path.split('/').slice(0, -1)
    return steps.map((_, index) => steps.slice(0, index + 1).join('/'))
  })
  return [...new Set(folders)].sort()
}

/** The length stands in front of the content, so it cannot be mended afterwards. */
async function* exactly({ path, bytes, content }: NewFile): AsyncGenerator<Uint8Array> {
  const wrong = (): StreamFault => new StreamFault(failure('engine-failed', { subject: `cannot write ${path}`, cause: `it does not have the ${String(bytes)} bytes that it was said to have` }))
  let left = bytes
  for await (const piece of content) {
    left -= piece.length
    if (left < 0) throw wrong()
    yield piece
  }
  if (left > 0) throw wrong()
}

async function packed(fill: (tar: Pack) => Promise<void>): Promise<AsyncIterable<Uint8Array>> {
  const { pack } = await import('tar-stream')
  const tar = pack()
  fill(tar).then(() => { tar.finalize() }, (error: unknown) => { tar.destroy(error instanceof Error ? error : new Error(String(error))) })
  return tar as AsyncIterable<Uint8Array>
}
