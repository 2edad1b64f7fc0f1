/**
 * One pass: lease → look → restrain → apply → record. It joins the parts and decides only how the pass as a whole came out.
 */
import type { Failure } from '../model/failure.js'
import { failure } from '../model/failure.js'
import type { Plan } from '../model/plan.js'
import type { ChangeOutcome, Run, Suspension, Trigger } from '../model/run.js'
import type { DesiredState } from '../model/state.js'
import { toTasks } from '../plan/steps.js'
import type { Ports } from '../ports.js'
import { applyTasks } from './apply.js'
import type { EngineConfig } from './config.js'
import { announceDrift } from './drift.js'
import { holdBack, nextHolds } from './holds.js'
import { waitForLease } from './lease.js'
import type { Look, LookRequest } from './look.js'
import { look } from './look.js'
import type { Memory } from './memory.js'
import { EMPTY_MEMORY } from './memory.js'
import type { Recorder } from './recorder.js'
import { openRecorder } from './recorder.js'
import { rememberApplied } from './remember.js'
import { toPublicBlocked, toPublicDiagnostic, toSummary } from './summary.js'
import { suspendPlan, liveSuspension } from './suspension.js'
import { verdictOf } from './verdict.js'

export interface PassRequest extends LookRequest {
  readonly trigger: Trigger
  /** Asked between steps and during waits: did the source move on from this commit? */
  readonly isSuperseded?: (commit: string) => boolean
  /** Asked under the lease, once the plan is made and before anything of it is done: what a person saw is what is executed. */
  readonly approve?: (seen: Look) => Promise<'apply' | 'decline'>
}

export interface Pass {
  readonly run: Run
  readonly look: Look
  readonly suspension?: Suspension
  /** For the next pass. */
  readonly memory: Memory
}

export async function reconcile(ports: Ports, config: EngineConfig, request: PassRequest, signal: AbortSignal): Promise<Pass> {
  const recorder = openRecorder(ports)
  const work: PassWork = { ports: { ...ports, emit: recorder.emit }, config, request, signal, recorder, startedAt: ports.clock.nowIso(), beganMs: ports.clock.monotonicMs() }
  recorder.emit({ type: 'run-started', trigger: request.trigger })
  const lease = await waitForLease(work.ports, request.trigger, signal)
  if (!lease.ok) return close(work, { look: { diagnostics: [], failure: lease.error, memory: request.memory ?? EMPTY_MEMORY }, outcomes: [] })
  try {
    return await passUnderLease(work)
  } finally {
    lease.value.release()
  }
}

interface PassWork {
  readonly ports: Ports
  readonly config: EngineConfig
  readonly request: PassRequest
  readonly signal: AbortSignal
  readonly recorder: Recorder
  readonly startedAt: string
  readonly beganMs: number
}

interface PassEnd {
  readonly look: Look
  readonly outcomes: readonly ChangeOutcome[]
  readonly suspension?: Suspension
}

async function passUnderLease(work: PassWork): Promise<Pass> {
  const { ports, config, request, signal } = work
  const suspension = liveSuspension(ports)
  // A person who applies wants this commit or an explanation; the loop wants everything that still can be right to be right.
  const fallback = request.trigger === 'cli' ? 'none' : 'last-good'
  const seen = await look(ports, config, { fallback, ...request }, signal)
  if (!seen.plan || !seen.desired) return close(work, { look: seen, outcomes: [], ...(suspension && { suspension }) })
  const { plan: full, desired } = seen
  announceDrift(full, ports.emit)
  if (suspension) return close(work, { look: { ...seen, plan: suspendPlan(full, suspension) }, outcomes: [], suspension })
  const plan = request.trigger === 'cli' ? full : holdBack(full, { desired, holds: seen.memory.holds, nowMs: ports.clock.monotonicMs() })
  if ((await request.approve?.({ ...seen, plan })) === 'decline') return close(work, { look: { ...seen, failure: DECLINED }, outcomes: [] })
  const outcomes = await carryOut(work, plan, { desired, head: seen.revision?.commit })
  const holds = nextHolds(seen.memory.holds, { plan: full, desired, outcomes, nowMs: ports.clock.monotonicMs() })
  return close(work, { look: { ...seen, plan, memory: { ...seen.memory, holds } }, outcomes })
}

const DECLINED = failure('aborted', { subject: 'cannot apply the plan', cause: 'it was declined' })

interface Target {
  readonly desired: DesiredState
  /** Where the source was when the pass began, which a last good revision may lie behind. */
  readonly head: string | undefined
}

async function carryOut({ ports, request, signal, recorder }: PassWork, plan: Plan, { desired, head }: Target): Promise<readonly ChangeOutcome[]> {
  const isNoted = request.memory?.resolved?.desired === desired
  const outcomes = plan.changes.length > 0 ? await applyTasks(ports, { changes: plan.changes, tasks: toTasks(plan), run: recorder.begin() }, {
    signal,
    isSuperseded: () => head !== undefined && (request.isSuperseded?.(head) ?? false),
  }) : []
  if (outcomes.length > 0 || !isNoted) rememberApplied(ports.store, { plan, desired, outcomes })
  return outcomes
}

function close({ ports, request, recorder, startedAt, beganMs }: PassWork, { look: seen, outcomes, suspension }: PassEnd): Pass {
  const failure = seen.failure ?? seen.trouble?.failure
  if (failure) announceFailure(failure, recorder)
  const run = recorder.finish({
    id: 0,
    trigger: request.trigger,
    startedAt,
    durationMs: Math.round(ports.clock.monotonicMs() - beganMs),
    ...(seen.revision && { revision: seen.revision }),
    verdict: verdictOf({ failure, plan: seen.plan, outcomes }),
    ...planOf(seen.plan, outcomes),
    outcomes,
    ...(failure && { failure }),
    diagnostics: seen.diagnostics.map(toPublicDiagnostic),
  })
  return { run, look: seen, memory: seen.memory, ...(suspension && { suspension }) }
}

/** What was planned and not begun is no history: the next pass plans it again. */
function planOf(plan: Plan | undefined, outcomes: readonly ChangeOutcome[]): Pick<Run, 'changes' | 'blocked'> {
  if (!plan) return { changes: [], blocked: [] }
  return { changes: outcomes.length > 0 ? plan.changes.map(toSummary) : [], blocked: plan.blocked.map(toPublicBlocked) }
}

/** Source and manifest failures have spoken for themselves. */
function announceFailure(failure: Failure, { emit }: Recorder): void {
  const hasOwnEvent = failure.code.startsWith('source-') || failure.code.startsWith('manifest-')
  if (!hasOwnEvent) emit({ type: 'run-failed', failure })
}
