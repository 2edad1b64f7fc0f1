/**
 * A route as the text of one dynamic file, and back. Pure. Refuses every value outside strict sets, since Traefik runs Go templates
 * over these files and one file that it cannot read stops updates for all apps.
 */
import { stringify } from 'yaml'
import { failure } from '../../model/failure.js'
import { routeFingerprint } from '../../model/fingerprint.js'
import type { RouteRule, RouteSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { RouteContent } from '../../model/state.js'
import { isPlainName } from './names.js'
import { readContent } from './read-content.js'
import { isHost, isPathPrefix, priorityOf, ruleText } from './rule.js'

export interface RouteFile {
  readonly name: string
  readonly instance: string
  readonly app: string
  readonly fingerprint: string
  readonly content: RouteContent
}

export interface RouteText {
  readonly fingerprint: string
  /** Absent when the text says something that Mist never writes. */
  readonly content?: RouteContent
  readonly canonical: boolean
}

export interface Router {
  readonly entryPoints: readonly string[]
  readonly rule: string
  readonly priority: number
  readonly middlewares?: readonly string[]
  readonly service: string
}

export interface HttpSection {
  readonly routers: Readonly<Record<string, Router>>
  readonly middlewares?: Readonly<Record<string, { readonly redirectRegex: { readonly regex: string; readonly replacement: string; readonly permanent: true } }>>
  readonly services?: Readonly<Record<string, { readonly loadBalancer: { readonly passHostHeader: true; readonly servers: readonly { readonly url: string }[] } }>>
}

/** Scheme and port stay as the visitor had them. The one regular expression there is; no value of a person stands in it. */
const REDIRECT_REGEX = '^(https?)://[^/:]+(:[0-9]+)?(.*)$'
const SERVER_URL = /^http:\/\/[a-z0-9]+(?:[-_.]+[a-z0-9]+)*:([1-9][0-9]{0,4})$/
const STRINGIFY = { lineWidth: 0, defaultKeyType: 'PLAIN', defaultStringType: 'QUOTE_DOUBLE' } as const

/** What the file of a route says. Fails with `route-rejected` on any value that is not harmless. */
export function routeFileOf(route: RouteSpec, at: { readonly instance: string; readonly servers: readonly string[] }): Result<RouteFile> {
  const content = { rules: route.rules, servers: [...at.servers].sort(), entryPoint: route.entryPoint }
  const file = { name: route.name, instance: at.instance, app: route.app, fingerprint: routeFingerprint(route), content }
  const fault = faultOf(file)
  if (fault === undefined) return ok(file)
  return err(failure('route-rejected', { subject: `cannot write route ${route.app}`, cause: fault, help: 'Correct the domain, path or redirect in the manifest.' }))
}

export function renderRoute(file: RouteFile): string {
  const text = `${header(file)}${stringify({ http: httpSection(file.name, file.content) }, STRINGIFY)}`
  // The parts cannot make this true; if a later change could, nothing may reach Traefik's template engine.
  if (text.includes('{{')) throw new Error('a rendered route holds a template')
  return text
}

/** Routers, middlewares and services of a route, by name. Redirects alone need no service of their own. */
export function httpSection(name: string, content: RouteContent): HttpSection {
  const redirects = content.rules.flatMap((rule, index) => (rule.kind === 'redirect' ? [[`${name}-${String(index)}`, middlewareOf(rule.toHost)] as const] : []))
  const serves = content.rules.some((rule) => rule.kind === 'serve')
  return {
    routers: Object.fromEntries(content.rules.map((rule, index) => [`${name}-${String(index)}`, routerOf(rule, { name, index, entryPoint: content.entryPoint })])),
    ...(redirects.length === 0 ? {} : { middlewares: Object.fromEntries(redirects) }),
    ...(serves ? { services: { [name]: { loadBalancer: { passHostHeader: true, servers: content.servers.map((url) => ({ url })) } } } } : {}),
  }
}

export function readRouteText(text: string, expected: { readonly name: string; readonly instance: string; readonly app: string }): RouteText {
  const fingerprint = /^# fingerprint: (v\d+:[0-9a-f]{8,64})$/m.exec(text.slice(0, 2_000))?.[1] ?? ''
  const content = readContent(text, expected.name)
  if (content === undefined) return { fingerprint, canonical: false }
  const file = { ...expected, fingerprint, content }
  return { fingerprint, content, canonical: faultOf(file) === undefined && renderRoute(file) === text }
}

function header(file: RouteFile): string {
  return `# Written by Mist (instance ${file.instance}). Edits are put back.\n# fingerprint: ${file.fingerprint}\n# app: ${file.app}\n`
}

function faultOf(file: RouteFile): string | undefined {
  const { rules, servers, entryPoint } = file.content
  if (!isPlainName(file.name) || !isPlainName(file.instance)) return 'its name is not a plain name'
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(entryPoint)) return 'the name of the entry point is not plain'
  if (rules.length === 0) return 'it has no rule'
  return rules.map(ruleFault).find((fault) => fault !== undefined) ?? (servers.every(isServerUrl) ? undefined : 'a server is not a container with a port')
}

function ruleFault(rule: RouteRule): string | undefined {
  if (!isHost(rule.host)) return 'a host is not a plain host name'
  if (!isPathPrefix(rule.pathPrefix)) return 'a path is not a plain path'
  return rule.kind === 'redirect' && !isHost(rule.toHost) ? 'the target of a redirect is not a plain host name' : undefined
}

function isServerUrl(url: string): boolean {
  return url.length <= 300 && Number(SERVER_URL.exec(url)?.[1] ?? 65_536) <= 65_535
}

function routerOf(rule: RouteRule, at: { readonly name: string; readonly index: number; readonly entryPoint: string }): Router {
  const common = { entryPoints: [at.entryPoint], rule: ruleText(rule), priority: priorityOf(rule) }
  return rule.kind === 'serve' ? { ...common, service: at.name } : { ...common, middlewares: [`${at.name}-${String(at.index)}`], service: 'noop@internal' }
}

function middlewareOf(toHost: string): { readonly redirectRegex: { readonly regex: string; readonly replacement: string; readonly permanent: true } } {
  return { redirectRegex: { regex: REDIRECT_REGEX, replacement: `\${1}://${toHost}\${2}\${3}`, permanent: true } }
}
