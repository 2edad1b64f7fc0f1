/**
 * SealPort: gzip, then age, as streams. Whoever opens names whether it was encrypted; the identities are those of the host, and are read
 * when they are needed.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import type { Transform } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import type { AgeFault } from '../../age.js'
import { AgeError, decryptStream, encryptStream, isRecipient } from '../../age.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { SealFault } from '../../model/stream-fault.js'
import type { SealPort } from '../../ports.js'

export interface SealOptions {
  /** Of the host settings, or of a credential of systemd; the fault is in words. */
  readonly identities: () => Result<readonly string[], { readonly cause: string; readonly help: string }>
}

export function createSeal({ identities }: SealOptions): SealPort {
  return {
    seal: (plain, recipients) => (recipients === undefined ? through(plain, createGzip()) : encrypted(through(plain, createGzip()), recipients)),
    open: (sealed, { encrypted: isEncrypted }) => gunzipped(isEncrypted ? decrypted(sealed, identities) : sealed),
  }
}

async function* encrypted(packed: AsyncIterable<Uint8Array>, recipients: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const recipient of recipients) {
    if (!(await isRecipient(recipient))) throw new SealFault(failure('settings-invalid', { subject: 'cannot encrypt a backup', cause: `${recipient.slice(0, 20)}… is no recipient that age knows`, help: 'Correct `encrypt` of the storage.' }))
  }
  // Nobody means by an empty list that everybody may read.
  if (recipients.length === 0) throw new SealFault(failure('settings-invalid', { subject: 'cannot encrypt a backup', cause: 'there is no recipient', help: 'Name one under `encrypt` of the storage.' }))
  yield* encryptStream(packed, recipients)
}

async function* decrypted(sealed: AsyncIterable<Uint8Array>, identities: SealOptions['identities']): AsyncGenerator<Uint8Array> {
  const held = identities()
  if (!held.ok) throw new SealFault(failure('backup-undecryptable', { subject: SUBJECT, cause: held.error.cause, help: held.error.help }))
  try {
    yield* decryptStream(sealed, held.value)
  } catch (error) {
    throw error instanceof AgeError ? new SealFault(FAULTS[error.fault]) : error
  }
}

const SUBJECT = 'cannot open a backup'

const FAULTS: Readonly<Record<AgeFault, SealFault['failure']>> = {
  'for-others': failure('backup-undecryptable', { subject: SUBJECT, cause: 'it is encrypted for other recipients than this host', help: 'Give this host the identity of one of them: secrets.identityFile in mistd.yaml.' }),
  identity: failure('backup-undecryptable', { subject: SUBJECT, cause: 'an identity of this host is damaged', help: 'Write it anew from its copy.' }),
  damaged: failure('backup-damaged', { subject: SUBJECT, cause: 'it is not what was encrypted', help: 'Take another backup; drills tell early of one that is damaged.' }),
}

async function* gunzipped(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* through(packed, createGunzip())
  } catch (error) {
    throw isOfZlib(error) ? new SealFault(failure('backup-damaged', { subject: SUBJECT, cause: 'it is cut short, or not what was compressed', help: FAULTS.damaged.help ?? '' })) : error
  }
}

function isOfZlib(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
}

/** Ends with the error of whichever part failed; whoever stops reading stops the source as well. */
async function* through(source: AsyncIterable<Uint8Array>, transform: Transform): AsyncGenerator<Uint8Array> {
  pipeline(Readable.from(source, { objectMode: false }), transform, () => undefined)
  yield* transform as AsyncIterable<Uint8Array>
}
