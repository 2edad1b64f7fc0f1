/** The server of a build session, asked by Node's own HTTP/2 client over one end of a pair of sockets. */
import { connect as connectHttp2 } from 'node:http2'
import type { ClientHttp2Session } from 'node:http2'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { GrpcServer, Methods } from '../../../../../src/adapters/docker/build/buildkit/grpc.js'
import { serveGrpc } from '../../../../../src/adapters/docker/build/buildkit/grpc.js'
import { err, ok } from '../../../../../src/model/result.js'
import { until } from '../../../../support/until.js'

const cleanups: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function pair(): Promise<readonly [Socket, Socket]> {
  const folder = mkdtempSync(join(tmpdir(), 'mist-grpc-'))
  const path = join(folder, 's')
  const listener = createServer()
  await new Promise<void>((resolve) => listener.listen(path, resolve))
  const accepted = new Promise<Socket>((resolve) => listener.once('connection', resolve))
  const near = connect(path)
  const far = await accepted
  cleanups.push(() => {
    near.destroy()
    far.destroy()
    listener.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return [near, far]
}

interface Talk {
  readonly client: ClientHttp2Session
  readonly server: GrpcServer
  readonly far: Socket
}

async function talk(methods: Methods): Promise<Talk> {
  const [near, far] = await pair()
  const server = await serveGrpc(near, methods)
  const client = connectHttp2('http://session', { createConnection: () => far })
  client.on('error', () => undefined)
  cleanups.push(() => { client.destroy() })
  return { client, server, far }
}

const framed = (message: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message])

async function ask({ client }: Talk, path: string, body: Buffer): Promise<{ readonly status: string; readonly message: string; readonly body: Buffer }> {
  const stream = client.request({ ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' })
  let heads: Record<string, unknown> = {}
  stream.on('response', (headers) => { heads = { ...heads, ...headers } })
  stream.on('trailers', (trailers) => { heads = { ...heads, ...trailers } })
  stream.end(body)
  const pieces: Buffer[] = []
  for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece)
  await until('the trailers are there', () => Promise.resolve(heads['grpc-status'] !== undefined || undefined))
  return { status: String(heads['grpc-status']), message: decodeURIComponent(String(heads['grpc-message'] ?? '')), body: Buffer.concat(pieces) }
}

const echo: Methods = { '/a.A/Echo': (question) => ok(question), '/a.A/No': () => err({ status: 5, message: 'nothing of that name: ä' }) }

describe('the server of a session', () => {
  test('answers one message with one message, many times', async () => {
    const session = await talk(echo)
    for (const text of ['one', 'two', '']) {
      expect(await ask(session, '/a.A/Echo', framed(Buffer.from(text)))).toEqual({ status: '0', message: '', body: framed(Buffer.from(text)) })
    }
  })

  test('refuses in words', async () => {
    expect(await ask(await talk(echo), '/a.A/No', framed(Buffer.alloc(0)))).toMatchObject({ status: '5', message: 'nothing of that name: ä' })
  })

  test.each([
    ['a method that it was not given', '/a.A/Other', framed(Buffer.from('x')), '12'],
    ['half a message', '/a.A/Echo', Buffer.from([0, 0, 0, 0, 9, 1]), '3'],
    ['a compressed message', '/a.A/Echo', Buffer.from([1, 0, 0, 0, 0]), '3'],
    ['nothing at all', '/a.A/Echo', Buffer.alloc(0), '3'],
    ['more than any question needs', '/a.A/Echo', Buffer.alloc(70 * 1024), '8'],
  ])('refuses %s', async (_, path, body, status) => {
    expect((await ask(await talk(echo), path, body)).status).toBe(status)
  })

  test('notices that the other side hung up', async () => {
    const { server, client, far } = await talk(echo)
    client.destroy()
    far.destroy()
    await server.ended
  })

  test('survives bytes that are no HTTP/2, and ends', async () => {
    const [near, far] = await pair()
    const server = await serveGrpc(near, echo)
    far.on('error', () => undefined).write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await server.ended
  })

  test('survives a connection that breaks before it is served, and ends', async () => {
    const [near] = await pair()
    const serving = serveGrpc(near, echo)
    near.emit('error', new Error('reset by the engine'))
    near.destroy()
    await (await serving).ended
  })

  test('hangs up when it is closed', async () => {
    const { server, far } = await talk(echo)
    const closed = new Promise<void>((resolve) => far.once('close', () => { resolve() }))
    server.close()
    await Promise.all([closed, server.ended])
  })
})
