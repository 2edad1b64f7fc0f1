/**
 * The events of the history: as a page of JSON, and as a stream that first replays what the reader missed and then follows.
 * The store is the only memory: what one process records, the readers of another see too.
 */
import type { RecordedEvent } from '../../model/event.js'
import type { Answer, Exchange, Context } from './exchange.js'
import { json } from './exchange.js'
import type { StatusSource } from './source.js'
import { SSE_RETRY, sseText, type StreamWriter } from './stream.js'
import { publicEvent } from './views/event.js'

/** A reader that was away for longer than this many events reloads the page anyway. */
const REPLAY = 1_000
const PAGE = 100
/** Other processes write history too, and nothing tells of that. */
const LOOK_EVERY_MS = 2_000

export function listEvents({ query }: Exchange, { source }: Context): Answer {
  const after = Number(query['after'] ?? 0)
  const limit = Number(query['limit'] ?? PAGE)
  return json({ schemaVersion: 1, events: source.history.events({ after, limit }).map(publicEvent) })
}

export function streamEvents(_: Exchange, { source }: Context): Answer {
  return { kind: 'stream', type: 'text/event-stream', write: (writer) => followEvents(source, writer) }
}

async function followEvents(source: StatusSource, writer: StreamWriter): Promise<void> {
  await writer.write(SSE_RETRY)
  let last = await replay(source, writer)
  const send = (): void => {
    const fresh = source.history.events({ after: last, limit: PAGE })
    if (fresh.length > 0) writer.push(eventsText(fresh))
    last = fresh.at(-1)?.id ?? last
    // The rest goes out once the reader had a chance to take this.
    if (fresh.length === PAGE && !writer.signal.aborted) setImmediate(send)
  }
  const stops = [source.onHistory(send), source.onReport((report) => { writer.push(reportMark(report)) })]
  const clock = setInterval(send, LOOK_EVERY_MS)
  try {
    await aborted(writer.signal)
  } finally {
    clearInterval(clock)
    for (const stop of stops) stop()
  }
}

function eventsText(events: readonly RecordedEvent[]): string {
  return events.map((event) => sseText({ id: String(event.id), event: 'reconcile', data: publicEvent(event) })).join('')
}

/** Says which state is current, not what it is: a page asks for that itself. */
function reportMark(report: { readonly observedAt: string; readonly verdict: string }): string {
  return sseText({ event: 'report', data: { observedAt: report.observedAt, verdict: report.verdict } })
}

/** Answers with the id of the newest event. A new reader misses nothing and gets none; one that comes back gets what it missed. */
async function replay(source: StatusSource, writer: StreamWriter): Promise<number> {
  const seen = /^\d{1,15}$/.test(writer.lastEventId) ? Number(writer.lastEventId) : undefined
  const newest = newestId(source)
  let last = seen === undefined ? newest : Math.min(newest, Math.max(seen, newest - REPLAY))
  while (last < newest && !writer.signal.aborted) {
    const missed = source.history.events({ after: last, limit: PAGE })
    if (missed.length === 0) break
    await writer.write(eventsText(missed))
    last = missed.at(-1)?.id ?? newest
  }
  const report = source.report()
  if (report) await writer.write(reportMark(report))
  return last
}

/** The port asks by "after"; ids only grow, so halving finds the end in a few questions. */
function newestId({ history }: StatusSource): number {
  let known = 0
  let step = 1
  const hasAfter = (id: number): boolean => history.events({ after: id, limit: 1 }).length > 0
  while (hasAfter(known + step)) step *= 2
  for (; step >= 1; step = Math.floor(step / 2)) if (hasAfter(known + step - 1)) known += step
  return known
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => { resolve() }, { once: true })
  })
}
