/**
 * One look at the engine: four lists at once, then inspections of what is ours and not known yet. A kind that fails is named in
 * `incomplete`; the rest is still told. Whether the engine answers at all is decided by the list of containers.
 */
import type { Failure } from '../../../model/failure.js'
import { LABEL_INSTANCE } from '../../../model/labels.js'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import type { ForeignContainer, ObservedContainer, ObservedKind } from '../../../model/state.js'
import type { RuntimeObservation, RuntimeQuery } from '../../../ports.js'
import { READ_SOCKETS } from '../transport/agents.js'
import { mapBounded } from '../bounded.js'
import type { Answer, EngineReader } from '../transport/client.js'
import { decodeContainer } from './decode.js'
import { decodeForeign, decodeNetwork, imageIds, observedVolume } from './decode-list.js'
import type { EngineError } from '../engine-error.js'
import { isMissing } from '../engine-error.js'
import type { ImageCache } from '../images/images.js'
import type { InspectCache, Inspection } from './inspect-cache.js'
import type { WireContainer, WireListedContainer, WireListedImage, WireNetwork, WireVolume } from '../wire.js'

export interface Observer {
  readonly engine: EngineReader
  readonly images: ImageCache
  readonly inspections: InspectCache
  readonly instance: string
}

export async function observe(observer: Observer, query: RuntimeQuery, signal: AbortSignal): Promise<Result<RuntimeObservation>> {
  const { engine, instance } = observer
  const [listed, networks, volumes, images] = await Promise.all([
    engine.get<readonly WireListedContainer[]>('/containers/json', { all: 'true' }, signal),
    engine.get<readonly WireNetwork[]>('/networks', {}, signal),
    engine.get<{ readonly Volumes?: readonly WireVolume[] | null }>('/volumes', {}, signal),
    listImages(observer, query, signal),
  ])
  const containers = listed.ok ? await inspectListed(observer, listed.value, { query, signal }) : NO_CONTAINERS
  const silent = engineWide([errorOf(listed), errorOf(networks), errorOf(volumes)], containers.failed ?? errorOf(images))
  if (silent) return err(engine.failure(silent, 'cannot observe the engine'))
  return ok({
    containers: containers.own,
    foreignContainers: containers.foreign,
    networks: valueOf(networks, []).map((network) => decodeNetwork(network, instance)).sort(byName),
    volumes: (valueOf(volumes, {}).Volumes ?? []).map((volume) => observedVolume(volume, instance)).sort(byName),
    images: imageIds(query.images, valueOf(images, [])),
    incomplete: incompleteKinds(engine, {
      container: listed.ok ? containers.failed : listed.error,
      network: errorOf(networks),
      volume: errorOf(volumes),
      image: errorOf(images),
    }),
  })
}

interface Inspected {
  readonly own: readonly ObservedContainer[]
  readonly foreign: readonly ForeignContainer[]
  readonly failed?: EngineError
}

const NO_CONTAINERS: Inspected = { own: [], foreign: [] }

interface Look {
  readonly query: RuntimeQuery
  readonly signal: AbortSignal
}

/** Nobody answers, every list failed, or the look was called off: then there is nothing to tell in part. */
function engineWide(lists: readonly (EngineError | undefined)[], other: EngineError | undefined): EngineError | undefined {
  if (lists.every((error) => error !== undefined)) return lists[0]
  return [...lists, other].find((error) => error !== undefined && error.kind !== 'answer' && error.kind !== 'timeout')
}

async function listImages({ engine, inspections }: Observer, query: RuntimeQuery, signal: AbortSignal): Promise<Answer<readonly WireListedImage[]>> {
  const known = query.freshness === 'cached' ? inspections.images() : undefined
  if (known || query.images.length === 0) return ok(known ?? [])
  const ticket = inspections.ticket()
  const listed = await engine.get<readonly WireListedImage[]>('/images/json', {}, signal)
  if (listed.ok) inspections.keepImages(listed.value, ticket)
  return listed
}

async function inspectListed(observer: Observer, listed: readonly WireListedContainer[], look: Look): Promise<Inspected> {
  const claimed = listed.filter((container) => container.Labels?.[LABEL_INSTANCE] === observer.instance)
  const strangers = listed.filter((container) => container.Labels?.[LABEL_INSTANCE] !== observer.instance)
  const answers = await mapBounded(claimed, READ_SOCKETS, (container) => inspect(observer, container, look))
  const own: ObservedContainer[] = []
  const foreign = strangers.map(decodeForeign)
  let failed: EngineError | undefined
  for (const [index, answer] of answers.entries()) {
    const container = claimed[index]
    if (!answer.ok) failed = isMissing(answer.error) ? failed : answer.error
    else if (answer.value.kind === 'own') own.push(answer.value.container)
    else if (container) foreign.push(decodeForeign(container))
  }
  return { own: own.sort(byName), foreign: foreign.sort(byName), ...(failed && { failed }) }
}

/** A container that vanished between list and inspection answers 404: it is gone, and that is all there is to say. */
async function inspect(observer: Observer, listed: WireListedContainer, { query, signal }: Look): Promise<Answer<Inspection>> {
  const known = query.freshness === 'cached' ? observer.inspections.container(listed) : undefined
  if (known) return ok(known)
  const ticket = observer.inspections.ticket()
  const asked = await observer.engine.get<WireContainer>(`/containers/${listed.Id}/json`, {}, signal)
  if (!asked.ok) return asked
  const image = await observer.images.contribution(asked.value.Image, signal)
  if (!image.ok) return image
  const container = decodeContainer(asked.value, image.value, observer.instance)
  const inspection: Inspection = container ? { kind: 'own', container } : { kind: 'foreign' }
  observer.inspections.keepContainer(listed.Id, inspection, ticket)
  return ok(inspection)
}

function incompleteKinds(engine: EngineReader, errors: Readonly<Partial<Record<ObservedKind, EngineError | undefined>>>): Partial<Record<ObservedKind, Failure>> {
  const failed = Object.entries(errors).flatMap(([kind, error]) => (error ? [[kind, engine.failure(error, `cannot observe ${kind}s`)]] : []))
  return Object.fromEntries(failed) as Partial<Record<ObservedKind, Failure>>
}

function valueOf<T>(answer: Answer<T>, otherwise: T): T {
  return answer.ok ? answer.value : otherwise
}

function errorOf(answer: Answer<unknown>): EngineError | undefined {
  return answer.ok ? undefined : answer.error
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
