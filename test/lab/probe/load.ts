/**
 * Visitors of the lab's web app, of every sort at once, who count what goes wrong. They say what they saw; whether that is well is for
 * the test to say. Bounded: at most `maxMs`, each client with one question at a time.
 */
import { setMaxListeners } from 'node:events'
import { Agent } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRecorder, type Lane, type LoadReport, type Recorder } from './record.js'
import { askOnce, type Question } from './request.js'
import { listenOnce } from './event-stream.js'
import { converseOnce } from './web-socket.js'

export type { FailureKind, Lane, LaneReport, LoadFailure, LoadReport, StreamEnd } from './record.js'

export interface LoadOptions {
  /** On 127.0.0.1: Traefik's, or an app's own. */
  readonly port: number
  /** Sent as Host, not resolved. */
  readonly host: string
  /** How many clients of each sort; the sorts that are named replace the default's numbers one by one. */
  readonly clients?: Readonly<Partial<Record<Lane, number>>>
  /** What the answers to `/version` and `/slow` have to be, without the spaces around them. Anything but nothing if not given. */
  readonly expected?: RegExp
  /** The sizes of the bodies that are posted, in turn. */
  readonly postBytes?: readonly number[]
  /** Between an answer and the next question of the same client. */
  readonly pauseMs?: number
  /** Without an answer for so long, a question has failed. */
  readonly timeoutMs?: number
  /** It stops by itself then. */
  readonly maxMs?: number
}

export interface Load {
  /** What has been seen so far. */
  readonly report: () => LoadReport
  /** Asks no more, waits for the answers under way, ends the streams. */
  readonly stop: () => Promise<LoadReport>
}

/** What a client needs to know. */
export interface Visit {
  readonly port: number
  readonly host: string
  readonly timeoutMs: number
  readonly pauseMs: number
  readonly record: Recorder
  /** Aborted when the load stops. */
  readonly over: AbortSignal
}

const DEFAULT_CLIENTS: Readonly<Record<Lane, number>> = { 'keep-alive': 4, fresh: 2, post: 2, slow: 2, websocket: 1, events: 1 }
const SLOW_MS = [0, 300, 700, 1_500]
const POST_BYTES: readonly number[] = [16, 1_024, 16_384, 262_144]

export function startLoad(options: LoadOptions): Load {
  const { port, host, expected = /\S/, postBytes = POST_BYTES, pauseMs = 5, timeoutMs = 10_000, maxMs = 120_000 } = options
  const record = createRecorder()
  const stopping = new AbortController()
  // Every client listens.
  setMaxListeners(0, stopping.signal)
  const visit: Visit = { port, host, timeoutMs, pauseMs, record, over: stopping.signal }
  const alarm = setTimeout(() => { stopping.abort() }, maxMs)
  const clients = Object.entries({ ...DEFAULT_CLIENTS, ...options.clients }) as readonly (readonly [Lane, number])[]
  const visitors = Promise.all(clients.flatMap(([lane, number]) => Array.from({ length: number }, () => visitAs(lane, visit, { expected, postBytes }))))
  return {
    report: record.report,
    stop: async () => {
      clearTimeout(alarm)
      stopping.abort()
      await visitors
      return record.report()
    },
  }
}

/** One client, from its first question to its last answer. */
async function visitAs(lane: Lane, visit: Visit, talk: Talk): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = turnOf(lane, { visit, agent, ...talk })
  for (let turn = 0; !visit.over.aborted; turn += 1) {
    await ask(turn)
    await sleep(visit.pauseMs)
  }
  agent.destroy()
}

interface Talk {
  readonly expected: RegExp
  readonly postBytes: readonly number[]
}

interface Client extends Talk {
  readonly visit: Visit
  readonly agent: Agent
}

/** Each call is one question, or one life of a stream. */
function turnOf(lane: Lane, { visit, agent, expected, postBytes }: Client): (turn: number) => Promise<void> {
  const question = (path: string, more: Partial<Question> = {}): Question => ({ lane, path, agent, isExpected: (body) => expected.test(body.trim()), keepsAnswer: true, ...more })
  switch (lane) {
    case 'keep-alive': return () => askOnce(visit, question('/version'))
    case 'fresh': return () => askOnce(visit, question('/version', { agent: false }))
    case 'slow': return (turn) => askOnce(visit, question(`/slow?ms=${String(SLOW_MS[turn % SLOW_MS.length])}`))
    case 'post': return (turn) => {
      const body = bodyFor(turn, postBytes)
      return askOnce(visit, question('/echo', { body, isExpected: (text) => isEcho(text, body), keepsAnswer: false }))
    }
    case 'websocket': return () => converseOnce(visit)
    case 'events': return () => listenOnce(visit)
  }
}

function bodyFor(turn: number, sizes: readonly number[]): string {
  const mark = `${String(turn)} ${String(performance.now())} `
  return mark.padEnd(sizes[turn % sizes.length] ?? 0, 'x')
}

function isEcho(text: string, sent: string): boolean {
  try {
    return (JSON.parse(text) as { readonly body?: unknown }).body === sent
  } catch {
    return false
  }
}
