/** `deploy.pre`: run to its end in a container of its own, with its output kept and nothing left behind. */
import { describe, expect, it } from 'vitest'
import { perform } from '../../../src/engine/apply/perform.js'
import type { Failure } from '../../../src/model/failure.js'
import { failure } from '../../../src/model/failure.js'
import type { ContainerSpec } from '../../../src/model/resource.js'
import type { Result } from '../../../src/model/result.js'
import type { Effect } from '../../../src/model/step.js'
import { shop } from '../../fakes/manifests.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'

const NAME = 'shop-web-00000000-1-pre'

interface Scene {
  readonly world: World
  readonly effect: Effect
  readonly run: (signal?: AbortSignal) => Promise<Result<void>>
}

/** A container like those of `web`, with another command. */
async function scene(command: readonly string[], timeoutMs = 60_000): Promise<Scene> {
  const world = createWorld()
  world.commit(shop())
  await world.converge()
  const spec = [...world.engine.state.containers.values()].find((one) => one.spec?.app === 'shop/web')?.spec
  if (!spec) throw new Error('no web')
  const container: ContainerSpec = { ...spec, name: NAME, command, restart: { policy: 'no', maxRetries: 0 }, networks: spec.networks.map(({ network }) => ({ network, aliases: [] })) }
  const effect: Effect = { do: 'run-once', app: 'shop/web', container, timeoutMs }
  world.faults.forgetCalls()
  return { world, effect, run: (signal = new AbortController().signal) => perform(effect, { ports: world.ports, run: 7, signal }) }
}

const failed = (end: Result<void>): Failure | 'ok' => (end.ok ? 'ok' : end.error)

describe('run-once', () => {
  it('is done when the command ends well, and takes its container away', async () => {
    const { world, run } = await scene(['true'])
    expect(failed(await run())).toBe('ok')
    expect([world.engine.find(NAME), world.faults.writes.filter((write) => write.startsWith('start'))]).toEqual([undefined, [`startContainer ${NAME}`]])
  })

  it('keeps what the command said in the log of the release', async () => {
    const { world, run } = await scene(['true'])
    await run()
    expect(world.ports.store.buildLog({ app: 'shop/web', run: 7 })).toEqual(['done'])
  })

  it('fails with the exit code and the last lines', async () => {
    const { world, run } = await scene(['false'])
    expect(failed(await run())).toMatchObject({ code: 'pre-failed', subject: 'cannot release shop/web', cause: 'deploy.pre exited with code 1', help: expect.stringContaining('fatal: it went wrong') as string })
    expect(world.engine.find(NAME)).toBeUndefined()
  })

  it('fails when it does not end in time, and takes it away', async () => {
    const { world, run } = await scene(['sleep', '600'], 5_000)
    expect(failed(await run())).toMatchObject({ code: 'pre-failed', cause: 'deploy.pre did not end within 5 s' })
    expect(world.engine.find(NAME)).toBeUndefined()
  })

  it('ends at once when it is interrupted, and takes it away', async () => {
    const { world, run } = await scene(['sleep', '600'])
    const stopping = new AbortController()
    void world.clock.sleep(1_000, new AbortController().signal).then(() => { stopping.abort() })
    expect(failed(await run(stopping.signal))).toMatchObject({ code: 'aborted' })
    expect([world.engine.find(NAME), world.clock.monotonicMs() < 60_000]).toEqual([undefined, true])
  })

  it('is no success and no fault of the release when the engine was away meanwhile', async () => {
    const { world, run } = await scene(['sleep', '30'])
    world.faults.add({ call: 'runState', kind: 'fail', times: 2, after: 2, failure: failure('engine-unreachable', { subject: 'cannot ask', cause: 'no socket' }) })
    expect(failed(await run())).toMatchObject({ code: 'engine-failed', cause: expect.stringContaining('the engine was away meanwhile') as string })
    expect(world.engine.find(NAME)).toBeUndefined()
  })

  it('waits for one that a killed mistd left running instead of starting a second one', async () => {
    const { world, effect, run } = await scene(['sleep', '30'])
    if (effect.do !== 'run-once') throw new Error('not a run')
    await world.ports.runtime.createContainer(effect.container, new AbortController().signal)
    await world.ports.runtime.startContainer(NAME, new AbortController().signal)
    world.faults.forgetCalls()
    expect(failed(await run())).toBe('ok')
    expect(world.faults.writes.filter((write) => write.startsWith('start'))).toEqual([])
  })

  it('runs anew where an earlier one was left behind after its end', async () => {
    const { world, effect, run } = await scene(['true'])
    if (effect.do !== 'run-once') throw new Error('not a run')
    await world.ports.runtime.createContainer(effect.container, new AbortController().signal)
    await world.ports.runtime.startContainer(NAME, new AbortController().signal)
    await world.clock.sleep(1_000, new AbortController().signal)
    world.faults.forgetCalls()
    expect(failed(await run())).toBe('ok')
    expect(world.faults.writes.filter((write) => write.startsWith('start'))).toEqual([`startContainer ${NAME}`])
  })

  it('never takes a container of somebody else for its own', async () => {
    const { world, run } = await scene(['true'])
    world.hand.runForeign(NAME)
    expect(failed(await run())).toMatchObject({ code: 'name-taken' })
    expect([world.engine.find(NAME) === undefined, world.engine.state.violations]).toEqual([false, []])
  })
})
