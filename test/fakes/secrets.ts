/** Fake places of secrets: a folder of the host as a map, and a file in git that is JSON in place of being encrypted. */
import { failure } from '../../src/model/failure.js'
import type { Result } from '../../src/model/result.js'
import { err, ok } from '../../src/model/result.js'
import type { SecretAnswer, SecretsPort, SecretsQuery } from '../../src/ports.js'

export type Vault = Map<string, string>

export function createFakeSecrets(vault: Vault): SecretsPort {
  return { find: ({ names, file }) => Promise.resolve(new Map(names.map((name) => [name, findOne(vault, { name, file })]))) }
}

function findOne(vault: Vault, { name, file }: { readonly name: string; readonly file: SecretsQuery['file'] }): Result<SecretAnswer> {
  const held = vault.get(name)
  if (held !== undefined) return ok({ value: held, place: 'the vault' })
  const subject = `cannot find the secret ${name}`
  if (file === undefined) return err(failure('secret-missing', { subject, cause: 'it is not in the vault, and no file is named' }))
  if (!file.text.ok) return err(failure('secret-missing', { subject, cause: `it is not in the vault, and ${file.path} cannot be read` }))
  const values = parsed(file.text.value)
  if (values === undefined) return err(failure('secret-undecryptable', { subject: `cannot read the secret ${name}`, cause: `${file.path} is damaged` }))
  const value = values[name]
  return value === undefined ? err(failure('secret-missing', { subject, cause: `it is neither in the vault nor in ${file.path}` })) : ok({ value, place: file.path })
}

function parsed(text: string): Readonly<Record<string, string>> | undefined {
  try {
    return JSON.parse(text) as Readonly<Record<string, string>>
  } catch {
    return undefined
  }
}
