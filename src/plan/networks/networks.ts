/** Networks: which to make and with which subnet, which to keep as they are, which are no longer wanted. */
import { groupedBy, sortedBy } from '../../model/compare.js'
import type { Blocked, Change } from '../../model/plan.js'
import type { NetworkSpec } from '../../model/resource.js'
import { resourceId } from '../../model/resource.js'
import { failureLine } from '../../model/failure.js'
import type { ObservedNetwork } from '../../model/state.js'
import type { PlanInputs, Proposal, Refusal } from '../proposal.js'
import { blockedOf } from '../proposal.js'
import { openPool } from './subnets.js'

/** An existing network keeps its subnet: changing it would take every container with it. */
export function planNetworks({ desired, observed }: PlanInputs): Proposal {
  const byName = groupedBy(observed.networks, ({ name }) => name)
  const pool = openPool(desired.networkPool, observed.networks.flatMap(({ subnets }) => subnets))
  const changes: Change[] = []
  const blocked: Blocked[] = []
  const isThere = (spec: NetworkSpec): boolean => (byName.get(spec.name) ?? []).some(({ owner }) => owner === 'ours')
  for (const spec of sortedBy(desired.networks.filter((network) => !isThere(network)), ({ name }) => name)) {
    const base = { id: spec.id, kind: 'network', action: 'create', reason: 'missing', fields: [] } as const
    const refusal = byName.has(spec.name) ? foreignNetwork(spec) : unknownNetwork(observed)
    const subnet = refusal ? undefined : pool.take(spec.name)
    if (subnet !== undefined) changes.push({ ...base, spec, subnet })
    else blocked.push(blockedOf(base, refusal ?? exhausted(desired.networkPool)))
  }
  return { changes, blocked, unchanged: desired.networks.filter(isThere).map(({ id }) => id) }
}

export function unwantedNetworks({ desired, observed }: PlanInputs): readonly ObservedNetwork[] {
  const wanted = new Set(desired.networks.map(({ name }) => name))
  return sortedBy(observed.networks.filter(({ owner, name }) => owner === 'ours' && !wanted.has(name)), ({ name, engineId }) => `${name} ${engineId}`)
}

export function networkId({ name }: ObservedNetwork): NetworkSpec['id'] {
  return resourceId('network', name)
}

function foreignNetwork({ name }: NetworkSpec): Refusal {
  return { reason: 'foreign-object', message: `a network named ${name} exists and is not Mist's: remove or rename it, or rename the project` }
}

function unknownNetwork({ incomplete }: PlanInputs['observed']): Refusal | undefined {
  return incomplete.network && { reason: 'observation-incomplete', message: `it is not known which networks exist (${failureLine(incomplete.network)}): Mist looks again by itself` }
}

function exhausted(pool: string): Refusal {
  return { reason: 'pool-exhausted', message: `no free /24 is left in ${pool}: set a larger networkPool in the settings of the host` }
}
