/**
 * Which apps are not to become what git wants of them now, and why: their release was rejected, or failed a moment ago and was taken
 * back, or it goes with one of those. Pure; where such an app is kept meanwhile is decided in keep.ts.
 */
import type { Failure } from '../model/failure.js'
import type { Plan } from '../model/plan.js'
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
  if (query.plan.changes.length === 0) return new Map()
  const changed = changedApps(query.plan)
  const open = query.git.apps.filter(({ key }) => changed.has(key))
  const held = new Map(open.flatMap((app) => ownWish(app, query)).map((wish) => [wish.app, wish]))
  for (let before = 0; before !== held.size;) {
    before = held.size
    for (const wish of [...open.flatMap((app) => dependentWish(app, held, query)), ...handovers(changed, held, query)]) {
      if (!held.has(wish.app)) held.set(wish.app, wish)
    }
  }
  return held
}

function ownWish(app: DesiredApp, query: WishQuery): readonly HeldWish[] {
  const rejection = rejectionOf(app, query.rejections.find((one) => one.app === app.key), query.observed.images)
  // Whoever tried it again was ended before it was over, and going back would leave nothing that serves.
  if (rejection && query.isDataBeyond(app)) return []
  if (rejection) return [{ app: app.key, wanted: app, because: 'rejected', message: rejectionText(rejection), failure: rejection.failure, rejectedAt: rejection.rejectedAt }]
  const hold = standingHold(query.holds, { app: app.key, digest: specDigest(app) }, query.nowMs)
  // What is not taken back whole goes forward only; what is merely healed has nothing to be kept at.
  if (!hold?.failure || !hold.isTakenBack || app.pin || !query.hasRelease(app.key) || query.isAtLastRelease(app)) return []
  return [{ app: app.key, wanted: app, because: 'paused', message: waitText(hold, query.nowMs), failure: hold.failure }]
}

/** Whoever depends on it and is to come out in another version waits. Whoever is only to be healed does not. */
function dependentWish(app: DesiredApp, held: HeldWishes, { isAtLastRelease }: WishQuery): readonly HeldWish[] {
  const needed = app.dependsOn.find((key) => held.has(key))
  if (needed === undefined || app.pin || isAtLastRelease(app)) return []
  return [{ app: app.key, wanted: app, because: 'waiting', message: waitsFor(needed) }]
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
    return [{ app, ...(wanted && { wanted }), because: 'waiting', message: `It serves ${place} until ${heir} can, which is held` } as const]
  })
}

function placesOf(rules: readonly RouteRule[] = []): readonly string[] {
  return rules.map(({ host, pathPrefix }) => (pathPrefix === '/' ? host : `${host}${pathPrefix}`))
}
