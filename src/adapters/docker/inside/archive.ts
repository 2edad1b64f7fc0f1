/**
 * Folders of a container as a tar, by the engine's own hand: volumes are mounted for it even if the container never ran, and what
 * lies there keeps its owners and modes. In bounded memory either way.
 */
import { basename, dirname } from 'node:path/posix'
import { Readable } from 'node:stream'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import { StreamFault } from '../../../model/stream-fault.js'
import type { NewFile } from '../../../ports.js'
import { linkSignals } from '../../../signals.js'
import type { EngineError } from '../engine-error.js'
import type { Hands, Job } from '../hands.js'
import { fine, ownId } from '../hands.js'
import type { EngineStream } from '../transport/stream.js'
import { filesTar, peekRoot, rootTar } from './tar.js'

/** `/.` at the end: names in the tar begin at the folder itself. */
export async function readFolder(hands: Hands, { container, path }: Place, signal: AbortSignal): Promise<Result<AsyncIterable<Uint8Array>>> {
  const job: Job = { subject: `cannot read ${path} of container ${container}`, signal }
  const id = await ownId(hands, container, job)
  if (!id.ok) return id
  const limits = { signal, silenceMs: hands.engine.deadlines.archiveSilenceMs, totalMs: 0 }
  const opened = await hands.engine.open(`/containers/${id.value}/archive`, { path: `${path}/.` }, limits)
  return opened.ok ? ok(wholeOrThrow(hands, opened.value, job)) : err(hands.engine.failure(opened.error, job.subject))
}

export interface Place {
  readonly container: string
  readonly path: string
}

async function* wholeOrThrow(hands: Hands, stream: EngineStream, { subject }: Job): AsyncGenerator<Uint8Array> {
  yield* stream.chunks
  const broken = stream.failure()
  if (broken) throw new StreamFault(hands.engine.failure(broken, subject))
}

/** Engines unpack what is in a folder and pass over the entry of the folder that is there already: whose it is, is said once more from above. */
export async function writeFolder(hands: Hands, { container, path, tar }: Place & { readonly tar: AsyncIterable<Uint8Array> }, signal: AbortSignal): Promise<Result<void>> {
  const job: Job = { subject: `cannot write ${path} of container ${container}`, signal }
  const id = await ownId(hands, container, job)
  if (!id.ok) return id
  const peeked = await peekRoot(tar)
  const laid = await lay(hands, { id: id.value, path, tar: peeked.tar }, job)
  const root = laid.ok && path !== '/' ? await peeked.root() : undefined
  return root ? lay(hands, { id: id.value, path: dirname(path), tar: await rootTar(basename(path), root) }, job) : laid
}

export async function writeFiles(hands: Hands, { container, path, files }: Place & { readonly files: readonly NewFile[] }, signal: AbortSignal): Promise<Result<void>> {
  const job: Job = { subject: `cannot write files to ${path} of container ${container}`, signal }
  const id = await ownId(hands, container, job)
  return id.ok ? lay(hands, { id: id.value, path, tar: await filesTar(files) }, job) : id
}

interface Laying {
  readonly id: string
  readonly path: string
  readonly tar: AsyncIterable<Uint8Array>
}

async function lay(hands: Hands, { id, path, tar }: Laying, { subject, signal }: Job): Promise<Result<void>> {
  const call = { method: 'PUT', path: `/containers/${id}/archive`, query: { path, noOverwriteDirNonDir: 'true' } } as const
  const source = watched(tar, hands.engine.deadlines.archiveSilenceMs, signal)
  try {
    const done = await hands.engine.upload(call, Readable.from(source.pieces, { objectMode: false }), source.signal)
    const thrown = source.thrown()
    if (thrown !== undefined) throw thrown.error
    if (done.ok) return fine
    const error: EngineError = source.isSilent() ? { kind: 'timeout', afterMs: hands.engine.deadlines.archiveSilenceMs } : done.error
    return err(hands.engine.failure(error, subject))
  } finally {
    source.release()
  }
}

interface Source {
  readonly pieces: AsyncIterable<Uint8Array>
  /** Fires with the caller's, and when nothing moved for too long. */
  readonly signal: AbortSignal
  /** What the input itself threw. */
  thrown(): { readonly error: unknown } | undefined
  isSilent(): boolean
  release(): void
}

function watched(tar: AsyncIterable<Uint8Array>, silenceMs: number, outer: AbortSignal): Source {
  const linked = linkSignals(outer)
  let state: 'moving' | 'silent' = 'moving'
  let thrown: { readonly error: unknown } | undefined
  const alarm = setTimeout(() => {
    state = 'silent'
    linked.fire()
  }, silenceMs)
  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of tar) {
        alarm.refresh()
        yield piece
      }
    } catch (error) {
      thrown = { error }
      throw error
    }
  }
  return {
    pieces: pieces(),
    signal: linked.signal,
    thrown: () => thrown,
    isSilent: () => state === 'silent',
    release: () => {
      clearTimeout(alarm)
      linked.release()
    },
  }
}
