/** Reads a secret that the operator keeps in a file of its own. One that others can read, or that is short, is no secret. */
import { failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { readPrivateFile } from '../private-file.js'

export const LEAST_SECRET = 32
const MAX_SECRET_BYTES = 64 * 1024

export function readSecretFile(path: string, purpose: string): Result<string> {
  const refuse = (cause: string, help: string): Result<never> => err(failure('settings-invalid', { subject: `cannot use ${path} as ${purpose}`, cause, help }))
  const read = readPrivateFile(path, { maxBytes: MAX_SECRET_BYTES, readers: 'owner', links: 'followed' })
  if (!read.ok) return refuse(read.error.cause, read.error.kind === 'missing' ? 'Make one with: openssl rand -hex 32, in a file of mode 0600.' : read.error.help)
  const secret = read.value.trim()
  if (secret.length < LEAST_SECRET) return refuse(`it holds ${String(secret.length)} characters, at least ${String(LEAST_SECRET)} are needed`, 'Make one with: openssl rand -hex 32')
  return ok(secret)
}
