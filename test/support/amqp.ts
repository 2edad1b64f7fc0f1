/**
 * As much of AMQP 0-9-1 as it takes to see that a broker lets somebody in and keeps what it was given: log in, a lasting queue, one message in, a
 * look at it. Each call is a connection of its own.
 */
import { connect, type Socket } from 'node:net'

export interface AmqpPlace {
  /** User, password and virtual host are taken from it; where it leads is told by the address. */
  readonly url: string
  readonly address: string
  readonly queue: string
}

interface Frame {
  readonly type: number
  readonly payload: Buffer
}

type Ask = (bytes: Buffer | undefined, method: string) => Promise<Buffer>

const TIMEOUT_MS = 15_000
const FRAME_END = 0xce
const [METHOD, HEADER, BODY] = [1, 2, 3]
const BASIC = 60

/** What the client can do: hear why it is turned away. Without it the broker would only end the connection, after a while. */
const SAYS_WHY = table(Buffer.concat([short('capabilities'), Buffer.from('F'), table(Buffer.concat([short('authentication_failure_close'), Buffer.from('t\x01')]))]))

/** Resolves once the broker has said that it has the message on its disk. */
export function publish(place: AmqpPlace, text: string): Promise<void> {
  return withChannel(place, async (ask) => {
    await ask(method(1, 85, 10, Buffer.from([0])), '85.11')
    const envelope = Buffer.alloc(15)
    envelope.writeUInt16BE(BASIC, 0)
    envelope.writeBigUInt64BE(BigInt(Buffer.byteLength(text)), 4)
    // One property, the delivery mode: 2 is lasting.
    envelope.writeUInt16BE(0x1000, 12)
    envelope.writeUInt8(2, 14)
    const order = method(1, BASIC, 40, Buffer.concat([Buffer.from([0, 0]), short(''), short(place.queue), Buffer.from([0])]))
    await ask(Buffer.concat([order, frame(HEADER, 1, envelope), frame(BODY, 1, Buffer.from(text))]), '60.80')
  })
}

/** The first message of the queue, which stays where it is; `undefined` when there is none. */
export function peek(place: AmqpPlace): Promise<string | undefined> {
  return withChannel(place, async (ask, body) => {
    const answer = await ask(method(1, BASIC, 70, Buffer.concat([Buffer.from([0, 0]), short(place.queue), Buffer.from([0])])), '60.71|60.72')
    return answer.readUInt16BE(2) === 72 ? undefined : (await body()).toString()
  })
}

async function withChannel<T>({ url, address, queue }: AmqpPlace, work: (ask: Ask, body: () => Promise<Buffer>) => Promise<T>): Promise<T> {
  const { username, password, pathname, port } = new URL(url)
  const socket = connect(Number(port), address)
  socket.setTimeout(TIMEOUT_MS, () => { socket.destroy(new Error(`the broker at ${address} did not answer in time`)) })
  try {
    const next = framesOf(socket)
    const ask: Ask = async (bytes, expected) => {
      if (bytes !== undefined) socket.write(bytes)
      const { payload } = await frameOf(next, METHOD)
      const name = `${String(payload.readUInt16BE(0))}.${String(payload.readUInt16BE(2))}`
      if (!expected.split('|').includes(name)) throw new Error(`the broker answered ${name} where ${expected} was due: ${payload.subarray(4).toString('latin1')}`)
      return payload
    }
    await ask(Buffer.from('AMQP\0\0\x09\x01', 'latin1'), '10.10')
    const proof = `\0${decodeURIComponent(username)}\0${decodeURIComponent(password)}`
    await ask(method(0, 10, 11, Buffer.concat([SAYS_WHY, short('PLAIN'), long(proof), short('en_US')])), '10.30')
    socket.write(method(0, 10, 31, Buffer.from([0, 1, 0, 2, 0, 0, 0, 0])))
    await ask(method(0, 10, 40, Buffer.concat([short(decodeURIComponent(pathname.slice(1))), short(''), Buffer.from([0])])), '10.41')
    await ask(method(1, 20, 10, short('')), '20.11')
    await ask(method(1, 50, 10, Buffer.concat([Buffer.from([0, 0]), short(queue), Buffer.from([2]), Buffer.alloc(4)])), '50.11')
    return await work(ask, async () => (await frameOf(next, BODY)).payload)
  } finally {
    socket.destroy()
  }
}

/** What is not of that type in between, a heartbeat or the header before a body, is passed over. */
async function frameOf(next: () => Promise<Frame>, type: number): Promise<Frame> {
  for (;;) {
    const found = await next()
    if (found.type === type) return found
  }
}

function framesOf(socket: Socket): () => Promise<Frame> {
  let held = Buffer.alloc(0)
  const chunks = socket[Symbol.asyncIterator]()
  return async () => {
    for (;;) {
      const size = held.length < 7 ? undefined : held.readUInt32BE(3)
      if (size !== undefined && held.length >= size + 8) {
        const found = { type: held.readUInt8(0), payload: held.subarray(7, 7 + size) }
        held = held.subarray(size + 8)
        return found
      }
      const { value, done } = await chunks.next() as IteratorResult<Buffer, undefined>
      if (done === true || value === undefined) throw new Error('the broker ended the connection')
      held = Buffer.concat([held, value])
    }
  }
}

function method(channel: number, group: number, id: number, fields: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(group, 0)
  head.writeUInt16BE(id, 2)
  return frame(METHOD, channel, Buffer.concat([head, fields]))
}

function frame(type: number, channel: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(7)
  head.writeUInt8(type, 0)
  head.writeUInt16BE(channel, 1)
  head.writeUInt32BE(payload.length, 3)
  return Buffer.concat([head, payload, Buffer.from([FRAME_END])])
}

function short(text: string): Buffer {
  return Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)])
}

function long(text: string): Buffer {
  return table(Buffer.from(text))
}

/** A long text and a table are both a size and what follows. */
function table(content: Buffer): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(content.length)
  return Buffer.concat([size, content])
}
