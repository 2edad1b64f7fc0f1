/**
 * Who may read. The name that a request asks for must be one of ours, else a foreign page could reach us through a name that
 * it points here. The token, where one is set, comes as Bearer, or as the password of Basic so that a browser can ask for it;
 * never in the URL, since URLs end up in logs.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { isLoopback } from '../../model/grants.js'

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

export interface HostRule {
  /** The address that is listened on. */
  readonly address: string
  readonly hosts: readonly string[]
}

/** An address is never a rebound name, so where all addresses are listened on, any of them may be asked for. */
export function isAllowedHost(header: string | undefined, rule: HostRule): boolean {
  const name = hostName(header)
  if (name === undefined) return false
  if (LOOPBACK_NAMES.includes(name) || name === rule.address) return true
  if (rule.address === '0.0.0.0' && isIP(name) !== 0) return true
  return rule.hosts.some((host) => host.toLowerCase() === name)
}

export function needsToken(address: string): boolean {
  return !isLoopback(address)
}

/** Compares digests, so that neither the time taken nor the length tells anything. */
export function isAuthorized(header: string | undefined, token: string | undefined): boolean {
  if (token === undefined) return true
  const offered = offeredToken(header)
  return timingSafeEqual(digest(offered ?? ''), digest(token)) && offered !== undefined
}

function offeredToken(header: string | undefined): string | undefined {
  const [, scheme = '', credentials = ''] = /^(\S+) +(\S+)\s*$/.exec(header ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return credentials
  if (scheme.toLowerCase() !== 'basic') return undefined
  const pair = Buffer.from(credentials, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  return colon < 0 ? undefined : pair.slice(colon + 1)
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}

/** Lower case, without the port; undefined when it is not one name. */
function hostName(header: string | undefined): string | undefined {
  return /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/.exec((header ?? '').toLowerCase())?.[1]
}
