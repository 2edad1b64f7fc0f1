/**
 * The content of one part of a backup, counted and summed on its way: as it lies in the storage, and once more as it was before it was
 * compressed. Whoever takes it learns at the end, and not before, whether it is what was put there.
 */
import type { BackupPart, StorageSpec } from '../../model/backup.js'
import type { Checksum, Sum } from '../../model/checksum.js'
import { openChecksum } from '../../model/checksum.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { StreamFault } from '../../model/stream-fault.js'
import type { ReadPorts } from '../../ports.js'

export interface Lying {
  readonly place: StorageSpec
  /** Of the backup, without a slash at the end. */
  readonly folder: string
  readonly encrypted: boolean
}

export interface CheckedPart {
  readonly plain: AsyncIterable<Uint8Array>
  /** Reads what nobody took, then compares. Nothing that was made of the part is good before this says so. */
  end(): Promise<Result<void>>
}

export async function openPart(ports: Pick<ReadPorts, 'storage' | 'seal'>, { place, folder, encrypted }: Lying, { part, signal }: { readonly part: BackupPart; readonly signal: AbortSignal }): Promise<Result<CheckedPart>> {
  const subject = `cannot read part ${part.name} of the backup`
  const found = await ports.storage.get(place, `${folder}/${part.object}`, signal)
  if (!found.ok) return found.error.code === 'storage-missing' ? err(failure('backup-damaged', { subject, cause: `${part.object} is missing from the storage`, help: OTHER_BACKUP })) : found
  const stored = metered(found.value)
  const plain = metered(ports.seal.open(stored.bytes, { encrypted }))
  return ok({ plain: plain.bytes, end: () => judge(part, { subject, stored, plain, signal }) })
}

interface Metered {
  readonly bytes: AsyncIterable<Uint8Array>
  /** Reads to the end. What breaks off is told by `fault`. */
  drain(): Promise<void>
  /** Only once it was read to its end. */
  sum(): Sum
  fault(): unknown
}

/** An iteration that is given up half way leaves the source open, so that the rest can still be read and summed. */
function metered(source: AsyncIterable<Uint8Array>): Metered {
  const checksum: Checksum = openChecksum()
  let inner: AsyncIterator<Uint8Array> | undefined
  let broken: { readonly cause: unknown } | undefined
  let isOver = false
  const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
    if (broken) throw broken.cause
    if (isOver) return { done: true, value: undefined }
    inner ??= source[Symbol.asyncIterator]()
    try {
      const step = await inner.next()
      if (step.done !== true) {
        checksum.add(step.value)
        return step
      }
      isOver = true
      return { done: true, value: undefined }
    } catch (cause) {
      broken = { cause }
      throw cause
    }
  }
  return {
    bytes: { [Symbol.asyncIterator]: () => ({ next }) },
    drain: async () => {
      try {
        while ((await next()).done !== true);
      } catch {
        // Kept above; whoever judges asks for it.
      }
    },
    sum: () => checksum.end(),
    fault: () => broken?.cause,
  }
}

interface Reading {
  readonly subject: string
  readonly stored: Metered
  readonly plain: Metered
  readonly signal: AbortSignal
}

async function judge(part: BackupPart, { subject, stored, plain, signal }: Reading): Promise<Result<void>> {
  await plain.drain()
  // What could not be opened is still summed: so it is known whether it is damaged, or only meant for somebody else.
  await stored.drain()
  if (signal.aborted) return err(failure('aborted', { subject, cause: 'the work was ended early' }))
  if (stored.fault() !== undefined) return err(brokenOff(subject, stored.fault()))
  const damage = difference(stored.sum(), part)
  if (damage !== undefined) return err(damaged(subject, `${part.object} ${damage}`))
  if (plain.fault() !== undefined) return err(brokenOff(subject, plain.fault()))
  const change = difference(plain.sum(), { bytes: part.plainBytes, sha256: part.plainSha256 })
  return change === undefined ? ok(undefined) : err(damaged(subject, `what ${part.object} holds ${change}`))
}

function difference(found: Sum, wanted: Sum): string | undefined {
  if (found.bytes !== wanted.bytes) return `has ${String(found.bytes)} bytes in place of ${String(wanted.bytes)}`
  return found.sha256 === wanted.sha256 ? undefined : `has another checksum than when it was made: ${found.sha256.slice(0, SHOWN)} in place of ${wanted.sha256.slice(0, SHOWN)}`
}

const SHOWN = 12

const OTHER_BACKUP = 'Look for another one with: mistctl backup ls'

function damaged(subject: string, cause: string): Failure {
  return failure('backup-damaged', { subject, cause, help: OTHER_BACKUP })
}

function brokenOff(subject: string, cause: unknown): Failure {
  if (cause instanceof StreamFault) return { ...cause.failure, subject }
  throw cause
}
