/** Secret values on their way from where they are kept to the containers: in memory alone, shown nowhere, in digests as their mark. */
import type { Result } from './result.js'

export interface SecretValue {
  readonly value: string
  /** See `markOf` in model/instance-key.ts. */
  readonly mark: string
}

/**
 * A secret that is handed over when it is used, by a function: so no JSON, digest or log of a plan that holds it can hold its text.
 */
export interface HeldSecret {
  readonly name: string
  readonly reveal: () => string
}

/** By name, for every name that the manifest speaks of. A failure names the secret and where it was looked for, never a value. */
export type SecretsFound = Readonly<Record<string, Result<SecretValue>>>
