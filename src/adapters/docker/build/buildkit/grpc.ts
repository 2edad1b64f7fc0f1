/**
 * A gRPC server for one connection, of calls with one question and one answer: that is all that the engine asks during a build.
 * What is answered is decided by the methods it is given.
 */
import type { Duplex } from 'node:stream'
import type { ServerHttp2Stream } from 'node:http2'
import type { Result } from '../../../../model/result.js'
import { err } from '../../../../model/result.js'

/** Of the status codes of gRPC, those that are used here. */
export const GRPC = { ok: 0, invalidArgument: 3, notFound: 5, permissionDenied: 7, resourceExhausted: 8, unimplemented: 12 } as const

export interface Refused {
  readonly status: number
  readonly message: string
}

export type Answering = (question: Buffer) => Result<Buffer, Refused> | Promise<Result<Buffer, Refused>>

/** `/package.Service/Method` → what answers it. */
export type Methods = Readonly<Record<string, Answering>>

export interface GrpcServer {
  /** When the other side hung up, or broke the rules of HTTP/2. */
  readonly ended: Promise<void>
  close(): void
}

/** The other side speaks HTTP/2 from its first byte. The module is loaded with the first session: an idle mistd needs none. */
export async function serveGrpc(socket: Duplex, methods: Methods): Promise<GrpcServer> {
  // Before anything is waited for: nobody else listens to it by now, and an error that nobody hears ends the process.
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => { socket.once('close', resolve) })
  const { createServer } = await import('node:http2')
  const server = createServer({ maxSessionMemory: 1 })
  const sessionClosed = new Promise<void>((resolve) => {
    server.on('session', (session) => session.on('error', () => undefined).on('close', resolve))
  })
  const ended = Promise.race([closed, sessionClosed])
  server.on('sessionError', () => socket.destroy())
  server.on('stream', (stream, headers) => {
    // A call that the other side gave up is its own business.
    stream.on('error', () => undefined)
    void answer(stream, methods[String(headers[':path'])])
  })
  // It listens nowhere: the one connection is handed to it.
  if (!socket.destroyed) server.emit('connection', socket)
  return { ended, close: () => { socket.destroy() } }
}

async function answer(stream: ServerHttp2Stream, method: Answering | undefined): Promise<void> {
  const question = await readQuestion(stream)
  const answered = method === undefined ? err({ status: GRPC.unimplemented, message: 'not offered' }) : question.ok ? await method(question.value) : question
  if (stream.destroyed || stream.closed) return
  if (!answered.ok) {
    const { status, message } = answered.error
    stream.respond({ ':status': 200, 'content-type': TYPE, 'grpc-status': String(status), 'grpc-message': encodeURIComponent(message) }, { endStream: true })
    stream.resume()
    return
  }
  stream.respond({ ':status': 200, 'content-type': TYPE }, { waitForTrailers: true })
  stream.on('wantTrailers', () => { stream.sendTrailers({ 'grpc-status': String(GRPC.ok) }) })
  stream.end(framed(answered.value))
}

const TYPE = 'application/grpc+proto'
const PREFIX_BYTES = 5
/** Questions are an id or the name of a host. */
const MOST_QUESTION_BYTES = 64 * 1024

/** One message: a byte that says "not compressed", four bytes of length, the message. */
async function readQuestion(stream: ServerHttp2Stream): Promise<Result<Buffer, Refused>> {
  const pieces: Buffer[] = []
  let size = 0
  try {
    // The stream has to stay: the refusal goes over it too.
    for await (const piece of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += piece.length
      if (size > MOST_QUESTION_BYTES) return err({ status: GRPC.resourceExhausted, message: 'the question is too long' })
      pieces.push(piece)
    }
  } catch {
    return err({ status: GRPC.invalidArgument, message: 'the question broke off' })
  }
  const bytes = Buffer.concat(pieces)
  const isWhole = bytes.length >= PREFIX_BYTES && bytes[0] === 0 && bytes.readUInt32BE(1) === bytes.length - PREFIX_BYTES
  return isWhole ? { ok: true, value: bytes.subarray(PREFIX_BYTES) } : err({ status: GRPC.invalidArgument, message: 'this is not one plain message' })
}

function framed(message: Buffer): Buffer {
  const prefix = Buffer.alloc(PREFIX_BYTES)
  prefix.writeUInt32BE(message.length, 1)
  return Buffer.concat([prefix, message])
}
