/** What an app mounts: each name and each place once, and one writer at a time. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { Path } from '../tree.js'
import type { AppEntry, RuleContext } from './context.js'

/** A volume name is an identity on the host, and a place in a container holds one thing. */
export function* uniqueVolumes({ apps }: RuleContext): Iterable<Finding> {
  for (const entry of apps) {
    yield* repeatedNames(entry)
    yield* repeatedPlaces(entry)
  }
}

/** The engine refuses these or the container would not start; a volume over the root would hide the image. */
export function* mountPlaces({ apps }: RuleContext): Iterable<Finding> {
  for (const entry of apps) {
    for (const { what, path, at, on } of placesOf(entry)) {
      if (path !== '' && !/^\/(proc|sys|dev)(\/|$)/.test(path)) continue
      yield fault({ rule: 'mount-place', message: `a ${what} cannot be mounted at ${path === '' ? '/' : path}`, help: 'choose a place of the app, such as /data', path: at, ...(on && { on }) })
    }
  }
}

/** Replicas share the volume of their app. */
export function* oneWriter({ apps }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    const writable = writablePath(app, path)
    if (app.database || writable === undefined || (app.replicas ?? 1) < 2) continue
    const message = `${app.name} has ${String(app.replicas)} replicas that would all write to one volume`
    const related = [{ path: writable, message: 'this volume' }]
    yield fault({ rule: 'shared-volume', message, help: 'use one replica, or mount the volume with `:ro`', path: [...path, 'replicas'], related })
  }
}

function writablePath({ volumes, binds }: AppEntry['app'], path: Path): Path | undefined {
  const index = volumes.findIndex((volume) => !volume.readOnly)
  return index < 0 ? binds.find(({ readOnly }) => !readOnly)?.at : volumePath(path, volumes, index)
}

function volumePath(path: Path, volumes: AppEntry['app']['volumes'], at: number): Path {
  return [...path, 'volumes', volumes[at]?.index ?? at]
}

interface MountPlace {
  readonly what: 'volume' | 'file' | 'folder of the host'
  readonly path: string
  readonly at: Path
  readonly on?: 'key'
}

function placesOf({ app, path }: AppEntry): readonly MountPlace[] {
  return [
    ...app.volumes.map((volume, at) => ({ what: 'volume' as const, path: volume.path, at: [...volumePath(path, app.volumes, at), 'path'] })),
    ...app.binds.map((bind) => ({ what: 'folder of the host' as const, path: bind.path, at: bind.at })),
    ...app.files.map((file) => ({ what: 'file' as const, path: file.path, at: file.at, ...(file.at.includes('files') && { on: 'key' as const }) })),
  ]
}

function* repeatedNames({ app, path }: AppEntry): Iterable<Finding> {
  const first = new Map<string, number>()
  for (const [at, { name }] of app.volumes.entries()) {
    const known = first.get(name)
    if (known === undefined) first.set(name, at)
    else yield fault({ rule: 'duplicate-volume-name', message: `${app.name} mounts the volume ${name} twice`, help: 'mount it once, above both places', path: [...volumePath(path, app.volumes, at), 'name'], related: [{ path: [...volumePath(path, app.volumes, known), 'name'], message: 'first here' }] })
  }
}

function* repeatedPlaces(entry: AppEntry): Iterable<Finding> {
  const first = new Map<string, MountPlace>()
  for (const place of placesOf(entry)) {
    const known = first.get(place.path)
    if (known === undefined) {
      first.set(place.path, place)
      continue
    }
    const both = known.what === 'volume' && place.what === 'volume' ? 'two volumes' : 'two things'
    yield fault({ rule: 'duplicate-volume-path', message: `${entry.app.name} mounts ${both} at ${place.path}`, help: 'give each a path of its own', path: place.at, ...(place.on && { on: place.on }), related: [{ path: known.at, message: 'first here', ...(known.on && { on: known.on }) }] })
  }
}
