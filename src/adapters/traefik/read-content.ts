/**
 * Reads back what a route file says, edited by hand or not, as far as it can be said in rules and servers. Lenient where a person
 * may have changed a value, since the plan shows it; silent (undefined) where the shape is no longer that of a route.
 */
import { parse } from 'yaml'
import type { EdgeSpec, RouteRule, RuleTls } from '../../model/resource.js'
import type { RouteContent } from '../../model/state.js'
import { CANARY_SUFFIX, ERRORS_SUFFIX, PLAIN_SUFFIX, RETRY_SUFFIX, SECURE_SUFFIX, STABLE_SUFFIX } from './http-section.js'
import { markIn } from './key-pairs.js'
import { readMiddleware, readRedirect } from './middlewares.js'
import { readRule } from './rule.js'
import type { Fields } from './shape.js'
import { child, durationOf, fieldsOf, textOf, textsOf } from './shape.js'

const TEXT_LIMIT = 256 * 1024

export function readContent(text: string, { name, app }: { readonly name: string; readonly app: string }): RouteContent | undefined {
  const file = parseSafely(text)
  const http = child(file, 'http')
  const routers = fieldsOf(child(http, 'routers'))
  const rules = readRules(routers, child(http, 'middlewares'))
  const points = readEntryPoints(rules, { name, http })
  const servers = readServers(http, name)
  if (rules === undefined || points === undefined || servers === undefined) return undefined
  const responseTimeoutMs = durationOf(child(child(child(child(http, 'serversTransports'), name), 'forwardingTimeouts'), 'responseHeaderTimeout'))
  return { rules: withCertificates(rules.map(({ rule }) => rule), { app, tls: child(file, 'tls') }), ...servers, ...points, ...readErrorPage(http, name), ...(responseTimeoutMs !== undefined && { responseTimeoutMs }) }
}

/** Which pair a host has stands beside the routers, in the names of its files. */
function withCertificates(rules: readonly RouteRule[], { app, tls }: { readonly app: string; readonly tls: unknown }): readonly RouteRule[] {
  const entries = child(tls, 'certificates')
  const names = Array.isArray(entries) ? entries.map((entry) => textOf(child(entry, 'certFile'))) : []
  return rules.map((rule) => {
    const certificate = rule.tls === 'given' ? markIn(names, { app, host: rule.host }) : undefined
    return certificate === undefined ? rule : { ...rule, certificate }
  })
}

/** The parsed document, null for an empty one; undefined when it is no YAML, or a shape that the parser is not to be trusted with. */
export function parseSafely(text: string): unknown {
  if (text.length > TEXT_LIMIT || !isShallow(text)) return undefined
  try {
    return parse(text, { maxAliasCount: 0, prettyErrors: false, logLevel: 'error' }) as unknown
  } catch {
    return undefined
  }
}

/** Deep nesting can abort the parser and the process with it: a route needs seven levels, so far more are not read at all. */
function isShallow(text: string): boolean {
  let depth = 0
  for (const char of text) {
    if (char === '[' || char === '{') depth += 1
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1)
    if (depth > 30) return false
  }
  return text.split('\n').every((line) => /^ {0,100}(?! )/.test(line) && !/^\s*(?:[-?] +){10}/.test(line))
}

interface ReadRule {
  readonly name: string
  readonly rule: RouteRule
  readonly entryPoints: string
  readonly resolver?: string
}

/** One rule per router, but for the plain twin of a router with TLS. Undefined when a router says what Mist never writes. */
function readRules(routers: Fields, middlewares: unknown): readonly ReadRule[] | undefined {
  const main = Object.entries(routers).filter(([name]) => !isPlainTwin(name, routers))
  const rules = main.flatMap(([name, router]) => readRouter(name, { router, middlewares, twin: child(routers, `${name}${PLAIN_SUFFIX}`) }) ?? [])
  return rules.length > 0 && rules.length === main.length ? rules : undefined
}

function isPlainTwin(name: string, routers: Fields): boolean {
  return name.endsWith(PLAIN_SUFFIX) && Object.hasOwn(routers, name.slice(0, -PLAIN_SUFFIX.length))
}

interface RouterText {
  readonly router: unknown
  readonly middlewares: unknown
  /** The router of the same rule on the plain entry point. */
  readonly twin: unknown
}

function readRouter(name: string, { router, middlewares, twin }: RouterText): ReadRule | undefined {
  const place = readRule(textOf(child(router, 'rule')))
  const extra = place && readKind(name, { names: textsOf(child(router, 'middlewares')), middlewares })
  if (place === undefined || extra === undefined) return undefined
  const resolver = child(child(router, 'tls'), 'certResolver')
  return {
    name, entryPoints: textsOf(child(router, 'entryPoints')).join(','), ...(typeof resolver === 'string' && { resolver }),
    rule: { ...place, ...extra, ...readTls(router, twin) },
  }
}

function readTls(router: unknown, twin: unknown): RuleTls {
  const tls = child(router, 'tls')
  if (tls === undefined) return {}
  const servesPlain = child(twin, 'service') === child(router, 'service') && !isLedAway(twin)
  return { tls: child(tls, 'certResolver') === undefined ? 'given' : 'acme', ...(servesPlain && { plainHttp: true }) }
}

function isLedAway(router: unknown): boolean {
  return textsOf(child(router, 'middlewares')).some((name) => name.endsWith(SECURE_SUFFIX))
}

type ReadKind =
  | { readonly kind: 'redirect'; readonly toHost: string; readonly temporary?: true }
  | { readonly kind: 'serve'; readonly edge?: EdgeSpec }

/** A middleware of the router's own name is a redirect; the others say one thing each about the edge. */
function readKind(router: string, { names, middlewares }: { readonly names: readonly string[]; readonly middlewares: unknown }): ReadKind | undefined {
  if (names.includes(router)) {
    const says = readRedirect(child(middlewares, router))
    return says && { kind: 'redirect', ...says }
  }
  const own = names.filter((name) => !name.endsWith(RETRY_SUFFIX) && !name.endsWith(ERRORS_SUFFIX))
  const parts = own.map((name) => (name.startsWith(`${router}-`) ? readMiddleware(name.slice(router.length + 1), child(middlewares, name)) : undefined))
  if (parts.some((part) => part === undefined)) return undefined
  const edge = Object.assign({}, ...parts) as EdgeSpec
  return { kind: 'serve', ...(Object.keys(edge).length > 0 && { edge }) }
}

/** All routers of a kind share one entry point; where they do not, a hand was there. */
function readEntryPoints(rules: readonly ReadRule[] | undefined, { name, http }: { readonly name: string; readonly http: unknown }): Pick<RouteContent, 'entryPoint' | 'secure'> | undefined {
  if (rules === undefined) return undefined
  const routers = child(http, 'routers')
  const withTls = rules.filter(({ rule }) => rule.tls !== undefined)
  const plain = only([
    ...rules.filter(({ rule }) => rule.tls === undefined).map(({ entryPoints }) => entryPoints),
    ...withTls.map((rule) => textsOf(child(child(routers, `${rule.name}${PLAIN_SUFFIX}`), 'entryPoints')).join(',')),
  ])
  const secure = only(withTls.map(({ entryPoints }) => entryPoints))
  if (plain === undefined || (secure === undefined) !== (withTls.length === 0)) return undefined
  if (secure === undefined) return { entryPoint: plain }
  const resolver = rules.find((rule) => rule.resolver !== undefined)?.resolver
  const port = Number(textOf(child(child(child(child(http, 'middlewares'), `${name}${SECURE_SUFFIX}`), 'redirectScheme'), 'port')))
  return { entryPoint: plain, secure: { entryPoint: secure, port, ...(resolver !== undefined && { resolver }) } }
}

function only(texts: readonly string[]): string | undefined {
  const [first, ...others] = new Set(texts)
  return others.length === 0 ? first : undefined
}

/** No service at all is what a route of redirects has. */
function readServers(http: unknown, name: string): Pick<RouteContent, 'servers' | 'canary' | 'sticky'> | undefined {
  const services = child(http, 'services')
  const service = child(services, name)
  if (service === undefined) return { servers: [] }
  const weighted = child(service, 'weighted')
  if (weighted === undefined) return readBalancer(service)
  const stable = readBalancer(child(services, `${name}${STABLE_SUFFIX}`))
  const canary = readBalancer(child(services, `${name}${CANARY_SUFFIX}`))
  const shares = child(weighted, 'services')
  const percent = Array.isArray(shares) ? child(shares.find((share) => child(share, 'name') === `${name}${CANARY_SUFFIX}`), 'weight') : undefined
  return stable && canary && typeof percent === 'number' ? { ...stable, canary: { servers: canary.servers, percent } } : undefined
}

/** Whether every router names it is seen by comparing the text. */
function readErrorPage(http: unknown, name: string): Pick<RouteContent, 'errorPage'> {
  const errors = child(child(child(http, 'middlewares'), `${name}${ERRORS_SUFFIX}`), 'errors')
  const servers = readBalancer(child(child(http, 'services'), `${name}${ERRORS_SUFFIX}`))?.servers ?? []
  return errors === undefined ? {} : { errorPage: { path: textOf(child(errors, 'query')), statuses: textsOf(child(errors, 'status')), servers } }
}

function readBalancer(service: unknown): { readonly servers: readonly string[]; readonly sticky?: true } | undefined {
  const balancer = child(service, 'loadBalancer')
  const servers = child(balancer, 'servers') ?? (balancer === undefined ? undefined : [])
  if (!Array.isArray(servers)) return undefined
  const urls = servers.map((server) => child(server, 'url')).filter((url) => typeof url === 'string')
  return urls.length === servers.length ? { servers: urls.sort(), ...(child(balancer, 'sticky') !== undefined && { sticky: true }) } : undefined
}
