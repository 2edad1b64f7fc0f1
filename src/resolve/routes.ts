/** Domains → what the proxy serves for an app. Where the servers run and what a route file looks like is decided elsewhere. */
import type { LayerSpec, Manifest, ManifestApp, ManifestDomain } from '../manifest/manifest.js'
import { isCertifiable, wantsTls } from '../manifest/tls.js'
import type { AppKey, ContainerSpec, RouteRule, RouteServer, RouteSpec, RuleTls, SecureSpec } from '../model/resource.js'
import { appOf, projectOf, resourceId } from '../model/resource.js'
import { sortedBy } from '../model/compare.js'
import type { SecretsFound } from '../model/secret.js'
import { edgeOf } from './edge.js'
import { errorPageOf } from './error-page.js'
import { keyPairOf } from './key-pairs.js'
import { routeName } from './names.js'

export interface RouteInputs {
  readonly instance: string
  readonly ingressDomain: string
  readonly entryPoint: string
  /** Where HTTPS is served; absent when this host cannot. */
  readonly secure?: SecureSpec
  readonly acme?: Manifest['acme']
  readonly defaults?: LayerSpec
  readonly secrets?: SecretsFound
}

/** As written, or the one that a web app gets by itself. Empty for services. */
export function domainsOf(key: AppKey, app: ManifestApp, ingressDomain: string): readonly ManifestDomain[] {
  if (app.type !== 'web') return []
  if (app.domains.length > 0) return app.domains
  return [{ host: `${projectOf(key)}-${appOf(key)}.${ingressDomain}`, path: '/' }]
}

/** The name under which an app is known outside: its first domain with a name of its own that serves, in the order of the file. */
export function primaryDomain(domains: readonly ManifestDomain[]): string | undefined {
  const named = domains.filter(({ host }) => !host.startsWith('*.'))
  return (named.find((domain) => domain.redirect === undefined) ?? named[0] ?? domains[0])?.host
}

/** Undefined for services, and for parked apps that have no error page to show. */
export function routeOf(app: ManifestApp, containers: readonly ContainerSpec[], inputs: RouteInputs & { readonly key: AppKey }): RouteSpec | undefined {
  const { key, instance, entryPoint } = inputs
  const rules = sortedBy(domainsOf(key, app, inputs.ingressDomain).map((domain) => ruleOf(domain, app, inputs)), (rule) => `${rule.host}${rule.pathPrefix}`)
  const serves = rules.some((rule) => rule.kind === 'serve')
  const errorPage = serves ? errorPageOf(app, key, inputs.defaults) : undefined
  if (rules.length === 0 || (containers.length === 0 && !errorPage)) return undefined
  return {
    id: resourceId('route', key), name: routeName(instance, key), app: key, rules, servers: serves ? serversOf(app, key, containers) : [], entryPoint,
    ...secureFor(rules, inputs.secure), ...(serves && optionsOf(app)), ...(errorPage && { errorPage }),
  }
}

/** Nothing is said that no rule needs, so that turning TLS on for one app changes no other. */
function secureFor(rules: readonly RouteRule[], secure: SecureSpec | undefined): Pick<RouteSpec, 'secure'> {
  if (secure === undefined || rules.every(({ tls }) => tls === undefined)) return {}
  const { entryPoint, port, resolver } = secure
  return { secure: { entryPoint, port, ...(resolver !== undefined && rules.some(({ tls }) => tls === 'acme') && { resolver }) } }
}

function optionsOf({ sticky, responseTimeoutMs }: ManifestApp): Pick<RouteSpec, 'sticky' | 'responseTimeoutMs'> {
  return { ...(sticky && { sticky }), ...(responseTimeoutMs !== undefined && { responseTimeoutMs }) }
}

function ruleOf(domain: ManifestDomain, app: ManifestApp, inputs: RouteInputs): RouteRule {
  const { host, path, redirect, permanent } = domain
  const common = { host, pathPrefix: path, ...tlsFor(domain, inputs) }
  if (redirect !== undefined) return { kind: 'redirect', ...common, toHost: redirect, ...(permanent === false && { temporary: true }) }
  const edge = edgeOf(domain, app)
  return { kind: 'serve', ...common, ...(edge && { edge }) }
}

function tlsFor(domain: ManifestDomain, { secure, acme, secrets }: RouteInputs): RuleTls {
  if (secure === undefined || !wantsTls(domain, acme)) return {}
  if (domain.pair) return { tls: 'given', ...pairFor(domain.pair, secrets), ...(domain.plainHttp && { plainHttp: true }) }
  const byAcme = secure.resolver !== undefined && isCertifiable(domain, acme)
  return { tls: byAcme ? 'acme' : 'given', ...(domain.plainHttp && { plainHttp: true }) }
}

function pairFor(pair: NonNullable<ManifestDomain['pair']>, secrets: SecretsFound = {}): Pick<RuleTls, 'certificate'> {
  const found = keyPairOf(pair, secrets)
  if (found === undefined) throw new Error(`the secrets ${pair.cert} and ${pair.key} cannot be had: their app should have been left unresolved`)
  return { certificate: found.mark }
}

function serversOf({ port }: ManifestApp, key: AppKey, containers: readonly ContainerSpec[]): readonly RouteServer[] {
  if (port === undefined) throw new Error(`${key} serves domains without a port: the rules of the manifest let that through`)
  return containers.map(({ name }) => ({ container: name, port }))
}
