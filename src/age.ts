/**
 * The one user of the age library, which is loaded when there is something to do. Texts and streams, for recipients and with identities;
 * what is encrypted, and where the identities come from, is for the caller to say.
 */
import { ReadableStream } from 'node:stream/web'
import type { Result } from './model/result.js'
import { err, ok } from './model/result.js'

/** `for-others`: none of the identities is meant. `identity`: one of them is none. Everything else that cannot be read is damaged. */
export type AgeFault = 'for-others' | 'identity' | 'damaged'

/** Thrown while a stream is iterated. */
export class AgeError extends Error {
  readonly fault: AgeFault

  constructor(fault: AgeFault) {
    super(fault)
    this.fault = fault
  }
}

/** The failure is the recipient that is none. */
export async function encryptText(text: string, recipients: readonly string[]): Promise<Result<Uint8Array, string>> {
  const encrypter = await encrypterFor(recipients)
  return encrypter.ok ? ok(await encrypter.value.encrypt(text)) : encrypter
}

export async function decryptText(sealed: Uint8Array, identities: readonly string[]): Promise<Result<string, AgeFault>> {
  const decrypter = await decrypterWith(identities)
  if (!decrypter.ok) return decrypter
  try {
    return ok(Buffer.from(await decrypter.value.decrypt(sealed)).toString('utf8'))
  } catch (error) {
    return err(faultOf(error))
  }
}

/** Recipients are checked by `isRecipient` before. */
export async function* encryptStream(plain: AsyncIterable<Uint8Array>, recipients: readonly string[]): AsyncGenerator<Uint8Array> {
  const encrypter = await encrypterFor(recipients)
  if (!encrypter.ok) throw new Error('a recipient that age does not know')
  yield* chunksOf(await encrypter.value.encrypt(streamOf(plain)))
}

/** What the source throws goes through as it is; an AgeError says that the bytes are at fault. */
export async function* decryptStream(sealed: AsyncIterable<Uint8Array>, identities: readonly string[]): AsyncGenerator<Uint8Array> {
  const source: { broken?: unknown } = {}
  const decrypter = await decrypterWith(identities)
  if (!decrypter.ok) throw new AgeError(decrypter.error)
  try {
    yield* chunksOf(await decrypter.value.decrypt(streamOf(noting(sealed, source))))
  } catch (error) {
    throw 'broken' in source ? source.broken : new AgeError(faultOf(error))
  }
}

export async function newIdentity(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption')
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

export async function recipientsOf(identities: readonly string[]): Promise<Result<readonly string[], string>> {
  const { identityToRecipient } = await import('age-encryption')
  try {
    return ok(await Promise.all(identities.map((identity) => identityToRecipient(identity))))
  } catch {
    return err('it holds what is no identity of age')
  }
}

export async function isRecipient(text: string): Promise<boolean> {
  return (await encrypterFor([text])).ok
}

type Library = typeof import('age-encryption')

/** A recipient is checked by using it. */
async function encrypterFor(recipients: readonly string[]): Promise<Result<InstanceType<Library['Encrypter']>, string>> {
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient)
    } catch {
      return err(recipient)
    }
  }
  return ok(encrypter)
}

async function decrypterWith(identities: readonly string[]): Promise<Result<InstanceType<Library['Decrypter']>, AgeFault>> {
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  try {
    for (const identity of identities) decrypter.addIdentity(identity)
    return ok(decrypter)
  } catch {
    return err('identity')
  }
}

function faultOf(error: unknown): AgeFault {
  return error instanceof Error && error.message.startsWith('no identity matched') ? 'for-others' : 'damaged'
}

async function* noting(source: AsyncIterable<Uint8Array>, seen: { broken?: unknown }): AsyncGenerator<Uint8Array> {
  try {
    yield* source
  } catch (error) {
    seen.broken = error
    throw error
  }
}

/** The library speaks in streams of the web platform. */
function streamOf(source: AsyncIterable<Uint8Array>): globalThis.ReadableStream<Uint8Array> {
  return ReadableStream.from(source)
}

async function* chunksOf(stream: globalThis.ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* stream as unknown as AsyncIterable<Uint8Array>
}
