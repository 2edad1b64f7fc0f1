/** The lint finds each sequence of steps that must never reach a host. */
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/model/plan.js'
import type { Step, Task } from '../../src/model/step.js'
import { lintTasks } from '../../src/plan/lint-steps.js'
import { planChanges } from '../../src/plan/plan.js'
import { toTasks } from '../../src/plan/steps.js'
import { desiredOf, manifestOf } from '../support/desired.js'
import { runTasks } from '../support/model-run.js'
import { emptyWorld } from '../support/model-world.js'

const MEMORY = { lastApplied: {}, deletionConfirmed: false, servers: 'name' } as const

function manifest(image: string, more = ''): ReturnType<typeof manifestOf> {
  return manifestOf(`version: 1\nprojects:\n  shop:\n    apps:\n      web: { image: "acme/shop:${image}", port: 3000${more} }\n`)
}

/** The plan that releases version 2 where version 1 runs. */
function release(more = ''): Plan {
  const first = planChanges(desiredOf(manifest('1', more)), emptyWorld().observed, MEMORY)
  return planChanges(desiredOf(manifest('2', more)), runTasks(emptyWorld(), toTasks(first)).world.observed, MEMORY)
}

const ROLLING = release()
const RECREATE = release(', deploy: { strategy: recreate }')

function steps(plan: Plan, change: (steps: readonly Step[]) => readonly Step[]): readonly Task[] {
  return toTasks(plan).map((task) => ({ ...task, steps: change(task.steps) }))
}

const without = (key: 'undo' | 'pointOfNoReturn', name: Step['effect']['do']) => (all: readonly Step[]): readonly Step[] =>
  all.map((step) => (step.effect.do === name ? (key === 'undo' ? { ...step, undo: [] } : { effect: step.effect, undo: step.undo }) : step))

const drop = (name: Step['effect']['do']) => (all: readonly Step[]): readonly Step[] => all.filter(({ effect }) => effect.do !== name)

const last = (name: Step['effect']['do']) => (all: readonly Step[]): readonly Step[] => [...drop(name)(all), ...all.filter(({ effect }) => effect.do === name)]

describe('lintTasks', () => {
  it('finds nothing in a rolling release, a recreation and a canary', () => {
    for (const plan of [ROLLING, RECREATE, release(', deploy: { strategy: canary, pre: migrate }')]) expect(lintTasks(toTasks(plan), plan)).toEqual([])
  })

  it.each<readonly [string, Plan, (all: readonly Step[]) => readonly Step[], string]>([
    ['a created container that stays behind', ROLLING, without('undo', 'create-container'), 'create-container cannot be taken back'],
    ['a started container that runs on', ROLLING, without('undo', 'start-container'), 'start-container cannot be taken back'],
    ['a route that cannot be led back', ROLLING, without('undo', 'write-route'), 'write-route cannot be taken back'],
    ['a route that nobody confirms', ROLLING, drop('confirm-route'), 'is written and not confirmed'],
    ['a way back that nobody confirms', ROLLING, (all) => all.map((step) => ({ ...step, undo: step.undo.filter((effect) => effect.do !== 'confirm-route') })), 'is written and not confirmed'],
    ['a stop before the point of no return', ROLLING, without('pointOfNoReturn', 'stop-container'), 'stop-container comes before the point of no return'],
    ['a route that is confirmed too late', ROLLING, last('confirm-route'), 'confirm-route comes after the point of no return'],
    ['a watch that is too late', ROLLING, last('watch-ready'), 'watch-ready comes after the point of no return'],
    ['a removal before the point of no return', RECREATE, without('pointOfNoReturn', 'remove-container'), 'remove-container comes before the point of no return'],
    ['a predecessor that is not started again', RECREATE, without('undo', 'stop-container'), 'stop-container cannot be taken back'],
  ])('finds %s', (_, plan, change, finding) => {
    expect(lintTasks(steps(plan, change), plan).join('\n')).toContain(finding)
  })
})
