/**
 * A folder of the host as a place for backups. A file is written aside, synced, read back and only then given its name; below the folder no
 * link is followed, so that nothing is read or written outside of what the host settings allow.
 */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { link, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PathStorage } from '../../model/backup.js'
import { openChecksum } from '../../model/checksum.js'
import type { Failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { StreamFault } from '../../model/stream-fault.js'
import type { NewObject, PutEnd, StoredObject } from '../../ports.js'
import { BodyBroken, fileFailure, hasCode } from './folder-words.js'
import { entriesOf, folderFor, grantFor, isBelow, look, removeEmpty, syncFolder, wayTo } from './folder-ways.js'
import type { Lanes } from './lanes.js'
import type { Place } from './place.js'
import { aborted, missing, placeName, refused, taken } from './place.js'
import { findRealPath } from './real-path.js'

export interface FolderOptions {
  /** What the host settings allow: folders of the host, with all below. */
  readonly granted: readonly string[]
  readonly nowMs: () => number
  /** Where a path really is. That of the host by default. */
  readonly realPath?: (path: string) => Promise<string>
}

export interface FolderTools extends FolderOptions {
  readonly lanes: Lanes
}

interface Root {
  readonly place: PathStorage
  /** Made by a person, or the mount point of a disk: it is never made here, else backups would fill the disk below a mount that is missing. */
  readonly grant: string
  readonly signal: AbortSignal
  readonly nowMs: () => number
}

/** Where files are written before they get their names. Its name is none that an object can have. */
const INCOMING = '.incoming'
const TEMP_BYTES = 12
const TEMP = /^[0-9a-f]{24}$/
const SPENT_MS = 24 * 60 * 60 * 1_000
const CHUNK_BYTES = 1024 * 1024

export async function openFolder(place: PathStorage, { granted, nowMs, realPath = findRealPath, lanes }: FolderTools, signal: AbortSignal): Promise<Result<Place>> {
  const lane = granted.find((folder) => isBelow(place.path, folder)) ?? place.path
  const asked = await lanes.through(lane, async () => ({ grant: await grantFor(place.path, granted, realPath) }), signal)
  if (!asked) return err(aborted(`cannot use ${placeName(place)}`))
  const { grant } = asked
  if (grant === undefined) return err(refused(`cannot use ${placeName(place)}`, 'the host settings do not allow this folder, or a link leads out of what they allow', 'Add the folder to grants.backups in mistd.yaml, by its real path.'))
  const root: Root = { place, grant, signal, nowMs }
  return ok({
    put: (object) => guarded(root, `cannot write ${object.key} to ${placeName(place)}`, () => put(root, object)),
    get: (key) => guarded(root, `cannot read ${key} from ${placeName(place)}`, () => get(root, key)),
    list: async (prefix) => {
      const subject = `cannot list ${placeName(place)}`
      return await lanes.through(lane, () => guarded(root, subject, () => list(root, prefix)), signal) ?? err(aborted(subject))
    },
    remove: (keys) => guarded(root, `cannot remove from ${placeName(place)}`, () => remove(root, keys)),
  })
}

async function put(root: Root, { key, body }: NewObject): Promise<Result<PutEnd>> {
  if (!(await look(root.grant))) return err(notThere(root, `cannot write ${key} to ${placeName(root.place)}`))
  const incoming = await folderFor(root.place.path, INCOMING)
  await sweep(root, incoming)
  const temp = join(incoming, randomBytes(TEMP_BYTES).toString('hex'))
  try {
    const end = await write(root, temp, body)
    if ((await digestOf(root, temp)) !== end.sha256) return err(unsound(root, key))
    const target = join(await folderFor(root.place.path, dirname(key)), key.slice(key.lastIndexOf('/') + 1))
    if (!(await name(temp, target))) return err(taken(root.place, key))
    await syncFolder(dirname(target))
    return ok(end)
  } finally {
    await rm(temp, { force: true })
  }
}

function notThere({ grant }: Root, subject: string): Failure {
  return refused(subject, `there is no folder ${grant}`, 'Make it, or mount its disk.')
}

/** False where that name is taken: a link is made or refused in one step, where a look and a rename let two writers have it. File systems without links have to do with those. */
async function name(temp: string, target: string): Promise<boolean> {
  try {
    await link(temp, target)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    if (!LINKLESS.some((code) => hasCode(error, code))) throw error
  }
  if (await look(target)) return false
  await rename(temp, target)
  return true
}

/** What exFAT, some network folders and a `protected_hardlinks` of another owner answer. */
const LINKLESS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']

async function write({ signal }: Root, path: string, body: NewObject['body']): Promise<PutEnd> {
  const handle = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_NOFOLLOW, 0o600)
  const sum = openChecksum()
  try {
    for await (const chunk of noting(body)) {
      signal.throwIfAborted()
      sum.add(chunk)
      await writeAll(handle, chunk)
    }
    signal.throwIfAborted()
    await handle.sync()
    return sum.end()
  } finally {
    await handle.close()
  }
}

/** One call may write less than it is given. */
async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length;) done += (await handle.write(chunk, done)).bytesWritten
}

async function digestOf(root: Root, path: string): Promise<string> {
  const sum = openChecksum()
  for await (const chunk of chunksOf(root, await open(path, constants.O_RDONLY | constants.O_NOFOLLOW))) sum.add(chunk)
  return sum.end().sha256
}

async function get(root: Root, key: string): Promise<Result<AsyncIterable<Uint8Array>>> {
  const path = await wayTo(root.place.path, key)
  const handle = path === undefined ? undefined : await openIfThere(path)
  if (!handle) return err(missing(root.place, key))
  if (!(await handle.stat()).isFile()) {
    await handle.close()
    return err(refused(`cannot read ${key} from ${placeName(root.place)}`, 'it is no regular file', 'Look at what was put there.'))
  }
  return ok(told(root, key, chunksOf(root, handle)))
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  return open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error: unknown) => (hasCode(error, 'ENOENT') ? undefined : Promise.reject(error as Error)))
}

async function* chunksOf({ signal }: Root, handle: FileHandle): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      signal.throwIfAborted()
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES))
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

/** What breaks off while it is iterated, in words. */
async function* told(root: Root, key: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    throw new StreamFault(fileFailure(`cannot read ${key} from ${placeName(root.place)}`, error, root.signal))
  }
}

/** A disk that is not mounted must not look like one on which there is nothing. */
async function list(root: Root, prefix: string): Promise<Result<readonly StoredObject[]>> {
  if (!(await look(root.grant))) return err(notThere(root, `cannot list ${placeName(root.place)}`))
  const folder = prefix.includes('/') ? prefix.slice(0, prefix.lastIndexOf('/')) : ''
  const inside = await wayTo(root.place.path, folder === '' ? 'any' : `${folder}/any`)
  const found = inside === undefined ? [] : await below(root, dirname(inside), folder === '' ? '' : `${folder}/`)
  return ok(found.filter(({ key }) => key.startsWith(prefix)).toSorted((a, b) => (a.key < b.key ? -1 : 1)))
}

async function below(root: Root, path: string, before: string): Promise<readonly StoredObject[]> {
  root.signal.throwIfAborted()
  const found: StoredObject[] = []
  for (const entry of await entriesOf(path)) {
    if (entry.name.startsWith('.')) continue
    const own = join(path, entry.name)
    if (entry.isDirectory()) found.push(...await below(root, own, `${before}${entry.name}/`))
    else if (entry.isFile()) found.push({ key: `${before}${entry.name}`, bytes: (await look(own))?.size ?? 0 })
  }
  return found
}

async function remove(root: Root, keys: readonly string[]): Promise<Result<void>> {
  for (const key of keys) {
    root.signal.throwIfAborted()
    const path = await wayTo(root.place.path, key)
    if (path === undefined) continue
    await rm(path, { force: true })
    await syncFolder(dirname(path))
    await removeEmpty(root.place.path, dirname(path))
  }
  return ok(undefined)
}

/** What the body throws is not the folder's fault. */
async function* noting(body: NewObject['body']): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw new BodyBroken(error)
  }
}

/** What a killed process left; what is written at this time is younger. Others may have a folder of that name for their own ends: what is not named by us is theirs. */
async function sweep({ nowMs }: Root, incoming: string): Promise<void> {
  for (const entry of await entriesOf(incoming)) {
    if (!entry.isFile() || !TEMP.test(entry.name)) continue
    const path = join(incoming, entry.name)
    const info = await look(path)
    if (info && nowMs() - info.mtimeMs > SPENT_MS) await rm(path, { force: true })
  }
}

function unsound({ place }: Root, key: string): Failure {
  return refused(`cannot write ${key} to ${placeName(place)}`, 'what is read back is not what was written', 'Check the disk: dmesg and its health data may tell.')
}

async function guarded<T>({ signal }: Root, subject: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof BodyBroken)) return err(fileFailure(subject, error, signal))
    if (error.cause instanceof StreamFault) return err(error.cause.failure)
    if (signal.aborted) return err(fileFailure(subject, error, signal))
    throw error.cause
  }
}
