/**
 * A whole host in memory behind the real ports: engine, Traefik, git, history, time. Tests hold one `World` per instance; several
 * instances may share a `Host`. `restart` is a new process on the same host, `kill` the end of one without any goodbye.
 */
import type { ReconcileEvent } from '../../src/model/event.js'
import type { EngineConfig } from '../../src/engine/config.js'
import type { LookRequest } from '../../src/engine/look.js'
import type { Memory } from '../../src/engine/memory.js'
import { EMPTY_MEMORY } from '../../src/engine/memory.js'
import type { Pass, PassRequest } from '../../src/engine/reconcile.js'
import { reconcile } from '../../src/engine/reconcile.js'
import type { Clock, Ports } from '../../src/ports.js'
import type { FakeClock } from './clock.js'
import { createClock } from './clock.js'
import { createFakeProbe, createFakeRuntime } from './docker.js'
import type { Engine } from './docker-state.js'
import { createEngine } from './docker-state.js'
import type { Faults, Life } from './faults.js'
import { createFaultLine } from './faults.js'
import type { FakeFolder } from './files.js'
import { createFakeFiles } from './files.js'
import type { Hand } from './hand.js'
import type { RecordFile } from './data-record.js'
import { createFakeDataRecord } from './data-record.js'
import type { Note } from './generations.js'
import { createFakeGenerations } from './generations.js'
import { createHand } from './hand.js'
import { createFakeInside } from './inside.js'
import type { Program } from './program.js'
import { GOOD_PROGRAM } from './program.js'
import type { FakeTraefik } from './proxy.js'
import { createFakeProxy, createTraefik } from './proxy.js'
import type { Vault } from './secrets.js'
import type { StandingNote } from './standing.js'
import { createFakeStanding } from './standing.js'
import { createFakeSecrets } from './secrets.js'
import type { FakeRemote, Files } from './source.js'
import { createFakeSource, createRemote, MAIN_URL } from './source.js'
import type { FakeShelves } from './storage.js'
import { createFakeSeal, createFakeStorage } from './storage.js'
import type { LeaseState, StoreState } from './store.js'
import { createFakeLease, createFakeStore, emptyStore, isHeld } from './store.js'

export interface Host {
  readonly clock: FakeClock
  readonly engine: Engine
  readonly traefik: FakeTraefik
  readonly remote: FakeRemote
  readonly folder: FakeFolder
  readonly vault: Vault
  /** Which generations of volumes count, see src/model/generation.ts. */
  readonly note: Note
  /** What data there was, see src/model/data-record.ts. */
  readonly record: RecordFile
  /** Containers that Mist has let stand still, by its own note. */
  readonly standing: StandingNote
  /** What lies in the storages, by their names. */
  readonly shelves: FakeShelves
  /** Recipients whose identity this host has. */
  readonly identities: Set<string>
  readonly hand: Hand
}

export interface World extends Host {
  readonly config: EngineConfig
  /** Of the current process. */
  readonly ports: Ports
  readonly faults: Faults
  readonly events: readonly ReconcileEvent[]
  readonly store: StoreState
  /** Commits a manifest, with more files beside it. */
  commit(manifest: string, files?: Files): string
  /** One pass of the current process; memory is carried from pass to pass. */
  pass(request?: Partial<PassRequest>, signal?: AbortSignal): Promise<Pass>
  /** Passes until one changes nothing, at most `limit`. */
  converge(limit?: number): Promise<Pass>
  /** A new process on the same host. */
  restart(): void
  wipeStore(): void
  /** Ends the running process; resolves `killed` of the pass. */
  readonly killed: Promise<void>
  /** Own containers by name, with id and state. */
  containers(): readonly { readonly id: string; readonly name: string; readonly state: string; readonly app: string }[]
}

export interface WorldOptions {
  readonly instance?: string
  readonly host?: Host
  readonly time?: 'auto' | 'hand'
  readonly seed?: number
  readonly config?: Partial<EngineConfig>
  readonly images?: Readonly<Record<string, Program>>
}

export function createHost(options: Pick<WorldOptions, 'time' | 'seed'> = {}): Host {
  const clock = createClock(options.time ?? 'auto', options.seed)
  const engine = createEngine(clock)
  const isUp = (): boolean => [...engine.state.containers.values()].some((one) => one.spec?.app.endsWith('/traefik') === true && one.state === 'running')
  const traefik = createTraefik(clock, isUp)
  return { clock, engine, traefik, remote: createRemote(), folder: new Map(), vault: new Map(), shelves: new Map(), identities: new Set(), note: {}, record: {}, standing: { names: [] }, hand: createHand(engine, traefik) }
}

const TRAEFIK_IMAGE = 'traefik:v3.6'

export const CONFIG: EngineConfig = {
  instance: 'default',
  key: { hex: '5a'.repeat(32) },
  repository: { kind: 'git', url: MAIN_URL, ref: 'main' },
  filesDirectory: '/var/lib/mist/files',
  manifestPath: 'mist.yaml',
  networkPool: '10.210.0.0/16',
  grants: { domains: ['localhost', 'example.com'], publish: [], repositories: ['file:///srv/git/'] },
  proxy: { mode: 'managed', image: TRAEFIK_IMAGE, address: '127.0.0.1', httpPort: 8080, apiPort: 8081, directory: '/var/lib/mist/traefik' },
  servers: 'name',
}

const IMAGES: Readonly<Record<string, Program>> = { [TRAEFIK_IMAGE]: GOOD_PROGRAM, 'web:1': GOOD_PROGRAM, 'web:2': GOOD_PROGRAM, 'worker:1': GOOD_PROGRAM, 'worker:2': GOOD_PROGRAM }

export function createWorld(options: WorldOptions = {}): World {
  const host = options.host ?? createHost(options)
  const config: EngineConfig = { ...CONFIG, instance: options.instance ?? 'default', ...options.config }
  const line = createFaultLine(host.clock)
  const events: ReconcileEvent[] = []
  const lease: LeaseState = { holder: undefined }
  const backupLease: LeaseState = { holder: undefined }
  let store = emptyStore()
  let memory: Memory = EMPTY_MEMORY
  for (const [ref, program] of Object.entries({ ...IMAGES, ...options.images })) host.engine.state.registry.set(ref, program)

  const start = (): { readonly ports: Ports; readonly killed: Promise<void> } => {
    const life = line.newLife()
    const tools = { ...host, line, life, instance: config.instance }
    const addressOf = (container: string): string | undefined => (config.servers === 'name' ? undefined : [...(host.engine.find(container)?.networks.values() ?? [])][0]?.address)
    memory = EMPTY_MEMORY
    return {
      killed: life.killed,
      ports: {
        clock: mortal(host.clock, life),
        emit: (event) => void events.push(event),
        source: createFakeSource(host.remote, line, life),
        secrets: createFakeSecrets(host.vault),
        runtime: createFakeRuntime(tools),
        inside: createFakeInside(tools),
        probe: createFakeProbe(tools),
        files: createFakeFiles(host.folder, tools),
        generations: createFakeGenerations(host.note, tools),
        dataRecord: createFakeDataRecord(host.record, tools),
        standing: createFakeStanding(host.standing, tools),
        proxy: createFakeProxy({ ...tools, addressOf }),
        storage: createFakeStorage(host.shelves, tools),
        seal: createFakeSeal(host.identities),
        store: createFakeStore(() => store, line, life),
        lease: createFakeLease(lease, host.clock, life),
        backupLease: createFakeLease(backupLease, host.clock, life),
        leases: { isHeld: () => isHeld(lease) || isHeld(backupLease) },
      },
    }
  }
  let current = start()

  const pass: World['pass'] = async (request = {}, signal = new AbortController().signal) => {
    const result = await reconcile(current.ports, config, { trigger: 'poll', fetch: 'remote', freshness: 'live', ...withMemory(memory), ...request }, signal)
    memory = result.memory
    return result
  }
  return {
    ...host,
    config,
    events,
    faults: line.faults,
    get ports() {
      return current.ports
    },
    get killed() {
      return current.killed
    },
    get store() {
      return store
    },
    commit: (manifest, files = {}) => host.remote.commit({ ...files, [config.manifestPath]: manifest }),
    pass,
    converge: async (limit = 12) => {
      for (let turn = 0; turn < limit; turn += 1) {
        const result = await pass()
        if (result.run.outcomes.length === 0) return result
      }
      throw new Error(`not converged after ${String(limit)} passes: ${JSON.stringify(events.slice(-12), null, 1)}`)
    },
    restart: () => {
      current = start()
    },
    wipeStore: () => {
      store = emptyStore()
    },
    containers: () => [...host.engine.state.containers.values()].filter((one) => one.instance === config.instance).map(({ id, name, state, spec }) => ({ id, name, state, app: spec?.app ?? '' })),
  }
}

/** A process that is no more does not wake up. */
function mortal(clock: Clock, life: Life): Clock {
  return { ...clock, sleep: (ms, signal) => clock.sleep(ms, signal).then(() => (life.isDead() ? new Promise<never>(() => undefined) : undefined)) }
}

function withMemory(memory: Memory): Pick<LookRequest, 'memory'> {
  return { memory }
}
