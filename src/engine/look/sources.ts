/**
 * Where the apps of a manifest come from: for each app built from source, the commit and the digest of its tree.
 * One app whose source is missing is that app's failure alone.
 */
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { AppKey, RepositoryRef } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import type { SourceNeed } from '../../resolve/needs.js'
import type { SourceFound } from '../../resolve/resolve.js'
import type { Clock, Emit, SourceAt, SourcePort } from '../../ports.js'
import { createGate } from '../gate.js'
import { linkSignals } from '../../signals.js'
import { findRevision } from './revision.js'

export interface SourcesQuery {
  readonly needs: readonly SourceNeed[]
  /** The manifest's own repository stays at the commit that is being looked at. */
  readonly main: { readonly repository: RepositoryRef; readonly commit: string }
  readonly fetch: 'remote' | 'local'
  readonly digests: Readonly<Record<string, string>>
  /** Where repositories stand that were asked already, by `repositoryKey`. */
  readonly known?: ReadonlyMap<string, string>
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
    const key = `${repositoryKey(at.repository)}@${at.commit}:${need.watch ? JSON.stringify(need.watch) : need.path}`
    const known = digests[key] ?? query.digests[key]
    const digest: Result<string> = known === undefined ? await ask(tools.source, { at, need }, signal) : { ok: true, value: known }
    if (digest.ok) digests[key] = digest.value
    sources[need.app] = digest.ok ? { ok: true, ...at, treeDigest: digest.value } : { ok: false, failure: digest.error }
  }
  return { sources, digests }
}

function ask(source: SourcePort, { at, need }: { readonly at: SourceAt; readonly need: SourceNeed }, signal: AbortSignal): Promise<Result<string>> {
  return need.watch ? source.pathsDigest(at, need.watch, signal) : source.treeDigest(at, need.path, signal)
}

export function repositoryKey(repository: RepositoryRef): string {
  return repository.kind === 'git' ? `git:${repository.url}#${repository.ref}` : `folder:${repository.path}`
}

/** A manifest can name two thousand repositories. Each takes two or three processes while it is asked. */
export const SOURCES_AT_ONCE = 8
/** Longer than one fetch may take. Beyond it nobody waits: what is here already is good enough for another pass of healing. */
export const SOURCES_WITHIN_MS = 6 * 60_000

/** Each repository is asked once, a few of them at the same time. */
async function commitsOf(tools: SourceTools, query: SourcesQuery, signal: AbortSignal): Promise<ReadonlyMap<string, Result<string>>> {
  const main = repositoryKey(query.main.repository)
  const others = new Map(query.needs.map((need) => [repositoryKey(need.repository), need.repository]))
  const known = new Map<string, Result<string>>([...(query.known ?? []), [main, query.main.commit] as const].map(([key, commit]) => [key, { ok: true, value: commit }]))
  for (const key of known.keys()) others.delete(key)
  if (others.size === 0) return known
  const time = linkSignals(signal)
  const done = new AbortController()
  void tools.clock.sleep(SOURCES_WITHIN_MS, done.signal).then(() => { if (!done.signal.aborted) time.fire() })
  const gate = createGate(SOURCES_AT_ONCE)
  try {
    await Promise.all([...others].map(([key, repository]) => gate.through(async () => { known.set(key, await commitOf(tools, { repository, fetch: query.fetch }, { signal, inTime: time.signal })) })))
    return known
  } finally {
    done.abort()
    time.release()
  }
}

async function commitOf(tools: SourceTools, query: Pick<SourcesQuery, 'fetch'> & { readonly repository: RepositoryRef }, { signal, inTime }: { readonly signal: AbortSignal; readonly inTime: AbortSignal }): Promise<Result<string>> {
  const asked = await findRevision(tools, query, inTime)
  const isLate = !asked.ok && asked.error.code === 'aborted' && !signal.aborted
  const found = isLate ? await findRevision(tools, { ...query, fetch: 'local' }, signal) : asked
  const trouble = isLate ? { failure: tooLate(query.repository), staleSince: tools.clock.nowIso() } : found.ok ? found.value.trouble : undefined
  if (trouble) reportTrouble(tools.emit, trouble)
  if (found.ok) return { ok: true, value: found.value.revision.commit }
  return isLate ? { ok: false, error: tooLate(query.repository) } : found
}

function tooLate(repository: RepositoryRef): Failure {
  const cause = `the repositories of all apps together did not answer within ${String(SOURCES_WITHIN_MS / 60_000)} minutes`
  return failure('source-unreachable', { subject: `cannot look up ${repositoryKey(repository)}`, cause, help: 'Check the network and the servers; Mist tries again.' })
}

function reportTrouble(emit: Emit, trouble: { readonly failure: Failure; readonly staleSince: string }): void {
  emit({ type: 'source-failed', failure: trouble.failure, staleSince: trouble.staleSince })
}
