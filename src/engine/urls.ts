/** Where an app is reached, as a person would type it. */
import type { RouteSpec } from '../model/resource.js'
import type { ProxyPlan } from '../resolve/resolve.js'

const HTTP_PORT = 80

export function urlsOf(route: RouteSpec, proxy: ProxyPlan): readonly string[] {
  const port = proxy.mode === 'managed' && proxy.httpPort !== HTTP_PORT ? `:${String(proxy.httpPort)}` : ''
  return route.rules.filter((rule) => rule.kind === 'serve').map((rule) => `http://${rule.host}${port}${rule.pathPrefix}`)
}
