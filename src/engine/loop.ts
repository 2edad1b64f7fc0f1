/**
 * Timers and abort signals around the schedule. When a pass runs is decided in schedule.ts, what it does in reconcile.ts;
 * here is only the waiting in between.
 */
import type { StatusReport, Trigger } from '../model/run.js'
import type { Ports } from '../ports.js'
import type { EngineConfig } from './config.js'
import { watchEvents } from './event-watch.js'
import { linkSignals } from '../signals.js'
import { createNewerWatch } from './newer.js'
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
  /** Ends the running pass at the next safe point and returns when it did, at the latest after 20 seconds. */
  stop(): Promise<void>
}

const STOP_WITHIN_MS = 20_000

export function startLoop(ports: Ports, config: EngineConfig, options: LoopOptions): Loop {
  const { clock } = ports
  const stopping = new AbortController()
  const newer = createNewerWatch({ ports, repository: config.repository })
  const runner = createPassRunner(ports, { config, newer, intervalMs: options.intervalMs })
  let schedule = firstSchedule({ ...options, nowMs: clock.monotonicMs() })
  let alarm = new AbortController()

  const advance = (input: ScheduleInput): PassStart | undefined => {
    const step = reduce(schedule, input)
    schedule = step.schedule
    return step.start
  }
  const wake = (trigger: Trigger): void => {
    advance({ type: 'wake', trigger, nowMs: clock.monotonicMs() })
    if (trigger !== 'docker') newer.look()
    alarm.abort()
  }
  const runPass = async (start: PassStart): Promise<void> => {
    // A signal of its own for each pass: one that lives as long as the daemon would gather listeners.
    const signal = linkSignals(stopping.signal)
    const ended = await runner.run(start, signal.signal)
    signal.release()
    advance({ type: 'ended', ended, nowMs: clock.monotonicMs(), jitter: clock.random() })
    const { retryAtMs, attempt } = schedule
    if (retryAtMs !== undefined) ports.emit({ type: 'retry-scheduled', attempt, delayMs: Math.max(0, Math.round(retryAtMs - clock.monotonicMs())) })
    if (ended.isSuperseded) wake('poll')
  }
  const drive = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      alarm = new AbortController()
      const start = advance({ type: 'tick', nowMs: clock.monotonicMs() })
      if (start) await runPass(start)
      else await clock.sleep(Math.max(0, (nextTickMs(schedule) ?? 0) - clock.monotonicMs()), alarm.signal)
    }
  }

  const work = Promise.all([drive(), watchEvents(ports, { instance: config.instance, onChange: () => wake('docker') }, stopping.signal)])
  return {
    wake,
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
