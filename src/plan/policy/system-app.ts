/**
 * The proxy belongs to Mist and reaches into every routed project. It must start although one network cannot be had, and must not
 * leave a network in which something still answers.
 */
import type { Change } from '../../model/plan.js'
import type { AttachmentSpec } from '../../model/resource.js'
import { projectOf } from '../../model/resource.js'
import type { DesiredApp, DesiredState, ObservedNetwork, ObservedState } from '../../model/state.js'
import { sortedBy } from '../../model/compare.js'
import { knownApps, refuseRemoval } from './guard.js'
import type { PlanInputs, Proposal } from '../proposal.js'

/** The desired state with the networks of system apps fitted to what will be there. */
export function fitSystemApps(inputs: PlanInputs, networks: Proposal): DesiredState {
  const { desired, observed } = inputs
  const present = new Set(observed.networks.filter(({ owner }) => owner === 'ours').map(({ name }) => name))
  const coming = networks.changes.flatMap((change) => (change.kind === 'network' && change.action === 'create' ? [change.spec.name] : []))
  const available = new Set([...present, ...coming])
  const kept = keptNetworks(inputs)
  return { ...desired, apps: desired.apps.map((app) => (app.type === 'system' ? fit(app, { observed, available, kept }) : app)) }
}

/** Nobody joins what this plan takes away: neither a container that is made anew nor one that stays. */
export function withoutGoingNetworks(proposal: Proposal): Proposal {
  const going = new Set(proposal.changes.flatMap((change) => (change.kind === 'network' && change.action === 'prune' ? [change.live.name] : [])))
  if (going.size === 0) return proposal
  return { ...proposal, changes: proposal.changes.flatMap((change) => withoutJoining(change, going)) }
}

function withoutJoining(change: Change, going: ReadonlySet<string>): readonly Change[] {
  if (isMadeAnew(change)) return [{ ...change, spec: { ...change.spec, networks: change.spec.networks.filter(({ network }) => !going.has(network)) } }]
  if (!isInPlaceChange(change)) return [change]
  const isJoining = (network: string): boolean => going.has(network) && !change.live.networks.some((one) => one.network === network)
  const networks = change.spec.networks.filter(({ network }) => !isJoining(network))
  if (networks.length === change.spec.networks.length) return [change]
  const fields = change.fields.filter(({ field }) => !(field.startsWith('networks.') && isJoining(field.slice('networks.'.length))))
  return fields.length === 0 && change.action === 'update' ? [] : [{ ...change, fields, spec: { ...change.spec, networks } }]
}

type Made = Extract<Change, { kind: 'container'; action: 'create' }> | (Extract<Change, { kind: 'container'; action: 'adopt' | 'update' | 'replace' }> & { readonly action: 'replace' })
type Kept = Extract<Change, { kind: 'container'; action: 'adopt' | 'update' | 'replace' }> & { readonly action: 'adopt' | 'update' }

function isMadeAnew(change: Change): change is Made {
  return change.kind === 'container' && (change.action === 'create' || change.action === 'replace')
}

function isInPlaceChange(change: Change): change is Kept {
  return change.kind === 'container' && (change.action === 'adopt' || change.action === 'update')
}

interface Surroundings {
  readonly observed: ObservedState
  readonly available: ReadonlySet<string>
  readonly kept: ReadonlySet<string>
}

function fit(app: DesiredApp, { observed, available, kept }: Surroundings): DesiredApp {
  const staying = observed.containers.filter((live) => live.app === app.key).flatMap((live) => live.networks.filter(({ network }) => kept.has(network)))
  return { ...app, containers: app.containers.map((spec) => ({ ...spec, networks: joined(spec.networks.filter(({ network }) => available.has(network)), staying) })) }
}

function joined(wanted: readonly AttachmentSpec[], staying: readonly AttachmentSpec[]): readonly AttachmentSpec[] {
  const names = new Set(wanted.map(({ network }) => network))
  const more = new Map(staying.filter(({ network }) => !names.has(network)).map(({ network }) => [network, { network, aliases: [] }]))
  return sortedBy([...wanted, ...more.values()], ({ network }) => network)
}

/**
 * Networks to stay in for as long as they exist: those that git no longer has (removing them detaches whoever is left), and those
 * of projects where the route of a removed app must stay.
 */
function keptNetworks(inputs: PlanInputs): ReadonlySet<string> {
  const { desired, observed } = inputs
  const wanted = new Set(desired.networks.map(({ name }) => name))
  const stuck = stuckProjects(inputs)
  const isKept = ({ name, owner, project }: ObservedNetwork): boolean => owner === 'ours' && (!wanted.has(name) || stuck.has(project))
  return new Set(observed.networks.filter(isKept).map(({ name }) => name))
}

function stuckProjects(inputs: PlanInputs): ReadonlySet<string> {
  const { desired, observed } = inputs
  const known = knownApps(desired)
  // Which routes exist is unknown: then any project may still be served.
  if (observed.incomplete.route) return new Set(observed.networks.map(({ project }) => project))
  if (!refuseRemoval(inputs)) return new Set()
  return new Set(observed.routes.filter(({ app }) => !known.has(app)).map(({ app }) => projectOf(app)))
}
