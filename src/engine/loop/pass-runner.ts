/**
 * Runs passes and carries what they hand on: memory and the latest report. Passes look one after the other; the work of one may go on
 * while the next looks and works beside it. When to run is the loop's affair.
 */
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Run } from '../../model/run.js'
import { traceOf } from '../../model/word-of.js'
import type { Emit, Ports } from '../../ports.js'
import type { EngineConfig } from '../config.js'
import type { InFlight } from './in-flight.js'
import type { Look } from '../look.js'
import type { Memory } from '../memory.js'
import { EMPTY_MEMORY } from '../memory.js'
import type { LearnedHolds } from './merge-holds.js'
import { mergeHolds } from './merge-holds.js'
import type { Due } from './pass-end.js'
import { heldUntil, toPassLooked } from './pass-end.js'
import type { Pass } from '../reconcile.js'
import { reconcile } from '../reconcile.js'
import type { Reporter } from './reporter.js'
import { createReporter } from './reporter.js'
import type { PassEnded, PassLooked, PassStart } from './schedule.js'
import { shareLease } from './shared-lease.js'

type Told = Pick<Reporter, 'report' | 'onReport' | 'desired' | 'refresh'>

export interface PassRunner extends Told {
  run(start: PassStart, signal: AbortSignal): RunningPass
}

export interface RunningPass {
  /** From then on the next pass may begin. */
  readonly looked: Promise<PassLooked>
  /** Undefined when there was nothing to do once it had looked. */
  readonly ended: Promise<PassEnded | undefined>
  /** What it came to in the end; undefined when it broke off by a bug. */
  readonly run: Promise<Run | undefined>
}

interface Listeners {
  readonly tell: (looked: PassLooked) => void
  readonly done: (run: Run | undefined) => void
}

export interface PassRunnerTools {
  readonly config: EngineConfig
  readonly inFlight: InFlight
  /** Told when the next held app is due, whenever that may have changed. */
  readonly onHeld: (heldUntilMs: number | undefined) => void
}

export function createPassRunner(outer: Ports, { config, inFlight, onHeld }: PassRunnerTools): PassRunner {
  const reporter = createReporter(outer, { config, inFlight })
  const ports: Ports = { ...outer, emit: heardBy(reporter, outer.emit), lease: shareLease(outer.lease) }
  let memory: Memory = EMPTY_MEMORY

  const due = (): Due => ({ holds: memory.holds, sought: memory.sought, nowMs: ports.clock.monotonicMs() })
  const onHolds = (learned: LearnedHolds): void => {
    memory = { ...memory, holds: mergeHolds(memory.holds, learned) }
    onHeld(heldUntil(due()).heldUntilMs)
  }
  /** Of holds, only what changed: others may have learnt something meanwhile. */
  const learn = (before: Memory, after: Memory): void => {
    memory = { ...after, holds: memory.holds }
    onHolds({ before: before.holds, after: after.holds })
  }
  const follow = async (start: PassStart, signal: AbortSignal, { tell, done }: Listeners): Promise<PassEnded | undefined> => {
    const before = memory
    const sight = inFlight.sight()
    let working: Look | undefined
    const lookedAt = (look: Look, end: { readonly isSuspended: boolean; readonly hasWork: boolean }): void => {
      learn(before, look.memory)
      tell(toPassLooked(start, { look, ...end, lastCommit: before.loaded?.commit }, due()))
    }
    /** A build may take minutes: who looks meanwhile shall see the new revision and what is being done about it. */
    const onWork = (look: Look): void => {
      working = look
      reporter.see({ look })
      lookedAt(look, { isSuspended: false, hasWork: true })
    }
    const finish = ({ run, look, suspension }: Pass): void => {
      if (!working) lookedAt(look, { isSuspended: suspension !== undefined, hasWork: false })
      else if (reporter.isNewest(working)) memory = { ...look.memory, holds: memory.holds }
      if (!working || reporter.isNewest(working)) reporter.see({ look, suspension }, run)
      else reporter.again(run)
    }
    try {
      const pass = await reconcile(ports, config, { ...start, memory: before, inFlight, sight, onWork, onHolds }, signal)
      finish(pass)
      done(pass.run)
      return working && { outcome: 'good' }
    } catch (error) {
      ports.emit({ type: 'run-failed', failure: bug(error) })
      done(undefined)
      tell({ fetch: start.fetch, outcome: 'retry', isNewRevision: false, isSuspended: false, hasWork: false })
      return working && { outcome: 'retry' }
    }
  }
  return {
    run: (start, signal) => {
      let tell: Listeners['tell'] = () => undefined
      let done: Listeners['done'] = () => undefined
      const looked = new Promise<PassLooked>((resolve) => { tell = resolve })
      const run = new Promise<Run | undefined>((resolve) => { done = resolve })
      return { looked, ended: follow(start, signal, { tell, done }), run }
    },
    ...whatItTells(reporter),
  }
}

function heardBy(reporter: Reporter, emit: Emit): Emit {
  return (event) => {
    emit(event)
    reporter.hear(event)
  }
}

function whatItTells({ report, onReport, desired, refresh }: Reporter): Told {
  return { report, onReport, desired, refresh }
}

/** One of the two places that catch what should never be thrown; the loop goes on, since healing must not end with one bug. */
function bug(error: unknown): Failure {
  const cause = traceOf(error)
  return failure('internal', { subject: 'cannot complete the pass', cause, help: 'This is a bug in Mist; please report it with this text. The next pass is tried as usual.' })
}
