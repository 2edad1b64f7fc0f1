/** What a git server is told of a commit, and what it is not told any more. */
import { describe, expect, it } from 'vitest'
import { commitStatusesOf, isNews } from '../../../src/engine/report/commit-statuses.js'
import type { CommitStatus } from '../../../src/model/commit-status.js'
import type { Condition } from '../../../src/model/run.js'
import { appOf, reportOf } from '../../support/status.js'

const GIT = { kind: 'git', url: 'https://git.example.test/ops.git', ref: 'main' } as const

function condition(fields: Partial<Condition>): Condition {
  return { type: 'Ready', status: 'False', reason: 'HealthCheckFailed', message: 'shop-web-1 exited with code 1', since: '2026-03-01T10:00:00.000Z', ...fields }
}

function word(fields: Parameters<typeof reportOf>[0]): Pick<CommitStatus, 'state' | 'description'> | undefined {
  const [main] = commitStatusesOf(reportOf(fields), GIT)
  return main && { state: main.state, description: main.description }
}

describe('the commit of the manifest', () => {
  it('is a success once every app is up to date and healthy', () => {
    expect(commitStatusesOf(reportOf(), GIT)).toEqual([{ repository: GIT.url, commit: reportOf().revision?.commit, context: 'mist/default', state: 'success', description: '1 app is up to date' }])
    expect(word({ apps: [appOf(), appOf({ app: 'old', health: 'Suspended', replicas: 0, ready: 0 })] })).toMatchObject({ state: 'success', description: 'All 2 apps are up to date' })
  })

  it('is pending while an app is at work', () => {
    const working = appOf({ app: 'api', sync: 'OutOfSync', health: 'Progressing', conditions: [condition({ reason: 'Progressing', message: 'Mist is about to change it' })] })
    expect(word({ sync: 'OutOfSync', apps: [appOf(), working] })).toEqual({ state: 'pending', description: '1 of 2 apps are up to date' })
  })

  it('is a failure when a release did not come up, although the old one answers', () => {
    const rolledBack = appOf({ sync: 'OutOfSync', health: 'Healthy', conditions: [condition({})] })
    expect(word({ sync: 'OutOfSync', apps: [rolledBack] })).toEqual({ state: 'failure', description: 'shop/web: shop-web-1 exited with code 1' })
    const stalled = appOf({ sync: 'OutOfSync', conditions: [condition({ type: 'Stalled', status: 'True', reason: 'Blocked', message: 'host port 5432 is held' })] })
    expect(word({ sync: 'OutOfSync', apps: [stalled] })).toMatchObject({ state: 'failure', description: 'shop/web: host port 5432 is held' })
  })

  it('is a failure when the manifest cannot be used, and pending while Mist is suspended', () => {
    const source = condition({ reason: 'BuildFailed', message: 'cannot use mist.yaml: mist.yaml:3:1: unknown key' })
    expect(word({ source })).toEqual({ state: 'failure', description: 'cannot use mist.yaml: mist.yaml:3:1: unknown key' })
    expect(word({ suspension: { by: 'ana', reason: 'move', since: '2026-03-01T10:00:00.000Z' } })).toEqual({ state: 'pending', description: 'Suspended by ana: move' })
  })

  it('is not to blame for a branch, which has a commit of its own to be told of', () => {
    const preview = { of: 'shop/web', branch: 'feat/x', until: '2026-03-04T10:00:00.000Z' } as const
    const broken = appOf({ app: 'web-feat-x', preview, source: { repository: GIT.url, commit: 'b'.repeat(40) }, sync: 'OutOfSync', conditions: [condition({})] })
    expect(commitStatusesOf(reportOf({ sync: 'OutOfSync', apps: [appOf(), broken] }), GIT).map(({ commit, context, state }) => [commit.slice(0, 3), context, state])).toEqual([
      [reportOf().revision?.commit.slice(0, 3), 'mist/default', 'success'],
      ['bbb', 'mist/default/shop/web-feat-x', 'failure'],
    ])
  })

  it('is told in one line that a server takes', () => {
    const long = appOf({ sync: 'OutOfSync', conditions: [condition({ message: `line one\nline two ${'x'.repeat(400)}` })] })
    const { description = '' } = word({ sync: 'OutOfSync', apps: [long] }) ?? {}
    expect(description).toHaveLength(140)
    expect(description).toMatch(/^shop\/web: line one line two x+…$/)
  })

  it('is told to nobody when it comes from a folder', () => {
    expect(commitStatusesOf(reportOf(), { kind: 'folder', path: '/srv/ops' })).toEqual([])
  })
})

describe('the commit of an app with a repository of its own', () => {
  it('has a status of its own, whatever the other apps do', () => {
    const source = { repository: 'https://git.example.test/web.git', commit: 'b'.repeat(40) }
    const broken = appOf({ app: 'api', sync: 'OutOfSync', conditions: [condition({})] })
    expect(commitStatusesOf(reportOf({ sync: 'OutOfSync', apps: [appOf({ source }), broken] }), GIT).slice(1)).toEqual([{ ...source, context: 'mist/default/shop/web', state: 'success', description: 'Up to date and healthy' }])
  })
})

describe('news', () => {
  const status = (state: CommitStatus['state'], description = state as string): CommitStatus => ({ repository: 'r', commit: 'c', context: 'x', state, description })
  it.each<[CommitStatus['state'], CommitStatus['state'], boolean]>([
    ['pending', 'success', true], ['pending', 'failure', true], ['failure', 'success', true], ['failure', 'pending', false], ['success', 'failure', false], ['success', 'pending', false], ['pending', 'pending', false],
  ])('after %s, %s is: %s', (before, now, isTold) => {
    expect(isNews(status(now), status(before))).toBe(isTold)
  })

  it('is what was never said, and what is said otherwise', () => {
    expect(isNews(status('pending'), undefined)).toBe(true)
    expect(isNews(status('pending', '1 of 2'), status('pending', '0 of 2'))).toBe(true)
  })
})
