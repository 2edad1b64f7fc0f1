/** Encrypted values as `mistctl secret` writes them, for a host that a test sets up. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecretFiles } from '../../../src/adapters/secrets/secret-files.js'
import type { Result } from '../../../src/model/result.js'

const files = createSecretFiles({})

/** Settings of a host that has that identity in a file, and a folder `held` for secrets of its own. */
export function holdSecrets(dir: string, identity: string): { readonly identityFile: string; readonly directory: string } {
  const [identityFile, directory] = [join(dir, 'identity'), join(dir, 'held')]
  mkdirSync(directory, { mode: 0o700 })
  writeFileSync(identityFile, `${identity}\n`, { mode: 0o600 })
  return { identityFile, directory }
}

/** `identity` goes to the host, `recipient` to whoever encrypts for it. */
export function newIdentity(): ReturnType<typeof files.newIdentity> {
  return files.newIdentity()
}

export async function sealedFor(recipient: string, values: Readonly<Record<string, string>>): Promise<string> {
  let text = valueOf(await files.create([recipient]))
  for (const [name, value] of Object.entries(values)) text = valueOf(await files.set({ path: 'secrets.age.yaml', text }, { name, value }))
  return text
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.cause)
  return result.value
}
