/** What a pass needs to know about its host. Made once by `compose.ts` from the host settings; never changes while Mist runs. */
import type { HostTls } from '../manifest/tls.js'
import type { Grants } from '../model/grants.js'
import type { InstanceKey } from '../model/instance-key.js'
import type { RepositoryRef } from '../model/resource.js'
import type { Builder } from '../model/settings.js'
import type { ProxyPlan } from '../resolve/resolve.js'

export interface EngineConfig {
  readonly instance: string
  /** Generated passwords and the marks of secrets follow from it. */
  readonly key: InstanceKey
  readonly repository: RepositoryRef
  /** Where the files that apps mount are laid down: a folder of Mist's own. */
  readonly filesDirectory: string
  /** The manifest inside the source. */
  readonly manifestPath: string
  readonly networkPool: string
  readonly grants: Grants
  readonly proxy: ProxyPlan
  /** How the proxy reaches containers: by name inside its networks, or by address from the host. */
  readonly servers: 'name' | 'address'
  /** What the proxy can do about certificates, for the rules of the manifest. Unknown: nothing is said about it. */
  readonly tls?: HostTls
  /** The builder that the host is set to. Unknown: nothing is said about it. */
  readonly builder?: Builder
}
