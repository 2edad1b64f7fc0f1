/** One secret as a row: where it was found, or why not. */
import type { AppKey } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import type { SecretAnswer } from '../../ports.js'
import type { SecretRow } from '../../render/secrets-text.js'

export interface Looked {
  readonly name: string
  readonly apps: readonly AppKey[]
  readonly storages?: readonly string[]
  readonly answer: Result<SecretAnswer> | undefined
  /** It is in this file, and nobody here can open that. */
  readonly sealedIn?: string
}

export function rowOf({ name, apps, storages, answer, sealedIn }: Looked): SecretRow {
  const who = { name, apps, ...(storages && { storages }) }
  if (answer?.ok) return { ...who, state: 'found', place: answer.value.place }
  if (sealedIn !== undefined && answer?.error.code === 'secret-undecryptable') return { ...who, state: 'encrypted', place: sealedIn }
  return { ...who, state: answer?.error.code === 'secret-missing' ? 'missing' : 'unusable', ...(answer && { failure: answer.error }) }
}
