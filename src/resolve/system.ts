/**
 * The proxy that Mist runs for itself, as an ordinary app: planned, released and healed like every other one.
 * Its static configuration stands in its arguments alone; what may hold a secret is a file that the proxy adapter writes.
 */
import { SYSTEM_PROJECT } from '../model/labels.js'
import type { AppKey, AttachmentSpec } from '../model/resource.js'
import { appKey } from '../model/resource.js'
import type { DesiredApp } from '../model/state.js'
import { replicasOf } from './containers.js'
import { DEFAULTS, SYSTEM_DEFAULTS } from './defaults.js'
import { networkName } from './names.js'
import { releaseOf } from './release.js'

export type ProxyPlan =
  /** `directory` is the folder of the host where the dynamic files are. */
  | { readonly mode: 'managed'; readonly image: string; readonly address: string; readonly httpPort: number; readonly apiPort: number; readonly directory: string }
  | { readonly mode: 'external'; readonly entryPoint: string }

export type ManagedProxy = Extract<ProxyPlan, { mode: 'managed' }>

export const PROXY_APP: AppKey = appKey(SYSTEM_PROJECT, 'traefik')

const WEB_PORT = 80
const WEB_SECURE_PORT = 443
const API_PORT = 8080
const DYNAMIC_DIRECTORY = '/etc/traefik/dynamic'

export function proxyApp(proxy: ManagedProxy, instance: string, projects: readonly string[]): DesiredApp {
  const containers = replicasOf({
    instance,
    app: PROXY_APP,
    image: proxy.image,
    env: {},
    command: PROXY_ARGUMENTS,
    mounts: [{ kind: 'bind', source: proxy.directory, target: DYNAMIC_DIRECTORY, readOnly: true }],
    ports: [
      { hostAddress: proxy.address, hostPort: proxy.httpPort, containerPort: WEB_PORT, protocol: 'tcp' },
      { hostAddress: '127.0.0.1', hostPort: proxy.apiPort, containerPort: API_PORT, protocol: 'tcp' },
    ],
    networks: attachments(instance, projects),
    limits: DEFAULTS.limits,
    restart: { policy: DEFAULTS.restart, maxRetries: 0 },
    logs: DEFAULTS.logs,
    userLabels: {},
    ...SYSTEM_DEFAULTS,
  }, 1)
  return { key: PROXY_APP, type: 'system', image: { kind: 'pull', ref: proxy.image }, containers, volumes: [], readiness: { kind: 'default', port: API_PORT }, dependsOn: [], release: releaseOf(containers[0], {}), envOrigin: {} }
}

/** The name of an entry point is the contract with the route files. */
export const WEB_ENTRY_POINT = 'web'

const PROXY_ARGUMENTS = [
  '--global.checkNewVersion=false',
  '--global.sendAnonymousUsage=false',
  // The API is reached through a router of its own with a password; `insecure` would open it without.
  '--api=true',
  '--api.insecure=false',
  '--api.dashboard=false',
  `--entryPoints.${WEB_ENTRY_POINT}.address=:${String(WEB_PORT)}`,
  `--entryPoints.websecure.address=:${String(WEB_SECURE_PORT)}`,
  `--entryPoints.mist.address=:${String(API_PORT)}`,
  `--providers.file.directory=${DYNAMIC_DIRECTORY}`,
  '--providers.file.watch=true',
  // The default of two seconds would be the longest part of every release.
  '--providers.providersThrottleDuration=100ms',
] as const

/** No alias in the networks of projects: an app there may be called traefik too. */
function attachments(instance: string, projects: readonly string[]): readonly AttachmentSpec[] {
  const own = { network: networkName(instance, SYSTEM_PROJECT), aliases: ['traefik'] }
  return [own, ...projects.map((project) => ({ network: networkName(instance, project), aliases: [] }))]
}
