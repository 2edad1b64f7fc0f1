/** What the entry point hands over: how to join the parts, and the machine. Loaded late, so that help and completion are quick. */
import type { EngineConfig } from '../engine/config.js'
import type { Result } from '../model/result.js'
import type { HostSettings, SecretsSettings } from '../model/settings.js'
import type { Emit, Ports, ReadPorts, SecretFilePort, SecretsPort, StateCopyPort } from '../ports.js'
import type { Host } from './host.js'
import type { Io } from './io.js'

export interface Deps {
  load(): Promise<Parts>
  readonly host: Host
}

export interface Parts {
  composeReader(settings: HostSettings, emit: Emit): Result<Composed<ReadPorts> & { readonly notices: readonly string[] }>
  createSecrets(places: { readonly settings: SecretsSettings; readonly env: Io['env'] }): SecretsPort
  createSecretFiles(env: Io['env']): SecretFilePort
  stateCopiesOf(settings: HostSettings): StateCopyPort
  compose(settings: HostSettings, emit: Emit): Result<Composed<Ports> & { readonly notices: readonly string[] }>
}

interface Composed<P> {
  readonly ports: P
  readonly config: EngineConfig
  close(): Promise<void>
}
