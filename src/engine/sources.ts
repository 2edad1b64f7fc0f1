/**
 * Where the apps of a manifest come from: for each app built from source, the commit and the digest of its tree.
 * One app whose source is missing is that app's failure alone.
 */
import type { Failure } from '../model/failure.js'
import type { AppKey, RepositoryRef } from '../model/resource.js'
import type { Result } from '../model/result.js'
import type { SourceNeed } from '../resolve/needs.js'
import type { SourceFound } from '../resolve/resolve.js'
import type { Clock, Emit, SourcePort } from '../ports.js'
import { findRevision } from './revision.js'

export interface SourcesQuery {
  readonly needs: readonly SourceNeed[]
  /** The manifest's own repository stays at the commit that is being looked at. */
  readonly main: { readonly repository: RepositoryRef; readonly commit: string }
  readonly fetch: 'remote' | 'local'
  readonly digests: Readonly<Record<string, string>>
}

export interface SourcesFound {
  readonly sources: Readonly<Record<AppKey, SourceFound>>
  /** Digests in use, known before or not: what is not used any more is forgotten. */
  readonly digests: Readonly<Record<string, string>>
}

interface SourceTools {
  readonly source: SourcePort
  readonly clock: Clock
  readonly emit: Emit
}

export async function findSources(tools: SourceTools, query: SourcesQuery, signal: AbortSignal): Promise<SourcesFound> {
  const commits = await commitsOf(tools, query, signal)
  const sources: Record<AppKey, SourceFound> = {}
  const digests: Record<string, string> = {}
  for (const need of query.needs) {
    const commit = commits.get(repositoryKey(need.repository))
    if (commit === undefined) continue
    if (!commit.ok) {
      sources[need.app] = { ok: false, failure: commit.error }
      continue
    }
    const at = { repository: need.repository, commit: commit.value }
    const key = `${repositoryKey(at.repository)}@${at.commit}:${need.path}`
    const known = digests[key] ?? query.digests[key]
    const digest: Result<string> = known === undefined ? await tools.source.treeDigest(at, need.path, signal) : { ok: true, value: known }
    if (digest.ok) digests[key] = digest.value
    sources[need.app] = digest.ok ? { ok: true, ...at, treeDigest: digest.value } : { ok: false, failure: digest.error }
  }
  return { sources, digests }
}

export function repositoryKey(repository: RepositoryRef): string {
  return repository.kind === 'git' ? `git:${repository.url}#${repository.ref}` : `folder:${repository.path}`
}

/** Each repository is asked once, all of them at the same time. */
async function commitsOf(tools: SourceTools, query: SourcesQuery, signal: AbortSignal): Promise<ReadonlyMap<string, Result<string>>> {
  const main = repositoryKey(query.main.repository)
  const others = new Map(query.needs.map((need) => [repositoryKey(need.repository), need.repository]))
  others.delete(main)
  const asked = [...others].map(async ([key, repository]): Promise<[string, Result<string>]> => {
    const found = await findRevision(tools, { repository, fetch: query.fetch }, signal)
    if (!found.ok) return [key, found]
    if (found.value.trouble) reportTrouble(tools.emit, found.value.trouble)
    return [key, { ok: true, value: found.value.revision.commit }]
  })
  return new Map<string, Result<string>>([[main, { ok: true, value: query.main.commit }], ...(await Promise.all(asked))])
}

function reportTrouble(emit: Emit, trouble: { readonly failure: Failure; readonly staleSince: string }): void {
  emit({ type: 'source-failed', failure: trouble.failure, staleSince: trouble.staleSince })
}
