/** What the engine reports, as it was recorded, becomes the observed state of the model. */
import { describe, expect, test } from 'vitest'
import { decodeContainer, decodeRunState } from '../../../../src/adapters/docker/observe/decode.js'
import { decodeForeign, decodeNetwork, decodeVolume, imageIds } from '../../../../src/adapters/docker/observe/decode-list.js'
import { readCapabilities, readLimits, readLogs, readNoNewPrivileges, readPorts, readRestart } from '../../../../src/adapters/docker/observe/decode-host.js'
import { encodeContainer } from '../../../../src/adapters/docker/containers/encode.js'
import { NO_CONTRIBUTION, readContribution } from '../../../../src/adapters/docker/containers/restated.js'
import type { ContainerSpec } from '../../../../src/model/resource.js'
import { decoded, recording } from '../recorded.js'

const MIB = 2 ** 20

describe('a recorded inspection', () => {
  test('of a created container tells every field of its spec', () => {
    const seen = decoded(recording('created'))
    expect(seen).toMatchObject({
      state: 'created', exitCode: 0, health: 'none', startedAt: '', restartCount: 0, image: 'mist-lab/web:1', replica: 1,
      env: { EMPTY: '', GREETING: 'hello there', TWISTED: 'a=b "c" $d' },
      limits: { cpus: 0.5, memoryBytes: 64 * MIB, pids: 100 },
      restart: { policy: 'unless-stopped', maxRetries: 0 },
      logs: { maxSizeBytes: 10 * MIB, maxFiles: 3 },
      capabilities: ['CHOWN', 'NET_BIND_SERVICE'],
      noNewPrivileges: true,
      stopGraceMs: 2_000,
    })
    expect(seen.mounts).toEqual([{ kind: 'volume', source: expect.stringMatching(/^recorded_p\d+_web_data$/) as string, target: '/data', readOnly: true }])
    expect(seen.networks).toEqual([{ network: expect.stringMatching(/^mist-recorded_p\d+$/) as string, aliases: ['web'], address: '' }])
    expect(seen.ports).toEqual([{ hostAddress: '127.0.0.1', hostPort: expect.any(Number) as number, containerPort: 8080, protocol: 'tcp' }])
    expect(seen).not.toHaveProperty('command')
    expect(seen).not.toHaveProperty('entrypoint')
  })

  test('keeps the labels of the spec and drops those of the image', () => {
    expect(Object.keys(decoded(recording('running')).labels)).toEqual(['mist.app', 'mist.fingerprint', 'mist.instance', 'mist.project', 'mist.replica', 'tier'])
  })

  test('of a running container differs in run state and address alone', () => {
    const { state: _, startedAt, networks, ...running } = decoded(recording('running'))
    const { state: __, startedAt: ___, networks: created, ...before } = decoded(recording('created'))
    expect(running).toEqual(before)
    expect(Date.parse(startedAt)).toBeGreaterThan(0)
    expect(networks).toEqual(created.map((one) => ({ ...one, address: expect.stringMatching(/^10\./) as string })))
  })

  test('lists networks by name with the aliases that were asked for', () => {
    const aliases = decoded(recording('two-networks')).networks.map((one) => one.aliases)
    expect(aliases).toEqual([['web'], ['front']])
  })

  test.each([
    ['paused', { state: 'paused' }],
    ['exited', { state: 'exited', exitCode: 1 }],
    ['health-starting', { state: 'running', health: 'starting' }],
    ['healthy', { state: 'running', health: 'healthy' }],
    ['updated-by-hand', { limits: { cpus: 1.25, memoryBytes: 100 * MIB, pids: 0 }, restart: { policy: 'on-failure', maxRetries: 7 } }],
    ['limits-taken-away', { limits: { cpus: 0, memoryBytes: 0, pids: 100 }, restart: { policy: 'no', maxRetries: 0 } }],
    ['quota-and-anonymous-volume', { limits: { cpus: 0.5, memoryBytes: 0, pids: 100 }, mounts: [], env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' } }],
  ] as const)('"%s" reads as such', (name, expected) => {
    expect(decoded(recording(name))).toMatchObject(expected)
  })

  test('of a container without networks lists none', () => {
    expect(decoded(recording('exited')).networks).toEqual([])
  })

  test('of a container that somebody made by hand shows everything that Mist would never do', () => {
    const seen = decoded(recording('made-by-hand'))
    expect(seen).toMatchObject({ noNewPrivileges: false, capabilities: ['ALL'], logs: { maxSizeBytes: 0, maxFiles: 0 }, stopGraceMs: 10_000, limits: { cpus: 0, memoryBytes: 0, pids: 0 } })
    expect(seen.mounts).toContainEqual({ kind: 'bind', source: '/tmp', target: '/host', readOnly: true })
    expect(seen.networks.map(({ network }) => network)).toEqual(['bridge'])
    expect(seen.ports).toEqual([{ hostAddress: '0.0.0.0', hostPort: 0, containerPort: 8080, protocol: 'tcp' }])
  })

  test('of a newer engine reads the same: prefixed capabilities, no short id among the aliases', () => {
    const old = recording('running')
    const [name = '', endpoint] = Object.entries(old.container.NetworkSettings?.Networks ?? {})[0] ?? []
    const newer = {
      ...old,
      container: {
        ...old.container,
        HostConfig: { ...old.container.HostConfig, CapAdd: ['CAP_CHOWN', 'CAP_NET_BIND_SERVICE'], SecurityOpt: ['no-new-privileges=true'], PidsLimit: 100 },
        NetworkSettings: { Networks: { [name]: { ...endpoint, Aliases: ['web'], DNSNames: ['x', 'web', old.container.Id.slice(0, 12)] } } },
      },
    }
    expect(decoded(newer)).toEqual(decoded(old))
  })

  test('of another instance, or with half an identity, is nobody\'s', () => {
    const { container } = recording('running')
    expect(decodeContainer(container, NO_CONTRIBUTION, 'other')).toBeUndefined()
    const { 'mist.replica': _, ...labels } = container.Config.Labels ?? {}
    expect(decodeContainer({ ...container, Config: { ...container.Config, Labels: labels } }, NO_CONTRIBUTION, 'recorded')).toBeUndefined()
  })

  test('whose fingerprint came with the image is nobody\'s', () => {
    const { container } = recording('running')
    expect(decodeContainer(container, readContribution({ Labels: container.Config.Labels ?? {} }), 'recorded')).toBeUndefined()
  })

  test('tells the addresses of the networks that have one', () => {
    expect(Object.values(decodeRunState(recording('running').container).addresses)).toEqual([expect.stringMatching(/^10\./)])
    expect(decodeRunState(recording('created').container).addresses).toEqual({})
  })
})

describe('host fields', () => {
  test.each([
    [{}, { cpus: 0, memoryBytes: 0, pids: 0 }],
    [{ NanoCpus: 1_500_000_000, Memory: 5, PidsLimit: 7 }, { cpus: 1.5, memoryBytes: 5, pids: 7 }],
    [{ CpuQuota: 25_000, CpuPeriod: 50_000 }, { cpus: 0.5, memoryBytes: 0, pids: 0 }],
    [{ CpuQuota: 25_000 }, { cpus: 0.25, memoryBytes: 0, pids: 0 }],
    [{ CpuQuota: -1, PidsLimit: -1, Memory: -1 }, { cpus: 0, memoryBytes: 0, pids: 0 }],
    [{ NanoCpus: 3_999_999_999, Memory: 2 ** 50, PidsLimit: null }, { cpus: 0, memoryBytes: 0, pids: 0 }],
  ])('limits %j', (host, expected) => {
    expect(readLimits(host)).toEqual(expected)
  })

  test.each([
    [null, { policy: 'no', maxRetries: 0 }],
    [{ Name: '', MaximumRetryCount: 0 }, { policy: 'no', maxRetries: 0 }],
    [{ Name: 'always', MaximumRetryCount: 3 }, { policy: 'always', maxRetries: 0 }],
    [{ Name: 'on-failure', MaximumRetryCount: 3 }, { policy: 'on-failure', maxRetries: 3 }],
  ])('restart policy %j', (policy, expected) => {
    expect(readRestart(policy)).toEqual(expected)
  })

  test('log limits in any spelling', () => {
    for (const [text, bytes] of [['10m', 10 * MIB], ['10M', 10 * MIB], ['1g', 1024 * MIB], ['512k', 512 * 1024], ['10485760', 10 * MIB], ['10mb', 10 * MIB], ['many', 0]] as const) {
      expect(readLogs({ Type: 'json-file', Config: { 'max-size': text, 'max-file': '2' } })).toEqual({ maxSizeBytes: bytes, maxFiles: 2 })
    }
  })

  test('capabilities are the effective ones', () => {
    expect(readCapabilities({ CapDrop: ['ALL'], CapAdd: ['cap_chown'] })).toEqual(['CHOWN'])
    expect(readCapabilities({})).toHaveLength(14)
    expect(readCapabilities({ CapDrop: ['MKNOD'], CapAdd: ['SYS_ADMIN'] })).toEqual(expect.arrayContaining(['SYS_ADMIN']))
    expect(readCapabilities({ CapDrop: ['MKNOD'] })).not.toContain('MKNOD')
  })

  test('new privileges are only off when they are said to be', () => {
    expect(readNoNewPrivileges({ SecurityOpt: ['no-new-privileges'] })).toBe(true)
    expect(readNoNewPrivileges({ SecurityOpt: ['no-new-privileges:false'] })).toBe(false)
    expect(readNoNewPrivileges({ SecurityOpt: null })).toBe(false)
  })

  test('ports of both protocols and several addresses', () => {
    const ports = readPorts({ '53/udp': [{ HostIp: '127.0.0.1', HostPort: '53' }], '53/tcp': [{ HostIp: '', HostPort: '53' }, { HostIp: '::1', HostPort: '54' }], '80/tcp': null })
    expect(ports).toEqual([
      { hostAddress: '0.0.0.0', hostPort: 53, containerPort: 53, protocol: 'tcp' },
      { hostAddress: '127.0.0.1', hostPort: 53, containerPort: 53, protocol: 'udp' },
      { hostAddress: '::1', hostPort: 54, containerPort: 53, protocol: 'tcp' },
    ])
  })
})

describe('lists', () => {
  const labels = { 'mist.instance': 'default', 'mist.project': 'shop', 'mist.app': 'web' }

  test('foreign containers carry the ports that are bound', () => {
    const ports = [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' }, { PrivatePort: 443, Type: 'tcp' }]
    expect(decodeForeign({ Id: 'a', Names: ['/nginx'], Ports: ports })).toEqual({ engineId: 'a', name: 'nginx', ports: [{ hostAddress: '0.0.0.0', hostPort: 8080, containerPort: 80, protocol: 'tcp' }] })
  })

  test('networks and volumes belong to the instance whose label they carry', () => {
    expect(decodeNetwork({ Id: 'n', Name: 'mist-shop', Labels: labels, IPAM: { Config: [{ Subnet: '10.210.0.0/24' }, {}] } }, 'default')).toEqual({ engineId: 'n', name: 'mist-shop', owner: 'ours', project: 'shop', subnets: ['10.210.0.0/24'] })
    expect(decodeNetwork({ Id: 'n', Name: 'mist-shop', Labels: labels, IPAM: null }, 'other')).toMatchObject({ owner: 'foreign', project: '', subnets: [] })
    expect(decodeVolume({ Name: 'v', Labels: labels }, 'default')).toEqual({ name: 'v', owner: 'ours', app: 'shop/web' })
    expect(decodeVolume({ Name: 'v', Labels: { 'mist.instance': 'default' } }, 'default')).toEqual({ name: 'v', owner: 'foreign' })
  })

  test('image references are found in whatever way they are written', () => {
    const digest = `sha256:${'b'.repeat(64)}`
    const id = `sha256:${'c'.repeat(64)}`
    const listed = [{ Id: id, RepoTags: ['redis:7', 'ghcr.io/acme/web:1'], RepoDigests: [`redis@${digest}`] }]
    const refs = ['redis:7', 'docker.io/library/redis:7', `redis:7@${digest}`, 'ghcr.io/acme/web:1', id, 'redis', 'redis:8', '!!']
    expect(Object.keys(imageIds(refs, listed))).toEqual(refs.slice(0, 5))
  })
})

describe('an encoded container', () => {
  const { container, image } = recording('running')
  const observed = decoded({ container, image })
  const spec: ContainerSpec = { ...observed, id: 'container/x', networks: observed.networks.map(({ network, aliases }) => ({ network, aliases })) }
  const body = encodeContainer(spec, readContribution(image.Config))

  test('asks for what the engine then shows', () => {
    const shown = container as unknown as { readonly HostConfig: Record<string, unknown>; readonly Config: Record<string, unknown> }
    const { HostConfig, Labels, Image, StopTimeout, ExposedPorts } = body as { readonly HostConfig: object; readonly Labels: object; readonly [name: string]: unknown }
    expect(shown.HostConfig).toMatchObject(HostConfig)
    expect(shown.Config).toMatchObject({ Labels, Image, StopTimeout, ExposedPorts })
  })

  test('drops all rights but those of the spec and never swaps', () => {
    expect(body).toMatchObject({ HostConfig: { CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges:true'], Memory: 64 * MIB, MemorySwap: 64 * MIB } })
  })

  test('restates nothing unless the image says the same', () => {
    expect(body['Labels']).not.toHaveProperty('mist.restated')
    const same = encodeContainer({ ...spec, env: { PATH: '/bin' }, command: ['x'] }, { ...NO_CONTRIBUTION, env: { PATH: '/bin' }, command: ['x'] })
    expect(same['Labels']).toMatchObject({ 'mist.restated': '["command","env.PATH"]' })
  })

  test('gives more grace rather than less', () => {
    expect(encodeContainer({ ...spec, stopGraceMs: 1_001 }, NO_CONTRIBUTION)['StopTimeout']).toBe(2)
  })
})
