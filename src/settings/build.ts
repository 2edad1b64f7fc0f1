/** A valid tree of mistd.yaml → HostSettings with every default filled in. Whether the values agree is left to the rules. */
import type { Grants, MountGrant, PublishGrant } from '../model/grants.js'
import type { BuildSettings, CredentialSettings, ForgeSettings, HostSettings, HttpSettings, ProxySettings, RegistrySettings, SecretsSettings, SourceSettings, WebhookSettings } from '../model/settings.js'
import type { MapNode, TreeNode } from '../manifest/tree.js'
import { booleanOf, child, entriesOf, itemsOf, numberOf, textOf } from '../manifest/tree.js'
import { parseSize } from '../manifest/forms/size.js'
import { proxyOf } from './build-proxy.js'
import { SETTINGS_DEFAULTS as DEFAULTS } from './defaults.js'
import { milliseconds } from './milliseconds.js'
import { ownPaths } from './own-paths.js'

export function buildSettings(tree: MapNode): HostSettings {
  const source = sourceOf(child(tree, 'source'))
  const proxy = proxyOf(child(tree, 'proxy'))
  const http = httpOf(child(tree, 'http'))
  const stateDir = textOf(child(tree, 'stateDir')) ?? DEFAULTS.stateDir
  const docker = textOf(child(tree, 'docker')) ?? DEFAULTS.docker
  const files = {
    ...(source && { source }),
    credentials: itemsOf(child(tree, 'credentials')).map(credentialOf),
    secrets: secretsOf(child(tree, 'secrets')),
    registries: Object.fromEntries(entriesOf(child(tree, 'registries')).map(({ key, value }) => [key, registryOf(value)])),
    webhooks: Object.fromEntries(entriesOf(child(tree, 'webhooks')).map(({ key, value }) => [key, webhookOf(value)])),
    statuses: itemsOf(child(tree, 'statuses')).map(forgeOf),
  }
  return {
    ...files,
    instance: textOf(child(tree, 'instance')) ?? DEFAULTS.instance,
    stateDir,
    docker,
    networkPool: textOf(child(tree, 'networkPool')) ?? DEFAULTS.networkPool,
    builds: buildsOf(child(tree, 'builds')),
    proxy,
    http,
    grants: { ...grantsOf(child(tree, 'grants')), reservedPorts: ownPorts(http, proxy), reservedPaths: ownPaths({ ...files, stateDir, docker, proxy, http }) },
    driftIntervalMs: milliseconds(child(child(tree, 'drift'), 'interval'), DEFAULTS['drift.interval']),
    logLevel: (textOf(child(child(tree, 'log'), 'level')) ?? DEFAULTS['log.level']) as HostSettings['logLevel'],
  }
}

function ownPorts(http: HttpSettings, proxy: ProxySettings): readonly number[] {
  return [...(http.enabled ? [http.port] : []), ...(proxy.mode === 'managed' ? [proxy.httpPort, proxy.httpsPort, proxy.apiPort] : [])]
}

/** Absent limits follow the host, which only the engine knows. */
function buildsOf(node: TreeNode | undefined): BuildSettings {
  const memory = parseSize(textOf(child(node, 'memory')) ?? '0b')
  return {
    builder: textOf(child(node, 'builder')) === 'buildkit' ? 'buildkit' : DEFAULTS['builds.builder'],
    concurrency: numberOf(child(node, 'concurrency')) ?? DEFAULTS['builds.concurrency'],
    cpus: numberOf(child(node, 'cpus')) ?? 0,
    memoryBytes: memory.ok ? memory.value : 0,
    timeoutMs: milliseconds(child(node, 'timeout'), DEFAULTS['builds.timeout']),
  }
}

function httpOf(node: TreeNode | undefined): HttpSettings {
  const tokenFile = textOf(child(node, 'tokenFile'))
  return {
    enabled: booleanOf(child(node, 'enabled')) ?? DEFAULTS['http.enabled'],
    address: textOf(child(node, 'address')) ?? DEFAULTS['http.address'],
    port: numberOf(child(node, 'port')) ?? DEFAULTS['http.port'],
    ...(tokenFile !== undefined && { tokenFile }),
    hosts: textsOf(child(node, 'hosts')) ?? [],
  }
}

function grantsOf(node: TreeNode | undefined): Grants {
  return {
    domains: textsOf(child(node, 'domains')) ?? DEFAULTS['grants.domains'],
    publish: (textsOf(child(node, 'publish')) ?? DEFAULTS['grants.publish']).map(publishGrantOf),
    mounts: (textsOf(child(node, 'mounts')) ?? DEFAULTS['grants.mounts']).map(mountGrantOf),
    backups: (textsOf(child(node, 'backups')) ?? DEFAULTS['grants.backups']).map((path) => path.replace(/\/$/, '')),
    storages: textsOf(child(node, 'storages')) ?? DEFAULTS['grants.storages'],
    repositories: textsOf(child(node, 'repositories')) ?? DEFAULTS['grants.repositories'],
  }
}

/** `/srv/media:ro` or `/srv/data`. */
function mountGrantOf(text: string): MountGrant {
  const readOnly = text.endsWith(':ro')
  return { path: text.slice(0, readOnly ? -':ro'.length : undefined).replace(/\/$/, ''), readOnly }
}

/** `0.0.0.0:8000-8010` or `0.0.0.0:5432`. */
function publishGrantOf(text: string): PublishGrant {
  const [address = '', ports = ''] = text.split(':')
  const [from, to = from] = ports.split('-')
  return { address, fromPort: Number(from), toPort: Number(to) }
}

/** Absent when neither the file nor a flag names a repository or a folder. */
function sourceOf(node: TreeNode | undefined): SourceSettings | undefined {
  const [git, folder] = [textOf(child(node, 'git')), textOf(child(node, 'folder'))]
  if (git === undefined && folder === undefined) return undefined
  return {
    repository: folder === undefined ? { kind: 'git', url: git ?? '', ref: textOf(child(node, 'ref')) ?? '' } : { kind: 'folder', path: folder },
    path: textOf(child(node, 'path')) ?? DEFAULTS['source.path'],
    intervalMs: milliseconds(child(node, 'interval'), DEFAULTS['source.interval']),
  }
}

function credentialOf(node: TreeNode): CredentialSettings {
  const [keyFile, knownHostsFile, tokenFile] = ['keyFile', 'knownHostsFile', 'tokenFile'].map((key) => textOf(child(node, key)))
  return {
    url: textOf(child(node, 'url')) ?? '',
    username: textOf(child(node, 'username')) ?? DEFAULTS['credentials.*.username'],
    ...(keyFile !== undefined && { keyFile }),
    ...(knownHostsFile !== undefined && { knownHostsFile }),
    ...(tokenFile !== undefined && { tokenFile }),
  }
}

function secretsOf(node: TreeNode | undefined): SecretsSettings {
  const [identityFile, directory, environment] = ['identityFile', 'directory', 'environment'].map((key) => textOf(child(node, key)))
  return { ...(identityFile !== undefined && { identityFile }), ...(directory !== undefined && { directory }), ...(environment !== undefined && { environment }) }
}

function registryOf(node: TreeNode): RegistrySettings {
  return { username: textOf(child(node, 'username')) ?? '', passwordFile: textOf(child(node, 'passwordFile')) ?? '' }
}

function forgeOf(node: TreeNode): ForgeSettings {
  const api = textOf(child(node, 'api'))
  return { url: textOf(child(node, 'url')) ?? '', type: textOf(child(node, 'type')) as ForgeSettings['type'], tokenFile: textOf(child(node, 'tokenFile')) ?? '', ...(api !== undefined && { api }) }
}

function webhookOf(node: TreeNode): WebhookSettings {
  return { type: (textOf(child(node, 'type')) ?? 'generic') as WebhookSettings['type'], secretFiles: textsOf(child(node, 'secretFiles')) ?? [] }
}

function textsOf(node: TreeNode | undefined): readonly string[] | undefined {
  return node === undefined ? undefined : itemsOf(node).map((item) => textOf(item) ?? '')
}
