/** How an app may be replaced: beside the old one, step by step, or only after it. */
import type { ManifestDeploy } from '../manifest/manifest.js'
import type { ContainerSpec } from '../model/resource.js'
import type { ReleasePolicy } from '../model/state.js'
import { DEFAULTS } from './defaults.js'

/** `volumes` are the names of the file by name on the engine: people know the former. */
export function releaseOf(container: ContainerSpec | undefined, volumes: Readonly<Record<string, string>>, deploy: ManifestDeploy = {}): ReleasePolicy {
  const common = { ...timingOf(deploy), ...(deploy.pre && { pre: deploy.pre }) }
  const downtimeReason = (container && reasonForDowntime(container, volumes)) ?? (deploy.strategy === 'recreate' ? BY_WISH : undefined)
  if (downtimeReason !== undefined) return { strategy: 'recreate', downtimeReason, ...common }
  if (deploy.strategy === 'canary') return { strategy: 'canary', canary: { ...DEFAULTS.canary, ...deploy.canary }, ...common }
  return { strategy: 'rolling', ...common }
}

function timingOf({ timeoutMs, windowMs, drainMs, keep }: ManifestDeploy): Pick<ReleasePolicy, 'readyTimeoutMs' | 'stableMs' | 'windowMs' | 'drainMs' | 'keep'> {
  return {
    readyTimeoutMs: timeoutMs ?? DEFAULTS.readyTimeoutMs,
    stableMs: DEFAULTS.stableMs,
    windowMs: windowMs ?? DEFAULTS.windowMs,
    drainMs: drainMs ?? DEFAULTS.drainMs,
    keep: keep ?? DEFAULTS.keep,
  }
}

const BY_WISH = 'asks for `strategy: recreate`'

/** Two containers cannot hold one port of the host, and must not write to one volume at the same time. */
function reasonForDowntime({ ports, mounts }: ContainerSpec, volumes: Readonly<Record<string, string>>): string | undefined {
  const port = ports[0]
  if (port) return `publishes host port ${String(port.hostPort)}`
  const writable = mounts.find((mount) => !mount.readOnly)
  return writable && (writable.kind === 'bind' ? `writes to ${writable.source} of the host` : `writes to volume ${volumes[writable.source] ?? writable.source}`)
}
