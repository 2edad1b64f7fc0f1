/**
 * Decides what history keeps. Everything is shown to whoever listens at once; the store learns of a pass only when the pass
 * matters, since a host that is as it should be must not write to its disk every minute.
 */
import type { ReconcileEvent } from '../../model/event.js'
import type { Run } from '../../model/run.js'
import type { Clock, Emit, StorePort } from '../../ports.js'

export interface Recorder {
  readonly emit: Emit
  /** The id of the run, reserved now if it was not. From here on events are kept. */
  begin(): number
  /** Keeps the run when it was begun or when it says something new. */
  finish(run: Run): Run
}

export interface RecorderPorts {
  readonly store: StorePort
  readonly clock: Clock
  readonly emit: Emit
}

export function openRecorder({ store, clock, emit }: RecorderPorts): Recorder {
  let id = 0
  const held: { readonly event: ReconcileEvent; readonly time: string }[] = []
  const keep = (event: ReconcileEvent, time: string): void => {
    if (TRANSIENT.includes(event.type)) return
    if (id > 0) store.recordEvent(event, { run: id, time })
    else held.push({ event, time })
  }
  const show = (event: ReconcileEvent): void => {
    emit(event)
    keep(event, clock.nowIso())
  }
  const begin = (): number => {
    if (id > 0) return id
    id = store.beginRun()
    for (const { event, time } of held.splice(0)) keep(event, time)
    return id
  }
  const finish = (run: Run): Run => {
    const isKept = id > 0 || isNews(run, store.lastRun())
    const kept = isKept ? { ...run, id: begin() } : run
    if (isKept) store.recordRun(kept)
    show({ type: 'run-finished', run: kept.id, verdict: kept.verdict, durationMs: kept.durationMs })
    return kept
  }
  return { emit: show, begin, finish }
}

/** Said often, of use only to somebody who watches. */
const TRANSIENT: readonly ReconcileEvent['type'][] = ['step-started', 'image-progress', 'lease-waiting']

/** A pass that did nothing is news when it came to another end than the last one that was kept; beside work under way it has come to no end. */
function isNews(run: Run, last: Run | undefined): boolean {
  if (run.leftOut && !run.failure) return false
  return !last || gist(run) !== gist(last)
}

function gist(run: Run): string {
  const verdict = run.verdict === 'changed' ? 'converged' : run.verdict
  const blocked = run.blocked.filter((one) => one.reason !== 'held').map((one) => `${one.id} ${one.action} ${one.reason}`)
  const errors = run.diagnostics.map((one) => `${one.at.file}:${String(one.at.line)} ${one.rule}`)
  return JSON.stringify([verdict, run.leftOut !== undefined, run.revision?.label, run.failure?.code, run.failure?.subject, blocked, errors])
}
