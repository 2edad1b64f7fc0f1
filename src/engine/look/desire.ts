/**
 * source → load → resolve: what git wants, as one value. A commit that cannot be used changes nothing that serves: on request the
 * last good desired state stands in, from memory or, after a restart, read again at the commit that was applied last.
 */
import type { Manifest } from '../../manifest/manifest.js'
import type { Diagnostic } from '../../model/diagnostic.js'
import type { Failure } from '../../model/failure.js'
import { failureLine } from '../../model/failure.js'
import { digestOf } from '../../model/fingerprint.js'
import type { Pin } from '../../model/release.js'
import type { AppKey } from '../../model/resource.js'
import type { DesiredApp, DesiredState, Revision } from '../../model/state.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { ReadPorts } from '../../ports.js'
import { withoutTaken } from '../../resolve/pinned.js'
import { sourceNeeds } from '../../resolve/needs.js'
import { resolveDesired } from '../../resolve/resolve.js'
import type { EngineConfig } from '../config.js'
import { findFiles } from './files.js'
import type { Found, Memory, SourceTrouble } from '../memory.js'
import type { PinNews, Standing } from '../hold/pins.js'
import { judgePins, NO_PIN_NEWS, readPinned } from '../hold/pins.js'
import { invalidManifest, readManifest } from './read-manifest.js'
import type { PreviewsFound } from './previews.js'
import { findPreviews } from './previews.js'
import { findRevision } from './revision.js'
import { findSecrets, hasSecrets, secretsDigestible } from './secrets.js'
import type { SourcesFound } from './sources.js'
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
  /** Rollbacks that this look found to be over. */
  readonly pins?: PinNews
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
  const loaded = memory.loaded?.commit === revision.commit ? ok(memory.loaded.manifest) : await readManifest(work, revision.commit)
  if (!loaded.ok) return withLastGood(work, reject(work, { ...seen, failure: loaded.error }, 1))
  const { manifest, diagnostics } = loaded.value
  const known = { ...seen, diagnostics, memory: { ...seen.memory, loaded: { commit: revision.commit, manifest: loaded.value } } }
  if (!manifest) {
    const { failure, errors } = invalidManifest(config, diagnostics)
    return withLastGood(work, reject(work, { ...known, failure }, errors))
  }
  const { rejected: _, ...memoryOfGood } = known.memory
  return { ...known, ...(await resolve(work, { revision, manifest, standing: 'head' }, memoryOfGood)) }
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

/** A commit that only another commit can cure; a source that fails while it is read is a failure of the world. */
function reject({ ports }: DesireWork, desire: Desire & Required<Pick<Desire, 'revision' | 'failure'>>, errors: number): Desire {
  const { revision, failure, memory } = desire
  if (failure.retry !== 'next-revision') return desire
  const first = failureLine(failure)
  const rejected = `${revision.commit} ${first}`
  if (memory.rejected !== rejected) ports.emit({ type: 'manifest-rejected', revision, errors, first })
  return { ...desire, memory: { ...memory, rejected } }
}

interface GoodManifest {
  readonly revision: Revision
  readonly manifest: Manifest
  readonly standing: Standing
}

type Resolved = Required<Pick<Desire, 'desired' | 'pins' | 'memory'>>

async function resolve(work: DesireWork, good: GoodManifest, memory: Memory): Promise<Resolved> {
  const { ports, config } = work
  const { previews, sources, digests } = await findBuilt(work, good, memory)
  const pins = ports.store.pins()
  const secrets = await findSecrets(work, { manifest: previews.manifest, commit: good.revision.commit })
  const { files, digests: fileDigests } = await findFiles(work, { manifest: previews.manifest, commit: good.revision.commit, digests: memory.digests })
  const allDigests = { ...digests, ...fileDigests }
  const question = digestOf([good.revision, sources, files.found, pins, previews.question, secretsDigestible(secrets)])
  if (memory.resolved?.key === question) return { desired: memory.resolved.desired, pins: NO_PIN_NEWS, memory: { ...memory, digests: allDigests } }
  const { instance, key, networkPool, proxy } = config
  const inputs = { instance, key, revision: good.revision, networkPool, proxy, sources, files, secrets, previews: previews.groups }
  const git = resolveDesired(previews.manifest, inputs)
  const { pinned, news, isSettled } = await findPinned(work, { pins, git, standing: good.standing })
  const desired = pinned.size === 0 ? git : keepData(resolveDesired(previews.manifest, { ...inputs, pinned }), git)
  // What could not be read, or has to be written down, is looked at again the next time.
  return { desired, pins: news, memory: { ...memory, digests: allDigests, resolved: { key: isSettled ? question : '', desired, basis: { manifest: previews.manifest, inputs: { ...inputs, pinned } } } } }
}

type Built = SourcesFound & { readonly previews: PreviewsFound }

/** Previews are asked for after the apps themselves: by then the copies of their repositories are here. */
async function findBuilt({ ports, config, request, signal }: DesireWork, { revision, manifest }: GoodManifest, { digests }: Memory): Promise<Built> {
  const { repository } = config
  const main = { repository, commit: revision.commit }
  const apps = await findSources(ports, { needs: sourceNeeds(manifest, repository), main, fetch: request.fetch, digests }, signal)
  const previews = await findPreviews({ ports, repository, fetch: request.fetch }, manifest, signal)
  const more = await findSources(ports, { needs: previews.needs, main, fetch: 'local', digests, known: previews.known }, signal)
  return { previews, sources: { ...apps.sources, ...more.sources }, digests: { ...apps.digests, ...more.digests } }
}

/** An app that stands at an earlier release keeps what git says of its data today. */
export function keepData(desired: DesiredState, git: DesiredState): DesiredState {
  const guarded = new Set(git.apps.flatMap(({ key, protect }) => (protect ? [key] : [])))
  const apps = desired.apps.map((app) => (guarded.has(app.key) ? { ...app, protect: true as const } : app))
  return { ...desired, apps, claimedVolumes: [...(git.claimedVolumes ?? []), ...git.apps.flatMap(({ volumes }) => volumes.map(({ name }) => name))] }
}

interface Pinned {
  readonly pinned: ReadonlyMap<AppKey, Result<DesiredApp>>
  readonly news: PinNews
  readonly isSettled: boolean
}

async function findPinned(work: DesireWork, { pins, git, standing }: { readonly pins: readonly Pin[]; readonly git: DesiredState; readonly standing: Standing }): Promise<Pinned> {
  const { inForce, news } = judgePins(pins, git, standing)
  const pinned = new Map<AppKey, Result<DesiredApp>>()
  for (const pin of inForce) {
    const app = await readPinned(work, pin, git)
    pinned.set(pin.app, app.ok ? ok({ ...withoutTaken(app.value, git), pin }) : app)
  }
  // Secrets of an earlier commit are no part of the question, and what the host holds can change at any time.
  const isSettled = news.ended.length + news.restated.length === 0 && [...pinned.values()].every((app) => app.ok && !hasSecrets(app.value))
  return { pinned, news, isSettled }
}

async function withLastGood(work: DesireWork, desire: Desire): Promise<Desire> {
  if (work.request.fallback === 'none' || desire.failure?.code === 'aborted') return desire
  if (desire.memory.resolved) return { ...desire, desired: desire.memory.resolved.desired }
  const applied = work.ports.store.appliedRevision()
  if (!applied) return desire
  const loaded = await readManifest(work, applied.commit)
  if (!loaded.ok || !loaded.value.manifest) return desire
  const local: DesireWork = { ...work, request: { ...work.request, fetch: 'local' } }
  return { ...desire, ...(await resolve(local, { revision: applied, manifest: loaded.value.manifest, standing: 'last-good' }, desire.memory)) }
}
