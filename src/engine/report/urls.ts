/** Where an app is reached, as a person would type it. */
import type { RouteSpec } from '../../model/resource.js'
import type { ProxyPlan } from '../../resolve/resolve.js'

const DEFAULT_PORTS = { http: 80, https: 443 } as const

/** A wildcard is no address. */
export function urlsOf(route: RouteSpec, proxy: ProxyPlan): readonly string[] {
  const plain = proxy.mode === 'managed' ? portText('http', proxy.httpPort) : ''
  const secure = route.secure ? portText('https', route.secure.port) : ''
  return route.rules.filter((rule) => rule.kind === 'serve' && !rule.host.startsWith('*.')).map(({ host, pathPrefix, tls }) => (tls === undefined ? `http://${host}${plain}${pathPrefix}` : `https://${host}${secure}${pathPrefix}`))
}

function portText(scheme: 'http' | 'https', port: number): string {
  return port === DEFAULT_PORTS[scheme] ? '' : `:${String(port)}`
}
