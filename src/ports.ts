/**
 * Every effect Mist can have on the world, on one page. The engine is written against these and nothing else;
 * adapters implement them; `compose.ts` joins the two. Every call has a deadline of its own (documented with the adapter)
 * and ends early with `aborted` when the signal fires. Expected failures are values.
 */
import type { BuiltImage, ContainerRunState, HostFacts, LogLine, LogQuery, RuntimeEvent, RuntimeObservation, RuntimeQuery, ScratchFound, SpentImage, DoomedVolume, VolumeDetail, VolumeQuery } from './model/engine.js'
import type { ObservedCertificate } from './model/certificate.js'
import type { ReconcileEvent } from './model/event.js'
import type { HeldPair } from './model/key-pair.js'
import type { BranchList } from './model/preview.js'
import type { Result } from './model/result.js'
import type { AppKey, AttachmentSpec, BuildSpec, ContainerSpec, ImageSpec, LimitsSpec, NetworkSpec, RepositoryRef, RestartSpec, RouteSpec, VolumeSpec } from './model/resource.js'
import type { ObservedRoute, Revision, StrayProxy } from './model/state.js'

export type { BuiltImage, ContainerRunState, DiskFacts, HostFacts, LogLine, LogQuery, RuntimeEvent, RuntimeObservation, RuntimeQuery, ScratchFound, SpentImage, DoomedVolume, VolumeDetail, VolumeQuery } from './model/engine.js'

import type { Clock } from './ports/clock.js'
import type { DataRecordPort, DataRecordReader } from './ports/data-record.js'
import type { FilesPort, FilesReader } from './ports/files.js'
import type { GenerationsPort, GenerationsReader } from './ports/generations.js'
import type { InsidePort } from './ports/inside.js'
import type { LeasePort, LeaseReader } from './ports/lease.js'
import type { SecretsPort } from './ports/secrets.js'
import type { StandingPort, StandingReader } from './ports/standing.js'
import type { SealPort, StoragePort, StorageReader } from './ports/storage.js'
import type { StorePort, StoreReader } from './ports/store.js'

export type { Clock } from './ports/clock.js'
export type { DataRecordPort, DataRecordReader } from './ports/data-record.js'
export type { FilesPort, FilesReader } from './ports/files.js'
export type { InsideEnd, InsidePort, InsideText, InsideWork, NewFile } from './ports/inside.js'
export type { StateCopy, StateCopyPort } from './ports/state-copy.js'
export type { ForgePort } from './ports/forge.js'
export type { GenerationsFound, GenerationsPort, GenerationsReader } from './ports/generations.js'
export type { Lease, LeasePort, LeaseReader } from './ports/lease.js'
export type { StandingFound, StandingPort, StandingReader } from './ports/standing.js'
export type { EditedSecrets, OwnIdentity, SecretAnswer, SecretFilePort, SecretFileView, SecretText, SecretsPort, SecretsQuery } from './ports/secrets.js'
export type { StorePort, StoreReader, StoreWriter } from './ports/store.js'
export type { NewObject, PutEnd, SealPort, StoragePort, StorageReader, StoredObject } from './ports/storage.js'

export type Emit = (event: ReconcileEvent) => void

// ── Source: git objects at a commit, or a plain folder ──────────────────────────────────────────────────────────────────

/** A place in a source that never moves: everything is read at this commit. */
export interface SourceAt {
  readonly repository: RepositoryRef
  readonly commit: string
}

export interface BranchQuery {
  /** See model/branch-pattern.ts. */
  readonly patterns: readonly string[]
  readonly fetch: 'remote' | 'local'
}

export interface SourceFile {
  readonly bytes: Uint8Array
  readonly executable: boolean
}

export interface SourcePort {
  /** Asks the remote and brings the newest commit of the ref here. The last good copy stays when this fails. */
  fetch(repository: RepositoryRef, signal: AbortSignal): Promise<Result<Revision>>
  /** The newest commit that is already here, without the network; `source-ref-missing` when there is none. */
  current(repository: RepositoryRef, signal: AbortSignal): Promise<Result<Revision>>
  /** A regular file (never a link) as UTF-8 text; undefined when it does not exist. Refuses above `maxBytes`. */
  readFile(at: SourceAt, file: { readonly path: string; readonly maxBytes: number }, signal: AbortSignal): Promise<Result<string | undefined>>
  /** A regular file (never a link) as it is; undefined when it does not exist. Refuses above `maxBytes`. */
  readBytes(at: SourceAt, file: { readonly path: string; readonly maxBytes: number }, signal: AbortSignal): Promise<Result<SourceFile | undefined>>
  /** Paths of the regular files below a folder, sorted, `/`-separated, relative to the root of the source. */
  listFiles(at: SourceAt, folder: string, signal: AbortSignal): Promise<Result<readonly string[]>>
  /** Digest of the tree at a folder: equal trees, equal digest, whatever the history. */
  treeDigest(at: SourceAt, folder: string, signal: AbortSignal): Promise<Result<string>>
  /** Digest of single files and folders by name and content. One of `paths` that does not exist is a failure, one of `optional` is not. */
  pathsDigest(at: SourceAt, wanted: { readonly paths: readonly string[]; readonly optional: readonly string[] }, signal: AbortSignal): Promise<Result<string>>
  /** A tar stream of the build context made from tree entries, `.dockerignore` honoured, links kept as links, no `.git`. */
  buildContext(build: BuildSpec, signal: AbortSignal): Promise<Result<AsyncIterable<Uint8Array>>>
  /** Keeps these earlier commits readable, whatever is fetched later, and lets go of those that were kept before. */
  keep(repository: RepositoryRef, commits: readonly string[], signal: AbortSignal): Promise<Result<void>>
  /** The branches that are wanted, each with its newest commit, which is here then. A plain folder has none. `local` tells what the remote said last. */
  branches(repository: RepositoryRef, query: BranchQuery, signal: AbortSignal): Promise<Result<BranchList>>
  /** Makes an earlier commit readable: it is here, or the remote is asked for it by its id. `source-ref-missing` when it is lost. */
  bring(at: SourceAt, signal: AbortSignal): Promise<Result<void>>
}

// ── Runtime: the container engine ───────────────────────────────────────────────────────────────────────────────────────

/** Cannot change anything: `diff`, `status` and `logs` are handed this and nothing more. */
export interface RuntimeReader {
  facts(signal: AbortSignal): Promise<Result<HostFacts>>
  observe(query: RuntimeQuery, signal: AbortSignal): Promise<Result<RuntimeObservation>>
  runState(container: string, signal: AbortSignal): Promise<Result<ContainerRunState>>
  builtImages(signal: AbortSignal): Promise<Result<readonly BuiltImage[]>>
  /** What bears the label of scratch: `observe` and `volumes` do not know it. */
  scratch(signal: AbortSignal): Promise<Result<ScratchFound>>
  /** Volumes of this instance by name, with their users. */
  volumes(query: VolumeQuery, signal: AbortSignal): Promise<Result<readonly VolumeDetail[]>>
  logs(query: LogQuery, signal: AbortSignal): AsyncIterable<LogLine>
  /** Endless; reconnects by itself and then yields `connected`, which means: events may have been lost, look again. */
  events(signal: AbortSignal): AsyncIterable<RuntimeEvent>
}

export type OutputLine = (line: string) => void

export interface BuildWork {
  readonly app: AppKey
  readonly context: AsyncIterable<Uint8Array>
  readonly onLine: OutputLine
  /** Asked when the build has its place: whether it may still begin. */
  readonly onTurn?: () => Promise<Result<void>>
}

export type ContainerPast = 'never-served' | 'may-have-served'

export interface RuntimeWriter {
  /** Absent `build` context for pulled images. Errors inside the engine's stream are failures. */
  pullImage(ref: string, onLine: OutputLine, signal: AbortSignal): Promise<Result<void>>
  /** Waits for its place, in the order of those who came: only a few are built at a time. A build that is called off ends on the engine too. */
  buildImage(image: Extract<ImageSpec, { kind: 'build' }>, work: BuildWork, signal: AbortSignal): Promise<Result<void>>
  /**
   * Takes the name away, and the image with it when it has no other. It is left when a container of anybody uses it, when the name
   * means another image by now, or when a pulled one bears names that Mist did not ask for.
   */
  removeImage(image: SpentImage, signal: AbortSignal): Promise<Result<'removed' | 'left'>>
  createNetwork(network: NetworkSpec, subnet: string, signal: AbortSignal): Promise<Result<void>>
  removeNetwork(name: string, signal: AbortSignal): Promise<Result<void>>
  createVolume(volume: VolumeSpec, signal: AbortSignal): Promise<Result<void>>
  /** Destroys data, for a person who named it. Refused for what anybody's container mounts, for another app's, and for a protected one. */
  removeVolume(volume: DoomedVolume, signal: AbortSignal): Promise<Result<void>>
  /** Creates, does not start; connects all networks. A name held by an own container of the same fingerprint is success. */
  createContainer(container: ContainerSpec, signal: AbortSignal): Promise<Result<void>>
  startContainer(container: string, signal: AbortSignal): Promise<Result<void>>
  unpauseContainer(container: string, signal: AbortSignal): Promise<Result<void>>
  /** SIGTERM, grace, SIGKILL. A container that is not there or not running is success. */
  stopContainer(container: string, graceMs: number, signal: AbortSignal): Promise<Result<void>>
  /**
   * A container that is not there is success. Named volumes are never removed with it. Those without a name, which its image asked for, go
   * with jobs of Mist, previews, scratch, and with what the caller knows never to have served.
   */
  removeContainer(container: string, signal: AbortSignal, past?: ContainerPast): Promise<Result<void>>
  renameContainer(container: string, name: string, signal: AbortSignal): Promise<Result<void>>
  updateContainer(container: string, change: { readonly limits: LimitsSpec; readonly restart: RestartSpec }, signal: AbortSignal): Promise<Result<void>>
  connectNetwork(container: string, attachment: AttachmentSpec, signal: AbortSignal): Promise<Result<void>>
  disconnectNetwork(container: string, network: string, signal: AbortSignal): Promise<Result<void>>
}

export type RuntimePort = RuntimeReader & RuntimeWriter

// ── Probe: the app as its users reach it ────────────────────────────────────────────────────────────────────────────────

export interface ProbePort {
  /** True when a TCP connection opens. Never call it before the container's start has returned. */
  connects(address: string, port: number, signal: AbortSignal): Promise<boolean>
  /** The status of a plain HTTP GET, or why there is none, in words. Follows no redirect; an answer is cut at 64 KB. */
  asks(address: string, request: { readonly port: number; readonly path: string; readonly host: string }, signal: AbortSignal): Promise<Result<number, string>>
}

// ── Proxy: Traefik's file provider ──────────────────────────────────────────────────────────────────────────────────────

export interface ProxyReader {
  /** All route files of this instance, and what the proxy's API says about them. */
  observe(signal: AbortSignal): Promise<Result<readonly ObservedRoute[]>>
  /** What the proxy can show for HTTPS; undefined when it keeps that where Mist cannot see it. */
  certificates(signal: AbortSignal): Promise<readonly ObservedCertificate[] | undefined>
  /** Key pairs of apps, kept in memory until a route that names the mark of one is written. Changes nothing by itself. */
  hold(pairs: readonly HeldPair[]): void
  /** Says so when a managed proxy answers and refuses Mist; worth a question only while it confirms no route. */
  stray(signal: AbortSignal): Promise<StrayProxy | undefined>
}

export interface ProxyWriter {
  /** Atomic: temp file beside the directory, then rename. */
  writeRoute(route: RouteSpec, signal: AbortSignal): Promise<Result<void>>
  /** A route that is not there is success. */
  removeRoute(name: string, signal: AbortSignal): Promise<Result<void>>
  /** Waits until the proxy's API shows the route with exactly these servers and no error. */
  confirmRoute(route: RouteSpec, signal: AbortSignal): Promise<Result<void>>
}

export type ProxyPort = ProxyReader & ProxyWriter

/** All that a pass that only looks may use. */
export interface ReadPorts {
  readonly source: SourcePort
  readonly secrets: SecretsPort
  readonly runtime: RuntimeReader
  readonly proxy: ProxyReader
  readonly files: FilesReader
  readonly generations: GenerationsReader
  readonly dataRecord: DataRecordReader
  readonly standing: StandingReader
  readonly storage: StorageReader
  readonly seal: SealPort
  readonly store: StoreReader
  /** Of passes and of backups: whether any process is at work. */
  readonly leases: LeaseReader
  readonly clock: Clock
  readonly emit: Emit
}

/** All that a pass that converges may use. */
export interface Ports extends ReadPorts {
  readonly runtime: RuntimePort
  readonly inside: InsidePort
  readonly proxy: ProxyPort
  readonly files: FilesPort
  readonly generations: GenerationsPort
  readonly dataRecord: DataRecordPort
  readonly storage: StoragePort
  readonly store: StorePort
  readonly probe: ProbePort
  readonly lease: LeasePort
  /** One backup, drill or restore at a time per instance; passes go on beside it. */
  readonly backupLease: LeasePort
  readonly standing: StandingPort
}
