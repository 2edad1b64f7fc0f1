/**
 * Logins for registries. A password is read at the moment of use and never kept; a file that others could read is refused.
 */
import { open } from 'node:fs/promises'
import { constants } from 'node:fs'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { RegistrySettings } from '../../model/settings.js'
import { DOCKER_HUB } from './reference.js'

export type Registries = Readonly<Record<string, RegistrySettings>>

interface Login {
  readonly username: string
  readonly password: string
  readonly serveraddress: string
}

/** Under which name Docker Hub's login may stand in the settings, and the name that the engine knows it by. */
const HUB_NAMES = [DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io']
const HUB_ADDRESS = 'https://index.docker.io/v1/'

const MAX_PASSWORD_BYTES = 64 * 1024
const OTHERS = 0o077

/** The header of a pull; empty without a login for this registry. */
export async function pullHeaders(registries: Registries, registry: string, subject: string): Promise<Result<Record<string, string>>> {
  const names = registry === DOCKER_HUB ? HUB_NAMES : [registry]
  const settings = names.map((name) => registries[name]).find((found) => found !== undefined)
  if (!settings) return ok({})
  const login = await readLogin(registry, settings, subject)
  return login.ok ? ok({ 'X-Registry-Auth': encoded(login.value) }) : login
}

/** The header of a build, whose `FROM` lines may name any registry. */
export async function buildHeaders(registries: Registries, subject: string): Promise<Result<Record<string, string>>> {
  const logins: Record<string, Login> = {}
  for (const [registry, settings] of Object.entries(registries)) {
    const login = await readLogin(HUB_NAMES.includes(registry) ? DOCKER_HUB : registry, settings, subject)
    if (!login.ok) return login
    logins[login.value.serveraddress] = login.value
  }
  return ok(Object.keys(logins).length > 0 ? { 'X-Registry-Config': encoded(logins) } : {})
}

async function readLogin(registry: string, settings: RegistrySettings, subject: string): Promise<Result<Login>> {
  const password = await readSecretFile(settings.passwordFile)
  if (!password.ok) return err(unreadable(registry, { path: settings.passwordFile, why: password.error, subject }))
  return ok({ username: settings.username, password: password.value, serveraddress: registry === DOCKER_HUB ? HUB_ADDRESS : registry })
}

/** Opened once and judged by that handle, so that nobody can swap the file in between. */
async function readSecretFile(path: string): Promise<Result<string, string>> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const stat = await file.stat()
      if (!stat.isFile()) return err('it is no regular file')
      if ((stat.mode & OTHERS) !== 0) return err(`others can read or write it (mode ${(stat.mode & 0o777).toString(8)})`)
      if (stat.size > MAX_PASSWORD_BYTES) return err('it is too large for a password')
      return ok((await file.readFile('utf8')).replace(/\r?\n$/, ''))
    } finally {
      await file.close()
    }
  } catch (error) {
    return err((error as NodeJS.ErrnoException).code ?? 'it cannot be read')
  }
}

function unreadable(registry: string, { path, why, subject }: { readonly path: string; readonly why: string; readonly subject: string }): Failure {
  return failure('registry-auth-failed', { subject, cause: `the password file ${path} for ${registry} cannot be used: ${why}`, help: `It must be a regular file with mode 600 that holds the password alone (chmod 600 ${path}).` })
}

/** URL-safe base64, as both headers want it. */
function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}
