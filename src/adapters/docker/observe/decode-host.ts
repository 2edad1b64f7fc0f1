/**
 * The host side of an inspection → specs: limits, ports, mounts, capabilities, logs, restart policy.
 * Always the effective value, whichever of several engine fields carries it.
 */
import type { ObservedContainer } from '../../../model/state.js'
import type { LimitsSpec, LogSpec, MountSpec, PortSpec, RestartSpec } from '../../../model/resource.js'
import { DEFAULT_CPU_PERIOD_US, NANO_PER_CPU, UNLIMITED_MEMORY_BYTES, isAllCpusNano, parseSize } from '../units.js'
import type { WireContainer, WireHostConfig, WireListedContainer, WireMount } from '../wire.js'

/** What a container has whose creator dropped nothing. */
const ENGINE_CAPABILITIES = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'NET_RAW', 'SETFCAP', 'SETGID',
  'SETPCAP', 'SETUID', 'SYS_CHROOT',
] as const

/** The engine names volumes that nobody named by 64 hex digits. */
const ANONYMOUS = /^[a-f0-9]{64}$/

export function readLimits(host: WireHostConfig): LimitsSpec {
  const memory = host.Memory ?? 0
  return {
    cpus: readCpus(host),
    memoryBytes: memory > 0 && memory < UNLIMITED_MEMORY_BYTES ? memory : 0,
    pids: Math.max(0, host.PidsLimit ?? 0),
  }
}

/** `docker update --cpus` writes NanoCpus, `--cpu-quota` writes a quota; the engine refuses both at once. */
function readCpus(host: WireHostConfig): number {
  const nano = host.NanoCpus ?? 0
  if (nano > 0) return isAllCpusNano(nano) ? 0 : nano / NANO_PER_CPU
  const quota = host.CpuQuota ?? 0
  return quota > 0 ? quota / (host.CpuPeriod || DEFAULT_CPU_PERIOD_US) : 0
}

export function readRestart(policy: WireHostConfig['RestartPolicy']): RestartSpec {
  const name = policy?.Name || 'no'
  return { policy: name as RestartSpec['policy'], maxRetries: name === 'on-failure' ? (policy?.MaximumRetryCount ?? 0) : 0 }
}

/** Another driver than ours reads as no limit at all: that is then a difference. */
export function readLogs(config: WireHostConfig['LogConfig']): LogSpec {
  if (config?.Type !== 'json-file') return { maxSizeBytes: 0, maxFiles: 0 }
  return { maxSizeBytes: parseSize(config.Config?.['max-size']), maxFiles: Number(config.Config?.['max-file'] ?? 1) }
}

export function readPorts(bindings: WireHostConfig['PortBindings']): readonly PortSpec[] {
  const ports = Object.entries(bindings ?? {}).flatMap(([key, hosts]) => {
    const [port = '', protocol = 'tcp'] = key.split('/')
    return (hosts ?? []).map(({ HostIp, HostPort }): PortSpec => ({
      hostAddress: HostIp || '0.0.0.0',
      hostPort: Number.parseInt(HostPort || '0', 10) || 0,
      containerPort: Number(port),
      protocol: protocol as PortSpec['protocol'],
    }))
  })
  return ports.sort(byPort)
}

/** Of the list, which shows what is really bound and only while the container runs. */
export function readBoundPorts(listed: WireListedContainer['Ports']): readonly PortSpec[] {
  return (listed ?? [])
    .filter((port) => port.PublicPort !== undefined && port.PublicPort > 0)
    .map((port): PortSpec => ({
      hostAddress: port.IP || '0.0.0.0',
      hostPort: port.PublicPort ?? 0,
      containerPort: port.PrivatePort ?? 0,
      protocol: (port.Type ?? 'tcp') as PortSpec['protocol'],
    }))
    .sort(byPort)
}

/** Anonymous volumes at places that the image declares are the image's, not the spec's. */
export function readMounts(wire: WireContainer, imageVolumes: readonly string[]): readonly MountSpec[] {
  return (wire.Mounts ?? [])
    .filter((mount) => !isAnonymous(mount, imageVolumes))
    .map(readMount)
    .sort((a, b) => (a.target < b.target ? -1 : 1))
}

/** Where the image keeps data that no mount of the spec holds. */
export function readUnheld(wire: WireContainer, imageVolumes: readonly string[]): Pick<ObservedContainer, 'unheld'> {
  const unheld = (wire.Mounts ?? []).filter((mount) => isAnonymous(mount, imageVolumes)).map(({ Destination }) => Destination ?? '').sort()
  return unheld.length > 0 ? { unheld } : {}
}

function isAnonymous(mount: WireMount, imageVolumes: readonly string[]): boolean {
  return mount.Type === 'volume' && ANONYMOUS.test(mount.Name ?? '') && imageVolumes.includes(mount.Destination ?? '')
}

/** A mount of a sort that Mist never makes still has to show up: it reads as a bind of that sort's name. */
function readMount(mount: WireMount): MountSpec {
  const target = mount.Destination ?? ''
  const readOnly = mount.RW === false
  if (mount.Type === 'volume') return { kind: 'volume', source: mount.Name ?? '', target, readOnly }
  return { kind: 'bind', source: mount.Source || (mount.Type ?? 'unknown'), target, readOnly }
}

/** The effective set, without the `CAP_` that newer engines put in front. */
export function readCapabilities(host: WireHostConfig): readonly string[] {
  const dropped = (host.CapDrop ?? []).map(shortCapability)
  const added = (host.CapAdd ?? []).map(shortCapability)
  if (host.Privileged === true) return ['ALL']
  const kept = dropped.includes('ALL') ? [] : ENGINE_CAPABILITIES.filter((name) => !dropped.includes(name))
  return [...new Set([...kept, ...added])].sort()
}

export function readNoNewPrivileges(host: WireHostConfig): boolean {
  return (host.SecurityOpt ?? []).some((option) => /^no-new-privileges([:=]true)?$/.test(option))
}

function shortCapability(name: string): string {
  const upper = name.toUpperCase()
  return upper.startsWith('CAP_') ? upper.slice('CAP_'.length) : upper
}

function byPort(a: PortSpec, b: PortSpec): number {
  return a.containerPort - b.containerPort || a.hostPort - b.hostPort || compare(a.protocol, b.protocol) || compare(a.hostAddress, b.hostAddress)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
