/** Desired × observed × memory → the plan: complete, frozen, in a total order. No decision is left for whoever applies it. */
import { sortedBy } from '../model/compare.js'
import { failureLine } from '../model/failure.js'
import type { Blocked, Plan, PlannedApp } from '../model/plan.js'
import { projectOf, resourceId } from '../model/resource.js'
import type { DesiredApp, DesiredState, ObservedState } from '../model/state.js'
import { freezePlan } from './freeze.js'
import { inOrder } from './order.js'
import { restrict } from './policy/policy.js'
import { dueNotes } from './data/notes.js'
import { backedUpVolumes, knownData } from './memory.js'
import { appsWithPre } from './rollout/pre.js'
import type { PlanInputs, PlanMemory, Proposal } from './proposal.js'
import { proposeChanges } from './propose.js'
import { withoutGoingNetworks } from './policy/system-app.js'
import { withoutTakenPreviews } from './policy/taken-previews.js'
import { withhold } from './policy/withhold.js'

export type { PlanMemory } from './proposal.js'

export function planChanges(wanted: DesiredState, observed: ObservedState, memory: PlanMemory): Plan {
  const desired = withoutTakenPreviews(wanted, observed)
  const inputs = { desired, observed, memory }
  const proposed = proposeChanges(inputs)
  const allowed = withoutGoingNetworks(withhold(restrict(proposed, inputs), inputs))
  const ordered = inOrder({ ...allowed, blocked: [...allowed.blocked, ...unresolvedApps(inputs)] }, desired)
  return freezePlan(planOf(ordered, inputs))
}

function planOf({ changes, blocked, unchanged }: Proposal, { desired, observed, memory }: PlanInputs): Plan {
  const touched = new Set(changes.map(({ app }) => app))
  const pins = desired.apps.flatMap(({ pin }) => pin ?? [])
  const kept = desired.apps.flatMap((app) => app.kept?.at ?? [])
  const networks = new Map(desired.networks.map(({ project, name }) => [project, name]))
  const withPre = appsWithPre(changes, desired, observed)
  const notesOf = notesFor(desired, memory)
  return {
    formatVersion: 1,
    instance: desired.instance,
    revision: desired.revision,
    observedAt: observed.observedAt,
    changes,
    unchanged,
    blocked,
    apps: sortedBy(desired.apps.filter(({ key }) => touched.has(key)), ({ key }) => key).map((app) => ({ ...plannedApp(app, networks, observed), ...(withPre.has(app.key) && { runsPre: true }), ...notesOf(app) })),
    keptVolumes: keptVolumes(desired, observed),
    ...(pins.length > 0 && { pins }),
    ...(kept.length > 0 && { kept }),
  }
}

function plannedApp(app: DesiredApp, networks: ReadonlyMap<string, string>, { images }: ObservedState): PlannedApp {
  const { key, type, image, release, dependsOn, readiness, preview, files, move } = app
  const network = networks.get(projectOf(key)) ?? ''
  return { key, type, image, release, dependsOn, readiness, imagePresent: Object.hasOwn(images, image.ref), network, ...(preview && { preview }), ...(files && { files }), ...(move && { move }) }
}

/** Where the record cannot be read nothing can be added to it: then nothing begins, see unfit-data.ts, and what goes on is noted later. */
function notesFor(desired: DesiredState, memory: PlanMemory): (app: DesiredApp) => Pick<PlannedApp, 'dataNotes'> {
  const record = knownData(memory)
  const backedUp = backedUpVolumes(desired)
  return (app) => {
    const dataNotes = record.ok ? dueNotes(app, backedUp, record.value) : []
    return dataNotes.length > 0 ? { dataNotes } : {}
  }
}

/** Git has them, and nothing of theirs is touched until their source can be had and their data is known. */
function unresolvedApps({ desired, observed }: PlanInputs): readonly Blocked[] {
  const present = new Set(observed.containers.map(({ app }) => app))
  return desired.unresolved.map(({ key, failure }) => ({
    id: resourceId('container', `${key}/1`),
    app: key,
    action: present.has(key) ? 'update' : 'create',
    reason: failure.code === 'data-ambiguous' ? 'data-ambiguous' : 'unresolved',
    message: `${failureLine(failure)}${failure.help === undefined ? '' : ` (${failure.help})`}: what runs stays as it is`,
    fields: [],
  }))
}

function keptVolumes(desired: DesiredState, observed: ObservedState): readonly string[] {
  const used = new Set([...desired.apps.flatMap(({ volumes }) => volumes.map(({ name }) => name)), ...(desired.claimedVolumes ?? [])])
  const waiting = new Set(desired.unresolved.flatMap(({ key, formerly }) => [key, formerly]))
  return observed.volumes.filter(({ owner, name, app, preview }) => owner === 'ours' && !preview && !used.has(name) && !(app && waiting.has(app))).map(({ name }) => name).toSorted()
}
