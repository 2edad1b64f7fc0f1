/** How one request gets to the engine: what is sent, and the stream that comes back. Which way it goes is decided by the client. */
import type { Readable } from 'node:stream'

export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Begins with the API version, if any. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body?: Readonly<Record<string, unknown>> | Readable
}

/**
 * Answers with the response as soon as its head is there. Rejects with an error of Node's, or with one that carries the
 * `statusCode` of an answer that is no success.
 */
export type Transport = (request: Outgoing, signal: AbortSignal) => Promise<Readable>

export const SUCCESS: readonly number[] = [200, 201, 202, 204, 304]
