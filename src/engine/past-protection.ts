/**
 * Did git protect the data of an app when they last came out, under this or a later name? Labels of a volume cannot change, so
 * protection that came later stands in git alone, and after the app has left the file only at the commits of its releases.
 */
import type { AppKey } from '../model/resource.js'
import { appOf, projectOf } from '../model/resource.js'
import { readManifest } from './read-manifest.js'
import type { ReadWork } from './read-manifest.js'
import { lastRelease } from './release-identity.js'

/** The app whose last release says so: `app` itself, or one that went on with its volumes. A commit that is gone says nothing. */
export async function findPastProtection(work: ReadWork, app: AppKey): Promise<AppKey | undefined> {
  const { store } = work.ports
  for (const key of store.releasedApps()) {
    const last = projectOf(key) === projectOf(app) ? lastRelease(store, key) : undefined
    if (last && (await protects(work, { key, commit: last.revision.commit }, app))) return key
  }
  return undefined
}

async function protects(work: ReadWork, { key, commit }: { readonly key: AppKey; readonly commit: string }, app: AppKey): Promise<boolean> {
  const read = await readManifest(work, commit)
  const project = read.ok ? read.value.manifest?.projects.find(({ name }) => name === projectOf(key)) : undefined
  const then = project?.apps.find(({ name }) => name === appOf(key))
  return then?.protect === true && [then.name, then.renamedFrom].includes(appOf(app))
}
