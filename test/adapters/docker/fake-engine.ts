/** A unix socket that answers HTTP as told and writes down every request. For the cases that no real engine would show on demand. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface FakeEngine {
  /** For the `docker` option. */
  readonly address: string
  readonly path: string
  /** `GET /v1.41/containers/json?all=true` */
  readonly requests: readonly string[]
  readonly bodies: readonly string[]
  /** Requests that were left without an answer and whose client still waits. */
  readonly waiting: number
  /** Cuts every connection. */
  cut(): void
  /** Takes no new connection; those that are there go on, as on an engine that is being stopped. */
  shut(): void
  stop(): Promise<void>
}

/** Undefined: 404. `hang`: never answers. */
export type Reply = { readonly status?: number; readonly json?: unknown; readonly stream?: (response: ServerResponse) => void } | 'hang' | undefined

export type Answering = (request: { readonly method: string; readonly path: string; readonly query: URLSearchParams }) => Reply

export async function startFakeEngine(answer: Answering, version = '1.41'): Promise<FakeEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'mist-fake-engine-'))
  const path = join(folder, 'docker.sock')
  const requests: string[] = []
  const bodies: string[] = []
  const sockets = new Set<Socket>()
  const waiting = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`)
    void readBody(request).then((body) => {
      if (body !== '') bodies.push(body)
      waiting.add(response)
      response.on('close', () => waiting.delete(response))
      const url = new URL(request.url ?? '/', 'http://engine')
      const path = url.pathname.replace(/^\/v1\.\d+/, '')
      const reply = answer({ method: request.method ?? '', path, query: url.searchParams })
      send(response, reply ?? (path === '/version' ? { json: { Version: 'fake', ApiVersion: version, MinAPIVersion: '1.24' } } : undefined))
    })
  })
  let isShut = false
  server.on('connection', (socket) => {
    if (isShut) return void socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  const cut = (): void => { for (const socket of sockets) socket.destroy() }
  return {
    address: `unix://${path}`,
    path,
    requests,
    bodies,
    get waiting() { return waiting.size },
    cut,
    shut: () => { isShut = true },
    async stop() {
      cut()
      await new Promise<void>((resolve) => { server.close(() => { resolve() }) })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return
  if (reply?.stream) {
    response.writeHead(reply.status ?? 200, { 'Content-Type': 'application/json' })
    response.flushHeaders()
    reply.stream(response)
    return
  }
  const { status = reply ? 200 : 404, json = { message: 'page not found' } } = reply ?? {}
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(status === 204 ? undefined : JSON.stringify(json))
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  try {
    for await (const piece of request) pieces.push(piece as Buffer)
  } catch {
    // The client hung up: what came is what there is.
  }
  return Buffer.concat(pieces).toString()
}
