/** What the allow-list is asked about and what it is told. */
import type { Grants } from '../../../model/grants.js'
import type { AppKey } from '../../../model/resource.js'

/** One mutating request as it goes over the wire, less the API version. */
export interface EngineCall {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  /** Objects stand in it by their id or plain name: nothing in it is URL-encoded. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>>
}

export interface PayloadRules {
  readonly instance: string
  readonly grants: Grants
  readonly systemMounts: readonly string[]
  /** Files that this process laid down, or found to be whole, by their path on the host. */
  readonly files: ReadonlySet<string>
  /** Where the engine keeps its data. Empty while it is not known: then no folder of the host is opened. */
  readonly dataRoots: readonly string[]
  readonly own: OwnObjects
}

/** What was seen on the host with labels of this instance. */
export interface OwnObjects {
  /** By engine id. */
  readonly containers: ReadonlyMap<string, AppKey>
  /** Name or id → project. */
  readonly networks: ReadonlyMap<string, string>
  /** By name. */
  readonly volumes: ReadonlyMap<string, AppKey>
  /** Names of images that were found to be spent, each for the one call that takes it away. */
  readonly images: ReadonlySet<string>
  /** Commands inside own containers that this process is about to start, each for the one call that does. */
  readonly execs: ReadonlySet<string>
  /** Volumes that a person named, each for the one call that destroys it. */
  readonly doomedVolumes: ReadonlySet<string>
  /** Ids of containers that never served, each for the one call that removes it together with its unnamed volumes. */
  readonly neverServed: ReadonlySet<string>
}
