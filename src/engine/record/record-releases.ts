/**
 * Notes each release that came out: an app that runs as git says, with a spec or an image that its last release did not have. That is
 * what a rollback goes back to. Losing the notes loses the rollbacks, and the next pass notes what runs anew.
 */
import type { Plan } from '../../model/plan.js'
import type { Pin } from '../../model/release.js'
import type { AppKey } from '../../model/resource.js'
import type { ChangeOutcome } from '../../model/run.js'
import { specDigest } from '../../plan/spec-digest.js'
import type { DesiredApp, DesiredState, ObservedState } from '../../model/state.js'
import type { Clock, RuntimeReader, StorePort } from '../../ports.js'
import type { Images } from '../hold/release-identity.js'
import { isReleaseOf, lastRelease, markOfRelease } from '../hold/release-identity.js'

export interface ReleasePorts {
  readonly runtime: RuntimeReader
  readonly store: StorePort
  readonly clock: Clock
}

export interface PassEvidence {
  readonly desired: DesiredState
  readonly observed: ObservedState
  /** Whole, with what was refused or held in it. */
  readonly plan: Plan
  readonly outcomes: readonly ChangeOutcome[]
  /** The desired state whose settled apps are noted already. */
  readonly noted: DesiredState | undefined
}

/** The apps of which one was noted. */
export async function recordReleases(ports: ReleasePorts, evidence: PassEvidence, signal: AbortSignal): Promise<readonly AppKey[]> {
  const { desired, outcomes, noted } = evidence
  const touched = new Set(outcomes.map(({ app }) => app))
  if (noted === desired && touched.size === 0) return []
  const open = unsettled(evidence)
  const settled = desired.apps.filter((app) => app.containers.length > 0 && !app.kept && !open.has(app.key) && (noted !== desired || touched.has(app.key)))
  const images = await imagesOf(ports, settled, evidence, signal)
  const fresh = settled.filter((app) => isFresh(ports.store, app, images))
  const pins = new Map(ports.store.pins().map((pin) => [pin.app, pin]))
  for (const app of fresh) {
    const image = { ref: app.image.ref, id: images[app.image.ref] ?? '' }
    ports.store.recordRelease({ app: app.key, digest: specDigest(app), image, releasedAt: ports.clock.nowIso(), ...cameBy(pins.get(app.key), desired) })
  }
  return fresh.map(({ key }) => key)
}

/** Apps of which something is not as git says. */
function unsettled({ desired, plan, outcomes }: PassEvidence): ReadonlySet<AppKey> {
  const applied = new Set(outcomes.filter(({ result }) => result === 'applied').map(({ id }) => id))
  const missing = plan.changes.filter(({ id }) => !applied.has(id))
  return new Set([...missing, ...plan.blocked].flatMap(({ app }) => app ?? []).concat(desired.unresolved.map(({ key }) => key)))
}

/** Without an image there is nothing to go back to. */
function isFresh(store: StorePort, app: DesiredApp, images: Images): boolean {
  const last = lastRelease(store, app.key)
  return images[app.image.ref] !== undefined && !(last && isReleaseOf(app, markOfRelease(last), images))
}

/** Images that came to be during the pass were not there when it looked. */
async function imagesOf({ runtime }: ReleasePorts, apps: readonly DesiredApp[], { observed }: PassEvidence, signal: AbortSignal): Promise<Images> {
  const missing = [...new Set(apps.map(({ image }) => image.ref))].filter((ref) => !Object.hasOwn(observed.images, ref)).sort()
  if (missing.length === 0) return observed.images
  const seen = await runtime.observe({ images: missing, freshness: 'cached' }, signal)
  return { ...observed.images, ...(seen.ok && seen.value.images) }
}

/** After a rollback the spec is that of the earlier commit, and is read again there. */
function cameBy(pin: Pin | undefined, { revision }: DesiredState): { readonly revision: Pin['revision']; readonly rolledBackTo?: number } {
  return pin ? { revision: pin.revision, rolledBackTo: pin.release } : { revision }
}
