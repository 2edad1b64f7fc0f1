/** Whether the old server is as it was before anything began: up, and reached by all the names that it had. What cannot be seen is not so. */
import type { FormerServer } from '../../model/move.js'
import type { AttachmentSpec } from '../../model/resource.js'
import type { Ports } from '../../ports.js'
import { never } from '../../signals.js'

export async function isServing({ runtime }: Pick<Ports, 'runtime'>, { container, networks }: FormerServer): Promise<boolean> {
  const seen = await runtime.observe({ images: [], freshness: 'live' }, never())
  const live = seen.ok ? seen.value.containers.find(({ engineId }) => engineId === container) : undefined
  return live?.state === 'running' && networks.every((wanted) => live.networks.some((one) => isSame(one, wanted)))
}

function isSame(one: AttachmentSpec, other: AttachmentSpec): boolean {
  return one.network === other.network && one.aliases.toSorted().join(' ') === other.aliases.toSorted().join(' ')
}
