/** What stands in a route file as a server: a container's name where the proxy shares its network, else its address. */
import type { RouteServer } from '../../model/resource.js'
import type { ObservedContainer } from '../../model/state.js'

/** `address` undefined means that the proxy reaches it by name. */
export function serverUrl(server: RouteServer, address: string | undefined): string {
  return `http://${address ?? server.container}:${String(server.port)}`
}

/** The way back: host (a name or an address) and port of a server URL; undefined for what Mist never writes. */
export function readServerUrl(url: string): { readonly host: string; readonly port: number } | undefined {
  const found = /^http:\/\/([A-Za-z0-9._-]+):(\d{1,5})$/.exec(url)
  const [, host, port] = found ?? []
  return host === undefined || port === undefined ? undefined : { host, port: Number(port) }
}

/** The container that a server URL leads to; none when it is not among these. */
export function serverAt(url: string, containers: readonly ObservedContainer[]): readonly RouteServer[] {
  const found = readServerUrl(url)
  const holder = containers.find(({ name, networks }) => name === found?.host || networks.some(({ address }) => address !== '' && address === found?.host))
  return found && holder ? [{ container: holder.name, port: found.port }] : []
}
