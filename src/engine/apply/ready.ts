/**
 * Waits until a container is ready, and until it has stayed so for as long as its release asks. It is only asked after `start` has
 * returned: an earlier packet costs up to a second.
 */
import type { Failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Acquaintance, Readiness, ReadyQuery, ReadyTools } from './readiness.js'
import { glance, unready } from './readiness.js'
import { staysReady } from './stays-ready.js'
import { durationText } from '../../render/time-text.js'

const FIRST_POLL_MS = 25
const SLOWEST_POLL_MS = 500
const POLL_GROWTH = 1.5

export async function awaitReady(tools: ReadyTools, query: ReadyQuery, signal: AbortSignal): Promise<Result<void>> {
  const first = await untilReady(tools, query, signal)
  if (!first.ok) return first
  const { container, ready } = query
  const { windowMs = 0 } = ready
  if (windowMs === 0) return ok(undefined)
  return staysReady(tools, { container, ready, known: first.value, forMs: windowMs, fell: `it fell within the ${durationText(windowMs)} for which it has to stay ready` }, signal)
}

/** Answers with what is known of the container then. */
async function untilReady(tools: ReadyTools, query: ReadyQuery, signal: AbortSignal): Promise<Result<Acquaintance>> {
  const { clock } = tools
  const { timeoutMs } = query.ready
  const beganMs = clock.monotonicMs()
  let known: Acquaintance = {}
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(Math.round(pollMs * POLL_GROWTH), SLOWEST_POLL_MS)) {
    const waitedMs = clock.monotonicMs() - beganMs
    const look = await glance(tools, { ...query, known, waitedMs }, signal)
    const { seen } = look
    known = look.known
    if (seen.kind === 'ready') return ok(known)
    if (seen.kind === 'lost' || seen.kind === 'interrupted') return err(seen.failure)
    if (waitedMs >= timeoutMs) return err(await tooLate(tools, query, seen))
    await clock.sleep(Math.min(pollMs, timeoutMs - waitedMs), signal)
  }
}

/** An engine that does not answer is asked again until the time is over: it may only be restarting. */
function tooLate(tools: ReadyTools, { container, ready }: ReadyQuery, seen: Readiness): Failure | Promise<Failure> {
  if (seen.kind === 'unseen') return seen.failure
  return unready(tools, container, `it was not ready within ${durationText(ready.timeoutMs)}: ${seen.kind === 'later' ? seen.because : 'it was not seen'}`)
}
