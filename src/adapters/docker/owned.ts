/**
 * Which objects on the engine are known to be ours, and the inspection that finds it out before anything is changed.
 * Container ids are unique for ever and their labels cannot change, so knowing one once is enough; names of networks and
 * volumes can be given to another object, so those are asked for every time.
 */
import type { AppKey } from '../../model/resource.js'
import type { ContainerIdentity } from '../../model/labels.js'
import { isScratch, readPreviewOf, RUN_ONCE_REPLICA } from '../../model/labels.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { EngineReader } from './transport/client.js'
import { containerName, ownIdentity } from './observe/decode.js'
import { decodeNetwork, decodeVolume } from './observe/decode-list.js'
import { isMissing } from './engine-error.js'
import type { ImageCache } from './images/images.js'
import type { OwnObjects } from './payload/rules.js'
import type { ImageContribution } from './containers/restated.js'
import type { WireContainer, WireNetwork, WireVolume } from './wire.js'

export interface OwnContainer {
  readonly id: string
  readonly name: string
  readonly identity: ContainerIdentity
  readonly wire: WireContainer
  /** A job of Mist's own, a preview or scratch, or it never ran: what its image keeps in unnamed volumes is nobody's. */
  readonly isThrowaway: boolean
}

export interface OwnVolume {
  readonly app: AppKey
  readonly isProtected: boolean
  /** Made for a preview, or to be thrown away. */
  readonly isScratch: boolean
}

export type Found<T> =
  | { readonly kind: 'missing' }
  | { readonly kind: 'own'; readonly value: T }
  | { readonly kind: 'foreign'; readonly id: string; readonly name: string }

export interface Ownership extends OwnObjects {
  /** By id or name. */
  container(ref: string, ask: Ask): Promise<Result<Found<OwnContainer>>>
  network(name: string, ask: Ask): Promise<Result<Found<{ readonly id: string; readonly project: string }>>>
  volume(name: string, ask: Ask): Promise<Result<Found<OwnVolume>>>
  readonly images: Set<string>
  readonly doomedVolumes: Set<string>
  readonly neverServed: Set<string>
  readonly execs: Set<string>
  know(container: { readonly id: string; readonly app: AppKey }): void
  forget(container: string): void
}

export interface Ask {
  readonly subject: string
  readonly signal: AbortSignal
}

/** For the changes that need an object to be there and to be ours. */
export function mustBeOwn<T>(found: Found<T>, subject: string): Result<T> {
  if (found.kind === 'own') return ok(found.value)
  return err(found.kind === 'missing' ? missing(subject) : notOurs(found, subject))
}

export function notOurs(found: { readonly id: string; readonly name: string }, subject: string): Failure {
  return failure('payload-refused', { subject, cause: `${found.name} (${found.id.slice(0, 12)}) carries no label of this instance, and Mist never touches what it did not make` })
}

function missing(subject: string): Failure {
  return failure('engine-failed', { subject, cause: 'it is not on the engine', help: 'It was removed meanwhile; the next pass makes it anew.' })
}

function isThrowaway({ Config, State }: WireContainer, { replica }: ContainerIdentity, image: ImageContribution): boolean {
  const labels = Config.Labels ?? {}
  return replica === RUN_ONCE_REPLICA || readPreviewOf(labels, image.labels) !== undefined || isScratch(labels, image.labels) || State.Status === 'created'
}

export function createOwnership(engine: EngineReader, images: ImageCache, instance: string): Ownership {
  const containers = new Map<string, AppKey>()
  const networks = new Map<string, string>()
  const volumes = new Map<string, AppKey>()

  return {
    containers,
    networks,
    volumes,
    images: new Set(),
    doomedVolumes: new Set(),
    neverServed: new Set(),
    execs: new Set(),
    know: ({ id, app }) => { containers.set(id, app) },
    forget: (id) => { containers.delete(id) },

    async container(ref, { subject, signal }) {
      const asked = await engine.get<WireContainer>(`/containers/${encodeURIComponent(ref)}/json`, {}, signal)
      if (!asked.ok) return isMissing(asked.error) ? ok({ kind: 'missing' }) : err(engine.failure(asked.error, subject))
      const wire = asked.value
      const image = await images.contribution(wire.Image, signal)
      if (!image.ok) return err(engine.failure(image.error, subject))
      const identity = ownIdentity(wire.Config.Labels ?? {}, image.value, instance)
      if (!identity) return ok({ kind: 'foreign', id: wire.Id, name: containerName(wire.Name) })
      containers.set(wire.Id, identity.app)
      return ok({ kind: 'own', value: { id: wire.Id, name: containerName(wire.Name), identity, wire, isThrowaway: isThrowaway(wire, identity, image.value) } })
    },

    async network(name, { subject, signal }) {
      const listed = await engine.get<readonly WireNetwork[]>('/networks', { filters: JSON.stringify({ name: [name] }) }, signal)
      if (!listed.ok) return err(engine.failure(listed.error, subject))
      // The filter matches parts of names, and two networks may bear the same one.
      const found = listed.value.filter((network) => network.Name === name).map((network) => decodeNetwork(network, instance))
      const mine = found.find(({ owner }) => owner === 'ours')
      networks.delete(name)
      if (found[0] === undefined) return ok({ kind: 'missing' })
      if (!mine || found.length > 1) return ok({ kind: 'foreign', id: (found.find(({ owner }) => owner !== 'ours') ?? found[0]).engineId, name })
      networks.set(name, mine.project).set(mine.engineId, mine.project)
      return ok({ kind: 'own', value: { id: mine.engineId, project: mine.project } })
    },

    async volume(name, { subject, signal }) {
      const asked = await engine.get<WireVolume>(`/volumes/${encodeURIComponent(name)}`, {}, signal)
      volumes.delete(name)
      if (!asked.ok) return isMissing(asked.error) ? ok({ kind: 'missing' }) : err(engine.failure(asked.error, subject))
      const volume = decodeVolume(asked.value, instance)
      if (volume.owner !== 'ours' || !volume.app) return ok({ kind: 'foreign', id: name, name })
      volumes.set(name, volume.app)
      return ok({ kind: 'own', value: { app: volume.app, isProtected: volume.protect === true, isScratch: volume.preview === true || isScratch(asked.value.Labels ?? {}) } })
    },
  }
}
