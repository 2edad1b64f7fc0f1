/**
 * Which events are about somebody else's containers. The engine does not say whose a network's event is, and on a host that runs more than
 * Mist most of them are about containers that come and go elsewhere: each would cause a look that finds nothing.
 */
import { LABEL_INSTANCE } from '../../../model/labels.js'
import type { WireEvent } from '../wire.js'

export interface Strangers {
  /** Asked for every event in the order of the stream: a container tells whose it is before its networks do. What is not known counts as ours. */
  isAbout(event: WireEvent): boolean
}

/** More than any host holds at a time; beyond it all are unknown again. */
const MOST_KNOWN = 10_000

export function createStrangers(instance: string): Strangers {
  const known = new Set<string>()
  const meet = (id: string, event: WireEvent): void => {
    const isOurs = event.Actor?.Attributes?.[LABEL_INSTANCE] === instance
    if (isOurs || event.Action === 'destroy') known.delete(id)
    else known.add(id)
    if (known.size > MOST_KNOWN) known.clear()
  }
  return {
    isAbout(event) {
      const id = event.Actor?.ID ?? ''
      if (event.Type === 'volume') return ANONYMOUS.test(id)
      if (event.Type === 'network') return isStrange(event.Actor?.Attributes ?? {}, known)
      // Of images the event of a container says nothing, and its own is judged by its label.
      if (event.Type === 'container') meet(id, event)
      return false
    },
  }
}

/** Of what comes and goes in a network its container tells; of the network itself, its name. */
function isStrange({ container, name }: Readonly<Record<string, string>>, known: ReadonlySet<string>): boolean {
  if (container !== undefined) return known.has(container)
  return name !== undefined && !OWN_NETWORK.test(name)
}

/** See resolve/names.ts. */
const OWN_NETWORK = /^mist(-|$)/

/** Made for an image that asks for one: it comes and goes with its container, which has events of its own. */
const ANONYMOUS = /^[0-9a-f]{64}$/
