/** One secret as a row: where it was found, or why not. */
import type { AppKey } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import type { SecretAnswer } from '../../ports.js'
import type { SecretRow } from '../../render/secrets-text.js'

export interface Looked {
  readonly name: string
  readonly apps: readonly AppKey[]
  readonly answer: Result<SecretAnswer> | undefined
  /** It is in this file, and nobody here can open that. */
  readonly sealedIn?: string
}

export function rowOf({ name, apps, answer, sealedIn }: Looked): SecretRow {
  if (answer?.ok) return { name, apps, state: 'found', place: answer.value.place }
  if (sealedIn !== undefined && answer?.error.code === 'secret-undecryptable') return { name, apps, state: 'encrypted', place: sealedIn }
  return { name, apps, state: answer?.error.code === 'secret-missing' ? 'missing' : 'unusable', ...(answer && { failure: answer.error }) }
}
