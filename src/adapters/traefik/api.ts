/**
 * Traefik's API, read only. One keep-alive connection, a deadline and a size limit per answer, no redirects. Says what it was told;
 * judges nothing.
 */
import type { IncomingMessage } from 'node:http'
import { Agent, get } from 'node:http'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { withDeadline } from '../../signals.js'
import type { Fields } from './shape.js'
import { fieldsOf, textOf, textsOf } from './shape.js'

export interface ApiOptions {
  /** `http://127.0.0.1:8080`, without `/api`. */
  readonly baseUrl: string
  readonly user?: string
  readonly password?: string
}

/** A router, service or middleware as Traefik runs it. */
export interface ApiThing {
  /** In the words of the file; names without `@file`. */
  readonly fields: Fields
  readonly status: string
  readonly errors: readonly string[]
}

export type ThingKind = 'routers' | 'services' | 'middlewares'

export type ApiState = Readonly<Record<ThingKind, ReadonlyMap<string, ApiThing>>>

export interface TraefikApi {
  /** Everything there is, in one request. Other providers are left out. */
  state(signal: AbortSignal): Promise<Result<ApiState, string>>
  /** One thing by its name; undefined when Traefik does not know it. */
  thing(kind: ThingKind, name: string, signal: AbortSignal): Promise<Result<ApiThing | undefined, string>>
}

export const REQUEST_DEADLINE_MS = 2_000
const ANSWER_LIMIT_BYTES = 64 * 1024 * 1024
const PROVIDER = '@file'

export function createApi(options: ApiOptions): TraefikApi {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const base = options.baseUrl.replace(/\/+$/, '')
  const auth = options.user === undefined ? {} : { auth: `${options.user}:${options.password ?? ''}` }
  // Most looks are told what the one before was told, and reading it is most of what they cost: the same text says the same.
  let last: { readonly text: string; readonly state: ApiState } | undefined

  async function ask<T>(path: string, read: (answer: Answer) => Result<T, string>, signal: AbortSignal): Promise<Result<T, string>> {
    try {
      const answer = await withDeadline(REQUEST_DEADLINE_MS, [signal], (limited) => request(`${base}/api/${path}`, { agent, ...auth, signal: limited }))
      return read(answer)
    } catch (error) {
      return err(error instanceof Error ? wordsOf(error) : 'it did not answer')
    }
  }

  function stateIn({ status, body }: Answer): Result<ApiState, string> {
    if (status !== 200) return refused(status)
    if (last?.text !== body) last = { text: body, state: stateOf(body) }
    return ok(last.state)
  }

  return {
    thing: (kind, name, signal) => ask(`http/${kind}/${name}${PROVIDER}`, thingIn, signal),
    state: (signal) => ask('rawdata', stateIn, signal),
  }
}

function thingIn({ status, body }: Answer): Result<ApiThing | undefined, string> {
  if (status === 404) return ok(undefined)
  return status === 200 ? ok(thingOf(fieldsOf(JSON.parse(body)))) : refused(status)
}

function refused(status: number): Result<never, string> {
  return err(`it answered ${String(status)}`)
}

function stateOf(body: string): ApiState {
  const { routers, services, middlewares } = fieldsOf(JSON.parse(body))
  return { routers: ofFile(routers), services: ofFile(services), middlewares: ofFile(middlewares) }
}

/** The bare status of an answer; undefined when there is none. */
export async function statusOf({ baseUrl, user, password = '' }: ApiOptions, path: string, signal: AbortSignal): Promise<number | undefined> {
  const agent = new Agent({ keepAlive: false })
  const auth = user === undefined ? {} : { auth: `${user}:${password}` }
  const asked = withDeadline(REQUEST_DEADLINE_MS, [signal], (limited) => request(`${baseUrl.replace(/\/+$/, '')}/api/${path}`, { agent, ...auth, signal: limited }))
  return asked.then(({ status }) => status, () => undefined)
}

interface Answer {
  readonly status: number
  readonly body: string
}

function request(url: string, options: { readonly agent: Agent; readonly auth?: string; readonly signal: AbortSignal }): Promise<Answer> {
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

function ofFile(section: unknown): ReadonlyMap<string, ApiThing> {
  const entries = Object.entries(fieldsOf(section)).filter(([name]) => name.endsWith(PROVIDER))
  return new Map(entries.map(([name, value]) => [name.slice(0, -PROVIDER.length), thingOf(fieldsOf(value))]))
}

/** Errors of routers are a list, those of services and middlewares as well. */
function thingOf(fields: Fields): ApiThing {
  return { fields: fieldsOf(withoutProvider(fields)), status: textOf(fields['status']), errors: textsOf(fields['error']) }
}

/** Traefik adds to every name where it comes from. Nothing else that Mist writes ends like that. */
function withoutProvider(value: unknown): unknown {
  if (typeof value === 'string') return value.endsWith(PROVIDER) ? value.slice(0, -PROVIDER.length) : value
  if (Array.isArray(value)) return value.map(withoutProvider)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutProvider(item)]))
}
