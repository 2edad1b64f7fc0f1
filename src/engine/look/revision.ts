/**
 * Which revision a pass works on. A source that does not answer is no reason to stop healing: the newest copy that is here
 * is used, and the failure is reported beside it.
 */
import type { Failure } from '../../model/failure.js'
import type { RepositoryRef } from '../../model/resource.js'
import type { Revision } from '../../model/state.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Clock, SourcePort } from '../../ports.js'
import type { Found } from '../memory.js'

export interface RevisionQuery {
  readonly repository: RepositoryRef
  readonly fetch: 'remote' | 'local'
  /** Known from an earlier pass. */
  readonly staleSince?: string | undefined
}

export async function findRevision(ports: { readonly source: SourcePort; readonly clock: Clock }, query: RevisionQuery, signal: AbortSignal): Promise<Result<Found>> {
  const newest = await ask(ports.source, query, signal)
  if (newest.ok) return ok({ revision: newest.value })
  if (query.fetch === 'local' || newest.error.code === 'aborted') return newest
  const here = await ports.source.current(query.repository, signal)
  if (!here.ok) return err(newest.error)
  return ok({ revision: here.value, trouble: trouble(newest.error, query.staleSince ?? ports.clock.nowIso()) })
}

function ask(source: SourcePort, query: RevisionQuery, signal: AbortSignal): Promise<Result<Revision>> {
  return query.fetch === 'remote' ? source.fetch(query.repository, signal) : source.current(query.repository, signal)
}

function trouble(failure: Failure, staleSince: string): { readonly failure: Failure; readonly staleSince: string } {
  return { failure, staleSince }
}
