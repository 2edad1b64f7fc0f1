/**
 * Notes each release that came out: an app that runs as git says, with a spec that its last release did not have. That is what a rollback
 * goes back to. Losing the notes loses the rollbacks, and the next pass notes what runs anew.
 */
import type { Plan } from '../model/plan.js'
import type { Pin } from '../model/release.js'
import type { AppKey } from '../model/resource.js'
import type { ChangeOutcome } from '../model/run.js'
import { specDigest } from '../plan/spec-digest.js'
import type { DesiredApp, DesiredState, ObservedState } from '../model/state.js'
import type { Clock, RuntimeReader, StorePort } from '../ports.js'

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

export async function recordReleases(ports: ReleasePorts, evidence: PassEvidence, signal: AbortSignal): Promise<void> {
  const { desired, outcomes, noted } = evidence
  const touched = new Set(outcomes.map(({ app }) => app))
  if (noted === desired && touched.size === 0) return
  const open = unsettled(evidence)
  const settled = desired.apps.filter((app) => app.containers.length > 0 && !open.has(app.key) && (noted !== desired || touched.has(app.key)))
  const fresh = settled.flatMap((app) => freshRelease(ports.store, app))
  if (fresh.length === 0) return
  const images = await imagesOf(ports, fresh.map(({ app }) => app), evidence, signal)
  const pins = new Map(ports.store.pins().map((pin) => [pin.app, pin]))
  for (const { app, digest } of fresh) {
    const id = images[app.image.ref]
    if (id !== undefined) ports.store.recordRelease({ app: app.key, digest, image: { ref: app.image.ref, id }, releasedAt: ports.clock.nowIso(), ...cameBy(pins.get(app.key), desired) })
  }
}

/** Apps of which something is not as git says. */
function unsettled({ desired, plan, outcomes }: PassEvidence): ReadonlySet<AppKey> {
  const applied = new Set(outcomes.filter(({ result }) => result === 'applied').map(({ id }) => id))
  const missing = plan.changes.filter(({ id }) => !applied.has(id))
  return new Set([...missing, ...plan.blocked].flatMap(({ app }) => app ?? []).concat(desired.unresolved.map(({ key }) => key)))
}

interface Fresh {
  readonly app: DesiredApp
  readonly digest: string
}

function freshRelease(store: StorePort, app: DesiredApp): readonly Fresh[] {
  const digest = specDigest(app)
  const [last] = store.releases({ app: app.key, limit: 1 })
  return last?.digest === digest ? [] : [{ app, digest }]
}

/** Images that came to be during the pass were not there when it looked. */
async function imagesOf({ runtime }: ReleasePorts, apps: readonly DesiredApp[], { observed, outcomes }: PassEvidence, signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
  if (outcomes.length === 0) return observed.images
  const seen = await runtime.observe({ images: [...new Set(apps.map(({ image }) => image.ref))].sort(), freshness: 'cached' }, signal)
  return seen.ok ? seen.value.images : {}
}

/** After a rollback the spec is that of the earlier commit, and is read again there. */
function cameBy(pin: Pin | undefined, { revision }: DesiredState): { readonly revision: Pin['revision']; readonly rolledBackTo?: number } {
  return pin ? { revision: pin.revision, rolledBackTo: pin.release } : { revision }
}
