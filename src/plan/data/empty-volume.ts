/** Finds the mount where a container would get a new, empty volume in place of one that was made under another app's name. */
import type { AppKey, MountSpec, VolumeSpec } from '../../model/resource.js'
import type { ObservedVolume } from '../../model/state.js'

export interface EmptyInPlace {
  readonly empty: string
  readonly kept: string
  /** Under whose name the kept one was made. */
  readonly owner: AppKey
}

export interface VolumesKnown {
  readonly volumes: readonly VolumeSpec[]
  readonly present: readonly ObservedVolume[]
}

/** Another volume name within the same app is a person's decision; another owner is what a lost rename looks like. */
export function emptyInPlaceOf(wanted: readonly MountSpec[], live: readonly MountSpec[], { volumes, present }: VolumesKnown): EmptyInPlace | undefined {
  const there = new Map(present.map((volume) => [volume.name, volume]))
  for (const { kind, source, target } of wanted) {
    const before = kind === 'volume' && !there.has(source) ? live.find((mount) => mount.kind === 'volume' && mount.target === target && mount.source !== source) : undefined
    const owner = before && there.get(before.source)?.app
    if (before && owner !== undefined && owner !== volumes.find(({ name }) => name === source)?.app) return { empty: source, kept: before.source, owner }
  }
  return undefined
}
