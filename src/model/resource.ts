/**
 * The nouns: what Mist can make on a host. Every spec here is fully spelled out, no default is left to guess.
 * Units stand last in the names. Everything is plain data and survives JSON.
 */
import type { ContentsSpec } from './contents.js'
import type { HeldSecret } from './secret.js'

import type { DataSpec } from './data.js'
import type { EdgeSpec, SecureSpec } from './edge-spec.js'

export type { EdgeSpec, SecureSpec } from './edge-spec.js'

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
  /** The app under whose name it was made: the former one when the app was renamed since. */
  readonly app: AppKey
  /** Git says so: no confirmation removes it. */
  readonly protect?: true
  /** Scratch: it goes with its preview. */
  readonly preview?: true
  /** What it was made for: it may be thrown away at any time, and no plan knows it. */
  readonly scratchFor?: ScratchPurpose
  /** Present for the volume of a database. */
  readonly data?: DataSpec
}

/** Why something stands on the host that is no part of what git wants. */
export type ScratchPurpose = 'drill' | 'restore' | 'upgrade'

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
  /** Volume name on the engine, or an absolute host path for `bind`: a file of Mist's own, or what a grant of the host allows. */
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

/** A question from outside the container. */
export interface HttpCheck {
  readonly path: string
  /** Sent as the Host header. */
  readonly host: string
  /** Inclusive bounds of a good status. */
  readonly statusFrom: number
  readonly statusTo: number
}

/** Run by the engine inside the container, without a shell. */
export interface HealthCheckSpec {
  readonly command: readonly string[]
  readonly intervalMs: number
  readonly timeoutMs: number
  readonly retries: number
  readonly startPeriodMs: number
}

export interface LogSpec {
  readonly maxSizeBytes: number
  readonly maxFiles: number
}

/**
 * One container. `command`, `entrypoint` and `healthCheck` absent means: what the image says.
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
  /** Names in `env` whose value is shown nowhere, and the mark that stands for the value in the fingerprint. Absent when there are none. */
  readonly secretEnv?: Readonly<Record<string, string>>
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
  readonly healthCheck?: HealthCheckSpec
  /** Of a database: what is made inside of it once it runs. */
  readonly contents?: ContentsSpec
}

/** How an image comes to be on the host. */
export type ImageSpec =
  | { readonly kind: 'pull'; readonly ref: string }
  | { readonly kind: 'build'; readonly ref: string; readonly build: BuildSpec; /** Built after all others, and of no use once its preview is over. */ readonly preview?: true }

export interface BuildSpec {
  readonly repository: RepositoryRef
  readonly commit: string
  /** Folder in the repository, `.` for its root. */
  readonly path: string
  /** Relative to `path`. */
  readonly dockerfile: string
  readonly target?: string
  readonly args: Readonly<Record<string, string>>
  /** Paths in the repository, sorted: all that the build sees of `path` beside the Dockerfile. Absent: everything below `path`. */
  readonly watch?: readonly string[]
  /** By the id that the Dockerfile asks with. Absent when there are none. */
  readonly secrets?: Readonly<Record<string, HeldSecret>>
  /** Digest of all that the build can see; the content tag is made of it and of the settings above. */
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

/**
 * One host, or a part of it below a path. A host that begins with `*.` stands for every name one label below; an exact one wins over
 * it. Whatever is absent is off, so that a rule says no more than it has to.
 */
export type RouteRule = ServeRule | RedirectRule

export interface ServeRule extends RuleTls {
  readonly kind: 'serve'
  readonly host: string
  readonly pathPrefix: string
  readonly edge?: EdgeSpec
}

export interface RedirectRule extends RuleTls {
  readonly kind: 'redirect'
  readonly host: string
  readonly pathPrefix: string
  readonly toHost: string
  /** Absent: permanent, so that browsers and search engines keep it. */
  readonly temporary?: true
}

export interface RuleTls {
  /** Served over HTTPS: with a certificate that the proxy gets by ACME, or with one that it was given. */
  readonly tls?: 'acme' | 'given'
  /** Stands for the key pair that is shown, where the app has one of its own: another pair, another mark. See model/key-pair.ts. */
  readonly certificate?: string
  /** Served over plain HTTP as well, where it otherwise leads to HTTPS. */
  readonly plainHttp?: true
}

/** What holds for all rules of a route, whatever container answers. */
export interface RouteOptions {
  /** Present when a rule has TLS. */
  readonly secure?: SecureSpec
  /** A visitor stays with one container, by a cookie. */
  readonly sticky?: true
  /** How long an app may take to begin its answer; after that the visitor gets 504. */
  readonly responseTimeoutMs?: number
}

/** What visitors get in place of an error: the answer of another app, with the status of the error. */
export interface ErrorPageSpec {
  readonly app: AppKey
  /** Asked of that app; `{status}` and `{url}` stand for those of the request that went wrong. */
  readonly path: string
  /** `404`, or a range such as `502-504`; sorted. */
  readonly statuses: readonly string[]
  /** Containers of that app that serve by now. Known only once the host has been looked at: empty until then. */
  readonly servers: readonly RouteServer[]
}

/** What the proxy serves for one app. `name` is the stem of the file and of all names inside it. */
export interface RouteSpec extends RouteOptions {
  readonly id: ResourceId
  readonly name: string
  readonly app: AppKey
  readonly rules: readonly RouteRule[]
  /** Empty for redirects alone, and for a parked app that has an error page. */
  readonly servers: readonly RouteServer[]
  /** While a canary is tried: the servers of the new release, and how many of 100 requests they get. `servers` get the rest. */
  readonly canary?: { readonly servers: readonly RouteServer[]; readonly percent: number }
  readonly errorPage?: ErrorPageSpec
  readonly entryPoint: string
}
