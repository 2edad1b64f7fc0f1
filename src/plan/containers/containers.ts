/** Containers of one desired app: verdicts become changes, with the names that they will bear. */
import { inPlaceDigest } from '../../model/fingerprint.js'
import type { ContainerChange } from '../../model/plan.js'
import type { AppKey, ContainerSpec, ResourceId } from '../../model/resource.js'
import { resourceId } from '../../model/resource.js'
import type { DesiredApp, ObservedContainer } from '../../model/state.js'
import type { Verdict } from './diff.js'
import { contentsText } from './fields.js'
import { diffContainer } from './diff.js'
import type { HeldNames } from './names.js'
import { freeName, isNameOf, newName } from './names.js'
import { ruleOnDrift } from '../policy/drift-policy.js'
import { imagesFor } from './kept-images.js'
import type { Extra, MatchedApp, Pair } from './match.js'
import type { PlanInputs, Proposal } from '../proposal.js'
import { heldBlock, joinProposals, NOTHING } from '../proposal.js'
import { strayFiles } from './stray-file.js'
import { strayMount } from './stray-mount.js'

export interface PlannedContainers extends Proposal {
  /** Derived name → the name that the container bears after the plan. */
  readonly names: ReadonlyMap<string, string>
}

export function planContainers({ app, pairs, extras }: MatchedApp, inputs: PlanInputs, held: HeldNames): PlannedContainers {
  const planned = pairs.map((pair) => ({ derived: pair.spec.name, ...planPair({ ...pair, app }, inputs, held) }))
  const leaving = { ...NOTHING, changes: pruneExtras(app.key, extras) }
  return {
    ...joinProposals([...planned.map(({ proposal }) => proposal), leaving]),
    names: new Map(planned.map(({ derived, name }) => [derived, name])),
  }
}

/** Containers of an app that git no longer has. */
export function pruneContainers(app: AppKey, containers: readonly ObservedContainer[]): readonly ContainerChange[] {
  return pruneExtras(app, containers.map((live) => ({ live, reason: 'not-desired' })))
}

interface AppPair extends Pair {
  readonly app: DesiredApp
}

interface PlannedPair {
  readonly name: string
  readonly proposal: Proposal
}

function planPair({ spec, live, app }: AppPair, inputs: PlanInputs, held: HeldNames): PlannedPair {
  if (!live) return planMissing(spec, inputs, held)
  const { desired, observed, memory } = inputs
  const verdict = diffContainer(spec, live, { images: imagesFor(app, observed.images), lastApplied: memory.lastApplied, unseen: [...strayMount(app.type, live, observed), ...strayFiles(spec, live, observed)] })
  const ruling = ruleOnDrift(verdict, desired.policy)
  const blocked = ruling.held.length > 0 ? [heldBlock(spec.id, spec.app, { action: verdict.action === 'replace' ? 'replace' : 'update', fields: ruling.held })] : []
  const change = changeOf(spec, live, { verdict: ruling.apply, held })
  if (change) return { name: change.spec.name, proposal: { ...NOTHING, changes: [change], blocked } }
  return { name: live.name, proposal: { ...NOTHING, blocked, unchanged: blocked.length > 0 ? [] : [spec.id] } }
}

type LiveChange = Extract<ContainerChange, { action: 'adopt' | 'update' | 'replace' }>

function changeOf(spec: ContainerSpec, live: ObservedContainer, { verdict, held }: { readonly verdict: Verdict; readonly held: HeldNames }): LiveChange | undefined {
  const { action, reason, fields } = verdict
  if (action === 'keep') return undefined
  const base = { id: spec.id, app: spec.app, kind: 'container', reason, live } as const
  if (action === 'replace') return { ...base, action, fields, spec: { ...spec, name: newName(spec.name, held) } }
  const isRenamed = fields.some(({ field }) => field === 'name')
  const name = isRenamed ? freeName(spec.name, held) : isNameOf(live.name, spec.name) ? live.name : spec.name
  return { ...base, action, fields: fields.map((field) => (field.field === 'name' ? { ...field, to: name } : field)), spec: { ...spec, name } }
}

/** It was there, exactly so, and is gone without git having said so: then a hand removed it. */
function planMissing(derived: ContainerSpec, { desired, memory }: PlanInputs, held: HeldNames): PlannedPair {
  const spec = { ...derived, name: newName(derived.name, held) }
  const isDrift = memory.lastApplied[spec.id] === inPlaceDigest(spec)
  const base = { id: spec.id, app: spec.app, action: 'create' } as const
  const gone = [{ field: 'container', to: spec.name, sensitivity: 'public', cause: 'drift' }] as const
  if (isDrift && desired.policy.drift === 'report') return { name: derived.name, proposal: { ...NOTHING, blocked: [heldBlock(spec.id, spec.app, { action: 'create', fields: gone })] } }
  const contents = spec.contents?.isDeclared ? [{ field: 'contents', to: contentsText(spec.contents), sensitivity: 'public', cause: 'spec' } as const] : []
  const change: ContainerChange = { ...base, kind: 'container', reason: isDrift ? 'drift' : 'missing', fields: isDrift ? gone : contents, spec }
  return { name: spec.name, proposal: { ...NOTHING, changes: [change] } }
}

/** The first one of a replica that goes away bears its id; others need one of their own. */
function pruneExtras(app: AppKey, extras: readonly Extra[]): readonly ContainerChange[] {
  const taken = new Set<ResourceId>()
  return extras.map(({ live, reason }) => {
    const plain = resourceId('container', `${app}/${String(live.replica)}`)
    const id = reason === 'left-behind' || taken.has(plain) ? resourceId('container', `${app}/${String(live.replica)}@${live.engineId}`) : plain
    taken.add(id)
    return { id, app, kind: 'container', action: 'prune', reason, fields: [], live }
  })
}
