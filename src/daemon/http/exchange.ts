/**
 * The vocabulary of a route: what a handler is given and what it answers, as plain values. Only `server.ts` knows the library
 * that carries them, so a handler can be read, and tested, without it.
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { Html } from '../../render/page/html.js'
import type { Hooks } from './hooks.js'
import type { StatusSource } from './source.js'
import type { Schema } from './schemas.js'
import type { StreamWriter } from './stream.js'

export interface Exchange {
  readonly params: Readonly<Record<string, string>>
  /** Already checked and converted by the schema of the route. */
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: IncomingHttpHeaders
  /** The raw bytes; empty for GET. */
  readonly body: Buffer
}

export type Answer =
  | { readonly kind: 'json'; readonly status: number; readonly value: unknown }
  | { readonly kind: 'html'; readonly status: number; readonly page: Html }
  | { readonly kind: 'bytes'; readonly status: number; readonly type: string; readonly bytes: Buffer | string; readonly etag?: string; readonly immutable?: true }
  | { readonly kind: 'stream'; readonly type: 'text/event-stream' | 'application/x-ndjson'; readonly write: (writer: StreamWriter) => Promise<void> }

/** open: for anyone. reader: the token, where one is set. signed: the handler verifies a signature over the body. */
export type Access = 'open' | 'reader' | 'signed'

export interface Route {
  readonly method: 'GET' | 'POST'
  /** With `:name` for parameters. */
  readonly path: string
  readonly access: Access
  readonly summary: string
  readonly query?: Readonly<Record<string, Schema>>
  /** Status → media type and shape. The OpenAPI document is made of this, and the tests hold every answer against it. */
  readonly answers: Readonly<Record<number, { readonly type: string; readonly schema?: Schema; readonly description: string }>>
  readonly handle: (exchange: Exchange, context: Context) => Answer | Promise<Answer>
}

export interface Context {
  readonly source: StatusSource
  readonly version: string
  readonly metrics: { text(): Promise<string> }
  readonly hooks: Hooks
  readonly openApi: () => unknown
}

export function json(value: unknown, status = 200): Answer {
  return { kind: 'json', status, value }
}

export function problem(status: number, code: string, message: string): Answer {
  return json({ error: { code, message } }, status)
}
