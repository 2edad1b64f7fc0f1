/** What the host's settings name in files: read once at the start, and refused with the name of the file when it cannot be used. */
import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { X509Certificate } from 'node:crypto'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ManagedProxySettings } from '../../model/settings.js'
import { belongTogether } from './certificates.js'

export interface HostFiles {
  readonly dnsEnv?: Readonly<Record<string, string>>
  readonly acmeCa?: { readonly text: string; readonly name: string }
}

export function readHostFiles({ acme, certificates }: ManagedProxySettings): Result<HostFiles> {
  const dnsEnv = acme.dnsEnvFile === undefined ? ok(undefined) : readEnv(acme.dnsEnvFile)
  if (!dnsEnv.ok) return dnsEnv
  const acmeCa = acme.caFile === undefined ? ok(undefined) : readAuthority(acme.caFile)
  if (!acmeCa.ok) return acmeCa
  for (const pair of certificates) {
    const checked = checkPair(pair)
    if (!checked.ok) return checked
  }
  return ok({ ...(dnsEnv.value && { dnsEnv: dnsEnv.value }), ...(acmeCa.value && { acmeCa: acmeCa.value }) })
}

const MAX_BYTES = 1024 * 1024

/** Lines as of an env file: NAME=value, taken as they are. Empty lines and those that begin with # say nothing. */
function readEnv(path: string): Result<Readonly<Record<string, string>>> {
  const text = readSecret(path)
  if (!text.ok) return text
  const lines = text.value.split('\n').map((line) => line.replace(/\r$/, '')).filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const entries = lines.map((line) => /^([A-Z][A-Z0-9_]{0,99})=(.*)$/s.exec(line))
  const bad = entries.findIndex((entry) => entry === null)
  if (bad >= 0) return err(unusable(path, `its line ${String(bad + 1)} with content is not NAME=value`, 'Write one variable to a line, without quotes.'))
  return ok(Object.fromEntries(entries.map((entry) => [entry?.[1] ?? '', entry?.[2] ?? ''])))
}

/** Its name follows from its content: a new authority is a change that Traefik is started anew for. */
function readAuthority(path: string): Result<NonNullable<HostFiles['acmeCa']>> {
  const text = read(path)
  if (!text.ok) return text
  try {
    new X509Certificate(text.value)
  } catch {
    return err(unusable(path, 'it holds no certificate in PEM', 'Name the file of the authority that certifies the ACME server.'))
  }
  return ok({ text: text.value, name: `ca-${createHash('sha256').update(text.value).digest('hex').slice(0, 8)}.pem` })
}

function checkPair({ certFile, keyFile }: ManagedProxySettings['certificates'][number]): Result<void> {
  const cert = read(certFile)
  if (!cert.ok) return cert
  const key = readSecret(keyFile)
  if (!key.ok) return key
  return belongTogether(cert.value, key.value) ? ok(undefined) : err(unusable(keyFile, `it is not the key of ${certFile}`, 'Name the two files that belong together, both in PEM.'))
}

/** A secret that others can read is none. */
function readSecret(path: string): Result<string> {
  return readWith(path, 0o077)
}

function read(path: string): Result<string> {
  return readWith(path, 0o022)
}

function readWith(path: string, forbidden: number): Result<string> {
  try {
    const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const info = fstatSync(handle)
      if (!info.isFile() || info.size > MAX_BYTES) return err(unusable(path, 'it is no file of a sensible size', 'Check the path.'))
      if ((info.mode & forbidden) !== 0) return err(unusable(path, forbidden === 0o077 ? 'others can read it' : 'others can write to it', `Run: chmod ${forbidden === 0o077 ? '600' : '644'} ${path}`))
      return ok(readFileSync(handle, 'utf8'))
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    return err(unusable(path, error instanceof Error ? error.message : 'it cannot be read', 'Check the path and its mode.'))
  }
}

function unusable(path: string, cause: string, help: string): Failure {
  return failure('settings-invalid', { subject: `cannot use ${path}`, cause, help })
}
