/**
 * The managed proxy that looks at a directory which is no more: only a new container gets the directory that is there now. A proxy that
 * was started a moment ago may merely not have read it yet.
 */
import type { AppType, ObservedContainer, ObservedState } from '../../model/state.js'
import type { RawField } from './fields.js'

const READS_WITHIN_MS = 10_000

export function strayMount(type: AppType, live: ObservedContainer, { strayProxy, observedAt }: ObservedState): readonly RawField[] {
  if (type !== 'system' || strayProxy === undefined || live.state !== 'running') return []
  const startedMs = Date.parse(live.startedAt)
  if (!(Date.parse(observedAt) - startedMs > READS_WITHIN_MS)) return []
  // Another password stands in another file. A proxy without any file of ours may have its own troubles, unless the directory is younger than it.
  if (strayProxy.answer === 404 && !(Date.parse(strayProxy.directorySince) > startedMs)) return []
  return [{ field: 'mounts', from: 'a directory that was replaced', to: 'the directory that is there now', sensitivity: 'public' }]
}
