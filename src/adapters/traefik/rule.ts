/**
 * The one kind of rule that Mist writes: an exact host, and below it perhaps a path prefix that ends at a slash. Made from checked
 * parts and read back strictly; no text of a person reaches a rule in any other way.
 */

export interface HostRule {
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

export function isPathPrefix(text: string): boolean {
  return text.length <= 256 && PATH.test(text) && !text.split('/').some((part) => part === '.' || part === '..')
}

/** `/api` means `/api` and all below it, and not `/apix`: Traefik's own prefix would take that too. */
export function ruleText(rule: HostRule): string {
  const host = `Host(\`${rule.host}\`)`
  if (rule.pathPrefix === '/') return host
  const bare = rule.pathPrefix.replace(/\/$/, '')
  return `${host} && (Path(\`${bare}\`) || PathPrefix(\`${bare}/\`))`
}

/** Undefined for any text that `ruleText` would not write. */
export function readRule(text: string): HostRule | undefined {
  const [, host = '', path = '/'] = /^Host\(`([^`]*)`\)(?: && \(Path\(`([^`]*)`\) \|\| PathPrefix\(`[^`]*`\)\))?$/.exec(text) ?? []
  const rule = { host, pathPrefix: path }
  return isHost(host) && isPathPrefix(path) && ruleText(rule) === text ? rule : undefined
}

/** Longer paths go first. All hosts are exact, so nothing else can overlap. */
export function priorityOf(rule: HostRule): number {
  return 100 + rule.pathPrefix.length
}
