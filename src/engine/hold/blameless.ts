/**
 * Whether an app that did not come up had what it needs. Who failed while an app that it depends on was not up may be without fault: that
 * is no verdict on its release, and it is tried again with pauses. Whether a failure that is its own rejects the release is decided in rejected.ts.
 */
import type { FailureCode } from '../../model/failure.js'
import type { AppKey } from '../../model/resource.js'
import { projectOf } from '../../model/resource.js'
import type { DesiredApp, DesiredState, ObservedContainer, ObservedState } from '../../model/state.js'
import type { ReadyCheck, Task } from '../../model/step.js'
import { mayComplete, readyCheck } from '../../plan/rollout/rollout.js'
import { never } from '../../signals.js'
import type { ReadyTools } from '../apply/readiness.js'
import { glance } from '../apply/readiness.js'
import type { TaskEnd } from '../apply/task.js'

export interface FailedTask {
  readonly task: Task
  readonly end: TaskEnd
  readonly desired: DesiredState
  /** As seen before the pass began its work. */
  readonly observed: ObservedState
}

/** What an app may come to that finds nobody at the other end. What builds, images and routes fail by has nothing to do with that. */
const FOR_WANT_OF_OTHERS: readonly FailureCode[] = ['pre-failed', 'container-exited', 'container-unhealthy', 'container-not-ready']

/** The end as it counts: the same where nothing was missing. */
export async function withoutBlame(tools: ReadyTools, { task, end, desired, observed }: FailedTask): Promise<TaskEnd> {
  if (end.result !== 'failed' || task.app === undefined || !FOR_WANT_OF_OTHERS.includes(end.failure.code)) return end
  const missing = await firstDown(tools, neededBy(task.app, desired), { desired, observed })
  if (missing === undefined) return end
  return { ...end, failure: { ...end.failure, cause: `${end.failure.cause}, while ${missing}, which it needs, was not up`, retry: 'backoff' } }
}

/** Nearest first, and what those need in turn: who answers may be unable to do so for want of another. */
function neededBy(app: AppKey, { apps }: DesiredState): readonly AppKey[] {
  const needs = new Map(apps.map(({ key, dependsOn }) => [key, dependsOn]))
  const found = new Set(needs.get(app))
  for (const key of found) for (const other of needs.get(key) ?? []) found.add(other)
  found.delete(app)
  return [...found]
}

type Sides = Pick<FailedTask, 'desired' | 'observed'>

/** What cannot be seen may be what was missing. */
async function firstDown(tools: ReadyTools, needed: readonly AppKey[], { desired, observed }: Sides): Promise<AppKey | undefined> {
  if (needed.length === 0) return undefined
  const seen = await tools.runtime.observe({ images: [], freshness: 'live' }, never())
  for (const key of needed) {
    const lives = seen.ok ? seen.value.containers.filter(({ app }) => app === key) : []
    const checks = await Promise.all(lives.map((live) => wasUp(tools, live, { desired, observed })))
    if (!checks.includes(true)) return key
  }
  return undefined
}

async function wasUp(tools: ReadyTools, live: ObservedContainer, { desired, observed }: Sides): Promise<boolean> {
  const before = observed.containers.find(({ engineId }) => engineId === live.engineId)
  if (beganAnew(live, before)) return false
  const app = desired.apps.find(({ key }) => key === live.app)
  const { seen } = await glance(tools, { container: live.engineId, ready: checkOf(app, live, desired), known: {}, waitedMs: Infinity }, never())
  return seen.kind === 'ready'
}

/** It was away in between, though it is back by now. Who was made in this pass was proven ready at its first start. */
function beganAnew({ startedAt, restartCount }: ObservedContainer, before: ObservedContainer | undefined): boolean {
  return before ? before.state === 'running' && before.startedAt !== startedAt : restartCount > 0
}

/** Of what is not known in git right now only the engine tells. */
function checkOf(app: DesiredApp | undefined, { restart }: ObservedContainer, { networks }: DesiredState): ReadyCheck {
  if (!app) return { network: '', port: 0, timeoutMs: 0, stableMs: 0 }
  const network = networks.find(({ project }) => project === projectOf(app.key))?.name ?? ''
  return { ...readyCheck({ ...app, network }), ...(mayComplete(restart) && { mayComplete: true }) }
}
