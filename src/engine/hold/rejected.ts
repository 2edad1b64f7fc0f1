/**
 * Releases that failed by their own fault. The same spec is not tried again until it changes or a person asks; the store remembers them, so
 * that a restart of mistd is no second try. Whoever came out once is no such release: what fails later is tried again with pauses.
 */
import type { FailureCode } from '../../model/failure.js'
import { failureLine } from '../../model/failure.js'
import { nameAndTag } from '../../model/image-ref.js'
import type { Rejection } from '../../model/release.js'
import { shortCommit } from '../../model/revision.js'
import type { ChangeOutcome } from '../../model/run.js'
import type { DesiredApp, DesiredState, ObservedVolume } from '../../model/state.js'
import type { Task } from '../../model/step.js'
import { compareVersions } from '../../model/version.js'
import { specDigest } from '../../plan/spec-digest.js'
import type { Clock, RuntimeReader, StorePort, StoreReader } from '../../ports.js'
import { never } from '../../signals.js'
import { appliedApps } from '../record/applied-apps.js'
import type { Images } from './release-identity.js'
import { isReleaseOf, markOfRelease } from './release-identity.js'
import type { TaskEnd } from '../apply/task.js'

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
  if (hasComeOut(ports.store, app, mark) || isDataBeyond(ports.store, app, volumes)) return false
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
export function isDataBeyond(store: Pick<StoreReader, 'releases'>, app: DesiredApp, volumes: readonly ObservedVolume[]): boolean {
  const own = new Set(app.volumes.flatMap(({ name, data }) => (data ? [name] : [])))
  if (own.size === 0 || app.move) return false
  const version = lastVersion(store, app)
  return version !== undefined && volumes.some(({ name, owner, data }) => owner === 'ours' && own.has(name) && data !== undefined && compareVersions(version, data.line) < 0)
}

/**
 * The image of a database is always a name and its version, whatever registry it comes from: see `imageName` in the schema. Only what was
 * brought back by a rollback after its tag had moved goes by its id, and then it came out before under its name. An app that was renamed may
 * have come out under its former name alone.
 */
function lastVersion(store: Pick<StoreReader, 'releases'>, { key, formerly }: DesiredApp): string | undefined {
  const [last, ...before] = [key, ...(formerly === undefined ? [] : [formerly])].flatMap((app) => store.releases({ app }))
  const same = last && [last, ...before].find(({ image }) => image.id === last.image.id && nameAndTag(image.ref) !== undefined)
  return same && nameAndTag(same.image.ref)?.tag
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
    if (!isStanding || isOutdated(store, rejection)) store.clearRejection(rejection.app)
  }
}

/** It came out after all, by a Mist that was killed before it could say so: nothing that came out is rejected. */
function isOutdated(store: StorePort, { app, digest, image }: Rejection): boolean {
  return store.releases({ app }).some((release) => release.digest === digest && (image === undefined || release.image.id === image))
}

/** What an app is kept at is no release of what was rejected, and an old pass knows nothing of what git wants by now. */
function stands(rejection: Rejection, app: DesiredApp, { images, isOld, hasChanged }: PassOutcome & { readonly hasChanged: boolean }): boolean {
  if (app.kept) return isOld === true || rejectionOf(app.kept.wanted, rejection, images) !== undefined
  const isMeant = rejectionOf(app, rejection, images) !== undefined
  return isOld === true ? !(hasChanged && isMeant) : isMeant && !hasChanged
}
