/** What the schema of mistd.yaml cannot say: keys that exclude or need each other, ranges, ports that must differ. */
import { isLoopback, reservedPlace, reservedText } from '../model/grants.js'
import type { HostSettings } from '../model/settings.js'
import type { Finding } from '../manifest/finding.js'
import { fault } from '../manifest/finding.js'
import { ipv4Number, isIpv4 } from '../manifest/forms/address.js'
import { isLocalHttp, refProblem, transportOf } from '../manifest/forms/git.js'
import type { Path } from '../manifest/tree.js'
import { otherSecretFiles } from './own-paths.js'

export interface SettingsContext {
  readonly settings: HostSettings
  readonly isWritten: (path: Path) => boolean
}

type SettingsRule = (context: SettingsContext) => Iterable<Finding>

export const SETTINGS_RULES: readonly SettingsRule[] = [oneSource, sourceAddress, intervals, buildBounds, proxyKeys, networkPool, ports, certificateLifetime, tokenBeyondLoopback, credentials, publishGrants, mountGrants, backupGrants, dangerousPaths, secretsApart]

export function checkSettings(context: SettingsContext): readonly Finding[] {
  return SETTINGS_RULES.flatMap((rule) => [...rule(context)])
}

function* oneSource({ isWritten }: SettingsContext): Iterable<Finding> {
  const [git, folder] = [isWritten(['source', 'git']), isWritten(['source', 'folder'])]
  if (git && folder) yield fault({ rule: 'source-conflict', message: 'the source is a git repository and a folder at once', help: 'keep one of the two', path: ['source', 'folder'], on: 'key', related: [{ path: ['source', 'git'], message: 'and this repository', on: 'key' }] })
  if (!git && !folder && isWritten(['source'])) yield fault({ rule: 'missing-key', message: 'the source names neither a repository nor a folder', help: 'add `git:` or `folder:`', path: ['source'], on: 'key' })
  if (folder && isWritten(['source', 'ref'])) yield fault({ rule: 'source-conflict', message: 'a folder has no branches or tags', help: 'remove `ref:`', path: ['source', 'ref'], on: 'key' })
}

/** The operator may name a repository on this very machine, by file or by http; the writers of the repository may not. */
function* sourceAddress({ settings: { source } }: SettingsContext): Iterable<Finding> {
  if (source?.repository.kind !== 'git') return
  const transport = transportOf(source.repository.url)
  if (!transport.ok && !isLocalHttp(source.repository.url)) yield fault({ ...transport.error, path: ['source', 'git'] })
  const problem = source.repository.ref === '' ? undefined : refProblem(source.repository.ref)
  if (problem !== undefined) yield fault({ ...problem, path: ['source', 'ref'] })
}

const MIN_INTERVAL_MS = 1_000
const MAX_INTERVAL_MS = 24 * 60 * 60 * 1_000

/** Faster would only load the remote; slower than a day is surely a slip. */
function* intervals({ settings }: SettingsContext): Iterable<Finding> {
  const clocks = [[settings.source?.intervalMs, ['source', 'interval']], [settings.driftIntervalMs, ['drift', 'interval']]] as const
  for (const [ms, path] of clocks) {
    if (ms === undefined || (ms >= MIN_INTERVAL_MS && ms <= MAX_INTERVAL_MS)) continue
    yield fault({ rule: 'out-of-range', message: 'an interval must be from 1s to 24h', help: 'for example 60s', path })
  }
}

const LEAST_BUILD_MEMORY_BYTES = 16 * 1024 * 1024
const MAX_BUILD_MS = 24 * 60 * 60 * 1_000

/** With less memory no step of any build could start. */
function* buildBounds({ settings: { builds }, isWritten }: SettingsContext): Iterable<Finding> {
  if (isWritten(['builds', 'memory']) && builds.memoryBytes < LEAST_BUILD_MEMORY_BYTES) yield fault({ rule: 'out-of-range', message: 'a build needs 16m of memory at the least', help: 'for example 2g', path: ['builds', 'memory'] })
  if (builds.timeoutMs < MIN_INTERVAL_MS || builds.timeoutMs > MAX_BUILD_MS) yield fault({ rule: 'out-of-range', message: 'the time for a build must be from 1s to 24h', help: 'for example 30m', path: ['builds', 'timeout'] })
}

const MANAGED_KEYS = ['image', 'address', 'httpPort', 'apiPort', 'acme', 'certificates']
const EXTERNAL_KEYS = ['directory', 'api', 'entryPoint', 'servers', 'secureEntryPoint', 'certResolver']

function* proxyKeys({ settings: { proxy: { mode } }, isWritten }: SettingsContext): Iterable<Finding> {
  const idle = mode === 'external' ? MANAGED_KEYS : EXTERNAL_KEYS
  for (const key of idle.filter((name) => isWritten(['proxy', name]))) {
    yield fault({ rule: 'proxy-conflict', message: `${key} means nothing while the proxy is ${mode}`, help: `remove it, or set \`mode: ${mode === 'external' ? 'managed' : 'external'}\``, path: ['proxy', key], on: 'key' })
  }
  if (mode === 'external' && !isWritten(['proxy', 'directory'])) {
    yield fault({ rule: 'missing-key', message: 'an external proxy needs a directory', help: 'add `directory:`, the one that its file provider watches', path: ['proxy', 'mode'] })
  }
}

/** Ranges that are private by RFC 1918, and the one for carriers that hosts use for the same purpose. */
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']

function* networkPool({ settings }: SettingsContext): Iterable<Finding> {
  const [address = '', bits = ''] = settings.networkPool.split('/')
  const path: Path = ['networkPool']
  if (!isIpv4(address)) {
    yield fault({ rule: 'malformed', message: `${address} is not an IPv4 address`, help: 'four numbers from 0 to 255, for example 10.210.0.0/16', path })
  } else if (ipv4Number(address) % 2 ** (32 - Number(bits)) !== 0) {
    yield fault({ rule: 'malformed', message: `${settings.networkPool} does not begin where a range of that size can begin`, help: `clear the last ${String(32 - Number(bits))} bits of the address`, path })
  } else if (!PRIVATE_RANGES.some((range) => isWithin(settings.networkPool, range))) {
    yield fault({ rule: 'out-of-range', message: `${settings.networkPool} is not a private range`, help: `choose a part of ${PRIVATE_RANGES.slice(0, 3).join(', ')}`, path })
  }
}

function isWithin(inner: string, outer: string): boolean {
  const [address = '', bits = ''] = inner.split('/')
  const [base = '', size = ''] = outer.split('/')
  const block = 2 ** (32 - Number(size))
  return Number(bits) >= Number(size) && Math.floor(ipv4Number(address) / block) === Math.floor(ipv4Number(base) / block)
}

/** Everything that this host will listen on. A default can clash too, so the complaint looks for what was written. */
function* ports({ settings: { proxy, http }, isWritten }: SettingsContext): Iterable<Finding> {
  const listeners = [
    ...(http.enabled ? [{ address: http.address, port: http.port, path: ['http', 'port'], name: 'the status endpoint' }] : []),
    ...(proxy.mode === 'managed' ? [{ address: proxy.address, port: proxy.httpPort, path: ['proxy', 'httpPort'], name: 'the proxy' }] : []),
    ...(proxy.mode === 'managed' ? [{ address: proxy.address, port: proxy.httpsPort, path: ['proxy', 'httpsPort'], name: 'the proxy for HTTPS' }] : []),
    ...(proxy.mode === 'managed' ? [{ address: '127.0.0.1', port: proxy.apiPort, path: ['proxy', 'apiPort'], name: "the proxy's API" }] : []),
  ]
  for (const [index, listener] of listeners.entries()) {
    const other = listeners.slice(0, index).find((earlier) => earlier.port === listener.port && overlap(earlier.address, listener.address))
    if (other === undefined) continue
    const path = isWritten(listener.path) ? listener.path : other.path
    yield fault({ rule: 'duplicate-port', message: `${other.name} and ${listener.name} would both listen on port ${String(listener.port)}`, help: 'choose another port for one of them', path })
  }
}

function overlap(a: string, b: string): boolean {
  return a === b || a === '0.0.0.0' || b === '0.0.0.0'
}

const HOUR_MS = 60 * 60 * 1_000

/** Traefik counts it in hours, and takes no part of one. */
function* certificateLifetime({ settings: { proxy } }: SettingsContext): Iterable<Finding> {
  if (proxy.mode !== 'managed') return
  const { lifetimeMs } = proxy.acme
  if (lifetimeMs >= HOUR_MS && lifetimeMs <= 100_000 * HOUR_MS && lifetimeMs % HOUR_MS === 0) return
  yield fault({ rule: 'out-of-range', message: 'certificates last for whole hours, one at least', help: 'for example 24h, or 2160h for 90 days', path: ['proxy', 'acme', 'lifetime'] })
}

function* tokenBeyondLoopback({ settings: { http } }: SettingsContext): Iterable<Finding> {
  if (!http.enabled || isLoopback(http.address) || http.tokenFile !== undefined) return
  yield fault({ rule: 'token-missing', message: `the endpoint would answer anybody who reaches ${http.address}`, help: 'add `tokenFile:`, or listen on 127.0.0.1', path: ['http', 'address'] })
}

/** What git would ask for interactively has to be there beforehand. */
function* credentials({ settings }: SettingsContext): Iterable<Finding> {
  for (const [index, credential] of settings.credentials.entries()) {
    const path: Path = ['credentials', index, 'url']
    if (isOpenHttp(credential.url)) yield fault({ rule: 'git-url', message: 'http would send the token in the open', help: 'write https://', path })
    else yield* credentialNeeds(credential, path)
  }
}

function* credentialNeeds(credential: Credential, path: Path): Iterable<Finding> {
  const { url } = credential
  if (/^https?:\/\/[^/]*@/.test(url)) yield fault({ rule: 'git-url', message: 'this prefix holds a user name or a password', help: 'put them into `username:` and `tokenFile:`', path })
  yield* url.startsWith('https://') || isLocalHttp(url) ? tokenNeeded(credential, path) : keysNeeded(credential, path)
}

type Credential = SettingsContext['settings']['credentials'][number]

function* tokenNeeded({ tokenFile }: Credential, path: Path): Iterable<Finding> {
  if (tokenFile === undefined) yield fault({ rule: 'missing-key', message: 'an https remote needs a token', help: 'add `tokenFile:`', path })
}

function* keysNeeded({ keyFile, knownHostsFile }: Credential, path: Path): Iterable<Finding> {
  if (keyFile === undefined) yield fault({ rule: 'missing-key', message: 'an ssh remote needs a key', help: 'add `keyFile:`', path })
  if (knownHostsFile === undefined) yield fault({ rule: 'missing-key', message: 'an ssh remote needs known host keys, else any server could pose as it', help: 'add `knownHostsFile:`; `ssh-keyscan` writes one', path })
}

function isOpenHttp(url: string): boolean {
  return url.startsWith('http://') && !url.includes('@') && !isLocalHttp(url)
}

const MAX_PORT = 65_535

function* publishGrants({ settings: { grants } }: SettingsContext): Iterable<Finding> {
  for (const [index, { address, fromPort, toPort }] of grants.publish.entries()) {
    const path: Path = ['grants', 'publish', index]
    if (!isIpv4(address)) yield fault({ rule: 'malformed', message: `${address} is not an IPv4 address`, help: 'four numbers from 0 to 255, or 0.0.0.0 for all', path })
    else if (fromPort < 1 || toPort > MAX_PORT || fromPort > toPort) yield fault({ rule: 'out-of-range', message: 'these ports are no range', help: 'write `address:port` or `address:from-to` with ports from 1 to 65535', path })
  }
}

/** A grant that would hand over the host is a mistake, whoever made it. */
function* mountGrants({ settings: { grants } }: SettingsContext): Iterable<Finding> {
  for (const [index, { path }] of (grants.mounts ?? []).entries()) {
    const taken = reservedPlace({ reservedPaths: grants.reservedPaths ?? [] }, path || '/')
    if (taken !== undefined) yield fault({ rule: 'dangerous-path', message: `${path || '/'} ${reservedText(path || '/', taken)}`, help: 'grant a folder that holds data of apps alone, such as one below /srv', path: ['grants', 'mounts', index] })
  }
}

/** Backups hold everything of all apps; the folder is theirs alone. */
function* backupGrants({ settings: { grants } }: SettingsContext): Iterable<Finding> {
  for (const [index, path] of (grants.backups ?? []).entries()) {
    const taken = reservedPlace({ reservedPaths: grants.reservedPaths ?? [] }, path || '/')
    if (taken !== undefined) yield fault({ rule: 'dangerous-path', message: `${path || '/'} ${reservedText(path || '/', taken)}`, help: 'grant a folder for backups alone, such as one below /srv', path: ['grants', 'backups', index] })
  }
}

/** Mist sets modes on its directories and removes files in them. */
function* dangerousPaths({ settings: { stateDir, proxy } }: SettingsContext): Iterable<Finding> {
  const places = [[stateDir, ['stateDir']], ...(proxy.mode === 'external' && proxy.directory !== '' ? [[proxy.directory, ['proxy', 'directory']] as const] : [])] as const
  for (const [place, path] of places) {
    const clean = place.replace(/\/+$/, '')
    if (/(^|\/)\.\.?(\/|$)|\/\//.test(place) || place !== place.trim()) yield fault({ rule: 'malformed', message: `${place} is no plain path`, help: 'write it without `.`, `..` or `//`', path })
    else if (SYSTEM_PLACES.has(clean)) yield fault({ rule: 'dangerous-path', message: `${place} belongs to the system`, help: 'choose a folder that nothing else uses', path })
  }
}

const SYSTEM_PLACES = new Set(['', '/bin', '/boot', '/dev', '/etc', '/home', '/lib', '/opt', '/proc', '/root', '/run', '/sbin', '/srv', '/sys', '/tmp', '/usr', '/var', '/var/lib', '/var/run'])

/** Whoever writes to the repository may name any file of that folder, so nothing else may stand in it. */
function* secretsApart({ settings }: SettingsContext): Iterable<Finding> {
  const { directory, identityFile } = settings.secrets
  if (directory === undefined) return
  const path: Path = ['secrets', 'directory']
  if (/(^|\/)\.\.?(\/|$)|\/\//.test(directory)) yield fault({ rule: 'malformed', message: `${directory} is no plain path`, help: 'write it without `.`, `..` or `//`', path })
  const folder = directory.replace(/\/+$/, '')
  const other = [identityFile, ...otherSecretFiles(settings)].find((file) => file?.slice(0, file.lastIndexOf('/')) === folder)
  if (other !== undefined) yield fault({ rule: 'dangerous-path', message: `${other} stands in the folder of secrets, where every app could name it`, help: 'use a folder that holds the secrets of apps and nothing else', path })
  if (folder === settings.stateDir.replace(/\/+$/, '') || SYSTEM_PLACES.has(folder)) yield fault({ rule: 'dangerous-path', message: `${directory} holds more than secrets of apps`, help: 'use a folder of its own, such as /etc/mist/secrets', path })
}
