/** What BuildKit reports while it works: its StatusResponse, as far as people are told of it. Pure. */
import type { Field } from './protobuf.js'
import { bytesAt, numberAt, readMessage, textAt } from './protobuf.js'

export interface Trace {
  readonly vertexes: readonly Vertex[]
  readonly logs: readonly VertexLog[]
}

/** One piece of work. It is reported again whenever something of it changes. */
export interface Vertex {
  readonly digest: string
  /** Cut where it is longer than anybody reads. */
  readonly name: string
  readonly isCached: boolean
  readonly isStarted: boolean
  readonly isCompleted: boolean
}

export interface VertexLog {
  readonly vertex: string
  readonly bytes: Buffer
}

/** From the base64 of the engine's `moby.buildkit.trace`. What cannot be read says nothing. */
export function readTrace(base64: string): Trace {
  const fields = readMessage(Buffer.from(base64, 'base64')) ?? []
  return { vertexes: messagesAt(fields, 1).map(toVertex), logs: messagesAt(fields, 3).map(toLog) }
}

function messagesAt(fields: readonly Field[], number: number): readonly (readonly Field[])[] {
  return bytesAt(fields, number).map((bytes) => readMessage(bytes) ?? [])
}

function toVertex(fields: readonly Field[]): Vertex {
  return {
    digest: textAt(fields, 1),
    name: nameOf(bytesAt(fields, 3).at(-1) ?? Buffer.alloc(0)),
    isCached: numberAt(fields, 4) === 1,
    isStarted: bytesAt(fields, 5).length > 0,
    isCompleted: bytesAt(fields, 6).length > 0,
  }
}

const MOST_NAME_BYTES = 1_024

/** Cut before it is text, since a piece of a text keeps all of it in memory. A character that the cut goes through is left out. */
function nameOf(bytes: Buffer): string {
  if (bytes.length <= MOST_NAME_BYTES) return bytes.toString('utf8')
  return `${new TextDecoder().decode(bytes.subarray(0, MOST_NAME_BYTES), { stream: true })}…`
}

function toLog(fields: readonly Field[]): VertexLog {
  return { vertex: textAt(fields, 1), bytes: bytesAt(fields, 4).at(-1) ?? Buffer.alloc(0) }
}
