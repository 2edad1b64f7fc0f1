/**
 * The content of a route in Traefik's words: routers, middlewares, services and transports by name. Pure, and total: whether the
 * values are harmless was judged before.
 */
import type { RouteRule } from '../../model/resource.js'
import type { RouteContent } from '../../model/state.js'
import type { Middleware } from './middlewares.js'
import { middlewaresOf, OUTERMOST } from './middlewares.js'
import { isWildcard, priorityOf, ruleText } from './rule.js'
import type { Fields } from './shape.js'

export interface Router {
  readonly entryPoints: readonly string[]
  readonly rule: string
  readonly priority: number
  readonly middlewares?: readonly string[]
  readonly service: string
  readonly tls?: Fields
}

export interface LoadBalancer {
  readonly passHostHeader: true
  /** Absent when there is nobody: the answer is 503 then. Traefik does not read an empty list. */
  readonly servers?: readonly { readonly url: string }[]
  readonly sticky?: Fields
  readonly serversTransport?: string
}

export type Service =
  | { readonly loadBalancer: LoadBalancer }
  | { readonly weighted: { readonly services: readonly { readonly name: string; readonly weight: number }[]; readonly sticky?: Fields } }

export interface HttpSection {
  readonly routers: Readonly<Record<string, Router>>
  readonly middlewares?: Readonly<Record<string, Middleware>>
  readonly services?: Readonly<Record<string, Service>>
  readonly serversTransports?: Readonly<Record<string, Fields>>
}

/** Redirects alone need no service of their own. No section is ever empty: Traefik refuses those. */
export function httpSection(name: string, content: RouteContent): HttpSection {
  const serves = content.rules.some((rule) => rule.kind === 'serve')
  const middlewares = { ...Object.fromEntries(content.rules.flatMap((rule, index) => ownMiddlewares(rule, `${name}-${String(index)}`))), ...shared(name, content) }
  return {
    routers: Object.fromEntries(content.rules.flatMap((rule, index) => routersOf(rule, { name, index, content }))),
    ...(Object.keys(middlewares).length > 0 && { middlewares }),
    ...(serves && { services: servicesOf(name, content) }),
    ...(serves && content.responseTimeoutMs !== undefined && { serversTransports: { [name]: transportOf(content.responseTimeoutMs) } }),
  }
}

function ownMiddlewares(rule: RouteRule, router: string): readonly (readonly [string, Middleware])[] {
  return middlewaresOf(rule).map(([suffix, middleware]) => [`${router}${suffix}`, middleware])
}

interface RouterPlace {
  readonly name: string
  readonly index: number
  readonly content: RouteContent
}

/**
 * One router for a rule without TLS. With TLS the first one listens on the secure entry point, and a second one on the plain one, which
 * leads there or serves the same.
 */
function routersOf(rule: RouteRule, { name, index, content }: RouterPlace): readonly (readonly [string, Router])[] {
  const { entryPoint, secure } = content
  const router = `${name}-${String(index)}`
  const main = mainRouter(rule, { name, router, content })
  if (rule.tls === undefined || secure === undefined) return [[router, { entryPoints: [entryPoint], ...main }]]
  const tls = { ...main, tls: tlsOf(rule, secure.resolver) }
  const plain = rule.plainHttp ? main : { rule: main.rule, priority: main.priority, middlewares: [`${name}${SECURE_SUFFIX}`], service: NO_SERVICE }
  return [[router, { entryPoints: [secure.entryPoint], ...tls }], [`${router}${PLAIN_SUFFIX}`, { entryPoints: [entryPoint], ...plain }]]
}

export const PLAIN_SUFFIX = '-plain'
export const SECURE_SUFFIX = '-secure'
export const RETRY_SUFFIX = '-retry'
/** Of the middleware that replaces an answer, and of the service that it has the other one from. */
export const ERRORS_SUFFIX = '_errors'
/** What a router names that answers by its middlewares alone. */
export const NO_SERVICE = 'noop@internal'

function mainRouter(rule: RouteRule, { name, router, content }: { readonly name: string; readonly router: string; readonly content: RouteContent }): Omit<Router, 'entryPoints' | 'tls'> {
  const common = { rule: ruleText(rule), priority: priorityOf(rule) }
  const own = middlewaresOf(rule).map(([suffix]) => `${router}${suffix}`)
  if (rule.kind === 'redirect') return { ...common, middlewares: own, service: NO_SERVICE }
  // Headers are for the page too; whatever refuses a visitor stands behind it.
  const outer = own.filter((item) => OUTERMOST.some((suffix) => item === `${router}${suffix}`))
  const page = content.errorPage ? [`${name}${ERRORS_SUFFIX}`] : []
  const middlewares = [...outer, ...page, ...own.slice(outer.length), ...(retries(content) ? [`${name}${RETRY_SUFFIX}`] : [])]
  return { ...common, ...(middlewares.length > 0 && { middlewares }), service: name }
}

/** Traefik reads the names for a certificate off the rule, which it cannot do for a wildcard. */
function tlsOf(rule: RouteRule, resolver: string | undefined): Fields {
  if (rule.tls !== 'acme' || resolver === undefined) return { options: 'default' }
  return { certResolver: resolver, ...(isWildcard(rule.host) && { domains: [{ main: rule.host }] }) }
}

/** Middlewares that several rules of a route name. */
function shared(name: string, content: RouteContent): Readonly<Record<string, Middleware>> {
  const { secure } = content
  const hasTls = content.rules.some((rule) => rule.tls !== undefined)
  return {
    // Also where no rule leads to it: it is what holds the port.
    ...(secure && hasTls && { [`${name}${SECURE_SUFFIX}`]: { redirectScheme: { scheme: 'https', port: String(secure.port), permanent: true } } }),
    ...(retries(content) && { [`${name}${RETRY_SUFFIX}`]: { retry: { attempts: RETRY_ATTEMPTS } } }),
    ...(content.errorPage && { [`${name}${ERRORS_SUFFIX}`]: { errors: { status: content.errorPage.statuses, service: `${name}${ERRORS_SUFFIX}`, query: content.errorPage.path } } }),
  }
}

/** Traefik may choose the same container again while others visit, so once more is not enough. */
const RETRY_ATTEMPTS = 4

/** A request that reached no container goes to the next one. Only connections that fail are tried again, so nothing is done twice. */
function retries({ servers, canary, rules }: RouteContent): boolean {
  return servers.length + (canary?.servers.length ?? 0) > 1 && rules.some((rule) => rule.kind === 'serve')
}

function servicesOf(name: string, content: RouteContent): Readonly<Record<string, Service>> {
  const { servers, canary } = content
  const sticky = stickyOf(content)
  const balance = (urls: readonly string[]): Service => ({
    loadBalancer: {
      ...(sticky && { sticky }), passHostHeader: true, ...serversOf(urls), ...(content.responseTimeoutMs !== undefined && { serversTransport: name }),
    },
  })
  // In the file of this app: a service in a file of its own could vanish, and Traefik would take the whole router away with it.
  const page = content.errorPage && { [`${name}${ERRORS_SUFFIX}`]: { loadBalancer: { passHostHeader: true, ...serversOf(content.errorPage.servers) } } as const }
  if (canary === undefined) return { [name]: balance(servers), ...page }
  const services = [{ name: `${name}${STABLE_SUFFIX}`, weight: 100 - canary.percent }, { name: `${name}${CANARY_SUFFIX}`, weight: canary.percent }]
  return { [name]: { weighted: { services, ...(sticky && { sticky }) } }, [`${name}${STABLE_SUFFIX}`]: balance(servers), [`${name}${CANARY_SUFFIX}`]: balance(canary.servers), ...page }
}

function serversOf(urls: readonly string[]): Pick<LoadBalancer, 'servers'> {
  return urls.length === 0 ? {} : { servers: urls.map((url) => ({ url })) }
}

export const STABLE_SUFFIX = '_stable'
export const CANARY_SUFFIX = '_canary'

/** The cookie is sent over HTTPS alone when the app is nowhere served without. */
function stickyOf({ sticky, rules }: RouteContent): Fields | undefined {
  if (sticky === undefined) return undefined
  const secure = rules.every((rule) => rule.kind === 'redirect' || (rule.tls !== undefined && !rule.plainHttp))
  return { cookie: { httpOnly: true, sameSite: 'lax', ...(secure && { secure }) } }
}

/** A container that does not take a connection within seconds will not take it later. */
export const DIAL_TIMEOUT_MS = 3_000

function transportOf(responseTimeoutMs: number): Fields {
  return { forwardingTimeouts: { dialTimeout: `${String(DIAL_TIMEOUT_MS)}ms`, responseHeaderTimeout: `${String(responseTimeoutMs)}ms` } }
}
