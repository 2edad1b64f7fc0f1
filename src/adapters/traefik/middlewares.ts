/**
 * What the edge of a rule is in Traefik's words, and back: one entry per middleware, in the order in which a request passes them.
 * Writing and reading stand side by side, so that neither can forget what the other knows. Judges no value.
 */
import type { EdgeSpec, RedirectRule, RouteRule } from '../../model/resource.js'
import type { Fields } from './shape.js'
import { child, durationOf, fieldsOf, textOf, textsOf } from './shape.js'

/** One middleware, as it stands below its name. */
export type Middleware = Readonly<Record<string, Fields>>

/** Middlewares of a rule in order, by the last part of their names. */
export function middlewaresOf(rule: RouteRule): readonly (readonly [suffix: string, middleware: Middleware])[] {
  if (rule.kind === 'redirect') return [['', redirectMiddleware(rule)]]
  return PARTS.flatMap(({ suffix, write }) => {
    const written = write(rule.edge ?? {}, rule.pathPrefix)
    return written === undefined ? [] : [[`-${suffix}`, written] as const]
  })
}

/** From a middleware with that suffix, what it says about the edge; undefined when it says something that Mist never writes. */
export function readMiddleware(suffix: string, middleware: unknown): EdgeSpec | undefined {
  return PARTS.find((part) => part.suffix === suffix)?.read(fieldsOf(middleware))
}

/** Scheme and port stay as the visitor had them. The one regular expression for redirects; no value of a person stands in it. */
const REDIRECT_REGEX = '^(https?)://[^/:]+(:[0-9]+)?(.*)$'

function redirectMiddleware({ toHost, temporary }: RedirectRule): Middleware {
  return { redirectRegex: { regex: REDIRECT_REGEX, replacement: `\${1}://${toHost}\${2}\${3}`, permanent: temporary === undefined } }
}

export function readRedirect(middleware: unknown): { readonly toHost: string; readonly temporary?: true } | undefined {
  const redirect = child(middleware, 'redirectRegex')
  const toHost = /^\$\{1\}:\/\/([^$]*)\$\{2\}\$\{3\}$/.exec(textOf(child(redirect, 'replacement')))?.[1]
  if (toHost === undefined) return undefined
  return { toHost, ...(child(redirect, 'permanent') === true ? {} : { temporary: true }) }
}

interface Part {
  readonly suffix: string
  readonly write: (edge: EdgeSpec, pathPrefix: string) => Middleware | undefined
  readonly read: (middleware: Fields) => EdgeSpec | undefined
}

/** Nobody visits from there: it is the address of a broadcast. Traefik wants at least one block. */
const NOBODY = '255.255.255.255/32'
const RETRY_AFTER_SECONDS = 120

/** What stands before the page for errors, so that it holds for that as well. */
export const OUTERMOST: readonly string[] = ['-headers', '-later']

const PARTS: readonly Part[] = [
  // First, since they are meant for refusals too.
  { suffix: 'headers', write: writeHeaders, read: readHeaders },
  {
    suffix: 'later',
    write: ({ maintenance }) => maintenance && { headers: { customResponseHeaders: { 'Retry-After': String(RETRY_AFTER_SECONDS) } } },
    read: () => ({ maintenance: true }),
  },
  {
    suffix: 'maintenance',
    write: ({ maintenance }) => maintenance && { ipAllowList: { sourceRange: [NOBODY], rejectStatusCode: 503 } },
    read: () => ({ maintenance: true }),
  },
  {
    suffix: 'allow',
    write: ({ allow }) => allow && { ipAllowList: { sourceRange: allow } },
    read: (middleware) => ({ allow: textsOf(child(middleware['ipAllowList'], 'sourceRange')) }),
  },
  { suffix: 'rate', write: writeRate, read: readRate },
  {
    suffix: 'auth',
    write: ({ basicAuth }) => basicAuth && { basicAuth: { users: basicAuth, removeHeader: true } },
    read: (middleware) => ({ basicAuth: textsOf(child(middleware['basicAuth'], 'users')) }),
  },
  {
    suffix: 'body',
    write: ({ maxBodyBytes }) => (maxBodyBytes === undefined ? undefined : { buffering: { maxRequestBodyBytes: maxBodyBytes } }),
    read: (middleware) => given('maxBodyBytes', numberOf(child(middleware['buffering'], 'maxRequestBodyBytes'))),
  },
  {
    suffix: 'compress',
    write: ({ compress }) => compress && { compress: { encodings: ['gzip', 'br', 'zstd'] } },
    read: () => ({ compress: true }),
  },
  {
    suffix: 'strip',
    write: ({ stripPrefix }, pathPrefix) => stripPrefix && { stripPrefix: { prefixes: [pathPrefix.replace(/\/$/, '')] } },
    read: () => ({ stripPrefix: true }),
  },
]

function writeHeaders({ headers, hsts }: EdgeSpec): Middleware | undefined {
  if (headers === undefined && hsts === undefined) return undefined
  return {
    headers: {
      ...(headers && { customResponseHeaders: headers }),
      ...(hsts && { stsSeconds: hsts.maxAgeSeconds, stsIncludeSubdomains: hsts.includeSubdomains, stsPreload: hsts.preload }),
    },
  }
}

function readHeaders(middleware: Fields): EdgeSpec {
  const fields = middleware['headers']
  const headers = Object.entries(fieldsOf(child(fields, 'customResponseHeaders'))).map(([name, value]) => [name, textOf(value)])
  const maxAgeSeconds = numberOf(child(fields, 'stsSeconds'))
  return {
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) as Record<string, string> }),
    ...(maxAgeSeconds !== undefined && { hsts: { maxAgeSeconds, includeSubdomains: child(fields, 'stsIncludeSubdomains') === true, preload: child(fields, 'stsPreload') === true } }),
  }
}

function writeRate({ rateLimit }: EdgeSpec): Middleware | undefined {
  return rateLimit && { rateLimit: { average: rateLimit.average, burst: rateLimit.burst, period: `${String(rateLimit.periodMs)}ms` } }
}

function readRate(middleware: Fields): EdgeSpec | undefined {
  const fields = middleware['rateLimit']
  const [average, burst, periodMs] = [numberOf(child(fields, 'average')), numberOf(child(fields, 'burst')), durationOf(child(fields, 'period'))]
  return average === undefined || burst === undefined || periodMs === undefined ? undefined : { rateLimit: { average, burst, periodMs } }
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function given(key: 'maxBodyBytes', value: number | undefined): EdgeSpec | undefined {
  return value === undefined ? undefined : { [key]: value }
}
