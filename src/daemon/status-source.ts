/** What the HTTP endpoint sees of the running daemon: the loop's report, the store's history, the engine's logs. */
import type { Loop } from '../engine/loop.js'
import type { Ports } from '../ports.js'
import type { EventHub } from './event-hub.js'
import type { StatusSource } from './http/source.js'

/** A probe that asks every second must not become a call to the engine every second. */
const REACHABLE_FOR_MS = 2_000
/** Events are kept right after they are shown; a burst of them is read back at once. */
const SETTLE_MS = 25

export function createStatusSource(ports: Ports, loop: Loop, hub: EventHub): StatusSource {
  return {
    report: () => loop.report(),
    onReport: (listener) => loop.onReport(listener),
    onHistory: (listener) => settled(hub, listener),
    history: ports.store,
    logs: (query, signal) => ports.runtime.logs(query, signal),
    isEngineReachable: remembered(async (signal) => (await ports.runtime.facts(signal)).ok, () => ports.clock.monotonicMs()),
    wake: () => { loop.wake('webhook') },
    ask: () => loop.ask() || undefined,
    asked: (id) => loop.asked(id),
    nowIso: () => ports.clock.nowIso(),
  }
}

function settled(hub: EventHub, listener: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const stop = hub.listen(() => {
    timer ??= setTimeout(() => {
      timer = undefined
      listener()
    }, SETTLE_MS)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}

type Probe = (signal: AbortSignal) => Promise<boolean>

function remembered(probe: Probe, nowMs: () => number): Probe {
  let answer = false
  let askedAt = -Infinity
  return async (signal) => {
    if (nowMs() - askedAt < REACHABLE_FOR_MS) return answer
    answer = await probe(signal)
    askedAt = nowMs()
    return answer
  }
}
