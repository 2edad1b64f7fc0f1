/** Where nothing is known of the branches of an app, whatever previews of it are on the host stay as they are. */
import { failure } from '../model/failure.js'
import type { AppKey } from '../model/resource.js'
import type { DesiredState, ObservedState } from '../model/state.js'
import { sortedBy } from '../model/compare.js'

export function keepUnknownPreviews(desired: DesiredState, { containers }: Pick<ObservedState, 'containers'>): DesiredState {
  const unknown = new Map((desired.previews ?? []).filter(({ isUnknown }) => isUnknown).map((group) => [group.of, group]))
  if (unknown.size === 0) return desired
  const known = new Set([...desired.apps, ...desired.unresolved].map(({ key }) => key))
  const found = new Map(containers.flatMap(({ app, previewOf }) => (previewOf !== undefined && unknown.has(previewOf) && !known.has(app) ? [[app, previewOf] as const] : [])))
  if (found.size === 0) return desired
  const key = [...found.keys()].sort().join(' ')
  const before = answered.get(desired)
  if (before?.key === key) return before.state
  const kept = [...found].map(([app, of]) => ({ key: app, failure: unknown.get(of)?.failure ?? neverTold(of) }))
  const state = { ...desired, unresolved: sortedBy([...desired.unresolved, ...kept], (one) => one.key) }
  answered.set(desired, { key, state })
  return state
}

function neverTold(of: AppKey) {
  return failure('source-ref-missing', { subject: `cannot look up the branches of ${of}`, cause: 'they were not asked for so far' })
}

/** The same question has the same answer, and those who compare states by identity find it. */
const answered = new WeakMap<DesiredState, { readonly key: string; readonly state: DesiredState }>()
