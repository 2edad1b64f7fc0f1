/** Readiness: who decides it, and what is said when it does not come. */
import { describe, expect, it } from 'vitest'
import { awaitReady } from '../../../src/engine/apply/ready.js'
import type { Failure } from '../../../src/model/failure.js'
import { failure } from '../../../src/model/failure.js'
import { err } from '../../../src/model/result.js'
import type { RestartSpec } from '../../../src/model/resource.js'
import type { ReadyCheck } from '../../../src/model/step.js'
import { shop } from '../../fakes/manifests.js'
import type { Program } from '../../fakes/program.js'
import { CHECKED_PROGRAM, DEAF_PROGRAM, EXITING_PROGRAM, GOOD_PROGRAM, SICK_PROGRAM } from '../../fakes/program.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'

const READY = { network: 'mist-shop', port: 80, timeoutMs: 20_000, stableMs: 2_000 }

/** A container of the program that has just been started. */
async function started(program: Program, restart?: RestartSpec): Promise<{ readonly world: World; readonly container: string }> {
  const world = createWorld({ images: { 'worker:1': GOOD_PROGRAM } })
  world.commit(shop())
  await world.converge()
  const [job] = [...world.engine.state.containers.values()].filter((one) => one.spec?.app === 'shop/job')
  if (!job) throw new Error('no job')
  world.engine.stop(job, 0)
  // Without a restart an end stays an end.
  Object.assign(job, { program, ...(restart && { restart }) })
  world.engine.start(job)
  return { world, container: job.name }
}

async function ask(program: Program, port: number, more: Partial<ReadyCheck> = {}): Promise<Failure | 'ready'> {
  const { world, container } = await started(program, more.mayComplete && { policy: 'no', maxRetries: 0 })
  const answer = await awaitReady(world.ports, { container, ready: { ...READY, port, ...more } }, new AbortController().signal)
  return answer.ok ? 'ready' : answer.error
}

describe('awaitReady', () => {
  it('is content with a port that accepts connections', async () => {
    expect(await ask(GOOD_PROGRAM, 80)).toBe('ready')
  })

  it("follows the image's own health check, whatever the port says", async () => {
    expect(await ask(CHECKED_PROGRAM, 80)).toBe('ready')
    expect(await ask({ ...CHECKED_PROGRAM, listens: [] }, 80)).toBe('ready')
    expect(await ask(SICK_PROGRAM, 80)).toMatchObject({ code: 'container-unhealthy' })
  })

  it('waits for a program that takes its time', async () => {
    expect(await ask({ ...GOOD_PROGRAM, listensAfterMs: 15_000 }, 80)).toBe('ready')
  })

  it('gives up after its time and names the port', async () => {
    const answer = await ask(DEAF_PROGRAM, 81)
    expect(answer).toMatchObject({ code: 'container-not-ready', cause: expect.stringContaining('port 81') as string })
  })

  it('wants a program without a port to stay up for a while', async () => {
    expect(await ask(GOOD_PROGRAM, 0)).toBe('ready')
    expect(await ask({ ...EXITING_PROGRAM, exitsAfterMs: 1_900 }, 0)).toMatchObject({ code: 'container-exited' })
  })

  it('takes a job that ended well for ready, where the restart policy lets it end', async () => {
    const job: Program = { ...EXITING_PROGRAM, exitCode: 0 }
    expect(await ask(job, 0, { mayComplete: true })).toBe('ready')
    expect(await ask(job, 0)).toMatchObject({ code: 'container-exited' })
    expect(await ask(EXITING_PROGRAM, 0, { mayComplete: true })).toMatchObject({ code: 'container-exited' })
  })

  it('shows the exit code and the last output of a program that ends', async () => {
    const answer = await ask(EXITING_PROGRAM, 80)
    expect(answer).toMatchObject({ code: 'container-exited', cause: expect.stringContaining('code 3') as string, help: expect.stringContaining('fatal: no config') as string })
  })

  it('does not wait for one that somebody removed, and lays it at nobody\'s door', async () => {
    const { world, container } = await started(DEAF_PROGRAM)
    const gone = failure('container-exited', { subject: 'x', cause: 'it is not on the engine any more' })
    const runtime = { ...world.ports.runtime, runState: () => Promise.resolve(err(gone)) }
    const beganMs = world.ports.clock.monotonicMs()
    const answer = await awaitReady({ ...world.ports, runtime }, { container, ready: { ...READY, port: 81 } }, new AbortController().signal)
    expect(answer).toMatchObject({ ok: false, error: { code: 'engine-failed', cause: 'somebody removed the container meanwhile' } })
    expect(world.ports.clock.monotonicMs()).toBe(beganMs)
  })

  it('strips control bytes from that output', async () => {
    const answer = await ask({ ...EXITING_PROGRAM, output: ['\u001b[31mred\u001b[0m\u0007'] }, 80)
    expect(answer).toMatchObject({ help: expect.stringMatching(/\n {2}red$/) as string })
  })

  it('sees through a restart policy that hides an exit', async () => {
    const { world, container } = await started(DEAF_PROGRAM)
    const found = world.engine.find(container)
    void world.clock.sleep(1_000, new AbortController().signal).then(() => {
      if (found) world.engine.stop(found, 1)
      if (found) world.engine.start(found)
    })
    const answer = await awaitReady(world.ports, { container, ready: READY }, new AbortController().signal)
    expect(answer).toMatchObject({ ok: false, error: { code: 'container-exited' } })
  })

  it('asks again when the engine fails to answer once', async () => {
    const { world, container } = await started(GOOD_PROGRAM)
    world.faults.add({ call: 'runState', kind: 'fail', times: 2 })
    expect((await awaitReady(world.ports, { container, ready: READY }, new AbortController().signal)).ok).toBe(true)
  })

  it('does not blame a container that ended while the engine was away', async () => {
    const { world, container } = await started(DEAF_PROGRAM)
    const found = world.engine.find(container)
    world.faults.add({ call: 'runState', kind: 'fail', times: 2, after: 1, failure: failure('engine-unreachable', { subject: 'cannot ask', cause: 'no socket' }) })
    void world.clock.sleep(50, new AbortController().signal).then(() => { if (found) world.engine.stop(found, 0) })
    const answer = await awaitReady(world.ports, { container, ready: READY }, new AbortController().signal)
    expect(answer).toMatchObject({ ok: false, error: { code: 'engine-failed', cause: expect.stringContaining('the engine was away meanwhile') as string } })
  })

  it('does not blame a container that ended with an engine of which no connection was ever refused', async () => {
    const { world, container } = await started(DEAF_PROGRAM)
    const found = world.engine.find(container)
    let losses = 0
    void world.clock.sleep(50, new AbortController().signal).then(() => { losses = 1; if (found) world.engine.stop(found, 0) })
    const runState: typeof world.ports.runtime.runState = async (name, signal) => {
      const state = await world.ports.runtime.runState(name, signal)
      return state.ok ? { ...state, value: { ...state.value, losses } } : state
    }
    const answer = await awaitReady({ ...world.ports, runtime: { ...world.ports.runtime, runState } }, { container, ready: READY }, new AbortController().signal)
    expect(answer).toMatchObject({ ok: false, error: { code: 'engine-failed' } })
  })

  it('ends at once when it is interrupted', async () => {
    const { world, container } = await started(DEAF_PROGRAM)
    const stopping = new AbortController()
    void world.clock.sleep(100, new AbortController().signal).then(() => { stopping.abort() })
    expect(await awaitReady(world.ports, { container, ready: READY }, stopping.signal)).toMatchObject({ ok: false, error: { code: 'aborted' } })
  })
})
