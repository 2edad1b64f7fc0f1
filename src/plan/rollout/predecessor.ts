/**
 * What ran under an app's former name goes within the task of the app itself: so it is stopped first where both would write to one
 * volume, started again when the app does not come up, and led away from only once the new route is served.
 */
import { groupedBy } from '../../model/compare.js'
import type { Change } from '../../model/plan.js'
import { pruneContainers } from '../containers/containers.js'
import type { MatchedApp } from '../containers/match.js'
import { pruneRoute } from '../edge/routes.js'

export function retirePredecessor(matched: MatchedApp): readonly Change[] {
  const { app, predecessor } = matched
  const extras = predecessor.containers.map((live) => ({ live, reason: 'not-desired' as const }))
  const containers = [...groupedBy(predecessor.containers, (live) => live.app)].flatMap(([former, list]) => pruneContainers(former, list))
  const routes = predecessor.routes.map((route) => pruneRoute(route, { ...matched, pairs: [], extras }))
  return [...containers, ...routes].map((change) => ({ ...change, app: app.key, reason: 'renamed' }))
}
