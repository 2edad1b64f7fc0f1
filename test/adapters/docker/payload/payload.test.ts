/** The allow-list, row by row: what a repository writer may never get, what takes a grant, and that nothing unknown slips through. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeContainer, encodeNetwork, encodeUpdate, encodeVolume } from '../../../../src/adapters/docker/containers/encode.js'
import { refusePayload } from '../../../../src/adapters/docker/payload/payload.js'
import type { EngineCall, PayloadRules } from '../../../../src/adapters/docker/payload/rules.js'
import { NO_CONTRIBUTION } from '../../../../src/adapters/docker/containers/restated.js'
import { containerLabels } from '../../../../src/model/labels.js'
import type { AppKey, ContainerSpec } from '../../../../src/model/resource.js'

const OWN_ID = 'a'.repeat(64)
const FOREIGN_ID = 'f'.repeat(64)

const OWN_EXEC = 'e'.repeat(64)

const COMMAND = { AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: false, Cmd: ['psql'], Env: ['PGPASSWORD=x'] }

const RULES: PayloadRules = {
  instance: 'default',
  grants: { domains: [], publish: [{ address: '0.0.0.0', fromPort: 5432, toPort: 5433 }], repositories: [] },
  systemMounts: ['/var/lib/mist/traefik'],
  files: new Set([`/var/lib/mist/files/f-${'1'.repeat(32)}`]),
  dataRoots: ['/var/lib/docker'],
  own: {
    containers: new Map<string, AppKey>([[OWN_ID, 'shop/web'], ['c'.repeat(64), 'mist/traefik']]),
    networks: new Map([['mist-shop', 'shop'], ['netid', 'shop'], ['mist-blog', 'blog'], ['mist', 'mist']]),
    volumes: new Map<string, AppKey>([['shop_web_data', 'shop/web'], ['blog_web_data', 'blog/web']]),
    images: new Set(['mist/shop-web:0123456789abcdef', 'ghcr.io/acme/web:1']), execs: new Set([OWN_EXEC]), doomedVolumes: new Set<string>(), neverServed: new Set<string>(),
  },
}

function specOf(app: AppKey, changes: Partial<ContainerSpec> = {}): ContainerSpec {
  const [project = '', name = ''] = app.split('/')
  const network = project === 'mist' ? 'mist' : `mist-${project}`
  return {
    id: 'container/x', name: `${project}-${name}-0-1`, app, replica: 1, fingerprint: 'v1:ab', image: 'redis:7', env: { A: '1' }, mounts: [], ports: [],
    networks: [{ network, aliases: [name] }], limits: { cpus: 0.5, memoryBytes: 1 << 26, pids: 512 }, restart: { policy: 'unless-stopped', maxRetries: 0 },
    labels: containerLabels({ instance: 'default', app, replica: 1, fingerprint: 'v1:ab' }), logs: { maxSizeBytes: 10 << 20, maxFiles: 3 },
    capabilities: ['CHOWN', 'DAC_OVERRIDE', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'], stopGraceMs: 10_000, ...changes,
  }
}

const HEALTH_CHECK = { command: ['pg_isready'], intervalMs: 10_000, timeoutMs: 5_000, retries: 3, startPeriodMs: 0 }

type Json = Record<string, unknown>

function createCall(spec = specOf('shop/web')): EngineCall & { readonly body: Json } {
  const body = JSON.parse(JSON.stringify(encodeContainer(spec, NO_CONTRIBUTION))) as Json
  return { method: 'POST', path: '/containers/create', query: { name: spec.name }, body }
}

/** The call with one value set at a dotted path. */
function withField(call: EngineCall, path: string, value: unknown): EngineCall {
  const copy = JSON.parse(JSON.stringify(call)) as { body: Json }
  const keys = path.split('>')
  const last = keys.pop() ?? ''
  let at = copy.body
  for (const key of keys) {
    if (typeof at[key] !== 'object' || at[key] === null) at[key] = {}
    at = at[key] as Json
  }
  at[last] = value
  return copy as unknown as EngineCall
}

function refusal(call: EngineCall, rules = RULES): string | undefined {
  return refusePayload(call, rules)?.cause
}

describe('what Mist itself sends passes', () => {
  const mounts = [{ kind: 'volume', source: 'shop_web_data', target: '/data', readOnly: false }] as const
  const ports = [{ hostAddress: '127.0.0.1', hostPort: 8080, containerPort: 80, protocol: 'tcp' }] as const

  test.each<[string, EngineCall]>([
    ['a container', createCall()],
    ['one with env that is shown nowhere', createCall(specOf('shop/web', { env: { TOKEN: 'x' }, secretEnv: { TOKEN: 'mark' }, labels: containerLabels({ instance: 'default', app: 'shop/web', replica: 1, fingerprint: 'v1:ab' }, { hiddenEnv: ['TOKEN'] }) }))],
    ['one with volumes, loopback ports, command and entrypoint', createCall(specOf('shop/web', { mounts, ports, command: ['a'], entrypoint: ['b'] }))],
    ['one with a health check', createCall(specOf('shop/web', { healthCheck: HEALTH_CHECK }))],
    ['one that runs once', createCall(specOf('shop/web', { labels: containerLabels({ instance: 'default', app: 'shop/web', replica: 0, fingerprint: 'v1:ab' }) }))],
    ['one with env that is hidden', createCall(specOf('shop/web', { labels: containerLabels({ instance: 'default', app: 'shop/web', replica: 1, fingerprint: 'v1:ab' }, { hiddenEnv: ['TOKEN', 'A_2'] }) }))],
    ['one without a network', createCall(specOf('shop/web', { networks: [] }))],
    ['an update', { method: 'POST', path: `/containers/${OWN_ID}/update`, query: {}, body: JSON.parse(JSON.stringify(encodeUpdate(specOf('shop/web'), {}, 2))) as Json }],
    ['an update that takes limits away', { method: 'POST', path: `/containers/${OWN_ID}/update`, query: {}, body: encodeUpdate({ limits: { cpus: 0, memoryBytes: 0, pids: 0 }, restart: { policy: 'no', maxRetries: 0 } }, { NanoCpus: 1, Memory: 1 }, 2) }],
    ['a network', { method: 'POST', path: '/networks/create', query: {}, body: encodeNetwork({ id: 'network/x', name: 'mist-shop', project: 'shop' }, { instance: 'default', subnet: '10.210.1.0/24' }) }],
    ['the volume of a database', { method: 'POST', path: '/volumes/create', query: {}, body: encodeVolume({ id: 'volume/x', name: 'shop_db_data', app: 'shop/db', data: { software: 'postgres', line: '17', upgrade: 'never', fixedEnv: [], key: '0123abcd' } }, 'default') }],
    ['a volume', { method: 'POST', path: '/volumes/create', query: {}, body: encodeVolume({ id: 'volume/x', name: 'shop_web_data', app: 'shop/web' }, 'default') }],
    ['taking a spent image away', { method: 'DELETE', path: '/images/mist/shop-web:0123456789abcdef', query: {} }],
    ['taking a spent pulled image away', { method: 'DELETE', path: '/images/ghcr.io/acme/web:1', query: {} }],
    ['standing still', { method: 'POST', path: `/containers/${OWN_ID}/pause`, query: {} }],
    ['a command inside', { method: 'POST', path: `/containers/${OWN_ID}/exec`, query: {}, body: COMMAND }],
    ['its start', { method: 'POST', path: `/exec/${OWN_EXEC}/start`, query: {}, body: { Detach: false, Tty: false } }],
    ['giving a folder below the root its owner', { method: 'PUT', path: `/containers/${OWN_ID}/archive`, query: { path: '/', noOverwriteDirNonDir: 'true' } }],
    ['laying a folder down', { method: 'PUT', path: `/containers/${OWN_ID}/archive`, query: { path: '/data', noOverwriteDirNonDir: 'true' } }],
    ['a removal', { method: 'DELETE', path: `/containers/${OWN_ID}`, query: { force: 'true', v: 'false' } }],
    ['a connection', { method: 'POST', path: '/networks/netid/connect', query: {}, body: { Container: OWN_ID, EndpointConfig: { Aliases: ['web'] } } }],
    ['leaving a network of somebody else', { method: 'POST', path: '/networks/bridge/disconnect', query: {}, body: { Container: OWN_ID, Force: false } }],
    ['a pull', { method: 'POST', path: '/images/create', query: { fromImage: 'ghcr.io/acme/web', tag: '1' } }],
  ])('%s', (_, call) => {
    expect(refusal(call)).toBeUndefined()
  })

  test('the system project mounts what the host settings say, publishes, and joins every project', () => {
    const traefik = specOf('mist/traefik', {
      mounts: [{ kind: 'bind', source: '/var/lib/mist/traefik', target: '/etc/traefik/dynamic', readOnly: true }],
      ports: [{ hostAddress: '0.0.0.0', hostPort: 80, containerPort: 80, protocol: 'tcp' }],
      networks: [{ network: 'mist-shop', aliases: [] }],
    })
    expect(refusal(createCall(traefik))).toBeUndefined()
    expect(refusal({ method: 'POST', path: '/networks/mist-blog/connect', query: {}, body: { Container: 'c'.repeat(64), EndpointConfig: { Aliases: [] } } })).toBeUndefined()
  })
})

/** Field → values in several forms. `>` divides the path, because label names hold dots. */
const NEVER: readonly (readonly [string, readonly unknown[]])[] = [
  ['HostConfig>Privileged', [true, false, 'true', 1]],
  ['HostConfig>privileged', [true]],
  ['Privileged', [true]],
  ['HostConfig>PidMode', ['host', `container:${FOREIGN_ID}`]],
  ['HostConfig>IpcMode', ['host', 'shareable']],
  ['HostConfig>UTSMode', ['host']],
  ['HostConfig>UsernsMode', ['host']],
  ['HostConfig>CgroupnsMode', ['host']],
  ['HostConfig>CgroupParent', ['/']],
  ['HostConfig>Runtime', ['sysbox', 'runc']],
  ['HostConfig>Sysctls', [{ 'net.ipv4.ip_forward': '1' }, {}]],
  ['HostConfig>Devices', [[{ PathOnHost: '/dev/sda' }], []]],
  ['HostConfig>DeviceRequests', [[{ Count: -1, Capabilities: [['gpu']] }]]],
  ['HostConfig>DeviceCgroupRules', [['c 1:3 rwm']]],
  ['HostConfig>Ulimits', [[{ Name: 'nofile', Soft: 1, Hard: 1 }]]],
  ['HostConfig>Binds', [['/:/host'], ['/var/run/docker.sock:/s'], []]],
  ['HostConfig>VolumesFrom', [[FOREIGN_ID]]],
  ['HostConfig>VolumeDriver', ['nfs']],
  ['HostConfig>Tmpfs', [{ '/x': '' }]],
  ['HostConfig>Links', [['other:db']]],
  ['HostConfig>ExtraHosts', [['metadata:169.254.169.254']]],
  ['HostConfig>Dns', [['1.1.1.1']]],
  ['HostConfig>OomScoreAdj', [-1000]],
  ['HostConfig>OomKillDisable', [true]],
  ['HostConfig>AutoRemove', [true]],
  ['HostConfig>PublishAllPorts', [true]],
  ['HostConfig>MaskedPaths', [[]]],
  ['HostConfig>ReadonlyPaths', [[]]],
  ['HostConfig>GroupAdd', [['docker']]],
  ['HostConfig>Init', [true]],
  ['HostConfig>StorageOpt', [{ size: '1' }]],
  ['HostConfig>Annotations', [{ a: 'b' }]],
  ['HostConfig>NetworkMode', ['host', 'bridge', 'default', 'Host', `container:${FOREIGN_ID}`, 'mist-blog', 'foreign', '', 1, null, ['mist-shop']]],
  ['HostConfig>CapAdd', [['SYS_ADMIN'], ['NET_ADMIN'], ['ALL'], ['chown'], ['CAP_CHOWN'], 'CHOWN', ['CHOWN', 'SYS_PTRACE']]],
  ['HostConfig>CapDrop', [[], ['CHOWN'], null, 'ALL']],
  ['HostConfig>SecurityOpt', [[], ['no-new-privileges:false'], ['seccomp=unconfined'], ['no-new-privileges:true', 'apparmor=unconfined'], null]],
  ['HostConfig>PidsLimit', [0, -1, null, '512', 1e9]],
  ['HostConfig>Memory', [-1, 0, '1g', 1.5, null]],
  ['HostConfig>LogConfig', [{ Type: 'syslog', Config: {} }, { Type: 'json-file', Config: {} }, { Type: 'json-file', Config: { 'max-size': '0', 'max-file': '3' } }, { Type: 'json-file', Config: { 'max-size': '10', 'max-file': '3', path: '/x' } }, null]],
  ['HostConfig>RestartPolicy', [{ Name: 'sometimes', MaximumRetryCount: 0 }, null]],
  ['HostConfig>Mounts', [
    [{ Type: 'bind', Source: '/', Target: '/host', ReadOnly: true }], [{ Type: 'bind', Source: '/var/run/docker.sock', Target: '/s', ReadOnly: false }],
    [{ Type: 'bind', Source: '/var/lib/mist/traefik', Target: '/x', ReadOnly: true }], [{ Type: 'BIND', Source: '/', Target: '/x', ReadOnly: true }],
    [{ Type: 'volume', Source: 'foreign', Target: '/x', ReadOnly: true }], [{ Type: 'volume', Source: 'blog_web_data', Target: '/x', ReadOnly: true }],
    [{ Type: 'volume', Source: '', Target: '/x', ReadOnly: true }], [{ Type: 'volume', Source: '/etc', Target: '/x', ReadOnly: true }],
    [{ Type: 'volume', Source: 'shop_web_data', Target: '/x', ReadOnly: true, VolumeOptions: { DriverConfig: { Name: 'local', Options: { type: 'none', o: 'bind', device: '/' } } } }],
    [{ Type: 'volume', Source: 'shop_web_data', Target: '/x/../..', ReadOnly: true }], [{ Type: 'volume', Source: 'shop_web_data', Target: 'x', ReadOnly: true }],
    [{ Type: 'tmpfs', Target: '/x', ReadOnly: false, Source: 'shop_web_data' }], [{ Type: 'npipe', Source: 'shop_web_data', Target: '/x', ReadOnly: true }],
  ]],
  ['HostConfig>PortBindings', [
    { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '80' }] }, { '80/tcp': [{ HostIp: '', HostPort: '80' }] }, { '80/tcp': [{ HostPort: '80' }] },
    { '80/tcp': [{ HostIp: '192.0.2.1', HostPort: '5432' }] }, { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '5434' }] }, { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
    { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '1-65535' }] }, { '80/tcp': [{ HostIp: '::', HostPort: '80' }] }, { '80/sctp': [{ HostIp: '127.0.0.1', HostPort: '80' }] }, { '80/tcp': null },
  ]],
  ['NetworkingConfig>EndpointsConfig', [{ host: { Aliases: [] } }, { 'mist-blog': { Aliases: [] } }, { 'mist-shop': { Aliases: [], IPAMConfig: { IPv4Address: '10.0.0.1' } } }, { 'mist-shop': { Aliases: ['UPPER'] } }]],
  ['Labels>traefik.enable', ['true']],
  ['Labels>com.docker.compose.project', ['x']],
  ['Labels>org.opencontainers.image.title', ['x']],
  ['Labels>mist.other', ['x']],
  ['Labels>mist.hidden', ['A B', 'A,', '', 1]],
  ['Labels>mist.instance', ['other', '', 1]],
  ['Labels>mist.replica', ['-1', '0.5', 'x']],
  ['Labels>tier', [1, null, {}]],
  ['Labels>__proto__', ['x']],
  ['Env', [['=x'], ['A'], ['A=\0'], 'A=1', [1]]],
  ['Image', ['', '../x', 'a b', 'redis:7\n', 1, 'http://x/y']],
  ['Cmd', ['sh -c x', [1], ['\0']]],
  ['Entrypoint', ['sh', [null]]],
  ['User', ['0']],
  ['Healthcheck>Test', [['CMD-SHELL', 'x'], ['NONE'], ['CMD'], [], 'CMD x', ['CMD', 1], ['CMD', '\0'], null]],
  ['Healthcheck>Interval', [0, -1, 1e6, 3_600_000_000_001, '30s']],
  ['Healthcheck>Timeout', [0, 1e18]],
  ['Healthcheck>Retries', [0, 101, null]],
  ['Healthcheck>StartPeriod', [0, -1]],
  ['Healthcheck>StartInterval', [1e9]],
  ['Tty', [true]],
  ['OpenStdin', [true]],
  ['Volumes', [{ '/x': {} }]],
  ['WorkingDir', ['/']],
  ['StopTimeout', [-1, 1e9, '10']],
  ['MacAddress', ['02:42:ac:11:00:02']],
  ['Shell', [['/bin/sh']]],
]

describe('what is refused in every form', () => {
  test.each(NEVER.flatMap(([path, values]) => values.map((value) => [path, value] as const)))('%s = %j', (path, value) => {
    const call = JSON.parse(JSON.stringify(createCall(specOf('shop/web', path.startsWith('Healthcheck') ? { healthCheck: HEALTH_CHECK } : {})))) as { body: Json }
    // As JSON from the wire: `__proto__` is a key there and not a prototype.
    const [parent, leaf] = path.includes('>') ? [path.slice(0, path.lastIndexOf('>')), path.slice(path.lastIndexOf('>') + 1)] : ['', path]
    const base = withField(call as unknown as EngineCall, path === 'Labels>__proto__' ? 'Labels>placeholder' : path, value)
    const sent = JSON.parse(JSON.stringify(base).replace('"placeholder"', '"__proto__"')) as EngineCall
    const said = refusal(sent)
    expect(said).toBeDefined()
    expect(said).toContain(parent === '' ? leaf : parent.split('>')[0] ?? '')
  })

  test('an unknown field is named', () => {
    expect(refusal(withField(createCall(), 'HostConfig>Privileged', true))).toBe('HostConfig.Privileged: this field is not on the allow-list')
    expect(refusePayload(withField(createCall(), 'HostConfig>Privileged', true), RULES)).toMatchObject({ code: 'payload-refused', retry: 'next-revision' })
  })

  test.each(['HostConfig>CapDrop', 'HostConfig>SecurityOpt', 'HostConfig>LogConfig', 'HostConfig>PidsLimit', 'HostConfig>NetworkMode', 'HostConfig>RestartPolicy', 'HostConfig', 'Labels', 'Image'])('%s cannot be left out', (path) => {
    expect(refusal(withField(createCall(), path, undefined))).toBeDefined()
  })
})

describe('grants', () => {
  const published = (hostPort: number, hostAddress = '0.0.0.0'): EngineCall => createCall(specOf('shop/web', { ports: [{ hostAddress, hostPort, containerPort: 80, protocol: 'tcp' }] }))

  test('open a port beyond loopback for exactly their address and range', () => {
    expect(refusal(published(5432))).toBeUndefined()
    expect(refusal(published(5433))).toBeUndefined()
    expect(refusal(published(5434))).toContain('takes a grant (grants.publish)')
    expect(refusal(published(5432, '192.0.2.1'))).toContain('takes a grant')
    expect(refusal(published(5432), { ...RULES, grants: { ...RULES.grants, publish: [] } })).toContain('takes a grant')
  })

  test('host paths are for the system project and the paths that the host settings name', () => {
    const mount = (app: AppKey, source: string): EngineCall => createCall(specOf(app, { mounts: [{ kind: 'bind', source, target: '/x', readOnly: true }] }))
    expect(refusal(mount('mist/traefik', '/var/lib/mist/traefik'))).toBeUndefined()
    for (const source of ['/', '/var/lib/mist', '/var/lib/mist/traefik/', '/var/lib/mist/traefik/..', '/var/run/docker.sock']) expect(refusal(mount('mist/traefik', source))).toContain('Mounts[0].Source')
    expect(refusal(mount('shop/web', '/var/lib/mist/traefik'))).toContain('Mounts[0].Source')
  })

  const bind = (source: string, readOnly: boolean): EngineCall => createCall(specOf('shop/web', { mounts: [{ kind: 'bind', source, target: '/x', readOnly }] }))
  const LAID = `/var/lib/mist/files/f-${'1'.repeat(32)}`

  test('files are those that were laid down, for reading, and nothing beside them', () => {
    expect(refusal(bind(LAID, true))).toBeUndefined()
    expect(refusal(bind(LAID, false))).toContain('Mounts[0].Source')
    for (const source of [`/var/lib/mist/files/f-${'2'.repeat(32)}`, '/var/lib/mist/files', '/var/lib/mist', `${LAID}/`, `${LAID}/../../instance.key`, '/var/lib/mist/instance.key']) expect(refusal(bind(source, true)), source).toContain('Mounts[0].Source')
    expect(refusal(createCall(specOf('mist/traefik', { mounts: [{ kind: 'bind', source: LAID, target: '/x', readOnly: true }] })))).toContain('Mounts[0].Source')
  })

  test('folders of the host are those that a grant opens, and never those that are the host', () => {
    const grants = { ...RULES.grants, mounts: [{ path: '/srv/data', readOnly: false }, { path: '/srv/media', readOnly: true }, { path: '/', readOnly: false }], reservedPaths: ['/var/lib/mist', '/opt/docker.sock'] }
    const rules = { ...RULES, grants }
    for (const [source, readOnly] of [['/srv/data', false], ['/srv/data/a/b', false], ['/srv/data', true], ['/srv/media/x', true]] as const) expect(refusal(bind(source, readOnly), rules), source).toBeUndefined()
    for (const [source, readOnly] of [['/srv/media/x', false], ['/srv', true], ['/srv/database', true], ['/srv/data/../../etc', true], ['/srv//data', true], ['srv/data', true]] as const) expect(refusal(bind(source, readOnly), rules), source).toContain('Mounts[0].Source')
    for (const source of ['/', '/etc', '/etc/passwd', '/proc', '/sys/kernel', '/var', '/var/run/docker.sock', '/run', '/var/lib/docker/volumes', '/var/lib/mist/instance.key', '/var/lib', '/opt', '/opt/docker.sock', '/root/.ssh', '/dev/sda']) expect(refusal(bind(source, true), rules), source).toContain('Mounts[0].Source')
  })

  test('what the engine keeps its data in is closed with all above and below, wherever it is, and everything is until it is known', () => {
    const grants = { ...RULES.grants, mounts: [{ path: '/data', readOnly: false }] }
    const rules = { ...RULES, grants, dataRoots: ['/data/docker', '/data/disk1/docker'] }
    expect(refusal(bind('/data/apps', false), rules)).toBeUndefined()
    expect(refusal(bind('/data/docker/volumes/x', false), rules)).toContain('lies in /data/docker, which belongs to the system, to Docker or to Mist')
    expect(refusal(bind('/data', true), rules)).toContain('holds /data/docker')
    expect(refusal(bind('/data/disk1', true), rules)).toContain('holds /data/disk1/docker')
    expect(refusal(bind('/data/apps', true), { ...rules, dataRoots: [] })).toContain('Mounts[0].Source')
  })
})

describe('other calls', () => {
  const connect = (network: string, container: string): EngineCall => ({ method: 'POST', path: `/networks/${network}/connect`, query: {}, body: { Container: container, EndpointConfig: { Aliases: [] } } })
  const volume = { Name: 'v0', Driver: 'local', Labels: { 'mist.instance': 'default', 'mist.project': 'shop', 'mist.app': 'web' } }
  const network = { Name: 'n0', CheckDuplicate: true, Driver: 'bridge', IPAM: { Driver: 'default', Config: [{ Subnet: '10.0.0.0/24', Gateway: '10.0.0.1' }] }, Labels: { 'mist.instance': 'default', 'mist.project': 'shop' } }
  const build = { t: 'mist/shop-web:1', dockerfile: 'Dockerfile', rm: 'true', forcerm: 'true', labels: '{}', buildargs: '{}', memory: '1', memswap: '1', cpuperiod: '1', cpuquota: '1', cpushares: '1', version: '1' }
  const kit = { t: 'mist/shop-web:1', dockerfile: 'Dockerfile', labels: '{}', buildargs: '{}', session: '0f8fad5b-d9cb-469f-a165-70867728950e', version: '2' }
  const kitCall = (query: Record<string, string>): EngineCall => ({ method: 'POST', path: '/build', query: { ...kit, ...query } })
  const session = (query: Record<string, string>): EngineCall => ({ method: 'POST', path: '/session', query })
  const post = (path: string, body: Json): EngineCall => ({ method: 'POST', path, query: {}, body })
  const buildCall = (query: Record<string, string>): EngineCall => ({ method: 'POST', path: '/build', query: { ...build, ...query } })

  test('the examples below differ from an allowed call in one thing only', () => {
    for (const call of [post('/volumes/create', volume), post('/networks/create', network), buildCall({}), kitCall({}), session({}), connect('netid', OWN_ID)]) expect(refusal(call)).toBeUndefined()
  })

  test.each<[string, EngineCall]>([
    ['starting a foreign container', { method: 'POST', path: `/containers/${FOREIGN_ID}/start`, query: {} }],
    ['starting by name', { method: 'POST', path: '/containers/web/start', query: {} }],
    ['a path that hides another', { method: 'POST', path: `/containers/${OWN_ID}%2F..%2F${FOREIGN_ID}/start`, query: {} }],
    ['stopping a foreign container', { method: 'POST', path: `/containers/${FOREIGN_ID}/stop`, query: { t: '1' } }],
    ['removing a foreign container', { method: 'DELETE', path: `/containers/${FOREIGN_ID}`, query: { force: 'true', v: 'false' } }],
    ['removing volumes with a container', { method: 'DELETE', path: `/containers/${OWN_ID}`, query: { force: 'true', v: 'true' } }],
    ['removing a volume', { method: 'DELETE', path: '/volumes/shop_web_data', query: {} }],
    ['removing an image that nothing said is spent', { method: 'DELETE', path: '/images/redis:7', query: {} }],
    ['removing an image by force', { method: 'DELETE', path: '/images/ghcr.io/acme/web:1', query: { force: 'true' } }],
    ['removing images by filter', { method: 'POST', path: '/images/prune', query: {} }],
    ['a path below a spent image', { method: 'DELETE', path: '/images/ghcr.io/acme/web:1/../../containers/x', query: {} }],
    ['removing a foreign network', { method: 'DELETE', path: '/networks/bridge', query: {} }],
    ...['containers', 'images', 'volumes', 'networks', 'build'].map((kind): [string, EngineCall] => [`pruning ${kind}`, { method: 'POST', path: `/${kind}/prune`, query: {} }]),
    ['a command in a foreign container', post(`/containers/${FOREIGN_ID}/exec`, COMMAND)],
    ['a command as another user', post(`/containers/${OWN_ID}/exec`, { ...COMMAND, User: 'root' })],
    ['a command with privileges', post(`/containers/${OWN_ID}/exec`, { ...COMMAND, Privileged: true })],
    ['a command with a terminal', post(`/containers/${OWN_ID}/exec`, { ...COMMAND, Tty: true })],
    ['a command that nobody waits for', post(`/exec/${OWN_EXEC}/start`, { Detach: true, Tty: false })],
    ['starting the command of somebody else', post(`/exec/${'d'.repeat(64)}/start`, { Detach: false, Tty: false })],
    ['a folder in a foreign container', { method: 'PUT', path: `/containers/${FOREIGN_ID}/archive`, query: { path: '/data', noOverwriteDirNonDir: 'true' } }],
    ['a folder at no plain path', { method: 'PUT', path: `/containers/${OWN_ID}/archive`, query: { path: '/data/../etc', noOverwriteDirNonDir: 'true' } }],
    ['a folder with the owners of the container', { method: 'PUT', path: `/containers/${OWN_ID}/archive`, query: { path: '/data', noOverwriteDirNonDir: 'true', copyUIDGID: '1' } }],
    ['pausing a foreign container', { method: 'POST', path: `/containers/${FOREIGN_ID}/pause`, query: {} }],
    ['installing a plugin', { method: 'POST', path: '/plugins/pull', query: { remote: 'x' } }],
    ['a service', { method: 'POST', path: '/services/create', query: {}, body: {} }],
    ['a swarm', { method: 'POST', path: '/swarm/init', query: {}, body: {} }],
    ['committing', { method: 'POST', path: '/commit', query: { container: OWN_ID } }],
    ['joining a foreign network', connect('bridge', OWN_ID)],
    ['joining a network of another project', connect('mist-blog', OWN_ID)],
    ['putting a foreign container on a network', connect('netid', FOREIGN_ID)],
    ['forcing a disconnection', post('/networks/netid/disconnect', { Container: OWN_ID, Force: true })],
    ['a query that was not asked for', { method: 'POST', path: `/containers/${OWN_ID}/start`, query: { detachKeys: 'x' } }],
    ['a body where there is none', post(`/containers/${OWN_ID}/start`, { Binds: ['/:/host'] })],
    ['an update of devices', post(`/containers/${OWN_ID}/update`, { PidsLimit: 1, RestartPolicy: { Name: 'no', MaximumRetryCount: 0 }, Devices: [] })],
    ['a volume with driver options', post('/volumes/create', { ...volume, DriverOpts: { type: 'none', o: 'bind', device: '/' } })],
    ['a volume of another driver', post('/volumes/create', { ...volume, Driver: 'nfs' })],
    ['a volume of another instance', post('/volumes/create', { ...volume, Labels: { ...volume.Labels, 'mist.instance': 'other' } })],
    ['a network of another driver', post('/networks/create', { ...network, Driver: 'macvlan' })],
    ['a network with options', post('/networks/create', { ...network, Options: { 'com.docker.network.bridge.name': 'br0' } })],
    ['an attachable network', post('/networks/create', { ...network, Attachable: true })],
    ['an import in the clothes of a pull', { method: 'POST', path: '/images/create', query: { fromSrc: 'http://x', repo: 'redis', tag: '7' } }],
    ['a pull of every tag', { method: 'POST', path: '/images/create', query: { fromImage: 'redis' } }],
    ['a build from a URL', buildCall({ remote: 'https://example.com/x.git' })],
    ['a build on the host\'s network', buildCall({ networkmode: 'host' })],
    ['a build with extra hosts', buildCall({ extrahosts: 'a:1' })],
    ['a build by BuildKit without a session', buildCall({ version: '2' })],
    ['a build by BuildKit with limits that it would not heed', kitCall({ memory: '1' })],
    ['a build by BuildKit from a URL', kitCall({ remote: 'https://example.com/x.git' })],
    ['a build by BuildKit on the host\'s network', kitCall({ networkmode: 'host' })],
    ['a build by BuildKit that writes files of the host', kitCall({ outputs: '[{"Type":"local"}]' })],
    ['a build by BuildKit in a session of no such id', kitCall({ session: '../x' })],
    ['a session with a query', session({ x: '1' })],
    ['a connection kept for gRPC', { method: 'POST', path: '/grpc', query: {} }],
    ['a build that takes another\'s name', buildCall({ t: 'redis:7' })],
    ['a build with a Dockerfile outside', buildCall({ dockerfile: '../Dockerfile' })],
    ['a build whose arguments are no texts', buildCall({ buildargs: '{"A":{"b":1}}' })],
  ])('%s is refused', (_, call) => {
    expect(refusal(call)).toBeDefined()
  })
})

describe('random payloads', () => {
  /** Everything that may ever stand in a create call, by path; list positions and free names are written as `*`. */
  const ALLOWED = new Set([
    'Image', 'Env', 'Env.*', 'Cmd', 'Cmd.*', 'Entrypoint', 'Entrypoint.*', 'Labels', 'Labels.*', 'StopTimeout', 'ExposedPorts', 'ExposedPorts.*', 'NetworkingConfig',
    'Healthcheck', 'Healthcheck.Test', 'Healthcheck.Test.*', 'Healthcheck.Interval', 'Healthcheck.Timeout', 'Healthcheck.Retries', 'Healthcheck.StartPeriod',
    'NetworkingConfig.EndpointsConfig', 'NetworkingConfig.EndpointsConfig.*', 'NetworkingConfig.EndpointsConfig.*.Aliases', 'NetworkingConfig.EndpointsConfig.*.Aliases.*', 'HostConfig',
    ...['NetworkMode', 'Mounts', 'Mounts.*', 'Mounts.*.Type', 'Mounts.*.Source', 'Mounts.*.Target', 'Mounts.*.ReadOnly', 'PortBindings', 'PortBindings.*', 'PortBindings.*.*', 'PortBindings.*.*.HostIp',
      'PortBindings.*.*.HostPort', 'NanoCpus', 'Memory', 'MemorySwap', 'PidsLimit', 'RestartPolicy', 'RestartPolicy.Name', 'RestartPolicy.MaximumRetryCount', 'LogConfig', 'LogConfig.Type', 'LogConfig.Config',
      'LogConfig.Config.max-size', 'LogConfig.Config.max-file', 'CapDrop', 'CapDrop.*', 'CapAdd', 'CapAdd.*', 'SecurityOpt', 'SecurityOpt.*'].map((path) => `HostConfig.${path}`),
  ])
  const FREE = new Set(['Labels', 'ExposedPorts', 'NetworkingConfig.EndpointsConfig', 'HostConfig.PortBindings'])

  function paths(value: unknown, at: string): readonly string[] {
    if (typeof value !== 'object' || value === null) return [at]
    const below = Object.entries(value).flatMap(([key, item]) => paths(item, `${at === '' ? '' : `${at}.`}${Array.isArray(value) || FREE.has(at) ? '*' : key}`))
    return at === '' ? below : [at, ...below]
  }

  const names = ['HostConfig', 'Privileged', 'Binds', 'Mounts', 'Type', 'Source', 'Target', 'ReadOnly', 'VolumeOptions', 'BindOptions', 'CapAdd', 'CapDrop', 'Devices', 'PidMode', 'NetworkMode', 'Labels', 'Env', 'Cmd', 'PortBindings', '80/tcp', 'HostIp', 'HostPort', 'NetworkingConfig', 'EndpointsConfig', 'mist-shop', 'Aliases', 'SecurityOpt', 'LogConfig', 'Config', '__proto__', 'constructor', 'toString']
  const leaf = fc.oneof(fc.constantFrom('host', 'bind', '/', 'ALL', 'shop_web_data', 'mist-shop', 'no-new-privileges:true', true, false, null, 0, -1, 80, '80', '127.0.0.1'), fc.string(), fc.integer())
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({ tree: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 4 })) }))

  test('that pass hold allowed fields only', () => {
    let passed = 0
    const spots = ['', 'HostConfig', 'HostConfig>Mounts', 'HostConfig>PortBindings', 'HostConfig>LogConfig', 'Labels', 'NetworkingConfig', 'NetworkingConfig>EndpointsConfig']
    const mutation = fc.record({ spot: fc.constantFrom(...spots), name: fc.constantFrom(...names, ...[...ALLOWED].map((path) => path.split('.').at(-1) ?? '')), value: tree })
    fc.assert(fc.property(fc.array(mutation, { maxLength: 3 }), (mutations) => {
      const call = mutations.reduce<EngineCall>((before, { spot, name, value }) => withField(before, spot === '' ? name : `${spot}>${name}`, value), createCall())
      const sent = JSON.parse(JSON.stringify(call)) as EngineCall
      if (refusal(sent) !== undefined) return true
      passed += 1
      return paths(sent.body, '').every((path) => ALLOWED.has(path))
    }), { numRuns: 4_000 })
    expect(passed).toBeGreaterThan(50)
  })

  test('of no kind make the check throw', () => {
    fc.assert(fc.property(fc.constantFrom('POST', 'DELETE'), fc.oneof(fc.string(), fc.constantFrom('/containers/create', '/build', '/networks/create', '/volumes/create', `/containers/${OWN_ID}/update`, '/containers/%/start')), tree, (method, path, body) => {
      refusePayload({ method: method as 'POST', path, query: {}, body: JSON.parse(JSON.stringify(body ?? {})) as Json }, RULES)
    }), { numRuns: 5_000 })
  })
})
