/** Reads a tar stream back into a list, for comparing contexts. */
import { extract } from 'tar-stream'

export interface TarEntry {
  readonly type: string
  readonly mode: number
  readonly mtime: number
  readonly text: string
  readonly link: string
}

export async function untar(stream: AsyncIterable<Uint8Array>): Promise<ReadonlyMap<string, TarEntry>> {
  const reader = extract()
  const feeding = (async () => {
    for await (const chunk of stream) reader.write(chunk)
    reader.end(undefined)
  })()
  feeding.catch((error: unknown) => { reader.destroy(error as Error) })
  const entries = new Map<string, TarEntry>()
  for await (const entry of reader) {
    const parts: Uint8Array[] = []
    for await (const part of entry) parts.push(part as Uint8Array)
    const { name, type, mode, mtime, linkname } = entry.header
    entries.set(name, { type: type ?? '', mode: mode ?? 0, mtime: mtime?.getTime() ?? 0, text: Buffer.concat(parts).toString('utf8'), link: linkname ?? '' })
  }
  await feeding
  return entries
}
