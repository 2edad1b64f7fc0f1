/**
 * source → load → resolve: what git wants, as one value. A commit that cannot be used changes nothing that serves: on request the
 * last good desired state stands in, from memory or, after a restart, read again at the commit that was applied last.
 */
import type { LoadedManifest } from '../manifest/load.js'
import { loadManifest } from '../manifest/load.js'
import type { Manifest } from '../manifest/manifest.js'
import type { Diagnostic } from '../model/diagnostic.js'
import type { Failure } from '../model/failure.js'
import { failure, failureLine } from '../model/failure.js'
import { digestOf } from '../model/fingerprint.js'
import type { DesiredState, Revision } from '../model/state.js'
import type { Result } from '../model/result.js'
import { ok } from '../model/result.js'
import type { ReadPorts } from '../ports.js'
import { sourceNeeds } from '../resolve/needs.js'
import { resolveDesired } from '../resolve/resolve.js'
import type { EngineConfig } from './config.js'
import { readManifestText } from './manifest-text.js'
import type { Found, Memory, SourceTrouble } from './memory.js'
import { findRevision } from './revision.js'
import { findSources } from './sources.js'

export interface DesireRequest {
  readonly fetch: 'remote' | 'local'
  readonly fallback: 'last-good' | 'none'
}

export interface Desire {
  /** Where the source is: what `diagnostics` and `failure` speak of. */
  readonly revision?: Revision
  readonly trouble?: SourceTrouble
  readonly diagnostics: readonly Diagnostic[]
  /** Why `revision` cannot be used. */
  readonly failure?: Failure
  /** Of `revision`, or of the last good one when there is a failure. */
  readonly desired?: DesiredState
  readonly memory: Memory
}

export interface DesireWork {
  readonly ports: ReadPorts
  readonly config: EngineConfig
  readonly request: DesireRequest
  readonly signal: AbortSignal
}

export async function findDesired(work: DesireWork, memory: Memory): Promise<Desire> {
  const { ports, config, request, signal } = work
  const found = await findRevision(ports, { repository: config.repository, fetch: request.fetch, staleSince: memory.staleSince }, signal)
  if (!found.ok) return unreachableSource(work, found.error, memory)
  emitFound(work, found.value, memory)
  const { revision, trouble } = found.value
  const seen = { revision, ...(trouble && { trouble }), diagnostics: [], memory: rememberTrouble(memory, work, trouble) }
  const loaded = memory.loaded?.commit === revision.commit ? ok(memory.loaded.manifest) : await load(work, revision)
  if (!loaded.ok) return withLastGood(work, { ...seen, failure: reject(work, revision, { failure: loaded.error, errors: 1 }) })
  const { manifest, diagnostics } = loaded.value
  const known = { ...seen, diagnostics, memory: { ...seen.memory, loaded: { commit: revision.commit, manifest: loaded.value } } }
  if (!manifest) return withLastGood(work, { ...known, failure: reject(work, revision, invalid(config, diagnostics)) })
  return { ...known, ...(await resolve(work, { revision, manifest }, known.memory)) }
}

/** The source answers with nothing at all: a first start without network, or a broken copy. */
function unreachableSource(work: DesireWork, cause: Failure, memory: Memory): Promise<Desire> {
  const staleSince = memory.staleSince ?? work.ports.clock.nowIso()
  if (cause.code !== 'aborted') work.ports.emit({ type: 'source-failed', failure: cause, staleSince })
  return withLastGood(work, { diagnostics: [], failure: cause, trouble: { failure: cause, staleSince }, memory: { ...memory, staleSince } })
}

/** A local look learns nothing about the remote, so it neither starts nor ends a trouble. */
function rememberTrouble(memory: Memory, work: DesireWork, trouble: SourceTrouble | undefined): Memory {
  if (work.request.fetch === 'local') return memory
  const { staleSince: _, ...rest } = memory
  return trouble ? { ...rest, staleSince: trouble.staleSince } : rest
}

function emitFound({ ports }: DesireWork, found: Found, memory: Memory): void {
  const { revision, trouble } = found
  if (trouble) ports.emit({ type: 'source-failed', ...trouble })
  else ports.emit({ type: 'source-fetched', revision, changed: revision.commit !== memory.loaded?.commit })
}

async function load(work: DesireWork, revision: Revision): Promise<Result<LoadedManifest>> {
  const { ports, config, signal } = work
  const at = { repository: config.repository, commit: revision.commit }
  const text = await readManifestText(ports.source, { at, path: config.manifestPath }, signal)
  if (!text.ok) return text
  const facts = await ports.runtime.facts(signal)
  const host = { grants: config.grants, ...(facts.ok && { facts: facts.value }) }
  return ok(loadManifest({ ...text.value, host }))
}

/** A commit that only another commit can cure; a source that fails while it is read is a failure of the world. */
function reject({ ports }: DesireWork, revision: Revision, why: { readonly failure: Failure; readonly errors: number }): Failure {
  if (why.failure.retry === 'next-revision') ports.emit({ type: 'manifest-rejected', revision, errors: why.errors, first: failureLine(why.failure) })
  return why.failure
}

function invalid(config: EngineConfig, diagnostics: readonly Diagnostic[]): { readonly failure: Failure; readonly errors: number } {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
  const first = errors[0]
  const cause = first ? `${first.at.file}:${String(first.at.line)}:${String(first.at.column)}: ${first.message}` : 'it does not describe a manifest'
  return { errors: errors.length, failure: failure('manifest-invalid', { subject: `cannot use ${config.manifestPath}`, cause, help: 'Correct the file and commit again; until then the last good revision is kept.' }) }
}

interface GoodManifest {
  readonly revision: Revision
  readonly manifest: Manifest
}

async function resolve(work: DesireWork, good: GoodManifest, memory: Memory): Promise<{ readonly desired: DesiredState; readonly memory: Memory }> {
  const { ports, config, request, signal } = work
  const main = { repository: config.repository, commit: good.revision.commit }
  const needs = sourceNeeds(good.manifest, config.repository)
  const { sources, digests } = await findSources(ports, { needs, main, fetch: request.fetch, digests: memory.digests }, signal)
  const key = digestOf([good.revision, sources])
  if (memory.resolved?.key === key) return { desired: memory.resolved.desired, memory: { ...memory, digests } }
  const { instance, networkPool, proxy } = config
  const desired = resolveDesired(good.manifest, { instance, revision: good.revision, networkPool, proxy, sources })
  return { desired, memory: { ...memory, digests, resolved: { key, desired } } }
}

async function withLastGood(work: DesireWork, desire: Desire): Promise<Desire> {
  if (work.request.fallback === 'none' || desire.failure?.code === 'aborted') return desire
  if (desire.memory.resolved) return { ...desire, desired: desire.memory.resolved.desired }
  const applied = work.ports.store.appliedRevision()
  if (!applied) return desire
  const loaded = await load(work, applied)
  if (!loaded.ok || !loaded.value.manifest) return desire
  const local: DesireWork = { ...work, request: { ...work.request, fetch: 'local' } }
  return { ...desire, ...(await resolve(local, { revision: applied, manifest: loaded.value.manifest }, desire.memory)) }
}
