/**
 * When the next pass starts and why, as a pure reducer: no clock, no timer, no port. Triggers carry no meaning but "look again",
 * so any number of them becomes one pass. Retries after failures keep their own time, whatever else wakes the loop.
 * One pass looks at a time; the work that it found goes on beside whoever looks next.
 *
 *   idle ──wake, tick──► looking ──looked──► idle | backing-off | suspended     (+ 1 at work, until ended)
 *                           │ wake
 *                           ▼
 *                        queued ──looked──► (due at once) looking               any ──stop──► stopped
 */
import type { Trigger } from '../../model/run.js'
import { backoffMs } from './backoff.js'

export type Phase = 'idle' | 'looking' | 'queued' | 'backing-off' | 'suspended' | 'stopped'

export interface Schedule {
  readonly phase: Phase
  /** Passes that have looked and are at work. */
  readonly working: number
  readonly intervalMs: number
  readonly driftIntervalMs: number
  /** A trigger that waits for its pass, and when that is due. All times are monotonic. */
  readonly pending?: { readonly trigger: Trigger; readonly dueMs: number }
  /** Failed passes in a row, of those that count. */
  readonly attempt: number
  readonly retryAtMs?: number
  /** When the next held app may be tried. */
  readonly heldUntilMs?: number
  readonly pollAtMs: number
  readonly driftAtMs: number
}

export interface PassStart {
  readonly trigger: Trigger
  readonly fetch: 'remote' | 'local'
  readonly freshness: 'cached' | 'live'
}

/** What the schedule needs to know of a pass that has looked. */
export interface PassLooked {
  readonly fetch: 'remote' | 'local'
  readonly outcome: 'good' | 'retry'
  readonly isNewRevision: boolean
  readonly isSuspended: boolean
  /** It goes on to change something, and will tell when that has ended. */
  readonly hasWork: boolean
  readonly heldUntilMs?: number
}

/** What it needs to know of the work of a pass: `retry` when it broke off by a bug. */
export interface PassEnded {
  readonly outcome: 'good' | 'retry'
}

export type ScheduleInput =
  /** `isLikelyOurs`: while work is under way, most of what happens on the host is that work. */
  | { readonly type: 'wake'; readonly trigger: Trigger; readonly nowMs: number; readonly isLikelyOurs?: boolean }
  | { readonly type: 'tick'; readonly nowMs: number }
  /** `jitter`: 0 ≤ x < 1. */
  | { readonly type: 'looked'; readonly looked: PassLooked; readonly nowMs: number; readonly jitter: number }
  | { readonly type: 'ended'; readonly ended: PassEnded; readonly nowMs: number }
  /** An app failed, or is no longer held: when the next one may be tried. */
  | { readonly type: 'held'; readonly heldUntilMs?: number }
  | { readonly type: 'stop' }

export interface ScheduleStep {
  readonly schedule: Schedule
  readonly start?: PassStart
}

/** A burst of engine events is one change of the host: wait until most of it has arrived. */
const EVENT_SETTLE_MS = 75
/** Rarely enough that a release of many apps is not slowed by looks that find nothing but itself. */
const OWN_EVENT_SETTLE_MS = 1_000
/** Hosts that were started together must not ask their git server together. */
const JITTER = 0.05

export function firstSchedule(times: { readonly intervalMs: number; readonly driftIntervalMs: number; readonly nowMs: number }): Schedule {
  const { intervalMs, driftIntervalMs, nowMs } = times
  return { phase: 'idle', working: 0, intervalMs, driftIntervalMs, pending: { trigger: 'start', dueMs: nowMs }, attempt: 0, pollAtMs: nowMs + intervalMs, driftAtMs: nowMs + driftIntervalMs }
}

export function reduce(schedule: Schedule, input: ScheduleInput): ScheduleStep {
  if (schedule.phase === 'stopped') return { schedule }
  switch (input.type) {
    case 'wake': return { schedule: wake(schedule, input) }
    case 'tick': return isBusy(schedule) ? { schedule } : tick(schedule, input.nowMs)
    case 'looked': return { schedule: afterLook(schedule, input) }
    case 'ended': return { schedule: afterWork(schedule, input) }
    case 'held': return { schedule: afterHold(schedule, input) }
    case 'stop': return { schedule: { ...schedule, phase: 'stopped' } }
  }
}

/** When to tick next; undefined while a pass looks, since what it sees decides. */
export function nextTickMs(schedule: Schedule): number | undefined {
  if (isBusy(schedule) || schedule.phase === 'stopped') return undefined
  const { pending, retryAtMs = Infinity, heldUntilMs = Infinity, pollAtMs, driftAtMs } = schedule
  return Math.min(pending?.dueMs ?? Infinity, retryAtMs, heldUntilMs, pollAtMs, driftAtMs)
}

function isBusy({ phase }: Schedule): boolean {
  return phase === 'looking' || phase === 'queued'
}

function wake(schedule: Schedule, { trigger, nowMs, isLikelyOurs = false }: Extract<ScheduleInput, { readonly type: 'wake' }>): Schedule {
  const { pending, working } = schedule
  const settleMs = isLikelyOurs && working > 0 ? OWN_EVENT_SETTLE_MS : EVENT_SETTLE_MS
  const dueMs = trigger === 'docker' ? nowMs + settleMs : nowMs
  const merged = pending ? { trigger: stronger(pending.trigger, trigger), dueMs: Math.min(pending.dueMs, dueMs) } : { trigger, dueMs }
  return { ...schedule, pending: merged, phase: schedule.phase === 'looking' ? 'queued' : schedule.phase }
}

/** From what needs the least to what needs the most: a merged trigger must not look at less than each of them would. */
const STRENGTH: readonly Trigger[] = ['docker', 'drift-clock', 'retry', 'poll', 'file', 'webhook', 'cli', 'start']

function stronger(a: Trigger, b: Trigger): Trigger {
  return STRENGTH.indexOf(a) > STRENGTH.indexOf(b) ? a : b
}

function tick(schedule: Schedule, nowMs: number): ScheduleStep {
  const trigger = dueTrigger(schedule, nowMs)
  if (!trigger) return { schedule }
  const isDriftDue = schedule.driftAtMs <= nowMs || trigger === 'drift-clock' || trigger === 'start'
  const { pending: _p, retryAtMs: _r, heldUntilMs: _h, ...rest } = schedule
  const retryAtMs = schedule.retryAtMs !== undefined && schedule.retryAtMs > nowMs ? { retryAtMs: schedule.retryAtMs } : {}
  return {
    schedule: { ...rest, ...retryAtMs, phase: 'looking', driftAtMs: isDriftDue ? nowMs + schedule.driftIntervalMs : schedule.driftAtMs },
    start: { trigger, fetch: reach(schedule, trigger, nowMs), freshness: isDriftDue ? 'live' : 'cached' },
  }
}

function dueTrigger({ pending, retryAtMs = Infinity, heldUntilMs = Infinity, pollAtMs, driftAtMs }: Schedule, nowMs: number): Trigger | undefined {
  const due: readonly (Trigger | undefined)[] = [
    pending && pending.dueMs <= nowMs ? pending.trigger : undefined,
    Math.min(retryAtMs, heldUntilMs) <= nowMs ? 'retry' : undefined,
    pollAtMs <= nowMs ? 'poll' : undefined,
    driftAtMs <= nowMs ? 'drift-clock' : undefined,
  ]
  return due.filter((trigger) => trigger !== undefined).reduce<Trigger | undefined>((a, b) => (a ? stronger(a, b) : b), undefined)
}

/** What happens on the host says nothing about git: such passes stay off the network. */
function reach({ retryAtMs = Infinity }: Schedule, trigger: Trigger, nowMs: number): 'remote' | 'local' {
  if (trigger === 'retry') return retryAtMs <= nowMs ? 'remote' : 'local'
  return trigger === 'docker' || trigger === 'drift-clock' ? 'local' : 'remote'
}

function afterLook(schedule: Schedule, { looked, nowMs, jitter }: Extract<ScheduleInput, { readonly type: 'looked' }>): Schedule {
  const { retryAtMs: _, heldUntilMs: _h, ...rest } = schedule
  const retry = retryAfter(schedule, looked, nowMs)
  const pollAtMs = looked.fetch === 'remote' ? nowMs + schedule.intervalMs * (1 - JITTER + 2 * JITTER * jitter) : schedule.pollAtMs
  return { ...rest, ...retry, ...held(looked), pollAtMs, working: schedule.working + (looked.hasWork ? 1 : 0), phase: restingPhase(looked, retry) }
}

/** Work says nothing about the source or the engine as a whole: only looks begin and end their retries. A bug is tried again all the same. */
function afterWork(schedule: Schedule, { ended, nowMs }: Extract<ScheduleInput, { readonly type: 'ended' }>): Schedule {
  const next = { ...schedule, working: Math.max(0, schedule.working - 1) }
  if (ended.outcome === 'good') return next
  const attempt = schedule.attempt + 1
  return { ...next, attempt, retryAtMs: Math.min(schedule.retryAtMs ?? Infinity, nowMs + backoffMs(attempt)), phase: schedule.phase === 'idle' ? 'backing-off' : schedule.phase }
}

function afterHold({ heldUntilMs: _, ...rest }: Schedule, hold: { readonly heldUntilMs?: number }): Schedule {
  return { ...rest, ...held(hold) }
}

function held({ heldUntilMs }: { readonly heldUntilMs?: number }): { readonly heldUntilMs?: number } {
  return heldUntilMs === undefined ? {} : { heldUntilMs }
}

interface Retry {
  readonly attempt: number
  readonly retryAtMs?: number
}

function retryAfter({ attempt, retryAtMs }: Schedule, ended: PassLooked, nowMs: number): Retry {
  const before = ended.isNewRevision ? 0 : attempt
  // A local look proves nothing about the remote: it neither ends a retry that is on its way nor postpones it.
  const isOnItsWay = retryAtMs !== undefined && retryAtMs > nowMs
  if (ended.outcome === 'retry') return isOnItsWay && !ended.isNewRevision ? { attempt, retryAtMs } : { attempt: before + 1, retryAtMs: nowMs + backoffMs(before + 1) }
  if (ended.fetch === 'local' && isOnItsWay) return { attempt, retryAtMs }
  return { attempt: 0 }
}

function restingPhase({ isSuspended }: PassLooked, { retryAtMs }: Retry): Phase {
  if (isSuspended) return 'suspended'
  return retryAtMs === undefined ? 'idle' : 'backing-off'
}
