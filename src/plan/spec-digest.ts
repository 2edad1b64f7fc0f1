/** One digest for all that a person's commit can change about an app: equal digests are the same release. */
import { digestOf, withMarks } from '../model/fingerprint.js'
import type { DesiredApp } from '../model/state.js'

/**
 * Commit ids are not part of it: an unrelated commit is neither a new release nor a reason to try a failed one again. Nor are generations
 * of volumes: data that moved on is the data of the same release.
 */
export function specDigest(app: DesiredApp | undefined): string {
  if (!app) return 'not desired'
  const known = digests.get(app)
  if (known !== undefined) return known
  const { image, containers, route, volumes, release, readiness } = app.asWritten ?? app
  const digest = digestOf({ image: image.ref, containers: containers.map(withMarks), route, volumes, release, readiness })
  digests.set(app, digest)
  return digest
}

/** A desired state lives from commit to commit and is asked several times in every pass. */
const digests = new WeakMap<DesiredApp, string>()
