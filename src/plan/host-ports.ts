/** Ports of the host: who holds which, who wants which, and who stands in whose way. */
import { groupedBy } from '../model/compare.js'
import type { Change } from '../model/plan.js'
import type { AppKey, PortSpec } from '../model/resource.js'
import type { ObservedContainer, ObservedState } from '../model/state.js'

/** Of containers that this plan starts. */
export interface PortClaim {
  readonly app: AppKey
  readonly port: PortSpec
}

export interface PortHolder {
  readonly name: string
  readonly port: PortSpec
  /** Absent for foreign containers. */
  readonly live?: ObservedContainer
}

export type PortTable = ReadonlyMap<string, readonly PortHolder[]>

export function portClaims(changes: readonly Change[]): readonly PortClaim[] {
  return changes.flatMap((change) => (isStart(change) ? change.spec.ports.map((port) => ({ app: change.spec.app, port })) : []))
}

export function portHolders(observed: Pick<ObservedState, 'containers' | 'foreignContainers'>): PortTable {
  const ours = observed.containers.filter(isHolding).flatMap((live) => live.ports.map((port) => ({ name: live.name, port, live })))
  const foreign = observed.foreignContainers.flatMap(({ name, ports }) => ports.map((port) => ({ name, port })))
  return tableOf([...ours, ...foreign])
}

export function tableOf(holders: readonly PortHolder[]): PortTable {
  return groupedBy(holders, ({ port }) => keyOf(port))
}

/** Holders of other apps, and foreign ones. */
export function holdersInTheWay({ app, port }: PortClaim, table: PortTable): readonly PortHolder[] {
  return (table.get(keyOf(port)) ?? []).filter((holder) => holder.live?.app !== app && overlaps(holder.port.hostAddress, port.hostAddress))
}

function isStart(change: Change): change is Extract<Change, { kind: 'container'; spec: unknown }> {
  if (change.kind !== 'container' || change.action === 'prune') return false
  return change.action !== 'update' || change.fields.some(({ field }) => field === 'state')
}

function isHolding({ state }: ObservedContainer): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting'
}

function keyOf({ protocol, hostPort }: PortSpec): string {
  return `${protocol}:${String(hostPort)}`
}

const ANY = ['', '0.0.0.0', '::']

function overlaps(a: string, b: string): boolean {
  return a === b || ANY.includes(a) || ANY.includes(b)
}
