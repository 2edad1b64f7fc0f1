/** Which source trees the manifest builds from. The engine finds their commits and digests; resolve stays pure. */
import type { Manifest, ManifestApp } from '../manifest/manifest.js'
import type { AppKey, RepositoryRef } from '../model/resource.js'
import { appKey } from '../model/resource.js'

export interface SourceNeed {
  readonly app: AppKey
  readonly repository: RepositoryRef
  /** Folder in the repository, `.` for its root. */
  readonly path: string
  /** What counts instead of the whole folder. */
  readonly watch?: WatchedPaths
}

/** Paths in the repository. `optional` ones count when they are there. */
export interface WatchedPaths {
  readonly paths: readonly string[]
  readonly optional: readonly string[]
}

/** `repository` is the one that holds the manifest: apps without `git` are built from it. */
export function sourceNeeds(manifest: Manifest, repository: RepositoryRef): readonly SourceNeed[] {
  return manifest.projects.flatMap((project) => project.apps.flatMap((app) => needOf(app, appKey(project.name, app.name), repository)))
}

function needOf({ artifact }: ManifestApp, app: AppKey, own: RepositoryRef): readonly SourceNeed[] {
  if (artifact.kind === 'image') return []
  const repository: RepositoryRef = artifact.git ? { kind: 'git', ...artifact.git } : ownAt(own, artifact.branch)
  const { path, watch } = artifact
  return [{ app, repository, path, ...(watch && { watch: { paths: watch, optional: ownFiles(artifact) } }) }]
}

function ownAt(own: RepositoryRef, branch: string | undefined): RepositoryRef {
  return own.kind === 'git' && branch !== undefined ? { ...own, ref: branch } : own
}

/** What decides over a build without being part of it. A Dockerfile that is missing is told by the build, in better words. */
function ownFiles({ path, dockerfile }: { readonly path: string; readonly dockerfile: string }): readonly string[] {
  return [dockerfile, `${dockerfile}.dockerignore`, '.dockerignore'].map((file) => (path === '.' ? file : `${path}/${file}`))
}
