/**
 * Vetoes: small functions that look at one change and may refuse it, with the reason. What is refused is never dropped silently.
 * They only ever take away; a stricter policy gives a subset.
 */
import { failureLine } from '../../model/failure.js'
import type { Blocked, Change } from '../../model/plan.js'
import type { AppKey } from '../../model/resource.js'
import { appOf, projectOf } from '../../model/resource.js'
import type { ObservedKind } from '../../model/state.js'
import { heldNames } from '../containers/names.js'
import type { HeldNames } from '../containers/names.js'
import { emptyInPlaceOf } from '../data/empty-volume.js'
import { isSpentPreview, knownApps, refuseRemoval } from './guard.js'
import { unfitData } from '../data/unfit-data.js'
import type { PlanInputs, Proposal, Refusal } from '../proposal.js'
import { blockedOf } from '../proposal.js'

interface Facts {
  readonly inputs: PlanInputs
  readonly known: ReadonlySet<AppKey>
  readonly removal: Refusal | undefined
  readonly names: HeldNames
  readonly foreignVolumes: ReadonlySet<string>
  /** Previews whose app is there. */
  readonly spent: ReadonlySet<AppKey>
  readonly unfitData: ReadonlyMap<AppKey, Refusal>
}

type Veto = (change: Change, facts: Facts) => Refusal | undefined

/** In the order in which a person should hear of them. */
const VETOES: readonly Veto[] = [refusedRemoval, unfitVolume, unknownPrune, unknownCreate, foreignContainer, foreignVolume, dataLeftBehind]

export function restrict(proposal: Proposal, inputs: PlanInputs): Proposal {
  const facts = factsOf(inputs)
  const single = sieve(proposal, (change) => firstRefusal(change, facts))
  const staying = stayingProjects(single, inputs)
  return sieve(single, (change) => (change.kind === 'network' && change.action === 'prune' ? networkInUse(change.live.project, staying, facts) : undefined))
}

/** Moves what is refused to the blocked ones. */
export function sieve(proposal: Proposal, refuse: (change: Change) => Refusal | undefined): Proposal {
  const changes: Change[] = []
  const blocked: Blocked[] = [...proposal.blocked]
  for (const change of proposal.changes) {
    const refusal = refuse(change)
    if (refusal) blocked.push(blockedOf(change, refusal))
    else changes.push(change)
  }
  return { ...proposal, changes, blocked }
}

function factsOf(inputs: PlanInputs): Facts {
  const known = knownApps(inputs.desired)
  return {
    inputs,
    known,
    removal: refuseRemoval(inputs),
    names: heldNames(inputs.observed),
    spent: new Set(inputs.observed.containers.filter((live) => isSpentPreview(live, known)).map(({ app }) => app)),
    foreignVolumes: new Set(inputs.observed.volumes.filter(({ owner }) => owner === 'foreign').map(({ name }) => name)),
    unfitData: unfitData(inputs),
  }
}

function firstRefusal(change: Change, facts: Facts): Refusal | undefined {
  for (const veto of VETOES) {
    const refusal = veto(change, facts)
    if (refusal) return refusal
  }
  return undefined
}

/** Fewer replicas, or a domain less, is a change of an app that git has; only what git has no longer falls under this. */
function refusedRemoval(change: Change, { known, removal, spent }: Facts): Refusal | undefined {
  if (change.action !== 'prune' || (change.app !== undefined && (known.has(change.app) || spent.has(change.app)))) return undefined
  return removal
}

/** Whatever differs about such an app, nothing of it is touched. */
function unfitVolume({ app }: Change, { unfitData: unfit }: Facts): Refusal | undefined {
  return app === undefined ? undefined : unfit.get(app)
}

/** A container must not go while it is unknown whether a route still leads to it. */
function unknownPrune(change: Change, { inputs }: Facts): Refusal | undefined {
  if (change.action !== 'prune') return undefined
  return unknown(change.kind, inputs) ?? (change.kind === 'container' ? unknown('route', inputs) : undefined)
}

function unknownCreate(change: Change, { inputs }: Facts): Refusal | undefined {
  return change.action === 'create' ? unknown(change.kind, inputs) : undefined
}

function unknown(kind: ObservedKind, { observed }: PlanInputs): Refusal | undefined {
  const failure = observed.incomplete[kind]
  return failure && { reason: 'observation-incomplete', message: `it is not known which ${kind}s exist (${failureLine(failure)}): Mist looks again by itself` }
}

function foreignContainer(change: Change, { names }: Facts): Refusal | undefined {
  if (change.kind !== 'container' || (change.action !== 'create' && change.action !== 'replace') || !names.foreign.has(change.spec.name)) return undefined
  return { reason: 'foreign-object', message: `a container named ${change.spec.name} exists and is not Mist's: remove or rename it` }
}

function foreignVolume(change: Change, { foreignVolumes }: Facts): Refusal | undefined {
  if (change.kind !== 'volume' || !foreignVolumes.has(change.spec.name)) return undefined
  return { reason: 'foreign-object', message: `a volume named ${change.spec.name} exists and is not Mist's: remove it, or give the volume of ${appOf(change.spec.app)} another name` }
}

/** Where the words `rename` went, or never stood, an app would start from nothing beside its own data. */
function dataLeftBehind(change: Change, { inputs: { desired, observed } }: Facts): Refusal | undefined {
  if (change.kind !== 'container' || (change.action !== 'create' && change.action !== 'replace')) return undefined
  const app = desired.apps.find(({ key }) => key === change.spec.app)
  const live = change.action === 'replace' ? [change.live] : observed.containers.filter((one) => one.app === app?.formerly)
  const left = emptyInPlaceOf(change.spec.mounts, live.flatMap(({ mounts }) => mounts), { volumes: app?.volumes ?? [], present: observed.volumes })
  if (!left) return undefined
  return { reason: 'data-left-behind', message: `it would begin with an empty volume ${left.empty} where it has ${left.kept} now: write rename: { from: ${appOf(left.owner)} } for the app, or remove it in one commit and add it in another` }
}

/** Projects of which at least one container is there and is not about to go. */
function stayingProjects({ changes }: Proposal, { observed }: PlanInputs): ReadonlySet<string> {
  const going = new Set(changes.flatMap((change) => (change.kind === 'container' && change.action === 'prune' ? [change.live.engineId] : [])))
  return new Set(observed.containers.filter(({ engineId }) => !going.has(engineId)).map(({ app }) => projectOf(app)))
}

function networkInUse(project: string, staying: ReadonlySet<string>, { inputs, removal }: Facts): Refusal | undefined {
  if (!staying.has(project)) return unknown('container', inputs)
  return removal ?? unknown('container', inputs) ?? unknown('route', inputs) ?? { reason: 'observation-incomplete', message: 'a container in it is just being removed: Mist looks again by itself' }
}
