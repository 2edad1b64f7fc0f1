/** Runs tasks on the pure world, in a fixed order that respects their edges, with a place to break off. */
import type { Effect, Step, Task } from '../../src/model/step.js'
import type { ModelWorld } from './model-world.js'
import { applyEffect } from './model-world.js'

export interface RunOptions {
  /** Steps to make before the process dies; all of them when absent. */
  readonly steps?: number
  /** `undo`: the step after the last one fails and its task is taken back; the other tasks go on. */
  readonly end?: 'die' | 'undo'
  readonly onStep?: (world: ModelWorld, at: { readonly task: Task; readonly effect: Effect }) => void
}

export interface RunEnd {
  readonly world: ModelWorld
  readonly failures: readonly string[]
  readonly applied: ReadonlySet<string>
  readonly isCut: boolean
  /** Keys of the tasks that came to their point of no return. */
  readonly committed: ReadonlySet<string>
}

interface Progress {
  world: ModelWorld
  left: number
  isCut: boolean
  readonly failures: string[]
  readonly ended: Map<string, 'applied' | 'failed'>
  readonly committed: Set<string>
  readonly options: RunOptions
}

export function runTasks(world: ModelWorld, tasks: readonly Task[], options: RunOptions = {}): RunEnd {
  const progress: Progress = { world, left: options.steps ?? Number.POSITIVE_INFINITY, isCut: false, failures: [], ended: new Map(), committed: new Set(), options }
  const open = new Map(tasks.map((task) => [task.key, task]))
  while (open.size > 0) {
    const next = [...open.values()].find((task) => [...task.needs, ...task.after].every((key) => !open.has(key)))
    if (!next) throw new Error(`the tasks wait in a circle: ${[...open.keys()].join(', ')}`)
    open.delete(next.key)
    runTask(next, progress)
    if (progress.isCut && options.end !== 'undo') break
  }
  const applied = tasks.filter(({ key }) => progress.ended.get(key) === 'applied').flatMap(({ changes }) => changes)
  return { world: progress.world, failures: progress.failures, applied: new Set(applied), isCut: progress.isCut, committed: progress.committed }
}

function runTask(task: Task, progress: Progress): void {
  const isSkipped = task.needs.some((key) => progress.ended.get(key) === 'failed')
  progress.ended.set(task.key, 'failed')
  if (isSkipped) return
  const begun: Step[] = []
  for (const step of task.steps) {
    if (step.pointOfNoReturn) progress.committed.add(task.key)
    const cause = runStep(task, step, progress)
    if (cause === undefined) {
      begun.push(step)
      continue
    }
    if (cause !== CUT) progress.failures.push(`${task.key}: ${step.effect.do}: ${cause}`)
    if (!progress.committed.has(task.key) && (cause !== CUT || progress.options.end === 'undo')) takeBack(task, begun, progress)
    return
  }
  progress.ended.set(task.key, 'applied')
}

const CUT = 'cut'

function runStep(task: Task, { effect }: Step, progress: Progress): string | undefined {
  if (progress.left === 0) {
    progress.isCut = true
    progress.left = progress.options.end === 'undo' ? Number.POSITIVE_INFINITY : 0
    return CUT
  }
  progress.left -= 1
  const applied = applyEffect(progress.world, effect)
  if (!applied.ok) return applied.cause
  progress.world = applied.world
  progress.options.onStep?.(progress.world, { task, effect })
  return undefined
}

function takeBack(task: Task, begun: readonly Step[], progress: Progress): void {
  for (const effect of begun.toReversed().flatMap(({ undo }) => undo)) {
    const applied = applyEffect(progress.world, effect)
    if (!applied.ok) progress.failures.push(`${task.key}: undo ${effect.do}: ${applied.cause}`)
    else progress.world = applied.world
    if (applied.ok) progress.options.onStep?.(progress.world, { task, effect })
  }
}
