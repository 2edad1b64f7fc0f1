/**
 * What the operator of the host allows the writers of the repository to ask for. Grants come from the host settings alone;
 * a manifest can use them and can never make them.
 */

export interface Grants {
  /** Domain suffixes: `example.com` grants itself and everything below, `*` grants all. Default: `localhost`. */
  readonly domains: readonly string[]
  /** Host ports beyond loopback. Ports on 127.0.0.1 need no grant. */
  readonly publish: readonly PublishGrant[]
  /** Folders of the host that apps may mount, with all below. */
  readonly mounts?: readonly MountGrant[]
  /** Folders of the host where backups may be kept, with all below. */
  readonly backups?: readonly string[]
  /** Object storages on this very host or its link, by their URLs. */
  readonly storages?: readonly string[]
  /** Paths that Mist and the engine live by: no grant opens them. */
  readonly reservedPaths?: readonly string[]
  /** URL prefixes of app repositories that need more than https or ssh, for example `file:///srv/git/`. */
  readonly repositories: readonly string[]
  /** Ports that Mist and its proxy listen on themselves: no grant opens them, also not on loopback. */
  readonly reservedPorts?: readonly number[]
}

export interface MountGrant {
  readonly path: string
  readonly readOnly: boolean
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

/** What only this host, or the machines on its link, answer at: also a cloud's own service for its machines. */
export function isNearby(host: string): boolean {
  if (isLoopback(host) || host.endsWith('.localhost') || /^(0|169\.254)\.\d/.test(host)) return true
  return host === '::' || /^fe[89ab]/.test(host) || /^::ffff:(7f|0|a9fe)/.test(host)
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

/** What a container could take the host over with, or what belongs to the host alone. */
export const NEVER_MOUNTED = ['/bin', '/boot', '/dev', '/etc', '/lib', '/lib64', '/proc', '/root', '/run', '/sbin', '/sys', '/usr', '/var/lib/containerd', '/var/lib/docker', '/var/run']

/** For mounts, to which backups of other apps are closed as well. The path itself, what lies below, and every folder above: a folder above would hand it over too. Undefined when nothing is in the way. */
export function reservedPlace({ reservedPaths = [], backups = [] }: Pick<Grants, 'reservedPaths' | 'backups'>, path: string): string | undefined {
  if (path === '/') return path
  return [...NEVER_MOUNTED, ...reservedPaths, ...backups].find((taken) => taken === '/' || isWithin(path, taken) || isWithin(taken, path))
}

/** In words that follow the path. */
export function reservedText(path: string, taken: string): string {
  if (path === taken) return 'belongs to the system, to Docker or to Mist'
  return isWithin(taken, path) ? `holds ${taken}, which belongs to the system, to Docker or to Mist` : `lies in ${taken}, which belongs to the system, to Docker or to Mist`
}

export function isNeverMounted(grants: Pick<Grants, 'reservedPaths' | 'backups'>, path: string): boolean {
  return reservedPlace(grants, path) !== undefined
}

/** What only the host can tell, such as where links lead or where the engine keeps its data. */
export function withReserved(grants: Grants, paths: readonly string[]): Grants {
  return { ...grants, reservedPaths: [...new Set([...(grants.reservedPaths ?? []), ...paths])] }
}

export function isMountGranted(grants: Grants, mount: { readonly path: string; readonly readOnly: boolean }): boolean {
  if (isNeverMounted(grants, mount.path)) return false
  return (grants.mounts ?? []).some((grant) => isWithin(mount.path, grant.path) && (mount.readOnly || !grant.readOnly))
}

export function isBackupGranted({ reservedPaths = [], backups = [] }: Grants, path: string): boolean {
  return !isNeverMounted({ reservedPaths }, path) && backups.some((folder) => isWithin(path, folder))
}

/** Paths without `..`, doubled slashes or a slash at the end, as all who ask here have made sure. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}
