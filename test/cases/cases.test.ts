/** Golden cases: mist.yaml + what the host looks like → the plan as a person reads it, and the tasks as they are run. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lintPlan } from '../../src/plan/lint.js'
import { planChanges } from '../../src/plan/plan.js'
import { selectApps } from '../../src/plan/select.js'
import { toTasks } from '../../src/plan/steps.js'
import { plainPaint } from '../../src/render/paint.js'
import { planText } from '../../src/render/plan-text.js'
import type { CaseEnd } from '../support/case-file.js'
import { readSections, runCase, writeSections } from '../support/case-file.js'
import { runTasks } from '../support/model-run.js'
import { tasksText } from '../support/task-text.js'

const FOLDER = import.meta.dirname
const NOW = '2026-03-01T10:00:00Z'
const isUpdate = process.env['UPDATE_CASES'] === '1'

describe('cases', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.case')).toSorted()

  it('are many', () => {
    expect(files.length).toBeGreaterThanOrEqual(35)
  })

  it.each(files)('%s', (name) => {
    const path = join(FOLDER, name)
    const text = readFileSync(path, 'utf8')
    const sections = readSections(text)
    const end = runCase(sections)
    const actual = new Map([...sections, ['plan', planText(end.plan, { paint: plainPaint, env: 'shown', nowIso: NOW })], ['tasks', withBreak(tasksText(toTasks(end.plan), end.world.observed))]])
    if (isUpdate) writeFileSync(path, writeSections(text.slice(0, text.search(/^-- /m)), actual))
    else expect([...actual]).toEqual([...sections])
    expect(lintPlan(end.plan)).toEqual([])
    expectConverged(end)
  })
})

/** What is planned can be done, and after it there is nothing left to do. */
function expectConverged({ plan, world, desired, memory, selector }: CaseEnd): void {
  const { world: after, failures } = runTasks(world, toTasks(plan))
  expect(failures).toEqual([])
  const done = new Set<string>(plan.changes.map(({ id }) => id))
  const again = selectApps(planChanges(desired, after.observed, memory), selector)
  expect(again.changes.filter(({ id }) => done.has(id))).toEqual([])
}

function withBreak(text: string): string {
  return text === '' ? '' : `${text}\n`
}
