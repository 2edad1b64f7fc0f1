/**
 * Logs of one app: JSON lines, or events for a page. Containers are named by the status report alone; what a request says is
 * only ever compared with those names, never handed to the engine.
 */
import type { AppStatus } from '../../model/run.js'
import { withDeadline } from '../../signals.js'
import { problem, type Answer, type Context, type Exchange } from './exchange.js'
import { followTogether, mergeByTime, tagged, type AppLogLine } from './log-lines.js'
import type { StatusSource } from './source.js'
import { SSE_RETRY, sseText, type StreamWriter } from './stream.js'

interface LogRequest {
  readonly containers: readonly string[]
  readonly tail: number | 'all'
  readonly sinceSeconds: number
  /** Lines up to this time were seen already; empty for none. */
  readonly after: string
}

const DEFAULT_TAIL = 500

export function appOfReport({ params }: Exchange, source: StatusSource): AppStatus | undefined {
  return source.report()?.apps.find((app) => app.project === params['project'] && app.app === params['app'])
}

export function appLogs(exchange: Exchange, { source }: Context): Answer {
  const app = appOfReport(exchange, source)
  if (!app) return problem(404, 'unknown-app', 'There is no such app in the last report.')
  const container = exchange.query['container']
  if (container !== undefined && !app.containers.some(({ name }) => name === container)) return problem(404, 'unknown-container', 'This app has no such container.')
  const request = toRequest(exchange, app, source.nowIso())
  if (!request) return problem(400, 'invalid-since', 'Give `since` as a duration like 10m, or as ISO 8601.')
  const isPage = exchange.headers.accept?.includes('text/event-stream') ?? false
  if (isPage) return { kind: 'stream', type: 'text/event-stream', write: (writer) => streamToPage({ source, app, request }, writer) }
  const isEndless = exchange.query['follow'] === true
  return { kind: 'stream', type: 'application/x-ndjson', write: isEndless ? (writer) => followLines(source, request, writer) : (writer) => readLines(source, request, writer) }
}

export const RECENT_MS = 2_000

/** The last lines of an app, oldest first, for a page without a script. Gives up when the engine does not answer in time. */
export async function recentLines(source: StatusSource, app: AppStatus, tail: number): Promise<readonly AppLogLine[]> {
  const request = { containers: app.containers.map(({ name }) => name), tail, sinceSeconds: 0, after: '' }
  const lines: AppLogLine[] = []
  try {
    await withDeadline(RECENT_MS, [], async (signal) => {
      for await (const line of mergeByTime(open(source, request, { mode: 'read', signal }))) lines.push(line)
    })
  } catch {
    // What came in time is shown; the page says the rest by its live part.
  }
  return lines.slice(-tail)
}

async function readLines(source: StatusSource, request: LogRequest, writer: StreamWriter): Promise<void> {
  const merged = mergeByTime(open(source, request, { mode: 'read', signal: writer.signal }))
  if (request.tail === 'all') {
    for await (const line of merged) await writer.write(ndjson(line))
    return
  }
  // Each container gave its last lines; the last of all of them are asked for.
  const newest: AppLogLine[] = []
  for await (const line of merged) newest.push(line)
  await writer.write(newest.slice(-request.tail).map(ndjson).join(''))
}

async function followLines(source: StatusSource, request: LogRequest, writer: StreamWriter): Promise<void> {
  for await (const batch of followTogether(open(source, request, { mode: 'follow', signal: writer.signal }), writer.signal)) await writer.write(batch.map(ndjson).join(''))
}

/** Ends when the app has other containers than before: the page comes back and follows the new ones from where it was. */
async function streamToPage({ source, app, request }: { readonly source: StatusSource; readonly app: AppStatus; readonly request: LogRequest }, writer: StreamWriter): Promise<void> {
  await writer.write(SSE_RETRY)
  const changed = new AbortController()
  const stop = source.onReport((report) => {
    const now = report.apps.find((one) => one.project === app.project && one.app === app.app)
    if (namesOf(now) !== namesOf(app)) changed.abort()
  })
  const signal = AbortSignal.any([writer.signal, changed.signal])
  const resumed = resume(request, writer.lastEventId)
  try {
    for await (const batch of followTogether(open(source, resumed, { mode: 'follow', signal }), signal)) {
      await writer.write(batch.map((line) => sseText({ id: line.at, event: 'line', data: line })).join(''))
    }
    if (!signal.aborted) await writer.write(sseText({ event: 'end', data: {} }))
    if (!signal.aborted) await new Promise((resolve) => { signal.addEventListener('abort', resolve, { once: true }) })
  } finally {
    stop()
  }
}

function namesOf(app: AppStatus | undefined): string {
  return (app?.containers ?? []).map(({ name, startedAt }) => `${name} ${startedAt}`).sort().join('\n')
}

function resume(request: LogRequest, lastEventId: string): LogRequest {
  const seconds = Date.parse(lastEventId) / 1_000
  return Number.isFinite(seconds) ? { ...request, tail: 'all', sinceSeconds: Math.floor(seconds), after: lastEventId } : request
}

function open(source: StatusSource, request: LogRequest, how: { readonly mode: 'read' | 'follow'; readonly signal: AbortSignal }): readonly AsyncGenerator<AppLogLine>[] {
  const { tail, sinceSeconds, after } = request
  return request.containers.map((container) => unseen(tagged(container, source.logs({ container, follow: how.mode === 'follow', tail, sinceSeconds }, how.signal)), after))
}

async function* unseen(lines: AsyncGenerator<AppLogLine>, after: string): AsyncGenerator<AppLogLine> {
  for await (const line of lines) if (line.at > after) yield line
}

function ndjson(line: AppLogLine): string {
  return `${JSON.stringify(line)}\n`
}

function toRequest({ query }: Exchange, app: AppStatus, nowIso: string): LogRequest | undefined {
  const sinceSeconds = secondsOf(query['since'], nowIso)
  if (sinceSeconds === undefined) return undefined
  const names = app.containers.map(({ name }) => name)
  const containers = typeof query['container'] === 'string' ? names.filter((name) => name === query['container']) : names
  const tail = query['tail'] === 'all' ? 'all' : Number(query['tail'] ?? DEFAULT_TAIL)
  return { containers, tail, sinceSeconds, after: '' }
}

/** 0 when not asked for, undefined when it cannot be read. */
function secondsOf(since: unknown, nowIso: string): number | undefined {
  if (typeof since !== 'string' || since === '') return 0
  const [, amount, unit = ''] = /^(\d{1,7})(s|m|h|d)$/.exec(since) ?? []
  const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 }[unit]
  if (amount !== undefined && seconds !== undefined) return Math.max(0, Math.floor(Date.parse(nowIso) / 1_000) - Number(amount) * seconds)
  const at = Date.parse(since)
  return Number.isFinite(at) ? Math.max(0, Math.floor(at / 1_000)) : undefined
}
