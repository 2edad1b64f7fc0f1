/** Which hosts are served over HTTPS, and where their certificates come from, as far as the file alone can tell. */
import type { Manifest, ManifestDomain } from './manifest.js'

/** What the host can do about certificates; from its settings. */
export interface HostTls {
  /** The proxy can ask an ACME server. */
  readonly acme: boolean
  /** It has credentials for a DNS provider. */
  readonly dns: boolean
  /** It was handed certificates. */
  readonly certificates: boolean
  /** It takes key pairs from Mist. */
  readonly pairs: boolean
}

type Asked = Pick<ManifestDomain, 'host' | 'tls'>

export function wantsTls({ host, tls }: Asked, acme: Manifest['acme']): boolean {
  return tls ?? (acme !== undefined && !isLocalName(host))
}

/** Whether an ACME server could certify this host: a local name never, a wildcard by DNS-01 alone. */
export function isCertifiable({ host }: Asked, acme: Manifest['acme']): boolean {
  return acme !== undefined && !isLocalName(host) && (!host.startsWith('*.') || acme.dns !== undefined)
}

/** Names that mean this machine to everybody, or that no server outside could look up. */
export function isLocalName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || !host.includes('.')
}
