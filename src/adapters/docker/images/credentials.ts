/**
 * Logins for registries. A password is read at the moment of use and never kept; a file that others could read is refused.
 */
import type { Failure } from '../../../model/failure.js'
import { failure } from '../../../model/failure.js'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import type { RegistrySettings } from '../../../model/settings.js'
import { readPrivateFile } from '../../../private-file.js'
import { DOCKER_HUB } from './reference.js'

export type Registries = Readonly<Record<string, RegistrySettings>>

export interface Login {
  readonly username: string
  readonly password: string
  readonly serveraddress: string
}

/** Under which name Docker Hub's login may stand in the settings, and the name that the engine knows it by. */
const HUB_NAMES = [DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io']
const HUB_ADDRESS = 'https://index.docker.io/v1/'

const MAX_PASSWORD_BYTES = 64 * 1024

/** The header of a pull; empty without a login for this registry. */
export async function pullHeaders(registries: Registries, registry: string, subject: string): Promise<Result<Record<string, string>>> {
  const login = loginFor(registries, registry, subject)
  if (!login.ok) return login
  return ok(login.value ? { 'X-Registry-Auth': encoded(login.value) } : {})
}

/** For one registry and no other. Docker Hub is meant by any of its names. */
export function loginFor(registries: Registries, registry: string, subject: string): Result<Login | undefined> {
  const isHub = HUB_NAMES.includes(registry)
  const names = isHub ? HUB_NAMES : [registry]
  const settings = names.map((name) => (Object.hasOwn(registries, name) ? registries[name] : undefined)).find((found) => found !== undefined)
  return settings ? readLogin(isHub ? DOCKER_HUB : registry, settings, subject) : ok(undefined)
}

/** The header of a build, whose `FROM` lines may name any registry. */
export async function buildHeaders(registries: Registries, subject: string): Promise<Result<Record<string, string>>> {
  const logins: Record<string, Login> = {}
  for (const [registry, settings] of Object.entries(registries)) {
    const login = readLogin(HUB_NAMES.includes(registry) ? DOCKER_HUB : registry, settings, subject)
    if (!login.ok) return login
    logins[login.value.serveraddress] = login.value
  }
  return ok(Object.keys(logins).length > 0 ? { 'X-Registry-Config': encoded(logins) } : {})
}

function readLogin(registry: string, settings: RegistrySettings, subject: string): Result<Login> {
  const password = readPrivateFile(settings.passwordFile, { maxBytes: MAX_PASSWORD_BYTES, readers: 'owner', links: 'refused' })
  if (!password.ok) return err(unreadable(registry, { path: settings.passwordFile, why: password.error.cause, subject }))
  return ok({ username: settings.username, password: password.value.replace(/\r?\n$/, ''), serveraddress: registry === DOCKER_HUB ? HUB_ADDRESS : registry })
}

function unreadable(registry: string, { path, why, subject }: { readonly path: string; readonly why: string; readonly subject: string }): Failure {
  return failure('registry-auth-failed', { subject, cause: `the password file ${path} for ${registry} cannot be used: ${why}`, help: `It must be a regular file with mode 600 that holds the password alone (chmod 600 ${path}).` })
}

/** URL-safe base64, as both headers want it. */
function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}
