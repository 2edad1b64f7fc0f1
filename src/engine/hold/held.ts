/** A plan without the changes of apps that have to wait: those are listed as blocked, with the reason. Who waits is decided elsewhere. */
import { RUN_ONCE_REPLICA } from '../../model/labels.js'
import type { Blocked, Change, Plan } from '../../model/plan.js'
import type { AppKey } from '../../model/resource.js'
import type { DesiredApp, ObservedState } from '../../model/state.js'

/** App → why it waits, as a sentence without its period. */
export type Waiting = ReadonlyMap<AppKey, string>

export function holdApps(plan: Plan, waiting: Waiting): Plan {
  if (waiting.size === 0) return plan
  const held = heldChanges(plan, waiting)
  const ids = new Set(held.map(({ id }) => id))
  return { ...plan, changes: plan.changes.filter(({ id }) => !ids.has(id)), blocked: [...plan.blocked, ...held] }
}

/** What of the plan has to wait. */
export function heldChanges({ changes }: Plan, waiting: Waiting): readonly Blocked[] {
  return changes.flatMap((change) => {
    const message = change.app === undefined || isLeftRun(change) ? undefined : waiting.get(change.app)
    const { id, app, action, fields } = change
    return message === undefined ? [] : [{ id, ...(app && { app }), action, reason: 'held', message, fields }]
  })
}

/** Of a run before a release that a killed Mist left behind: it is no part of any release, and goes whatever is held. */
function isLeftRun(change: Change): boolean {
  return change.kind === 'container' && change.action === 'prune' && change.live.replica === RUN_ONCE_REPLICA
}

export function changedApps(plan: Plan): ReadonlySet<AppKey> {
  return new Set(plan.changes.flatMap((change) => change.app ?? []))
}

/** Together with those that depend on them and are to come out in another version; what is merely to be healed need not wait. */
export function withDependents(plan: Plan, waiting: Waiting, isOnlyHealed: (app: AppKey) => boolean): Waiting {
  const all = new Map(waiting)
  for (let before = -1; before !== all.size;) {
    before = all.size
    for (const app of plan.apps) {
      const held = app.dependsOn.find((key) => all.has(key))
      if (held && !all.has(app.key) && !isOnlyHealed(app.key)) all.set(app.key, waitsFor(held))
    }
  }
  return all
}

/** Under the name that it had before as well: then it goes on under the new one. Stopped or not, it has begun. */
export function isPresent({ containers }: ObservedState, { key, formerly }: Pick<DesiredApp, 'key' | 'formerly'>): boolean {
  return containers.some(({ app }) => app === key || app === formerly)
}

export function runs({ containers }: ObservedState, key: AppKey): boolean {
  return containers.some(({ app, state }) => app === key && state === 'running')
}

export function waitsFor(held: AppKey): string {
  return `It waits for ${held}, which is held`
}
