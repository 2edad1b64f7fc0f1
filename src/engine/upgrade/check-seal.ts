/** Whether this host can open what it would encrypt: else the backup could be made here and not be restored. */
import type { StorageSpec } from '../../model/backup.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { StreamFault } from '../../model/stream-fault.js'
import type { SealPort } from '../../ports.js'
import { textStream } from '../backup/text-stream.js'

export async function checkSeal(seal: SealPort, { recipients, name }: StorageSpec, subject: string): Promise<Result<void>> {
  if (!recipients) return ok(undefined)
  try {
    for await (const _ of seal.open(seal.seal(textStream('as it was'), recipients), { encrypted: true }));
    return ok(undefined)
  } catch (cause) {
    if (!(cause instanceof StreamFault)) throw cause
    return err(failure('backup-undecryptable', { subject, cause: `what goes to ${name} is encrypted, and this host cannot open it: ${cause.failure.cause}`, help: 'The old server goes on. Give the host the identity that opens it, or move the data by hand.' }))
  }
}
