/** What is small and lies beside the parts of a backup: read whole, as text. */
import type { StorageSpec } from '../../model/backup.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { StreamFault } from '../../model/stream-fault.js'
import type { ReadPorts } from '../../ports.js'

/** Far above any manifest, and far below what would hurt. */
const MOST_BYTES = 4 * 1024 * 1024

export interface SmallObject {
  readonly place: StorageSpec
  readonly key: string
  /** What opens it, when it is sealed. */
  readonly through?: (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>
}

/** A small object, as text. */
export async function readText({ storage }: Pick<ReadPorts, 'storage'>, { place, key, through }: SmallObject, signal: AbortSignal): Promise<Result<string>> {
  const found = await storage.get(place, key, signal)
  if (!found.ok) return found
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of through?.(found.value) ?? found.value) {
      size += piece.length
      if (size > MOST_BYTES) return err(failure('backup-damaged', { subject: `cannot read ${key}`, cause: 'it is larger than any such object can be' }))
      pieces.push(piece)
    }
  } catch (cause) {
    if (cause instanceof StreamFault) return err(cause.failure)
    throw cause
  }
  return ok(Buffer.concat(pieces).toString('utf8'))
}

/** Undefined for what is no JSON, or no object of it. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}
