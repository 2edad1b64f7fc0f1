/**
 * Answers that do not end: a bounded number of them, each with a bounded queue. A reader that does not keep up is let go;
 * it comes back by itself and says what it saw last.
 */
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { withDeadline } from '../../signals.js'

export interface StreamWriter {
  /** Fires when the reader is gone, too slow, or the daemon stops. */
  readonly signal: AbortSignal
  /** The reader's `Last-Event-ID`, empty when it has none. */
  readonly lastEventId: string
  /** Sends now. A reader that has more than the queue's worth unread from before is let go instead. */
  push(text: string): void
  /** Sends, and waits until the reader has taken it. For what can be produced as slowly as it is read. */
  write(text: string): Promise<void>
}

export interface StreamOptions {
  readonly response: ServerResponse
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly type: 'text/event-stream' | 'application/x-ndjson'
  readonly lastEventId: string
  readonly stop: AbortSignal
}

export const MAX_STREAMS = 32
export const QUEUE_BYTES = 65_536
export const HEARTBEAT_MS = 15_000
/** A reader that takes nothing for this long is gone, whatever its socket says. */
export const STALLED_MS = 60_000

/** Resolves when `produce` has ended or the reader is gone. */
export async function runStream(options: StreamOptions, produce: (writer: StreamWriter) => Promise<void>): Promise<void> {
  const { response, type } = options
  const gone = new AbortController()
  const signal = AbortSignal.any([gone.signal, options.stop])
  response.once('close', () => { gone.abort() })
  response.once('error', () => { gone.abort() })
  response.writeHead(200, { ...options.headers, 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' })
  response.flushHeaders()
  const writer = createWriter(options, signal, gone)
  const heartbeat = type === 'text/event-stream' ? setInterval(() => { writer.push(': still here\n\n') }, HEARTBEAT_MS) : undefined
  try {
    await produce(writer)
  } finally {
    clearInterval(heartbeat)
    if (gone.signal.aborted) response.destroy()
    else response.end()
  }
}

function createWriter({ response, lastEventId }: StreamOptions, signal: AbortSignal, gone: AbortController): StreamWriter {
  return {
    signal,
    lastEventId,
    push(text) {
      if (signal.aborted) return
      if (response.writableLength > QUEUE_BYTES) gone.abort()
      else response.write(text)
    },
    async write(text) {
      if (signal.aborted || response.write(text)) return
      await withDeadline(STALLED_MS, [signal], (limited) => once(response, 'drain', { signal: limited })).catch(() => { gone.abort() })
    },
  }
}

export interface ServerSentEvent {
  readonly id?: string
  readonly event: string
  readonly data: unknown
}

/** JSON never holds a raw line feed, so one `data:` line is enough. */
export function sseText({ id, event, data }: ServerSentEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** What a stream says first: how soon to come back after it broke. */
export const SSE_RETRY = 'retry: 2000\n\n'
