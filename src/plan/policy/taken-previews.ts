/**
 * A preview never goes on with what an app left behind. Its name ends in a digest, so that this does not come about by itself; where a
 * container or a volume of ours bears it all the same and says of itself that it is no preview's, the preview waits, untouched.
 */
import { sortedBy } from '../../model/compare.js'
import { failure } from '../../model/failure.js'
import type { AppKey } from '../../model/resource.js'
import type { DesiredApp, DesiredState, ObservedState, UnresolvedApp } from '../../model/state.js'

export function withoutTakenPreviews(desired: DesiredState, observed: ObservedState): DesiredState {
  if (desired.apps.every(({ preview }) => !preview)) return desired
  const borne = borneNames(observed)
  const taken = desired.apps.filter(({ key, preview }) => preview && borne.has(key))
  if (taken.length === 0) return desired
  const waiting = taken.map((app) => waitingFor(app, borne.get(app.key) ?? ''))
  return { ...desired, apps: desired.apps.filter((app) => !taken.includes(app)), unresolved: sortedBy([...desired.unresolved, ...waiting], ({ key }) => key) }
}

/** Name of an app → what bears it without being a preview's. */
function borneNames({ containers, volumes }: ObservedState): ReadonlyMap<AppKey, string> {
  return new Map([
    ...volumes.flatMap(({ name, owner, app, preview }) => (owner === 'ours' && app !== undefined && !preview ? [[app, `the volume ${name}`] as const] : [])),
    ...containers.flatMap(({ name, app, previewOf }) => (previewOf === undefined ? [[app, `the container ${name}`] as const] : [])),
  ])
}

function waitingFor({ key, preview }: DesiredApp, what: string): UnresolvedApp {
  const branch = preview?.branch ?? ''
  return {
    key,
    isNameTaken: true,
    failure: failure('name-taken', { subject: `cannot make the preview ${key} of branch ${branch}`, cause: `${what} bears its name and belongs to no preview`, help: `rename the branch ${branch}, or remove ${what}` }),
  }
}
