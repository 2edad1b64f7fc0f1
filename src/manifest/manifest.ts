/**
 * The manifest after its short forms were spelled out and its includes merged. Still what the person wrote:
 * nothing is defaulted here, absent stays absent. `resolve` fills in the rest.
 */
import type { ManifestBackup } from './manifest-backup.js'
import type { ManifestHsts, ManifestRateLimit } from './manifest-edge.js'
import type { PreviewOf } from '../model/preview.js'
import type { ManifestStorage } from './manifest-storage.js'
import type { Template } from './templates/template.js'

export interface Manifest {
  readonly ingressDomain?: string
  /** The file of encrypted values, relative to the folder of the manifest. */
  readonly secrets?: string
  /** Hosts get certificates by themselves; with `dns` by DNS-01 through that provider. */
  readonly acme?: { readonly email: string; readonly dns?: string }
  readonly defaults: LayerSpec
  readonly policy: { readonly prune?: boolean; readonly drift?: 'correct' | 'report' }
  /** Places for backups, sorted by name. */
  readonly storages: readonly ManifestStorage[]
  /** Sorted by name, as are the apps inside. */
  readonly projects: readonly ManifestProject[]
}

export interface LayerSpec {
  readonly restart?: RestartWord
  readonly limits?: ManifestLimits
  readonly logs?: ManifestLogs
  readonly deploy?: ManifestDeploy
  /** `none`: not even that of a lower layer. */
  readonly errorPage?: ManifestErrorPage | 'none'
}

/** `app` is of the same project, or `project/app`. */
export interface ManifestErrorPage {
  readonly app: string
  readonly path?: string
  /** Inclusive bounds. */
  readonly statuses?: readonly StatusRange[]
}

export interface StatusRange {
  readonly from: number
  readonly to: number
}

export type RestartWord = 'no' | 'always' | 'on-failure' | 'unless-stopped'

export interface ManifestLimits {
  readonly cpus?: number
  readonly memoryBytes?: number
  readonly pids?: number
}

export interface ManifestLogs {
  readonly maxSizeBytes?: number
  readonly maxFiles?: number
}

/** `pre` and `canary` belong to an app; the lowest layer never has them. */
export interface ManifestDeploy {
  readonly strategy?: 'rolling' | 'recreate' | 'canary'
  readonly timeoutMs?: number
  readonly windowMs?: number
  readonly drainMs?: number
  readonly stopMs?: number
  readonly keep?: number
  readonly pre?: readonly string[]
  readonly canary?: { readonly weights?: readonly number[]; readonly everyMs?: number }
}

export type ManifestHealth =
  /** `status` holds inclusive bounds. */
  | { readonly kind: 'http'; readonly path: string; readonly status?: StatusRange; readonly port?: number }
  | { readonly kind: 'tcp'; readonly port?: number }
  | { readonly kind: 'cmd'; readonly command: readonly string[]; readonly intervalMs?: number; readonly timeoutMs?: number; readonly retries?: number; readonly startPeriodMs?: number }

export interface ManifestProject {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, EnvValue>>
  readonly apps: readonly ManifestApp[]
}

/** `plain` holds the text exactly as it stands in the file. */
export type EnvValue =
  | { readonly kind: 'plain'; readonly value: string }
  | { readonly kind: 'reference'; readonly app: string; readonly output: string }
  | { readonly kind: 'secret'; readonly name: string }

/** What every app can be asked for. A database has those of its template instead. */
export const OUTPUT_NAMES = ['host', 'port', 'url', 'domain'] as const
export type OutputName = (typeof OUTPUT_NAMES)[number]

export interface ManifestApp extends LayerSpec {
  readonly name: string
  readonly type: 'web' | 'service' | 'database'
  readonly artifact: Artifact
  readonly port?: number
  readonly domains: readonly ManifestDomain[]
  readonly env: Readonly<Record<string, EnvValue>>
  /** The short form of secrets in env, as written; `env` holds them too. */
  readonly secrets: readonly string[]
  readonly replicas?: number
  readonly volumes: readonly ManifestVolume[]
  readonly files: readonly ManifestFile[]
  readonly binds: readonly ManifestBind[]
  readonly command?: readonly string[]
  readonly entrypoint?: readonly string[]
  readonly dependsOn: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly publish: readonly ManifestPublish[]
  readonly maintenance?: boolean
  /** What visitors see meanwhile. */
  readonly maintenancePage?: ManifestErrorPage
  readonly sticky?: boolean
  readonly responseTimeoutMs?: number
  readonly health?: ManifestHealth
  readonly protect?: boolean
  /** Of a database. */
  readonly backup?: ManifestBackup
  readonly upgrade?: 'dump-restore'
  /** The name under which its volumes were made. */
  readonly renamedFrom?: string
  readonly preview?: ManifestPreview
  /** Set on apps that stand in no file: they were made of a branch. */
  readonly previewOf?: PreviewOf
  /** Present for a database: what is said here of its image, port, volume and health was made of it. */
  readonly database?: ManifestDatabase
}

export interface ManifestDatabase {
  readonly template: Template
  readonly version: string
  /** The line of versions that it belongs to: what wrote its data. */
  readonly line: string
  /** Of `with`, over what the template says by itself. */
  readonly settings: Readonly<Record<string, string>>
  readonly password: DatabasePassword
  readonly contents: DatabaseContents
}

/** Of its users: derived from the key of the instance, or from a secret, which is that of the user of the settings. */
export type DatabasePassword = { readonly kind: 'derived'; readonly version: number } | { readonly kind: 'secret'; readonly name: string }

/** What is made inside of it when it is missing. */
export interface DatabaseContents {
  readonly databases: readonly string[]
  /** Of a broker, which has these in place of databases. */
  readonly vhosts: readonly string[]
  readonly users: readonly { readonly name: string; /** A database or virtual host in which it may do everything. */ readonly owns?: string }[]
  readonly extensions: readonly string[]
}

/** What is to be made of branches of the source of an app. */
export interface ManifestPreview {
  readonly branches: readonly string[]
  readonly limit: number
  readonly ttlMs: number
  /** In place of what the app and its project say. */
  readonly env: Readonly<Record<string, EnvValue>>
  /** In place of those of the build, by id. */
  readonly buildSecrets?: Readonly<Record<string, string>>
  /** What previews are served below, without the `*.`. */
  readonly domain?: string
}

export type Artifact =
  | { readonly kind: 'image'; readonly ref: string }
  | {
      readonly kind: 'build'
      /** Absent: the repository that holds the manifest. `ref` empty: the default branch of the remote. */
      readonly git?: { readonly url: string; readonly ref: string }
      /** Of previews that are built from the repository of the manifest: another branch of it. */
      readonly branch?: string
      readonly path: string
      readonly dockerfile: string
      readonly target?: string
      readonly args: Readonly<Record<string, string>>
      /** The id that the Dockerfile asks with → the name of a secret. */
      readonly secrets?: Readonly<Record<string, string>>
      /** Sorted. Absent: everything below `path`. */
      readonly watch?: readonly string[]
    }

export interface ManifestDomain {
  /** `*.example.com` stands for every name one label below. */
  readonly host: string
  readonly path: string
  readonly redirect?: string
  readonly permanent?: boolean
  readonly tls?: boolean
  /** The secrets that hold a certificate of its own, and the key of that. */
  readonly pair?: { readonly cert: string; readonly key: string }
  readonly plainHttp?: boolean
  readonly hsts?: ManifestHsts
  readonly strip?: boolean
  /** Lines of htpasswd. */
  readonly basicAuth?: readonly string[]
  /** The secret that holds such lines. */
  readonly basicAuthSecret?: string
  readonly allow?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly rateLimit?: ManifestRateLimit
  readonly maxBodyBytes?: number
  readonly compress?: boolean
}

export interface ManifestVolume {
  readonly name: string
  readonly path: string
  readonly readOnly: boolean
  /** Its place in `volumes`, where files and folders of the host may stand before it. */
  readonly index?: number
  readonly backup?: ManifestBackup
}

/** A file for the containers, always read-only. It stands in `files`, or in `volumes` in its short form. */
export interface ManifestFile {
  readonly path: string
  readonly origin: { readonly kind: 'source'; readonly from: string } | { readonly kind: 'text'; readonly text: string } | { readonly kind: 'secret'; readonly name: string }
  readonly mode?: number
  readonly uid?: number
  readonly gid?: number
  readonly at: readonly (string | number)[]
}

/** A folder or file of the host, which a grant has to allow. */
export interface ManifestBind {
  readonly source: string
  readonly path: string
  readonly readOnly: boolean
  readonly at: readonly (string | number)[]
}

export interface ManifestPublish {
  readonly address: string
  readonly port: number
  readonly container: number
  readonly protocol: 'tcp' | 'udp'
}
