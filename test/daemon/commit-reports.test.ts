/** The newest word on each commit reaches the git server once, and again for a while when it does not take it. */
import { describe, expect, it } from 'vitest'
import { startCommitReports } from '../../src/daemon/commit-reports.js'
import type { CommitStatus } from '../../src/model/commit-status.js'
import type { ReconcileEvent } from '../../src/model/event.js'
import { failure } from '../../src/model/failure.js'
import { err, ok, type Result } from '../../src/model/result.js'
import type { StatusReport } from '../../src/model/run.js'
import { createClock } from '../fakes/clock.js'
import { appOf, reportOf } from '../support/status.js'
import { until } from '../support/until.js'

const GIT = { kind: 'git', url: 'https://git.example.test/acme/ops.git', ref: 'main' } as const
const AT_WORK = reportOf({ sync: 'OutOfSync', apps: [appOf({ sync: 'OutOfSync', health: 'Progressing', conditions: [] })] })
const BUSY = err(failure('forge-unreachable', { subject: 'cannot report', cause: 'the server answered 503' }))

function open(answer: (status: CommitStatus, count: number) => Result<void> = () => ok(undefined), isWanted = (): boolean => true) {
  const told: CommitStatus[] = []
  const events: ReconcileEvent[] = []
  let listener: (report: StatusReport) => void = () => undefined
  const reports = startCommitReports({
    loop: { onReport: (listen) => { listener = listen; return () => { listener = () => undefined } } },
    forge: { isWanted, report: (status) => { told.push(status); return Promise.resolve(answer(status, told.length)) } },
    clock: createClock('auto'), emit: (event) => { events.push(event) }, repository: GIT,
  })
  return { reports, told, events, publish: (report: StatusReport): void => { listener(report) } }
}

describe('commit reports', () => {
  it('tell that a commit is at work and how it ends, each once', async () => {
    const { told, events, publish } = open()
    publish(AT_WORK)
    await until('the first is told', () => told.length === 1)
    publish(AT_WORK)
    publish(reportOf())
    publish(reportOf())
    await until('the end is told', () => events.length === 2)
    expect(told.map(({ state, context }) => [state, context])).toEqual([['pending', 'mist/default'], ['success', 'mist/default']])
    expect(events.map((event) => event.type)).toEqual(['commit-reported', 'commit-reported'])
  })

  it('say nothing of drift that is healed after the end', async () => {
    const { told, publish, events } = open()
    publish(reportOf())
    await until('the end is told', () => events.length === 1)
    publish(AT_WORK)
    publish(reportOf())
    expect(told).toHaveLength(1)
  })

  it('tell every app of a large host once, however many there are', async () => {
    const { told, events, publish } = open()
    const apps = Array.from({ length: 600 }, (_, index) => appOf({ app: `a${String(index)}`, source: { repository: GIT.url, commit: '1'.repeat(40) } }))
    publish(reportOf({ apps }))
    await until('all are told', () => events.length === 601, { timeoutMs: 20_000 })
    publish(reportOf({ apps }))
    publish(reportOf({ apps: [...apps, appOf({ app: 'last', source: { repository: GIT.url, commit: '2'.repeat(40) } })] }))
    await until('what came last is told', () => told.some(({ commit }) => commit.startsWith('2')))
    expect(told).toHaveLength(602)
  })

  it('are tried again while the server is busy, and given up in the end', async () => {
    const busyTwice = open((_, count) => (count <= 2 ? BUSY : ok(undefined)))
    busyTwice.publish(reportOf())
    await until('it is told', () => busyTwice.events.length === 1)
    expect(busyTwice.events).toMatchObject([{ type: 'commit-reported', state: 'success' }])
    const always = open(() => BUSY)
    always.publish(reportOf())
    await until('it is given up', () => always.events.length === 1)
    expect(always.events).toMatchObject([{ type: 'commit-report-failed', failure: { code: 'forge-unreachable' } }])
    expect(always.told).toHaveLength(6)
  })

  it('are not tried again when the server refuses', async () => {
    const { told, events, publish } = open(() => err(failure('forge-refused', { subject: 'cannot report', cause: 'the server answered 401' })))
    publish(reportOf())
    await until('it is given up', () => events.length === 1)
    expect(told).toHaveLength(1)
  })

  it('of repositories that nobody wants to hear of are not made', () => {
    const { told, publish } = open(() => ok(undefined), () => false)
    publish(reportOf())
    expect(told).toEqual([])
  })

  it('end with the daemon', async () => {
    const { reports, told, publish } = open(() => BUSY)
    publish(reportOf())
    await reports.stop()
    const before = told.length
    publish(AT_WORK)
    expect(told).toHaveLength(before)
  })
})
