/**
 * Releases that failed by their own fault. The same spec is not tried again until it changes or a person asks; the store remembers them, so
 * that a restart of mistd is no second try. Whoever came out once is no such release: what fails later is tried again with pauses.
 */
import type { FailureCode } from '../model/failure.js'
import { failureLine } from '../model/failure.js'
import type { Plan } from '../model/plan.js'
import type { Rejection } from '../model/release.js'
import { shortCommit } from '../model/revision.js'
import type { ChangeOutcome } from '../model/run.js'
import { specDigest } from '../plan/spec-digest.js'
import type { DesiredApp, DesiredState } from '../model/state.js'
import type { Task } from '../model/step.js'
import type { StorePort } from '../ports.js'
import { appliedApps } from './applied-apps.js'
import { changedApps, holdApps } from './held.js'
import type { TaskEnd } from './task.js'

export function holdRejected(plan: Plan, desired: DesiredState, rejections: readonly Rejection[]): Plan {
  if (rejections.length === 0 || plan.changes.length === 0) return plan
  const refused = new Map(rejections.map((rejection) => [rejection.app, rejection]))
  const changed = changedApps(plan)
  const waiting = new Map(desired.apps.flatMap((app) => {
    const rejection = changed.has(app.key) ? rejectionOf(app, refused.get(app.key)) : undefined
    return rejection ? [[app.key, waitText(rejection)] as const] : []
  }))
  return holdApps(plan, waiting)
}

/** A rejection counts for the spec that it speaks of and for no other. */
export function rejectionOf(app: DesiredApp, rejection: Rejection | undefined): Rejection | undefined {
  return rejection?.digest === specDigest(app) ? rejection : undefined
}

function waitText({ app, failure, revision }: Rejection): string {
  return `Its release of ${shortCommit(revision.commit)} failed: ${failureLine(failure)}. It is tried again when its spec changes, or now with: mistctl apply --retry ${app}`
}

export interface TriedRelease {
  readonly task: Task
  readonly end: TaskEnd
  readonly desired: DesiredState
  readonly nowIso: string
}

/** Noted as soon as the work on the app has ended: a pass that looks next must know of it. */
export function noteRejection(store: StorePort, { task, end, desired, nowIso }: TriedRelease): void {
  const app = end.result === 'failed' ? desired.apps.find(({ key }) => key === task.app) : undefined
  if (!app || end.result !== 'failed' || !isOwnFault(store, app, end)) return
  store.reject({ app: app.key, digest: specDigest(app), failure: end.failure, revision: desired.revision, rejectedAt: nowIso })
}

/** Codes that speak of the release and not of the world around it. */
const OF_THE_RELEASE: readonly FailureCode[] = [
  'build-failed', 'build-context-invalid', 'image-missing', 'payload-refused', 'pre-failed',
  'container-exited', 'container-unhealthy', 'container-not-ready', 'route-rejected',
]

/** What could not be taken back whole is tried again, since only that clears it away. */
function isOwnFault(store: StorePort, app: DesiredApp, { failure, undone }: Extract<TaskEnd, { readonly result: 'failed' }>): boolean {
  if (!undone || !OF_THE_RELEASE.includes(failure.code)) return false
  const digest = specDigest(app)
  return !store.releases({ app: app.key }).some((release) => release.digest === digest)
}

export interface PassOutcome {
  readonly desired: DesiredState
  readonly outcomes: readonly ChangeOutcome[]
  /** Another pass has looked since: only what came out here says something new. */
  readonly isOld?: boolean
}

/** Forgets rejections that no longer say anything. */
export function forgetRejections(store: StorePort, { desired, outcomes, isOld = false }: PassOutcome): void {
  const rejections = store.rejections()
  if (rejections.length === 0) return
  const apps = new Map(desired.apps.map((app) => [app.key, app]))
  // An app that is not known right now says nothing about its release.
  const unknown = new Set(desired.unresolved.map(({ key }) => key))
  const released = appliedApps(outcomes)
  const stands = (rejection: Rejection): boolean => {
    if (isOld) return !released.has(rejection.app)
    const app = apps.get(rejection.app)
    return unknown.has(rejection.app) || (app !== undefined && rejectionOf(app, rejection) !== undefined && !released.has(app.key))
  }
  for (const rejection of rejections) if (!stands(rejection)) store.clearRejection(rejection.app)
}
