/** Domains → what the proxy serves for an app. Where the servers run and what a route file looks like is decided elsewhere. */
import type { ManifestApp, ManifestDomain } from '../manifest/manifest.js'
import type { AppKey, ContainerSpec, RouteRule, RouteServer, RouteSpec } from '../model/resource.js'
import { appOf, projectOf, resourceId } from '../model/resource.js'
import { sortedBy } from '../model/compare.js'
import { routeName } from './names.js'

export interface RouteInputs {
  readonly instance: string
  readonly ingressDomain: string
  readonly entryPoint: string
}

/** As written, or the one that a web app gets by itself. Empty for services. */
export function domainsOf(key: AppKey, app: ManifestApp, ingressDomain: string): readonly ManifestDomain[] {
  if (app.type !== 'web') return []
  if (app.domains.length > 0) return app.domains
  return [{ host: `${projectOf(key)}-${appOf(key)}.${ingressDomain}`, path: '/' }]
}

/** The name under which an app is known outside: its first domain that serves, in the order of the file. */
export function primaryDomain(domains: readonly ManifestDomain[]): string | undefined {
  return (domains.find((domain) => domain.redirect === undefined) ?? domains[0])?.host
}

/** Undefined for services and for parked apps. */
export function routeOf(app: ManifestApp, containers: readonly ContainerSpec[], inputs: RouteInputs & { readonly key: AppKey }): RouteSpec | undefined {
  const { key } = inputs
  const rules = sortedBy(domainsOf(key, app, inputs.ingressDomain).map(ruleOf), (rule) => `${rule.host}${rule.pathPrefix}`)
  if (containers.length === 0 || rules.length === 0) return undefined
  const servers = rules.some((rule) => rule.kind === 'serve') ? serversOf(app, key, containers) : []
  return { id: resourceId('route', key), name: routeName(inputs.instance, key), app: key, rules, servers, entryPoint: inputs.entryPoint }
}

function ruleOf({ host, path, redirect }: ManifestDomain): RouteRule {
  if (redirect !== undefined) return { kind: 'redirect', host, pathPrefix: path, toHost: redirect }
  return { kind: 'serve', host, pathPrefix: path }
}

function serversOf({ port }: ManifestApp, key: AppKey, containers: readonly ContainerSpec[]): readonly RouteServer[] {
  if (port === undefined) throw new Error(`${key} serves domains without a port: the rules of the manifest let that through`)
  return containers.map(({ name }) => ({ container: name, port }))
}
