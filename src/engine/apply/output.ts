/** Where the lines of a pull or a build go: all of them to the build log, a few of them to whoever watches. */
import type { AppKey } from '../../model/resource.js'
import type { Clock, Emit, OutputLine, StoreWriter } from '../../ports.js'
import { printable } from './text.js'

export interface OutputSink {
  readonly onLine: OutputLine
  /** Writes what is still held back. */
  flush(): void
}

export interface OutputTarget {
  readonly app: AppKey
  readonly run: number
  readonly store: Pick<StoreWriter, 'appendBuildLog'>
  readonly clock: Clock
  readonly emit: Emit
}

const PROGRESS_EVERY_MS = 500
/** Whoever follows a build sees a line no later than this, however quiet the build is after it. */
const WRITE_WITHIN_MS = 500
const LINES_PER_WRITE = 200
/** An endless build must not fill the disk of the host with its own log. */
const MAX_LINES = 20_000

export function openOutput(target: OutputTarget): OutputSink {
  const { app, run, store, clock, emit } = target
  let held: string[] = []
  let count = 0
  let nextProgressMs = -Infinity
  let due: AbortController | undefined
  const flush = (): void => {
    due?.abort()
    due = undefined
    if (held.length > 0) store.appendBuildLog({ app, run, lines: held })
    held = []
  }
  const flushSoon = (): void => {
    if (due) return
    const mine = new AbortController()
    due = mine
    void clock.sleep(WRITE_WITHIN_MS, mine.signal).then(() => { if (!mine.signal.aborted) flush() })
  }
  const onLine = (raw: string): void => {
    count += 1
    if (count > MAX_LINES) {
      if (count === MAX_LINES + 1) emit({ type: 'log-limit', subject: `build log of ${app}` })
      return
    }
    const line = printable(raw)
    held.push(line)
    if (held.length >= LINES_PER_WRITE) flush()
    else flushSoon()
    if (clock.monotonicMs() < nextProgressMs) return
    nextProgressMs = clock.monotonicMs() + PROGRESS_EVERY_MS
    emit({ type: 'image-progress', app, line })
  }
  return { onLine, flush }
}
