/** Where this host keeps secrets. None of its places is set yet, so every name is answered with that. */
import { failure } from '../../model/failure.js'
import { err } from '../../model/result.js'
import type { SecretsPort } from '../../ports.js'

export function createSecrets(): SecretsPort {
  return {
    find: ({ names }) => Promise.resolve(new Map(names.map((name) => [name, err(failure('secret-missing', { subject: `cannot find the secret ${name}`, cause: 'this host has no place where secrets are kept' }))]))),
  }
}
