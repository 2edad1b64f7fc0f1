/** What the host's settings name in files: read once at the start, and refused with the name of the file when it cannot be used. */
import { createHash } from 'node:crypto'
import { X509Certificate } from 'node:crypto'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ManagedProxySettings } from '../../model/settings.js'
import { readPrivateFile } from '../../private-file.js'
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

function readSecret(path: string): Result<string> {
  return readWith(path, 'owner')
}

function read(path: string): Result<string> {
  return readWith(path, 'all')
}

/** Tools that renew certificates hand them out as links. */
function readWith(path: string, readers: 'owner' | 'all'): Result<string> {
  const text = readPrivateFile(path, { maxBytes: MAX_BYTES, readers, links: 'followed' })
  return text.ok ? text : err(unusable(path, text.error.cause, text.error.help))
}

function unusable(path: string, cause: string, help: string): Failure {
  return failure('settings-invalid', { subject: `cannot use ${path}`, cause, help })
}
