/**
 * Single values, encrypted by age. A value is encrypted together with its name, so that one cannot be put in the place of another
 * by somebody who can write the file and not read it. The one user of the library, which is loaded when there is something to do.
 */
import { createHash } from 'node:crypto'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { valueFault } from './host-places.js'

/** A recipient is checked by using it. */
export async function sealValue(entry: { readonly name: string; readonly value: string }, recipients: readonly string[]): Promise<Result<string, string>> {
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient)
    } catch {
      return err(`${recipient.slice(0, 24)}… is no recipient that age knows`)
    }
  }
  return ok(Buffer.from(await encrypter.encrypt(`${entry.name}=${entry.value}`)).toString('base64'))
}

export interface AgeOpener {
  /** Undefined when there is no identity at all. */
  open(entry: { readonly name: string; readonly sealed: string }): Promise<Result<string, string>>
}

/** What was opened once is remembered by what it was encrypted to: every pass asks again for the same. */
export function createAgeCache(): (identities: readonly string[]) => AgeOpener {
  const known = new Map<string, Result<string, string>>()
  return (identities) => {
    const owner = createHash('sha256').update(identities.join('\n')).digest('hex')
    return {
      open: async (entry) => {
        const key = createHash('sha256').update(`${owner} ${entry.name} ${entry.sealed}`).digest('hex')
        const opened = known.get(key) ?? await openValue(entry, identities)
        remember(known, key, opened)
        return opened
      },
    }
  }
}

const MAX_REMEMBERED = 5_000

/** The ones that were asked for last are kept. */
function remember(known: Map<string, Result<string, string>>, key: string, opened: Result<string, string>): void {
  known.delete(key)
  known.set(key, opened)
  const oldest = known.size > MAX_REMEMBERED ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
}

const FOR_OTHERS = 'it is encrypted for other recipients'

async function openValue({ name, sealed }: { readonly name: string; readonly sealed: string }, identities: readonly string[]): Promise<Result<string, string>> {
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  try {
    const text = Buffer.from(await decrypter.decrypt(Buffer.from(sealed, 'base64'))).toString('utf8')
    if (!text.startsWith(`${name}=`)) return err('it was encrypted for another name')
    const value = text.slice(name.length + 1)
    const fault = valueFault(value)
    return fault === undefined ? ok(value) : err(fault)
  } catch (error) {
    const isForOthers = error instanceof Error && error.message.startsWith('no identity matched')
    return err(isForOthers ? FOR_OTHERS : 'it is damaged')
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
  const { Encrypter } = await import('age-encryption')
  try {
    new Encrypter().addRecipient(text)
    return true
  } catch {
    return false
  }
}

export interface OpenedEntry {
  readonly name: string
  readonly value: string
}

/** All of them, or which one cannot be opened. */
export async function openAll(entries: readonly { readonly name: string; readonly sealed: string; readonly line: number }[], identities: readonly string[]): Promise<Result<readonly OpenedEntry[], { readonly cause: string; readonly help: string }>> {
  const opened: OpenedEntry[] = []
  for (const entry of entries) {
    const value = await openValue(entry, identities)
    if (!value.ok) return err({ cause: `${entry.name} in line ${String(entry.line + 1)} cannot be opened: ${value.error}`, help: value.error === FOR_OTHERS ? 'Somebody who can open all of them has to do it.' : `Nobody can open it any more. Set it anew with: mistctl secret set ${entry.name}` })
    if (opened.some(({ name }) => name === entry.name)) return err({ cause: `${entry.name} stands there twice`, help: 'Remove one of the two lines.' })
    opened.push({ name: entry.name, value: value.value })
  }
  return ok(opened)
}
