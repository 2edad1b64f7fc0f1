/** Copies what is worth keeping of the state directory into one encrypted file. mistd may go on meanwhile. */
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Pack } from 'tar-stream'
import type { Sum } from '../../model/checksum.js'
import { openChecksum } from '../../model/checksum.js'
import { keyId } from '../../model/instance-key.js'
import type { SealPort, StateCopy } from '../../ports.js'
import { DATABASE, KEY_FILE, keptIn } from './kept-files.js'
import type { CopyList } from './state-copy-form.js'
import { LIST } from './state-copy-form.js'

export interface SaveWork {
  readonly stateDir: string
  readonly instance: string
  readonly nowIso: () => string
  readonly seal: SealPort
  /** A consistent copy of a database that others write to. */
  readonly copyDatabase: (from: string, to: string) => Promise<void>
}

/** Throws errors of the file system; the caller words them. */
export async function saveState(work: SaveWork, target: { readonly path: string; readonly recipients: readonly string[] }, signal: AbortSignal): Promise<StateCopy> {
  await sweep(work)
  const staging = join(work.stateDir, `.copy-${randomBytes(6).toString('hex')}`)
  await mkdir(staging, { mode: 0o700 })
  try {
    const sources = await gather(work, staging)
    const list = await listOf(work, sources)
    await writeAside(target.path, work.seal.seal(tarOf(list, sources), target.recipients), signal)
    const { formatVersion: _, ...copy } = list
    return copy
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** What a killed process left; a copy takes seconds. */
async function sweep({ stateDir, nowIso }: SaveWork): Promise<void> {
  for (const name of await readdir(stateDir)) {
    const path = join(stateDir, name)
    if (/^\.copy-[0-9a-f]{12}$/.test(name) && Date.parse(nowIso()) - (await lstat(path)).mtimeMs > SPENT_MS) await rm(path, { recursive: true, force: true })
  }
}

const SPENT_MS = 60 * 60 * 1_000

/** Path in the copy → the file that is read. All of them stand still: small ones are copied as well. */
type Sources = ReadonlyMap<string, string>

async function gather({ stateDir, copyDatabase }: SaveWork, staging: string): Promise<Sources> {
  const sources = new Map<string, string>()
  for (const path of keptIn(stateDir)) {
    const copy = join(staging, String(sources.size))
    if (path === DATABASE) await copyDatabase(join(stateDir, path), copy)
    else await writePrivate(copy, await readWhole(join(stateDir, path)))
    sources.set(path, copy)
  }
  return sources
}

const READS = 20
const READ_AGAIN_MS = 100

/** The proxy writes its certificates over the file: half of one is no JSON. */
async function readWhole(path: string): Promise<Buffer> {
  for (let turn = 1; ; turn += 1) {
    const bytes = await readFile(path)
    if (!path.endsWith('.json') || bytes.length === 0 || isJson(bytes) || turn === READS) return bytes
    await delay(READ_AGAIN_MS)
  }
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'))
    return true
  } catch {
    return false
  }
}

async function listOf({ instance, nowIso }: SaveWork, sources: Sources): Promise<CopyList> {
  const files = []
  for (const [path, from] of sources) files.push({ path, ...(await sumOf(from)) })
  const key = (await readFile(sources.get(KEY_FILE) ?? '')).toString('hex')
  return { formatVersion: 1, instance, madeAt: nowIso(), keyId: keyId({ hex: key }), files }
}

async function sumOf(path: string): Promise<Sum> {
  const sum = openChecksum()
  for await (const chunk of createReadStream(path)) sum.add(chunk as Buffer)
  return sum.end()
}

async function* tarOf(list: CopyList, sources: Sources): AsyncGenerator<Uint8Array> {
  const { pack } = await import('tar-stream')
  const tar = pack()
  fill(tar, list, sources).catch((error: unknown) => { tar.destroy(error as Error) })
  yield* tar as AsyncIterable<Uint8Array>
}

async function fill(tar: Pack, list: CopyList, sources: Sources): Promise<void> {
  const mtime = new Date(list.madeAt)
  tar.entry({ name: LIST, mode: 0o600, mtime }, `${JSON.stringify(list, undefined, 2)}\n`)
  for (const { path, bytes } of list.files) {
    await new Promise<void>((resolve, reject) => {
      const entry = tar.entry({ name: path, mode: 0o600, mtime, size: bytes }, (error) => { if (error) reject(error); else resolve() })
      createReadStream(sources.get(path) ?? '').on('error', reject).pipe(entry)
    })
  }
  tar.finalize()
}

async function writeAside(path: string, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  const temp = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`)
  const handle = await open(temp, 'wx', 0o600)
  try {
    for await (const chunk of bytes) {
      signal.throwIfAborted()
      await handle.appendFile(chunk)
    }
    await handle.sync()
    await handle.close()
    if (await lstat(path).then(() => true, () => false)) throw Object.assign(new Error(`${path} is there already`), { code: 'EEXIST' })
    await rename(temp, path)
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(temp, { force: true })
    throw error
  }
}

async function writePrivate(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
  } finally {
    await handle.close()
  }
}
