/**
 * Timers and abort signals around the schedule. When a pass looks is decided in schedule.ts, what it does in reconcile.ts;
 * here is only the waiting in between.
 */
import type { StatusReport, Trigger } from '../model/run.js'
import type { Ports, RuntimeEvent } from '../ports.js'
import type { EngineConfig } from './config.js'
import { watchEvents } from './event-watch.js'
import { createInFlight } from './in-flight.js'
import { linkSignals } from '../signals.js'
import { createPassRunner } from './pass-runner.js'
import type { PassStart, ScheduleInput } from './schedule.js'
import { firstSchedule, nextTickMs, reduce } from './schedule.js'

export interface LoopOptions {
  readonly intervalMs: number
  readonly driftIntervalMs: number
}

export interface Loop {
  wake(trigger: Trigger): void
  /** Undefined until the first pass has ended. */
  report(): StatusReport | undefined
  /** Called after every pass; the answer ends it. */
  onReport(listener: (report: StatusReport) => void): () => void
  /** Ends the running passes at the next safe point and returns when it did, at the latest after 20 seconds. */
  stop(): Promise<void>
}

const STOP_WITHIN_MS = 20_000

export function startLoop(ports: Ports, config: EngineConfig, options: LoopOptions): Loop {
  const { clock } = ports
  const stopping = new AbortController()
  const inFlight = createInFlight((trigger) => wake(trigger, 'ours'))
  const runner = createPassRunner(ports, { config, inFlight })
  const working = new Set<Promise<void>>()
  let schedule = firstSchedule({ ...options, nowMs: clock.monotonicMs() })
  let alarm = new AbortController()

  const advance = (input: ScheduleInput): PassStart | undefined => {
    const step = reduce(schedule, input)
    schedule = step.schedule
    return step.start
  }
  const wake = (trigger: Trigger, whose: 'ours' | 'anybody' = 'anybody'): void => {
    advance({ type: 'wake', trigger, nowMs: clock.monotonicMs(), isLikelyOurs: whose === 'ours' })
    alarm.abort()
  }
  const onChange = (event?: RuntimeEvent): void => {
    if (event?.app === undefined || !inFlight.noteEvent(event.app)) wake('docker', isAnonymous(event) ? 'ours' : 'anybody')
  }
  const begin = async (start: PassStart): Promise<void> => {
    // A signal of its own for each pass: one that lives as long as the daemon would gather listeners.
    const signal = linkSignals(stopping.signal)
    const pass = runner.run(start, signal.signal)
    const ended = pass.ended.finally(signal.release).then((end) => {
      if (end) advance({ type: 'ended', ended: end, nowMs: clock.monotonicMs() })
      working.delete(ended)
      alarm.abort()
    })
    working.add(ended)
    advance({ type: 'looked', looked: await pass.looked, nowMs: clock.monotonicMs(), jitter: clock.random() })
    const { retryAtMs, attempt } = schedule
    if (retryAtMs !== undefined) ports.emit({ type: 'retry-scheduled', attempt, delayMs: Math.max(0, Math.round(retryAtMs - clock.monotonicMs())) })
  }
  const drive = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      alarm = new AbortController()
      const start = advance({ type: 'tick', nowMs: clock.monotonicMs() })
      if (start) await begin(start)
      else await clock.sleep(Math.max(0, (nextTickMs(schedule) ?? 0) - clock.monotonicMs()), alarm.signal)
    }
    await Promise.all(working)
  }

  const work = Promise.all([drive(), watchEvents(ports, { instance: config.instance, onChange }, stopping.signal)])
  return {
    wake: (trigger) => wake(trigger),
    report: runner.report,
    onReport: runner.onReport,
    stop: async () => {
      advance({ type: 'stop' })
      stopping.abort()
      alarm.abort()
      const ended = new AbortController()
      await Promise.race([work, clock.sleep(STOP_WITHIN_MS, ended.signal)])
      ended.abort()
    },
  }
}

/** Networks and volumes do not say whose doing it was. */
function isAnonymous(event: RuntimeEvent | undefined): boolean {
  return event !== undefined && event.kind !== 'connected' && event.app === undefined
}
