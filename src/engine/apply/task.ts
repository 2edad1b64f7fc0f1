/**
 * Runs the steps of one task in order. When one fails before the point of no return, the steps so far are taken back in reverse;
 * after it the task stops where it is, and the next pass carries it forward. The plan decided everything else.
 */
import type { Failure, FailureCode } from '../../model/failure.js'
import { failure, failureLine } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { Effect, Step, Task } from '../../model/step.js'
import type { Gate } from '../gate.js'
import type { Interruption, StopReason } from './interrupt.js'
import { stopReason } from './interrupt.js'
import type { EffectContext, EffectPorts, Mover } from './effect-context.js'
import { perform } from './perform.js'
import type { KnownNames } from './text.js'
import { never } from '../../signals.js'
import { subjectOf } from './text.js'

export type TaskEnd =
  | { readonly result: 'applied' }
  | { readonly result: 'failed'; readonly failure: Failure; readonly undone: boolean }
  | { readonly result: 'skipped'; readonly because: 'dependency-failed' | StopReason }

export interface ApplyContext {
  readonly ports: EffectPorts
  readonly run: number
  readonly interrupts: Interruption
  /** Bounds what the engine does at a time; waiting takes no place. */
  readonly engineGate: Gate
  readonly imageGate: Gate
  readonly names: KnownNames
  readonly mover?: Mover
}

export async function runTask(task: Task, context: ApplyContext): Promise<TaskEnd> {
  const begun: Step[] = []
  let committed = false
  for (const step of task.steps) {
    const stop = committed ? stopAfterCommit(context) : stopReason(context.interrupts)
    if (stop) return committed ? { result: 'failed', failure: cutShort(task), undone: false } : takeBack({ task, context, begun }, { result: 'skipped', because: stop })
    committed ||= step.pointOfNoReturn === true
    const done = await runStep({ task, effect: step.effect, committed }, context)
    if (!done.ok && committed) return { result: 'failed', failure: done.error, undone: false }
    if (!done.ok) return takeBack({ task, context, begun: isUntouched(done.error) ? begun : [...begun, step] }, endOf(done.error, context))
    begun.push(step)
  }
  return { result: 'applied' }
}

/** Past the point of no return only the end of Mist itself stops a task: a newer revision starts from what this one leaves. */
function stopAfterCommit({ interrupts }: ApplyContext): StopReason | undefined {
  return interrupts.signal.aborted ? 'aborted' : undefined
}

function cutShort(task: Task): Failure {
  return failure('aborted', { subject: `cannot finish ${task.key}`, cause: 'Mist was asked to stop', help: 'The next pass carries it forward.' })
}

/** What these refuse was never begun; taking it back could hit an object that somebody else made. */
const UNTOUCHED: readonly FailureCode[] = ['name-taken', 'payload-refused', 'image-missing']

function isUntouched(cause: Failure): boolean {
  return UNTOUCHED.includes(cause.code)
}

function endOf(cause: Failure, { interrupts }: ApplyContext): TaskEnd {
  const stop = stopReason(interrupts)
  if (stop && cause.code === 'aborted') return { result: 'skipped', because: stop }
  return { result: 'failed', failure: cause, undone: true }
}

interface StepWork {
  readonly task: Task
  readonly effect: Effect
  readonly committed: boolean
}

async function runStep({ task, effect, committed }: StepWork, context: ApplyContext): Promise<Result<void>> {
  const { emit, clock } = context.ports
  const named = { step: effect.do, subject: subjectOf(effect, context.names), ...(task.app && { app: task.app }) }
  emit({ type: 'step-started', ...named })
  const beganMs = clock.monotonicMs()
  const done = await gated(effect, context, committed ? 'aborted' : 'superseded')
  const durationMs = Math.round(clock.monotonicMs() - beganMs)
  if (done.ok) emit({ type: 'step-succeeded', ...named, durationMs })
  else emit({ type: 'step-failed', ...named, failure: done.error })
  return done
}

function gated(effect: Effect, context: ApplyContext, until: StopReason): Promise<Result<void>> {
  const { ports } = context
  const long = (): Promise<Result<void>> => context.interrupts.during(ports.clock, until, (signal) => perform(effect, handsOf(context, signal)))
  if (effect.do === 'ensure-image') return effect.image.kind === 'build' ? long() : context.imageGate.through(long)
  if (WAITS.includes(effect.do)) return long()
  // Also while Mist stops: see interrupt.ts.
  const quick = (): Promise<Result<void>> => perform(effect, handsOf(context, never()))
  return ROUTES.includes(effect.do) ? quick() : context.engineGate.through(quick)
}

function handsOf({ ports, run, mover }: ApplyContext, signal: AbortSignal): EffectContext {
  return { ports, run, signal, ...(mover && { mover }) }
}

/** A build waits for its place by itself (see ports.ts): there it can be called off, and no pull stands behind it. */
const WAITS: readonly Effect['do'][] = ['await-ready', 'run-once', 'watch-ready', 'fill-database', 'confirm-route', 'drain', 'move-data']
/** Files and the proxy: nothing that the engine has to do. In its queue a route would wait for the containers of all other apps. */
const ROUTES: readonly Effect['do'][] = ['write-route', 'remove-route', 'ensure-file']

/**
 * An interrupted task that replaces nothing is left as it stands: taking a new container away again would only leave less running,
 * and the next pass goes on from anywhere.
 */
async function takeBack({ task, context, begun }: { readonly task: Task; readonly context: ApplyContext; readonly begun: readonly Step[] }, end: TaskEnd): Promise<TaskEnd> {
  if (end.result === 'skipped' && !task.actions.includes('replace')) return end
  const undone = await undo(task, begun, context)
  if (undone.ok) return end
  if (end.result === 'failed') return { ...end, failure: alsoNotUndone(end.failure, undone.error), undone: false }
  return { result: 'failed', failure: undone.error, undone: false }
}

function alsoNotUndone(cause: Failure, trouble: Failure): Failure {
  return { ...cause, help: `${cause.help === undefined ? '' : `${cause.help} `}Going back failed as well: ${failureLine(trouble)}. Mist tries again by itself.` }
}

/** Goes on after an undo that failed: the rest of what was begun is still worth taking back. */
async function undo(task: Task, begun: readonly Step[], context: ApplyContext): Promise<Result<void>> {
  const { ports } = context
  let end: Result<void> = ok(undefined)
  const served = begun.some(({ effect }) => effect.do === 'write-route')
  for (const effect of begun.toReversed().flatMap((step) => step.undo).map((one) => (served ? asServed(one) : one))) {
    const done = await perform(effect, handsOf(context, never()))
    if (done.ok) ports.emit({ type: 'step-undone', step: effect.do, subject: subjectOf(effect, context.names), ...(task.app && { app: task.app }) })
    else end = end.ok ? done : end
  }
  return end
}

/** Visitors may have been led to a canary: what they left with it is not thrown away. */
function asServed(effect: Effect): Effect {
  return effect.do === 'remove-container' ? { do: effect.do, container: effect.container } : effect
}
