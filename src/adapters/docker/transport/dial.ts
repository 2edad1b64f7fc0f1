/** One request over a transport, with a deadline and a signal that it really obeys. */
import type { Readable } from 'node:stream'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import { onAbort } from './abort.js'
import type { EngineError } from '../engine-error.js'
import { readError } from '../engine-error.js'
import type { Outgoing, Transport } from './transport.js'

export interface Dial extends Outgoing {
  /** `yes`: the answer is handed over as soon as its head is there. */
  readonly stream: 'yes' | 'no'
  readonly deadlineMs: number
  readonly signal: AbortSignal
}

/** Settles at the deadline even if the transport does not: how a request ends early differs between its phases. */
export function dial(transport: Transport, request: Dial): Promise<Result<unknown, EngineError>> {
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
    transport(request, inner.signal).then((response) => {
      if (inner.signal.aborted) response.on('error', () => undefined).destroy()
      else if (request.stream === 'yes') settle(ok(response))
      else void readJson(response).then(settle)
    }, (error: unknown) => { settle(err(readError(error))) })
  })
}

/** A body that is cut off is an error of its own and not the end of the answer. */
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
