/**
 * The places of this host: variables of mistd, credentials of systemd, a folder with one file for each secret, in this order. What is
 * there and cannot be used is a failure: an older value from git must not take its place in silence.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { SecretsSettings } from '../../model/settings.js'
import type { SecretAnswer } from '../../ports.js'
import type { PrivateFileRules } from '../../private-file.js'
import { readPrivateFile } from '../../private-file.js'

export interface HostPlaces {
  readonly settings: SecretsSettings
  readonly env: Readonly<Record<string, string | undefined>>
}

export const MAX_VALUE_BYTES = 65_536

/** Under another name than secrets have, so that no app can ask for the identity. */
const CREDENTIAL_PREFIX = 'secret.'
export const IDENTITY_CREDENTIAL = 'identity'

/** Undefined when no place has it. */
export function findOnHost(places: HostPlaces, name: string): Result<SecretAnswer> | undefined {
  return fromEnvironment(places, name) ?? fromCredentials(places, name) ?? fromDirectory(places, name)
}

/** Every place where a secret of this name could have been, for the one who has to put it there. */
export function hostPlacesOf({ settings, env }: HostPlaces, name: string): readonly string[] {
  const { environment, directory } = settings
  const credentials = credentialsFolder(env)
  return [
    ...(environment === undefined ? [] : [`the variable ${environment}${name}`]),
    ...(credentials === undefined ? [] : [`the systemd credential ${CREDENTIAL_PREFIX}${name}`]),
    ...(directory === undefined ? [] : [join(directory, name)]),
  ]
}

export function credentialsFolder(env: HostPlaces['env']): string | undefined {
  const folder = env['CREDENTIALS_DIRECTORY']
  return folder?.startsWith('/') ? folder : undefined
}

/** systemd keeps its credentials apart for each unit, and shows who may read them as the rights of the group. */
export const CREDENTIAL_RULES: PrivateFileRules = { maxBytes: MAX_VALUE_BYTES + 2, readers: 'group', links: 'refused' }
const FILE_RULES: PrivateFileRules = { maxBytes: MAX_VALUE_BYTES + 2, readers: 'owner', links: 'refused' }

function fromEnvironment({ settings, env }: HostPlaces, name: string): Result<SecretAnswer> | undefined {
  const variable = `${settings.environment ?? ''}${name}`
  const value = settings.environment === undefined ? undefined : env[variable]
  return value === undefined ? undefined : answer(name, { value, place: `the variable ${variable}` })
}

function fromCredentials({ env }: HostPlaces, name: string): Result<SecretAnswer> | undefined {
  const folder = credentialsFolder(env)
  return folder === undefined ? undefined : fromFile(name, join(folder, `${CREDENTIAL_PREFIX}${name}`), CREDENTIAL_RULES)
}

function fromDirectory({ settings: { directory } }: HostPlaces, name: string): Result<SecretAnswer> | undefined {
  if (directory === undefined) return undefined
  const fault = folderFault(directory)
  return fault === undefined ? fromFile(name, join(directory, name), FILE_RULES) : err(unusable(name, { place: directory, cause: fault, help: `Run: chmod 700 ${directory}` }))
}

/** Whoever can write to the folder can put a file of their own in the place of any. A folder that is not there holds nothing. */
function folderFault(directory: string): string | undefined {
  try {
    return (statSync(directory).mode & 0o022) !== 0 ? 'others can write to it' : undefined
  } catch {
    return undefined
  }
}

function fromFile(name: string, path: string, rules: PrivateFileRules): Result<SecretAnswer> | undefined {
  const read = readPrivateFile(path, rules)
  // Editors end a file with a line feed; a secret that ends with one has two.
  if (read.ok) return answer(name, { value: read.value.replace(/\r?\n$/, ''), place: path })
  return read.error.kind === 'missing' ? undefined : err(unusable(name, { place: path, cause: read.error.cause, help: read.error.help }))
}

function answer(name: string, found: SecretAnswer): Result<SecretAnswer> {
  const cause = valueFault(found.value)
  return cause === undefined ? ok(found) : err(unusable(name, { place: found.place, cause, help: 'Put one text there.' }))
}

/** What no variable of a container can hold. */
export function valueFault(value: string): string | undefined {
  if (value === '') return 'it is empty'
  if (value.includes('\0')) return 'it holds a NUL byte'
  if (value.includes('\uFFFD')) return 'it is not UTF-8 text'
  return Buffer.byteLength(value) > MAX_VALUE_BYTES ? `it is larger than ${String(MAX_VALUE_BYTES)} bytes` : undefined
}

function unusable(name: string, { place, cause, help }: { readonly place: string; readonly cause: string; readonly help: string }) {
  return failure('secret-undecryptable', { subject: `cannot read the secret ${name}`, cause: `${place} cannot be used: ${cause}`, help })
}
