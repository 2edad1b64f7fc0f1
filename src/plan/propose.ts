/** Everything that differs, as changes, before any policy: networks first, since the proxy is fitted to them. */
import { groupedBy } from '../model/compare.js'
import { baseVolume } from '../model/generation.js'
import type { Change, VolumeChange } from '../model/plan.js'
import type { VolumeSpec } from '../model/resource.js'
import type { DesiredApp } from '../model/state.js'
import { fitCertificates } from './edge/fit-certificates.js'
import { fitErrorPages } from './edge/fit-error-pages.js'
import { heldNames } from './containers/names.js'
import { planContainers, pruneContainers } from './containers/containers.js'
import type { Matched, MatchedApp } from './containers/match.js'
import { matchResources } from './containers/match.js'
import { networkId, planNetworks, unwantedNetworks } from './networks/networks.js'
import type { PlanInputs, Proposal } from './proposal.js'
import { joinProposals, NOTHING } from './proposal.js'
import { planRoute, pruneRoute } from './edge/routes.js'
import { retirePredecessor } from './rollout/predecessor.js'
import { fitSystemApps } from './policy/system-app.js'

export function proposeChanges(inputs: PlanInputs): Proposal {
  const networks = planNetworks(inputs)
  const fitted = { ...inputs, desired: fitErrorPages(fitCertificates(fitSystemApps(inputs, networks), inputs.observed), inputs.observed, inputs.memory) }
  const matched = matchResources(fitted.desired, inputs.observed)
  const held = heldNames(inputs.observed)
  const volumes = new Set(inputs.observed.volumes.filter(({ owner }) => owner === 'ours').map(({ name }) => name))
  const apps = matched.apps.map((app) => {
    const containers = planContainers(app, fitted, held)
    return joinProposals([planVolumes(app, volumes), containers, planRoute(app, containers, fitted), { ...NOTHING, changes: retirePredecessor(app) }])
  })
  const gone = { ...NOTHING, changes: pruneGone(matched) }
  const proposed = joinProposals([networks, ...apps, gone])
  return joinProposals([proposed, { ...NOTHING, changes: pruneNetworks(inputs, proposed.changes) }])
}

/** A parked app needs no new volumes; those that it has stay its own. */
function planVolumes({ app }: MatchedApp, present: ReadonlySet<string>): Proposal {
  // What is there under the name that data is to go to was left half filled.
  const isThere = (volume: VolumeSpec): boolean => present.has(volume.name) && !isFilled(app, volume)
  const missing = app.containers.length > 0 ? app.volumes.filter((volume) => !isThere(volume)) : []
  return {
    changes: missing.map((spec) => volumeChange(app, spec)),
    blocked: [],
    unchanged: app.volumes.filter(isThere).map(({ id }) => id),
  }
}

/** By the data of another volume, before anything mounts it. */
function isFilled({ move }: DesiredApp, { name }: VolumeSpec): boolean {
  return move !== undefined && baseVolume(move.from) === baseVolume(name)
}

function volumeChange(app: DesiredApp, spec: VolumeSpec): VolumeChange {
  const { key, move } = app
  const base = { id: spec.id, app: key, kind: 'volume', action: 'create', spec } as const
  if (!move || !isFilled(app, spec)) return { ...base, reason: 'missing', fields: [] }
  const { from, software, fromLine, toLine, storage, dependents } = move
  const field = { field: 'data', from: `${from} (${software} ${fromLine})`, to: `${spec.name} (${software} ${toLine})`, sensitivity: 'public', cause: 'spec' } as const
  return { ...base, reason: 'spec-changed', fields: [field], move: { from, software, fromLine, toLine, storage, dependents } }
}

function pruneGone({ goneContainers, goneRoutes }: Matched): readonly Change[] {
  const containers = [...groupedBy(goneContainers, ({ app }) => app)].flatMap(([app, list]) => pruneContainers(app, list))
  return [...containers, ...goneRoutes.map((route) => pruneRoute(route))]
}

/** Whoever of ours stays in such a network is detached by its removal: the proxy, that is, and only after the routes are gone. */
function pruneNetworks(inputs: PlanInputs, changes: readonly Change[]): readonly Change[] {
  const leaving = new Set(changes.flatMap((change) => (change.kind === 'container' && (change.action === 'prune' || change.action === 'replace') ? [change.live.engineId] : [])))
  const staying = inputs.observed.containers.filter(({ engineId }) => !leaving.has(engineId))
  const inside = groupedBy(staying.flatMap(({ engineId, networks }) => networks.map(({ network }) => ({ network, engineId }))), ({ network }) => network)
  const byName = new Map(unwantedNetworks(inputs).map((live) => [live.name, live]))
  return [...byName.values()].map((live) => {
    const detach = (inside.get(live.name) ?? []).map(({ engineId }) => engineId).toSorted()
    return { id: networkId(live), kind: 'network', action: 'prune', reason: 'not-desired', fields: [], live, detach }
  })
}
