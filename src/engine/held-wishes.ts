/**
 * Which apps are not to become what git wants of them now, and why: their release was rejected, or failed a moment ago and was taken
 * back, or their data does not allow it, or it goes with one of those. Pure; where such an app is kept meanwhile is decided in keep.ts.
 */
import type { Failure } from '../model/failure.js'
import type { Blocked, BlockReason, Plan } from '../model/plan.js'
import type { Kept, Rejection } from '../model/release.js'
import type { AppKey, RouteRule } from '../model/resource.js'
import type { DesiredApp, DesiredState, ObservedState } from '../model/state.js'
import { specDigest } from '../plan/spec-digest.js'
import { changedApps, waitsFor } from './held.js'
import { standingHold, waitText } from './holds.js'
import type { Holds } from './memory.js'
import { rejectionOf, rejectionText } from './rejected.js'

export interface HeldWish {
  readonly app: AppKey
  /** Absent when git no longer has the app. */
  readonly wanted?: DesiredApp
  readonly because: Kept['because']
  /** It is data that is waited for, and no release failed. */
  readonly reason?: 'data-awaited'
  /** Nothing of it is here, so there is nothing to be kept. */
  readonly isBeginning?: true
  /** A sentence without its period. */
  readonly message: string
  readonly failure?: Failure
  readonly rejectedAt?: string
}

export interface WishQuery {
  readonly git: DesiredState
  readonly observed: ObservedState
  /** What it takes to become what git wants, with nothing held. */
  readonly plan: Plan
  readonly rejections: readonly Rejection[]
  readonly holds: Holds
  readonly nowMs: number
  /** What was kept at the last look: it tells of places whose route a hand has removed since. */
  readonly before?: DesiredState | undefined
  /** Whether an app has a release to be kept at. */
  readonly hasRelease: (app: AppKey) => boolean
  readonly isAtLastRelease: (app: DesiredApp) => boolean
  /** See rejected.ts. */
  readonly isDataBeyond: (app: DesiredApp) => boolean
}

export type HeldWishes = ReadonlyMap<AppKey, HeldWish>

export function heldWishes(query: WishQuery): HeldWishes {
  const refused = refusedData(query.plan)
  if (query.plan.changes.length === 0 && refused.size === 0) return new Map()
  const changed = new Set([...changedApps(query.plan), ...refused.keys()])
  const open = query.git.apps.filter(({ key }) => changed.has(key))
  const held = new Map(open.flatMap((app) => ownWish(app, query, refused.get(app.key))).map((wish) => [wish.app, wish]))
  const sides = { query, held, refused }
  for (let before = -1; before !== held.size;) {
    before = held.size
    for (const wish of [...open.flatMap((app) => dependentWish(app, sides)), ...handovers(changed, held, query)]) {
      if (!held.has(wish.app)) held.set(wish.app, wish)
    }
  }
  return held
}

/** Whatever differs about these apps is refused for the sake of data: what serves would not be healed either. */
const ABOUT_DATA: readonly BlockReason[] = ['data-missing', 'data-unknown', 'data-unfit', 'data-left-behind']

export function isAboutData({ reason }: Pick<Blocked, 'reason'>): boolean {
  return ABOUT_DATA.includes(reason)
}

type Refused = ReadonlyMap<AppKey, Blocked>

function refusedData({ blocked }: Plan): Refused {
  return new Map(blocked.flatMap((one) => (one.app !== undefined && isAboutData(one) ? [[one.app, one] as const] : [])))
}

function ownWish(app: DesiredApp, query: WishQuery, refused: Blocked | undefined): readonly HeldWish[] {
  const rejection = rejectionOf(app, query.rejections.find((one) => one.app === app.key), query.observed.images)
  // Whoever tried it again was ended before it was over, and going back would leave nothing that serves.
  if (rejection && query.isDataBeyond(app)) return []
  if (rejection) return [{ app: app.key, wanted: app, because: 'rejected', message: rejectionText(rejection), failure: rejection.failure, rejectedAt: rejection.rejectedAt }]
  // What is merely healed has nothing to be kept at.
  if (app.pin || !query.hasRelease(app.key) || query.isAtLastRelease(app)) return []
  return refused ? [{ app: app.key, wanted: app, because: 'waiting', reason: 'data-awaited', message: refused.message }] : pausedWish(app, query)
}

function pausedWish(app: DesiredApp, query: WishQuery): readonly HeldWish[] {
  const hold = standingHold(query.holds, { app: app.key, digest: specDigest(app) }, query.nowMs)
  // What is not taken back whole goes forward only.
  if (!hold?.failure || !hold.isTakenBack) return []
  return [{ app: app.key, wanted: app, because: 'paused', message: waitText(hold, query.nowMs), failure: hold.failure }]
}

interface Sides {
  readonly query: WishQuery
  readonly held: HeldWishes
  readonly refused: Refused
}

/** Whoever depends on it and is to come out in another version waits. Whoever is only to be healed does not, and whoever is to begin does. */
function dependentWish(app: DesiredApp, { query, held, refused }: Sides): readonly HeldWish[] {
  const isThere = (key: AppKey): boolean => query.observed.containers.some((live) => live.app === key)
  const absent = isThere(app.key) ? undefined : app.dependsOn.find((key) => held.get(key)?.isBeginning || (isDataless(refused.get(key)) && !isThere(key)))
  if (absent !== undefined) return [{ app: app.key, wanted: app, because: 'waiting', reason: 'data-awaited', isBeginning: true, message: waitsFor(absent) }]
  if (app.pin || query.isAtLastRelease(app)) return []
  const wished = app.dependsOn.find((key) => held.has(key))
  if (wished !== undefined) return [{ app: app.key, wanted: app, because: 'waiting', ...reasonOf(held.get(wished)), message: waitsFor(wished) }]
  // What runs without a record may be what git wants: then it is to be healed.
  const dataless = isThere(app.key) && !query.hasRelease(app.key) ? undefined : app.dependsOn.find((key) => isDataless(refused.get(key)))
  return dataless === undefined ? [] : [{ app: app.key, wanted: app, because: 'waiting', reason: 'data-awaited', message: waitsFor(dataless) }]
}

function reasonOf({ reason }: Partial<HeldWish> = {}): Pick<HeldWish, 'reason'> {
  return reason ? { reason } : {}
}

function isDataless(refusal: Blocked | undefined): boolean {
  return refusal?.reason === 'data-missing' || refusal?.reason === 'data-unknown'
}

/** Whoever gives a place to a held app goes on serving it, also when git no longer has whoever that is. */
function handovers(changed: ReadonlySet<AppKey>, held: HeldWishes, { git, observed, before }: WishQuery): readonly HeldWish[] {
  const apps = new Map(git.apps.map((app) => [app.key, app]))
  const heirs = new Map([...held.values()].flatMap(({ app, wanted }) => placesOf(wanted?.route?.rules).map((place) => [place, app] as const)))
  const served = [...observed.routes.map(({ app, content }) => ({ app, rules: content?.rules })), ...(before?.apps ?? []).filter(({ kept }) => kept).map(({ key, route }) => ({ app: key, rules: route?.rules }))]
  return served.flatMap(({ app, rules }) => {
    const wanted = apps.get(app)
    const staying = new Set(placesOf(wanted?.route?.rules))
    const place = placesOf(rules).find((one) => !staying.has(one) && (heirs.get(one) ?? app) !== app)
    const heir = place === undefined ? undefined : heirs.get(place)
    if (place === undefined || heir === undefined || !changed.has(app) || wanted?.pin) return []
    return [{ app, ...(wanted && { wanted }), because: 'waiting', ...reasonOf(held.get(heir)), message: `It serves ${place} until ${heir} can, which is held` } as const]
  })
}

function placesOf(rules: readonly RouteRule[] = []): readonly string[] {
  return rules.map(({ host, pathPrefix }) => (pathPrefix === '/' ? host : `${host}${pathPrefix}`))
}
