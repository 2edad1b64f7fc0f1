/**
 * What stands in for what git wants while that is held: the app as its last release had it, read again at the commit of that release
 * with the image of the record. So its drift is mended and its dead containers come back. An app without a release, or whose release
 * cannot be read any more, is left as it is. See docs/adr/0011-held-apps-are-kept.md.
 */
import { sortedBy } from '../../model/compare.js'
import { failureLine } from '../../model/failure.js'
import { digestOf } from '../../model/fingerprint.js'
import type { Blocked, Plan } from '../../model/plan.js'
import type { Kept } from '../../model/release.js'
import type { AppKey } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { DesiredApp, DesiredState, ObservedState } from '../../model/state.js'
import { isUsable } from '../../plan/containers/diff.js'
import { imagesFor } from '../../plan/containers/kept-images.js'
import { specDigest } from '../../plan/spec-digest.js'
import { withImage, withoutTaken } from '../../resolve/pinned.js'
import { resolveDesired } from '../../resolve/resolve.js'
import { keepData } from '../look/desire.js'
import { fitToHost } from '../look/fit-to-host.js'
import type { Waiting } from './held.js'
import { heldChanges, holdApps } from './held.js'
import type { HeldWish, HeldWishes } from './held-wishes.js'
import { isAboutData } from './held-wishes.js'
import type { KeptMemory, Memory } from '../memory.js'
import { readPinned } from './pins.js'
import type { ReadWork } from '../look/read-manifest.js'
import { lastRelease } from './release-identity.js'
import { hasSecrets } from '../look/secrets.js'

export interface KeepQuery {
  readonly git: DesiredState
  readonly observed: ObservedState
  readonly wishes: HeldWishes
  readonly memory: Memory
}

export interface KeptState {
  readonly desired: DesiredState
  /** With the images of those releases. */
  readonly observed: ObservedState
  readonly memory: Memory
  /** Held, and kept at no release. */
  readonly waiting: Waiting
}

export async function keepHeld(work: ReadWork, query: KeepQuery): Promise<KeptState> {
  const { git, observed, wishes, memory } = query
  const { kept, read, unreadable } = await readAll(work, query)
  const waiting = new Map([...wishes.values()].filter(({ app }) => !kept.has(app)).map(({ app, message }) => [app, `${message}${unreadable.get(app) ?? ''}`]))
  const { resolved } = memory
  if (kept.size === 0 || !resolved) return { desired: git, observed, memory, waiting }
  const desired = inPlace(kept, resolved, memory)
  const seen = await withImages(work, observed, [...kept.values()])
  const key = keyOf(kept)
  const fitted = fitToHost(work.ports, { desired: settleKept(desired, seen), observed: seen })
  return { desired: fitted.desired, observed: seen, waiting, memory: { ...memory, kept: { git: resolved.desired, read, key, desired } } }
}

interface ReadAll {
  readonly kept: ReadonlyMap<AppKey, DesiredApp>
  readonly read: KeptMemory['read']
  /** Why an app is not kept, for the end of a sentence. */
  readonly unreadable: ReadonlyMap<AppKey, string>
}

async function readAll(work: ReadWork, query: KeepQuery): Promise<ReadAll> {
  const kept = new Map<AppKey, DesiredApp>()
  const read = new Map<string, DesiredApp>()
  const unreadable = new Map<AppKey, string>()
  for (const keeping of [...query.wishes.values()].flatMap((wish) => keepingOf(wish, work, query))) {
    const { at } = keeping
    const then = await readOnce(work, keeping)
    if (!then.ok) unreadable.set(at.app, `. It cannot be kept at release ${String(at.release)}: ${failureLine(then.error)}`)
    else if (isOther(then.value, keeping) && !beginsWithout(then.value, keeping)) kept.set(at.app, keptApp(then.value, keeping))
    if (then.ok && !hasSecrets(then.value)) read.set(placeOf(at), then.value)
  }
  return { kept, read, unreadable }
}

interface Keeping {
  readonly wish: HeldWish
  readonly wanted: DesiredApp
  readonly at: Kept
  readonly query: KeepQuery
}

/**
 * The proxy follows the host settings, which are in no commit; a preview follows a branch, which is in no manifest; and what a person
 * went back to is what that person wants.
 */
function keepingOf(wish: HeldWish, { ports: { store } }: ReadWork, query: KeepQuery): readonly Keeping[] {
  const { app, wanted, because } = wish
  const last = lastRelease(store, app)
  if (!last || !wanted || wanted.type === 'system' || wanted.preview || wanted.pin) return []
  return [{ wish, wanted, at: { app, release: last.number, revision: last.revision, image: last.image, because }, query }]
}

function readOnce(work: ReadWork, { at, query: { git, memory } }: Keeping): Promise<Result<DesiredApp>> {
  const known = memory.kept?.git === memory.resolved?.desired ? memory.kept?.read.get(placeOf(at)) : undefined
  return known ? Promise.resolve(ok(known)) : readPinned(work, at, git)
}

/** A history that was lost counts its releases from 1 again. */
function placeOf({ app, release, revision, image }: Kept): string {
  return [app, release, revision.commit, image.id].join(' ')
}

/** Nothing is won by a release that is what git wants, or has by the settings of the host the very route that was rejected. */
function isOther(then: DesiredApp, { wish, wanted, at, query: { observed } }: Keeping): boolean {
  if (wish.failure?.code === 'route-rejected' && routeDigest(then) === routeDigest(wanted)) return false
  return specDigest(then) !== specDigest(wanted) || at.image.id !== observed.images[wanted.image.ref]
}

/** Nothing of it is here, and its last release needs what does not come up as well. */
function beginsWithout({ dependsOn }: DesiredApp, { wish: { without }, query: { wishes } }: Keeping): boolean {
  return without !== undefined && dependsOn.some((key) => without.has(key) || wishes.get(key)?.without !== undefined)
}

function routeDigest({ route }: DesiredApp): string {
  return digestOf(route && { ...route, servers: [] })
}

/** What git gives to another app stays with the app that is kept, as long as that other one is held as well. */
function keptApp(then: DesiredApp, { wish: { failure, rejectedAt }, wanted, at, query: { git, wishes } }: Keeping): DesiredApp {
  const comingOut = { ...git, apps: git.apps.filter(({ key }) => !wishes.has(key)) }
  return { ...withoutTaken(then, comingOut), kept: { at, wanted, ...(failure && { failure }), ...(rejectedAt !== undefined && { rejectedAt }) } }
}

/** The state that git wants with these apps in place of its own. The same question has the same answer, and those who compare states by identity find it. */
function inPlace(kept: ReadAll['kept'], { desired: git, basis }: NonNullable<Memory['resolved']>, memory: Memory): DesiredState {
  if (memory.kept?.git === git && memory.kept.key === keyOf(kept)) return memory.kept.desired
  const others: ReadonlyMap<AppKey, Result<DesiredApp>> = basis.inputs.pinned ?? new Map()
  const pinned = new Map([...others, ...[...kept].map(([key, app]) => [key, ok(app)] as const)])
  return keepData(resolveDesired(basis.manifest, { ...basis.inputs, pinned }), git)
}

function keyOf(kept: ReadAll['kept']): string {
  return digestOf([...kept.values()].map((app) => [app.key, specDigest(app), app.dependsOn, app.kept?.at, app.kept?.rejectedAt, app.kept?.failure && failureLine(app.kept.failure)]))
}

/** Which releases apps are kept at is known only after the look at the host. */
async function withImages({ ports, signal }: ReadWork, observed: ObservedState, kept: readonly DesiredApp[]): Promise<ObservedState> {
  const needed = [...new Set(kept.flatMap(({ kept: reason }) => (reason ? [reason.at.image.ref, reason.at.image.id] : [])))].filter((ref) => !Object.hasOwn(observed.images, ref))
  if (needed.length === 0 || observed.incomplete.image) return observed
  const seen = await ports.runtime.observe({ images: needed.toSorted(), freshness: 'cached' }, signal)
  if (!seen.ok) return observed
  const { image } = seen.value.incomplete
  return { ...observed, images: { ...observed.images, ...seen.value.images }, ...(image && { incomplete: { ...observed.incomplete, image } }) }
}

/** By its name as long as that means the image of the release, or the containers that run are all that is needed; otherwise by its id. */
function settleKept(desired: DesiredState, observed: ObservedState): DesiredState {
  if (observed.incomplete.image) return desired
  const apps = desired.apps.map((app) => (app.kept && !isSettled(app, app.kept.at.image, observed) ? withImage(app, app.kept.at.image.id) : app))
  return apps.every((app, index) => app === desired.apps[index]) ? desired : { ...desired, apps }
}

function isSettled(app: DesiredApp, { id }: Kept['image'], { images, containers }: ObservedState): boolean {
  if (app.image.ref === id || images[app.image.ref] === id) return true
  return app.containers.every((spec) => containers.some((live) => live.app === app.key && live.replica === spec.replica && isUsable(spec, live, imagesFor(app, images))))
}

export interface HeldPlans {
  /** What is to be done. */
  readonly plan: Plan
  /** What it would take to become what git wants. */
  readonly git: Plan
  readonly wishes: HeldWishes
  readonly waiting: Waiting
}

/** What is held stands beside what is done, with its reason. */
export function planWithHeld({ plan, git, wishes, waiting }: HeldPlans): Plan {
  const kept = new Map([...wishes.values()].filter(({ app }) => !waiting.has(app)).map(({ app, message }) => [app, message]))
  const held = holdApps(plan, waiting)
  const blocked = [...held.blocked, ...heldChanges(git, kept), ...refusedOfKept(git, kept, held)].map((one) => awaiting(one, wishes))
  return { ...held, blocked: sortedBy(blocked, ({ id }) => id) }
}

/** What git wants is refused for the sake of data, and what the app is kept at is not. */
function refusedOfKept({ blocked }: Plan, kept: Waiting, held: Plan): readonly Blocked[] {
  const told = new Set(held.blocked.filter(isAboutData).map(({ id }) => id))
  return blocked.filter((one) => one.app !== undefined && kept.has(one.app) && isAboutData(one) && !told.has(one.id))
}

function awaiting(blocked: Blocked, wishes: HeldWishes): Blocked {
  const reason = blocked.reason === 'held' && blocked.app !== undefined ? wishes.get(blocked.app)?.reason : undefined
  return reason ? { ...blocked, reason } : blocked
}
