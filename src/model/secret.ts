/** Secret values on their way from where they are kept to the containers: in memory alone, shown nowhere, in digests as their mark. */
import type { Result } from './result.js'

export interface SecretValue {
  readonly value: string
  /** See `markOf` in model/instance-key.ts. */
  readonly mark: string
}

/** By name, for every name that the manifest speaks of. A failure names the secret and where it was looked for, never a value. */
export type SecretsFound = Readonly<Record<string, Result<SecretValue>>>
