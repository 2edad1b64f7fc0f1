/** Which source trees the manifest builds from. The engine finds their commits and digests; resolve stays pure. */
import type { Manifest, ManifestApp } from '../manifest/manifest.js'
import type { AppKey, RepositoryRef } from '../model/resource.js'
import { appKey } from '../model/resource.js'

export interface SourceNeed {
  readonly app: AppKey
  readonly repository: RepositoryRef
  /** Folder in the repository, `.` for its root. */
  readonly path: string
}

/** `repository` is the one that holds the manifest: apps without `git` are built from it. */
export function sourceNeeds(manifest: Manifest, repository: RepositoryRef): readonly SourceNeed[] {
  return manifest.projects.flatMap((project) => project.apps.flatMap((app) => needOf(app, appKey(project.name, app.name), repository)))
}

function needOf({ artifact }: ManifestApp, app: AppKey, own: RepositoryRef): readonly SourceNeed[] {
  if (artifact.kind === 'image') return []
  const repository: RepositoryRef = artifact.git ? { kind: 'git', ...artifact.git } : own
  return [{ app, repository, path: artifact.path }]
}
