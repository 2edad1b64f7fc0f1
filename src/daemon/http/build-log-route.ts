/** The log of an app's builds: as JSON, or line by line while it is written. What it says of a build that failed is told elsewhere. */
import { setTimeout as pause } from 'node:timers/promises'
import { growthOf } from '../../engine/apply/log-growth.js'
import { appKey } from '../../model/resource.js'
import { stripControls as plainLine } from '../../render/escape.js'
import { json, problem, type Answer, type Context, type Exchange } from './exchange.js'
import { appOfReport } from './logs-route.js'
import { SSE_RETRY, sseText, type StreamWriter } from './stream.js'

export function buildLog(exchange: Exchange, { source }: Context): Answer {
  const { project = '', app = '' } = exchange.params
  const run = exchange.query['run']
  const query = { app: appKey(project, app), ...(typeof run === 'number' && { run }) }
  const read = (): readonly string[] => source.history.buildLog(query).map(plainLine)
  const lines = read()
  if (lines.length === 0 && !appOfReport(exchange, source)) return problem(404, 'unknown-app', 'There is no such app in the last report, and no build of it in history.')
  if (exchange.headers.accept?.includes('text/event-stream')) return { kind: 'stream', type: 'text/event-stream', write: (writer) => follow(read, writer) }
  return json({ schemaVersion: 1, ...query, lines })
}

const LOOK_EVERY_MS = 500

/** `begin` says that what was shown so far can go: a reader that comes back is told all of it again. */
async function follow(read: () => readonly string[], writer: StreamWriter): Promise<void> {
  await writer.write(`${SSE_RETRY}${sseText({ event: 'begin', data: {} })}`)
  let told: readonly string[] = []
  while (!writer.signal.aborted) {
    const now = read()
    const { isAnother, lines } = growthOf(told, now)
    const events = [...(isAnother ? [sseText({ event: 'begin', data: {} })] : []), ...lines.map((line) => sseText({ event: 'line', data: { line } }))]
    if (events.length > 0) await writer.write(events.join(''))
    told = now
    // A reader that leaves ends the wait; there is nothing to tell anybody then.
    await pause(LOOK_EVERY_MS, undefined, { signal: writer.signal }).catch(() => undefined)
  }
}
