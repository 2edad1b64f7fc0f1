/**
 * Releases that failed by their own fault. The same spec is not tried again until it changes or a person asks; the store remembers them, so
 * that a restart of mistd is no second try. Whoever came out once is no such release: what fails later is tried again with pauses.
 */
import type { FailureCode } from '../model/failure.js'
import { failureLine } from '../model/failure.js'
import { nameAndTag } from '../model/image-ref.js'
import type { Rejection, Release } from '../model/release.js'
import { shortCommit } from '../model/revision.js'
import type { ChangeOutcome } from '../model/run.js'
import type { DesiredApp, DesiredState, ObservedVolume } from '../model/state.js'
import type { Task } from '../model/step.js'
import { compareVersions } from '../model/version.js'
import { specDigest } from '../plan/spec-digest.js'
import type { Clock, RuntimeReader, StorePort } from '../ports.js'
import { never } from '../signals.js'
import { appliedApps } from './applied-apps.js'
import type { Images } from './release-identity.js'
import { isReleaseOf, lastRelease, markOfRelease } from './release-identity.js'
import type { TaskEnd } from './task.js'

/** A rejection counts for the spec that it speaks of, with the image that it had, and for no other. */
export function rejectionOf(app: DesiredApp, rejection: Rejection | undefined, images: Images): Rejection | undefined {
  return rejection && isReleaseOf(app, rejection, images) ? rejection : undefined
}

export function rejectionText({ app, failure, revision }: Rejection): string {
  return `Its release of ${shortCommit(revision.commit)} failed: ${failureLine(failure)}. It is tried again when its spec changes, or now with: mistctl apply --retry ${app}`
}

export interface TriedRelease {
  readonly task: Task
  readonly end: TaskEnd
  readonly desired: DesiredState
  /** As seen before the task began. */
  readonly images: Images
  readonly volumes: readonly ObservedVolume[]
}

export interface RejectingPorts {
  readonly store: StorePort
  readonly runtime: RuntimeReader
  readonly clock: Clock
}

/**
 * Noted as soon as the work on the app has ended: a pass that looks next must know of it. True when it was. An app that is kept at its
 * last release is healed, and that is no release.
 */
export async function noteRejection(ports: RejectingPorts, { task, end, desired, images, volumes }: TriedRelease): Promise<boolean> {
  const app = end.result === 'failed' ? desired.apps.find(({ key }) => key === task.app) : undefined
  if (!app || app.kept || end.result !== 'failed' || !mayBeOwnFault(end)) return false
  const image = images[app.image.ref] ?? (await imageNow(ports, app))
  const mark = { digest: specDigest(app), ...(image !== undefined && { image }) }
  if (hasComeOut(ports.store, app, mark) || isDataBeyond(app, lastRelease(ports.store, app.key), volumes)) return false
  ports.store.reject({ app: app.key, ...mark, failure: end.failure, revision: desired.revision, rejectedAt: ports.clock.nowIso() })
  return true
}

/** An image that came to be during the task. */
async function imageNow({ runtime }: RejectingPorts, { image }: DesiredApp): Promise<string | undefined> {
  const seen = await runtime.observe({ images: [image.ref], freshness: 'cached' }, never())
  return seen.ok ? seen.value.images[image.ref] : undefined
}

/** Codes that speak of the release and not of the world around it. */
const OF_THE_RELEASE: readonly FailureCode[] = [
  'build-failed', 'build-context-invalid', 'image-missing', 'payload-refused', 'pre-failed',
  'container-exited', 'container-unhealthy', 'container-not-ready', 'route-rejected', 'upgrade-failed',
]

/** What could not be taken back whole is tried again, since only that clears it away. */
function mayBeOwnFault({ failure, undone }: Extract<TaskEnd, { readonly result: 'failed' }>): boolean {
  return undone && OF_THE_RELEASE.includes(failure.code)
}

/** Its data has gone over to a version that its last release cannot open: that one could not be kept instead, and nothing would serve. */
function isDataBeyond(app: DesiredApp, last: Release | undefined, volumes: readonly ObservedVolume[]): boolean {
  const from = last && nameAndTag(last.image.ref)
  if (!from || app.move) return false
  const own = new Set(app.volumes.flatMap(({ name, data }) => (data ? [name] : [])))
  return volumes.some(({ name, owner, data }) => owner === 'ours' && own.has(name) && data !== undefined && compareVersions(from.tag, data.line) < 0)
}

function hasComeOut(store: StorePort, app: DesiredApp, { image }: Pick<Rejection, 'image'>): boolean {
  const images = image === undefined ? {} : { [app.image.ref]: image }
  return store.releases({ app: app.key }).some((release) => isReleaseOf(app, markOfRelease(release), images))
}

export interface PassOutcome {
  readonly desired: DesiredState
  readonly images: Images
  readonly outcomes: readonly ChangeOutcome[]
  /** Another pass has looked since: only what came out here says something new. */
  readonly isOld?: boolean
}

/** Forgets rejections that no longer say anything: git wants something else, or it came out after all. */
export function forgetRejections(store: StorePort, outcome: PassOutcome): void {
  const rejections = store.rejections()
  if (rejections.length === 0) return
  const apps = new Map(outcome.desired.apps.map((app) => [app.key, app]))
  // An app that is not known right now says nothing about its release.
  const unknown = new Set(outcome.desired.unresolved.map(({ key }) => key))
  const released = appliedApps(outcome.outcomes)
  for (const rejection of rejections) {
    const app = apps.get(rejection.app)
    const isStanding = unknown.has(rejection.app) || (app ? stands(rejection, app, { ...outcome, hasChanged: released.has(app.key) }) : outcome.isOld === true)
    if (!isStanding) store.clearRejection(rejection.app)
  }
}

/** What an app is kept at is no release of what was rejected, and an old pass knows nothing of what git wants by now. */
function stands(rejection: Rejection, app: DesiredApp, { images, isOld, hasChanged }: PassOutcome & { readonly hasChanged: boolean }): boolean {
  if (app.kept) return isOld === true || rejectionOf(app.kept.wanted, rejection, images) !== undefined
  const isMeant = rejectionOf(app, rejection, images) !== undefined
  return isOld === true ? !(hasChanged && isMeant) : isMeant && !hasChanged
}
