/** Opens a copy of the state beside the one that is there, and compares every checksum. What is then done with it is not decided here. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { SealPort } from '../../ports.js'
import { PASSED_OVER } from './kept-files.js'
import type { CopyList } from './state-copy-form.js'
import { newerVersion, newerWords } from './newer.js'
import { LIST, readList } from './state-copy-form.js'

/** What is in the file is no copy of a state, or is damaged. */
export class BadCopy extends Error {}

/** A newer Mist made it. */
export class NewerCopy extends Error {}

const MAX_LIST_BYTES = 1024 * 1024

/** Throws SealFault, BadCopy, and errors of the file system. */
export async function unpackState(source: string, folder: string, work: { readonly seal: SealPort; readonly signal: AbortSignal }): Promise<CopyList> {
  const { extract } = await import('tar-stream')
  const tar = extract()
  const fed = pipeline(Readable.from(work.seal.open(createReadStream(source), { encrypted: true }), { objectMode: false }), tar, { signal: work.signal })
  const read = readEntries(tar as unknown as AsyncIterable<Entry>, folder)
  // Both are waited for: the one that failed first tells why.
  const [feeding, reading] = await Promise.allSettled([fed, read])
  if (feeding.status === 'rejected') throw reading.status === 'rejected' && (reading.reason instanceof BadCopy || reading.reason instanceof NewerCopy) ? reading.reason : feeding.reason
  if (reading.status === 'rejected') throw reading.reason
  return reading.value
}

/** The next one comes when this one was read. */
async function drain(entry: Entry): Promise<void> {
  for await (const _ of entry);
}

/** The library says less of its entries than they are. */
type Entry = AsyncIterable<Uint8Array> & { readonly header: { readonly name: string; readonly type: string } }

async function readEntries(tar: AsyncIterable<Entry>, folder: string): Promise<CopyList> {
  let list: CopyList | undefined
  const seen = new Set<string>()
  for await (const entry of tar) {
    const { name, type } = entry.header
    if (type !== 'file') throw new BadCopy(`it holds ${name}, which is no file`)
    if (!list) list = await listOf(name, entry)
    else if (name === PASSED_OVER) await drain(entry)
    else seen.add(await writeFile(list, entry, folder))
  }
  if (!list) throw new BadCopy('it holds nothing')
  const missing = list.files.find(({ path }) => !seen.has(path))
  if (missing) throw new BadCopy(`${missing.path} is missing in it`)
  return list
}

async function listOf(name: string, entry: Entry): Promise<CopyList> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of entry) {
    bytes += chunk.length
    if (bytes > MAX_LIST_BYTES) throw new BadCopy('its list has no end')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  const version = name === LIST ? newerVersion(text) : undefined
  if (version !== undefined) throw new NewerCopy(newerWords(version))
  const list = name === LIST ? readList(text) : undefined
  if (!list) throw new BadCopy('it is no copy of the state of a Mist')
  return list
}

async function writeFile(list: CopyList, entry: Entry, folder: string): Promise<string> {
  const told = list.files.find(({ path }) => path === entry.header.name)
  if (!told) throw new BadCopy(`it holds ${entry.header.name}, which its list does not name`)
  const path = join(folder, told.path)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  const handle = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of entry) {
      hash.update(chunk)
      await handle.appendFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (hash.digest('hex') !== told.sha256) throw new BadCopy(`${told.path} in it is not what its list says`)
  return told.path
}
