/**
 * Which branches run as previews now, and why the others do not. Pure: what the branches are and what time it is is told. Nothing has
 * to be remembered, since the end of a preview follows from the last commit of its branch.
 */
import type { Manifest, ManifestApp, ManifestPreview } from '../manifest/manifest.js'
import { wantsBranch } from '../model/branch-pattern.js'
import { byText } from '../model/compare.js'
import type { Failure } from '../model/failure.js'
import type { Branch, BranchList, LeftOutBranch, PreviewGroup } from '../model/preview.js'
import type { AppKey, RepositoryRef } from '../model/resource.js'
import { appKey } from '../model/resource.js'
import { previewNames } from './preview-names.js'

/** An app whose branches are wanted. */
export interface BranchNeed {
  readonly app: AppKey
  readonly repository: RepositoryRef
  readonly patterns: readonly string[]
}

export interface BranchesFound {
  /** Absent when nothing is known of them. */
  readonly list?: BranchList
  readonly failure?: Failure
}

export interface PreviewInputs {
  readonly found: Readonly<Record<AppKey, BranchesFound>>
  /** Of the manifest: the branch that production is built from where an app names none. */
  readonly repository: RepositoryRef
  readonly nowMs: number
}

export interface Preview {
  readonly project: string
  readonly app: ManifestApp
  /** Of the app that is made for it. */
  readonly name: string
  readonly branch: Branch
  /** ISO 8601. */
  readonly until: string
}

export interface PreviewChoice {
  readonly previews: readonly Preview[]
  readonly groups: readonly PreviewGroup[]
}

export function branchNeeds(manifest: Manifest, own: RepositoryRef): readonly BranchNeed[] {
  return manifest.projects.flatMap(({ name, apps }) => apps.flatMap((app) => {
    const preview = previewSettings(app)
    return preview ? [{ app: appKey(name, app.name), repository: sourceOf(app, own), patterns: preview.branches }] : []
  }))
}

export function choosePreviews(manifest: Manifest, inputs: PreviewInputs): PreviewChoice {
  const choices = manifest.projects.flatMap(({ name: project, apps }) => {
    const wanted = apps.flatMap((app) => {
      const preview = previewSettings(app)
      return preview ? [sift(project, { app, preview }, inputs)] : []
    })
    return named(wanted, new Set(apps.flatMap(({ name, renamedFrom = name }) => [name, renamedFrom])))
  })
  return { previews: choices.flatMap(({ previews }) => previews), groups: choices.map(({ group }) => group) }
}

/** A parked app is not shown to anybody, so neither is what becomes of it. */
function previewSettings({ preview, artifact, replicas }: ManifestApp): ManifestPreview | undefined {
  return artifact.kind === 'build' && replicas !== 0 ? preview : undefined
}

function sourceOf({ artifact }: ManifestApp, own: RepositoryRef): RepositoryRef {
  return artifact.kind === 'build' && artifact.git ? { kind: 'git', ...artifact.git } : own
}

interface Sifted {
  readonly project: string
  readonly app: ManifestApp
  /** All that match, alive or not: who has which name must not change with the time. */
  readonly matching: readonly Branch[]
  readonly alive: readonly { readonly branch: Branch; readonly until: string }[]
  readonly group: PreviewGroup
}

interface Previewed {
  readonly app: ManifestApp
  readonly preview: ManifestPreview
}

/** Clocks differ a little. What claims to be from later than this would never end, and stand above all others. */
const AHEAD_MS = 60 * 60_000

function sift(project: string, { app, preview }: Previewed, { found, repository, nowMs }: PreviewInputs): Sifted {
  const of = appKey(project, app.name)
  const { list, failure } = found[of] ?? {}
  if (!list) return { project, app, matching: [], alive: [], group: { of, leftOut: [], ...(failure && { failure }), isUnknown: true } }
  const source = sourceOf(app, repository)
  const production = source.kind === 'git' ? source.ref || list.defaultBranch : undefined
  const matching = list.branches.filter(({ name }) => name !== production && wantsBranch(preview.branches, name))
  const ages = matching.map((branch) => ({ branch, atMs: Date.parse(branch.committedAt) })).sort((a, b) => b.atMs - a.atMs || byText(a.branch.name, b.branch.name))
  const early = ages.filter(({ atMs }) => atMs > nowMs + AHEAD_MS)
  const late = ages.filter(({ atMs }) => atMs + preview.ttlMs <= nowMs)
  const young = ages.filter((one) => !early.includes(one) && !late.includes(one))
  const leftOut = [
    ...early.map(({ branch }) => ({ branch: branch.name, because: `its last commit claims to be from ${branch.committedAt}, which is to come` })),
    ...young.slice(preview.limit).map(({ branch }) => ({ branch: branch.name, because: `${preview.limit === 1 ? 'the one place is' : `the ${String(preview.limit)} places are`} taken by branches with newer commits` })),
    ...late.map(({ branch, atMs }) => ({ branch: branch.name, because: `its time was over at ${endOf(atMs, preview)}` })),
    ...unusable(list),
  ]
  const alive = young.slice(0, preview.limit).map(({ branch, atMs }) => ({ branch, until: endOf(atMs, preview) }))
  return { project, app, matching, alive, group: { of, leftOut, ...(failure && { failure }) } }
}

function endOf(atMs: number, { ttlMs }: ManifestPreview): string {
  return new Date(atMs + ttlMs).toISOString()
}

/** Their names are shown nowhere. */
function unusable({ unusable: count }: BranchList): readonly LeftOutBranch[] {
  if (count === 0) return []
  return [{ branch: count === 1 ? '1 branch' : `${String(count)} branches`, because: 'names of branches are letters, digits and . _ / + @ # - here' }]
}

interface Choice {
  readonly previews: readonly Preview[]
  readonly group: PreviewGroup
}

function named(sifted: readonly Sifted[], reserved: ReadonlySet<string>): readonly Choice[] {
  const wanted = sifted.flatMap(({ app, matching }) => matching.map((branch) => ({ app: app.name, branch: branch.name })))
  const names = new Map(previewNames(reserved, wanted).map((name, index) => [JSON.stringify(wanted[index]), name]))
  return sifted.map(({ project, app, alive, group }) => {
    const all = alive.map(({ branch, until }) => ({ project, app, branch, until, name: names.get(JSON.stringify({ app: app.name, branch: branch.name })) }))
    const nameless = all.filter(({ name }) => name === undefined).map(({ branch }) => ({ branch: branch.name, because: 'the name that it would get belongs to another app' }))
    return { previews: all.flatMap(({ name, ...rest }) => (name === undefined ? [] : [{ name, ...rest }])), group: { ...group, leftOut: [...group.leftOut, ...nameless] } }
  })
}
