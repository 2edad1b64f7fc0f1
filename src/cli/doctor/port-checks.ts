/** Checks through the ports: the engine, the source, and whether the range for networks is free. */
import { hasRoom, keptFree } from '../../engine/apply/room.js'
import type { StatePorts } from '../../engine/report/state-faults.js'
import { stateFaults } from '../../engine/report/state-faults.js'
import { failureLine } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import type { HostSettings } from '../../model/settings.js'
import type { Revision } from '../../model/state.js'
import type { ReadPorts, RuntimeObservation } from '../../ports.js'
import type { Check } from '../../render/check-text.js'
import { shortRevision } from '../../render/revision-text.js'
import type { PlainContext } from '../command.js'

export async function checkEngine({ runtime }: ReadPorts, signal: AbortSignal): Promise<Check> {
  const facts = await runtime.facts(signal)
  if (facts.ok) return { name: 'engine', result: 'ok', finding: `Docker ${facts.value.engineVersion}, API ${facts.value.apiVersion}, ${String(facts.value.cpus)} CPUs, ${(facts.value.memoryBytes / 1024 ** 3).toFixed(1)} GiB` }
  return { name: 'engine', result: 'fail', finding: failureLine(facts.error), fix: facts.error.help ?? 'Is it running? systemctl status docker' }
}

/** By the same rule that holds a build back. */
export async function checkImageDisk({ runtime }: ReadPorts, signal: AbortSignal): Promise<Check> {
  const name = 'image disk'
  const facts = await runtime.facts(signal)
  const disk = facts.ok ? facts.value.disk : undefined
  if (!disk) return { name, result: 'skipped', finding: 'the engine does not tell' }
  const finding = `${(disk.freeBytes / 1024 ** 3).toFixed(1)} GiB free at ${disk.path}`
  if (hasRoom(disk)) return { name, result: 'ok', finding }
  return { name, result: 'fail', finding: `${finding}, ${(keptFree(disk) / 1024 ** 3).toFixed(1)} GiB are kept free: no image is built or pulled`, fix: 'Make room: docker system df shows what takes it.' }
}

/** One line for each that is damaged. */
export function checkStateFiles(ports: StatePorts): readonly Check[] {
  const name = 'state files'
  const faults = stateFaults(ports)
  if (faults.length === 0) return [{ name, result: 'ok', finding: 'what data there is, which generations count and what stands still can be read' }]
  return faults.map((fault) => ({ name, result: 'fail', finding: failureLine(fault), ...(fault.help !== undefined && { fix: fault.help }) }))
}

export interface SourceCheck {
  readonly check: Check
  readonly revision: Revision | undefined
}

export async function checkSource({ source }: ReadPorts, { source: wanted }: HostSettings, signal: AbortSignal): Promise<SourceCheck> {
  if (!wanted) return { check: { name: 'source', result: 'skipped', finding: 'none is set' }, revision: undefined }
  const found = await source.fetch(wanted.repository, signal)
  const where = wanted.repository.kind === 'git' ? wanted.repository.url : wanted.repository.path
  if (found.ok) return { check: { name: 'source', result: 'ok', finding: `${where} at ${shortRevision(found.value)}` }, revision: found.value }
  return { check: { name: 'source', result: 'fail', finding: failureLine(found.error), ...(found.error.help !== undefined && { fix: found.error.help }) }, revision: undefined }
}

export function checkPool({ host }: PlainContext, { networkPool, instance }: HostSettings, observed: Result<RuntimeObservation>): Check {
  const name = 'network pool'
  const networks = observed.ok ? observed.value.networks.filter(({ owner }) => owner === 'foreign').flatMap((network) => network.subnets.map((cidr) => ({ name: network.name, cidr }))) : []
  const own = observed.ok ? observed.value.networks.filter(({ owner }) => owner === 'ours').flatMap(({ subnets }) => subnets) : []
  // The bridges of own networks are interfaces of the host too.
  const interfaces = host.ranges().filter(({ cidr }) => !own.some((subnet) => overlaps(subnet, cidr)))
  const clashes = [...networks, ...interfaces].filter(({ cidr }) => overlaps(networkPool, cidr))
  if (clashes.length === 0) return { name, result: 'ok', finding: `${networkPool} is free for instance ${instance}` }
  const shown = clashes.map((one) => `${one.name} (${one.cidr})`).slice(0, 3).join(', ')
  return { name, result: 'warn', finding: `${networkPool} overlaps ${shown}`, fix: 'Mist leaves out what is taken. Set networkPool to a free private range if the rest is too small, or if the overlap is a network of your own.' }
}

/** IPv4 only: whatever else a machine has cannot clash with the pool. */
function overlaps(a: string, b: string): boolean {
  const [left, right] = [rangeOf(a), rangeOf(b)]
  return left !== undefined && right !== undefined && left.from <= right.to && right.from <= left.to
}

function rangeOf(cidr: string): { readonly from: number; readonly to: number } | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr)
  if (!match) return undefined
  const [a = 0, b = 0, c = 0, d = 0, bits = 32] = match.slice(1).map(Number)
  const size = 2 ** (32 - bits)
  const from = Math.floor((((a * 256 + b) * 256 + c) * 256 + d) / size) * size
  return { from, to: from + size - 1 }
}
