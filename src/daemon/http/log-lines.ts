/**
 * The lines of one app out of the logs of its containers, in the order of their times. Reading merges and ends; following
 * batches what comes and ends when the containers do.
 */
import type { LogLine } from '../../ports.js'
import { stripControls } from '../../render/escape.js'

export interface AppLogLine {
  readonly container: string
  readonly stream: LogLine['stream']
  readonly at: string
  readonly text: string
}

/** Lines wait this long for earlier ones of another container, and go out together. */
const BATCH_MS = 100
const QUEUE_LINES = 5_000
const MAX_TEXT = 16_384

export async function* tagged(container: string, lines: AsyncIterable<LogLine>): AsyncGenerator<AppLogLine> {
  for await (const { stream, at, text } of lines) yield { container, stream, at, text: stripControls(text).slice(0, MAX_TEXT) }
}

/** Each input is in order; so is the output, with one line of each input in memory. */
export async function* mergeByTime(inputs: readonly AsyncGenerator<AppLogLine>[]): AsyncGenerator<AppLogLine> {
  const heads = await Promise.all(inputs.map(async (input) => ({ input, head: await input.next() })))
  for (;;) {
    const first = heads.filter(({ head }) => !head.done).sort((a, b) => byTime(a.head.value as AppLogLine, b.head.value as AppLogLine))[0]
    if (!first) return
    yield first.head.value as AppLogLine
    first.head = await first.input.next()
  }
}

/** Batches, each in order. A reader that is slower than the apps slows the reading, it does not grow the memory. */
export async function* followTogether(inputs: readonly AsyncGenerator<AppLogLine>[], signal: AbortSignal): AsyncGenerator<readonly AppLogLine[]> {
  const queue: AppLogLine[] = []
  let open = inputs.length
  let nudge = (): void => undefined
  const pump = async (input: AsyncGenerator<AppLogLine>): Promise<void> => {
    try {
      for await (const line of input) {
        queue.push(line)
        nudge()
        while (queue.length >= QUEUE_LINES && !signal.aborted) await pause(BATCH_MS, signal)
        if (signal.aborted) return
      }
    } finally {
      open -= 1
      nudge()
    }
  }
  const pumps = inputs.map((input) => pump(input).catch(() => undefined))
  while (!signal.aborted && (open > 0 || queue.length > 0)) {
    if (queue.length === 0) await new Promise<void>((resolve) => { nudge = onceOrAborted(resolve, signal) })
    await pause(BATCH_MS, signal)
    if (queue.length > 0) yield queue.splice(0).sort(byTime)
  }
  await Promise.all(pumps)
}

function byTime(a: AppLogLine, b: AppLogLine): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0
}

function onceOrAborted(resolve: () => void, signal: AbortSignal): () => void {
  signal.addEventListener('abort', resolve, { once: true })
  return () => {
    signal.removeEventListener('abort', resolve)
    resolve()
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
