/**
 * Timers and abort signals around the schedule. When a pass looks is decided in schedule.ts, what it does in reconcile.ts;
 * here is only the waiting in between.
 */
import type { AppKey } from '../model/resource.js'
import type { StatusReport, Trigger } from '../model/run.js'
import type { DesiredState } from '../model/state.js'
import { taskKey } from '../plan/edges.js'
import type { Ports, RuntimeEvent } from '../ports.js'
import { openAgenda } from './loop/agenda.js'
import type { AskedLook } from './loop/asked-looks.js'
import { createAskedLooks } from './loop/asked-looks.js'
import type { EngineConfig } from './config.js'
import { watchEvents } from './loop/event-watch.js'
import type { InFlight } from './loop/in-flight.js'
import { createInFlight } from './loop/in-flight.js'
import { linkSignals } from '../signals.js'
import { createPassRunner } from './loop/pass-runner.js'
import type { PassStart } from './loop/schedule.js'
import { firstSchedule } from './loop/schedule.js'

export interface LoopOptions {
  readonly intervalMs: number
  readonly driftIntervalMs: number
}

export interface Loop {
  wake(trigger: Trigger): void
  /** Asks for a look that can be followed, and answers with its id. It takes a `wake` for it to come soon. */
  ask(): string
  asked(id: string): AskedLook | undefined
  /** Undefined until the first pass has ended. */
  report(): StatusReport | undefined
  /** Called after every pass; the answer ends it. */
  onReport(listener: (report: StatusReport) => void): () => void
  /** What git wanted when the newest pass looked. */
  desired(): DesiredState | undefined
  /** Whether a pass is changing the app right now. */
  isAtWork(app: AppKey): boolean
  /** Keeps passes from the app until the answer is called; undefined while one is changing it. */
  hold(app: AppKey): (() => void) | undefined
  /** Something beside the passes has changed what a report tells. */
  refresh(): void
  /** Ends the running passes at the next safe point and returns when it did, at the latest after 20 seconds. */
  stop(): Promise<void>
}

const STOP_WITHIN_MS = 20_000

export function startLoop(ports: Ports, config: EngineConfig, options: LoopOptions): Loop {
  const { clock } = ports
  const stopping = new AbortController()
  const agenda = openAgenda(clock, firstSchedule({ ...options, nowMs: clock.monotonicMs() }))
  const working = new Set<Promise<void>>()
  const wake = (trigger: Trigger, whose: 'ours' | 'anybody' = 'anybody'): void => {
    agenda.note({ type: 'wake', trigger, nowMs: clock.monotonicMs(), isLikelyOurs: whose === 'ours' })
  }
  const inFlight = createInFlight((trigger) => wake(trigger, 'ours'))
  const onHeld = (heldUntilMs: number | undefined): void => agenda.note({ type: 'held', ...(heldUntilMs !== undefined && { heldUntilMs }) })
  const asked = createAskedLooks(clock)
  const runner = createPassRunner(ports, { config, inFlight, onHeld })
  const onChange = (event?: RuntimeEvent): void => {
    if (event?.app === undefined || !inFlight.noteEvent(event.app)) wake('docker', isAnonymous(event) ? 'ours' : 'anybody')
  }
  const begin = async (start: PassStart): Promise<void> => {
    // A signal of its own for each pass: one that lives as long as the daemon would gather listeners.
    const signal = linkSignals(stopping.signal)
    const taken = asked.begin(start.fetch)
    const pass = runner.run(start, signal.signal)
    void pass.run.then((run) => asked.end(taken, run))
    const ended = pass.ended.finally(signal.release).then((end) => {
      working.delete(ended)
      if (end) agenda.note({ type: 'ended', ended: end, nowMs: clock.monotonicMs() })
    })
    working.add(ended)
    agenda.note({ type: 'looked', looked: await pass.looked, nowMs: clock.monotonicMs(), jitter: clock.random() })
    const { retryAtMs, attempt } = agenda.now()
    if (retryAtMs !== undefined) ports.emit({ type: 'retry-scheduled', attempt, delayMs: Math.max(0, Math.round(retryAtMs - clock.monotonicMs())) })
  }
  const drive = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const start = agenda.due()
      await (start ? begin(start) : agenda.sleep())
    }
    await Promise.all(working)
  }

  const work = Promise.all([drive(), watchEvents(ports, { instance: config.instance, onChange }, stopping.signal)])
  return {
    wake: (trigger) => wake(trigger),
    ask: asked.ask,
    asked: asked.find,
    report: runner.report,
    onReport: runner.onReport,
    desired: runner.desired,
    isAtWork: (app) => inFlight.held().has(taskKey(app)),
    hold: (app) => holdApp(inFlight, runner.desired(), app),
    refresh: runner.refresh,
    stop: async () => {
      stopping.abort()
      agenda.note({ type: 'stop' })
      const ended = new AbortController()
      await Promise.race([work, clock.sleep(STOP_WITHIN_MS, ended.signal)])
      ended.abort()
    },
  }
}

function holdApp(inFlight: InFlight, desired: DesiredState | undefined, app: AppKey): (() => void) | undefined {
  if (!desired || inFlight.held().has(taskKey(app))) return undefined
  const claim = { task: `hold ${app}`, app, holds: [taskKey(app)], wants: [] }
  inFlight.begin([claim], desired)
  return () => { inFlight.end(claim.task, { result: 'applied' }) }
}

/** Networks and volumes do not say whose doing it was. */
function isAnonymous(event: RuntimeEvent | undefined): boolean {
  return event !== undefined && event.kind !== 'connected' && event.app === undefined
}
