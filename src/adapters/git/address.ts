/**
 * Which repository addresses Mist talks to: a strict grammar, an allow-list of transports and the grants of the host.
 * Decides by text alone, before any program sees the value. Credentials are not its business, save that none may stand in a URL.
 */
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Grants } from '../../model/grants.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'

export type Transport = 'https' | 'http' | 'ssh' | 'file'

export interface GitAddress {
  readonly transport: Transport
  /** As git is to be handed it. */
  readonly url: string
  /** One spelling for all ways to write the same place: `ssh://user@host/path` also for `user@host:path`, host in lower case. */
  readonly canonical: string
  readonly host: string
}

export interface AddressPolicy {
  readonly grants: Grants
  /** Addresses that the host settings name themselves: the operator needs no grant from the operator. */
  readonly configured: readonly string[]
}

const HOST = String.raw`[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\]`
const USER = '[A-Za-z0-9_][A-Za-z0-9._-]{0,63}'
const PATH = String.raw`[A-Za-z0-9._~+@:,=/-]{1,1000}`

const WEB = new RegExp(`^(https?)://(${HOST})(:[0-9]{1,5})?(/${PATH})$`)
const SSH = new RegExp(`^ssh://(?:(${USER})@)?(${HOST})(:[0-9]{1,5})?(/${PATH})$`)
const SCP = new RegExp(`^(${USER})@(${HOST}):(${PATH})$`)
const FILE = new RegExp(`^file://(/${PATH})$`)

export function parseAddress(url: string, policy: AddressPolicy): Result<GitAddress> {
  const address = readAddress(url)
  if (address === undefined) return err(refused(url, 'it is not an https or ssh address in the form that Mist accepts', 'Write https://host/path, ssh://user@host/path or user@host:path, without a password, an option or "..".'))
  if (isAllowed(address, policy)) return ok(address)
  const cause = `${address.transport} is not allowed for this address`
  return err(refused(url, cause, 'Use https or ssh, or grant the URL prefix in the host settings under grants.repositories.'))
}

/** The address without a judgement; undefined when it does not fit the grammar. */
export function readAddress(url: string): GitAddress | undefined {
  if (url.length > 1_200) return undefined
  return readWeb(url) ?? readSsh(url) ?? readScp(url) ?? readFile(url)
}

/** Boundary-aware: `https://host/acme` covers `https://host/acme/x`, never `https://host/acme-evil`. */
export function coversAddress(prefix: string, address: GitAddress): boolean {
  const start = canonicalPrefix(prefix)
  if (!address.canonical.startsWith(start)) return false
  return start.endsWith('/') || address.canonical.length === start.length || address.canonical[start.length] === '/'
}

/** Branch or tag as `git check-ref-format` wants it, and a little stricter; empty stands for the default branch. */
export function isRefName(ref: string): boolean {
  if (ref === '') return true
  if (!/^[A-Za-z0-9_][A-Za-z0-9._/+@#-]{0,254}$/.test(ref)) return false
  return !/\.\.|\/\/|\/\.|@\{|\.lock(\/|$)|[/.]$/.test(ref) && ref !== '@'
}

/** A value from outside, safe to print. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '?').replace(/:\/\/[^/@\s]*@/g, '://').slice(0, 200)
}

function refused(url: string, cause: string, help: string): Failure {
  return failure('source-refused', { subject: `cannot use repository ${printable(url)}`, cause, help })
}

function isAllowed(address: GitAddress, policy: AddressPolicy): boolean {
  if (address.transport === 'https' || address.transport === 'ssh') return true
  if (policy.configured.includes(address.url)) return true
  return policy.grants.repositories.some((prefix) => prefix.startsWith(`${address.transport}://`) && coversAddress(prefix, address))
}

function readWeb(url: string): GitAddress | undefined {
  const [, scheme, host, port = '', path] = WEB.exec(url) ?? []
  if (!scheme || !host || !path || !isSafePath(path)) return undefined
  return { transport: scheme === 'https' ? 'https' : 'http', url, canonical: `${scheme}://${host.toLowerCase()}${port}${path}`, host }
}

function readSsh(url: string): GitAddress | undefined {
  const [, user, host, port = '', path] = SSH.exec(url) ?? []
  if (!host || !path || !isSafePath(path)) return undefined
  return { transport: 'ssh', url, canonical: `ssh://${user ? `${user}@` : ''}${host.toLowerCase()}${port}${path}`, host }
}

function readScp(url: string): GitAddress | undefined {
  const [, user, host, path] = SCP.exec(url) ?? []
  // A path that begins with a dash would be an option to the program at the other end.
  if (!user || !host || !path || path.startsWith('-') || !isSafePath(`/${path}`)) return undefined
  return { transport: 'ssh', url, canonical: `ssh://${user}@${host.toLowerCase()}/${path.replace(/^\/+/, '')}`, host }
}

function readFile(url: string): GitAddress | undefined {
  const path = FILE.exec(url)?.[1]
  return path && isSafePath(path) ? { transport: 'file', url, canonical: `file://${path}`, host: 'localhost' } : undefined
}

function isSafePath(path: string): boolean {
  return path.split('/').every((part, index) => part !== '..' && part !== '.' && !(part.startsWith('-') && index <= 1))
}

function canonicalPrefix(prefix: string): string {
  const scp = prefix.includes('://') ? null : new RegExp(`^(${USER}@${HOST}):(${PATH})?$`).exec(prefix)
  const plain = scp ? `ssh://${scp[1] ?? ''}/${(scp[2] ?? '').replace(/^\/+/, '')}` : prefix
  const [, head = plain, host = '', path = ''] = /^([a-z]+:\/\/(?:[^/@]*@)?)([^/]*)(.*)$/.exec(plain) ?? []
  return `${head}${host.toLowerCase()}${path}`
}
