/**
 * Traefik's API, read only. One keep-alive connection, a deadline and a size limit per answer, no redirects. Says what it was told;
 * judges nothing.
 */
import type { IncomingMessage } from 'node:http'
import { Agent, get } from 'node:http'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { withDeadline } from '../../signals.js'

export interface ApiOptions {
  /** `http://127.0.0.1:8080`, without `/api`. */
  readonly baseUrl: string
  readonly user?: string
  readonly password?: string
}

export interface ApiRouter {
  readonly rule: string
  readonly service: string
  readonly entryPoints: readonly string[]
  readonly middlewares: readonly string[]
  readonly status: string
  readonly errors: readonly string[]
}

export interface ApiService {
  readonly servers: readonly string[]
  readonly status: string
  readonly errors: readonly string[]
}

export interface ApiState {
  readonly routers: ReadonlyMap<string, ApiRouter>
  readonly services: ReadonlyMap<string, ApiService>
  /** Replacement texts of redirects. */
  readonly redirects: ReadonlyMap<string, string>
}

export interface TraefikApi {
  /** Everything there is, in one request. Names without `@file`; other providers are left out. */
  state(signal: AbortSignal): Promise<Result<ApiState, string>>
  /** One thing by its name; undefined when Traefik does not know it. */
  router(name: string, signal: AbortSignal): Promise<Result<ApiRouter | undefined, string>>
  service(name: string, signal: AbortSignal): Promise<Result<ApiService | undefined, string>>
  redirect(name: string, signal: AbortSignal): Promise<Result<string | undefined, string>>
}

type Fields = Readonly<Record<string, unknown>>

export const REQUEST_DEADLINE_MS = 2_000
const ANSWER_LIMIT_BYTES = 64 * 1024 * 1024
const PROVIDER = '@file'

export function createApi(options: ApiOptions): TraefikApi {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const base = options.baseUrl.replace(/\/+$/, '')
  const auth = options.user === undefined ? {} : { auth: `${options.user}:${options.password ?? ''}` }

  async function ask(path: string, signal: AbortSignal): Promise<Result<Fields | undefined, string>> {
    try {
      const answer = await withDeadline(REQUEST_DEADLINE_MS, [signal], (limited) => request(`${base}/api/${path}`, { agent, ...auth, signal: limited }))
      if (answer.status === 404 && path !== 'rawdata') return ok(undefined)
      if (answer.status !== 200) return err(`it answered ${String(answer.status)}`)
      return ok(fieldsOf(JSON.parse(answer.body)))
    } catch (error) {
      return err(error instanceof Error ? wordsOf(error) : 'it did not answer')
    }
  }

  async function one<T>(path: string, read: (fields: Fields) => T, signal: AbortSignal): Promise<Result<T | undefined, string>> {
    const answer = await ask(`${path}${PROVIDER}`, signal)
    return answer.ok ? ok(answer.value === undefined ? undefined : read(answer.value)) : answer
  }

  return {
    router: (name, signal) => one(`http/routers/${name}`, readRouter, signal),
    service: (name, signal) => one(`http/services/${name}`, readService, signal),
    redirect: (name, signal) => one(`http/middlewares/${name}`, readRedirect, signal),
    state: async (signal) => {
      const answer = await ask('rawdata', signal)
      if (!answer.ok) return answer
      const { routers, services, middlewares } = answer.value ?? {}
      return ok({ routers: ofFile(routers, readRouter), services: ofFile(services, readService), redirects: ofFile(middlewares, readRedirect) })
    },
  }
}

function request(url: string, options: { readonly agent: Agent; readonly auth?: string; readonly signal: AbortSignal }): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    get(url, options, (answer) => {
      readBody(answer).then((body) => { resolve({ status: answer.statusCode ?? 0, body }) }, reject)
    }).once('error', reject)
  })
}

async function readBody(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length
    if (size > ANSWER_LIMIT_BYTES) throw new Error('its answer is too large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function wordsOf(error: Error): string {
  if ('code' in error && error.code === 'ECONNREFUSED') return 'nothing listens there'
  return error.name === 'AbortError' || error.name === 'TimeoutError' ? 'it did not answer in time' : error.message
}

function ofFile<T>(section: unknown, read: (fields: Fields) => T): ReadonlyMap<string, T> {
  const entries = Object.entries(fieldsOf(section)).filter(([name]) => name.endsWith(PROVIDER))
  return new Map(entries.map(([name, value]) => [name.slice(0, -PROVIDER.length), read(fieldsOf(value))]))
}

function readRouter(fields: Fields): ApiRouter {
  return {
    rule: textOf(fields['rule']), service: withoutProvider(textOf(fields['service'])), entryPoints: textsOf(fields['entryPoints']),
    middlewares: textsOf(fields['middlewares']).map(withoutProvider), status: textOf(fields['status']), errors: textsOf(fields['error']),
  }
}

function readService(fields: Fields): ApiService {
  const servers = fieldsOf(fields['loadBalancer'])['servers']
  const urls = Array.isArray(servers) ? servers.map((server) => textOf(fieldsOf(server)['url'])) : []
  return { servers: urls.sort(), status: textOf(fields['status']), errors: textsOf(fields['error']) }
}

function readRedirect(fields: Fields): string {
  return textOf(fieldsOf(fields['redirectRegex'])['replacement'])
}

function withoutProvider(name: string): string {
  return name.endsWith(PROVIDER) ? name.slice(0, -PROVIDER.length) : name
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
