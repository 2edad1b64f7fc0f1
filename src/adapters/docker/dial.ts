/** One request through docker-modem, with a deadline and a signal that it really obeys. */
import { Readable } from 'node:stream'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { onAbort } from './abort.js'
import type { EngineError } from './engine-error.js'
import { readError } from './engine-error.js'

export interface Dial {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Begins with the API version, if any. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>> | Readable
  /** `yes`: the answer is handed over as soon as its head is there. */
  readonly stream: 'yes' | 'no'
  readonly deadlineMs: number
  readonly signal: AbortSignal
}

export interface Modem {
  dial(options: Readonly<Record<string, unknown>>, done: (error: unknown, data: unknown) => void): void
}

const SUCCESS = { 200: true, 201: true, 202: true, 204: true, 304: true }

/** Settles at the deadline even if the library does not: its own abort paths differ between phases of a request. */
export function dial(modem: Modem, request: Dial): Promise<Result<unknown, EngineError>> {
  return new Promise((resolve) => {
    const inner = new AbortController()
    const settle = (result: Result<unknown, EngineError>): void => {
      clearTimeout(timer)
      ignoreAbort()
      resolve(result)
    }
    const giveUp = (error: EngineError): void => {
      inner.abort()
      settle(err(error))
    }
    const timer = setTimeout(() => { giveUp({ kind: 'timeout', afterMs: request.deadlineMs }) }, request.deadlineMs)
    const ignoreAbort = onAbort(request.signal, () => queueMicrotask(() => { giveUp({ kind: 'aborted' }) }))
    if (request.signal.aborted) return
    modem.dial(modemOptions(request, inner.signal), (error, response) => {
      if (error || !(response instanceof Readable)) settle(err(readError(error)))
      else if (inner.signal.aborted) response.on('error', () => undefined).destroy()
      else if (request.stream === 'yes') settle(ok(response))
      else void readJson(response).then(settle)
    })
  })
}

/** Read here and not by the modem, which would wait for ever for the rest of an answer that was cut off. */
async function readJson(response: Readable): Promise<Result<unknown, EngineError>> {
  const pieces: Buffer[] = []
  try {
    for await (const piece of response) pieces.push(piece as Buffer)
    const text = Buffer.concat(pieces).toString('utf8').trim()
    return ok(text === '' ? undefined : JSON.parse(text))
  } catch (error) {
    return err(error instanceof SyntaxError ? { kind: 'answer', status: 200, message: 'the answer is no JSON' } : readError(error))
  }
}

/**
 * The modem takes query and body in one object and builds the query only for a path that ends in `?`. Without `_body` it would
 * send the query as the body; an empty one is not sent at all.
 */
function modemOptions(request: Dial, abortSignal: AbortSignal): Readonly<Record<string, unknown>> {
  const isUpload = request.body instanceof Readable
  const hasQuery = Object.keys(request.query).length > 0
  return {
    method: request.method,
    path: hasQuery ? `${request.path}?` : request.path,
    options: { _query: request.query, _body: isUpload ? {} : (request.body ?? {}) },
    ...(isUpload && { file: request.body }),
    headers: { ...request.headers },
    statusCodes: SUCCESS,
    isStream: true,
    abortSignal,
  }
}
