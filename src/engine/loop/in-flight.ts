/**
 * What the running passes of this process are at work on. A pass that begins beside them leaves it alone, and tells which of it a
 * newer revision has made pointless. It holds no plan and carries nothing out.
 */
import type { AppKey } from '../../model/resource.js'
import type { Trigger } from '../../model/run.js'
import { specDigest } from '../../plan/spec-digest.js'
import type { DesiredState } from '../../model/state.js'
import type { Claim } from '../../plan/claims.js'
import { appOfClaim } from '../../plan/claims.js'
import type { Gates } from '../apply.js'
import { createGates } from '../apply.js'
import type { TaskEnd } from '../apply/task.js'

export interface InFlight {
  /** One bound on what the engine is asked for at a time, however many passes ask. */
  readonly gates: Gates
  /** What is held now, as words of plan/claims.ts. */
  held(): ReadonlySet<string>
  /** A pass is about to look at the host. */
  sight(): Sight
  begin(claims: readonly Claim[], desired: DesiredState): void
  end(task: string, end: TaskEnd): void
  /** Lets go of what of it is still held: of a pass that broke off. */
  drop(claims: readonly Claim[]): void
  isSuperseded(task: string): boolean
  /** Ends the waits for apps that git now wants otherwise. What git wants as before goes on. */
  supersede(desired: DesiredState, trigger: Trigger): void
  /** Asks for a look, by the same trigger, as soon as one of these comes free. */
  awaitFree(words: ReadonlySet<string>, trigger: Trigger): void
  /** Something came free while a pass that left it alone was looking: nobody else would say so. */
  lookAgain(trigger: Trigger): void
  /** Apps that came out and whose old images were not looked after yet: a pass that has been overtaken leaves that to the next one. */
  readonly untidied: Set<AppKey>
  /** True when the app is being worked on; then a look follows when that has ended. */
  noteEvent(app: AppKey): boolean
}

export interface Sight {
  /** What was held when it began: what has ended since may have been seen half done. */
  readonly held: ReadonlySet<string>
  /** False once another pass has looked: what this one saw of apps that it did not change is old. */
  readonly isNewest: () => boolean
}

interface Work {
  readonly claim: Claim
  readonly digest: string | undefined
  readonly isSuperseded: boolean
  readonly hadEvent: boolean
  readonly awaitedBy?: Trigger
}

export type OnFree = (trigger: Trigger) => void

export function createInFlight(onFree: OnFree = () => undefined): InFlight {
  const works = new Map<string, Work>()
  let sights = 0
  const held = (): ReadonlySet<string> => new Set([...works.values()].flatMap(({ claim }) => claim.holds))
  return {
    gates: createGates(),
    untidied: new Set(),
    held,
    sight: () => {
      sights += 1
      const own = sights
      return { held: held(), isNewest: () => own === sights }
    },
    begin: (claims, desired) => {
      const digests = digestsOf(desired)
      for (const claim of claims) works.set(claim.task, { claim, digest: claim.app && digests.get(claim.app), isSuperseded: false, hadEvent: false })
    },
    end: (task, end) => {
      const work = works.get(task)
      works.delete(task)
      const trigger = work && lookAfter(work, end)
      if (trigger) onFree(trigger)
    },
    drop: (claims) => {
      // A task that has ended may have been begun anew by another pass: then the claim is not ours any more.
      for (const claim of claims) if (works.get(claim.task)?.claim === claim) works.delete(claim.task)
    },
    isSuperseded: (task) => works.get(task)?.isSuperseded ?? false,
    supersede: (desired, trigger) => {
      const digests = digestsOf(desired)
      const unknown = new Set(desired.unresolved.map(({ key }) => key))
      for (const [task, work] of works) {
        const { app } = work.claim
        if (app === undefined || unknown.has(app) || digests.get(app) === work.digest) continue
        works.set(task, { awaitedBy: trigger, ...work, isSuperseded: true })
      }
    },
    awaitFree: (words, trigger) => {
      for (const [task, work] of works) {
        if (work.claim.holds.some((word) => words.has(word))) works.set(task, { awaitedBy: trigger, ...work })
      }
    },
    lookAgain: onFree,
    noteEvent: (app) => {
      const found = [...works].find(([, { claim }]) => claim.app === app)
      if (found) works.set(found[0], { ...found[1], hadEvent: true })
      return found !== undefined
    },
  }
}

/** Apps among what is held. */
export function appsHeld(held: ReadonlySet<string>): ReadonlySet<AppKey> {
  return new Set([...held].flatMap((word) => appOfClaim(word) ?? []))
}

/** What git wants: an app that is kept at its last release is worked on for the same wish. */
function digestsOf({ apps }: DesiredState): ReadonlyMap<AppKey, string> {
  return new Map(apps.map((app) => [app.key, specDigest(app.kept?.wanted ?? app)]))
}

/** What happened to the app meanwhile was not looked at: it may have been Mist's own doing, or somebody's. */
function lookAfter({ awaitedBy, hadEvent }: Work, end: TaskEnd): Trigger | undefined {
  if (awaitedBy) return awaitedBy
  if (end.result === 'skipped' && end.because === 'superseded') return 'retry'
  return hadEvent ? 'docker' : undefined
}
