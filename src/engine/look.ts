/**
 * Everything up to the plan, without an effect on the host: what `diff`, `status`, `validate` and `render` use, and the first half
 * of every pass. A plan that breaks an invariant is a bug of Mist and is not handed out.
 */
import type { Diagnostic } from '../model/diagnostic.js'
import type { Failure } from '../model/failure.js'
import { failure } from '../model/failure.js'
import type { Plan } from '../model/plan.js'
import type { DesiredState, ObservedState, Revision } from '../model/state.js'
import type { Result } from '../model/result.js'
import { err, ok } from '../model/result.js'
import { lintPlan } from '../plan/lint.js'
import { planChanges } from '../plan/plan.js'
import { selectApps } from '../plan/select.js'
import type { ReadPorts } from '../ports.js'
import { unnoted } from '../resolve/generations.js'
import { findEmptyStarts } from './backup/empty-starts.js'
import type { EmptyStarts } from './backup/empty-starts.js'
import type { EngineConfig } from './config.js'
import { findDesired } from './look/desire.js'
import { fitToHost, withMoves } from './look/fit-to-host.js'
import { heldWishes } from './hold/held-wishes.js'
import { keepHeld, planWithHeld } from './hold/keep.js'
import type { KnownPlan } from './look/known-plan.js'
import { recallPlan } from './look/known-plan.js'
import type { Memory, SourceTrouble } from './memory.js'
import { EMPTY_MEMORY } from './memory.js'
import { observe } from './look/observe.js'
import type { PinNews } from './hold/pins.js'
import type { ReadWork } from './look/read-manifest.js'
import { isDataBeyond } from './hold/rejected.js'
import { isAtLastRelease, lastRelease } from './hold/release-identity.js'

export interface LookRequest {
  /** `local` stays off the network for git: the newest copy that is here. */
  readonly fetch: 'remote' | 'local'
  readonly freshness: 'cached' | 'live'
  /** `project` or `project/app`: the plan speaks of nothing else. */
  readonly selector?: string
  /** Whether releases that were rejected stay held; they do by default. */
  readonly rejected?: 'held' | 'tried'
  /** What to plan against when the newest commit cannot be used; `none` by default. */
  readonly fallback?: 'last-good' | 'none'
  /** What an earlier look handed on. */
  readonly memory?: Memory
}

export interface Look {
  /** Where the source is: what `diagnostics` and a manifest failure speak of. */
  readonly revision?: Revision
  readonly diagnostics: readonly Diagnostic[]
  /** Why there is no plan for `revision`. With a fallback there may still be a plan: that of the last good revision. */
  readonly failure?: Failure
  /** The source did not answer; what is seen is the newest copy that is here. */
  readonly trouble?: SourceTrouble
  readonly desired?: DesiredState
  /** Rollbacks that are over. */
  readonly pins?: PinNews
  readonly observed?: ObservedState
  readonly plan?: Plan
  /** Volumes whose generation the host told, since the note of Mist does not. */
  readonly unnoted?: Readonly<Record<string, string>>
  /** Volumes that are being filled, or were left half filled. */
  readonly making?: readonly string[]
  /** First name of a volume → why it may not begin empty now. */
  readonly emptyStarts?: EmptyStarts
  readonly memory: Memory
}

export async function look(ports: ReadPorts, config: EngineConfig, request: LookRequest, signal: AbortSignal): Promise<Look> {
  const { fetch, freshness, fallback = 'none', memory = EMPTY_MEMORY } = request
  const sight = openSight(ports, { memory, freshness }, signal)
  const desire = await findDesired({ ports, config, request: { fetch, fallback }, signal }, memory)
  if (desire.failure?.code === 'aborted') return desire
  const observed = await sight(desire.desired)
  if (!observed.ok) return { ...desire, failure: desire.failure ?? observed.error }
  if (!desire.desired) return { ...desire, observed: observed.value }
  const { desired: git, choices, making } = fitToHost(ports, { desired: desire.desired, observed: observed.value })
  const { emptyStarts, sought } = await findEmptyStarts({ ports, config, signal }, { desired: git, observed: observed.value, before: memory.sought })
  const first = makePlan({ ports, config, known: memory.plans }, { desired: git, observed: observed.value, emptyStarts })
  if (!first.ok) return { ...desire, desired: git, observed: observed.value, failure: first.error }
  const { changes, blocked, unchanged } = first.value.plan
  ports.emit({ type: 'plan-made', changes: changes.length, blocked: blocked.length, unchanged: unchanged.length })
  const seen = { ...desire, desired: git, observed: observed.value, plan: first.value.plan, emptyStarts, unnoted: unnoted(choices), making, memory: { ...desire.memory, sought, plans: [first.value] } }
  const found = await withHeld({ ports, config, signal, known: memory.plans }, seen, request)
  return found.plan ? { ...found, plan: selectApps(found.plan, request.selector) } : found
}

type Planned = Look & Required<Pick<Look, 'desired' | 'observed' | 'plan' | 'emptyStarts'>>

interface PlanWork extends Pick<ReadWork, 'ports' | 'config'> {
  readonly known: readonly KnownPlan[] | undefined
}

/** With what git wants and Mist does not try now kept as it was. */
async function withHeld(work: ReadWork & PlanWork, seen: Planned, { rejected = 'held' }: LookRequest): Promise<Look> {
  const { store, clock } = work.ports
  const { desired: git, observed, plan, emptyStarts, memory } = seen
  const wishes = heldWishes({
    git, observed, plan,
    rejections: rejected === 'tried' ? [] : store.rejections(),
    holds: memory.holds,
    nowMs: clock.monotonicMs(),
    before: memory.kept?.desired,
    hasRelease: (app) => lastRelease(store, app) !== undefined,
    isAtLastRelease: (app) => isAtLastRelease(store, app, observed.images),
    isDataBeyond: (app) => isDataBeyond(store, app, observed.volumes),
  })
  if (wishes.size === 0) return seen
  const { waiting, ...kept } = await keepHeld(work, { git, observed, wishes, memory })
  const { plan: _, ...unplanned } = { ...seen, ...kept }
  if (kept.desired === git) return { ...unplanned, plan: planWithHeld({ plan, git: plan, wishes, waiting }) }
  const again = makePlan(work, { ...kept, emptyStarts })
  if (!again.ok) return { ...unplanned, failure: again.error }
  return { ...unplanned, plan: planWithHeld({ plan: again.value.plan, git: plan, wishes, waiting }), memory: { ...kept.memory, plans: [...kept.memory.plans ?? [], again.value] } }
}

/** What was seen longer ago than this is seen again: the remote was slow, and the host may have changed meanwhile. */
const EARLY_FOR_MS = 500

type Sight = (desired: DesiredState | undefined) => Promise<Result<ObservedState>>

/**
 * Most looks find the same commit as the one before: then the host can be looked at while the remote is asked. That answer counts
 * only for the state that it was made for, and only while it is young.
 */
function openSight(ports: ReadPorts, { memory, freshness }: Required<Pick<LookRequest, 'memory' | 'freshness'>>, signal: AbortSignal): Sight {
  const known = memory.resolved?.desired
  const beganMs = ports.clock.monotonicMs()
  const early = known && observe(ports, { desired: known, freshness }, signal)
  // Whoever does not ask for it shall not fall over its bugs.
  early?.catch(() => undefined)
  return (desired) => {
    const counts = early && desired === known && ports.clock.monotonicMs() - beganMs <= EARLY_FOR_MS
    return counts ? early : observe(ports, { desired, freshness }, signal)
  }
}

interface PlanSides {
  readonly desired: DesiredState
  readonly observed: ObservedState
  readonly emptyStarts: EmptyStarts
}

function makePlan({ ports, config, known = [] }: PlanWork, state: PlanSides): Result<KnownPlan> {
  const { store, dataRecord } = ports
  const deletionConfirmed = store.isDeletionConfirmed(state.desired.revision.commit)
  const memory = { lastApplied: store.lastApplied(), dataRecord: dataRecord.read(), emptyStarts: state.emptyStarts, deletionConfirmed, servers: config.servers }
  const desired = withMoves(ports, state)
  const basis = { desired, observed: state.observed, memory }
  const recalled = recallPlan(known, basis)
  if (recalled) return ok({ basis, plan: recalled })
  const plan = planChanges(desired, state.observed, memory)
  const findings = lintPlan(plan)
  if (findings.length === 0) return ok({ basis, plan })
  return err(failure('internal', {
    subject: `cannot use the plan for ${desired.revision.label}`,
    cause: `it breaks an invariant: ${findings.join('; ')}`,
    help: 'This is a bug in Mist. Nothing was applied; please report it with this line.',
  }))
}
