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
    name: textAt(fields, 3),
    isCached: numberAt(fields, 4) === 1,
    isStarted: bytesAt(fields, 5).length > 0,
    isCompleted: bytesAt(fields, 6).length > 0,
  }
}

function toLog(fields: readonly Field[]): VertexLog {
  return { vertex: textAt(fields, 1), bytes: bytesAt(fields, 4).at(-1) ?? Buffer.alloc(0) }
}
