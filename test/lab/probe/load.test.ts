/** The load that tests of releases rely on: each way of failing is counted under its own name, and what goes well is not. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { until } from '../../support/until.js'
import { startLoad, type Lane, type Load, type LoadReport } from './load.js'
import { parseWrk } from './wrk.js'

const NOBODY: Readonly<Record<Lane, number>> = { 'keep-alive': 0, fresh: 0, post: 0, slow: 0, websocket: 0, events: 0 }
const WEB_SOCKET_KEY = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

let server: Server
let load: Load | undefined
const cleanups: (() => unknown)[] = []

afterEach(async () => {
  await load?.stop()
  load = undefined
  for (const cleanup of cleanups.splice(0)) cleanup()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function begin(port: number, lane: Lane, more: { readonly timeoutMs?: number; readonly expected?: RegExp } = {}): void {
  load = startLoad({ port, host: 'shop.localhost', clients: { ...NOBODY, [lane]: 1 }, pauseMs: 1, ...more })
}

function seen(what: string, isSeen: (report: LoadReport) => boolean): Promise<LoadReport> {
  return until(what, () => {
    const report = load?.report()
    return report !== undefined && isSeen(report) && report
  }, { timeoutMs: 10_000 })
}

const failedAs = async (kind: string): Promise<LoadReport> => seen(`a failure of kind ${kind}`, ({ failures }) => failures.some((failure) => failure.kind === kind))

describe('a load', () => {
  it('finds nothing wrong with a server that answers, and tells its answers apart', async () => {
    const port = await serve((request, response) => { response.end(request.headers.host === 'shop.localhost' ? '7\n' : 'another host') })
    begin(port, 'keep-alive')
    await seen('ten answers', ({ asked }) => asked >= 10)
    const report = await load?.stop()
    expect(report).toMatchObject({ failed: 0, failures: [], kinds: {} })
    expect(report?.answers['7']).toBe(report?.asked)
  })

  it('keeps its connection, or takes a new one for each request', async () => {
    const connections = new Set<Socket>()
    const port = await serve((request, response) => {
      connections.add(request.socket)
      response.end('1')
    })
    begin(port, 'keep-alive')
    await seen('ten answers', ({ asked }) => asked >= 10)
    expect(connections.size).toBe(1)
    await load?.stop()
    begin(port, 'fresh')
    await seen('ten answers', ({ asked }) => asked >= 10)
    expect(connections.size).toBeGreaterThanOrEqual(10)
  })

  it('counts a status that is not 200', async () => {
    begin(await serve((_, response) => { response.writeHead(502).end('Bad Gateway') }), 'keep-alive')
    expect((await failedAs('status')).failures[0]).toMatchObject({ lane: 'keep-alive', detail: '/version: 502 Bad Gateway' })
  })

  it('counts an answer with other words', async () => {
    begin(await serve((_, response) => { response.end('2') }), 'fresh', { expected: /^1$/ })
    await failedAs('body')
  })

  it('counts a body that is not echoed', async () => {
    begin(await serve((_, response) => { response.end('{"body":"another"}') }), 'post')
    await failedAs('body')
  })

  it('counts a refused connection', async () => {
    const port = await serve((_, response) => { response.end('1') })
    await new Promise((resolve) => server.close(resolve))
    begin(port, 'fresh')
    await failedAs('refused')
  })

  it('counts a connection that is reset, and one that was kept and is gone', async () => {
    let asked = 0
    const port = await serve((request, response) => {
      asked += 1
      if (asked % 2 === 0) request.socket.destroy()
      else response.end('1')
    })
    begin(port, 'keep-alive')
    await failedAs('stale')
    await load?.stop()
    begin(port, 'fresh')
    await failedAs('reset')
  })

  it('counts an answer that ends half-way', async () => {
    begin(await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half')
      setImmediate(() => response.destroy())
    }), 'fresh')
    await failedAs('cut')
  })

  it('counts an answer that does not come', async () => {
    begin(await serve(() => undefined), 'slow', { timeoutMs: 50 })
    await failedAs('timeout')
  })

  it('listens to events, and tells whether they ended or were cut', async () => {
    let visits = 0
    begin(await serve((_, response) => {
      visits += 1
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('id: 1\ndata: {}\n\nid: 2\ndata: {}\n\n')
      setTimeout(() => { if (visits % 2 === 1) response.end(); else response.destroy() }, 20)
    }), 'events')
    const report = await seen('two ends', ({ streamEnds }) => streamEnds.length >= 2)
    expect(report.streamEnds.map(({ how }) => how).slice(0, 2)).toEqual(['polite', 'cut'])
    expect(report.failed).toBe(0)
    expect(report.lanes.events.asked).toBeGreaterThanOrEqual(4)
  })

  it('counts a lost event', async () => {
    begin(await serve((_, response) => { response.end('id: 1\ndata: {}\n\nid: 3\ndata: {}\n\n') }), 'events')
    await failedAs('body')
  })

  it('tells a WebSocket that was closed from one that was cut', async () => {
    const port = await serve((_, response) => { response.writeHead(404).end() })
    let visits = 0
    server.on('upgrade', (request, socket) => {
      const accept = createHash('sha1').update(`${String(request.headers['sec-websocket-key'])}${WEB_SOCKET_KEY}`).digest('base64')
      socket.on('error', () => undefined)
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
      visits += 1
      if (visits % 2 === 1) socket.write(Buffer.from([0x88, 2, 0x03, 0xe9]))
      else socket.destroy()
      cleanups.push(() => socket.destroy())
    })
    begin(port, 'websocket')
    const report = await seen('two ends', ({ streamEnds }) => streamEnds.length >= 2)
    expect(report.streamEnds.slice(0, 2)).toMatchObject([{ how: 'polite', detail: '1001' }, { how: 'cut' }])
  })

  it('counts a WebSocket that is not let in', async () => {
    begin(await serve((_, response) => { response.writeHead(404).end() }), 'websocket')
    await failedAs('status')
  })
})

describe('the report of wrk', () => {
  const text = `Running 1s test @ http://127.0.0.1:18080/version
  2 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.20ms    2.10ms  45.10ms   93.12%
    Req/Sec    19.10k     4.20k   28.00k    61.90%
  Latency Distribution
     50%  593.00us
     75%    1.31ms
     90%    3.00ms
     99%    1.06s
  42801 requests in 1.10m, 5.06MB read
  Socket errors: connect 1, read 2, write 3, timeout 4
  Non-2xx or 3xx responses: 5
Requests/sec:  38847.17
Transfer/sec:      4.59MB
`

  it('is read with all its ways of failing', () => {
    expect(parseWrk(text)).toMatchObject({ requests: 42801, seconds: 66, non2xx: 5, socketErrors: { connect: 1, read: 2, write: 3, timeout: 4 }, failed: 15, p50Ms: 0.593, p99Ms: 1060 })
  })

  it('has no failures when it names none', () => {
    expect(parseWrk(text.replace(/ {2}(Socket|Non-2xx).*\n/g, ''))).toMatchObject({ failed: 0, non2xx: 0 })
  })

  it('is none when wrk could not begin', () => {
    expect(parseWrk('unable to connect to 127.0.0.1:1 Connection refused\n')).toBeUndefined()
  })
})
