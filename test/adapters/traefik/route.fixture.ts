/** Routes for tests, and a reader of rules that shares nothing with the code under test. */
import type { AppKey, RouteRule, RouteSpec } from '../../../src/model/resource.js'

export function routeOf(over: { readonly app?: AppKey; readonly instance?: string; readonly rules?: readonly RouteRule[]; readonly servers?: RouteSpec['servers']; readonly entryPoint?: string } = {}): RouteSpec {
  const app = over.app ?? 'shop/web'
  const name = `mist-${over.instance ?? 'default'}_${app.replace('/', '_')}`
  return {
    id: `route/${name}`, name, app, entryPoint: over.entryPoint ?? 'web',
    rules: over.rules ?? [serve('shop.localhost')],
    servers: over.servers ?? [{ container: 'shop-web-0a1b2c3d-1', port: 8080 }],
  }
}

export function serve(host: string, pathPrefix = '/'): RouteRule {
  return { kind: 'serve', host, pathPrefix }
}

export function redirect(host: string, toHost: string, pathPrefix = '/'): RouteRule {
  return { kind: 'redirect', host, pathPrefix, toHost }
}

type Ask = { readonly host: string; readonly path: string }

/** Evaluates a Traefik v3 rule of Host, Path, PathPrefix, &&, || and parentheses; throws on any other text. */
export function matches(rule: string, ask: Ask): boolean {
  const tokens = rule.match(/[A-Za-z]+\(`[^`]*`\)|&&|\|\||[()]/g) ?? []
  if (tokens.join('') !== rule.replaceAll(' ', '')) throw new Error(`not a rule: ${rule}`)
  const rest = [...tokens]
  const value = either(rest, ask)
  if (rest.length > 0) throw new Error(`not a rule: ${rule}`)
  return value
}

function either(rest: string[], ask: Ask): boolean {
  let value = both(rest, ask)
  while (rest[0] === '||') {
    rest.shift()
    value = both(rest, ask) || value
  }
  return value
}

function both(rest: string[], ask: Ask): boolean {
  let value = single(rest, ask)
  while (rest[0] === '&&') {
    rest.shift()
    value = single(rest, ask) && value
  }
  return value
}

function single(rest: string[], ask: Ask): boolean {
  const token = rest.shift() ?? ''
  if (token === '(') {
    const value = either(rest, ask)
    if (rest.shift() !== ')') throw new Error('a parenthesis stays open')
    return value
  }
  const [, name, argument = ''] = /^([A-Za-z]+)\(`([^`]*)`\)$/.exec(token) ?? []
  if (name === 'Host') return ask.host.toLowerCase() === argument.toLowerCase()
  if (name === 'Path') return ask.path === argument
  if (name === 'PathPrefix') return ask.path.startsWith(argument)
  throw new Error(`not a matcher: ${token}`)
}
