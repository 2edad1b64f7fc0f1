/**
 * The source port for a plain folder. There is no history: the commit is the digest of what lies there now, and whoever asks for
 * another one is told that the folder has moved on.
 */
import { readlink } from 'node:fs/promises'
import { isAbsolute, join, normalize } from 'node:path'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { BuildSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Revision } from '../../model/state.js'
import type { SourceFile } from '../../ports.js'
import { printable } from './address.js'
import { decode, tooLarge } from './commit-reader.js'
import type { PlannedFile } from './context-plan.js'
import { planContext } from './context-plan.js'
import type { ContextFile } from './context-tar.js'
import { tarOf } from './context-tar.js'
import type { Snapshot, SnapshotFile } from './snapshot.js'
import { FolderTooLarge, digestOf, openFile, takeSnapshot } from './snapshot.js'
import type { Tree } from './tree.js'
import { cleanPath, findFile, findFolder } from './tree.js'
import { watchedDigest } from './watched.js'

export interface FolderAt {
  readonly path: string
  readonly commit: string
}

export interface FolderSource {
  look(path: string, signal: AbortSignal): Promise<Result<Revision>>
  readFile(at: FolderAt, file: { readonly path: string; readonly maxBytes: number }, signal: AbortSignal): Promise<Result<string | undefined>>
  readBytes(at: FolderAt, file: { readonly path: string; readonly maxBytes: number }, signal: AbortSignal): Promise<Result<SourceFile | undefined>>
  listFiles(at: FolderAt, folder: string, signal: AbortSignal): Promise<Result<readonly string[]>>
  treeDigest(at: FolderAt, folder: string, signal: AbortSignal): Promise<Result<string>>
  pathsDigest(at: FolderAt, wanted: { readonly paths: readonly string[]; readonly optional: readonly string[] }, signal: AbortSignal): Promise<Result<string>>
  buildContext(at: FolderAt, build: BuildSpec, signal: AbortSignal): Promise<Result<AsyncIterable<Uint8Array>>>
}

interface Still {
  readonly root: string
  readonly snapshot: Snapshot
  readonly tree: Tree
}

export function createFolderSource(): FolderSource {
  const seen = new Map<string, Still>()

  async function look(path: string, signal: AbortSignal): Promise<Result<Revision>> {
    const still = await shoot(path, signal)
    return still.ok ? ok(revisionOf(still.value.snapshot)) : still
  }

  async function shoot(path: string, signal: AbortSignal): Promise<Result<Still>> {
    const subject = `cannot read folder ${printable(path)}`
    if (!isAbsolute(path) || normalize(path).replace(/(.)\/$/, '$1') !== path.replace(/(.)\/$/, '$1')) return err(failure('source-refused', { subject, cause: 'it is not an absolute path', help: 'Write the whole path, from / on.' }))
    try {
      const snapshot = await takeSnapshot(path, seen.get(path)?.snapshot, signal)
      const still = { root: path, snapshot, tree: treeOf(snapshot) }
      seen.set(path, still)
      return ok(still)
    } catch (error) {
      return err(folderTrouble(error, { subject, signal }))
    }
  }

  /** The folder as it was at the commit: from memory, or by looking again. */
  async function at(place: FolderAt, signal: AbortSignal): Promise<Result<Still>> {
    const known = seen.get(place.path)
    if (known?.snapshot.digest === place.commit) return ok(known)
    const now = await shoot(place.path, signal)
    if (!now.ok || now.value.snapshot.digest === place.commit) return now
    return err(movedOn(`folder ${printable(place.path)}`))
  }

  /** One question about the folder as it was at the commit. */
  const asking = <Q, A>(answer: (still: Still, question: Q) => Promise<Result<A>>) => async (place: FolderAt, question: Q, signal: AbortSignal): Promise<Result<A>> => {
    const still = await at(place, signal)
    return still.ok ? answer(still.value, question) : still
  }

  async function listFiles(place: FolderAt, folder: string, signal: AbortSignal): Promise<Result<readonly string[]>> {
    const still = await at(place, signal)
    if (!still.ok) return still
    const prefix = cleanPath(folder)
    if (prefix === undefined) return findFolder(still.value.tree, folder) as Result<never>
    return ok([...still.value.snapshot.files].filter(([path, file]) => file.kind !== 'link' && (prefix === '' || path.startsWith(`${prefix}/`))).map(([path]) => path))
  }

  async function treeDigest(place: FolderAt, folder: string, signal: AbortSignal): Promise<Result<string>> {
    const still = await at(place, signal)
    return still.ok ? folderDigest(still.value, folder) : still
  }

  async function pathsDigest(place: FolderAt, wanted: Parameters<FolderSource['pathsDigest']>[1], signal: AbortSignal): Promise<Result<string>> {
    const still = await at(place, signal)
    return still.ok ? watchedDigest({ tree: still.value.tree, folderDigest: (path) => digestOf(still.value.snapshot.files, path) }, wanted) : still
  }

  return { look, readFile: asking(textOf), readBytes: asking(bytesOf), listFiles, treeDigest, pathsDigest, buildContext: asking(folderContext) }
}

function folderDigest({ snapshot, tree }: Still, folder: string): Result<string> {
  const found = findFolder(tree, folder)
  return found.ok ? ok(`sha256:${digestOf(snapshot.files, cleanPath(folder) ?? '')}`) : found
}

async function textOf(still: Still, file: { readonly path: string; readonly maxBytes: number }): Promise<Result<string | undefined>> {
  const read = await bytesOf(still, file)
  if (!read.ok || read.value === undefined) return read.ok ? ok(undefined) : read
  return decode(read.value.bytes, `cannot read ${printable(file.path)}`)
}

async function bytesOf(still: Still, file: { readonly path: string; readonly maxBytes: number }): Promise<Result<SourceFile | undefined>> {
  const entry = findFile(still.tree, file.path)
  if (!entry.ok || entry.value === undefined) return entry.ok ? ok(undefined) : entry
  const subject = `cannot read ${printable(file.path)}`
  const path = cleanPath(file.path) ?? ''
  const known = still.snapshot.files.get(path)
  if (known === undefined) return ok(undefined)
  if (known.size > file.maxBytes) return err(tooLarge(subject, { size: known.size, maxBytes: file.maxBytes }))
  const handle = await openFile(still.root, path, known)
  if (handle === undefined) return err(movedOn(printable(file.path)))
  try {
    return ok({ bytes: (await handle.readFile()).subarray(0, known.size), executable: known.kind === 'executable' })
  } finally {
    await handle.close()
  }
}

async function folderContext(still: Still, build: BuildSpec): Promise<Result<AsyncIterable<Uint8Array>>> {
  const files = await planContext(still.tree, build, (file) => textOf(still, file))
  return files.ok ? ok(tarOf(contents(still, files.value))) : files
}

async function* contents(still: Still, files: readonly PlannedFile[]): AsyncGenerator<ContextFile> {
  for (const { full, path } of files) {
    const file = still.snapshot.files.get(full)
    if (file === undefined) continue
    const common = { path, kind: file.kind, modifiedAt: new Date(file.modifiedMs) }
    if (file.kind === 'link') yield { ...common, size: 0, content: target(join(still.root, full)) }
    else yield { ...common, size: file.size, content: pieces(still.root, full, file) }
  }
}

/** The image is tagged by what was looked at, so a file that changed since then must not slip in. */
async function* pieces(root: string, path: string, file: SnapshotFile): AsyncGenerator<Uint8Array> {
  const handle = await openFile(root, path, file)
  if (handle === undefined) throw new Error(`${printable(path)} changed while it was read`)
  try {
    let left = file.size
    while (left > 0) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.min(left, 64 * 1024)), 0)
      if (bytesRead === 0) throw new Error(`${printable(path)} changed while it was read`)
      left -= bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

async function* target(link: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(await readlink(link))
}

/** The same table that git trees have, so that the same rules for paths hold. */
function treeOf(snapshot: Snapshot): Tree {
  const entries = new Map<string, { kind: SnapshotFile['kind'] | 'folder'; id: string }>()
  for (const [path, file] of snapshot.files) {
    const parts = path.split('/')
    for (let depth = 1; depth < parts.length; depth += 1) entries.set(parts.slice(0, depth).join('/'), { kind: 'folder', id: '' })
    entries.set(path, { kind: file.kind, id: file.digest })
  }
  return { entries, rootId: '', unreadable: [] }
}

function revisionOf(snapshot: Snapshot): Revision {
  return { label: `folder@sha256:${snapshot.digest}`, ref: 'folder', commit: snapshot.digest, subject: '', author: '', committedAt: new Date(snapshot.newestMs).toISOString() }
}

function movedOn(what: string): Failure {
  return failure('superseded', { subject: `cannot read ${what}`, cause: 'it changed since it was looked at', help: 'Mist looks again.' })
}

function folderTrouble(error: unknown, context: { readonly subject: string; readonly signal: AbortSignal }): Failure {
  const { subject, signal } = context
  if (signal.aborted) return failure('aborted', { subject, cause: 'the work was called off' })
  if (error instanceof FolderTooLarge) return failure('source-refused', { subject, cause: `it has ${error.message}`, help: 'Name a smaller folder as the source.' })
  return failure('source-unreachable', { subject, cause: error instanceof Error ? printable(error.message) : 'the folder cannot be read', help: 'Check that the folder exists and that Mist may read it.' })
}
