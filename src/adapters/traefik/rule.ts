/**
 * The kinds of rule that Mist writes: an exact host or all names one label below a host, and perhaps a path prefix that ends at a
 * slash. Made from checked parts and read back strictly; no text of a person reaches a rule in any other way.
 */

export interface HostRule {
  /** `*.example.com` for every name one label below. */
  readonly host: string
  /** `/` for the whole host. */
  readonly pathPrefix: string
}

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`)
const PATH = /^\/(?:[A-Za-z0-9._~-]+(?:\/[A-Za-z0-9._~-]+)*\/?)?$/

export function isHost(text: string): boolean {
  return text.length <= 253 && HOST.test(text)
}

const WILDCARD = '*.'

export function isWildcard(host: string): boolean {
  return host.startsWith(WILDCARD)
}

/** An exact host, or a wildcard for the names below one that has a dot itself: `*.com` would be everybody's. */
export function isRuleHost(text: string): boolean {
  if (!isWildcard(text)) return isHost(text)
  const base = text.slice(WILDCARD.length)
  return isHost(base) && base.includes('.')
}

export function isPathPrefix(text: string): boolean {
  return text.length <= 256 && PATH.test(text) && !text.split('/').some((part) => part === '.' || part === '..')
}

/** `/api` means `/api` and all below it, and not `/apix`: Traefik's own prefix would take that too. */
export function ruleText(rule: HostRule): string {
  const host = isWildcard(rule.host) ? `HostRegexp(\`${WILDCARD_START}${rule.host.slice(WILDCARD.length).replaceAll('.', '\\.')}$\`)` : `Host(\`${rule.host}\`)`
  if (rule.pathPrefix === '/') return host
  const bare = rule.pathPrefix.replace(/\/$/, '')
  return `${host} && (Path(\`${bare}\`) || PathPrefix(\`${bare}/\`))`
}

const WILDCARD_START = '^[a-z0-9-]+\\.'

/** Undefined for any text that `ruleText` would not write. */
export function readRule(text: string): HostRule | undefined {
  const [, kind, inside = '', path = '/'] = /^(Host|HostRegexp)\(`([^`]*)`\)(?: && \(Path\(`([^`]*)`\) \|\| PathPrefix\(`[^`]*`\)\))?$/.exec(text) ?? []
  const host = kind === 'HostRegexp' ? `${WILDCARD}${inside.slice(WILDCARD_START.length, -1).replaceAll('\\.', '.')}` : inside
  const rule = { host, pathPrefix: path }
  return isRuleHost(host) && isPathPrefix(path) && ruleText(rule) === text ? rule : undefined
}

/** Longer than any path may be: what a wildcard takes comes after all that an exact host takes. */
const WILDCARD_STEP = 1_000

/** Longer paths go first, and exact hosts before wildcards. Nothing else can overlap. */
export function priorityOf(rule: HostRule): number {
  return 100 + rule.pathPrefix.length - (isWildcard(rule.host) ? WILDCARD_STEP : 0)
}
