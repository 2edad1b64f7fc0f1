/**
 * Reads back what a route file says, edited by hand or not, as far as it can be said in rules and servers. Lenient where a person
 * may have changed a value, since the plan shows it; silent (undefined) where the shape is no longer that of a route.
 */
import { parse } from 'yaml'
import type { RouteRule } from '../../model/resource.js'
import type { RouteContent } from '../../model/state.js'
import { readRule } from './rule.js'

type Fields = Readonly<Record<string, unknown>>

const TEXT_LIMIT = 256 * 1024

export function readContent(text: string, name: string): RouteContent | undefined {
  const http = child(parseSafely(text), 'http')
  const routers = Object.values(fieldsOf(child(http, 'routers')))
  const rules = routers.flatMap((router) => readRouter(router, child(http, 'middlewares')) ?? [])
  const [entryPoint, ...others] = new Set(routers.map((router) => textsOf(child(router, 'entryPoints')).join(',')))
  const servers = readServers(child(child(http, 'services'), name))
  const isWhole = rules.length > 0 && rules.length === routers.length && others.length === 0
  return isWhole && entryPoint !== undefined && servers !== undefined ? { rules, servers, entryPoint } : undefined
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

function readRouter(router: unknown, middlewares: unknown): RouteRule | undefined {
  const text = child(router, 'rule')
  const rule = typeof text === 'string' ? readRule(text) : undefined
  const [middleware] = textsOf(child(router, 'middlewares'))
  if (rule === undefined || middleware === undefined) return rule && { kind: 'serve', ...rule }
  const replacement = child(child(child(middlewares, middleware), 'redirectRegex'), 'replacement')
  const toHost = typeof replacement === 'string' ? /^\$\{1\}:\/\/([^$]*)\$\{2\}\$\{3\}$/.exec(replacement)?.[1] : undefined
  return toHost === undefined ? undefined : { kind: 'redirect', ...rule, toHost }
}

/** No service at all is what a route of redirects has. */
function readServers(service: unknown): readonly string[] | undefined {
  if (service === undefined) return []
  const servers = child(child(service, 'loadBalancer'), 'servers')
  if (!Array.isArray(servers)) return undefined
  const urls = servers.map((server) => child(server, 'url')).filter((url) => typeof url === 'string')
  return urls.length === servers.length ? urls.sort() : undefined
}

function child(value: unknown, key: string): unknown {
  const fields = fieldsOf(value)
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
