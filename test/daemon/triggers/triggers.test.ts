/** What wakes the loop: files that change, and a clock that never ticks less often than it was asked to. */
import fc from 'fast-check'
import cron from 'node-cron'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cronExpression } from '../../../src/daemon/triggers/cron-expression.js'
import { startTriggers, type Triggers } from '../../../src/daemon/triggers/triggers.js'
import { until } from '../../support/until.js'

describe('cronExpression', () => {
  it.each([
    [1_000, '*/1 * * * * *'], [30_000, '*/30 * * * * *'], [45_000, '*/30 * * * * *'], [60_000, '0 */1 * * * *'], [300_000, '0 */5 * * * *'],
    [420_000, '0 */6 * * * *'], [3_600_000, '0 0 */1 * * *'], [5 * 3_600_000, '0 0 */4 * * *'], [48 * 3_600_000, '0 0 0 * * *'], [10, '*/1 * * * * *'],
  ])('says %i ms as %s', (ms, expression) => {
    expect(cronExpression(ms)).toBe(expression)
  })

  it('is understood, and never looks less often than asked, from a second up', () => {
    fc.assert(fc.property(fc.integer({ min: 1_000, max: 24 * 3_600_000 }), (ms) => {
      const expression = cronExpression(ms)
      expect(cron.validate(expression)).toBe(true)
      expect(periodMs(expression)).toBeLessThanOrEqual(ms)
    }))
  })

  function periodMs(expression: string): number {
    const units = [1_000, 60_000, 3_600_000]
    const at = expression.split(' ').findIndex((field) => field.startsWith('*/'))
    return at < 0 ? 24 * 3_600_000 : Number(expression.split(' ')[at]?.slice(2)) * (units[at] ?? 0)
  }
})

describe('startTriggers', () => {
  let folder: string
  let woken: string[]
  let triggers: Triggers | undefined

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mist-triggers-'))
    woken = []
  })

  afterEach(async () => {
    await triggers?.stop()
    triggers = undefined
    rmSync(folder, { recursive: true, force: true })
  })

  const start = (driftIntervalMs = 86_400_000): void => {
    triggers = startTriggers({ wake: (trigger) => woken.push(trigger), folder, routes: join(folder, 'not-there'), driftIntervalMs })
  }

  it('wakes when a file of the folder changes, once for many', async () => {
    start()
    await until('a change is noticed', () => {
      writeFileSync(join(folder, 'mist.yaml'), `version: 1 # ${String(woken.length)} ${String(performance.now())}\n`)
      return woken.length > 0
    }, { everyMs: 400 })
    expect(new Set(woken)).toEqual(new Set(['file']))
  })

  it('does not wake for what git keeps to itself', async () => {
    mkdirSync(join(folder, '.git'))
    start()
    await until('the folder is watched', () => {
      writeFileSync(join(folder, 'seen'), String(performance.now()))
      return woken.length > 0
    }, { everyMs: 400 })
    const before = woken.length
    for (let at = 0; at < 20; at++) writeFileSync(join(folder, '.git', 'index'), String(at))
    writeFileSync(join(folder, 'marker'), '')
    await until('the file after it is noticed', () => woken.length > before)
    expect(woken.length).toBe(before + 1)
  })

  it('wakes by the clock of the drift check', async () => {
    start(1_000)
    await until('the clock ticked', () => woken.includes('drift-clock'))
  })

  it('is silent after it was stopped', async () => {
    start(1_000)
    await triggers?.stop()
    const before = woken.length
    const others: string[] = []
    triggers = startTriggers({ wake: (trigger) => others.push(trigger), folder, driftIntervalMs: 1_000 })
    await until('triggers that run were woken by both', () => {
      writeFileSync(join(folder, 'mist.yaml'), String(performance.now()))
      return others.includes('file') && others.includes('drift-clock')
    }, { everyMs: 400 })
    expect(woken).toHaveLength(before)
  })
})
