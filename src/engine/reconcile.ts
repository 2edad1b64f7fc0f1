/**
 * One pass: lease → look → restrain → apply → record. It joins the parts and decides only how the pass as a whole came out.
 */
import type { Failure } from '../model/failure.js'
import { failure } from '../model/failure.js'
import type { Plan } from '../model/plan.js'
import type { ChangeOutcome, Run, Suspension, Trigger } from '../model/run.js'
import type { DesiredState, ObservedState } from '../model/state.js'
import type { Task } from '../model/step.js'
import { claimsOf } from '../plan/claims.js'
import { toTasks } from '../plan/steps.js'
import type { Emit, Ports } from '../ports.js'
import { applyTasks } from './apply.js'
import { wakeForgotten } from './backup/stand-still.js'
import { announceCertificates } from './report/certificates.js'
import type { EngineConfig } from './config.js'
import type { Beside } from './loop/beside.js'
import { planAround, withOpenApps, withoutLeftOut } from './loop/beside.js'
import { announceDrift } from './look/drift.js'
import { sweepInterrupted } from './volumes/generations.js'
import { holdBack, nextHolds } from './hold/holds.js'
import type { InFlight, Sight } from './loop/in-flight.js'
import { createInFlight } from './loop/in-flight.js'
import { waitForLease } from './loop/lease.js'
import type { Look, LookRequest } from './look.js'
import { look } from './look.js'
import type { Lessons } from './hold/lessons.js'
import { openLessons } from './hold/lessons.js'
import type { Holds, Memory } from './memory.js'
import { EMPTY_MEMORY } from './memory.js'
import type { LearnedHolds } from './loop/merge-holds.js'
import { noteData } from './record/note-data.js'
import { notePins } from './hold/pins.js'
import { sweepPreviewVolumes } from './tidy/preview-volumes.js'
import { recordReleases } from './record/record-releases.js'
import type { Recorder } from './record/recorder.js'
import { openRecorder } from './record/recorder.js'
import { forgetRejections } from './hold/rejected.js'
import { isAtLastRelease } from './hold/release-identity.js'
import type { AppliedState } from './record/remember.js'
import { rememberApplied } from './record/remember.js'
import { toPublicBlocked, toPublicDiagnostic, toSummary } from './record/summary.js'
import { suspendPlan, liveSuspension } from './loop/suspension.js'
import { sweepFiles } from './tidy/sweep-files.js'
import type { TaskEnd } from './apply/task.js'
import { releasedApps, removedApps, tidyAfterRelease } from './tidy/tidy.js'
import { createMover } from './upgrade/mover.js'
import { verdictOf } from './record/verdict.js'

export interface PassRequest extends LookRequest {
  readonly trigger: Trigger
  /** What other passes of this process are at work on: it is left alone. */
  readonly inFlight?: InFlight
  /** Taken together with the memory: what ends after it is not known there, and what ended before it is. */
  readonly sight?: Sight
  /** Done under the lease before anything is looked at; a failure ends the pass there. */
  readonly prepare?: (signal: AbortSignal, emit: Emit) => Promise<Failure | undefined>
  /** Asked under the lease, once the plan is made and before anything of it is done: what a person saw is what is executed. */
  readonly approve?: (seen: Look) => Promise<'apply' | 'decline'>
  /** Told once work begins: from then on the next pass may look. Not told by a pass that has nothing to do. */
  readonly onWork?: (seen: Look) => void
  /** Told what the end of each task taught. */
  readonly onHolds?: (learned: LearnedHolds) => void
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
  const work: PassWork = { ports: { ...ports, emit: recorder.emit }, config, request, signal, recorder, inFlight: request.inFlight ?? createInFlight(), startedAt: ports.clock.nowIso(), beganMs: ports.clock.monotonicMs() }
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
  readonly inFlight: InFlight
  readonly startedAt: string
  readonly beganMs: number
}

interface PassEnd {
  readonly look: Look
  readonly outcomes: readonly ChangeOutcome[]
  readonly suspension?: Suspension
  readonly beside?: Beside
}

async function passUnderLease(work: PassWork): Promise<Pass> {
  const { ports, request } = work
  const sight = request.sight ?? work.inFlight.sight()
  await wakeForgotten(ports, work.signal)
  const seen = await prepareAndLook(work)
  // Asked after the look: whoever suspends and then changes something must not meet a pass that began before.
  const suspension = liveSuspension(ports)
  if (!seen.plan || !seen.desired || !seen.observed) return close(work, { look: seen, outcomes: [], ...(suspension && { suspension }) })
  const { plan: full, desired, observed } = seen
  if (suspension) {
    announceDrift(full, ports.emit)
    return close(work, { look: { ...seen, plan: suspendPlan(full, suspension) }, outcomes: [], suspension })
  }
  await noteGenerations(ports, seen)
  await noteData(ports, { desired, observed })
  const nowMs = ports.clock.monotonicMs()
  const holds = nextHolds(seen.memory.holds, { plan: full, desired, outcomes: [], nowMs })
  const plan = request.trigger === 'cli' ? full : holdBack(full, { desired, observed, holds, nowMs, isAtLastRelease: (app) => isAtLastRelease(ports.store, app, observed.images) })
  const beside = planAround(work.inFlight, sight, { plan, desired, trigger: request.trigger })
  announceDrift(withoutLeftOut(full, beside), ports.emit)
  const warned = announceCertificates(seen, { emit: ports.emit, nowIso: ports.clock.nowIso() })
  const ready: Look = { ...seen, plan, memory: { ...seen.memory, holds, warned } }
  if ((await request.approve?.(ready)) === 'decline') return close(work, { look: { ...seen, failure: DECLINED }, outcomes: [] })
  const lessons = openLessons(ports, { plan: full, desired, observed, holds, onHolds: request.onHolds })
  const outcomes = await carryOut(work, ready, { beside, desired, lessons })
  const memory = await remember(work, ready, { beside, plan, desired, observed, outcomes, holds: lessons.holds() })
  return close(work, { look: { ...ready, memory }, outcomes, beside })
}

async function prepareAndLook({ ports, config, request, signal }: PassWork): Promise<Look> {
  const unprepared = await request.prepare?.(signal, ports.emit)
  if (unprepared) return { diagnostics: [], failure: unprepared, memory: request.memory ?? EMPTY_MEMORY }
  // A person who applies wants this commit or an explanation; the loop wants everything that still can be right to be right.
  const fallback = request.trigger === 'cli' ? 'none' : 'last-good'
  const seen = await look(ports, config, { fallback, ...request }, signal)
  if (seen.pins) notePins(ports, seen.pins)
  return seen
}

/** What the host told of generations is written down while it is there to tell. One that cannot be written down is told again by the next look. */
async function noteGenerations({ generations }: Ports, { unnoted = {} }: Look): Promise<void> {
  if (Object.keys(unnoted).length > 0) await generations.update((now) => ({ ...now, inUse: { ...unnoted, ...now.inUse } }))
}

interface Carried extends AppliedState {
  readonly observed: ObservedState
  readonly beside: Beside
  readonly holds: Holds
}

/** What the pass as a whole taught: which releases came out, and which rejections no longer stand. Single tasks have taught already. */
async function remember({ ports, config, request, signal, inFlight }: PassWork, { memory }: Look, { plan, desired, observed, outcomes, beside, holds }: Carried): Promise<Memory> {
  const isNewest = beside.isNewest()
  // The plan of some apps says nothing about the others, and an old one no longer does.
  const isWhole = request.selector === undefined && isNewest
  const recorded = await recordReleases(ports, { desired, observed, plan: withOpenApps(plan, beside), outcomes, noted: isWhole ? memory.released : desired }, signal)
  forgetRejections(ports.store, { desired, images: observed.images, outcomes, isOld: !isNewest })
  for (const app of [...recorded, ...releasedApps(desired, outcomes), ...removedApps(desired, outcomes)]) inFlight.untidied.add(app)
  // What was wanted when this pass looked may no longer be all that is needed.
  if (isNewest) await tidyAfterRelease(ports, { config, desired, released: inFlight.untidied }, signal)
  await sweepInterrupted(ports, observed, signal)
  if (isWhole && observed) await sweepPreviewVolumes(ports, { desired, observed }, signal)
  if (isNewest && outcomes.length === 0) await sweepFiles(ports.files, { desired, observed, inFlight }, signal)
  return { ...memory, holds, ...(isWhole && { released: desired }) }
}

const DECLINED = failure('aborted', { subject: 'cannot apply the plan', cause: 'it was declined' })

interface Target {
  readonly beside: Beside
  readonly desired: DesiredState
  readonly lessons: Lessons
}

async function carryOut(work: PassWork, ready: Look, target: Target): Promise<readonly ChangeOutcome[]> {
  const { ports, request } = work
  const { beside: { free, isNewest }, desired } = target
  const isNoted = [request.memory?.resolved, request.memory?.kept].some((known) => known?.desired === desired)
  const outcomes = free.changes.length > 0 ? await apply(work, ready, target) : []
  if (outcomes.length > 0 || !isNoted) rememberApplied(ports.store, { plan: isNewest() ? free : { ...free, unchanged: [] }, desired, outcomes })
  return outcomes
}

/** From the claims on, other passes may look and work beside this one. */
async function apply({ ports, config, request, signal, recorder, inFlight }: PassWork, ready: Look, { beside: { free }, desired, lessons }: Target): Promise<readonly ChangeOutcome[]> {
  const tasks = toTasks(free)
  const run = recorder.begin()
  const claims = claimsOf(free, tasks)
  inFlight.begin(claims, desired)
  const onEnd = async (task: Task, end: TaskEnd): Promise<TaskEnd> => {
    const counted = await lessons.learn(task, end)
    inFlight.end(task.key, counted)
    return counted
  }
  try {
    request.onWork?.(ready)
    return await applyTasks(ports, { changes: free.changes, tasks, run, gates: inFlight.gates, mover: createMover(ports, config), onEnd }, { signal, isSuperseded: inFlight.isSuperseded })
  } finally {
    inFlight.drop(claims)
  }
}

function close({ ports, request, recorder, startedAt, beganMs }: PassWork, { look: seen, outcomes, suspension, beside }: PassEnd): Pass {
  const failure = seen.failure ?? seen.trouble?.failure
  if (failure) announceFailure(failure, recorder)
  const run = recorder.finish({
    id: 0,
    trigger: request.trigger,
    startedAt,
    durationMs: Math.round(ports.clock.monotonicMs() - beganMs),
    ...(seen.revision && { revision: seen.revision }),
    verdict: verdictOf({ failure, trouble: seen.trouble?.failure, plan: seen.plan, outcomes }),
    ...planOf(beside?.free ?? seen.plan, outcomes),
    ...leftOutOf(beside),
    outcomes,
    ...(failure && { failure }),
    diagnostics: seen.diagnostics.map(toPublicDiagnostic),
  })
  return { run, look: seen, memory: seen.memory, ...(suspension && { suspension }) }
}

function leftOutOf(beside: Beside | undefined): Pick<Run, 'leftOut'> {
  return beside && beside.leftOut.size > 0 ? { leftOut: [...beside.leftOut].sort() } : {}
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
