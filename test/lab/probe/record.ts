/** What a load has seen: counts without end, each failure with its kind and moment up to a bound. It judges nothing. */
import { performance } from 'node:perf_hooks'

/** HTTP with one connection kept, a connection for each request, a body to be echoed, an answer that takes its time; and two streams. */
export type Lane = 'keep-alive' | 'fresh' | 'post' | 'slow' | 'websocket' | 'events'

/** `status`: not the status that was expected. `body`: an answer with other words. `cut`: ended within the answer. `stale`: a kept connection was closed before it answered. */
export type FailureKind = 'refused' | 'reset' | 'stale' | 'cut' | 'status' | 'timeout' | 'body' | 'other'

export interface LoadFailure {
  readonly lane: Lane
  readonly kind: FailureKind
  /** Since the start of the load. */
  readonly atMs: number
  readonly at: string
  readonly detail: string
}

/** A WebSocket or an event stream that the other side ended: by its own rules, or as a broken connection. It is not a failure by itself. */
export interface StreamEnd {
  readonly lane: 'websocket' | 'events'
  readonly how: 'polite' | 'cut'
  readonly atMs: number
  readonly lastedMs: number
  readonly detail: string
}

export interface LaneReport {
  /** Questions with their outcome known; for a stream, the messages. */
  readonly asked: number
  readonly failed: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

export interface LoadReport {
  readonly durationMs: number
  readonly asked: number
  readonly failed: number
  readonly lanes: Readonly<Record<Lane, LaneReport>>
  readonly kinds: Readonly<Partial<Record<FailureKind, number>>>
  /** The first thousand. */
  readonly failures: readonly LoadFailure[]
  readonly streamEnds: readonly StreamEnd[]
  /** How often each answer of the lanes `keep-alive`, `fresh` and `slow` came, when they are few: which versions have answered. */
  readonly answers: Readonly<Record<string, number>>
}

export interface Recorder {
  readonly succeed: (lane: Lane, startedMs: number, answer?: string) => void
  readonly fail: (lane: Lane, kind: FailureKind, detail: string) => void
  readonly end: (end: Omit<StreamEnd, 'atMs'>) => void
  readonly report: () => LoadReport
}

const LANES: readonly Lane[] = ['keep-alive', 'fresh', 'post', 'slow', 'websocket', 'events']
const MAX_KEPT = 1_000
const MAX_ANSWERS = 50
const MAX_DETAIL = 300

export function createRecorder(): Recorder {
  const startMs = performance.now()
  const sinceStart = (): number => Math.round(performance.now() - startMs)
  const latencies = new Map<Lane, number[]>(LANES.map((lane) => [lane, []]))
  const failed = new Map<Lane, number>()
  const kinds = new Map<FailureKind, number>()
  const answers = new Map<string, number>()
  const failures: LoadFailure[] = []
  const streamEnds: StreamEnd[] = []

  const laneReport = (lane: Lane): LaneReport => {
    const sorted = (latencies.get(lane) ?? []).toSorted((a, b) => a - b)
    const at = (share: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
    const failures = failed.get(lane) ?? 0
    return { asked: sorted.length + failures, failed: failures, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) }
  }

  return {
    succeed: (lane, startedMs, answer) => {
      latencies.get(lane)?.push(performance.now() - startedMs)
      if (answer !== undefined && (answers.has(answer) || answers.size < MAX_ANSWERS)) count(answers, answer)
    },
    fail: (lane, kind, detail) => {
      count(failed, lane)
      count(kinds, kind)
      if (failures.length < MAX_KEPT) failures.push({ lane, kind, atMs: sinceStart(), at: new Date().toISOString(), detail: detail.slice(0, MAX_DETAIL) })
    },
    end: (end) => { if (streamEnds.length < MAX_KEPT) streamEnds.push({ ...end, atMs: sinceStart() }) },
    report: () => {
      const lanes = Object.fromEntries(LANES.map((lane) => [lane, laneReport(lane)])) as Record<Lane, LaneReport>
      const sum = (key: 'asked' | 'failed'): number => Object.values(lanes).reduce((total, lane) => total + lane[key], 0)
      return {
        durationMs: sinceStart(), asked: sum('asked'), failed: sum('failed'), lanes,
        kinds: Object.fromEntries(kinds), failures: [...failures], streamEnds: [...streamEnds], answers: Object.fromEntries(answers),
      }
    },
  }
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
