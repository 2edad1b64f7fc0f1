/** The output of a command as a stream that can be read at the reader's own pace. It ends well only when the command did. */
import type { InsideCommand } from '../../model/backup.js'
import { StreamFault } from '../../model/stream-fault.js'
import type { Ports } from '../../ports.js'
import { linkSignals } from '../../signals.js'
import { dumpFailure } from './dump-failure.js'

export interface Dump {
  readonly container: string
  readonly command: InsideCommand
  /** For failures: `cannot back up shop/db`. */
  readonly subject: string
}

/** What breaks off throws a `StreamFault`. A reader that stops early ends the command. */
export async function* dumpStream({ inside }: Pick<Ports, 'inside'>, { container, command, subject }: Dump, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const over = linkSignals(signal)
  const pipe = openPipe()
  const work = inside.stream({ container, command }, pipe.write, over.signal).finally(pipe.end)
  // It is awaited once the output has ended; until then nobody would catch what it throws.
  work.catch(() => undefined)
  try {
    yield* pipe.read()
    const end = await work
    if (!end.ok) throw new StreamFault(end.error)
    const bad = dumpFailure(subject, command, end.value)
    if (bad) throw new StreamFault(bad)
  } finally {
    pipe.close()
    over.fire()
    over.release()
  }
}

interface Pipe {
  write(chunk: Uint8Array): Promise<void>
  /** No more is coming. */
  end(): void
  /** Nobody reads any more. */
  close(): void
  read(): AsyncIterable<Uint8Array>
}

/** One chunk at a time: the writer goes on when the reader comes for the next. */
function openPipe(): Pipe {
  let waiting: { readonly chunk: Uint8Array; readonly taken: () => void } | undefined
  let isEnded = false
  let isClosed = false
  let wake = (): void => undefined
  const write = (chunk: Uint8Array): Promise<void> => {
    if (isClosed || chunk.length === 0) return Promise.resolve()
    return new Promise<void>((taken) => {
      waiting = { chunk, taken }
      wake()
    })
  }
  async function* read(): AsyncIterable<Uint8Array> {
    for (;;) {
      while (!waiting && !isEnded) await new Promise<void>((resolve) => { wake = resolve })
      if (!waiting) return
      const { chunk, taken } = waiting
      waiting = undefined
      yield chunk
      taken()
    }
  }
  const close = (): void => {
    isClosed = true
    waiting?.taken()
  }
  return { write, close, read, end: () => { isEnded = true; wake() } }
}
