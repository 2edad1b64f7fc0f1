/** How an app may be replaced: beside the old one, or only after it. */
import type { ContainerSpec } from '../model/resource.js'
import type { ReleasePolicy } from '../model/state.js'
import { DEFAULTS } from './defaults.js'

/** `volumes` are the names of the file by name on the engine: people know the former. */
export function releaseOf(container: ContainerSpec | undefined, volumes: Readonly<Record<string, string>>): ReleasePolicy {
  const { readyTimeoutMs, stableMs, windowMs, drainMs, keep } = DEFAULTS
  const downtimeReason = container && reasonForDowntime(container, volumes)
  const timing = { readyTimeoutMs, stableMs, windowMs, drainMs, keep }
  return downtimeReason === undefined ? { strategy: 'rolling', ...timing } : { strategy: 'recreate', downtimeReason, ...timing }
}

/** Two containers cannot hold one port of the host, and must not write to one volume at the same time. */
function reasonForDowntime({ ports, mounts }: ContainerSpec, volumes: Readonly<Record<string, string>>): string | undefined {
  const port = ports[0]
  if (port) return `publishes host port ${String(port.hostPort)}`
  const writable = mounts.find((mount) => mount.kind === 'volume' && !mount.readOnly)
  return writable && `writes to volume ${volumes[writable.source] ?? writable.source}`
}
