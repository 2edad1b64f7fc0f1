/**
 * Requests over the engine's unix socket with nothing between them and Node: all that is asked and changed day by day. A build
 * context goes another way, see `modem.ts`.
 */
import type { Agent, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { request as httpRequest } from 'node:http'
import { Readable, pipeline } from 'node:stream'
import type { Outgoing, Transport } from './transport.js'
import { SUCCESS } from './transport.js'

/** Reasons are short. What answers more is not the engine. */
const REASON_LIMIT_BYTES = 1024 * 1024

export function socketTransport(socketPath: string, agent: Agent): Transport {
  return (outgoing, signal) => new Promise((resolve, reject) => {
    const { method, path, query } = outgoing
    const search = new URLSearchParams(query).toString()
    const stream = outgoing.body instanceof Readable ? outgoing.body : undefined
    const body = stream ? '' : bodyOf(outgoing)
    const headers = { ...headersOf(outgoing.headers), ...headersFor(body), ...(stream && { 'Content-Type': 'application/x-tar' }) }
    const sent = httpRequest({ socketPath, agent, method, path: search === '' ? path : `${path}?${search}`, headers, signal }, (response) => {
      if (SUCCESS.includes(response.statusCode ?? 0)) resolve(response)
      else refusal(response).then(reject, reject)
    })
    // It stays: after the head is there an error of the connection shows on the response, and on the request once more.
    sent.on('error', reject)
    // An engine that refuses early hangs up on the rest of the body: its answer is what counts.
    if (stream) pipeline(stream, sent, (error) => { if (error && !sent.writableFinished) setImmediate(reject, error) })
    else sent.end(body)
  })
}

/** Answers with the connection itself, once the engine agreed to keep it. What came along with its consent is put back in front. */
export function upgradeTransport(socketPath: string, agent: Agent): Transport {
  return (outgoing, signal) => new Promise((resolve, reject) => {
    const { method, path } = outgoing
    const body = bodyOf(outgoing)
    const sent = httpRequest({ socketPath, agent, method, path, headers: { ...headersOf(outgoing.headers), ...headersFor(body) }, signal })
    sent.on('error', reject)
    sent.on('response', (response) => { refusal(response).then(reject, reject) })
    sent.on('upgrade', (_response, socket, head) => {
      if (head.length > 0) socket.unshift(head)
      resolve(socket)
    })
    sent.end(body)
  })
}

function headersOf(headers: Outgoing['headers']): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]))
}

function headersFor(body: string): OutgoingHttpHeaders {
  return body === '' ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
}

/** An empty body is not sent at all: some calls take one and none means "as before". */
function bodyOf({ body }: Outgoing): string {
  const text = JSON.stringify(body ?? {})
  return text === '{}' ? '' : text
}

async function refusal(response: IncomingMessage): Promise<Error> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of response as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > REASON_LIMIT_BYTES) break
    pieces.push(piece)
  }
  const text = Buffer.concat(pieces).toString('utf8')
  return Object.assign(new Error(text), { statusCode: response.statusCode ?? 0, json: parsed(text) })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
