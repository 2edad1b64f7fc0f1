/**
 * Lines of a container's log. An iterable has no place for a failure, so a stream that ends before its time says so in a last
 * line of its own on stderr.
 */
import type { LogLine, LogQuery } from '../../ports.js'
import type { Failure } from '../../model/failure.js'
import { failureLine } from '../../model/failure.js'
import type { EngineReader } from './transport/client.js'
import type { EngineError } from './engine-error.js'
import { isMissing } from './engine-error.js'
import { framedLines, rawLines } from './log-frames.js'
import type { WireContainer } from './wire.js'

export async function* readLogs(engine: EngineReader, query: LogQuery, signal: AbortSignal): AsyncGenerator<LogLine> {
  const path = `/containers/${encodeURIComponent(query.container)}`
  const subject = `cannot read the log of ${query.container}`
  const inspected = await engine.get<WireContainer>(`${path}/json`, {}, signal)
  if (!inspected.ok) {
    yield* lastWords(inspected.error, engine.failure(inspected.error, subject))
    return
  }
  const silenceMs = query.follow ? 0 : engine.deadlines.logSilenceMs
  const opened = await engine.open(`${path}/logs`, logQuery(query), { signal, silenceMs, totalMs: 0 })
  if (!opened.ok) {
    yield* lastWords(opened.error, engine.failure(opened.error, subject))
    return
  }
  yield* inspected.value.Config.Tty === true ? rawLines(opened.value.chunks) : framedLines(opened.value.chunks)
  const failed = opened.value.failure()
  if (failed) yield* lastWords(failed, engine.failure(failed, subject))
}

function logQuery(query: LogQuery): Record<string, string> {
  return {
    stdout: 'true',
    stderr: 'true',
    timestamps: 'true',
    follow: String(query.follow),
    tail: String(query.tail),
    ...(query.sinceSeconds > 0 && { since: String(query.sinceSeconds) }),
  }
}

/** A reader who left, and a container that is no more, need no explanation. */
function* lastWords(error: EngineError, failed: Failure): Generator<LogLine> {
  if (error.kind === 'aborted' || isMissing(error)) return
  yield { stream: 'stderr', at: new Date().toISOString(), text: `mist: ${failureLine(failed)}` }
}
