/**
 * Single values, encrypted by age. A value is encrypted together with its name, so that one cannot be put in the place of another
 * by somebody who can write the file and not read it.
 */
import { createHash } from 'node:crypto'
import type { AgeFault } from '../../age.js'
import { decryptText, encryptText } from '../../age.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { AgeEntry } from './age-text.js'
import { NAME_COLUMN, placeIn } from './age-text.js'
import { valueFault } from './host-places.js'

/** A recipient is checked by using it. */
export async function sealValue(entry: { readonly name: string; readonly value: string }, recipients: readonly string[]): Promise<Result<string, string>> {
  const sealed = await encryptText(`${entry.name}=${entry.value}`, recipients)
  return sealed.ok ? ok(Buffer.from(sealed.value).toString('base64')) : err(`${sealed.error.slice(0, 24)}… is no recipient that age knows`)
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
const FAULTS: Readonly<Record<AgeFault, string>> = { 'for-others': FOR_OTHERS, identity: 'it cannot be tried, because an identity of this host is damaged', damaged: 'it is damaged' }

async function openValue({ name, sealed }: { readonly name: string; readonly sealed: string }, identities: readonly string[]): Promise<Result<string, string>> {
  const opened = await decryptText(Buffer.from(sealed, 'base64'), identities)
  if (!opened.ok) return err(FAULTS[opened.error])
  const text = opened.value
  if (!text.startsWith(`${name}=`)) return err('it was encrypted for another name')
  const value = text.slice(name.length + 1)
  const fault = valueFault(value)
  return fault === undefined ? ok(value) : err(fault)
}

export interface OpenedEntry {
  readonly name: string
  readonly value: string
}

export interface SealedEntries {
  /** Of their file. */
  readonly path: string
  readonly entries: readonly AgeEntry[]
}

/** All of them, or which one cannot be opened. */
export async function openAll({ path, entries }: SealedEntries, identities: readonly string[]): Promise<Result<readonly OpenedEntry[], { readonly cause: string; readonly help: string }>> {
  const opened: OpenedEntry[] = []
  for (const entry of entries) {
    const value = await openValue(entry, identities)
    if (!value.ok) return err({ cause: `${placeIn(path, entry.line + 1, NAME_COLUMN)}: ${entry.name} cannot be opened: ${value.error}`, help: value.error === FOR_OTHERS ? 'Somebody who can open all of them has to do it.' : `Nobody can open it any more. Set it anew with: mistctl secret set ${entry.name}` })
    if (opened.some(({ name }) => name === entry.name)) return err({ cause: `${placeIn(path, entry.line + 1, NAME_COLUMN)}: ${entry.name} stands there twice`, help: 'Remove one of the two lines.' })
    opened.push({ name: entry.name, value: value.value })
  }
  return ok(opened)
}
