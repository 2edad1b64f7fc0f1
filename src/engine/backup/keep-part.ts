/** One part on its way: counted as it is, compressed and encrypted, and put into the storage, in bounded memory. */
import type { BackupPart, StorageSpec } from '../../model/backup.js'
import { openChecksum } from '../../model/checksum.js'
import type { Checksum } from '../../model/checksum.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { StreamFault } from '../../model/stream-fault.js'
import type { Ports } from '../../ports.js'

export interface NewPart {
  readonly place: StorageSpec
  /** Of the backup, without a slash at the end. */
  readonly folder: string
  readonly name: string
  /** Of its object, without an ending. */
  readonly stem: string
  readonly plain: AsyncIterable<Uint8Array>
}

export async function keepPart({ storage, seal }: Pick<Ports, 'storage' | 'seal'>, { place, folder, name, stem, plain }: NewPart, signal: AbortSignal): Promise<Result<BackupPart>> {
  const object = `${stem}.gz${place.recipients ? '.age' : ''}`
  const sum = openChecksum()
  const source = watched(plain, sum)
  try {
    const put = await storage.put(place, { key: `${folder}/${object}`, body: seal.seal(source.stream, place.recipients) }, signal)
    // What broke off at its origin says more than what became of it on the way.
    const fault = source.fault()
    if (fault) return err(fault.failure)
    if (!put.ok) return put
    const { bytes, sha256 } = sum.end()
    return ok({ name, object, bytes: put.value.bytes, sha256: put.value.sha256, plainBytes: bytes, plainSha256: sha256 })
  } catch (cause) {
    const fault = source.fault() ?? (cause instanceof StreamFault ? cause : undefined)
    if (fault) return err(fault.failure)
    throw cause
  }
}

interface Watched {
  readonly stream: AsyncIterable<Uint8Array>
  fault(): StreamFault | undefined
}

function watched(plain: AsyncIterable<Uint8Array>, sum: Checksum): Watched {
  let fault: StreamFault | undefined
  async function* pass(): AsyncIterable<Uint8Array> {
    try {
      for await (const chunk of plain) {
        sum.add(chunk)
        yield chunk
      }
    } catch (cause) {
      if (cause instanceof StreamFault) fault = cause
      throw cause
    }
  }
  return { stream: pass(), fault: () => fault }
}
