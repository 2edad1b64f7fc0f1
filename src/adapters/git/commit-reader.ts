/**
 * Reads trees and files of commits that are here, and remembers them: a commit never changes. Whatever cannot be read marks the
 * mirror as suspect, so that the next fetch replaces it.
 */
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { linkDeadline } from '../../signals.js'
import { printable } from './address.js'
import type { SourceFile } from '../../ports.js'
import type { CommitFacts } from './commit.js'
import { readCommit } from './commit.js'
import { markSuspect, mirrorExists } from './mirror.js'
import { listTree, LOCAL_DEADLINE_MS, ObjectsError, streamObjects } from './objects.js'
import { createRecent } from './recent.js'
import type { GitRefusal } from './run.js'
import type { Tree } from './tree.js'
import { findFile, parseTree } from './tree.js'
import { isCorrupt, troubleOf } from './trouble.js'

export interface CommitTree {
  readonly gitDir: string
  readonly commit: string
  readonly facts: CommitFacts
  readonly tree: Tree
}

export interface CommitReader {
  tree(gitDir: string, commit: string, signal: AbortSignal): Promise<Result<CommitTree>>
  bytes(at: CommitTree, file: { readonly path: string; readonly maxBytes: number }, signal: AbortSignal): Promise<Result<SourceFile | undefined>>
  text(at: CommitTree, file: { readonly path: string; readonly maxBytes: number }, signal: AbortSignal): Promise<Result<string | undefined>>
  /** Of commits that are here; one that is none is left out. */
  facts(gitDir: string, commits: readonly string[], signal: AbortSignal): Promise<Result<ReadonlyMap<string, CommitFacts>, GitRefusal>>
  /** A failure for what a read met, and the mark on the mirror that goes with it. */
  unreadable(gitDir: string, what: { readonly subject: string; readonly refusal: GitRefusal }): Promise<Result<never>>
}

const COMMIT_LIMIT_BYTES = 1024 * 1024

export function createCommitReader(): CommitReader {
  const trees = createRecent<CommitTree>(16)
  const texts = createRecent<string>(500)

  async function tree(gitDir: string, commit: string, signal: AbortSignal): Promise<Result<CommitTree>> {
    const known = trees.get(`${gitDir}:${commit}`)
    if (known !== undefined && (await mirrorExists(gitDir)) === 'present') return ok(known)
    const subject = `cannot read commit ${printable(commit).slice(0, 12)}`
    if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return err(failure('source-refused', { subject, cause: 'this is not the id of a commit' }))
    if ((await mirrorExists(gitDir)) === 'absent') return err(failure('source-ref-missing', { subject, cause: 'the repository was not fetched so far', help: 'Fetch it once.' }))
    const facts = await readBlob(gitDir, { id: commit, type: 'commit', maxBytes: COMMIT_LIMIT_BYTES }, signal)
    if (facts.kind !== 'bytes') return unreadable(gitDir, { subject, refusal: refusalOf(facts) })
    const read = readCommit(facts.bytes)
    const listing = read === undefined ? err({ kind: 'exit', text: 'fatal: corrupt commit' } as const) : await listTree(gitDir, commit, signal)
    if (read === undefined || !listing.ok) return unreadable(gitDir, { subject, refusal: listing.ok ? { kind: 'exit', text: 'fatal: corrupt commit' } : listing.error })
    return ok(trees.put(`${gitDir}:${commit}`, { gitDir, commit, facts: read, tree: parseTree(listing.value, read.tree) }))
  }

  async function bytes(at: CommitTree, file: { readonly path: string; readonly maxBytes: number }, signal: AbortSignal): Promise<Result<SourceFile | undefined>> {
    const entry = findFile(at.tree, file.path)
    if (!entry.ok || entry.value === undefined) return entry.ok ? ok(undefined) : entry
    const subject = `cannot read ${printable(file.path)}`
    const blob = await readBlob(at.gitDir, { id: entry.value.id, type: 'blob', maxBytes: file.maxBytes }, signal)
    if (blob.kind === 'too-large') return err(tooLarge(subject, { size: blob.size, maxBytes: file.maxBytes }))
    if (blob.kind !== 'bytes') return unreadable(at.gitDir, { subject, refusal: refusalOf(blob) })
    return ok({ bytes: blob.bytes, executable: entry.value.kind === 'executable' })
  }

  async function text(at: CommitTree, file: { readonly path: string; readonly maxBytes: number }, signal: AbortSignal): Promise<Result<string | undefined>> {
    const entry = findFile(at.tree, file.path)
    if (!entry.ok || entry.value === undefined) return entry.ok ? ok(undefined) : entry
    const { id } = entry.value
    const subject = `cannot read ${printable(file.path)}`
    const known = texts.get(id)
    if (known !== undefined && Buffer.byteLength(known) <= file.maxBytes) return ok(known)
    const blob = await readBlob(at.gitDir, { id, type: 'blob', maxBytes: file.maxBytes }, signal)
    if (blob.kind === 'too-large') return err(tooLarge(subject, { size: blob.size, maxBytes: file.maxBytes }))
    if (blob.kind !== 'bytes') return unreadable(at.gitDir, { subject, refusal: refusalOf(blob) })
    const decoded = decode(blob.bytes, subject)
    return decoded.ok ? ok(texts.put(id, decoded.value)) : decoded
  }

  return { tree, bytes, text, facts: readFacts, unreadable }
}

async function readFacts(gitDir: string, commits: readonly string[], signal: AbortSignal): Promise<Result<ReadonlyMap<string, CommitFacts>, GitRefusal>> {
  const found = new Map<string, CommitFacts>()
  const limited = linkDeadline(LOCAL_DEADLINE_MS, signal)
  try {
    let index = 0
    for await (const object of streamObjects(gitDir, commits, limited.signal)) {
      const parts: Uint8Array[] = []
      for await (const part of object.content) if (object.size <= COMMIT_LIMIT_BYTES) parts.push(part)
      const facts = object.type === 'commit' ? readCommit(Buffer.concat(parts)) : undefined
      if (facts) found.set(commits[index] ?? '', facts)
      index += 1
    }
    return ok(found)
  } catch (error) {
    return err(refusalFrom(error, signal))
  } finally {
    limited.release()
  }
}

export function tooLarge(subject: string, sizes: { readonly size: number; readonly maxBytes: number }): ReturnType<typeof failure> {
  return failure('source-refused', { subject, cause: `it is ${String(sizes.size)} bytes, more than the ${String(sizes.maxBytes)} that are allowed`, help: 'Make the file smaller, or split it.' })
}

export function decode(bytes: Uint8Array, subject: string): Result<string> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return err(failure('source-refused', { subject, cause: 'it is not UTF-8 text', help: 'Save the file as UTF-8.' }))
  }
}

async function unreadable(gitDir: string, what: { readonly subject: string; readonly refusal: GitRefusal }): Promise<Result<never>> {
  if (isCorrupt(what.refusal)) await markSuspect(gitDir)
  return err(troubleOf(what.refusal, { subject: what.subject, secrets: [] }))
}

type Blob =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'refusal'; readonly refusal: GitRefusal }

/** The size is known before the first byte is read, so nothing large is ever held. */
async function readBlob(gitDir: string, wanted: { readonly id: string; readonly type: string; readonly maxBytes: number }, signal: AbortSignal): Promise<Blob> {
  const limited = linkDeadline(LOCAL_DEADLINE_MS, signal)
  try {
    for await (const object of streamObjects(gitDir, [wanted.id], limited.signal)) {
      if (object.type !== wanted.type) return { kind: 'refusal', refusal: { kind: 'exit', text: `bad object: ${object.type}` } }
      if (object.size > wanted.maxBytes) return { kind: 'too-large', size: object.size }
      const parts: Uint8Array[] = []
      for await (const part of object.content) parts.push(part)
      return { kind: 'bytes', bytes: Buffer.concat(parts) }
    }
    return { kind: 'refusal', refusal: { kind: 'exit', text: 'missing blob' } }
  } catch (error) {
    return { kind: 'refusal', refusal: refusalFrom(error, signal) }
  } finally {
    limited.release()
  }
}

function refusalFrom(error: unknown, signal: AbortSignal): GitRefusal {
  if (signal.aborted) return { kind: 'aborted' }
  return error instanceof ObjectsError ? error.refusal : { kind: 'exit', text: `unable to read: ${String(error)}` }
}

function refusalOf(blob: Exclude<Blob, { kind: 'bytes' }>): GitRefusal {
  return blob.kind === 'refusal' ? blob.refusal : { kind: 'exit', text: `bad object: ${String(blob.size)} bytes` }
}
