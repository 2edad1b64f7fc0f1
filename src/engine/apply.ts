/**
 * Executes the tasks of a plan: apps side by side, steps of one app one after the other, dependencies first. Every change of the
 * plan gets an outcome, whatever happens. It decides nothing that the plan did not decide.
 */
import { failure } from '../model/failure.js'
import type { Change } from '../model/plan.js'
import type { ChangeOutcome } from '../model/run.js'
import type { Task } from '../model/step.js'
import type { Gate } from './gate.js'
import { createGate } from './gate.js'
import { shareInterrupts } from './apply/interrupt.js'
import type { EffectPorts, Mover } from './apply/effect-context.js'
import type { ApplyContext, TaskEnd } from './apply/task.js'
import type { KnownNames } from './apply/text.js'
import { runTask } from './apply/task.js'

export interface ApplyWork {
  readonly changes: readonly Change[]
  readonly tasks: readonly Task[]
  readonly run: number
  readonly mover?: Mover
  /** Its own by default. */
  readonly gates?: Gates
  /** Told of each task as soon as it has ended, and waited for before anything goes on that needs the task. Answers with the end as it counts. */
  readonly onEnd?: (task: Task, end: TaskEnd) => Promise<TaskEnd>
}

/** How much is asked of the engine at a time. */
export interface Gates {
  readonly engine: Gate
  readonly image: Gate
}

/** As in interrupt.ts, of all tasks. */
export interface ApplyInterrupts {
  readonly signal: AbortSignal
  readonly isSuperseded: (task: string) => boolean
}

const EFFECTS_AT_A_TIME = 4
const IMAGES_AT_A_TIME = 2
/** Replacements that have begun hold two containers each: this bounds what a host must carry for a moment. */
const TASKS_IN_FLIGHT = 32

export function createGates(effectsAtATime = EFFECTS_AT_A_TIME): Gates {
  return { engine: createGate(effectsAtATime), image: createGate(IMAGES_AT_A_TIME) }
}

export async function applyTasks(ports: EffectPorts, work: ApplyWork, interrupts: ApplyInterrupts): Promise<readonly ChangeOutcome[]> {
  const { engine: engineGate, image: imageGate } = work.gates ?? createGates()
  const shared = shareInterrupts(interrupts.signal)
  const names = namesIn(work.changes)
  const contextOf = ({ key }: Task): ApplyContext => ({ ports, run: work.run, interrupts: shared.of(() => interrupts.isSuperseded(key)), engineGate, imageGate, names, ...(work.mover && { mover: work.mover }) })
  const ends = await runGraph(work.tasks, {
    run: async (task) => told(task, await timed(task, contextOf(task)), work),
    skip: (task, end) => {
      announce(task, end, { context: contextOf(task), durationMs: 0 })
      return told(task, end, work)
    },
  }).finally(shared.release)
  const endOf = new Map(work.tasks.flatMap((task) => task.changes.map((id) => [id, ends.get(task.key)] as const)))
  return work.changes.map((change) => outcomeOf(change, endOf.get(change.id)))
}

async function told(task: Task, end: TaskEnd, { onEnd }: ApplyWork): Promise<TaskEnd> {
  return onEnd ? onEnd(task, end) : end
}

function namesIn(changes: readonly Change[]): KnownNames {
  return new Map(changes.flatMap((change) => (change.kind === 'container' && change.action !== 'create' ? [[change.live.engineId, change.live.name] as const] : [])))
}

interface TaskRunner {
  run(task: Task): Promise<TaskEnd>
  skip(task: Task, end: TaskEnd): Promise<TaskEnd>
}

/** Every task is waited for, also when one of them throws: nothing may still be at work after the pass has ended. */
async function runGraph(tasks: readonly Task[], each: TaskRunner): Promise<ReadonlyMap<string, TaskEnd>> {
  const byKey = new Map(tasks.map((task) => [task.key, task]))
  const inFlight = createGate(TASKS_IN_FLIGHT)
  const ends = new Map<string, Promise<TaskEnd>>()
  const endOf = async (key: string): Promise<TaskEnd | undefined> => {
    const task = byKey.get(key)
    // A dependency without a task needs no change: it is in order already.
    if (!task) return undefined
    const known = ends.get(key) ?? begin(task)
    ends.set(key, known)
    return known
  }
  const begin = async (task: Task): Promise<TaskEnd> => {
    // Yielding first lets the caller note this promise before any dependency is asked for.
    await Promise.resolve()
    await Promise.allSettled(task.after.map(endOf))
    const needed = await Promise.all(task.needs.map(endOf))
    const missing = needed.find((end) => end !== undefined && end.result !== 'applied')
    if (!missing) return inFlight.through(() => each.run(task))
    return each.skip(task, skippedWith(missing))
  }
  const settled = await Promise.allSettled(tasks.map((task) => endOf(task.key)))
  const broken = settled.find((one) => one.status === 'rejected')
  if (broken) throw broken.reason
  return new Map(await Promise.all([...ends].map(async ([key, end]) => [key, await end] as const)))
}

function skippedWith(missing: TaskEnd): TaskEnd {
  return missing.result === 'skipped' ? missing : { result: 'skipped', because: 'dependency-failed' }
}

async function timed(task: Task, context: ApplyContext): Promise<TaskEnd> {
  const { clock } = context.ports
  const beganMs = clock.monotonicMs()
  const end = await runTask(task, context)
  announce(task, end, { context, durationMs: Math.round(clock.monotonicMs() - beganMs) })
  return end
}

function announce({ app }: Task, end: TaskEnd, { context, durationMs }: { readonly context: ApplyContext; readonly durationMs: number }): void {
  const { emit } = context.ports
  if (!app) return
  if (end.result === 'applied') emit({ type: 'app-released', app, durationMs })
  if (end.result === 'failed') emit({ type: 'app-failed', app, failure: end.failure, undone: end.undone })
  if (end.result === 'skipped') emit({ type: 'app-skipped', app, because: end.because })
}

function outcomeOf({ id, app, action }: Change, end: TaskEnd = NOT_CARRIED): ChangeOutcome {
  return { id, ...(app && { app }), action, ...end }
}

const NOT_CARRIED: TaskEnd = {
  result: 'failed',
  undone: true,
  failure: failure('internal', { subject: 'cannot apply a change', cause: 'no task carries it', help: 'This is a bug in Mist; please report it.' }),
}
