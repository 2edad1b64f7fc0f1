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

  return {
    thing: async (kind, name, signal) => {
      const answer = await ask(`http/${kind}/${name}${PROVIDER}`, signal)
      return answer.ok ? ok(answer.value === undefined ? undefined : thingOf(answer.value)) : answer
    },
    state: async (signal) => {
      const answer = await ask('rawdata', signal)
      if (!answer.ok) return answer
      const { routers, services, middlewares } = answer.value ?? {}
      return ok({ routers: ofFile(routers), services: ofFile(services), middlewares: ofFile(middlewares) })
    },
  }
}

/** The bare status of an answer; undefined when there is none. */
export async function statusOf({ baseUrl, user, password = '' }: ApiOptions, path: string, signal: AbortSignal): Promise<number | undefined> {
  const agent = new Agent({ keepAlive: false })
  const auth = user === undefined ? {} : { auth: `${user}:${password}` }
  const asked = withDeadline(REQUEST_DEADLINE_MS, [signal], (limited) => request(`${baseUrl.replace(/\/+$/, '')}/api/${path}`, { agent, ...auth, signal: limited }))
  return asked.then(({ status }) => status, () => undefined)
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
