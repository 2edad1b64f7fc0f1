/** Volumes: each name and each place once, and one writer at a time. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { AppEntry, RuleContext } from './context.js'

/** A volume name is an identity on the host, and a place in a container holds one thing. */
export function* uniqueVolumes({ apps }: RuleContext): Iterable<Finding> {
  for (const entry of apps) {
    yield* repeated(entry, 'name')
    yield* repeated(entry, 'path')
  }
}

/** The engine refuses these or the container would not start; a volume over the root would hide the image. */
export function* mountPlaces({ apps }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    for (const [index, volume] of app.volumes.entries()) {
      if (volume.path !== '' && !/^\/(proc|sys|dev)(\/|$)/.test(volume.path)) continue
      yield fault({ rule: 'mount-place', message: `a volume cannot be mounted at ${volume.path === '' ? '/' : volume.path}`, help: 'choose a folder of the app, such as /data', path: [...path, 'volumes', index, 'path'] })
    }
  }
}

/** Replicas share the volume of their app. */
export function* oneWriter({ apps }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    const index = app.volumes.findIndex((volume) => !volume.readOnly)
    if (app.database || index < 0 || (app.replicas ?? 1) < 2) continue
    const message = `${app.name} has ${String(app.replicas)} replicas that would all write to one volume`
    const related = [{ path: [...path, 'volumes', index], message: 'this volume' }]
    yield fault({ rule: 'shared-volume', message, help: 'use one replica, or mount the volume with `:ro`', path: [...path, 'replicas'], related })
  }
}

function* repeated({ app, path }: AppEntry, field: 'name' | 'path'): Iterable<Finding> {
  const first = new Map<string, number>()
  for (const [index, volume] of app.volumes.entries()) {
    const known = first.get(volume[field])
    if (known === undefined) {
      first.set(volume[field], index)
      continue
    }
    const message = field === 'name' ? `${app.name} mounts the volume ${volume.name} twice` : `${app.name} mounts two volumes at ${volume.path}`
    const help = field === 'name' ? 'mount it once, above both places' : 'give each volume a path of its own'
    yield fault({ rule: `duplicate-volume-${field}`, message, help, path: [...path, 'volumes', index, field], related: [{ path: [...path, 'volumes', known, field], message: 'first here' }] })
  }
}
