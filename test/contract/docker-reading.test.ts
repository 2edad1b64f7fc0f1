/** What a real engine shows, where it could mislead: images that contribute, labels that lie, logs in pieces, and a reader that can only read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRuntimeReader } from '../../src/adapters/docker/runtime.js'
import type { ContainerSpec } from '../../src/model/resource.js'
import type { LogLine } from '../../src/ports.js'
import { docker, dockerTries } from '../lab/fixtures.js'
import type { LabWorld } from './runtime-lab.js'
import { labWorld } from './runtime-lab.js'
import type { Steps } from './runtime-world.js'
import { comparable, partsOf, steps, uniqueName } from './runtime-world.js'

const never = new AbortController().signal

let world: LabWorld
let by: Steps
const made: string[] = []

beforeAll(() => {
  world = labWorld()
  by = steps(world)
})

afterAll(async () => {
  for (const name of made) await dockerTries(['rm', '-f', '-v', name])
  await world?.cleanup()
})

async function created(changes: Partial<ContainerSpec>): Promise<ContainerSpec> {
  const { network, spec } = partsOf(world, changes)
  await by.network(network)
  await by.create(spec)
  return spec
}

/** An image made from nothing but metadata. */
async function imageWith(...changes: readonly string[]): Promise<string> {
  const ref = `mist/${world.instance}-made:${uniqueName('t')}`
  const source = uniqueName(`${world.instance}-source`)
  await docker('create', '--name', source, '--label', `mist.instance=${world.instance}`, 'busybox:1.36')
  await docker('commit', ...changes.flatMap((change) => ['--change', change]), source, ref)
  await docker('rm', source)
  return ref
}

describe('what an image contributes', () => {
  test.each<[string, Partial<ContainerSpec>]>([
    ['env, command and entrypoint of the image are not the spec\'s', { env: {} }],
    ['a variable that overrides the image\'s is', { env: { FROM_IMAGE: 'other' } }],
    ['a variable that repeats the image\'s is', { env: { FROM_IMAGE: 'image' } }],
    ['a command that replaces the image\'s is', { command: ['sleep', '2'] }],
    ['a command that repeats the image\'s is', { command: ['sleep', '1'] }],
    ['an entrypoint makes the image\'s command be forgotten', { entrypoint: ['/bin/echo'] }],
    ['an entrypoint with a command like the image\'s', { entrypoint: ['/bin/echo'], command: ['sleep', '1'] }],
    ['an entrypoint that repeats the image\'s', { entrypoint: ['/usr/bin/env'] }],
    ['an entrypoint and a command that repeat the image\'s', { entrypoint: ['/usr/bin/env'], command: ['sleep', '1'] }],
  ])('%s', async (_, changes) => {
    const image = await imageWith('ENV FROM_IMAGE=image', 'CMD ["sleep","1"]', 'ENTRYPOINT ["/usr/bin/env"]', 'LABEL tier=image', 'VOLUME /data')
    const spec = await created({ ...changes, image })
    expect(comparable(await by.see(spec))).toEqual(comparable(spec))
  })

  const CHECK = { command: ['/bin/true'], intervalMs: 5_000, timeoutMs: 2_000, retries: 4, startPeriodMs: 0 }

  test.each<[string, Partial<ContainerSpec>]>([
    ['a health check of the image is not the spec\'s', {}],
    ['one that replaces the image\'s is, without a start period of the image', { healthCheck: CHECK }],
    ['one that repeats the image\'s is', { healthCheck: { ...CHECK, startPeriodMs: 60_000 } }],
  ])('%s', async (_, changes) => {
    const image = await imageWith('CMD ["sleep","1"]', 'HEALTHCHECK --interval=5s --timeout=2s --retries=4 --start-period=60s CMD ["/bin/true"]')
    const spec = await created({ ...changes, image })
    expect(comparable(await by.see(spec))).toEqual(comparable(spec))
  })

  test('a label that repeats the image\'s is the spec\'s, others are not', async () => {
    const image = await imageWith('LABEL tier=image', 'LABEL other=image', 'LABEL mist.restated=["command"]')
    const spec = await created({ image, labels: { tier: 'image' } })
    expect(comparable(await by.see(spec))).toEqual(comparable(spec))
  })

  test('an image that claims to be ours does not make a container ours', async () => {
    const claim = { instance: world.instance, project: 'shop', app: 'web', replica: '1', fingerprint: 'v1:forged' }
    const image = await imageWith(...Object.entries(claim).map(([name, value]) => `LABEL mist.${name}=${value}`))
    const name = uniqueName(`${world.instance}-forged`)
    made.push(name)
    await docker('create', '--name', name, image)
    const { containers, foreignContainers } = await by.observe()
    expect(containers.map((one) => one.name)).not.toContain(name)
    expect(foreignContainers.map((one) => one.name)).toContain(name)
    expect(await world.runtime.removeContainer(name, never)).toMatchObject({ ok: false, error: { code: 'payload-refused' } })
  })
})

describe('changes by hand that a plan must see', () => {
  test('a CPU limit, set and taken away', async () => {
    const spec = await created({ limits: { cpus: 0, memoryBytes: 0, pids: 100 } })
    await docker('update', '--cpus', '0.75', spec.name)
    expect((await by.see(spec)).limits.cpus).toBe(0.75)
    expect(await world.runtime.updateContainer(spec.name, spec, never)).toMatchObject({ ok: true })
    expect((await by.see(spec)).limits).toEqual(spec.limits)
  })

  test('a CPU quota, changed and taken away', async () => {
    const spec = await created({ limits: { cpus: 0, memoryBytes: 0, pids: 100 } })
    await docker('update', '--cpu-quota', '50000', spec.name)
    expect((await by.see(spec)).limits.cpus).toBe(0.5)
    expect(await world.runtime.updateContainer(spec.name, { ...spec, limits: { ...spec.limits, cpus: 0.25 } }, never)).toMatchObject({ ok: true })
    expect((await by.see(spec)).limits.cpus).toBe(0.25)
    expect(await world.runtime.updateContainer(spec.name, spec, never)).toMatchObject({ ok: true })
    expect((await by.see(spec)).limits).toEqual(spec.limits)
  })

  test('a network that somebody else put it on can be left', async () => {
    const spec = await created({})
    const foreign = uniqueName(`${world.instance}-net`)
    await world.tamper.foreignNetwork(foreign, world.subnet())
    await docker('network', 'connect', foreign, spec.name)
    expect((await by.see(spec)).networks.map(({ network }) => network)).toContain(foreign)
    expect(await world.runtime.disconnectNetwork(spec.name, foreign, never)).toMatchObject({ ok: true })
    expect((await by.see(spec)).networks.map(({ network }) => network)).toEqual([spec.networks[0]?.network])
  })
})

describe('a container that cannot be whole', () => {
  test('is not left behind when its second network is missing', async () => {
    const { network, spec } = partsOf(world)
    await by.network(network)
    const lacking = { ...spec, networks: [...spec.networks, { network: `${network.name}-nowhere`, aliases: ['web'] }] }
    expect(await world.runtime.createContainer(lacking, never)).toMatchObject({ ok: false, error: { code: 'engine-failed' } })
    expect(await by.find(spec)).toBeUndefined()
  })

  test('gets the networks that an interrupted creation left out', async () => {
    const { network, spec } = partsOf(world)
    const second = { ...network, name: `${network.name}-b` }
    await by.network(network)
    await by.network(second)
    await by.create(spec)
    const whole = { ...spec, networks: [...spec.networks, { network: second.name, aliases: ['web'] }] }
    await by.create(whole)
    expect(comparable(await by.see(whole))).toEqual(comparable(whole))
  })

  test('may not join a network of another project, nor mount its volume', async () => {
    const other = partsOf(world)
    const { network, spec } = partsOf(world)
    await by.network(network)
    await by.network(other.network)
    await by.volume(other.volume)
    const mounts = [{ kind: 'volume', source: other.volume.name, target: '/data', readOnly: true } as const]
    expect(await world.runtime.createContainer({ ...spec, mounts }, never)).toMatchObject({ ok: false, error: { code: 'payload-refused', cause: expect.stringContaining('HostConfig.Mounts[0].Source') as string } })
    await by.create(spec)
    expect(await world.runtime.connectNetwork(spec.name, { network: other.network.name, aliases: [] }, never)).toMatchObject({ ok: false, error: { code: 'payload-refused' } })
  })

  test('whose program does not exist says so at its start', async () => {
    const spec = await created({ image: 'busybox:1.36', entrypoint: ['/no/such/program'] })
    expect(await world.runtime.startContainer(spec.name, never)).toMatchObject({ ok: false, error: { code: 'container-exited', cause: expect.stringContaining('/no/such/program') as string } })
  })

  test('whose port a process of the host holds names no container', async () => {
    const { createServer } = await import('node:net')
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as { readonly port: number }
      const spec = await created({ ports: [{ hostAddress: '127.0.0.1', hostPort: port, containerPort: 8080, protocol: 'tcp' }] })
      expect(await world.runtime.startContainer(spec.name, never)).toMatchObject({ ok: false, error: { code: 'port-taken', cause: expect.stringContaining('outside of the engine') as string } })
    } finally {
      server.close()
    }
  })
})

describe('logs', () => {
  const script = 'echo out; echo err >&2; head -c 40000 /dev/zero | tr "\\0" x; echo; echo last'

  async function finished(command: readonly string[]): Promise<ContainerSpec> {
    const spec = await created({ image: 'busybox:1.36', command, restart: { policy: 'no', maxRetries: 0 } })
    await by.start(spec)
    await world.until('the program ends', async () => ((await by.see(spec)).state === 'exited' ? true : undefined))
    return spec
  }

  async function lines(spec: ContainerSpec, query: Partial<Parameters<LabWorld['runtime']['logs']>[0]> = {}): Promise<readonly LogLine[]> {
    const all: LogLine[] = []
    for await (const line of world.runtime.logs({ container: spec.name, follow: false, tail: 'all', sinceSeconds: 0, ...query }, never)) all.push(line)
    return all
  }

  test('come by stream, stamped, and long lines in one piece', async () => {
    const all = await lines(await finished(['sh', '-c', script]))
    expect(all.filter(({ stream }) => stream === 'stderr').map(({ text }) => text)).toEqual(['err'])
    const out = all.filter(({ stream }) => stream === 'stdout').map(({ text }) => text)
    expect(out.map((text) => (text.length > 100 ? `${String(text.length)} x` : text))).toEqual(['out', '40000 x', 'last'])
    expect(out[1]).toMatch(/^x+$/)
    for (const { at } of all) expect(Date.parse(at)).toBeGreaterThan(0)
  })

  test('can be cut at the tail', async () => {
    const spec = await finished(['sh', '-c', 'for i in 1 2 3 4 5; do echo line $i; done'])
    expect((await lines(spec, { tail: 2 })).map(({ text }) => text)).toEqual(['line 4', 'line 5'])
  })

  test('are followed until the container ends', async () => {
    const spec = await created({ image: 'busybox:1.36', command: ['sh', '-c', 'echo first; sleep 1; echo second'], restart: { policy: 'no', maxRetries: 0 } })
    await by.start(spec)
    expect((await lines(spec, { follow: true })).map(({ text }) => text)).toEqual(['first', 'second'])
  })

  test('of a container that is gone are empty', async () => {
    const { spec } = partsOf(world)
    expect(await lines(spec)).toEqual([])
  })
})

test('a reader sees what the runtime sees', async () => {
  const spec = await created({})
  const reader = createRuntimeReader(world.options)
  try {
    const seen = await reader.observe({ images: [], freshness: 'live' }, never)
    expect(seen.ok && seen.value.containers.find(({ name }) => name === spec.name)).toMatchObject({ app: spec.app })
    expect(await reader.facts(never)).toMatchObject({ ok: true, value: { apiVersion: expect.stringMatching(/^1\.\d+$/) as string } })
    expect(Object.keys(reader).sort()).toEqual(['builtImages', 'close', 'events', 'facts', 'logs', 'observe', 'runState', 'scratch', 'volumes'])
  } finally {
    reader.close()
  }
})
