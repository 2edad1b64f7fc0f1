/** Reads a secret that the operator keeps in a file of its own. One that others can read, or that is short, is no secret. */
import { readFileSync, statSync } from 'node:fs'
import { failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'

export const LEAST_SECRET = 32

export function readSecretFile(path: string, purpose: string): Result<string> {
  const refuse = (cause: string, help: string): Result<never> => err(failure('settings-invalid', { subject: `cannot use ${path} as ${purpose}`, cause, help }))
  try {
    if ((statSync(path).mode & 0o077) !== 0) return refuse('others than its owner can read it', `Run: chmod 600 ${path}`)
    const secret = readFileSync(path, 'utf8').trim()
    if (secret.length < LEAST_SECRET) return refuse(`it holds ${String(secret.length)} characters, at least ${String(LEAST_SECRET)} are needed`, 'Make one with: openssl rand -hex 32')
    return ok(secret)
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), 'Make one with: openssl rand -hex 32, in a file of mode 0600.')
  }
}
