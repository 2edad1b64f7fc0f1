/**
 * Which apps must wait before they are touched again. An app that fails with the same spec is tried at growing distances, however
 * many events its crashes cause; so is an app that comes up each time and does not stay. It never makes another app wait,
 * except those that depend on it.
 */
import { failureLine } from '../../model/failure.js'
import type { Plan } from '../../model/plan.js'
import type { AppKey } from '../../model/resource.js'
import type { ChangeOutcome } from '../../model/run.js'
import { specDigest } from '../../plan/spec-digest.js'
import type { DesiredApp, DesiredState, ObservedState } from '../../model/state.js'
import { backoffMs } from '../loop/backoff.js'
import type { Waiting } from './held.js'
import { changedApps, holdApps, isPresent, runs, withDependents } from './held.js'
import type { Hold, Holds } from '../memory.js'
import { holdKey } from '../memory.js'
import { durationText } from '../../render/time-text.js'

/** A person who tries things out on the host may well undo Mist's work a few times a minute. */
const FREE_REPAIRS = 8
/** What held this long counts as settled; longer than any pause, or a slow crash loop would always look like a first one. */
const SETTLED_MS = 60_000

export interface HoldView {
  readonly desired: DesiredState
  readonly observed: ObservedState
  readonly holds: Holds
  readonly nowMs: number
  /** Its spec is that of its last release. */
  readonly isAtLastRelease: (app: DesiredApp) => boolean
}

/** The plan without the changes of apps that have to wait; those are listed as blocked, with the reason and the time. */
export function holdBack(plan: Plan, view: HoldView): Plan {
  const first = waitingApps(plan, view)
  if (first.size === 0) return plan
  const apps = new Map(view.desired.apps.map((app) => [app.key, app]))
  const isOnlyHealed = (key: AppKey): boolean => {
    const app = apps.get(key)
    return app !== undefined && view.isAtLastRelease(app) && (isPresent(view.observed, app) || app.dependsOn.every((needed) => runs(view.observed, needed)))
  }
  return holdApps(plan, withDependents(plan, first, isOnlyHealed))
}

function waitingApps(plan: Plan, { desired, holds, nowMs }: HoldView): Waiting {
  const apps = new Map(desired.apps.map((app) => [app.key, app]))
  const waiting = new Map<AppKey, string>()
  for (const key of changedApps(plan)) {
    const hold = standingHold(holds, { app: key, digest: specDigest(apps.get(key)) }, nowMs)
    if (hold) waiting.set(key, waitText(hold, nowMs))
  }
  return waiting
}

/** What speaks against trying this spec of this app right now. */
export function standingHold(holds: Holds, spec: Pick<Hold, 'app' | 'digest'>, nowMs: number): Hold | undefined {
  const hold = holds[holdKey(spec)]
  return hold && nowMs < hold.untilMs ? hold : undefined
}

export function waitText({ app, failure, untilMs }: Hold, nowMs: number): string {
  const what = failure ? `The last attempt failed: ${failureLine(failure)}.` : 'It had to be put right again and again.'
  const next = Number.isFinite(untilMs) ? `The next attempt is in ${durationText(untilMs - nowMs)}` : 'It is tried again when its spec changes'
  return `${what} ${next}, or now with: mistctl apply ${app}`
}

export interface HoldEvidence {
  /** As planned, before anything was held back. */
  readonly plan: Plan
  readonly desired: DesiredState
  readonly outcomes: readonly ChangeOutcome[]
  readonly nowMs: number
}

/** What the pass taught. An app that needs nothing any more has no failure to remember. */
export function nextHolds(holds: Holds, evidence: HoldEvidence): Holds {
  const { desired, outcomes, nowMs } = evidence
  const next = stillOfUse(holds, evidence)
  const worst = worstByApp(outcomes)
  if (worst.size === 0) return next
  const apps = new Map(desired.apps.map((app) => [app.key, app]))
  const fresh = [...worst].flatMap(([app, outcome]) => {
    const spec = { app, digest: specDigest(apps.get(app)) }
    const hold = holdAfter(next[holdKey(spec)], outcome, { ...spec, nowMs })
    return hold ? [[holdKey(spec), hold] as const] : []
  })
  return { ...next, ...Object.fromEntries(fresh) }
}

/** What git wants of an app that is kept at its last release shows no change, and has its own pause all the same. */
function stillOfUse(holds: Holds, { plan, desired, nowMs }: HoldEvidence): Holds {
  const apps = new Map(desired.apps.map((app) => [app.key, app]))
  const current = new Set([...changedApps(plan)].map((app) => holdKey({ app, digest: specDigest(apps.get(app)) })))
  const wanted = new Set(desired.apps.flatMap(({ key, kept }) => (kept ? [holdKey({ app: key, digest: specDigest(kept.wanted) })] : [])))
  return Object.fromEntries(Object.entries(holds).filter(([key, hold]) => current.has(key) || wanted.has(key) || (!hold.failure && !isSettled(hold, nowMs))))
}

function worstByApp(outcomes: readonly ChangeOutcome[]): ReadonlyMap<AppKey, ChangeOutcome> {
  const worst = new Map<AppKey, ChangeOutcome>()
  for (const outcome of outcomes) {
    if (outcome.app && worst.get(outcome.app)?.result !== 'failed') worst.set(outcome.app, outcome)
  }
  return worst
}

/** Monotonic time of the next attempt that is due by itself. */
export function nextAttemptMs(holds: Holds, nowMs: number): number | undefined {
  const times = Object.values(holds).map((hold: Hold) => hold.untilMs).filter((untilMs) => untilMs > nowMs && Number.isFinite(untilMs))
  return times.length > 0 ? Math.min(...times) : undefined
}

interface Attempt extends Pick<Hold, 'app' | 'digest'> {
  readonly nowMs: number
}

function holdAfter(before: Hold | undefined, outcome: ChangeOutcome, now: Attempt): Hold | undefined {
  const again = before && !isSettled(before, now.nowMs) ? before : undefined
  if (outcome.result === 'failed' && outcome.failure.code !== 'aborted') return afterFailure(again, outcome, now)
  return outcome.result === 'applied' ? afterRepair(again, now) : before
}

/** A failure has no free repairs: the first one already waits. What was left half done may serve nobody, so that one is always tried again. */
function afterFailure(again: Hold | undefined, { failure, undone }: Extract<ChangeOutcome, { readonly result: 'failed' }>, { nowMs, ...spec }: Attempt): Hold {
  const strikes = Math.max(again?.strikes ?? 0, FREE_REPAIRS) + 1
  const isTriedAgain = failure.retry === 'backoff' || !undone
  return { ...spec, strikes, untilMs: isTriedAgain ? nowMs + pauseMs(strikes) : Infinity, lastMs: nowMs, failure, ...(undone && { isTakenBack: true }) }
}

/** A success after a failure neither counts as a repair nor wipes the slate: an app that flaps does both in turn. */
function afterRepair(again: Hold | undefined, { nowMs, ...spec }: Attempt): Hold {
  const strikes = again ? again.strikes + (again.failure ? 0 : 1) : 0
  return { ...spec, strikes, untilMs: nowMs + pauseMs(strikes), lastMs: nowMs }
}

function pauseMs(strikes: number): number {
  return backoffMs(strikes - FREE_REPAIRS)
}

function isSettled(hold: Hold, nowMs: number): boolean {
  const pause = Number.isFinite(hold.untilMs) ? hold.untilMs - hold.lastMs : Infinity
  return nowMs - hold.lastMs > Math.max(SETTLED_MS, 2 * pause)
}
