/** Tasks by hand against fakes: order, undo, the point of no return, interruption, and one outcome for every change. */
import { describe, expect, it } from 'vitest'
import { applyTasks, createGates } from '../../src/engine/apply.js'
import type { Interrupts } from '../../src/engine/apply/interrupt.js'
import type { Change } from '../../src/model/plan.js'
import type { AppKey, ResourceId } from '../../src/model/resource.js'
import type { Effect, Step, Task } from '../../src/model/step.js'
import { createWorld } from '../fakes/world.js'
import type { World } from '../fakes/world.js'

const network = (name: string): Effect => ({ do: 'create-network', network: { id: `network/${name}`, name, project: name }, subnet: `10.9.${String(name.length)}.0/24` })
const remove = (name: string): Effect => ({ do: 'remove-network', name })
const drain: Effect = { do: 'drain', app: 'p/a', drainMs: 5_000 }
const step = (effect: Effect, ...undo: Effect[]): Step => ({ effect, undo })

function task(app: AppKey, steps: readonly Step[], edges: Partial<Pick<Task, 'needs' | 'after' | 'actions'>> = {}): Task {
  return { key: `app:${app}`, app, changes: [idOf(app)], actions: ['create'], needs: [], after: [], ...edges, steps }
}

function idOf(app: AppKey): ResourceId {
  return `container/${app}/1`
}

/** Only identity and action of a change matter here. */
function change(app: AppKey): Change {
  return { id: idOf(app), app, kind: 'container', action: 'prune', reason: 'not-desired', fields: [], live: {} } as unknown as Change
}

async function run(world: World, tasks: readonly Task[], interrupts: Partial<Interrupts> = {}): Promise<Readonly<Record<string, string>>> {
  const outcomes = await applyTasks(world.ports, { tasks, changes: tasks.map((one) => change(one.app ?? 'p/none')), run: 1 }, { signal: new AbortController().signal, isSuperseded: () => false, ...interrupts })
  return Object.fromEntries(outcomes.map((one) => [one.app ?? '', one.result === 'skipped' ? `skipped ${one.because}` : one.result === 'failed' ? `failed ${one.failure.code}${one.undone ? ' undone' : ''}` : one.result]))
}

describe('applyTasks', () => {
  it('runs a task after those that it needs', async () => {
    const world = createWorld()
    await run(world, [task('p/a', [step(network('a'))], { needs: ['app:p/b'] }), task('p/b', [step(drain), step(network('bb'))])])
    expect(world.faults.writes).toEqual(['createNetwork bb', 'createNetwork a'])
  })

  it('skips what needs a task that failed, and not what only comes after it', async () => {
    const world = createWorld()
    world.faults.add({ call: 'createNetwork', kind: 'fail', times: 1 })
    const outcomes = await run(world, [
      task('p/a', [step(network('a'))]),
      task('p/b', [step(network('bb'))], { needs: ['app:p/a'] }),
      task('p/c', [step(network('ccc'))], { after: ['app:p/a'] }),
      task('p/d', [step(network('dddd'))], { needs: ['app:p/b'] }),
    ])
    expect(outcomes).toEqual({ 'p/a': 'failed engine-failed undone', 'p/b': 'skipped dependency-failed', 'p/c': 'applied', 'p/d': 'skipped dependency-failed' })
    expect(world.events.filter((event) => event.type === 'app-skipped')).toHaveLength(2)
  })

  it('takes the steps back in reverse, the failed one included', async () => {
    const world = createWorld()
    world.faults.add({ call: 'createNetwork', kind: 'lost', times: 1, after: 1 })
    const outcomes = await run(world, [task('p/a', [step(network('a'), remove('a')), step(network('bb'), remove('bb')), step(network('ccc'), remove('ccc'))])])
    expect(outcomes).toEqual({ 'p/a': 'failed engine-failed undone' })
    expect(world.faults.writes).toEqual(['createNetwork a', 'createNetwork bb', 'removeNetwork bb', 'removeNetwork a'])
  })

  it.each([
    ['was led to nobody', [], 'never-served'],
    ['was led to visitors for a while', [step({ do: 'write-route', route: { id: 'route/p/a', name: 'p_a', app: 'p/a', rules: [], servers: [] } } as unknown as Effect)], 'may-have-served'],
  ] as const)('says of a new container that it takes back whether it %s', async (_, led, expected) => {
    const world = createWorld()
    world.faults.add({ call: 'createNetwork', kind: 'fail', times: 1 })
    const told: unknown[] = []
    const runtime = { ...world.ports.runtime, removeContainer: (name: string, _signal: AbortSignal, past?: string) => { told.push([name, past]); return Promise.resolve({ ok: true as const, value: undefined }) } }
    const proxy = { ...world.ports.proxy, writeRoute: () => Promise.resolve({ ok: true as const, value: undefined }) }
    const made = task('p/a', [step(drain, { do: 'remove-container', container: 'p-a', own: true }), ...led, step(network('a'))])
    await applyTasks({ ...world.ports, runtime, proxy }, { tasks: [made], changes: [change('p/a')], run: 1 }, { signal: new AbortController().signal, isSuperseded: () => false })
    expect(told).toEqual([['p-a', expected]])
  })

  it('does not take back a step that was refused because the name belongs to another', async () => {
    const world = createWorld()
    world.hand.addForeignNetwork('a', '10.1.0.0/24')
    const outcomes = await run(world, [task('p/a', [step(network('a'), remove('a'))])])
    expect([outcomes, world.engine.state.violations]).toEqual([{ 'p/a': 'failed name-taken undone' }, []])
  })

  it('says when taking back failed too', async () => {
    const world = createWorld()
    world.faults.add({ call: '*', kind: 'fail', times: 5, after: 1 })
    expect(await run(world, [task('p/a', [step(network('a'), remove('a')), step(network('bb'))])])).toEqual({ 'p/a': 'failed engine-failed' })
  })

  it('takes nothing back past the point of no return', async () => {
    const world = createWorld()
    world.faults.add({ call: 'createNetwork', kind: 'fail', times: 1, after: 1 })
    const outcomes = await run(world, [task('p/a', [step(network('a'), remove('a')), { ...step(drain), pointOfNoReturn: true }, step(network('bb'))])])
    expect(outcomes).toEqual({ 'p/a': 'failed engine-failed' })
    expect(world.faults.writes).toEqual(['createNetwork a', 'createNetwork bb'])
  })

  it('ends a wait for a newer revision, takes its steps back and begins nothing else', async () => {
    const world = createWorld()
    let isNewer = false
    void world.clock.sleep(1_000, new AbortController().signal).then(() => { isNewer = true })
    const outcomes = await run(world, [
      task('p/a', [step(network('a'), remove('a')), step({ ...drain, drainMs: 60_000 })], { actions: ['replace'] }),
      task('p/b', [step(network('bb'))], { after: ['app:p/a'] }),
    ], { isSuperseded: () => isNewer })
    expect(outcomes).toEqual({ 'p/a': 'skipped superseded', 'p/b': 'skipped superseded' })
    expect(world.faults.writes).toEqual(['createNetwork a', 'removeNetwork a'])
    expect(world.clock.monotonicMs()).toBeLessThan(5_000)
  })

  it('lets a task past its point of no return finish in spite of a newer revision', async () => {
    const world = createWorld()
    const outcomes = await run(world, [task('p/a', [{ ...step(network('a')), pointOfNoReturn: true }, step(drain), step(network('bb'))])], { isSuperseded: () => world.faults.writes.length > 0 })
    expect(outcomes).toEqual({ 'p/a': 'applied' })
  })

  it('finishes a quick effect and stops before the next one when asked to stop', async () => {
    const world = createWorld()
    const stopping = new AbortController()
    const tasks = [task('p/a', [step(network('a'), remove('a')), step({ ...drain, drainMs: 60_000 })], { actions: ['replace'] }), task('p/b', [step(network('bb'))], { after: ['app:p/a'] })]
    void world.clock.sleep(500, new AbortController().signal).then(() => { stopping.abort() })
    expect(await run(world, tasks, { signal: stopping.signal })).toEqual({ 'p/a': 'skipped aborted', 'p/b': 'skipped aborted' })
    expect(world.faults.writes).toEqual(['createNetwork a', 'removeNetwork a'])
  })

  it('leaves what replaces nothing where it stands when it is interrupted', async () => {
    const world = createWorld()
    const isSuperseded = (): boolean => world.clock.monotonicMs() > 2_000
    const outcomes = await run(world, [task('p/a', [step(network('a'), remove('a')), step({ ...drain, drainMs: 60_000 })])], { isSuperseded })
    expect([outcomes, world.faults.writes]).toEqual([{ 'p/a': 'skipped superseded' }, ['createNetwork a']])
  })

  it('gives an outcome to a change that no task carries', async () => {
    const world = createWorld()
    const [outcome] = await applyTasks(world.ports, { tasks: [], changes: [change('p/a')], run: 1 }, { signal: new AbortController().signal, isSuperseded: () => false })
    expect(outcome).toMatchObject({ result: 'failed', failure: { code: 'internal' } })
  })

  it('asks the engine for no more effects at a time than it may, while waits take no place', async () => {
    const world = createWorld()
    let busy = 0
    let most = 0
    const runtime = {
      ...world.ports.runtime,
      createNetwork: async (): Promise<{ readonly ok: true; readonly value: undefined }> => {
        busy += 1
        most = Math.max(most, busy)
        await world.clock.sleep(100, new AbortController().signal)
        busy -= 1
        return { ok: true, value: undefined }
      },
    }
    const apps = Array.from({ length: 20 }, (_, index): AppKey => `p/a${String(index)}`)
    const tasks = apps.map((app) => task(app, [step(drain), step(network('x'))]))
    const ports = { ...world.ports, runtime }
    const beganMs = world.clock.monotonicMs()
    await applyTasks(ports, { tasks, changes: [], run: 1, gates: createGates(3) }, { signal: new AbortController().signal, isSuperseded: () => false })
    expect(most).toBe(3)
    expect(world.clock.monotonicMs() - beganMs).toBeLessThan(2 * 5_000)
  })
})
