/** The settings of one host, every default filled in. Made once at start from mistd.yaml, flags and environment; frozen after that. */
import type { Grants } from './grants.js'
import type { RepositoryRef } from './resource.js'

export interface HostSettings {
  readonly instance: string
  readonly stateDir: string
  /** Absent when neither the file nor a flag names one. */
  readonly source?: SourceSettings
  readonly credentials: readonly CredentialSettings[]
  readonly secrets: SecretsSettings
  readonly registries: Readonly<Record<string, RegistrySettings>>
  /** `unix:///…` */
  readonly docker: string
  readonly networkPool: string
  readonly builds: BuildSettings
  readonly proxy: ProxySettings
  readonly http: HttpSettings
  readonly webhooks: Readonly<Record<string, WebhookSettings>>
  readonly statuses: readonly ForgeSettings[]
  readonly grants: Grants
  readonly driftIntervalMs: number
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug'
}

export interface SourceSettings {
  readonly repository: RepositoryRef
  /** The manifest inside the source. */
  readonly path: string
  readonly intervalMs: number
}

/** Which of the engine's builders is used, and what a build may take of the host. */
export interface BuildSettings {
  readonly builder: Builder
  readonly concurrency: number
  /** For each build by the classic builder. 0: all that the host has less one core. */
  readonly cpus: number
  /** For each build by the classic builder. 0: half of what the host has, divided by `concurrency`. */
  readonly memoryBytes: number
  readonly timeoutMs: number
}

export type Builder = 'classic' | 'buildkit'

export interface CredentialSettings {
  readonly url: string
  readonly keyFile?: string
  readonly knownHostsFile?: string
  readonly username: string
  readonly tokenFile?: string
}

/** Places of this host, each of which may be absent. */
export interface SecretsSettings {
  readonly identityFile?: string
  readonly directory?: string
  /** Prefix of variables. */
  readonly environment?: string
}

export interface RegistrySettings {
  readonly username: string
  readonly passwordFile: string
}

export type ProxySettings = ManagedProxySettings | ExternalProxySettings

export interface ManagedProxySettings {
  readonly mode: 'managed'
  readonly image: string
  readonly address: string
  readonly httpPort: number
  readonly httpsPort: number
  readonly apiPort: number
  readonly acme: AcmeSettings
  readonly certificates: readonly CertificateFiles[]
}

export interface AcmeSettings {
  readonly server: string
  readonly caFile?: string
  readonly dnsEnvFile?: string
  /** Whether Traefik sees to it that the record of DNS-01 is there before the ACME server looks. */
  readonly dnsPropagation: 'checked' | 'unchecked'
  readonly lifetimeMs: number
}

export interface CertificateFiles {
  readonly certFile: string
  readonly keyFile: string
}

export interface ExternalProxySettings {
  readonly mode: 'external'
  readonly directory: string
  readonly api?: string
  readonly entryPoint: string
  readonly servers: 'name' | 'address'
  /** Where HTTPS is served, if it is; and the port that visitors know. */
  readonly secureEntryPoint?: string
  readonly httpsPort: number
  readonly certResolver?: string
}

export interface HttpSettings {
  readonly enabled: boolean
  readonly address: string
  readonly port: number
  readonly tokenFile?: string
  readonly hosts: readonly string[]
}

export type ForgeType = 'github' | 'gitlab' | 'gitea'

/** A git server that is told how the release of a commit goes. */
export interface ForgeSettings {
  /** Prefix of repository addresses. */
  readonly url: string
  readonly type: ForgeType
  readonly tokenFile: string
  /** Base of its API, without a slash at the end. */
  readonly api?: string
}

export type WebhookType = 'github' | 'gitlab' | 'gitea' | 'bitbucket' | 'standard' | 'generic'

export interface WebhookSettings {
  readonly type: WebhookType
  readonly secretFiles: readonly string[]
}
