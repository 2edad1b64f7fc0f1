/**
 * The branches that previews are made of, asked for once per repository, and the manifest with the previews in it. A server that does
 * not answer leaves them as they were told last: unknown is not absent.
 */
import type { Manifest } from '../../manifest/manifest.js'
import { isExclusion } from '../../model/branch-pattern.js'
import { groupedBy } from '../../model/compare.js'
import type { PreviewGroup } from '../../model/preview.js'
import type { RepositoryRef } from '../../model/resource.js'
import { appKey } from '../../model/resource.js'
import type { ReadPorts } from '../../ports.js'
import { withPreviews } from '../../resolve/preview-apps.js'
import type { BranchesFound, BranchNeed, Preview } from '../../resolve/previews.js'
import { branchNeeds, choosePreviews } from '../../resolve/previews.js'
import { sourceNeeds } from '../../resolve/needs.js'
import type { SourceNeed } from '../../resolve/needs.js'
import { createGate } from '../gate.js'
import { repositoryKey, SOURCES_AT_ONCE } from './sources.js'

export interface PreviewSearch {
  readonly ports: Pick<ReadPorts, 'source' | 'clock' | 'emit'>
  /** Of the manifest. */
  readonly repository: RepositoryRef
  readonly fetch: 'remote' | 'local'
}

export interface PreviewsFound {
  /** With the previews in it. */
  readonly manifest: Manifest
  readonly groups: readonly PreviewGroup[]
  /** What the previews alone are built from, and where that stands. */
  readonly needs: readonly SourceNeed[]
  readonly known: ReadonlyMap<string, string>
  /** Tells one answer from another. */
  readonly question: unknown
}

export async function findPreviews(search: PreviewSearch, manifest: Manifest, signal: AbortSignal): Promise<PreviewsFound> {
  const { ports, repository } = search
  const wanted = branchNeeds(manifest, repository)
  if (wanted.length === 0) return { manifest, groups: [], needs: [], known: new Map(), question: [] }
  const asked = await askAll(search, groupedBy(wanted, (need) => addressOf(need.repository)), signal)
  const found = Object.fromEntries(wanted.map((need) => [need.app, asked.get(addressOf(need.repository)) ?? {}]))
  const choice = choosePreviews(manifest, { found, repository, nowMs: Date.parse(ports.clock.nowIso()) })
  const { manifest: whole, groups } = withPreviews(manifest, choice)
  const made = new Map(choice.previews.map((preview) => [appKey(preview.project, preview.name), preview]))
  const needs = sourceNeeds(whole, repository).filter(({ app }) => made.has(app))
  return { manifest: whole, groups, needs, known: commitsOf(needs, made), question: [groups, needs, [...made.values()].map(({ branch, until }) => [branch, until])] }
}

function commitsOf(needs: readonly SourceNeed[], made: ReadonlyMap<string, Preview>): ReadonlyMap<string, string> {
  return new Map(needs.flatMap((need) => {
    const preview = made.get(need.app)
    return preview ? [[repositoryKey(need.repository), preview.branch.commit] as const] : []
  }))
}

/** Whatever branch an app is built from, the others of its repository are the same. */
function addressOf(repository: RepositoryRef): string {
  return repository.kind === 'git' ? `git:${repository.url}` : repositoryKey(repository)
}

async function askAll(search: PreviewSearch, needs: ReadonlyMap<string, readonly BranchNeed[]>, signal: AbortSignal): Promise<ReadonlyMap<string, BranchesFound>> {
  const gate = createGate(SOURCES_AT_ONCE)
  return new Map(await Promise.all([...needs].map(async ([key, list]) => [key, await gate.through(() => ask(search, list, signal))] as const)))
}

async function ask({ ports, fetch }: PreviewSearch, needs: readonly BranchNeed[], signal: AbortSignal): Promise<BranchesFound> {
  const [first] = needs
  if (!first) return {}
  const patterns = joined(needs)
  const asked = await ports.source.branches(first.repository, { patterns, fetch }, signal)
  if (asked.ok) return { list: asked.value }
  // That a server is away is told of the source itself.
  if (asked.error.code !== 'source-unreachable' && asked.error.code !== 'aborted' && fetch === 'remote') ports.emit({ type: 'source-failed', failure: asked.error, staleSince: ports.clock.nowIso() })
  const last = fetch === 'local' ? asked : await ports.source.branches(first.repository, { patterns, fetch: 'local' }, signal)
  return { ...(last.ok && { list: last.value }), failure: asked.error }
}

/** One question for all: what one of them leaves out another may want. */
function joined(needs: readonly BranchNeed[]): readonly string[] {
  const all = [...new Set(needs.flatMap(({ patterns }) => patterns))]
  return all.filter((pattern) => !isExclusion(pattern) || needs.every(({ patterns }) => patterns.includes(pattern))).sort()
}
