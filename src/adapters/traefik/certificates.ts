/**
 * The certificates of the managed Traefik: those that it got by ACME are read from its own store, those of the operator are handed
 * over as copies whose names follow from their content, so that a renewed one is a change that Traefik sees. No key is ever told on.
 */
import { X509Certificate, createHash, createPrivateKey } from 'node:crypto'
import { chmodSync, closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { ObservedCertificate } from '../../model/certificate.js'
import { child, textOf } from './shape.js'

export interface TlsFiles {
  /** Folder of the host with Traefik's account and its certificates; absent when the operator's settings have none. */
  readonly acmeDirectory: string
  /** The authority of a private ACME server, and the name of its copy beside the account. */
  readonly acmeCa?: { readonly text: string; readonly name: string }
  readonly certificatesDirectory: string
  readonly certificates: readonly { readonly certFile: string; readonly keyFile: string }[]
}

/** Where Traefik finds the copies, inside its container. */
export const INSIDE = '/etc/traefik/certificates'
const STORE = 'acme.json'
const MAX_STORE_BYTES = 64 * 1024 * 1024
export const MAX_PEM_BYTES = 1024 * 1024

/** Folders and files that the container mounts. Traefik demands mode 0600 of its store; made here, it stays readable for Mist. */
export function prepareTls({ acmeDirectory, acmeCa, certificatesDirectory }: TlsFiles): void {
  for (const folder of [acmeDirectory, certificatesDirectory]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chmodSync(folder, 0o700)
  }
  closeSync(openSync(join(acmeDirectory, STORE), constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600))
  if (acmeCa !== undefined) put(join(acmeDirectory, acmeCa.name), acmeCa.text)
}

/** Copies what changed and answers the text of the file that names all; undefined when there are none. A pair that does not fit keeps its last good copy. */
export function handOver({ certificates, certificatesDirectory }: TlsFiles): string | undefined {
  const names = certificates.flatMap((pair) => copied(pair, certificatesDirectory) ?? [])
  if (names.length === 0) return undefined
  const entries = names.map((name) => ({ certFile: `${INSIDE}/${name}.crt`, keyFile: `${INSIDE}/${name}.key` }))
  return `# Written by Mist. Edits are put back.\n${stringify({ tls: { certificates: entries } }, { lineWidth: 0 })}`
}

/** Copies that no settings name any more. Only called when the file that names the others was taken over. */
export function removeStale({ certificatesDirectory }: TlsFiles, text: string | undefined): void {
  for (const name of namesIn(certificatesDirectory)) {
    if (!text?.includes(name)) rmSync(join(certificatesDirectory, name), { force: true })
  }
}

export function readCertificates({ acmeDirectory, certificatesDirectory }: TlsFiles): readonly ObservedCertificate[] {
  const given = shownIn(certificatesDirectory).flatMap((name) => described(readText(join(certificatesDirectory, name), MAX_PEM_BYTES), 'given'))
  return [...given, ...acmeCertificates(readText(join(acmeDirectory, STORE), MAX_STORE_BYTES))]
}

/** Traefik writes the store in place, so a look may find half of it: then it tells of none until the next look. */
function acmeCertificates(text: string): readonly ObservedCertificate[] {
  const resolvers = Object.values(parsed(text))
  const entries = resolvers.flatMap((resolver) => {
    const list: unknown = child(resolver, 'Certificates')
    return Array.isArray(list) ? (list as readonly unknown[]) : []
  })
  return entries.flatMap((entry) => described(Buffer.from(textOf(child(entry, 'certificate')), 'base64').toString('utf8'), 'acme'))
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}

function described(pem: string, origin: ObservedCertificate['origin']): readonly ObservedCertificate[] {
  try {
    const { subjectAltName = '', validFrom, validTo } = new X509Certificate(pem)
    const hosts = subjectAltName.split(', ').flatMap((name) => (name.startsWith('DNS:') ? [name.slice(4).toLowerCase()] : []))
    return [{ hosts, notBefore: new Date(validFrom).toISOString(), notAfter: new Date(validTo).toISOString(), origin }]
  } catch {
    return []
  }
}

interface Pair {
  readonly certFile: string
  readonly keyFile: string
}

/** The name of the copies; that of the last good ones when the files are gone, half-written or do not belong together. */
function copied({ certFile, keyFile }: Pair, folder: string): string | undefined {
  const place = createHash('sha256').update(`${certFile}\n${keyFile}`).digest('hex').slice(0, 8)
  const [cert, key] = [readText(certFile, MAX_PEM_BYTES), readText(keyFile, MAX_PEM_BYTES)]
  if (!belongTogether(cert, key)) return lastGood(folder, place)
  const name = `${place}-${createHash('sha256').update(cert).update(key).digest('hex').slice(0, 16)}`
  put(join(folder, `${name}.key`), key)
  put(join(folder, `${name}.crt`), cert)
  return name
}

/** Until Traefik has taken over the newest, the one before it is still there. */
function lastGood(folder: string, place: string): string | undefined {
  const copies = namesIn(folder).filter((name) => name.startsWith(place) && name.endsWith('.crt'))
  const newest = copies.toSorted((a, b) => statSync(join(folder, b)).mtimeMs - statSync(join(folder, a)).mtimeMs)[0]
  return newest?.slice(0, -'.crt'.length)
}

export function belongTogether(cert: string, key: string): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}

export function put(path: string, text: string): void {
  if (readText(path, MAX_PEM_BYTES) === text) return
  const temp = `${path}.tmp`
  writeFileSync(temp, text, { mode: 0o600 })
  renameSync(temp, path)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^[0-9a-f]{8}-[0-9a-f]{16}\.(crt|key)$/.test(name)).sort()
  } catch {
    return []
  }
}

/** Also those of apps, see key-pairs.ts. */
function shownIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^k?[0-9a-f]{8}-[0-9a-f]{16}\.crt$/.test(name)).sort()
  } catch {
    return []
  }
}

/** Empty for whatever cannot be read: who needs more asks for it. */
export function readText(path: string, maxBytes: number): string {
  try {
    const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const info = fstatSync(handle)
      return info.isFile() && info.size <= maxBytes ? readFileSync(handle, 'utf8') : ''
    } finally {
      closeSync(handle)
    }
  } catch {
    return ''
  }
}
