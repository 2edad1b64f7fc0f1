/**
 * Reading what the engine streams: bounded silence, early end by signal, JSON by the line. A broken stream ends the iteration;
 * the reason is asked for afterwards.
 */
import type { Readable } from 'node:stream'
import { onAbort } from './abort.js'
import type { EngineError } from '../engine-error.js'
import { readError } from '../engine-error.js'

export interface EngineStream {
  readonly chunks: AsyncIterable<Buffer>
  /** Something moved the other way: the silence begins anew. */
  alive(): void
  /** After the iteration: why it ended before its time, undefined when the engine ended it. */
  failure(): EngineError | undefined
}

export interface StreamLimits {
  readonly signal: AbortSignal
  /** Longest wait for the next bytes; 0 for streams that may be quiet for ever. */
  readonly silenceMs: number
  /** For the whole stream; 0 for no bound. */
  readonly totalMs: number
}

export function boundedStream(source: Readable, limits: StreamLimits): EngineStream {
  let failed: EngineError | undefined
  let silence: NodeJS.Timeout | undefined
  const fail = (error: EngineError): void => {
    failed ??= error
    source.destroy()
  }
  return { chunks: read(source, limits, { fail, onSilence: (alarm) => { silence = alarm } }), alive: () => silence?.refresh(), failure: () => failed }
}

const MAX_LINE_CHARS = 1 << 20

/** Lines that are not JSON objects, or are longer than any the engine writes, are passed over. */
export async function* jsonLines<T>(chunks: AsyncIterable<Buffer>): AsyncGenerator<T> {
  for await (const line of textLines(chunks)) {
    const value = parse(line)
    if (value !== undefined) yield value as T
  }
}

async function* textLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE_CHARS) rest = ''
    yield* lines
  }
  if (rest !== '') yield rest
}

function parse(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

interface Watch {
  readonly fail: (error: EngineError) => void
  readonly onSilence: (alarm: NodeJS.Timeout | undefined) => void
}

async function* read(source: Readable, limits: StreamLimits, { fail, onSilence }: Watch): AsyncGenerator<Buffer> {
  const silence = alarm(limits.silenceMs, () => { fail({ kind: 'timeout', afterMs: limits.silenceMs }) })
  onSilence(silence)
  const total = alarm(limits.totalMs, () => { fail({ kind: 'timeout', afterMs: limits.totalMs }) })
  const ignoreAbort = onAbort(limits.signal, () => { fail({ kind: 'aborted' }) })
  try {
    for await (const chunk of source) {
      silence?.refresh()
      yield chunk as Buffer
    }
  } catch (error) {
    fail(readError(error))
  } finally {
    clearTimeout(silence)
    clearTimeout(total)
    ignoreAbort()
    source.destroy()
  }
}

function alarm(ms: number, ring: () => void): NodeJS.Timeout | undefined {
  return ms > 0 ? setTimeout(ring, ms) : undefined
}
