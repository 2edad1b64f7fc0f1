/** Runs one pass after another and carries what they hand on: memory, history, the latest report. When to run is the loop's affair. */
import type { Failure } from '../model/failure.js'
import { failure } from '../model/failure.js'
import type { StatusReport } from '../model/run.js'
import type { Ports } from '../ports.js'
import type { EngineConfig } from './config.js'
import { createHistory } from './history.js'
import type { Look } from './look.js'
import type { Memory } from './memory.js'
import { EMPTY_MEMORY } from './memory.js'
import type { NewerWatch } from './newer.js'
import { toPassEnded } from './pass-end.js'
import type { ReportInput } from './report-input.js'
import { reconcile } from './reconcile.js'
import { toReport } from './report.js'
import type { PassEnded, PassStart } from './schedule.js'

export interface PassRunner {
  run(start: PassStart, signal: AbortSignal): Promise<PassEnded>
  report(): StatusReport | undefined
  onReport(listener: (report: StatusReport) => void): () => void
}

export interface PassRunnerTools {
  readonly config: EngineConfig
  readonly newer: NewerWatch
  readonly intervalMs: number
}

export function createPassRunner(ports: Ports, { config, newer, intervalMs }: PassRunnerTools): PassRunner {
  const listeners = new Set<(report: StatusReport) => void>()
  const history = createHistory(ports.store)
  let memory: Memory = EMPTY_MEMORY
  let report: StatusReport | undefined

  const publish = (input: Omit<ReportInput, 'config' | 'nowIso'>): void => {
    report = toReport({ config, nowIso: ports.clock.nowIso(), ...input })
    for (const listener of listeners) listener(report)
  }
  /** A build may take minutes: who looks meanwhile shall see the new revision and what is being done about it. */
  const publishPlan = (seen: Look): void => {
    if ((seen.plan?.changes.length ?? 0) > 0) publish({ look: seen, ...history.now(), suspension: undefined, isUnderWay: true })
  }
  const run = async (start: PassStart, signal: AbortSignal): Promise<PassEnded> => {
    const watch = newer.during(signal, intervalMs)
    const lastCommit = memory.loaded?.commit
    try {
      const approve = (seen: Look): Promise<'apply'> => {
        publishPlan(seen)
        return Promise.resolve('apply')
      }
      const pass = await reconcile(ports, config, { ...start, memory, isSuperseded: watch.isSuperseded, approve }, signal)
      memory = pass.memory
      publish({ look: pass.look, ...history.after(pass.run), suspension: pass.suspension })
      return toPassEnded(pass, start, { nowMs: ports.clock.monotonicMs(), lastCommit })
    } catch (error) {
      ports.emit({ type: 'run-failed', failure: bug(error) })
      return { fetch: start.fetch, outcome: 'retry', isNewRevision: false, isSuspended: false, isSuperseded: false }
    } finally {
      watch.end()
    }
  }
  return {
    run,
    report: () => report,
    onReport: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** One of the two places that catch what should never be thrown; the loop goes on, since healing must not end with one bug. */
function bug(error: unknown): Failure {
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return failure('internal', { subject: 'cannot complete the pass', cause, help: 'This is a bug in Mist; please report it with this text. The next pass is tried as usual.' })
}
