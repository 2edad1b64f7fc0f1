/**
 * Did git protect the data of an app when they last came out, under this or a later name? Labels of a volume cannot change, so
 * protection that came later stands in git alone, and after the app has left the file only at the commits of its releases.
 */
import { loadManifest } from '../../manifest/load.js'
import type { Manifest } from '../../manifest/manifest.js'
import type { Failure } from '../../model/failure.js'
import { failureLine } from '../../model/failure.js'
import type { AppKey } from '../../model/resource.js'
import { appOf, projectOf } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { readManifestText } from '../look/manifest-text.js'
import type { ReadWork } from '../look/read-manifest.js'
import { invalidManifest } from '../look/read-manifest.js'
import { lastRelease } from '../hold/release-identity.js'

/**
 * The app whose last release says so: `app` itself, or one that went on with its volumes. A commit that is gone for good says nothing;
 * one that cannot be read is a failure, unless another release answers.
 */
export async function findPastProtection(work: ReadWork, app: AppKey): Promise<Result<AppKey | undefined>> {
  const read = new Map<string, Result<Manifest | undefined>>()
  let unknown: Failure | undefined
  for (const { key, commit } of lastOnes(work, app)) {
    const manifest = read.get(commit) ?? (await manifestAt(work, commit))
    read.set(commit, manifest)
    if (!manifest.ok) unknown ??= { ...manifest.error, cause: `${failureLine(manifest.error)}, as of which ${key} last came out` }
    else if (manifest.value && protects(manifest.value, key, app)) return ok(key)
  }
  return unknown ? err(unknown) : ok(undefined)
}

function lastOnes({ ports: { store } }: ReadWork, app: AppKey): readonly { readonly key: AppKey; readonly commit: string }[] {
  return store.releasedApps().filter((key) => projectOf(key) === projectOf(app)).flatMap((key) => {
    const last = lastRelease(store, key)
    return last ? [{ key, commit: last.revision.commit }] : []
  })
}

/** Undefined when the commit is gone. What this host grants today is no question here, nor whether the engine answers. */
async function manifestAt({ ports, config, signal }: ReadWork, commit: string): Promise<Result<Manifest | undefined>> {
  const at = { repository: config.repository, commit }
  const here = await ports.source.bring(at, signal)
  if (!here.ok) return here.error.code === 'source-ref-missing' ? ok(undefined) : here
  const text = await readManifestText(ports.source, { at, path: config.manifestPath }, signal)
  if (!text.ok) return text
  const { manifest, diagnostics } = loadManifest(text.value)
  return manifest ? ok(manifest) : err(invalidManifest(config, diagnostics).failure)
}

function protects({ projects }: Manifest, key: AppKey, app: AppKey): boolean {
  const then = projects.find(({ name }) => name === projectOf(key))?.apps.find(({ name }) => name === appOf(key))
  return then?.protect === true && [then.name, then.renamedFrom].includes(appOf(app))
}
