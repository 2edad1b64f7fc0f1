/**
 * The proxy that Mist runs for itself, as an ordinary app: planned, released and healed like every other one.
 * Its static configuration stands in its arguments alone; what may hold a secret is a file that the proxy adapter writes.
 */
import type { Manifest } from '../manifest/manifest.js'
import type { HostTls } from '../manifest/tls.js'
import { SYSTEM_PROJECT } from '../model/labels.js'
import type { AppKey, AttachmentSpec, MountSpec, SecureSpec } from '../model/resource.js'
import { appKey } from '../model/resource.js'
import type { DesiredApp } from '../model/state.js'
import { replicasOf } from './containers.js'
import { DEFAULTS, SYSTEM_DEFAULTS } from './defaults.js'
import { networkName } from './names.js'
import { releaseOf } from './release.js'

export type ProxyPlan =
  | {
      readonly mode: 'managed'
      readonly image: string
      readonly address: string
      readonly httpPort: number
      readonly apiPort: number
      /** The folder of the host where the dynamic files are. */
      readonly directory: string
      readonly tls?: ManagedTls
    }
  | { readonly mode: 'external'; readonly entryPoint: string; readonly tls?: SecureSpec }

export interface ManagedTls {
  readonly httpsPort: number
  /** Folders of the host: the account and certificates of ACME, and copies of the operator's own. */
  readonly acmeDirectory: string
  readonly certificatesDirectory: string
  readonly hasCertificates: boolean
  readonly acmeServer: string
  /** Name of a file in `acmeDirectory`. */
  readonly acmeCa?: string
  readonly lifetimeHours: number
  /** Variables for a DNS provider, when the operator gave some. */
  readonly dnsEnv?: Readonly<Record<string, string>>
  readonly dnsPropagation: 'checked' | 'unchecked'
}

export type ManagedProxy = Extract<ProxyPlan, { mode: 'managed' }>

/** What git asks of the proxy beyond routes. A host that nobody has TLS on publishes no port for it. */
export interface ProxyNeeds {
  readonly projects: readonly string[]
  readonly tls: 'none' | 'given' | 'acme'
  readonly acme?: NonNullable<Manifest['acme']>
}

export const PROXY_APP: AppKey = appKey(SYSTEM_PROJECT, 'traefik')

const WEB_PORT = 80
const WEB_SECURE_PORT = 443
const API_PORT = 8080
const DYNAMIC_DIRECTORY = '/etc/traefik/dynamic'

export function proxyApp(proxy: ManagedProxy, instance: string, needs: ProxyNeeds): DesiredApp {
  const wanted = wantedTls(proxy, needs)
  const containers = replicasOf({
    instance,
    app: PROXY_APP,
    image: proxy.image,
    env: wanted?.acme?.dns === undefined ? {} : wanted.tls.dnsEnv ?? {},
    command: [...PROXY_ARGUMENTS, ...(wanted?.acme ? acmeArguments(wanted.tls, wanted.acme) : [])],
    mounts: [{ kind: 'bind', source: proxy.directory, target: DYNAMIC_DIRECTORY, readOnly: true }, ...(wanted ? tlsMounts(wanted) : [])],
    ports: [
      { hostAddress: proxy.address, hostPort: proxy.httpPort, containerPort: WEB_PORT, protocol: 'tcp' },
      ...(wanted ? [{ hostAddress: proxy.address, hostPort: wanted.tls.httpsPort, containerPort: WEB_SECURE_PORT, protocol: 'tcp' } as const] : []),
      { hostAddress: '127.0.0.1', hostPort: proxy.apiPort, containerPort: API_PORT, protocol: 'tcp' },
    ],
    networks: attachments(instance, needs.projects),
    limits: DEFAULTS.limits,
    restart: { policy: DEFAULTS.restart, maxRetries: 0 },
    logs: DEFAULTS.logs,
    userLabels: {},
    ...SYSTEM_DEFAULTS,
  }, 1)
  return { key: PROXY_APP, type: 'system', image: { kind: 'pull', ref: proxy.image }, containers, volumes: [], readiness: { kind: 'default', port: API_PORT }, dependsOn: [], release: { ...releaseOf(containers[0], {}), downtimeReason: downtimeOf(proxy) }, envOrigin: {} }
}

/** Said as it is: two of them cannot listen on one port, so between the old one and the new one nobody is let in. */
function downtimeOf({ httpPort }: ManagedProxy): string {
  return `holds host port ${String(httpPort)} for all apps, and none of them is reached until the new one listens`
}

interface WantedTls {
  readonly tls: ManagedTls
  readonly acme?: NonNullable<Manifest['acme']>
}

function wantedTls({ tls }: ManagedProxy, needs: ProxyNeeds): WantedTls | undefined {
  if (needs.tls === 'none' || tls === undefined) return undefined
  return { tls, ...(needs.tls === 'acme' && needs.acme && { acme: needs.acme }) }
}

function tlsMounts({ tls, acme }: WantedTls): readonly MountSpec[] {
  return [
    ...(acme ? [{ kind: 'bind', source: tls.acmeDirectory, target: ACME_DIRECTORY, readOnly: false } as const] : []),
    // Also while it is empty: the first certificate of an app must not cost a replacement.
    { kind: 'bind', source: tls.certificatesDirectory, target: CERTIFICATES_DIRECTORY, readOnly: true },
  ]
}

function acmeArguments({ acmeServer, acmeCa, lifetimeHours, dnsPropagation }: ManagedTls, { email, dns }: NonNullable<Manifest['acme']>): readonly string[] {
  return [
    `email=${email}`, `storage=${ACME_DIRECTORY}/acme.json`, `caServer=${acmeServer}`, 'keyType=EC256', `certificatesDuration=${String(lifetimeHours)}`,
    ...(acmeCa === undefined ? [] : [`caCertificates=${ACME_DIRECTORY}/${acmeCa}`]),
    dns === undefined ? `httpChallenge.entryPoint=${WEB_ENTRY_POINT}` : `dnsChallenge.provider=${dns}`,
    ...(dns !== undefined && dnsPropagation === 'unchecked' ? ['dnsChallenge.propagation.disableChecks=true'] : []),
  ].map((option) => `--certificatesResolvers.${ACME_RESOLVER}.acme.${option}`)
}

/** What the routes of this host need to know about HTTPS; undefined when it cannot be had. */
export function secureOf(proxy: ProxyPlan): SecureSpec | undefined {
  if (proxy.mode === 'external') return proxy.tls
  return proxy.tls && { entryPoint: WEB_SECURE_ENTRY_POINT, port: proxy.tls.httpsPort, resolver: ACME_RESOLVER }
}

/** The same, for the rules of the manifest. */
export function hostTls(proxy: ProxyPlan): HostTls {
  if (proxy.mode === 'external') return { acme: proxy.tls?.resolver !== undefined, dns: proxy.tls?.resolver !== undefined, certificates: proxy.tls !== undefined, pairs: false }
  return { acme: proxy.tls !== undefined, dns: proxy.tls?.dnsEnv !== undefined, certificates: proxy.tls?.hasCertificates ?? false, pairs: proxy.tls !== undefined }
}

const WEB_SECURE_ENTRY_POINT = 'websecure'
const ACME_RESOLVER = 'mist'
const ACME_DIRECTORY = '/etc/traefik/acme'
const CERTIFICATES_DIRECTORY = '/etc/traefik/certificates'

/** The name of an entry point is the contract with the route files. */
export const WEB_ENTRY_POINT = 'web'

/**
 * While one Traefik ends, the next one cannot begin: the port is taken. So requests under way get little time; the default of ten
 * seconds is used up by one event stream, or by a connection that came at the wrong moment, and nobody else is let in meanwhile.
 */
const GRACE = '2s'
const ENTRY_POINTS = [WEB_ENTRY_POINT, WEB_SECURE_ENTRY_POINT, 'mist']

const PROXY_ARGUMENTS = [
  '--global.checkNewVersion=false',
  '--global.sendAnonymousUsage=false',
  // The API is reached through a router of its own with a password; `insecure` would open it without.
  '--api=true',
  '--api.insecure=false',
  '--api.dashboard=false',
  `--entryPoints.${WEB_ENTRY_POINT}.address=:${String(WEB_PORT)}`,
  `--entryPoints.${WEB_SECURE_ENTRY_POINT}.address=:${String(WEB_SECURE_PORT)}`,
  `--entryPoints.mist.address=:${String(API_PORT)}`,
  `--providers.file.directory=${DYNAMIC_DIRECTORY}`,
  '--providers.file.watch=true',
  // A container that does not take a connection within seconds will not take it in thirty, which is the default.
  '--serversTransport.forwardingTimeouts.dialTimeout=3s',
  // The default of two seconds would be the longest part of every release.
  '--providers.providersThrottleDuration=100ms',
  ...ENTRY_POINTS.map((name) => `--entryPoints.${name}.transport.lifeCycle.graceTimeOut=${GRACE}`),
]

/** No alias in the networks of projects: an app there may be called traefik too. */
function attachments(instance: string, projects: readonly string[]): readonly AttachmentSpec[] {
  const own = { network: networkName(instance, SYSTEM_PROJECT), aliases: ['traefik'] }
  return [own, ...projects.map((project) => ({ network: networkName(instance, project), aliases: [] }))]
}
