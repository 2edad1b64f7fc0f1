/**
 * The nouns: what Mist can make on a host. Every spec here is fully spelled out, no default is left to guess.
 * Units stand last in the names. Everything is plain data and survives JSON.
 */

/** `project/app`, both lowercase names. */
export type AppKey = `${string}/${string}`

export type ResourceKind = 'network' | 'volume' | 'container' | 'route'

/** Stable text id of a resource, see `resourceId`. */
export type ResourceId = `${ResourceKind}/${string}`

/** `network/<name>`, `volume/<name>`, `container/<project>/<app>/<replica>`, `route/<project>/<app>`. */
export function resourceId(kind: ResourceKind, path: string): ResourceId {
  return `${kind}/${path}`
}

export function appKey(project: string, app: string): AppKey {
  return `${project}/${app}`
}

/** The project of an app key. Names hold no slash, so the first one divides. */
export function projectOf(key: AppKey): string {
  return key.slice(0, key.indexOf('/'))
}

export function appOf(key: AppKey): string {
  return key.slice(key.indexOf('/') + 1)
}

export interface NetworkSpec {
  readonly id: ResourceId
  readonly name: string
  readonly project: string
}

export interface VolumeSpec {
  readonly id: ResourceId
  readonly name: string
  readonly app: AppKey
}

export interface LimitsSpec {
  /** Cores, for example 0.5. 0 means unlimited. */
  readonly cpus: number
  /** 0 means unlimited. */
  readonly memoryBytes: number
  /** 0 means unlimited. */
  readonly pids: number
}

export interface RestartSpec {
  readonly policy: 'no' | 'always' | 'on-failure' | 'unless-stopped'
  /** Only for on-failure; 0 means without limit. */
  readonly maxRetries: number
}

export interface MountSpec {
  readonly kind: 'volume' | 'bind'
  /** Volume name on the engine, or an absolute host path for `bind` (only system containers have those). */
  readonly source: string
  readonly target: string
  readonly readOnly: boolean
}

export interface AttachmentSpec {
  readonly network: string
  readonly aliases: readonly string[]
}

export interface PortSpec {
  readonly hostAddress: string
  readonly hostPort: number
  readonly containerPort: number
  readonly protocol: 'tcp' | 'udp'
}

export interface LogSpec {
  readonly maxSizeBytes: number
  readonly maxFiles: number
}

/**
 * One container. `command` and `entrypoint` absent means: what the image says.
 * The fields `limits`, `restart` and `networks` can change in place and stand outside the fingerprint, as does the replica number.
 */
export interface ContainerSpec {
  readonly id: ResourceId
  readonly name: string
  readonly app: AppKey
  readonly replica: number
  readonly fingerprint: string
  /** Image reference as the engine knows it: as written for pulled images, the content tag for built ones. */
  readonly image: string
  readonly env: Readonly<Record<string, string>>
  readonly command?: readonly string[]
  readonly entrypoint?: readonly string[]
  readonly mounts: readonly MountSpec[]
  readonly networks: readonly AttachmentSpec[]
  readonly ports: readonly PortSpec[]
  readonly limits: LimitsSpec
  readonly restart: RestartSpec
  /** The person's labels and the identity labels of `model/labels.ts` together. */
  readonly labels: Readonly<Record<string, string>>
  readonly logs: LogSpec
  readonly capabilities: readonly string[]
  readonly stopGraceMs: number
}

/** How an image comes to be on the host. */
export type ImageSpec =
  | { readonly kind: 'pull'; readonly ref: string }
  | { readonly kind: 'build'; readonly ref: string; readonly build: BuildSpec }

export interface BuildSpec {
  readonly repository: RepositoryRef
  readonly commit: string
  /** Folder in the repository, `.` for its root. */
  readonly path: string
  /** Relative to `path`. */
  readonly dockerfile: string
  readonly target?: string
  readonly args: Readonly<Record<string, string>>
  /** Digest of the source tree at `path`; the content tag is made of it and of the settings above. */
  readonly treeDigest: string
}

/** Where source text lives: a git repository at a ref, or a plain folder for local work. Credentials never stand here. */
export type RepositoryRef =
  | { readonly kind: 'git'; readonly url: string; readonly ref: string }
  | { readonly kind: 'folder'; readonly path: string }

export interface RouteServer {
  readonly container: string
  readonly port: number
}

export type RouteRule =
  | { readonly kind: 'serve'; readonly host: string; readonly pathPrefix: string }
  | { readonly kind: 'redirect'; readonly host: string; readonly pathPrefix: string; readonly toHost: string }

/** What the proxy serves for one app. `name` is the stem of the file and of all names inside it. */
export interface RouteSpec {
  readonly id: ResourceId
  readonly name: string
  readonly app: AppKey
  readonly rules: readonly RouteRule[]
  readonly servers: readonly RouteServer[]
  /** While a canary is tried: the servers of the new release, and how many of 100 requests they get. `servers` get the rest. */
  readonly canary?: { readonly servers: readonly RouteServer[]; readonly percent: number }
  readonly entryPoint: string
}
