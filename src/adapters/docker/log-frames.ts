/**
 * Bytes of a log stream → lines. Without a terminal the engine puts an 8-byte head before each message (stream, length); with
 * one there are only lines. Pure but for iterating.
 */
import { StringDecoder } from 'node:string_decoder'
import type { LogLine } from '../../ports.js'

/** A longer line is cut; the rest of it is not shown. */
export const MAX_LINE_CHARS = 65_536

/** No message of a sane engine comes near; a length beyond means that we have lost our place in the stream. */
const MAX_FRAME_BYTES = 1 << 20
const HEAD_BYTES = 8
const STDERR = 2

type Stream = LogLine['stream']

/** The engine cuts lines at 16 KB into several messages and stamps each: those are put together again. */
export async function* framedLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<LogLine> {
  const open: Record<Stream, LogLine | undefined> = { stdout: undefined, stderr: undefined }
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (let frame = takeFrame(rest); frame; frame = takeFrame(rest)) {
      if (frame === 'lost') return
      rest = rest.subarray(frame.length)
      const { stream, isWhole, line } = joinPart(open[frame.stream], frame)
      open[stream] = isWhole ? undefined : line
      if (isWhole) yield line
    }
  }
  for (const line of Object.values(open)) if (line) yield line
}

/** Of a container with a terminal: everything is stdout, lines end in CR LF. */
export async function* rawLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<LogLine> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = (lines.pop() ?? '').slice(0, MAX_LINE_CHARS)
    for (const line of lines) yield stamped('stdout', line)
  }
  if (rest !== '') yield stamped('stdout', rest)
}

interface Frame {
  readonly stream: Stream
  readonly text: string
  /** Head included. */
  readonly length: number
}

function takeFrame(bytes: Buffer): Frame | 'lost' | undefined {
  if (bytes.length < HEAD_BYTES) return undefined
  const size = bytes.readUInt32BE(4)
  if (size > MAX_FRAME_BYTES || bytes[0] === undefined || bytes[0] > STDERR) return 'lost'
  const length = HEAD_BYTES + size
  if (bytes.length < length) return undefined
  return { stream: bytes[0] === STDERR ? 'stderr' : 'stdout', text: bytes.toString('utf8', HEAD_BYTES, length), length }
}

function joinPart(begun: LogLine | undefined, { stream, text }: Frame): { readonly stream: Stream; readonly isWhole: boolean; readonly line: LogLine } {
  const isWhole = text.endsWith('\n')
  const part = stamped(stream, isWhole ? text.slice(0, -1) : text)
  const line = begun ? { ...begun, text: cut(begun.text + part.text) } : part
  return { stream, isWhole, line }
}

function stamped(stream: Stream, line: string): LogLine {
  const space = line.indexOf(' ')
  const isStamped = space > 0 && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(line.slice(0, space))
  const text = isStamped ? line.slice(space + 1) : line
  return { stream, at: isStamped ? line.slice(0, space) : '', text: cut(text.replace(/\r$/, '')) }
}

function cut(text: string): string {
  return text.length > MAX_LINE_CHARS ? text.slice(0, MAX_LINE_CHARS) : text
}
