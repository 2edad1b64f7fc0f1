/** What an app answers to a GET, in whatever shape it comes: one status, or words why there is none, within the deadline. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createProbe } from '../../../src/adapters/probe/tcp.js'

const NEVER = new AbortController().signal
const servers: (Server | TcpServer)[] = []
const sockets = new Set<Socket>()

afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
})

async function portOf(server: Server | TcpServer): Promise<number> {
  servers.push(server)
  server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const http = (answer: RequestListener): Promise<number> => portOf(createServer(answer))
const raw = (text: string): Promise<number> => portOf(createTcpServer((socket) => {
  socket.on('error', () => undefined)
  if (text !== '') socket.end(text)
}))

const ask = async (port: number, more: Partial<{ path: string; host: string; signal: AbortSignal }> = {}): Promise<number | string> => {
  const { signal = NEVER, ...request } = more
  const answer = await createProbe().asks('127.0.0.1', { port, path: '/', host: 'shop.localhost', ...request }, signal)
  return answer.ok ? answer.value : answer.error
}

describe('asks', () => {
  it('answers with the status', async () => {
    const port = await http((request, response) => { response.writeHead(request.url === '/healthz?deep=1' && request.headers.host === 'shop.localhost' ? 204 : 400).end() })
    expect(await ask(port, { path: '/healthz?deep=1' })).toBe(204)
  })

  it('sends the host that it is told and keeps no connection', async () => {
    const port = await http((request, response) => { response.writeHead(request.headers.connection === 'close' && request.headers.host === 'a.example' ? 200 : 400).end() })
    expect(await ask(port, { host: 'a.example' })).toBe(200)
  })

  it('follows no redirect', async () => {
    let asked = 0
    const port = await http((_, response) => {
      asked += 1
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect([await ask(port), asked]).toEqual([302, 1])
  })

  it('takes no more of an endless body than its limit', async () => {
    let sent = 0
    const port = await http((_, response) => {
      const chunk = Buffer.alloc(16_384)
      const more = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length
      }
      response.on('drain', more)
      more()
    })
    expect(await ask(port)).toBe(200)
    expect(sent).toBeLessThan(64 * 1_048_576)
  })

  it('is content with the status of a body that breaks off', async () => {
    expect(await ask(await raw('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'))).toBe(200)
  })

  it('says in words why there is none', async () => {
    const port = await raw('')
    await new Promise((resolve) => servers.pop()?.close(resolve))
    expect(await ask(port)).toBe('the connection was refused')
    expect(await ask(await raw('SSH-2.0-OpenSSH\r\n'))).toBe('the answer is not HTTP')
    expect(await ask(await raw(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`))).toBe('the head of the answer is too large')
    expect(await ask(await http((request) => { request.socket.destroy() }))).toBe('the connection was closed without an answer')
  })

  it('gives up on one that never answers', async () => {
    expect(await ask(await raw(''))).toBe('there was no answer within 2 s')
  })

  it('refuses a path that no request can carry', async () => {
    expect(await ask(await http((_, response) => { response.end() }), { path: '/a b\n' })).toMatch(/unescaped/)
  })

  it('ends early when it is called off, before and during', async () => {
    const port = await raw('')
    const stopping = new AbortController()
    const asked = ask(port, { signal: stopping.signal })
    stopping.abort()
    expect([await asked, await ask(port, { signal: stopping.signal })]).toEqual(['the wait was ended early', 'the wait was ended early'])
  })
})
