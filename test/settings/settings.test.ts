/** mistd.yaml → settings: defaults, every key, the rules between keys, and the same diagnostics as for a manifest. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/settings.gen.js'
import { loadSettings } from '../../src/settings.js'
import { SETTINGS_DEFAULTS } from '../../src/settings/defaults.js'
import { marked } from '../manifest/support.js'

function load(text: string) {
  return loadSettings({ path: 'mistd.yaml', text }, {})
}

function settingsOf(text: string) {
  const loaded = load(text)
  if (!loaded.ok) throw new Error(loaded.error.map((item) => item.message).join('\n'))
  return loaded.value
}

const NOTHING = {
  instance: 'default',
  stateDir: '/var/lib/mist',
  credentials: [],
  secrets: {},
  registries: {},
  docker: 'unix:///var/run/docker.sock',
  networkPool: '10.210.0.0/16',
  builds: { builder: 'classic', concurrency: 2, cpus: 0, memoryBytes: 0, timeoutMs: 1_800_000 },
  proxy: { mode: 'managed', image: 'traefik:v3.6', address: '0.0.0.0', httpPort: 80, httpsPort: 443, apiPort: 6479, acme: { server: 'https://acme-v02.api.letsencrypt.org/directory', dnsPropagation: 'checked', lifetimeMs: 2160 * 3_600_000 }, certificates: [] },
  http: { enabled: true, address: '127.0.0.1', port: 6478, hosts: [] },
  webhooks: {},
  statuses: [],
  grants: { domains: ['localhost'], publish: [], mounts: [], backups: [], storages: [], repositories: [], reservedPorts: [6478, 80, 443, 6479], reservedPaths: ['/var/lib/mist', '/var/run/docker.sock'] },
  driftIntervalMs: 300_000,
  logLevel: 'info',
}

describe('loadSettings', () => {
  it.each([['no file', undefined], ['an empty file', ''], ['a file of comments', '# nothing yet\n'], ['an empty map', '{}']])('gives every default for %s', (_name, text) => {
    const loaded = loadSettings(text === undefined ? undefined : { path: 'mistd.yaml', text }, {})
    expect(loaded).toEqual({ ok: true, value: NOTHING })
  })

  it('reads which builder is wanted', () => {
    expect(settingsOf('builds: { builder: buildkit }').builds).toEqual({ ...NOTHING.builds, builder: 'buildkit' })
  })

  it('reads the example', () => {
    expect(settingsOf(readFileSync('examples/mistd.yaml.example', 'utf8'))).toEqual({
      ...NOTHING,
      source: { repository: { kind: 'git', url: 'git@git.example.com:acme/ops.git', ref: 'main' }, path: 'mist.yaml', intervalMs: 60_000 },
      credentials: [
        { url: 'git@git.example.com:acme/', username: 'git', keyFile: '/etc/mist/deploy.key', knownHostsFile: '/etc/mist/known_hosts' },
        { url: 'https://git.example.com/', username: 'git', tokenFile: '/etc/mist/git.token' },
      ],
      secrets: { identityFile: '/etc/mist/identity', directory: '/etc/mist/secrets', environment: 'MIST_SECRET_' },
      registries: { 'ghcr.io': { username: 'acme', passwordFile: '/etc/mist/ghcr.token' } },
      builds: { builder: 'classic', concurrency: 2, cpus: 1.5, memoryBytes: 2 * 2 ** 30, timeoutMs: 1_800_000 },
      http: { enabled: true, address: '127.0.0.1', port: 6478, tokenFile: '/etc/mist/http.token', hosts: ['status.example.com'] },
      webhooks: { forge: { type: 'github', secretFiles: ['/etc/mist/hook.secret', '/etc/mist/hook.next'] } },
      statuses: [
        { url: 'https://github.com/acme/', type: 'github', tokenFile: '/etc/mist/status.token' },
        { url: 'git@git.example.com:acme/', type: 'gitea', tokenFile: '/etc/mist/gitea.token', api: 'https://git.example.com/api/v1' },
      ],
      proxy: { ...NOTHING.proxy, acme: { ...NOTHING.proxy.acme, dnsEnvFile: '/etc/mist/dns.env', caFile: '/etc/mist/acme-ca.pem' }, certificates: [{ certFile: '/etc/mist/shop.pem', keyFile: '/etc/mist/shop.key' }] },
      grants: {
        domains: ['localhost', 'apps.example.com'],
        publish: [{ address: '0.0.0.0', fromPort: 5432, toPort: 5432 }, { address: '0.0.0.0', fromPort: 8000, toPort: 8010 }],
        backups: ['/srv/backups'],
        storages: ['http://127.0.0.1:9000'],
        mounts: [{ path: '/srv/media', readOnly: true }, { path: '/srv/data', readOnly: false }],
        repositories: ['file:///srv/git/'],
        reservedPorts: [6478, 80, 443, 6479],
        reservedPaths: [
          '/var/lib/mist', '/var/run/docker.sock', '/etc/mist/secrets', '/etc/mist/identity', '/etc/mist/dns.env', '/etc/mist/acme-ca.pem', '/etc/mist/shop.pem', '/etc/mist/shop.key', '/etc/mist/known_hosts',
          '/etc/mist/deploy.key', '/etc/mist/git.token', '/etc/mist/ghcr.token', '/etc/mist/hook.secret', '/etc/mist/hook.next', '/etc/mist/status.token', '/etc/mist/gitea.token', '/etc/mist/http.token',
        ],
      },
    })
  })

  it('reads an external proxy and a folder', () => {
    expect(settingsOf(readFileSync('examples/mistd.external.yaml.example', 'utf8'))).toMatchObject({
      source: { repository: { kind: 'folder', path: '/srv/ops' }, path: 'mist.yaml' },
      proxy: { mode: 'external', directory: '/etc/traefik/dynamic', api: 'http://127.0.0.1:8080', entryPoint: 'web', servers: 'address', httpsPort: 443 },
    })
  })

  it('takes the default branch when no ref is named', () => {
    expect(settingsOf('source: { git: "https://h/x" }').source?.repository).toEqual({ kind: 'git', url: 'https://h/x', ref: '' })
  })

  it('freezes what it answers, to the bottom', () => {
    const settings = settingsOf('grants: { domains: [a.b] }')
    expect([Object.isFrozen(settings), Object.isFrozen(settings.grants), Object.isFrozen(settings.grants.domains), Object.isFrozen(settings.proxy)]).toEqual([true, true, true, true])
  })
})

type Row = readonly [rule: string, text: string, message: string]

const REFUSED: readonly Row[] = [
  ['unknown-key', '▸grant: {}', 'unknown key "grant"'],
  ['unknown-value', 'proxy: { mode: ▸manged }', 'mode cannot be "manged"'],
  ['malformed', 'docker: ▸tcp://0.0.0.0:2375', 'docker cannot be "tcp://0.0.0.0:2375"'],
  ['malformed', 'stateDir: ▸relative/path', 'stateDir cannot be "relative/path"'],
  ['malformed', 'source: { folder: /srv, interval: ▸1d }', 'interval cannot be "1d"'],
  ['source-conflict', 'source: { git: "https://h/x", ▸folder: /srv }', 'the source is a git repository and a folder at once'],
  ['source-conflict', 'source: { folder: /srv, ▸ref: main }', 'a folder has no branches or tags'],
  ['missing-key', '▸source: { path: mist.yaml }', 'the source names neither a repository nor a folder'],
  ['git-url', 'source: { git: ▸"https://u:p@h/x" }', 'this address of a repository cannot be used: it holds a user name or a password'],
  ['git-url', 'source: { git: ▸"--upload-pack=id" }', 'this address of a repository cannot be used: it begins with a hyphen'],
  ['git-ref', 'source: { git: "https://h/x", ref: ▸a..b }', 'this ref cannot be used: it holds `..`, `//` or a part that begins with a dot'],
  ['out-of-range', 'source: { folder: /srv, interval: ▸10ms }', 'an interval must be from 1s to 24h'],
  ['out-of-range', 'builds: { memory: ▸8m }', 'a build needs 16m of memory at the least'],
  ['out-of-range', 'builds: { timeout: ▸25h }', 'the time for a build must be from 1s to 24h'],
  ['out-of-range', 'drift: { interval: ▸25h }', 'an interval must be from 1s to 24h'],
  ['proxy-conflict', 'proxy: { mode: external, directory: /d, ▸httpPort: 80 }', 'httpPort means nothing while the proxy is external'],
  ['proxy-conflict', 'proxy: { ▸directory: /d }', 'directory means nothing while the proxy is managed'],
  ['proxy-conflict', 'proxy: { mode: external, directory: /d, ▸certificates: [] }', 'certificates means nothing while the proxy is external'],
  ['duplicate-port', 'proxy: { httpsPort: ▸80 }', 'the proxy and the proxy for HTTPS would both listen on port 80'],
  ['out-of-range', 'proxy: { acme: { lifetime: ▸30m } }', 'certificates last for whole hours, one at least'],
  ['missing-key', 'proxy: { mode: ▸external }', 'an external proxy needs a directory'],
  ['malformed', 'networkPool: ▸10.300.0.0/16', '10.300.0.0 is not an IPv4 address'],
  ['malformed', 'networkPool: ▸10.210.1.0/16', '10.210.1.0/16 does not begin where a range of that size can begin'],
  ['out-of-range', 'networkPool: ▸8.8.0.0/16', '8.8.0.0/16 is not a private range'],
  ['duplicate-port', 'http: { port: ▸80, address: 127.0.0.1 }', 'the status endpoint and the proxy would both listen on port 80'],
  ['duplicate-port', 'proxy: { apiPort: ▸6478 }', "the status endpoint and the proxy's API would both listen on port 6478"],
  ['token-missing', 'http: { address: ▸0.0.0.0 }', 'the endpoint would answer anybody who reaches 0.0.0.0'],
  ['missing-key', 'credentials: [{ url: ▸"https://h/", keyFile: /k }]', 'an https remote needs a token'],
  ['missing-key', 'credentials: [{ url: ▸"git@h:a/", knownHostsFile: /k }]', 'an ssh remote needs a key'],
  ['missing-key', 'credentials: [{ url: ▸"git@h:a/", keyFile: /k }]', 'an ssh remote needs known host keys, else any server could pose as it'],
  ['git-url', 'credentials: [{ url: ▸"https://u:p@h/", tokenFile: /t }]', 'this prefix holds a user name or a password'],
  ['git-url', 'credentials: [{ url: ▸"http://git.example.com/", tokenFile: /t }]', 'http would send the token in the open'],
  ['git-url', 'source: { git: ▸"http://git.example.com/ops.git" }', 'this address of a repository cannot be used: http sends everything in the open'],
  ['git-url', 'source: { git: ▸"http://localhost.example.com/ops.git" }', 'this address of a repository cannot be used: http sends everything in the open'],
  ['missing-key', 'credentials: [{ url: ▸"http://127.0.0.1:3000/", keyFile: /k }]', 'an https remote needs a token'],
  ['malformed', 'grants: { publish: [▸"300.0.0.1:80"] }', '300.0.0.1 is not an IPv4 address'],
  ['out-of-range', 'grants: { publish: ["0.0.0.0:80", ▸"0.0.0.0:90-80"] }', 'these ports are no range'],
  ['out-of-range', 'grants: { publish: [▸"0.0.0.0:1-70000"] }', 'these ports are no range'],
  ['malformed', 'grants: { domains: [▸"*.example.com"] }', 'entry 1 of domains cannot be "*.example.com"'],
  ['dangerous-path', 'http: { tokenFile: /etc/mist/token }\nsecrets: { directory: ▸/etc/mist/ }', '/etc/mist/token stands in the folder of secrets, where every app could name it'],
  ['dangerous-path', 'secrets: { identityFile: /k/identity, directory: ▸/k }', '/k/identity stands in the folder of secrets, where every app could name it'],
  ['dangerous-path', 'grants: { mounts: [/srv/data, ▸/etc/app] }', '/etc/app lies in /etc, which belongs to the system, to Docker or to Mist'],
  ['dangerous-path', 'grants: { backups: [/srv/backups, ▸/var/lib/docker/b] }', '/var/lib/docker/b lies in /var/lib/docker, which belongs to the system, to Docker or to Mist'],
  ['dangerous-path', 'stateDir: /srv/mist\ngrants: { backups: [▸/srv/mist/backups] }', '/srv/mist/backups lies in /srv/mist, which belongs to the system, to Docker or to Mist'],
  ['dangerous-path', 'grants: { mounts: [▸/var] }', '/var holds /var/lib/containerd, which belongs to the system, to Docker or to Mist'],
  ['dangerous-path', 'stateDir: /srv/mist\ngrants: { mounts: [▸"/srv:ro"] }', '/srv holds /srv/mist, which belongs to the system, to Docker or to Mist'],
  ['dangerous-path', 'http: { tokenFile: /srv/own/http.token }\ngrants: { mounts: [▸/srv/own] }', '/srv/own holds /srv/own/http.token, which belongs to the system, to Docker or to Mist'],
  ['dangerous-path', 'webhooks: { a: { type: github, secretFiles: [/srv/own/hook] } }\ngrants: { mounts: [▸/srv/own] }', '/srv/own holds /srv/own/hook, which belongs to the system, to Docker or to Mist'],
  ['dangerous-path', 'registries: { ghcr.io: { username: a, passwordFile: /srv/own/ghcr } }\ngrants: { mounts: [▸/srv/own] }', '/srv/own holds /srv/own/ghcr, which belongs to the system, to Docker or to Mist'],
  ['dangerous-path', 'credentials: [{ url: "https://h/", tokenFile: /srv/own/git }]\ngrants: { mounts: [▸/srv/own] }', '/srv/own holds /srv/own/git, which belongs to the system, to Docker or to Mist'],
  ['dangerous-path', 'statuses: [{ url: "https://h/", type: gitea, tokenFile: /srv/own/status }]\ngrants: { mounts: [▸/srv/own] }', '/srv/own holds /srv/own/status, which belongs to the system, to Docker or to Mist'],
  ['dangerous-path', 'proxy: { certificates: [{ certFile: /etc/a.pem, keyFile: /srv/own/a.key }] }\ngrants: { mounts: [▸/srv/own] }', '/srv/own holds /srv/own/a.key, which belongs to the system, to Docker or to Mist'],
  ['dangerous-path', 'source: { folder: /srv/own/ops }\ngrants: { mounts: [▸/srv/own] }', '/srv/own holds /srv/own/ops, which belongs to the system, to Docker or to Mist'],
  ['dangerous-path', 'docker: unix:///opt/docker/docker.sock\ngrants: { mounts: [▸/opt/docker] }', '/opt/docker holds /opt/docker/docker.sock, which belongs to the system, to Docker or to Mist'],
  ['malformed', 'grants: { mounts: [▸/srv/../etc] }', 'entry 1 of mounts cannot be "/srv/../etc"'],
  ['dangerous-path', 'secrets: { directory: ▸/etc }', '/etc holds more than secrets of apps'],
  ['malformed', 'secrets: { directory: ▸/a/../b }', '/a/../b is no plain path'],
  ['malformed', 'secrets: { environment: ▸MIST }', 'environment cannot be "MIST"'],
  ['dangerous-path', 'stateDir: ▸/', '/ belongs to the system'],
  ['dangerous-path', 'proxy: { mode: external, directory: ▸/etc/ }', '/etc/ belongs to the system'],
  ['malformed', 'stateDir: ▸/var/lib/../../etc', '/var/lib/../../etc is no plain path'],
]

const ACCEPTED: readonly (readonly [string, string])[] = [
  ['a token beyond loopback', 'http: { address: 0.0.0.0, tokenFile: /t }'],
  ['another loopback address', 'http: { address: 127.0.0.2, port: 6479 }'],
  ['no endpoint at all', 'http: { enabled: false, address: 0.0.0.0, port: 80 }'],
  ['any port beside an external proxy', 'proxy: { mode: external, directory: /d }\nhttp: { port: 6479 }'],
  ['all domains', 'grants: { domains: ["*"] }'],
  ['a repository on this disk', 'source: { git: "file:///srv/git/ops.git" }'],
  ['a git server on this machine', 'source: { git: "http://127.0.0.1:3000/acme/ops.git" }\ncredentials: [{ url: "http://127.0.0.1:3000/", tokenFile: /t }]'],
  ['notes under x-', 'x-note: anything'],
]

describe('the rules of mistd.yaml', () => {
  it.each(REFUSED)('refuse %s: %s', (rule, text, message) => {
    const { text: clean, place } = marked(text)
    const loaded = load(clean)
    const found = loaded.ok ? [] : loaded.error.map(({ at, severity, rule: name, message: words }) => [`${String(at.line)}:${String(at.column)}`, severity, name, words])
    expect(found).toEqual([[place, 'error', rule, message]])
  })

  it.each(ACCEPTED)('let pass %s', (_name, text) => {
    expect(load(text)).toMatchObject({ ok: true })
  })
})

/** `default` of every property of the schema, by its path. */
function defaultsOf(schema: Record<string, unknown>): Record<string, unknown> {
  const definitions = schema['definitions'] as Record<string, Record<string, unknown>>
  const walk = (node: Record<string, unknown>, path: string): Record<string, unknown> => {
    const reference = typeof node['$ref'] === 'string' ? definitions[node['$ref'].replace('#/definitions/', '')] ?? {} : {}
    const whole = { ...reference, ...node }
    const own = 'default' in whole ? { [path]: whole['default'] } : {}
    const below = Object.entries((whole['properties'] ?? {}) as Record<string, Record<string, unknown>>).map(([key, value]) => walk(value, path === '' ? key : `${path}.${key}`))
    const items = typeof whole['items'] === 'object' ? [walk(whole['items'] as Record<string, unknown>, `${path}.*`)] : []
    return Object.assign({}, own, ...below, ...items) as Record<string, unknown>
  }
  return walk(schema, '')
}

describe('SETTINGS_DEFAULTS', () => {
  it('says what the schema says', () => {
    expect(SETTINGS_DEFAULTS).toEqual(defaultsOf(settingsSchema))
  })
})
