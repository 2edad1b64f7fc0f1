/**
 * After a release, and after an app has gone: the commits and images of the newest releases of each app stay, older images of ours go,
 * and so do those of apps that git no longer has. Nothing that a container uses, a kept release names or git asks for is touched, and
 * what cannot be done now is done after another release.
 */
import type { Pin, Release } from '../../model/release.js'
import type { AppKey } from '../../model/resource.js'
import type { ChangeOutcome } from '../../model/run.js'
import type { DesiredState } from '../../model/state.js'
import { knownApps } from '../../plan/policy/guard.js'
import type { BuiltImage, Ports, SpentImage } from '../../ports.js'
import { appliedApps } from '../record/applied-apps.js'
import type { EngineConfig } from '../config.js'

export type TidyPorts = Pick<Ports, 'source' | 'runtime' | 'store' | 'emit'>

export interface TidyWork {
  readonly config: EngineConfig
  readonly desired: DesiredState
  /** Emptied once it is done. */
  readonly released: Set<AppKey>
}

export async function tidyAfterRelease(ports: TidyPorts, { config, desired, released: apps }: TidyWork, signal: AbortSignal): Promise<void> {
  const released = [...apps]
  if (released.length === 0) return
  apps.clear()
  const kept = keptReleases(ports, desired)
  await ports.source.keep(config.repository, [...new Set(kept.map(({ revision }) => revision.commit))], signal)
  const built = await ports.runtime.builtImages(signal)
  if (!built.ok) return
  for (const image of spentImages(ports, { released, kept, desired, built: built.value })) {
    if (signal.aborted) return
    const removed = await ports.runtime.removeImage(image, signal)
    if (removed.ok && removed.value === 'removed') ports.emit({ type: 'image-removed', app: image.app, image: image.ref })
  }
}

/** Apps of which something was made anew, and all of it came out. */
export function releasedApps({ apps }: DesiredState, outcomes: readonly ChangeOutcome[]): readonly AppKey[] {
  const applied = appliedApps(outcomes)
  const changed = new Set(outcomes.filter(({ action }) => action === 'create' || action === 'replace').map(({ app }) => app))
  return apps.map(({ key }) => key).filter((key) => changed.has(key) && applied.has(key))
}

/** Apps that git no longer has, and of which all that was there is gone. */
export function removedApps(desired: DesiredState, outcomes: readonly ChangeOutcome[]): readonly AppKey[] {
  const known = knownApps(desired)
  return [...appliedApps(outcomes)].filter((key) => !known.has(key))
}

/** Of every app that git has, also of those that are not known right now. */
function keptReleases({ store }: TidyPorts, { apps, unresolved }: DesiredState): readonly (Release | Pin)[] {
  const counts = [...apps.map(({ key, release }) => ({ key, keep: release.keep })), ...unresolved.map(({ key }) => ({ key, keep: Infinity }))]
  return [...counts.flatMap(({ key, keep }) => newest(store.releases({ app: key }), keep)), ...store.pins()]
}

/** What came out again, by a rollback or a revert, counts once. */
function newest(releases: readonly Release[], keep: number): readonly Release[] {
  const kept = new Set([...new Set(releases.map(identity))].slice(0, Math.max(1, keep)))
  return releases.filter((release) => kept.has(identity(release)))
}

function identity({ digest, image }: Release): string {
  return `${digest} ${image.id}`
}

interface Spent {
  readonly released: readonly AppKey[]
  readonly kept: readonly (Release | Pin)[]
  readonly desired: DesiredState
  readonly built: readonly BuiltImage[]
}

function spentImages({ store }: TidyPorts, { released, kept, desired, built }: Spent): readonly SpentImage[] {
  const wanted = desired.apps.flatMap((app) => [app.image.ref, ...(app.kept ? [app.kept.wanted.image.ref] : [])])
  const needed = new Set([...kept.flatMap(({ image }) => [image.ref, image.id]), ...wanted])
  const isSpent = ({ ref, id }: { readonly ref: string; readonly id: string }): boolean => !needed.has(ref) && !needed.has(id)
  const names = new Set(built.map(({ ref }) => ref))
  return [...new Set([...released, ...goneApps(store, desired, built)])].flatMap((key) => [
    ...built.filter((image) => image.app === key && isSpent(image)).map((image) => ({ ...image, origin: 'built' as const })),
    ...pulledFor(key, store.releases({ app: key })).filter((image) => isSpent(image) && !names.has(image.ref)),
  ])
}

/** Also those that went while nobody looked after their images. Of one that still has a container, the runtime leaves the image. */
function goneApps(store: TidyPorts['store'], desired: DesiredState, built: readonly BuiltImage[]): readonly AppKey[] {
  const known = knownApps(desired)
  return [...built.map(({ app }) => app), ...store.releasedApps()].filter((key) => !known.has(key)).toSorted()
}

/** Only what a release of ours names: which other images a host has is nobody's business. */
function pulledFor(app: AppKey, releases: readonly Release[]): readonly SpentImage[] {
  const byName = new Map(releases.toReversed().map(({ image }) => [image.ref, image.id]))
  return [...byName].filter(([ref]) => !/^(sha256:|mist\/)/.test(ref)).map(([ref, id]) => ({ app, ref, id, origin: 'pulled' }))
}
