/** Values of specs as short text for field changes: the words are fixed here so that both sides of a change read alike. */
import type { AttachmentSpec, MountSpec, PortSpec, RestartSpec, RouteRule } from '../../model/resource.js'

const UNITS = ['t', 'g', 'm', 'k'] as const
const STEP = 1024

/** The largest unit that holds the value without a fraction: `512m`, `1g`; `unlimited` for 0. */
export function bytesText(bytes: number): string {
  if (bytes === 0) return 'unlimited'
  const index = UNITS.findIndex((_, position) => bytes % STEP ** (UNITS.length - position) === 0)
  const unit = UNITS[index]
  return unit === undefined ? `${String(bytes)}b` : `${String(bytes / STEP ** (UNITS.length - index))}${unit}`
}

export function countText(count: number): string {
  return count === 0 ? 'unlimited' : String(count)
}

export function secondsText(ms: number): string {
  return `${String(ms / 1000)}s`
}

/** Arguments as one line; those that would not read as one word are quoted. */
export function argumentsText(list: readonly string[]): string {
  return list.map((item) => (/^[^\s"'\\]+$/.test(item) ? item : JSON.stringify(item))).join(' ')
}

export function restartText({ policy, maxRetries }: RestartSpec): string {
  return policy === 'on-failure' && maxRetries > 0 ? `${policy}:${String(maxRetries)}` : policy
}

export function portText({ hostAddress, hostPort, containerPort, protocol }: PortSpec): string {
  return `${hostAddress || '0.0.0.0'}:${String(hostPort)}:${String(containerPort)}/${protocol}`
}

/** Where Mist lays down files for apps; the name is a digest, of which the beginning is enough for people. */
const OWN_FILE = /\/files\/([fs]-[0-9a-f]{8})[0-9a-f]{24}$/

export function mountText({ source, readOnly }: MountSpec): string {
  const file = OWN_FILE.exec(source)?.[1]
  if (file !== undefined) return `file ${file}`
  return readOnly ? `${source} (read-only)` : source
}

export function attachmentText({ aliases }: AttachmentSpec): string {
  return aliases.length === 0 ? 'attached' : `attached as ${aliases.toSorted().join(', ')}`
}

/** Host and path: a rule is known by these. */
export function placeText({ host, pathPrefix }: Pick<RouteRule, 'host' | 'pathPrefix'>): string {
  return pathPrefix === '/' ? host : `${host}${pathPrefix}`
}

export function ruleText(rule: RouteRule): string {
  const notes = [
    ...(rule.kind === 'redirect' ? [`${rule.temporary ? 'temporary ' : ''}redirect to ${rule.toHost}`] : []),
    ...(rule.tls === undefined ? [] : [rule.plainHttp ? 'https, and http' : 'https']),
  ]
  return notes.length === 0 ? placeText(rule) : `${placeText(rule)} (${notes.join(', ')})`
}
