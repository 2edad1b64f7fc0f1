/**
 * What each task of a pass teaches, as soon as it has ended: others may look while the rest of the pass is still at work, and must not
 * try at once what has just failed.
 */
import type { Plan } from '../../model/plan.js'
import type { DesiredState, ObservedState } from '../../model/state.js'
import type { Task } from '../../model/step.js'
import { nextHolds } from './holds.js'
import type { Holds } from '../memory.js'
import type { LearnedHolds } from '../loop/merge-holds.js'
import { withoutBlame } from './blameless.js'
import type { ReadyTools } from '../apply/readiness.js'
import type { RejectingPorts } from './rejected.js'
import { noteRejection } from './rejected.js'
import type { TaskEnd } from '../apply/task.js'

export interface Lessons {
  /** Answers with the end as it counts: see blameless.ts. */
  learn(task: Task, end: TaskEnd): Promise<TaskEnd>
  /** All that was learnt so far. */
  holds(): Holds
}

export interface LessonPlan {
  /** As planned, before anything was held back. */
  readonly plan: Plan
  readonly desired: DesiredState
  readonly observed: ObservedState
  readonly holds: Holds
  readonly onHolds?: ((learned: LearnedHolds) => void) | undefined
}

export function openLessons(ports: RejectingPorts & ReadyTools, { plan, desired, observed, holds: first, onHolds }: LessonPlan): Lessons {
  let holds = first
  return {
    holds: () => holds,
    learn: async (task, met) => {
      const end = await withoutBlame(ports, { task, end: met, desired, observed })
      const isRejected = end === met && (await noteRejection(ports, { task, end, desired, images: observed.images, volumes: observed.volumes }))
      if (isRejected || task.app === undefined) return end
      const { app } = task
      const [id] = task.changes
      const [action] = task.actions
      const outcomes = id && action ? [{ id, app, action, ...end }] : []
      const before = holds
      holds = nextHolds(before, { plan, desired, outcomes, nowMs: ports.clock.monotonicMs() })
      onHolds?.({ before, after: holds })
      return end
    },
  }
}
