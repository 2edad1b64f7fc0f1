/**
 * What the adapter is given by the host settings, and how long each sort of call may take.
 * Nothing here comes from a repository.
 */
import type { Grants } from '../../model/grants.js'
import type { BuildSettings, RegistrySettings } from '../../model/settings.js'

export interface ReaderOptions {
  /** `unix:///var/run/docker.sock` */
  readonly docker: string
  readonly instance: string
  readonly deadlines?: Partial<Deadlines>
}

export interface RuntimeOptions extends ReaderOptions {
  readonly registries: Readonly<Record<string, RegistrySettings>>
  readonly grants: Grants
  /** Host paths that a container of the system project may mount, and no other container. */
  readonly systemMounts: readonly string[]
  /** Files that any other container may mount for reading: those that this process laid down itself. */
  readonly files: ReadonlySet<string>
  readonly build?: Partial<BuildSettings>
}

/** The limits of memory and CPU hold for the containers of `RUN` lines, and for the classic builder alone. */
export const BUILD_LIMITS: BuildSettings = { builder: 'classic', cpus: 0, memoryBytes: 0, concurrency: 2, timeoutMs: 30 * 60_000 }

/** The engine has no deadline of its own for any of these. */
export interface Deadlines {
  /** Lists and inspections. */
  readonly readMs: number
  /** Mutations that return at once on a healthy engine. */
  readonly writeMs: number
  /** Create copies image data into new volumes; start waits for the runtime and for other starts. */
  readonly startMs: number
  /** On top of the grace period. */
  readonly stopMarginMs: number
  /** Longest silence of a pull. */
  readonly pullSilenceMs: number
  /** A pull altogether. */
  readonly imageMs: number
  /** Longest silence while reading logs that already exist. */
  readonly logSilenceMs: number
  /** Longest time in which a command inside of a container neither takes nor says anything: a restore may build an index for long. */
  readonly execSilenceMs: number
  /** Longest silence of a folder that is read or written. */
  readonly archiveSilenceMs: number
  /** First wait before the event stream is opened again; doubles up to `reconnectMaxMs`. */
  readonly reconnectMs: number
  readonly reconnectMaxMs: number
}

const SECOND = 1_000
const MINUTE = 60 * SECOND

export const DEADLINES: Deadlines = {
  readMs: 15 * SECOND,
  writeMs: 30 * SECOND,
  startMs: 2 * MINUTE,
  stopMarginMs: 20 * SECOND,
  pullSilenceMs: 2 * MINUTE,
  imageMs: 60 * MINUTE,
  logSilenceMs: 30 * SECOND,
  execSilenceMs: 60 * MINUTE,
  archiveSilenceMs: 15 * MINUTE,
  reconnectMs: 100,
  reconnectMaxMs: 10 * SECOND,
}
