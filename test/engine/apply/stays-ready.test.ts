/** Watching what was proven: in the window of a release, and while its predecessors are drained. */
import { describe, expect, it } from 'vitest'
import { perform } from '../../../src/engine/apply/perform.js'
import { awaitReady } from '../../../src/engine/apply/ready.js'
import type { Failure } from '../../../src/model/failure.js'
import type { Result } from '../../../src/model/result.js'
import type { ReadyCheck } from '../../../src/model/step.js'
import { shop } from '../../fakes/manifests.js'
import type { Program } from '../../fakes/program.js'
import { EXITING_PROGRAM, GOOD_PROGRAM } from '../../fakes/program.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'

const NEVER = new AbortController().signal
const READY: ReadyCheck = { network: 'mist-shop', port: 80, timeoutMs: 20_000, stableMs: 2_000 }
const HTTP: ReadyCheck = { ...READY, http: { path: '/healthz', host: 'shop.localhost', statusFrom: 200, statusTo: 399 } }

/** `shop/job`, as it has just been started with this program. */
async function started(program: Program): Promise<{ readonly world: World; readonly container: string }> {
  const world = createWorld()
  world.commit(shop())
  await world.converge()
  const job = [...world.engine.state.containers.values()].find((one) => one.spec?.app === 'shop/job')
  if (!job) throw new Error('no job')
  world.engine.stop(job, 0)
  Object.assign(job, { program })
  world.engine.start(job)
  return { world, container: job.name }
}

const failed = (end: Result<void>): Failure | 'ok' => (end.ok ? 'ok' : end.error)

async function wait(program: Program, ready: ReadyCheck): Promise<Failure | 'ok'> {
  const { world, container } = await started(program)
  return failed(await awaitReady(world.ports, { container, ready }, NEVER))
}

async function watch(program: Program, ready: ReadyCheck, forMs = 10_000): Promise<{ readonly end: Failure | 'ok'; readonly tookMs: number }> {
  const { world, container } = await started(program)
  await world.clock.sleep(100, NEVER)
  const beganMs = world.clock.monotonicMs()
  const end = await perform({ do: 'watch-ready', app: 'shop/job', containers: [container], ready, forMs }, { ports: world.ports, run: 1, signal: NEVER })
  return { end: failed(end), tookMs: world.clock.monotonicMs() - beganMs }
}

const answering = (status: (upMs: number) => number): Program => ({ ...GOOD_PROGRAM, answers: status })

describe('an HTTP check', () => {
  it('is content with a status in its range', async () => {
    expect(await wait(answering(() => 302), HTTP)).toBe('ok')
    expect(await wait(answering(() => 404), { ...HTTP, http: { path: '/', host: 'a', statusFrom: 404, statusTo: 404 } })).toBe('ok')
  })

  it('waits for one that comes later', async () => {
    expect(await wait(answering((upMs) => (upMs > 15_000 ? 200 : 503)), HTTP)).toBe('ok')
  })

  it('says what was answered last', async () => {
    expect(await wait(answering(() => 503), HTTP)).toMatchObject({ code: 'container-not-ready', cause: 'it was not ready within 20 s: GET /healthz answered 503' })
    expect(await wait({ ...GOOD_PROGRAM, listens: [] }, HTTP)).toMatchObject({ cause: 'it was not ready within 20 s: GET /healthz on port 80: the connection was refused' })
  })

  it("decides whatever the engine's own health check says", async () => {
    const sick: Program = { ...GOOD_PROGRAM, health: { afterMs: 0, result: 'unhealthy' } }
    expect(await wait(sick, HTTP)).toBe('ok')
    expect(await wait(sick, { ...READY, tcp: true })).toBe('ok')
    expect(await wait(sick, READY)).toMatchObject({ code: 'container-unhealthy' })
  })
})

describe('the window of a release', () => {
  const WINDOW = { windowMs: 10_000 }

  it('passes when the container stays ready', async () => {
    expect(await wait(GOOD_PROGRAM, { ...READY, ...WINDOW })).toBe('ok')
  })

  it('fails when the container ends within it', async () => {
    expect(await wait({ ...GOOD_PROGRAM, output: ['up', 'panic'], exitsAfterMs: 4_000, exitCode: 2 }, { ...READY, ...WINDOW })).toMatchObject({ code: 'container-exited', help: expect.stringContaining('panic') as string })
  })

  it('fails when its answers turn bad within it', async () => {
    expect(await wait(answering((upMs) => (upMs > 5_000 ? 500 : 200)), { ...HTTP, ...WINDOW })).toMatchObject({ code: 'container-not-ready', cause: 'it fell within the 10 s for which it has to stay ready: GET /healthz answered 500' })
  })

  it('forgives one missed answer', async () => {
    expect(await wait(answering((upMs) => (upMs > 5_000 && upMs < 5_250 ? 500 : 200)), { ...HTTP, ...WINDOW })).toBe('ok')
  })

  it('does not end before its time', async () => {
    expect(await wait({ ...EXITING_PROGRAM, listens: 'all', exitsAfterMs: 9_900 }, { ...READY, ...WINDOW })).toMatchObject({ code: 'container-exited' })
  })
})

describe('watch-ready', () => {
  it('takes its time when all stay ready', async () => {
    const { end, tookMs } = await watch(GOOD_PROGRAM, READY)
    expect(end).toBe('ok')
    expect(tookMs).toBeGreaterThanOrEqual(10_000)
  })

  it('fails as soon as one falls', async () => {
    const { end, tookMs } = await watch({ ...GOOD_PROGRAM, output: ['gone'], exitsAfterMs: 3_000, exitCode: 9 }, READY)
    expect(end).toMatchObject({ code: 'container-exited', cause: expect.stringContaining('code 9') as string, help: expect.stringContaining('gone') as string })
    expect(tookMs).toBeLessThan(4_000)
  })

  it('names what is not answered any more', async () => {
    const { end } = await watch(answering((upMs) => (upMs > 2_000 ? 502 : 200)), HTTP)
    expect(end).toMatchObject({ cause: 'it was ready and is not any more: GET /healthz answered 502' })
  })

  it('lets an engine recover that does not answer for a moment', async () => {
    const { world, container } = await started(GOOD_PROGRAM)
    await world.clock.sleep(100, NEVER)
    world.faults.add({ call: 'runState', kind: 'fail', times: 3, after: 1 })
    expect((await perform({ do: 'watch-ready', app: 'shop/job', containers: [container], ready: READY, forMs: 10_000 }, { ports: world.ports, run: 1, signal: NEVER })).ok).toBe(true)
  })

  it('ends early when it is interrupted', async () => {
    const { world, container } = await started(GOOD_PROGRAM)
    const stopping = new AbortController()
    void world.clock.sleep(1_000, NEVER).then(() => { stopping.abort() })
    const end = await perform({ do: 'watch-ready', app: 'shop/job', containers: [container], ready: READY, forMs: 600_000 }, { ports: world.ports, run: 1, signal: stopping.signal })
    expect([failed(end), world.clock.monotonicMs() < 60_000]).toMatchObject([{ code: 'aborted' }, true])
  })
})
