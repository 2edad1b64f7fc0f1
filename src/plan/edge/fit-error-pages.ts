/**
 * Who shows the page of an app that is down: the containers that the route of the other app leads to by now, or else those that it
 * will lead to. No app waits for the one that shows its page: while that is released, its page comes from where it came before, and
 * the next look turns to the new containers.
 */
import { byText } from '../../model/compare.js'
import type { AppKey, RouteServer, RouteSpec } from '../../model/resource.js'
import type { DesiredState, ObservedState } from '../../model/state.js'
import type { PlanInputs, PlanMemory } from '../proposal.js'
import { serverAt, serverUrl } from './servers.js'

export function fitErrorPages(desired: DesiredState, observed: ObservedState, { servers }: Pick<PlanMemory, 'servers'>): DesiredState {
  if (desired.apps.every(({ route }) => route?.errorPage === undefined)) return desired
  const coming = new Map(desired.apps.map(({ key, route }) => [key, route?.servers ?? []]))
  const showing = (app: AppKey): readonly RouteServer[] => {
    const now = serversNow(app, observed)
    if (servers === 'name') return now.length > 0 ? now : coming.get(app) ?? []
    // Reached by its address, one that does not run cannot be reached at all.
    return now.filter(({ container }) => addressOf(container, observed) !== undefined)
  }
  return { ...desired, apps: desired.apps.map((app) => (app.route ? { ...app, route: fit(app.route, showing) } : app)) }
}

/** Server URLs as the file should have them, sorted. */
export function pageUrls({ errorPage }: RouteSpec, { observed, memory }: Pick<PlanInputs, 'observed' | 'memory'>): readonly string[] {
  const servers = errorPage?.servers ?? []
  return servers.map((server) => serverUrl(server, memory.servers === 'name' ? undefined : addressOf(server.container, observed))).toSorted(byText)
}

function fit({ errorPage, ...route }: RouteSpec, showing: (app: AppKey) => readonly RouteServer[]): RouteSpec {
  const servers = errorPage ? showing(errorPage.app) : []
  return errorPage && servers.length > 0 ? { ...route, errorPage: { ...errorPage, servers } } : route
}

function serversNow(app: AppKey, { routes, containers }: ObservedState): readonly RouteServer[] {
  const urls = routes.find((route) => route.app === app)?.content?.servers ?? []
  const own = containers.filter((container) => container.app === app)
  return urls.flatMap((url) => serverAt(url, own))
}

function addressOf(name: string, { containers }: ObservedState): string | undefined {
  return containers.find((container) => container.name === name)?.networks.find(({ address }) => address !== '')?.address
}
