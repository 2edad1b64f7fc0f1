/** One digest for all that a person's commit can change about an app: equal digests are the same release. */
import { digestOf, withMarks } from '../model/fingerprint.js'
import type { DesiredApp } from '../model/state.js'

/** Commit ids are not part of it: an unrelated commit is neither a new release nor a reason to try a failed one again. */
export function specDigest(app: DesiredApp | undefined): string {
  if (!app) return 'not desired'
  const { containers, route, volumes, release, readiness } = app
  return digestOf({ image: app.image.ref, containers: containers.map(withMarks), route, volumes, release, readiness })
}
