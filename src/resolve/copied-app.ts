/**
 * A copy of an app under another name in the same project, put into the manifest so that it is resolved like any other: with names,
 * volumes and passwords of its own, and without what only one app can have. Used to find out what a backup would be restored into.
 */
import type { Manifest, ManifestApp } from '../manifest/manifest.js'
import { sortedBy } from '../model/compare.js'
import type { AppKey } from '../model/resource.js'
import { appKey, appOf, projectOf } from '../model/resource.js'
import type { ResolveInputs } from './resolve.js'

export interface Copy {
  readonly of: AppKey
  /** In the same project. An app of this name keeps what it says, and gets only the backups of the other where it has none. */
  readonly as: AppKey
}

export function withCopy(manifest: Manifest, { of, as }: Copy): Manifest {
  const projects = manifest.projects.map((project) => {
    const original = project.apps.find(({ name }) => appKey(project.name, name) === of)
    if (!original || project.name !== projectOf(as)) return project
    const own = project.apps.find(({ name }) => name === appOf(as))
    const copy = own ? withBackups(own, original) : bare(original, appOf(as))
    return { ...project, apps: sortedBy([...project.apps.filter((app) => app !== own), copy], ({ name }) => name) }
  })
  return { ...manifest, projects }
}

/** What is built is built of the same source. */
export function copiedInputs(inputs: ResolveInputs, { of, as }: Copy): ResolveInputs {
  const source = inputs.sources[of]
  return source && !inputs.sources[as] ? { ...inputs, sources: { ...inputs.sources, [as]: source } } : inputs
}

function bare(app: ManifestApp, name: string): ManifestApp {
  const { renamedFrom: _renamedFrom, preview: _preview, replicas: _replicas, ...rest } = app
  return { ...rest, name, domains: [], publish: [], binds: [], files: [] }
}

function withBackups(app: ManifestApp, from: ManifestApp): ManifestApp {
  const volumes = app.volumes.map((volume) => ({ ...from.volumes.find(({ name }) => name === volume.name), ...volume }))
  return { ...from.backup && { backup: from.backup }, ...app, volumes }
}
