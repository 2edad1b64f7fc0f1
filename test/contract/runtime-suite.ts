/**
 * The runtime contract: how any implementation of the runtime port behaves, fake or real. Each test uses names of its own, so
 * the order does not matter and a failing test leaves nothing in the way of another.
 */
import { describe, expect, test } from 'vitest'
import type { RuntimeEvent } from '../../src/ports.js'
import type { Steps, RuntimeWorld } from './runtime-world.js'
import { comparable, containerOf, networkOf, partsOf, uniqueName } from './runtime-world.js'
import { withWorld } from './suite-world.js'

const never = new AbortController().signal
const gone = { ok: true, value: undefined }

export function runtimeContract(name: string, makeWorld: () => Promise<RuntimeWorld>): void {
  describe(`runtime contract: ${name}`, () => {
    let world: RuntimeWorld
    let by: Steps

    withWorld(makeWorld, (...made) => { [world, by] = made })

    /** An app whose container runs. */
    async function running(...args: Parameters<typeof partsOf> extends [unknown, ...infer Rest] ? Rest : never): Promise<ReturnType<typeof partsOf>> {
      const parts = partsOf(world, ...args)
      await by.network(parts.network)
      await by.create(parts.spec)
      await by.start(parts.spec)
      return parts
    }

    describe('what is created', () => {
      test('reads back without any difference to its spec', async () => {
        const { network, volume, spec: plain } = partsOf(world)
        const port = await world.hostPort()
        const spec = {
          ...plain,
          labels: { ...plain.labels, tier: 'front' },
          mounts: [{ kind: 'volume', source: volume.name, target: '/data', readOnly: true } as const],
          ports: [{ hostAddress: '127.0.0.1', hostPort: port, containerPort: 8080, protocol: 'tcp' } as const],
          restart: { policy: 'on-failure', maxRetries: 4 } as const,
        }
        await by.network(network)
        await by.volume(volume)
        await by.create(spec)
        expect(comparable(await by.see(spec))).toEqual(comparable(spec))
        await by.start(spec)
        const live = await by.see(spec)
        expect(comparable(live)).toEqual(comparable(spec))
        expect(live).toMatchObject({ state: 'running', noNewPrivileges: true })
        expect(live.networks[0]?.address).toMatch(/^10\./)
      })

      test('joins every network of its spec', async () => {
        const parts = partsOf(world)
        const second = { ...networkOf(world, parts.network.project), id: 'network/second', name: `${parts.network.name}-b` } as const
        const spec = containerOf(world, parts.app, { networks: [{ network: parts.network.name, aliases: ['web'] }, { network: second.name, aliases: ['web', 'front'] }] })
        await by.network(parts.network)
        await by.network(second)
        await by.create(spec)
        expect(comparable(await by.see(spec))).toEqual(comparable(spec))
      })

      test('is not started and has no address yet', async () => {
        const { network, spec } = partsOf(world)
        await by.network(network)
        await by.create(spec)
        const live = await by.see(spec)
        expect(live.state).toBe('created')
        expect(live.networks.map(({ address }) => address)).toEqual([''])
      })

      test('can be asked for twice', async () => {
        const { network, volume, spec } = partsOf(world)
        const subnet = world.subnet()
        await by.network(network, subnet)
        await by.network(network, subnet)
        await by.volume(volume)
        await by.volume(volume)
        await by.create(spec)
        const { engineId } = await by.see(spec)
        await by.create(spec)
        expect((await by.see(spec)).engineId).toBe(engineId)
      })

      test('needs its image', async () => {
        const { network, spec } = partsOf(world, { image: world.images.absent })
        await by.network(network)
        expect(await world.runtime.createContainer(spec, never)).toMatchObject({ ok: false, error: { code: 'image-missing' } })
        expect(await by.find(spec)).toBeUndefined()
      })
    })

    describe('a container', () => {
      test('can be started twice', async () => {
        const { spec } = await running()
        const { startedAt } = await by.see(spec)
        await by.start(spec)
        expect((await by.see(spec)).startedAt).toBe(startedAt)
      })

      test('keeps its id when limits and restart policy change', async () => {
        const { spec } = await running()
        const before = await by.see(spec)
        const wanted = { limits: { cpus: 0.25, memoryBytes: 96 * 2 ** 20, pids: 50 }, restart: { policy: 'on-failure', maxRetries: 2 } } as const
        expect(await world.runtime.updateContainer(before.engineId, wanted, never)).toEqual(gone)
        const after = await by.see(spec)
        expect(after).toMatchObject({ ...wanted, engineId: before.engineId, startedAt: before.startedAt })
      })

      test('loses its limits in place', async () => {
        const { spec } = await running()
        const wanted = { limits: { cpus: 0, memoryBytes: 0, pids: 100 }, restart: { policy: 'no', maxRetries: 0 } } as const
        expect(await world.runtime.updateContainer(spec.name, wanted, never)).toEqual(gone)
        expect(await by.see(spec)).toMatchObject(wanted)
      })

      test('joins and leaves a network in place, and both can be asked for twice', async () => {
        const { spec, network } = await running()
        const second = { ...networkOf(world, network.project), name: `${network.name}-b` }
        await by.network(second)
        const { engineId } = await by.see(spec)
        const attachment = { network: second.name, aliases: ['web'] }
        for (let time = 0; time < 2; time += 1) expect(await world.runtime.connectNetwork(engineId, attachment, never)).toEqual(gone)
        const joined = await by.see(spec)
        expect(joined.networks.map((one) => one.network).sort()).toEqual([network.name, second.name].sort())
        for (let time = 0; time < 2; time += 1) expect(await world.runtime.disconnectNetwork(engineId, second.name, never)).toEqual(gone)
        const left = await by.see(spec)
        expect(left.networks.map((one) => one.network)).toEqual([network.name])
        expect(left.engineId).toBe(engineId)
      })

      test('changes its aliases', async () => {
        const { spec, network } = await running()
        expect(await world.runtime.connectNetwork(spec.name, { network: network.name, aliases: ['front', 'web'] }, never)).toEqual(gone)
        expect((await by.see(spec)).networks.map(({ aliases }) => aliases)).toEqual([['front', 'web']])
      })

      test('stops, and starts again', async () => {
        const { spec } = await running()
        for (let time = 0; time < 2; time += 1) expect(await world.runtime.stopContainer(spec.name, 5_000, never)).toEqual(gone)
        expect((await by.see(spec)).state).toBe('exited')
        await by.start(spec)
        expect((await by.see(spec)).state).toBe('running')
      })

      test('goes on after somebody paused it', async () => {
        const { spec } = await running()
        await world.tamper.pause(spec.name)
        expect((await by.see(spec)).state).toBe('paused')
        for (let time = 0; time < 2; time += 1) expect(await world.runtime.unpauseContainer(spec.name, never)).toEqual(gone)
        expect((await by.see(spec)).state).toBe('running')
      })

      test('takes another name', async () => {
        const { spec } = await running()
        const { engineId } = await by.see(spec)
        const renamed = { ...spec, name: `${spec.name}-old` }
        for (let time = 0; time < 2; time += 1) expect(await world.runtime.renameContainer(engineId, renamed.name, never)).toEqual(gone)
        expect((await by.see(renamed)).engineId).toBe(engineId)
      })

      test('is removed while it runs, and removing it again is success', async () => {
        const { spec } = await running()
        for (let time = 0; time < 2; time += 1) expect(await world.runtime.removeContainer(spec.name, never)).toEqual(gone)
        expect(await by.find(spec)).toBeUndefined()
        expect(await world.runtime.stopContainer(spec.name, 1_000, never)).toEqual(gone)
      })

      test('leaves its volume behind', async () => {
        const { network, volume, spec: plain } = partsOf(world)
        const spec = { ...plain, mounts: [{ kind: 'volume', source: volume.name, target: '/data', readOnly: false } as const] }
        await by.network(network)
        await by.volume(volume)
        await by.create(spec)
        expect(await world.runtime.removeContainer(spec.name, never)).toEqual(gone)
        expect((await by.observe()).volumes).toContainEqual({ name: volume.name, owner: 'ours', app: volume.app })
      })

      test('goes before its volume can, which then goes by name alone', async () => {
        const { network, volume, spec: plain } = partsOf(world)
        const other = { ...volume, name: `${volume.name}-kept`, protect: true as const }
        const spec = { ...plain, mounts: [{ kind: 'volume', source: volume.name, target: '/data', readOnly: false } as const] }
        await by.network(network)
        for (const one of [volume, other]) await by.volume(one)
        await by.create(spec)
        const refused = { ok: false, error: { code: 'volume-refused' } }
        const told = await world.runtime.volumes({ sizes: 'measured' }, never)
        expect(told.ok && told.value.filter(({ app }) => app === volume.app).map(({ name, usedBy, protect }) => ({ name, usedBy, protect }))).toEqual([{ name: volume.name, usedBy: [spec.name], protect: undefined }, { name: other.name, usedBy: [], protect: true }])
        expect(await world.runtime.removeVolume(volume, never)).toMatchObject(refused)
        expect(await world.runtime.removeContainer(spec.name, never)).toEqual(gone)
        expect([await world.runtime.removeVolume({ name: volume.name, app: 'some/body' }, never), await world.runtime.removeVolume(other, never)]).toMatchObject([refused, refused])
        const [scratch, unfinished] = [{ ...volume, name: `${volume.name}.preview`, preview: true } as const, { ...other, name: `${volume.name}.g2` }]
        expect([await world.runtime.removeVolume({ ...volume, scratch: true }, never), await world.runtime.createVolume(scratch, never), await world.runtime.removeVolume({ ...scratch, scratch: true }, never)]).toMatchObject([refused, gone, gone])
        expect([await world.runtime.createVolume(unfinished, never), await world.runtime.removeVolume(unfinished, never), await world.runtime.removeVolume({ ...other, unfinished: true }, never), await world.runtime.removeVolume({ ...unfinished, unfinished: true }, never)]).toMatchObject([gone, refused, refused, gone])
        expect(await world.runtime.removeVolume(volume, never)).toEqual(gone)
        expect(await world.runtime.removeVolume(volume, never)).toMatchObject(refused)
        expect((await by.observe()).volumes.map(({ name }) => name)).not.toContain(volume.name)
      })

      test('that ended by itself tells its exit code', async () => {
        const { ref, exitCode } = world.images.exiting
        const { spec } = await running({ image: ref, restart: { policy: 'no', maxRetries: 0 } })
        const ended = await world.until('the container ends', async () => {
          const answer = await world.runtime.runState(spec.name, never)
          return answer.ok && answer.value.state === 'exited' ? answer.value : undefined
        })
        expect(ended.exitCode).toBe(exitCode)
        expect(await by.see(spec)).toMatchObject({ state: 'exited', exitCode })
      })

      test.each(['healthy', 'sick'] as const)('with a %s health check of its image says so', async (mood) => {
        const { spec } = await running({ image: world.images[mood] })
        const settled = await world.until('the health check settles', async () => {
          const { health } = await by.see(spec)
          return health === 'starting' ? undefined : health
        })
        expect(settled).toBe(mood === 'healthy' ? 'healthy' : 'unhealthy')
      })

      test.each([['/web', 'healthy'], ['/nowhere', 'unhealthy']] as const)('with %s as its own check becomes %s', async (program, mood) => {
        const healthCheck = { command: [program, 'check'], intervalMs: 1_000, timeoutMs: 1_000, retries: 1, startPeriodMs: 0 }
        const { spec } = await running({ healthCheck })
        const settled = await world.until('the health check settles', async () => {
          const { health } = await by.see(spec)
          return health === 'starting' ? undefined : health
        })
        expect(settled).toBe(mood)
        expect(comparable(await by.see(spec))).toEqual(comparable(spec))
      })

      test('tells its address while it runs', async () => {
        const { spec, network } = await running()
        const answer = await world.runtime.runState(spec.name, never)
        const live = await by.see(spec)
        expect(answer).toMatchObject({ ok: true, value: { state: 'running', addresses: { [network.name]: live.networks[0]?.address } } })
      })
    })

    describe('names and ports', () => {
      test('a name that a foreign container holds is refused, and that container stays', async () => {
        const { network, spec } = partsOf(world)
        await by.network(network)
        await world.tamper.foreignContainer(spec.name)
        expect(await world.runtime.createContainer(spec, never)).toMatchObject({ ok: false, error: { code: 'name-taken' } })
        expect((await by.observe()).foreignContainers.map(({ name }) => name)).toContain(spec.name)
      })

      test('a leftover of an earlier spec makes way', async () => {
        const { network, spec } = partsOf(world)
        await by.network(network)
        await by.create(spec)
        const newer = containerOf(world, spec.app, { ...spec, labels: {}, fingerprint: 'v1:fedcba9876543210', image: world.images.other })
        await by.create(newer)
        expect(await by.see(newer)).toMatchObject({ fingerprint: newer.fingerprint, image: world.images.other })
      })

      test('what serves does not make way', async () => {
        const { spec } = await running()
        const newer = containerOf(world, spec.app, { ...spec, labels: {}, fingerprint: 'v1:fedcba9876543210' })
        expect(await world.runtime.createContainer(newer, never)).toMatchObject({ ok: false, error: { code: 'name-taken' } })
        expect(await by.see(spec)).toMatchObject({ state: 'running', fingerprint: spec.fingerprint })
      })

      test('foreign objects are never changed', async () => {
        const name = uniqueName(`${world.instance}-foreign`)
        await world.tamper.foreignContainer(name)
        const attempts = [
          world.runtime.startContainer(name, never),
          world.runtime.stopContainer(name, 1_000, never),
          world.runtime.removeContainer(name, never),
          world.runtime.renameContainer(name, `${name}-x`, never),
          world.runtime.updateContainer(name, { limits: { cpus: 0.1, memoryBytes: 0, pids: 10 }, restart: { policy: 'no', maxRetries: 0 } }, never),
        ]
        for (const attempt of await Promise.all(attempts)) expect(attempt).toMatchObject({ ok: false, error: { code: 'payload-refused' } })
        const { containers, foreignContainers } = await by.observe()
        expect(foreignContainers.map((one) => one.name)).toContain(name)
        expect(containers.map((one) => one.name)).not.toContain(name)
      })

      test('foreign networks and volumes of the same name are refused and told apart', async () => {
        const { network, volume } = partsOf(world)
        const subnet = world.subnet()
        await world.tamper.foreignNetwork(network.name, subnet)
        await world.tamper.foreignVolume(volume.name)
        expect(await world.runtime.createNetwork(network, world.subnet(), never)).toMatchObject({ ok: false, error: { code: 'name-taken' } })
        expect(await world.runtime.createVolume(volume, never)).toMatchObject({ ok: false, error: { code: 'name-taken' } })
        const { networks, volumes } = await by.observe()
        expect(networks).toContainEqual(expect.objectContaining({ name: network.name, owner: 'foreign', project: '', subnets: [subnet] }))
        expect(volumes).toContainEqual({ name: volume.name, owner: 'foreign' })
      })

      test('a taken port fails the start and names its holder', async () => {
        const hostPort = await world.hostPort()
        const holder = uniqueName(`${world.instance}-holder`)
        await world.tamper.foreignContainer(holder, hostPort)
        const { network, spec } = partsOf(world, { ports: [{ hostAddress: '127.0.0.1', hostPort, containerPort: 8080, protocol: 'tcp' }] })
        await by.network(network)
        await by.create(spec)
        const answer = await world.runtime.startContainer(spec.name, never)
        expect(answer).toMatchObject({ ok: false, error: { code: 'port-taken', cause: expect.stringContaining(String(hostPort)) as string } })
        expect(answer).toMatchObject({ error: { cause: expect.stringContaining(holder) as string } })
        const { foreignContainers } = await by.observe()
        expect(foreignContainers.find(({ name: one }) => one === holder)?.ports.map((port) => port.hostPort)).toContain(hostPort)
      })
    })

    describe('networks', () => {
      test('a range that is in use is refused', async () => {
        const subnet = world.subnet()
        await by.network(networkOf(world, uniqueName('n')), subnet)
        expect(await world.runtime.createNetwork(networkOf(world, uniqueName('n')), subnet, never)).toMatchObject({ ok: false, error: { code: 'pool-exhausted' } })
      })

      test('go when they are empty, and only then', async () => {
        const { network, spec } = await running()
        expect(await world.runtime.removeNetwork(network.name, never)).toMatchObject({ ok: false, error: { code: 'engine-failed' } })
        await world.runtime.removeContainer(spec.name, never)
        for (let time = 0; time < 2; time += 1) expect(await world.runtime.removeNetwork(network.name, never)).toEqual(gone)
        expect((await by.observe()).networks.map((one) => one.name)).not.toContain(network.name)
      })
    })

    describe('looking', () => {
      test('image ids are told for the references that are there', async () => {
        const { serving, absent } = world.images
        const { images } = await by.observe({ images: [serving, absent] })
        expect(Object.keys(images)).toEqual([serving])
        const { spec } = await running()
        expect((await by.see(spec)).imageId).toBe(images[serving])
      })

      test('changes by hand are seen', async () => {
        const { spec, network } = await running()
        await world.tamper.setMemory(spec.name, 48 * 2 ** 20)
        await world.tamper.disconnect(spec.name, network.name)
        expect(await by.see(spec)).toMatchObject({ limits: { ...spec.limits, memoryBytes: 48 * 2 ** 20 }, networks: [] })
        await world.tamper.stop(spec.name)
        expect((await by.see(spec)).state).toBe('exited')
        await world.tamper.remove(spec.name)
        expect(await by.find(spec)).toBeUndefined()
      })

      test('a cached look notices what events tell', async () => {
        const watching = new AbortController()
        const seen = watch(world, watching.signal)
        try {
          await world.until('events flow', () => Promise.resolve(seen.find(({ kind }) => kind === 'connected')))
          const { spec } = await running()
          expect((await by.see(spec, { freshness: 'cached' })).limits).toEqual(spec.limits)
          await world.tamper.setMemory(spec.name, 48 * 2 ** 20)
          await world.until('the cached look shows the new limit', async () => {
            const { limits } = await by.see(spec, { freshness: 'cached' })
            return limits.memoryBytes === 48 * 2 ** 20 || undefined
          })
        } finally {
          watching.abort()
        }
      })

      test('events tell who was concerned', async () => {
        const watching = new AbortController()
        const seen = watch(world, watching.signal)
        try {
          await world.until('events flow', () => Promise.resolve(seen.find(({ kind }) => kind === 'connected')))
          const { spec, app } = await running()
          const { engineId } = await by.see(spec)
          await world.tamper.remove(spec.name)
          for (const action of ['create', 'start', 'destroy']) {
            const event = await world.until(`the event ${action} arrives`, () => Promise.resolve(seen.find((one) => one.kind === 'container' && one.action === action && one.id === engineId)))
            expect(event).toMatchObject({ instance: world.instance, app })
          }
        } finally {
          watching.abort()
        }
      })

      test('a call that was called off says so', async () => {
        const signal = AbortSignal.abort()
        const { spec } = partsOf(world)
        expect(await world.runtime.observe({ images: [], freshness: 'live' }, signal)).toMatchObject({ ok: false, error: { code: 'aborted' } })
        expect(await world.runtime.createContainer(spec, signal)).toMatchObject({ ok: false, error: { code: 'aborted' } })
      })
    })
  })
}

/** Collects events in the background. */
function watch(world: RuntimeWorld, signal: AbortSignal): readonly RuntimeEvent[] {
  const seen: RuntimeEvent[] = []
  const collect = async (): Promise<void> => {
    for await (const event of world.runtime.events(signal)) seen.push(event)
  }
  void collect()
  return seen
}
