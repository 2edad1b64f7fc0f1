/**
 * The last look at a route before it becomes a file: every value has to be in its strict set, whoever made it. What the manifest lets
 * through is refused here all the same when it does not fit.
 */
import { basicAuthUser, headerFault, isAddressBlock } from '../../model/edge.js'
import type { EdgeSpec, RouteRule, SecureSpec } from '../../model/resource.js'
import type { RouteContent } from '../../model/state.js'
import { isPlainName } from './names.js'
import { isHost, isPathPrefix, isRuleHost } from './rule.js'

/** Why these must not become a file; undefined when they may. */
export function faultOf({ name, instance, content }: { readonly name: string; readonly instance: string; readonly content: RouteContent }): string | undefined {
  if (!isPlainName(name) || !isPlainName(instance)) return 'its name is not a plain name'
  if (content.rules.length === 0) return 'it has no rule'
  return contentFault(content) ?? first(content.rules.map((rule) => ruleFault(rule) ?? tlsFault(rule, content)))
}

const ENTRY_POINT = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
const SERVER_URL = /^http:\/\/[a-z0-9]+(?:[-_.]+[a-z0-9]+)*:([1-9][0-9]{0,4})$/
const DAY_MS = 24 * 60 * 60 * 1_000

function contentFault({ entryPoint, secure, servers, canary, errorPage, responseTimeoutMs = 1 }: RouteContent): string | undefined {
  return secureFault(secure) ?? first([
    ENTRY_POINT.test(entryPoint) ? undefined : 'the name of the entry point is not plain',
    servers.every(isServerUrl) ? undefined : 'a server is not a container with a port',
    canary && canaryFault(canary),
    errorPage && pageFault(errorPage),
    isCount(responseTimeoutMs, DAY_MS) ? undefined : 'the time for an answer is out of range',
  ])
}

function secureFault(secure: SecureSpec | undefined): string | undefined {
  if (secure === undefined) return undefined
  if (!ENTRY_POINT.test(secure.entryPoint)) return 'the name of the secure entry point is not plain'
  if (!isCount(secure.port, 65_535)) return 'the port for HTTPS is not a port'
  return secure.resolver === undefined || ENTRY_POINT.test(secure.resolver) ? undefined : 'the name of the certificate resolver is not plain'
}

function canaryFault({ servers, percent }: NonNullable<RouteContent['canary']>): string | undefined {
  if (!servers.every(isServerUrl)) return 'a server of the canary is not a container with a port'
  return percent === 0 || isCount(percent, 100) ? undefined : 'the share of a canary is not a percentage'
}

const PAGE_PATH = /^\/(?:[A-Za-z0-9._~/?=&-]|\{status\}|\{url\})*$/
const PAGE_STATUS = /^[45][0-9]{2}(?:-[45][0-9]{2})?$/

function pageFault({ path, statuses, servers }: NonNullable<RouteContent['errorPage']>): string | undefined {
  if (path.length > 200 || !PAGE_PATH.test(path) || /\/\/|\.\./.test(path)) return 'the path of the error page is not a plain path'
  if (statuses.length === 0 || !statuses.every((status) => PAGE_STATUS.test(status))) return 'a status of the error page is not a status'
  return servers.length > 0 && servers.every(isServerUrl) ? undefined : 'a server of the error page is not a container with a port'
}

function isServerUrl(url: string): boolean {
  return url.length <= 300 && Number(SERVER_URL.exec(url)?.[1] ?? 65_536) <= 65_535
}

function ruleFault(rule: RouteRule): string | undefined {
  if (!isRuleHost(rule.host)) return 'a host is not a plain host name'
  if (!isPathPrefix(rule.pathPrefix)) return 'a path is not a plain path'
  if (rule.kind === 'redirect') return isHost(rule.toHost) ? undefined : 'the target of a redirect is not a plain host name'
  if (rule.edge?.stripPrefix && rule.pathPrefix === '/') return 'there is no path to strip'
  return rule.edge && edgeFault(rule.edge)
}

/** TLS that nobody can serve would be served without it. */
function tlsFault(rule: RouteRule, { secure }: RouteContent): string | undefined {
  if (rule.tls === undefined) return rule.certificate !== undefined || rule.plainHttp ? 'plain HTTP is said beside nothing' : undefined
  if (rule.certificate !== undefined && (rule.tls !== 'given' || !/^[0-9a-f]{16}$/.test(rule.certificate))) return 'the mark of a certificate is not one'
  if (secure === undefined) return 'it asks for TLS, and there is no entry point for that'
  return rule.tls === 'acme' && secure.resolver === undefined ? 'it asks for a certificate by ACME, and nothing can get one' : undefined
}

function edgeFault(edge: EdgeSpec): string | undefined {
  return first(Object.values(EDGE_FAULTS).map((fault) => fault(edge)))
}

type Judged = Exclude<keyof EdgeSpec, 'stripPrefix' | 'compress' | 'maintenance'>

const EDGE_FAULTS: Readonly<Record<Judged, (edge: EdgeSpec) => string | undefined>> = {
  basicAuth: ({ basicAuth }) => fails(basicAuth, (line) => basicAuthUser(line) !== undefined, 'a user is not an htpasswd line with bcrypt'),
  allow: ({ allow }) => fails(allow, isAddressBlock, 'an allowed address is not an address or a CIDR block'),
  headers: ({ headers }) => fails(headers && Object.entries(headers), ([name, value]) => headerFault(name, value) === undefined, 'a header is not one that an answer can be given'),
  rateLimit: ({ rateLimit }) => fails(rateLimit && Object.values(rateLimit), (count) => isCount(count, DAY_MS), 'a rate is out of range'),
  maxBodyBytes: ({ maxBodyBytes = 1 }) => fails([maxBodyBytes], (count) => isCount(count, Number.MAX_SAFE_INTEGER), 'the largest body is out of range'),
  hsts: ({ hsts }) => fails([hsts?.maxAgeSeconds ?? 1], (count) => isCount(count, 10 ** 9), 'the age of HSTS is out of range'),
}

/** An empty list is a fault: nobody could come in, or Traefik would not have it. */
function fails<T>(items: readonly T[] | undefined, isGood: (item: T) => boolean, fault: string): string | undefined {
  return items === undefined || (items.length > 0 && items.every(isGood)) ? undefined : fault
}

function isCount(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max
}

function first(faults: readonly (string | undefined)[]): string | undefined {
  return faults.find((fault) => fault !== undefined)
}
