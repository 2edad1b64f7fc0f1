/**
 * Carries the requests of the S3 library over node:http. No redirect is ever followed, because the request bears what lets one in; a
 * connection that stands still is given up, however long a whole transfer may take; answers that are read into memory have an end.
 */
import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ReadableStream } from 'node:stream/web'

export interface TransportOptions {
  /** So long may nothing move. */
  readonly idleMs: number
  readonly signal: AbortSignal
}

export interface Transport {
  readonly fetch: typeof fetch
  /** Of the answer that came last. */
  readonly lastHeaders: () => Headers
}

export class Stalled extends Error {}
export class AnswerTooLarge extends Error {}

const MAX_TEXT_BYTES = 32 * 1024 * 1024
const SLICE_BYTES = 256 * 1024

export function createTransport(options: TransportOptions): Transport {
  let last = new Headers()
  const carry = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const answer = await exchange(new URL(String(input)), init, options)
    last = headersOf(answer)
    return new Response(await bodyOf(answer, { isObject: isObjectRead(String(input), init), ...options }), { status: statusOf(answer), headers: last })
  }
  return { fetch: carry, lastHeaders: () => last }
}

/** The bytes of an object are handed on as they come; every other answer is a text. */
function isObjectRead(url: string, { method }: RequestInit): boolean {
  return method === 'GET' && !url.includes('?')
}

function exchange(url: URL, { method = 'GET', headers, body }: RequestInit, { idleMs, signal }: TransportOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let isAnswered = false
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const asked = send(url, { method, headers: headers as OutgoingHttpHeaders, signal }, (answer) => {
      // From here on the one who reads sets the pace, so only the time that a read takes counts.
      asked.setTimeout(0)
      isAnswered = true
      resolve(answer)
    })
    asked.setTimeout(idleMs, () => asked.destroy(new Stalled(`nothing moved for ${String(idleMs / 1_000)} s`)))
    asked.on('error', reject)
    // An answer may come before all is sent, and tells more than the pipe that breaks by it.
    write(asked, body).catch((error: unknown) => void (isAnswered || reject(error as Error)))
  })
}

/** In slices, so that a slow line is seen to move. */
async function write(asked: ClientRequest, body: RequestInit['body']): Promise<void> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body instanceof Uint8Array ? body : new Uint8Array()
  if (bytes.length === 0) asked.end()
  else await pipeline(Readable.from(slices(bytes)), asked)
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += SLICE_BYTES) yield bytes.subarray(from, from + SLICE_BYTES)
}

function headersOf(answer: IncomingMessage): Headers {
  return new Headers(Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as [string, string]))
}

/** A status that HTTP does not know is none that anything good can follow from. */
function statusOf({ statusCode = 0 }: IncomingMessage): number {
  return statusCode >= 200 && statusCode <= 599 ? statusCode : 502
}

type ResponseBody = ConstructorParameters<typeof Response>[0]
type Reading = TransportOptions & { readonly isObject: boolean }

/** Texts are read here and now: the library does not read all of them, and a connection is free again only at the end of its answer. */
async function bodyOf(answer: IncomingMessage, reading: Reading): Promise<ResponseBody> {
  if (reading.isObject && answer.statusCode === 200) return ReadableStream.from(chunksOf(answer, reading))
  const chunks: Uint8Array[] = []
  for await (const chunk of chunksOf(answer, { ...reading, isObject: false })) chunks.push(chunk)
  return chunks.length === 0 ? null : Buffer.concat(chunks)
}

async function* chunksOf(answer: IncomingMessage, { idleMs, isObject }: Reading): AsyncGenerator<Uint8Array> {
  const chunks = answer[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  let bytes = 0
  try {
    for (;;) {
      const step = await within(idleMs, chunks.next(), () => answer.destroy(new Stalled(`nothing came for ${String(idleMs / 1_000)} s`)))
      if (step.done) break
      bytes += step.value.length
      if (!isObject && bytes > MAX_TEXT_BYTES) throw new AnswerTooLarge('the answer has no end')
      yield step.value
    }
  } finally {
    answer.destroy()
  }
}

async function within<T>(ms: number, work: Promise<T>, late: () => void): Promise<T> {
  const timer = setTimeout(late, ms)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}
