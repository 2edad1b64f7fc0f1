/**
 * What hangs on something that was refused is refused too: an app is released whole or not at all. This spreads until nothing
 * more falls, since an app that stays as it is may hold the host port that another one needs.
 */
import type { Blocked, Change } from '../../model/plan.js'
import type { AppKey } from '../../model/resource.js'
import { projectOf } from '../../model/resource.js'
import type { PortTable } from '../host-ports.js'
import { holdersInTheWay, portClaims, portHolders } from '../host-ports.js'
import { sieve } from './policy.js'
import type { PlanInputs, Proposal, Refusal } from '../proposal.js'

export function withhold(proposal: Proposal, inputs: PlanInputs): Proposal {
  const projects = networklessProjects(proposal.blocked, inputs)
  const ports = portHolders(inputs.observed)
  let current = sieve(proposal, (change) => (change.app === undefined ? undefined : projects.get(projectOf(change.app))))
  for (;;) {
    const stuck = new Map([...takenPorts(current, ports), ...incompleteApps(current.blocked)])
    const next = sieve(current, (change) => (change.app !== undefined && !isHarmless(change) ? stuck.get(change.app) : undefined))
    if (next.changes.length === current.changes.length) return next
    current = next
  }
}

/** Projects whose network cannot be had. What Mist runs for itself merely does without that network. */
function networklessProjects(blocked: readonly Blocked[], { desired }: PlanInputs): ReadonlyMap<string, Refusal> {
  const refused = new Map(blocked.filter(({ id, action }) => action === 'create' && id.startsWith('network/')).map((block) => [block.id, block]))
  return new Map(desired.networks.flatMap(({ id, project }) => {
    const block = refused.get(id)
    return block ? [[project, { reason: block.reason, message: `its network cannot be had: ${block.message}` }]] : []
  }))
}

/** Apps that miss a part. Drift that is only reported is no missing part. */
function incompleteApps(blocked: readonly Blocked[]): readonly (readonly [AppKey, Refusal])[] {
  return blocked.flatMap(({ app, action, reason, message }) => {
    const isPart = app !== undefined && (action === 'create' || action === 'replace') && reason !== 'drift-report-only' && reason !== 'unresolved'
    return isPart ? [[app, { reason, message: message.replace(/^(?!waits for the rest)/, 'waits for the rest of the app: ') }] as const] : []
  })
}

function takenPorts({ changes }: Proposal, ports: PortTable): readonly (readonly [AppKey, Refusal])[] {
  const going = new Set(changes.flatMap((change) => (change.kind === 'container' && (change.action === 'prune' || change.action === 'replace') ? [change.live.engineId] : [])))
  return portClaims(changes).flatMap((claim) => {
    const holder = holdersInTheWay(claim, ports).find(({ live }) => !live || !going.has(live.engineId))
    if (!holder) return []
    const whose = holder.live ? `container ${holder.name} of ${holder.live.app}, which stays` : `container ${holder.name}, which is not Mist's`
    const message = `host port ${String(claim.port.hostPort)}/${claim.port.protocol} is held by ${whose}: free it, or publish another port`
    return [[claim.app, { reason: 'port-taken', message }] as const]
  })
}

/** In-place changes of a container that stays are right whatever else is missing, unless they would start it. */
function isHarmless(change: Change): boolean {
  return change.kind === 'container' && change.action === 'update' && change.fields.every(({ field }) => field !== 'state')
}
