/** When a verb must end: Ctrl-C, or its time is over. One signal for both; the exit code tells them apart. */
import type { ExitCode } from './exit.js'
import { EXIT } from './exit.js'

export interface Deadline {
  readonly signal: AbortSignal
  /** The exit code in view of why it ended. A verb that finished all the same keeps its own. */
  exitOf(code: ExitCode): ExitCode
  dispose(): void
}

/** Timers hold no more than this. */
const LONGEST_MS = 2 ** 31 - 1

export function createDeadline(interrupted: AbortSignal, timeoutMs: number | undefined): Deadline {
  const over = new AbortController()
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => over.abort(), Math.min(timeoutMs, LONGEST_MS))
  return {
    signal: AbortSignal.any([interrupted, over.signal]),
    exitOf: (code) => {
      if (code === EXIT.done) return code
      if (interrupted.aborted) return EXIT.interrupted
      return over.signal.aborted ? EXIT.timedOut : code
    },
    dispose: () => clearTimeout(timer),
  }
}
