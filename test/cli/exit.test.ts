/** The exit codes as a contract: every failure has one, and every verdict. */
import { describe, expect, it } from 'vitest'
import { EXIT, exitOfFailure, exitOfRun, exitOfStatus } from '../../src/cli/exit.js'
import type { FailureCode } from '../../src/model/failure.js'
import { failure, RETRY_BY_CODE } from '../../src/model/failure.js'
import type { Blocked } from '../../src/model/plan.js'
import type { AppStatus, Verdict } from '../../src/model/run.js'
import { runOf } from '../support/history.js'

const held = (reason: Blocked['reason']): Blocked => ({ id: 'container/shop/web/1', app: 'shop/web', action: 'prune', reason, message: '', fields: [] })

describe('exit codes', () => {
  it('are frozen', () => {
    expect(EXIT).toEqual({ done: 0, no: 1, usage: 2, failed: 3, unreachable: 4, timedOut: 5, interrupted: 130 })
  })

  it('never say yes or no for a failure', () => {
    const wrong = (Object.keys(RETRY_BY_CODE) as FailureCode[]).filter((code) => exitOfFailure(code) < EXIT.usage)
    expect(wrong).toEqual([])
  })

  it.each([['manifest-invalid', 2], ['settings-invalid', 2], ['engine-unreachable', 4], ['source-auth-failed', 4], ['engine-timeout', 5], ['lease-held', 3], ['image-missing', 3]] as const)('give %s the code %i', (code, expected) => {
    expect(exitOfFailure(code)).toBe(expected)
  })

  it.each<[Verdict, number]>([['converged', 0], ['changed', 0], ['failed', 3], ['aborted', 3], ['superseded', 3], ['rejected', 3]])('give a run that %s the code %i', (verdict, expected) => {
    expect(exitOfRun(runOf({ verdict }))).toBe(expected)
  })

  it('let a run pass that left alone only what policy keeps', () => {
    expect(exitOfRun(runOf({ verdict: 'blocked', blocked: [held('prune-off'), held('drift-report-only')] }))).toBe(EXIT.done)
    expect(exitOfRun(runOf({ verdict: 'blocked', blocked: [held('prune-off'), held('mass-deletion')] }))).toBe(EXIT.failed)
  })

  it('take the reason of a run that could not be made', () => {
    expect(exitOfRun(runOf({ verdict: 'failed', failure: failure('engine-unreachable', { subject: 'cannot look', cause: 'gone' }) }))).toBe(EXIT.unreachable)
  })

  it.each([['Synced', 'Healthy', 0], ['Synced', 'Suspended', 0], ['OutOfSync', 'Healthy', 1], ['Synced', 'Degraded', 1], ['Unknown', 'Unknown', 1]] as const)('give a host that is %s and %s the code %i', (sync, health, expected) => {
    expect(exitOfStatus({ sync, health, apps: [] })).toBe(expected)
  })

  it.each([['BackedUp', 'False', 1], ['BackedUp', 'True', 0], ['Ready', 'True', 0]] as const)('give a host that works, with %s %s, the code %i', (type, status, expected) => {
    const app = { conditions: [{ type, status }] } as unknown as AppStatus
    expect(exitOfStatus({ sync: 'Synced', health: 'Healthy', apps: [app] })).toBe(expected)
  })
})
