/** The route of one app: where its servers will be, what its file should say, and what it said before. */
import { byText } from '../../model/compare.js'
import { routeFingerprint } from '../../model/fingerprint.js'
import type { RouteChange } from '../../model/plan.js'
import type { RouteServer, RouteSpec } from '../../model/resource.js'
import { resourceId } from '../../model/resource.js'
import type { ObservedRoute } from '../../model/state.js'
import type { PlannedContainers } from '../containers/containers.js'
import type { MatchedApp } from '../containers/match.js'
import type { PlanInputs, Proposal } from '../proposal.js'
import { heldBlock, NOTHING } from '../proposal.js'
import type { ExpectedServers } from './route-diff.js'
import { diffRoute } from './route-diff.js'
import { pageUrls } from './fit-error-pages.js'
import { serverAt, serverUrl } from './servers.js'

export function planRoute(matched: MatchedApp, planned: PlannedContainers, inputs: PlanInputs): Proposal {
  const { app, route: live } = matched
  if (!app.route) return live ? { ...NOTHING, changes: [pruneRoute(live, matched)] } : NOTHING
  const spec = withNames(app.route, planned.names)
  if (!live) return planMissing(spec, inputs)
  const expected = expectedServers(spec, { matched, planned, inputs })
  if (expected === 'never') return { ...NOTHING, unchanged: [spec.id] }
  const verdict = diffRoute(spec, live, { expected: expected === 'later' ? undefined : expected, mode: inputs.memory.servers, page: pageUrls(spec, inputs) })
  if (verdict.action === 'keep') return { ...NOTHING, unchanged: [spec.id] }
  const { fields, reason } = verdict
  const isHeld = inputs.desired.policy.drift === 'report' && fields.every(({ cause }) => cause === 'drift')
  if (isHeld) return { ...NOTHING, blocked: [heldBlock(spec.id, app.key, { action: 'update', fields })] }
  const previous = previousRoute(live, matched, spec)
  return { ...NOTHING, changes: [{ id: spec.id, app: app.key, kind: 'route', action: 'update', reason, fields, spec, ...(previous && { previous }) }] }
}

/** With the names that the containers bear. Where those are the derived ones it stays the same object, whose fingerprint is known by then. */
function withNames(route: RouteSpec, names: ReadonlyMap<string, string>): RouteSpec {
  const isSame = route.servers.every(({ container }) => (names.get(container) ?? container) === container)
  return isSame ? route : { ...route, servers: route.servers.map(({ container, port }) => ({ container: names.get(container) ?? container, port })) }
}

/** A file whose app git no longer has, or no longer routes. */
export function pruneRoute(live: ObservedRoute, matched?: MatchedApp): RouteChange {
  const previous = previousRoute(live, matched, undefined)
  return { id: resourceId('route', live.app), app: live.app, kind: 'route', action: 'prune', reason: 'not-desired', fields: [], name: live.name, ...(previous && { previous }) }
}

function planMissing(spec: RouteSpec, { desired, memory }: PlanInputs): Proposal {
  const isDrift = memory.lastApplied[spec.id] === routeFingerprint(spec)
  const fields = isDrift ? ([{ field: 'file', to: 'as Mist writes it', sensitivity: 'public', cause: 'drift' }] as const) : []
  if (isDrift && desired.policy.drift === 'report') return { ...NOTHING, blocked: [heldBlock(spec.id, spec.app, { action: 'create', fields })] }
  return { ...NOTHING, changes: [{ id: spec.id, app: spec.app, kind: 'route', action: 'create', reason: isDrift ? 'drift' : 'missing', fields, spec }] }
}

interface ServerContext {
  readonly matched: MatchedApp
  readonly planned: PlannedContainers
  readonly inputs: PlanInputs
}

/** `later`: an address is known only once the plan has started it. `never`: nothing will start it, so the file stays. */
function expectedServers(spec: RouteSpec, { matched, planned, inputs }: ServerContext): Exclude<ExpectedServers, undefined> | 'later' | 'never' {
  if (inputs.memory.servers === 'name') return spec.servers.map((server) => serverUrl(server, undefined)).toSorted(byText)
  const starting = new Set(planned.changes.flatMap((change) => (change.kind === 'container' && change.action !== 'prune' && isStarting(change) ? [change.spec.name] : [])))
  if (spec.servers.some(({ container }) => starting.has(container))) return 'later'
  const urls = spec.servers.map((server) => addressUrl(server, matched))
  return urls.every((url) => url !== undefined) ? urls.toSorted(byText) : 'never'
}

function isStarting({ action, fields }: { readonly action: string; readonly fields: readonly { readonly field: string }[] }): boolean {
  return action !== 'update' || fields.some(({ field }) => field === 'state' || field.startsWith('networks.'))
}

function addressUrl(server: RouteServer, { app, pairs }: MatchedApp): string | undefined {
  const pair = pairs.find(({ spec, live }) => live?.name === server.container || spec.name === server.container)
  const network = app.containers[0]?.networks[0]?.network
  const address = pair?.live?.networks.find((attachment) => attachment.network === network)?.address
  return address ? serverUrl(server, address) : undefined
}

/** What the file routes to now, so that a failed release can be taken back to it; undefined when nothing of it can be told. */
function previousRoute(live: ObservedRoute, matched: MatchedApp | undefined, spec: RouteSpec | undefined): RouteSpec | undefined {
  const said = live.content ?? spec
  if (!said) return undefined
  const { servers: _servers, canary: _canary, errorPage: _page, ...kept } = said
  const isServing = kept.rules.some(({ kind }) => kind === 'serve')
  // A file that only leads elsewhere names no server, and going back to it must not add one.
  const servers = matched && isServing ? servingNow(live, matched, spec?.servers[0]?.port) : []
  const isDead = matched !== undefined && isServing && servers.length === 0
  return isDead ? undefined : { ...kept, id: resourceId('route', live.app), name: live.name, app: live.app, servers, ...pageOf(spec) }
}

/** Whoever shows the page has nothing to do with the release that is taken back. */
function pageOf(spec: RouteSpec | undefined): Pick<RouteSpec, 'errorPage'> {
  return spec?.errorPage ? { errorPage: spec.errorPage } : {}
}

/** Servers that cannot be told from the file fall back to the containers that run: whatever they are, they are what serves. */
function servingNow({ content }: ObservedRoute, { pairs, extras }: MatchedApp, port: number | undefined): readonly RouteServer[] {
  const containers = [...pairs.flatMap(({ live }) => (live ? [live] : [])), ...extras.map(({ live }) => live)]
  const read = (content?.servers ?? []).flatMap((url) => serverAt(url, containers))
  if (read.length > 0 || port === undefined) return read
  return containers.filter(({ state }) => state === 'running').map(({ name }) => ({ container: name, port }))
}
