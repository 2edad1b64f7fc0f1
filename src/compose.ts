/**
 * The only place that joins adapters to the engine. It reads no file of its own and decides nothing but which adapter stands
 * behind which port.
 */
import { join } from 'node:path'
import { systemClock } from './adapters/clock/system.js'
import { createRuntime, createRuntimeReader } from './adapters/docker/runtime.js'
import type { Files } from './adapters/files/files.js'
import { createFiles } from './adapters/files/files.js'
import { createSource } from './adapters/git/source.js'
import { createProbe } from './adapters/probe/tcp.js'
import { createSecrets } from './adapters/secrets/secrets.js'
import { acquireDaemonLock, createLease, leaseReader } from './adapters/sqlite/lease.js'
import { openStore, openStoreReader } from './adapters/sqlite/store.js'
import { createDataRecord, createDataRecordReader } from './adapters/state-dir/data-record.js'
import { createGenerations, createGenerationsReader } from './adapters/state-dir/generations.js'
import { createStanding, createStandingReader } from './adapters/state-dir/standing.js'
import type { StateDir } from './adapters/state-dir/state-dir.js'
import { lookAtStateDir } from './adapters/state-dir/look.js'
import { openStateDir } from './adapters/state-dir/state-dir.js'
import type { TlsFiles } from './adapters/traefik/certificates.js'
import { readHostFiles } from './adapters/traefik/host-files.js'
import type { ProxyOptions } from './adapters/traefik/proxy.js'
import { createProxy, createProxyReader } from './adapters/traefik/proxy.js'
import { withRealPaths } from './compose/real-paths.js'
import { storagesOf } from './compose/storages.js'
import type { EngineConfig } from './engine/config.js'
import { stateFaults } from './engine/report/state-faults.js'
import type { Failure } from './model/failure.js'
import { failure, failureLine } from './model/failure.js'
import { markOf } from './model/instance-key.js'
import type { Result } from './model/result.js'
import { err, ok } from './model/result.js'
import type { HostSettings, ManagedProxySettings } from './model/settings.js'
import type { Emit, Lease, Ports, ReadPorts, RuntimeReader, SourcePort } from './ports.js'
import type { ProxyPlan } from './resolve/resolve.js'
import { never } from './signals.js'
import { hostTls } from './resolve/system.js'

export { createSecretFiles } from './adapters/secrets/secret-files.js'
export { stateCopiesOf } from './compose/state-copies.js'
export { createSecrets } from './adapters/secrets/secrets.js'

/** Can look and cannot change the host: its engine client can only GET, its store only reads. */
export interface ComposedReader {
  readonly ports: ReadPorts
  readonly config: EngineConfig
  /** That Mist has not run on this host yet; empty on every ordinary day. */
  readonly notices: readonly string[]
  close(): Promise<void>
}

export interface Composed {
  readonly ports: Ports
  readonly config: EngineConfig
  /** What the operator must hear of, for example that a damaged history was set aside; empty on every ordinary day. */
  readonly notices: readonly string[]
  /** One mistd per state directory; held until released or until the process ends. */
  acquireDaemonLock(): Result<Lease>
  close(): Promise<void>
}

/** Traefik's own default, which is all that can be assumed of one that somebody else runs. */
const FOREIGN_THROTTLE_MS = 2_000
/** As `resolve/system.ts` sets it for the managed one. */
const MANAGED_THROTTLE_MS = 100

export function composeReader(written: HostSettings, emit: Emit): Result<ComposedReader> {
  const settings = withRealPaths(written)
  const plain = engineConfig(settings)
  if (!plain.ok) return plain
  const looked = lookAtStateDir(settings.stateDir)
  if (!looked.ok) return looked
  const { stateDir, notices, discard } = looked.value
  const config = withKey(plain.value, stateDir)
  const store = openStoreReader({ stateDir: stateDir.path })
  if (!store.ok) return store
  const runtime = createRuntimeReader({ docker: settings.docker, instance: settings.instance })
  const state = { dataRecord: createDataRecordReader(settings), generations: createGenerationsReader(settings), standing: createStandingReader(settings) }
  const proxy = createProxyReader(proxyOptions(settings, stateDir, runtime))
  return ok({
    config,
    notices: [...notices, ...stateFaults(state).map(noticeOf)],
    ports: { source: sourceOf({ ...settings, stateDir: stateDir.path }), secrets: createSecrets({ settings: settings.secrets, env: process.env }), runtime, proxy, files: filesOf(config), ...state, ...storagesOf(settings), store: store.value, leases: leaseReader(settings.stateDir, LEASES), clock: systemClock, emit },
    close: closer([runtime, store.value, { close: discard }]),
  })
}

export function compose(written: HostSettings, emit: Emit): Result<Composed> {
  const settings = withRealPaths(written)
  const opened = open(settings)
  if (!opened.ok) return opened
  const { config, stateDir } = opened.value
  const store = openStore({ stateDir: stateDir.path, now: systemClock.nowIso })
  if (!store.ok) return store
  const { docker, instance, registries, grants, builds } = settings
  const files = filesOf(config)
  const runtime = createRuntime({ docker, instance, registries, grants, files: files.laid, build: builds, systemMounts: systemMountsOf(config.proxy) })
  const proxy = createProxy(proxyOptions(settings, stateDir, runtime))
  const leases = leasesOf(stateDir.path)
  const generations = createGenerations({ stateDir: stateDir.path, lease: createLease({ stateDir: stateDir.path, name: 'generations' }) })
  const dataRecord = createDataRecord({ stateDir: stateDir.path, lease: createLease({ stateDir: stateDir.path, name: 'data' }) })
  const state = { generations, dataRecord, standing: createStanding({ stateDir: stateDir.path }) }
  return ok({
    config,
    ports: { source: sourceOf(settings), secrets: createSecrets({ settings: settings.secrets, env: process.env }), runtime, inside: runtime.inside, proxy, files, ...state, ...storagesOf(settings), store: store.value, probe: createProbe(), ...leases, clock: systemClock, emit },
    notices: [...store.value.notices, ...stateFaults(state).map(noticeOf)],
    acquireDaemonLock: () => acquireDaemonLock(stateDir.path),
    close: closer([runtime, store.value]),
  })
}

const LEASES = ['pass', 'backup'] as const

function leasesOf(stateDir: string): Pick<Ports, 'lease' | 'backupLease' | 'leases'> {
  const [pass, backup] = LEASES
  return { lease: createLease({ stateDir, name: pass }), backupLease: createLease({ stateDir, name: backup }), leases: leaseReader(stateDir, LEASES) }
}

function engineConfig(settings: HostSettings): Result<Omit<EngineConfig, 'key'>> {
  const { source, instance, networkPool, grants, proxy } = settings
  if (!source) {
    return err(failure('settings-invalid', { subject: 'cannot find the manifest', cause: 'no source is set', help: 'Set source.git or source.folder in the host settings, or MIST_GIT or MIST_FOLDER in the environment.' }))
  }
  const servers = proxy.mode === 'external' ? proxy.servers : 'name'
  const plan = proxyPlan(settings)
  return plan.ok ? ok({ instance, repository: source.repository, filesDirectory: join(settings.stateDir, 'files'), manifestPath: source.path, networkPool, grants, proxy: plan.value, servers, tls: hostTls(plan.value), builder: settings.builds.builder }) : plan
}

function open(settings: HostSettings): Result<{ readonly config: EngineConfig; readonly stateDir: StateDir }> {
  const config = engineConfig(settings)
  if (!config.ok) return config
  const stateDir = openStateDir(settings.stateDir)
  if (!stateDir.ok) return stateDir
  return ok({ config: withKey(config.value, stateDir.value), stateDir: stateDir.value })
}

function withKey(config: Omit<EngineConfig, 'key'>, stateDir: StateDir): EngineConfig {
  return { ...config, key: { hex: stateDir.instanceKey().toString('hex') } }
}

function filesOf({ filesDirectory, key }: EngineConfig): Files {
  return createFiles({ directory: filesDirectory, markOf: (text) => markOf(key, text) })
}

function sourceOf({ stateDir, credentials, grants, source }: HostSettings): SourcePort {
  return createSource({ stateDir, credentials, grants, configured: source ? [source.repository] : [] })
}

function proxyPlan({ proxy, stateDir }: HostSettings): Result<ProxyPlan> {
  if (proxy.mode === 'external') {
    const { entryPoint, secureEntryPoint, httpsPort, certResolver } = proxy
    const tls = secureEntryPoint !== undefined && { tls: { entryPoint: secureEntryPoint, port: httpsPort, ...(certResolver !== undefined && { resolver: certResolver }) } }
    return ok({ mode: 'external', entryPoint, ...tls })
  }
  const files = readHostFiles(proxy)
  if (!files.ok) return files
  const { image, address, httpPort, httpsPort, apiPort, acme, certificates } = proxy
  const { dnsEnv, acmeCa } = files.value
  const tls = { httpsPort, ...tlsDirectories(stateDir), hasCertificates: certificates.length > 0, acmeServer: acme.server, lifetimeHours: acme.lifetimeMs / HOUR_MS, dnsPropagation: acme.dnsPropagation, ...(dnsEnv && { dnsEnv }), ...(acmeCa && { acmeCa: acmeCa.name }) }
  return ok({ mode: 'managed', image, address, httpPort, apiPort, directory: managedDirectory(stateDir), tls })
}

const HOUR_MS = 60 * 60 * 1_000

function tlsDirectories(stateDir: string): { readonly acmeDirectory: string; readonly certificatesDirectory: string } {
  return { acmeDirectory: join(stateDir, 'traefik', 'acme'), certificatesDirectory: join(stateDir, 'traefik', 'certificates') }
}

function systemMountsOf(proxy: ProxyPlan): readonly string[] {
  if (proxy.mode === 'external') return []
  return [proxy.directory, ...(proxy.tls ? [proxy.tls.acmeDirectory, proxy.tls.certificatesDirectory] : [])]
}

/** Files are renamed into it from beside it, so it needs a parent that is Mist's alone. */
function managedDirectory(stateDir: string): string {
  return join(stateDir, 'traefik', 'dynamic')
}

function proxyOptions(settings: HostSettings, stateDir: StateDir, runtime: RuntimeReader): ProxyOptions {
  const { instance, proxy } = settings
  if (proxy.mode === 'managed') {
    const login = { user: 'mist', password: stateDir.derive('traefik-api') }
    const api = { baseUrl: `http://127.0.0.1:${String(proxy.apiPort)}`, ...login }
    return { instance, directory: managedDirectory(settings.stateDir), servers: 'name', throttleMs: MANAGED_THROTTLE_MS, api, apiRouter: login, tls: tlsFiles(proxy, settings.stateDir) }
  }
  const { directory, servers, api } = proxy
  const addressOf = (container: string): Promise<string | undefined> => firstAddress(runtime, container)
  return { instance, directory, servers, throttleMs: FOREIGN_THROTTLE_MS, addressOf, ...(api !== undefined && { api: { baseUrl: api } }) }
}

/** A file that could not be read was told of when the plan was made. */
function tlsFiles(proxy: ManagedProxySettings, stateDir: string): TlsFiles {
  const files = readHostFiles(proxy)
  const acmeCa = files.ok ? files.value.acmeCa : undefined
  return { ...tlsDirectories(stateDir), certificates: proxy.certificates, ...(acmeCa && { acmeCa }) }
}

async function firstAddress(runtime: RuntimeReader, container: string): Promise<string | undefined> {
  const state = await runtime.runState(container, never())
  return state.ok ? Object.values(state.value.addresses)[0] : undefined
}

function noticeOf(trouble: Failure): string {
  return `${failureLine(trouble)}. ${trouble.help ?? ''}`
}

function closer(parts: readonly { close(): void }[]): () => Promise<void> {
  return () => {
    for (const part of parts) part.close()
    return Promise.resolve()
  }
}
