/**
 * One life of a WebSocket of a load: it says something every 100 ms and wants to hear the same, until the other side ends it or the load
 * stops. Only what this takes of RFC 6455; Node 20 has no client of its own.
 */
import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import type { Visit } from './load.js'
import { kindOf } from './request.js'

const TEXT = 1
const CLOSE = 8
const SAY_EVERY_MS = 100
const GOODBYE_MS = 500

export function converseOnce(visit: Visit): Promise<void> {
  const { port, host, timeoutMs, record, over } = visit
  return new Promise((resolve) => {
    const headers = { host, connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': randomBytes(16).toString('base64') }
    const call = request({ host: '127.0.0.1', port, path: '/ws', agent: false, headers })
    const alarm = setTimeout(() => { call.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })) }, timeoutMs)
    const leave = (): void => { call.destroy() }
    over.addEventListener('abort', leave)
    const done = (): void => {
      clearTimeout(alarm)
      over.removeEventListener('abort', leave)
      resolve()
    }
    call.on('upgrade', (_, socket, head) => {
      clearTimeout(alarm)
      void converse(visit, socket as Socket, head).then(done)
    })
    call.on('response', (response) => {
      record.fail('websocket', 'status', `/ws: ${String(response.statusCode)}`)
      response.resume()
      call.destroy()
      done()
    })
    call.on('error', (error) => {
      if (!over.aborted) record.fail('websocket', kindOf(error, 'new'), `/ws: ${error.message}`)
      done()
    })
    call.end()
  })
}

function converse({ record, over, timeoutMs }: Visit, socket: Socket, head: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const openedMs = performance.now()
    let rest: Buffer = Buffer.alloc(0)
    let said = { text: '', atMs: 0, isOpen: false }
    let farewell: string | undefined
    const say = (): void => {
      if (said.isOpen && performance.now() - said.atMs > timeoutMs) {
        record.fail('websocket', 'timeout', `/ws: no echo in ${String(timeoutMs)} ms`)
        socket.destroy()
      }
      if (said.isOpen || farewell !== undefined) return
      said = { text: randomBytes(12).toString('hex'), atMs: performance.now(), isOpen: true }
      socket.write(frame(TEXT, Buffer.from(said.text)))
    }
    const hear = (opcode: number, payload: Buffer): void => {
      if (opcode === CLOSE) {
        farewell ??= String(payload.length >= 2 ? payload.readUInt16BE(0) : 1005)
        socket.end(frame(CLOSE, payload))
        // A server that never lets go must not hold the client.
        setTimeout(() => socket.destroy(), GOODBYE_MS)
      } else if (opcode === TEXT) {
        if (payload.toString() === said.text) record.succeed('websocket', said.atMs)
        else record.fail('websocket', 'body', `/ws: ${payload.toString().slice(0, 80)}`)
        said = { ...said, isOpen: false }
      }
    }
    const clock = setInterval(say, SAY_EVERY_MS)
    const leave = (): void => { socket.destroy() }
    over.addEventListener('abort', leave)
    const take = (bytes: Buffer): void => {
      const parsed = frames(Buffer.concat([rest, bytes]))
      rest = parsed.rest
      for (const { opcode, payload } of parsed.frames) hear(opcode, payload)
    }
    socket.on('data', take)
    let trouble = 'the connection ended without a close'
    socket.on('error', (error) => { trouble = error.message })
    socket.on('end', () => socket.end())
    socket.on('close', () => {
      clearInterval(clock)
      over.removeEventListener('abort', leave)
      const lastedMs = Math.round(performance.now() - openedMs)
      if (!over.aborted) record.end({ lane: 'websocket', how: farewell === undefined ? 'cut' : 'polite', lastedMs, detail: farewell ?? trouble })
      resolve()
    })
    say()
    // What came together with the answer that opened it.
    take(head)
  })
}

/** A client masks what it sends. */
function frame(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4)
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length]), mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))])
}

interface Frame {
  readonly opcode: number
  readonly payload: Buffer
}

/** Whole frames, and the bytes that are not one yet. The echoes are short, so the long forms of a length do not occur. */
function frames(bytes: Buffer): { readonly frames: readonly Frame[]; readonly rest: Buffer } {
  const found: Frame[] = []
  let at = 0
  while (bytes.length >= at + 2) {
    const length = (bytes[at + 1] ?? 0) & 0x7f
    if (bytes.length < at + 2 + length) break
    found.push({ opcode: (bytes[at] ?? 0) & 0x0f, payload: bytes.subarray(at + 2, at + 2 + length) })
    at += 2 + length
  }
  return { frames: found, rest: bytes.subarray(at) }
}
