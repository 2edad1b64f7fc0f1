/** Files that no container mounts and git does not ask for are taken away. A rollback lays its own down again, from the commit of its release. */
import type { DesiredState, ObservedState } from '../../model/state.js'
import type { FilesPort } from '../../ports.js'
import type { InFlight } from '../loop/in-flight.js'

export interface SweepView {
  readonly desired: DesiredState
  /** What a pass saw that had nothing to change: it is how things are. */
  readonly observed: ObservedState | undefined
  readonly inFlight: InFlight
}

/** Only while nothing is under way: a file may have been laid down for a container that is just being made. */
export async function sweepFiles(files: FilesPort, { desired, observed, inFlight }: SweepView, signal: AbortSignal): Promise<void> {
  if (inFlight.held().size > 0 || !observed || observed.incomplete.container) return
  const wanted = desired.apps.flatMap((app) => (app.files ?? []).map(({ source }) => source))
  const mounted = observed.containers.flatMap(({ mounts }) => mounts.map(({ source }) => source))
  await files.sweep(new Set([...wanted, ...mounted]), signal)
}
