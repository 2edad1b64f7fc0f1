/**
 * Watches containers that were proven ready, for a time: the window before a release gets the route, a canary, a watched drain. It fails
 * as soon as one of them is not ready any more. One missed answer is no fall: it has to be missed twice in a row.
 */
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ReadyCheck } from '../../model/step.js'
import { linkSignals } from '../../signals.js'
import type { Acquaintance, Readiness, ReadyTools } from './readiness.js'
import { glance, interrupted, unready } from './readiness.js'

export interface ReadyWatch {
  readonly container: string
  readonly ready: ReadyCheck
  readonly forMs: number
  /** How to say it when the container falls: reads on after "cannot release web: ". */
  readonly fell: string
  /** From looks before the watch; nothing, where it begins with the first one. */
  readonly known: Acquaintance
}

const POLL_MS = 300
const MISSES = 2

/** Several at a time; the first to fall ends the watch over the others. */
export async function allStayReady(tools: ReadyTools, watches: readonly ReadyWatch[], signal: AbortSignal): Promise<Result<void>> {
  const over = linkSignals(signal)
  let fallen: Result<void> = ok(undefined)
  const watchOne = async (watch: ReadyWatch): Promise<void> => {
    const end = await staysReady(tools, watch, over.signal)
    if (end.ok || over.signal.aborted) return
    fallen = end
    over.fire()
  }
  try {
    await Promise.all(watches.map(watchOne))
    return signal.aborted ? err(interrupted(watches.map(({ container }) => container).join(', '))) : fallen
  } finally {
    over.release()
  }
}

export async function staysReady(tools: ReadyTools, watch: ReadyWatch, signal: AbortSignal): Promise<Result<void>> {
  const { clock } = tools
  const endMs = clock.monotonicMs() + watch.forMs
  let { known } = watch
  for (let misses = 0; ;) {
    // Its age was proven before.
    const look = await glance(tools, { ...watch, known, waitedMs: Infinity }, signal)
    const { seen } = look
    known = look.known
    if (seen.kind === 'lost' || seen.kind === 'interrupted') return err(seen.failure)
    misses = seen.kind === 'later' ? misses + 1 : 0
    if (seen.kind === 'later' && misses >= MISSES) return err(await unready(tools, watch.container, `${watch.fell}: ${seen.because}`))
    const leftMs = endMs - clock.monotonicMs()
    if (leftMs <= 0 && misses === 0) return endOf(seen)
    await clock.sleep(leftMs > 0 ? Math.min(POLL_MS, leftMs) : POLL_MS, signal)
  }
}

/** An engine that does not answer is no fault of the app; that it does not answer at the end is one of the pass. */
function endOf(seen: Readiness): Result<void> {
  return seen.kind === 'unseen' ? err(seen.failure) : ok(undefined)
}
