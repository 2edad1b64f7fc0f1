/**
 * Specs → bodies of the engine's create and update calls. Pure. What may be asked at all is decided by `payload.ts`, which
 * sees these bodies afterwards like any other.
 */
import type { ContainerSpec, LimitsSpec, MountSpec, NetworkSpec, PortSpec, RestartSpec, VolumeSpec } from '../../../model/resource.js'
import { projectLabels, volumeLabels } from '../../../model/labels.js'
import { encodeHealthCheck } from './health-check.js'
import type { ImageContribution } from './restated.js'
import { LABEL_RESTATED, restatedFields, restatedLabel } from './restated.js'
import { DEFAULT_CPU_PERIOD_US, NANO_PER_CPU, UNLIMITED_MEMORY_BYTES, allCpusNano, stopSeconds } from '../units.js'
import type { WireHostConfig } from '../wire.js'

export type Body = Readonly<Record<string, unknown>>

/**
 * Only the first network is given here: engines before API 1.44 take no more at creation. The rest is connected afterwards.
 * No init process is put in front: it would become PID 1 and change how the image's own program meets signals.
 */
export function encodeContainer(spec: ContainerSpec, image: ImageContribution): Body {
  const [first] = spec.networks
  return {
    Image: spec.image,
    Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`).sort(),
    ...(spec.command && { Cmd: spec.command }),
    ...(spec.entrypoint && { Entrypoint: spec.entrypoint }),
    Labels: withRestated(spec, image),
    StopTimeout: stopSeconds(spec.stopGraceMs),
    ...(spec.healthCheck && { Healthcheck: encodeHealthCheck(spec.healthCheck) }),
    ExposedPorts: Object.fromEntries(spec.ports.map((port) => [portKey(port), {}])),
    HostConfig: encodeHost(spec),
    ...(first && { NetworkingConfig: { EndpointsConfig: { [first.network]: { Aliases: first.aliases } } } }),
  }
}

function encodeHost(spec: ContainerSpec): Body {
  return {
    NetworkMode: spec.networks[0]?.network ?? 'none',
    Mounts: spec.mounts.map(encodeMount),
    PortBindings: encodePorts(spec.ports),
    ...encodeNewLimits(spec.limits),
    RestartPolicy: encodeRestart(spec.restart),
    LogConfig: { Type: 'json-file', Config: { 'max-size': String(spec.logs.maxSizeBytes), 'max-file': String(spec.logs.maxFiles) } },
    CapDrop: ['ALL'],
    CapAdd: [...spec.capabilities].sort(),
    SecurityOpt: ['no-new-privileges:true'],
  }
}

/** The gateway is the first address: what the engine would choose, but said, so that no engine chooses otherwise. */
export function encodeNetwork(spec: NetworkSpec, work: { readonly instance: string; readonly subnet: string }): Body {
  return {
    Name: spec.name,
    CheckDuplicate: true,
    Driver: 'bridge',
    IPAM: { Driver: 'default', Config: [{ Subnet: work.subnet, Gateway: firstAddress(work.subnet) }] },
    Labels: projectLabels(work.instance, spec.project),
  }
}

export function encodeVolume(spec: VolumeSpec, instance: string): Body {
  return { Name: spec.name, Driver: 'local', Labels: volumeLabels(instance, spec) }
}

/** Needs the live values: which CPU field the engine accepts depends on the one in use, and 0 would mean "unchanged". */
export function encodeUpdate(change: { readonly limits: LimitsSpec; readonly restart: RestartSpec }, live: WireHostConfig, hostCpus: number): Body {
  const memory = change.limits.memoryBytes || (live.Memory ? UNLIMITED_MEMORY_BYTES : 0)
  return {
    ...encodeCpuUpdate(change.limits.cpus, live, hostCpus),
    ...(memory > 0 && { Memory: memory, MemorySwap: memory }),
    PidsLimit: change.limits.pids || -1,
    RestartPolicy: encodeRestart(change.restart),
  }
}

function encodeCpuUpdate(cpus: number, live: WireHostConfig, hostCpus: number): Body {
  if (live.CpuQuota) return { CpuQuota: cpus > 0 ? Math.round(cpus * (live.CpuPeriod || DEFAULT_CPU_PERIOD_US)) : -1 }
  if (cpus > 0) return { NanoCpus: nanoCpus(cpus) }
  return live.NanoCpus ? { NanoCpus: allCpusNano(hostCpus) } : {}
}

/** Swap equal to memory means no swap at all: a limit that leaks into swap would be slow instead of tight. */
function encodeNewLimits({ cpus, memoryBytes, pids }: LimitsSpec): Body {
  return {
    ...(cpus > 0 && { NanoCpus: nanoCpus(cpus) }),
    ...(memoryBytes > 0 && { Memory: memoryBytes, MemorySwap: memoryBytes }),
    ...(pids > 0 && { PidsLimit: pids }),
  }
}

function encodeRestart({ policy, maxRetries }: RestartSpec): Body {
  return { Name: policy, MaximumRetryCount: policy === 'on-failure' ? maxRetries : 0 }
}

function encodeMount(mount: MountSpec): Body {
  return { Type: mount.kind, Source: mount.source, Target: mount.target, ReadOnly: mount.readOnly }
}

function encodePorts(ports: readonly PortSpec[]): Body {
  const bindings: Record<string, Body[]> = {}
  for (const port of ports) (bindings[portKey(port)] ??= []).push({ HostIp: port.hostAddress, HostPort: String(port.hostPort) })
  return bindings
}

function portKey(port: PortSpec): string {
  return `${String(port.containerPort)}/${port.protocol}`
}

function withRestated(spec: ContainerSpec, image: ImageContribution): Record<string, string> {
  const label = restatedLabel(restatedFields(spec, image), image)
  return label === undefined ? { ...spec.labels } : { ...spec.labels, [LABEL_RESTATED]: label }
}

function nanoCpus(cpus: number): number {
  return Math.round(cpus * NANO_PER_CPU)
}

function firstAddress(subnet: string): string {
  const [address = ''] = subnet.split('/')
  return address.replace(/\.\d+$/, (last) => `.${String(Number(last.slice(1)) + 1)}`)
}
