/**
 * Inspections that need not be made again. They are kept only while an event stream is connected, because only events say when
 * one has gone stale; a list that contradicts one overrules it.
 */
import type { ObservedContainer } from '../../../model/state.js'
import type { WireEvent, WireListedContainer, WireListedImage } from '../wire.js'

export type Inspection = { readonly kind: 'own'; readonly container: ObservedContainer } | { readonly kind: 'foreign' }

export interface InspectCache {
  /** Undefined: ask the engine. */
  container(listed: WireListedContainer): Inspection | undefined
  images(): readonly WireListedImage[] | undefined
  /** Taken before asking; an answer is kept only if nothing happened since. */
  ticket(): Ticket
  keepContainer(id: string, inspection: Inspection, ticket: Ticket): void
  keepImages(images: readonly WireListedImage[], ticket: Ticket): void
  /** Something of this container changed, or is about to be changed by us. */
  touch(containerId: string): void
  note(event: WireEvent): void
  connected(): void
  disconnected(): void
}

/** The count of changes at the moment of asking. */
export type Ticket = number

export function createInspectCache(): InspectCache {
  const containers = new Map<string, Inspection>()
  /** Id → the count at its last change. */
  const changed = new Map<string, Ticket>()
  let images: readonly WireListedImage[] | undefined
  let imagesChanged = 0
  let count = 0
  let streams = 0
  let clearedAt = 0

  const touch = (id: string): void => {
    count += 1
    changed.set(id, count)
    containers.delete(id)
  }
  const clear = (): void => {
    count += 1
    clearedAt = count
    containers.clear()
    changed.clear()
    images = undefined
  }

  return {
    container: (listed) => {
      const known = containers.get(listed.Id)
      return known && isCurrent(known, listed) ? known : undefined
    },
    images: () => images,
    ticket: () => count,
    keepContainer(id, inspection, ticket) {
      if (streams > 0 && ticket >= clearedAt && ticket >= (changed.get(id) ?? 0)) containers.set(id, inspection)
    },
    keepImages(listed, ticket) {
      if (streams > 0 && ticket >= clearedAt && ticket >= imagesChanged) images = listed
    },
    touch,
    note(event) {
      for (const id of touchedContainers(event)) touch(id)
      if (event.Type !== 'image') return
      count += 1
      imagesChanged = count
      images = undefined
    },
    connected() {
      streams += 1
      clear()
    },
    disconnected() {
      streams -= 1
      clear()
    },
  }
}

/** A network event names the container that came or went. */
function touchedContainers(event: WireEvent): readonly string[] {
  if (event.Type === 'container') return event.Actor?.ID ? [event.Actor.ID] : []
  const container = event.Type === 'network' ? event.Actor?.Attributes?.['container'] : undefined
  return container ? [container] : []
}

/** The list is asked every time, so it may as well overrule an inspection whose event has not arrived yet. */
function isCurrent(known: Inspection, listed: WireListedContainer): boolean {
  if (known.kind === 'foreign') return true
  const { state, health, name } = known.container
  // Only of running containers does the list say how they feel.
  const isSameHealth = state !== 'running' || health === listedHealth(listed.Status ?? '')
  return state === listed.State && isSameHealth && (listed.Names ?? []).includes(`/${name}`)
}

function listedHealth(status: string): ObservedContainer['health'] {
  if (status.includes('(healthy)')) return 'healthy'
  if (status.includes('(unhealthy)')) return 'unhealthy'
  return status.includes('(health: starting)') ? 'starting' : 'none'
}
