/**
 * Which apps are not to become what git wants of them now, and why: their release was rejected, or failed a moment ago and was taken
 * back, or their data does not allow it, or it goes with one of those. Pure; where such an app is kept meanwhile is decided in keep.ts.
 */
import type { Failure } from '../../model/failure.js'
import type { Blocked, BlockReason, Plan } from '../../model/plan.js'
import type { Kept, Rejection } from '../../model/release.js'
import type { AppKey, RouteRule } from '../../model/resource.js'
import type { DesiredApp, DesiredState, ObservedState } from '../../model/state.js'
import { specDigest } from '../../plan/spec-digest.js'
import { changedApps, isPresent, runs, waitsFor } from './held.js'
import { standingHold, waitText } from './holds.js'
import type { Holds } from '../memory.js'
import { rejectionOf, rejectionText } from './rejected.js'

export interface HeldWish {
  readonly app: AppKey
  /** Absent when git no longer has the app. */
  readonly wanted?: DesiredApp
  readonly because: Kept['because']
  /** It is an app that is refused that is waited for, and no release failed. */
  readonly reason?: 'app-awaited'
  /** Nothing of it is here, and these do not come up: it does not begin without one of them that it needs, at its last release either. */
  readonly without?: ReadonlySet<AppKey>
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
  const down = new Set(downApps(query))
  for (let before = -1; before !== held.size;) {
    before = held.size
    for (const wish of [...open.flatMap((app) => dependentWish(app, { query, held, down })), ...handovers(changed, held, query)]) {
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
  return refused ? [{ app: app.key, wanted: app, because: 'waiting', reason: 'app-awaited', message: refused.message }] : pausedWish(app, query)
}

function pausedWish(app: DesiredApp, query: WishQuery): readonly HeldWish[] {
  const hold = standingHold(query.holds, { app: app.key, digest: specDigest(app) }, query.nowMs)
  // What is not taken back whole goes forward only.
  if (!hold?.failure || !hold.isTakenBack) return []
  return [{ app: app.key, wanted: app, because: 'paused', message: waitText(hold, query.nowMs), failure: hold.failure }]
}

/** Whatever they are refused for: nothing of theirs runs, and nothing of theirs is done. Drift that is only reported keeps nobody down. */
function downApps({ plan, observed, git }: WishQuery): readonly AppKey[] {
  const parked = new Set(git.apps.flatMap(({ key, containers }) => (containers.length === 0 ? [key] : [])))
  return plan.blocked.flatMap(({ app, reason }) => (app !== undefined && reason !== 'drift-report-only' && !parked.has(app) && !runs(observed, app) ? [app] : []))
}

interface Sides {
  readonly query: WishQuery
  readonly held: HeldWishes
  readonly down: ReadonlySet<AppKey>
}

/**
 * Whoever depends on it and is to come out in another version waits. Whoever is only to be healed does not: it has worked as it is, and may
 * do so without the other one. Whoever is to begin has not, and would fail for what it cannot reach.
 */
function dependentWish(app: DesiredApp, { query, held, down }: Sides): readonly HeldWish[] {
  const isThere = isPresent(query.observed, app)
  const staysDown = (key: AppKey): boolean => down.has(key) || held.get(key)?.without !== undefined || (held.has(key) && !query.hasRelease(key) && !runs(query.observed, key))
  const absent = isThere ? undefined : app.dependsOn.find(staysDown)
  if (absent !== undefined) return [{ app: app.key, wanted: app, because: 'waiting', reason: 'app-awaited', without: down, message: waitsFor(absent) }]
  if (app.pin || query.isAtLastRelease(app)) return []
  const wished = app.dependsOn.find((key) => held.has(key))
  if (wished !== undefined) return [{ app: app.key, wanted: app, because: 'waiting', ...reasonOf(held.get(wished)), message: waitsFor(wished) }]
  // What runs without a record may be what git wants: then it is to be healed.
  const missing = isThere && !query.hasRelease(app.key) ? undefined : app.dependsOn.find((key) => down.has(key))
  return missing === undefined ? [] : [{ app: app.key, wanted: app, because: 'waiting', reason: 'app-awaited', message: waitsFor(missing) }]
}

function reasonOf({ reason }: Partial<HeldWish> = {}): Pick<HeldWish, 'reason'> {
  return reason ? { reason } : {}
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
