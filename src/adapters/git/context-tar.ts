/**
 * The build context on its way to the engine: a tar made entry by entry from regular files and links. Nothing is dereferenced and
 * memory stays bounded. Which files enter it is not decided here. The package is loaded with the first build.
 */
import type { Pack } from 'tar-stream'

export interface ContextFile {
  readonly path: string
  readonly kind: 'file' | 'executable' | 'link'
  readonly size: number
  readonly modifiedAt: Date
  /** Exactly `size` bytes; of a link its target. */
  readonly content: AsyncIterable<Uint8Array>
}

const MODES = { file: 0o644, executable: 0o755, link: 0o777 } as const
const FOLDER_MODE = 0o755

/** Throws what reading the files throws. Reading stops when the consumer does. */
export async function* tarOf(files: AsyncIterable<ContextFile>): AsyncGenerator<Uint8Array> {
  const { pack: createPack } = await import('tar-stream')
  const pack = createPack()
  const filling = fill(pack, files).then(() => { pack.finalize() }, (error: unknown) => { pack.destroy(error instanceof Error ? error : new Error(String(error))) })
  try {
    for await (const chunk of pack) yield chunk as Uint8Array
  } finally {
    // A consumer that stops early has destroyed the pack by leaving the loop; the filling side notices and ends.
    await filling
  }
}

async function fill(pack: Pack, files: AsyncIterable<ContextFile>): Promise<void> {
  const folders = new Set<string>()
  for await (const file of files) {
    for (const folder of parentsOf(file.path)) {
      if (folders.has(folder)) continue
      folders.add(folder)
      await addEmpty(pack, { name: `${folder}/`, type: 'directory', mode: FOLDER_MODE, mtime: file.modifiedAt })
    }
    if (file.kind === 'link') await addEmpty(pack, { name: file.path, type: 'symlink', mode: MODES.link, mtime: file.modifiedAt, linkname: await textOf(file.content) })
    else await addFile(pack, file)
  }
}

function parentsOf(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

function addEmpty(pack: Pack, header: { readonly name: string; readonly type: 'directory' | 'symlink'; readonly mode: number; readonly mtime: Date; readonly linkname?: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    pack.entry({ ...header, uid: 0, gid: 0 }, (error) => { if (error) reject(error); else resolve() })
  })
}

async function addFile(pack: Pack, file: ContextFile): Promise<void> {
  const header = { name: file.path, type: 'file', mode: MODES[file.kind], mtime: file.modifiedAt, size: file.size, uid: 0, gid: 0 } as const
  let settle: (error?: Error | null) => void = () => undefined
  let wake: () => void = () => undefined
  const done = new Promise<void>((resolve, reject) => { settle = (error) => { if (error) reject(error); else resolve() } })
  // Awaited below; without this a consumer that stops early would look like an unhandled rejection.
  done.catch(() => undefined)
  const sink = pack.entry(header, (error) => { settle(error) })
  // Whoever destroys the pack knows why; the sink only repeats it.
  sink.on('error', () => undefined)
  sink.on('drain', () => { wake() })
  sink.once('close', () => { wake(); settle() })
  for await (const part of file.content) {
    if (pack.destroyed || sink.destroyed) throw new Error('nobody reads the build context any more')
    if (!sink.write(part)) await new Promise<void>((resolve) => { wake = resolve })
  }
  sink.end(undefined)
  await done
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of content) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
