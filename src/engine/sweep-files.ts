/** Files that no container mounts and git does not ask for are taken away. A rollback lays its own down again, from the commit of its release. */
import type { DesiredState } from '../model/state.js'
import type { Ports } from '../ports.js'
import type { InFlight } from './in-flight.js'

/** Only while nothing is under way: a file may be laid down for a container that is just being made. */
export async function sweepFiles(ports: Pick<Ports, 'runtime' | 'files'>, { desired, inFlight }: { readonly desired: DesiredState; readonly inFlight: InFlight }, signal: AbortSignal): Promise<void> {
  if (inFlight.held().size > 0) return
  const seen = await ports.runtime.observe({ images: [], freshness: 'cached' }, signal)
  if (!seen.ok || seen.value.incomplete.container || inFlight.held().size > 0) return
  const wanted = desired.apps.flatMap(({ files = [] }) => files.map(({ source }) => source))
  const mounted = seen.value.containers.flatMap(({ mounts }) => mounts.map(({ source }) => source))
  await ports.files.sweep(new Set([...wanted, ...mounted]), signal)
}
