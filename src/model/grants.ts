/**
 * What the operator of the host allows the writers of the repository to ask for. Grants come from the host settings alone;
 * a manifest can use them and can never make them.
 */

export interface Grants {
  /** Domain suffixes: `example.com` grants itself and everything below, `*` grants all. Default: `localhost`. */
  readonly domains: readonly string[]
  /** Host ports beyond loopback. Ports on 127.0.0.1 need no grant. */
  readonly publish: readonly PublishGrant[]
  /** URL prefixes of app repositories that need more than https or ssh, for example `file:///srv/git/`. */
  readonly repositories: readonly string[]
  /** Ports that Mist and its proxy listen on themselves: no grant opens them, also not on loopback. */
  readonly reservedPorts?: readonly number[]
}

export interface PublishGrant {
  /** `0.0.0.0` or an address of the host. */
  readonly address: string
  readonly fromPort: number
  readonly toPort: number
}

export function isDomainGranted(grants: Grants, host: string): boolean {
  return grants.domains.some((suffix) => suffix === '*' || host === suffix || host.endsWith(`.${suffix}`))
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address === 'localhost' || /^127(\.\d{1,3}){3}$/.test(address)
}

/** An app that took one of these would lock Mist or its proxy out at their next start. */
export function isReservedPort({ reservedPorts = [] }: Grants, hostPort: number): boolean {
  return reservedPorts.includes(hostPort)
}

export function isPublishGranted(grants: Grants, port: { readonly hostAddress: string; readonly hostPort: number }): boolean {
  if (isReservedPort(grants, port.hostPort)) return false
  if (isLoopback(port.hostAddress)) return true
  return grants.publish.some((grant) => grant.address === port.hostAddress && grant.fromPort <= port.hostPort && port.hostPort <= grant.toPort)
}
