/** The files and folders that the settings of the host name: what no app may mount, whatever is granted. As written; links are followed elsewhere. */
import type { HostSettings, ProxySettings } from '../model/settings.js'

type Named = Pick<HostSettings, 'stateDir' | 'source' | 'credentials' | 'secrets' | 'registries' | 'docker' | 'proxy' | 'http' | 'webhooks' | 'statuses'>

/** Whoever could write there, or read there, would be the host's owner, or could pose as it. */
export function ownPaths(settings: Named): readonly string[] {
  const { stateDir, docker, secrets, proxy, source, credentials } = settings
  const folder = source?.repository.kind === 'folder' ? source.repository.path : undefined
  const hostKeys = credentials.map(({ knownHostsFile }) => knownHostsFile)
  const places = [stateDir, docker.replace(/^unix:\/\//, ''), secrets.directory, secrets.identityFile, ...placesOf(proxy), folder, ...hostKeys, ...otherSecretFiles(settings)]
  return [...new Set(places.flatMap((place) => (place?.startsWith('/') ? [place.replace(/(.)\/+$/, '$1')] : [])))]
}

/** Secrets of the operator, beside those that are for apps. */
export function otherSecretFiles({ credentials, registries, http, webhooks, statuses }: Named): readonly (string | undefined)[] {
  return [
    ...credentials.flatMap(({ keyFile, tokenFile }) => [keyFile, tokenFile]),
    ...Object.values(registries).map(({ passwordFile }) => passwordFile),
    ...Object.values(webhooks).flatMap(({ secretFiles }) => secretFiles),
    ...statuses.map(({ tokenFile }) => tokenFile),
    http.tokenFile,
  ]
}

function placesOf(proxy: ProxySettings): readonly (string | undefined)[] {
  if (proxy.mode === 'external') return [proxy.directory]
  const { acme, certificates } = proxy
  return [acme.dnsEnvFile, acme.caFile, ...certificates.flatMap(({ certFile, keyFile }) => [certFile, keyFile])]
}
