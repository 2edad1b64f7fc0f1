/**
 * Every example states in its plan.txt what it does to a bare host, so that a reader of the folder can see it and a change of the
 * planner cannot pass by it. UPDATE_CASES=1 rewrites the files; the difference is then read, not trusted.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { expect, it } from 'vitest'
import type { ObservedState } from '../../src/model/state.js'
import { planChanges } from '../../src/plan/plan.js'
import { plainPaint } from '../../src/render/paint.js'
import { planText } from '../../src/render/plan-text.js'
import { desiredOf, manifestOf } from '../support/desired.js'

const ROOT = 'examples'
const FOLDERS = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
const NOW = '2026-03-01T10:00:00Z'
const BARE_HOST: ObservedState = { observedAt: NOW, containers: [], foreignContainers: [], networks: [], volumes: [], images: {}, routes: [], incomplete: {} }

it.each(FOLDERS)('plans the example %s as its plan.txt says', (folder) => {
  const desired = desiredOf(manifestOf(readFileSync(join(ROOT, folder, 'mist.yaml'), 'utf8')))
  const plan = planChanges(desired, BARE_HOST, { lastApplied: {}, deletionConfirmed: false, servers: 'name' })
  const text = planText(plan, { paint: plainPaint, env: 'shown', nowIso: NOW })
  const path = join(ROOT, folder, 'plan.txt')
  if (process.env['UPDATE_CASES'] === '1') writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
})
