/**
 * Reads git objects: lists trees, streams contents. Local only, no transport is allowed and nothing is checked out.
 * Contents pass through in pieces, so a repository larger than memory is fine.
 */
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { localEnvironment } from './environment.js'
import { createPieceReader } from './pieces.js'
import type { GitRefusal } from './run.js'

export interface GitObject {
  readonly id: string
  readonly type: string
  readonly size: number
  /** To be read to its end, or the next object is read after skipping the rest. */
  readonly content: AsyncIterable<Uint8Array>
}

/** For what needs no network. */
export const LOCAL_DEADLINE_MS = 30_000
/** For a whole build context, at the pace of the engine that reads it: no build may take longer either. */
export const CONTEXT_DEADLINE_MS = 60 * 60_000
/**
 * Some three hundred thousand files. A tree that names the same tree ten times, ten levels deep, fits into a few kilobytes and
 * lists ten thousand million paths; nothing near that may ever be held.
 */
export const TREE_LIMIT_BYTES = 32 * 1024 * 1024

/** The whole tree of a commit, raw: `<mode> <type> <id>\t<path>\0` … */
export async function listTree(gitDir: string, commit: string, signal: AbortSignal): Promise<Result<Uint8Array, GitRefusal>> {
  if (signal.aborted) return err({ kind: 'aborted' })
  const { execa } = await import('execa')
  const done = await execa('git', ['ls-tree', '-r', '-t', '-z', '--full-tree', '--', commit], {
    ...options(gitDir, signal), encoding: 'buffer', timeout: LOCAL_DEADLINE_MS, maxBuffer: TREE_LIMIT_BYTES, reject: false, stdin: 'ignore',
  })
  if (done.isCanceled) return err({ kind: 'aborted' })
  if (done.isMaxBuffer) return err({ kind: 'too-large', cause: `its list of files is longer than ${String(TREE_LIMIT_BYTES / 1024 / 1024)} MB` })
  if (done.timedOut) return err({ kind: 'timeout', deadlineMs: LOCAL_DEADLINE_MS })
  if (done.failed) return err({ kind: 'exit', text: Buffer.from(done.stderr).toString('utf8') || (done.shortMessage ?? 'git ls-tree failed') })
  return ok(done.stdout)
}

/**
 * Contents of objects in the order asked, from one process. Throws `ObjectsError` when an object is missing or unreadable;
 * ends the process when the consumer stops early.
 */
export async function* streamObjects(gitDir: string, ids: Iterable<string>, signal: AbortSignal): AsyncGenerator<GitObject> {
  const { execa } = await import('execa')
  const child = execa('git', ['cat-file', '--batch', '--buffer'], { ...options(gitDir, signal), input: [...ids].join('\n') + '\n', buffer: { stdout: false, stderr: true }, reject: false, maxBuffer: 100_000, timeout: CONTEXT_DEADLINE_MS })
  const pieces = createPieceReader(child.stdout)
  try {
    for (;;) {
      const header = await pieces.line()
      if (header === undefined) break
      const [id = '', type = '', size = ''] = header.split(' ')
      if (!/^\d+$/.test(size)) throw new ObjectsError({ kind: 'exit', text: `bad object ${id} ${type}` })
      const content = pieces.exactly(Number(size))
      yield { id, type, size: Number(size), content }
      await content.skip()
      await pieces.skip(1)
    }
    const refusal = refusalAtEnd(await child)
    if (refusal) throw new ObjectsError(refusal)
  } finally {
    child.kill('SIGKILL')
  }
}

function refusalAtEnd(end: { readonly failed: boolean; readonly timedOut: boolean; readonly isCanceled: boolean; readonly stderr: string; readonly shortMessage?: string | undefined }): GitRefusal | undefined {
  if (!end.failed) return undefined
  if (end.timedOut) return { kind: 'timeout', deadlineMs: CONTEXT_DEADLINE_MS }
  return end.isCanceled ? { kind: 'aborted' } : { kind: 'exit', text: end.stderr || (end.shortMessage ?? 'git cat-file failed') }
}

/** Carries a refusal through a stream, where a value cannot. */
export class ObjectsError extends Error {
  readonly refusal: GitRefusal

  constructor(refusal: GitRefusal) {
    super(refusal.kind === 'exit' ? refusal.text : refusal.kind)
    this.refusal = refusal
  }
}

function options(gitDir: string, signal: AbortSignal): { cwd: string; env: Record<string, string>; extendEnv: false; cancelSignal: AbortSignal; stripFinalNewline: false; killSignal: 'SIGKILL' } {
  return { cwd: gitDir, env: { ...localEnvironment(gitDir) }, extendEnv: false, cancelSignal: AbortSignal.any([signal]), stripFinalNewline: false, killSignal: 'SIGKILL' }
}
