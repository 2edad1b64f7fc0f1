/**
 * The parts of the engine's JSON that Mist reads, in the engine's own spelling. Everything that some engine version leaves out
 * or sends as null is optional here; what Mist does not read is not listed.
 */

type Maybe<T> = T | null

export interface WireContainer {
  readonly Id: string
  readonly Name: string
  /** Image id. */
  readonly Image: string
  readonly RestartCount?: number
  readonly State: WireState
  readonly Config: WireConfig
  readonly HostConfig: WireHostConfig
  readonly Mounts?: Maybe<readonly WireMount[]>
  readonly NetworkSettings?: { readonly Networks?: Maybe<Readonly<Record<string, Maybe<WireEndpoint>>>> }
}

export interface WireState {
  readonly Status: string
  readonly ExitCode?: number
  readonly StartedAt?: string
  readonly Error?: string
  readonly Health?: Maybe<{ readonly Status?: string }>
}

/** Of a container and of an image alike. */
export interface WireConfig {
  readonly Env?: Maybe<readonly string[]>
  readonly Cmd?: Maybe<readonly string[]>
  readonly Entrypoint?: Maybe<readonly string[]>
  readonly Labels?: Maybe<Readonly<Record<string, string>>>
  readonly Volumes?: Maybe<Readonly<Record<string, unknown>>>
  readonly Image?: string
  readonly StopTimeout?: Maybe<number>
  readonly Healthcheck?: Maybe<WireHealthCheck>
  readonly Tty?: boolean
}

/** Times in nanoseconds. */
export interface WireHealthCheck {
  readonly Test?: Maybe<readonly string[]>
  readonly Interval?: number
  readonly Timeout?: number
  readonly Retries?: number
  readonly StartPeriod?: number
}

export interface WireHostConfig {
  readonly NetworkMode?: string
  readonly PortBindings?: Maybe<Readonly<Record<string, Maybe<readonly WirePortBinding[]>>>>
  readonly RestartPolicy?: Maybe<{ readonly Name?: string; readonly MaximumRetryCount?: number }>
  readonly LogConfig?: Maybe<{ readonly Type?: string; readonly Config?: Maybe<Readonly<Record<string, string>>> }>
  readonly CapAdd?: Maybe<readonly string[]>
  readonly CapDrop?: Maybe<readonly string[]>
  readonly SecurityOpt?: Maybe<readonly string[]>
  readonly Privileged?: boolean
  readonly NanoCpus?: Maybe<number>
  readonly CpuQuota?: Maybe<number>
  readonly CpuPeriod?: Maybe<number>
  readonly Memory?: Maybe<number>
  readonly PidsLimit?: Maybe<number>
}

export interface WirePortBinding {
  readonly HostIp?: string
  readonly HostPort?: string
}

export interface WireMount {
  readonly Type?: string
  readonly Name?: string
  readonly Source?: string
  readonly Destination?: string
  readonly RW?: boolean
}

export interface WireEndpoint {
  readonly NetworkID?: string
  readonly Aliases?: Maybe<readonly string[]>
  readonly IPAddress?: string
}

export interface WireListedContainer {
  readonly Id: string
  readonly ImageID?: string
  readonly Names?: Maybe<readonly string[]>
  readonly State?: string
  /** For people: `Up 3 minutes (healthy)`. The only place where a list shows health. */
  readonly Status?: string
  readonly Labels?: Maybe<Readonly<Record<string, string>>>
  readonly Mounts?: Maybe<readonly WireMount[]>
  readonly Ports?: Maybe<readonly { readonly IP?: string; readonly PrivatePort?: number; readonly PublicPort?: number; readonly Type?: string }[]>
}

export interface WireImage {
  readonly Id: string
  readonly RepoTags?: Maybe<readonly string[]>
  readonly RepoDigests?: Maybe<readonly string[]>
  readonly Config?: Maybe<WireConfig>
}

export interface WireListedImage {
  readonly Id: string
  readonly Labels?: Maybe<Readonly<Record<string, string>>>
  readonly RepoTags?: Maybe<readonly string[]>
  readonly RepoDigests?: Maybe<readonly string[]>
}

export interface WireNetwork {
  readonly Id: string
  readonly Name: string
  readonly Labels?: Maybe<Readonly<Record<string, string>>>
  readonly IPAM?: Maybe<{ readonly Config?: Maybe<readonly { readonly Subnet?: string }[]> }>
  /** Only in an inspection, not in the list. */
  readonly Containers?: Maybe<Readonly<Record<string, { readonly Name?: string }>>>
}

export interface WireVolume {
  readonly Name: string
  readonly CreatedAt?: string
  /** Only where sizes were asked for; -1 when the engine does not know. */
  readonly UsageData?: Maybe<{ readonly Size?: number }>
  readonly Labels?: Maybe<Readonly<Record<string, string>>>
}

export interface WireEvent {
  readonly Type?: string
  readonly Action?: string
  readonly Actor?: { readonly ID?: string; readonly Attributes?: Maybe<Readonly<Record<string, string>>> }
}

export interface WireVersion {
  readonly Version?: string
  readonly ApiVersion?: string
  readonly MinAPIVersion?: string
}

export interface WireInfo {
  readonly NCPU?: number
  readonly MemTotal?: number
  readonly ContainersRunning?: number
  readonly DockerRootDir?: string
}

/** One JSON line of a pull or a build. BuildKit's `aux` is base64, but for the id of the image. */
export interface WireProgress {
  readonly stream?: string
  readonly status?: string
  readonly id?: string
  readonly error?: string
  readonly errorDetail?: Maybe<{ readonly message?: string }>
  readonly aux?: Maybe<{ readonly ID?: string } | string>
}
