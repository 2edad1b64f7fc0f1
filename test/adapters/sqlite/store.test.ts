/** The history remembers what it acknowledged, stays bounded, and never stands in the way. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReader, openStore, openStoreReader, type Store } from '../../../src/adapters/sqlite/store.js'
import { MIGRATIONS } from '../../../src/adapters/sqlite/migrations.js'
import { createWriter } from '../../../src/adapters/sqlite/writer.js'
import { failure } from '../../../src/model/failure.js'
import { pinOf, rejectionOf, releaseOf, revisionOf, runOf } from '../../support/history.js'

const NOW = '2026-03-01T10:00:00.000Z'
const AT = { run: 1, time: NOW }

let stateDir: string
let store: Store

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'mist-store-'))
  store = open()
})

afterEach(() => {
  store.close()
  rmSync(stateDir, { recursive: true, force: true })
})

function open(): Store {
  const opened = openStore({ stateDir, now: () => NOW })
  if (!opened.ok) throw new Error(opened.error.cause)
  return opened.value
}

function reopen(): void {
  store.close()
  store = open()
}

describe('runs', () => {
  it('come back whole, newest first, after the file was closed', () => {
    const first = store.beginRun()
    const second = store.beginRun()
    expect(second).toBeGreaterThan(first)
    store.recordRun(runOf({ id: first, verdict: 'failed', failure: failure('engine-unreachable', { subject: 'cannot reach the engine', cause: 'refused' }) }))
    store.recordRun(runOf({ id: second }))
    reopen()
    expect(store.lastRun()).toEqual(runOf({ id: second }))
    expect(store.runs({ limit: 10 }).map((run) => run.id)).toEqual([second, first])
    expect(store.runs({ limit: 1 }).map((run) => run.id)).toEqual([second])
  })

  it('that began and were never recorded are not shown', () => {
    store.recordRun(runOf({ id: store.beginRun() }))
    store.beginRun()
    expect(store.runs({ limit: 10 })).toHaveLength(1)
  })

  it('get an id on recording when they have none', () => {
    store.recordRun(runOf({ id: 0 }))
    expect(store.lastRun()?.id).toBe(1)
  })

  it('are found by the apps that they touched, changed or refused', () => {
    const touched = { id: 'container/shop-web-1', app: 'shop/web', action: 'replace', reason: 'spec-changed', fields: [] } as const
    const refused = { id: 'container/shop-db-1', app: 'shop/db', action: 'prune', reason: 'prune-off', message: 'kept', fields: [] } as const
    store.recordRun(runOf({ id: store.beginRun(), verdict: 'blocked', changes: [touched], blocked: [refused] }))
    store.recordRun(runOf({ id: store.beginRun() }))
    expect(store.runs({ limit: 10, app: 'shop/web' }).map((run) => run.id)).toEqual([1])
    expect(store.runs({ limit: 10, app: 'shop/db' }).map((run) => run.id)).toEqual([1])
    expect(store.runs({ limit: 10, app: 'shop/other' })).toEqual([])
  })

  it('name as applied revision the newest one that was applied whole', () => {
    const good = revisionOf({ commit: 'a'.repeat(40) })
    const bad = revisionOf({ commit: 'b'.repeat(40) })
    const failed = { id: 'container/shop-web-1', action: 'create', result: 'failed', failure: failure('container-exited', { subject: 'cannot start', cause: 'exit 1' }), undone: true } as const
    store.recordRun(runOf({ id: store.beginRun(), verdict: 'changed', revision: good }))
    store.recordRun(runOf({ id: store.beginRun(), verdict: 'failed', revision: bad, outcomes: [failed] }))
    store.recordRun(runOf({ id: store.beginRun(), verdict: 'blocked', revision: bad }))
    expect(store.appliedRevision()).toEqual(good)
  })
})

describe('small memories', () => {
  it('keep suspension, confirmations and digests across a restart', () => {
    store.suspend({ by: 'ana', reason: 'move', since: NOW })
    store.suspend({ by: 'ben', reason: 'move on', since: NOW, until: '2026-03-02T10:00:00.000Z' })
    store.confirmDeletion('abc', NOW)
    store.rememberApplied({ 'container/a': '1', 'container/b': '2' })
    store.rememberApplied({ 'container/b': '3' })
    reopen()
    expect(store.suspension()).toEqual({ by: 'ben', reason: 'move on', since: NOW, until: '2026-03-02T10:00:00.000Z' })
    expect([store.isDeletionConfirmed('abc'), store.isDeletionConfirmed('abd')]).toEqual([true, false])
    expect(store.lastApplied()).toEqual({ 'container/a': '1', 'container/b': '3' })
    store.resume()
    expect(store.suspension()).toBeUndefined()
  })

  it('is read again once this process or another has written, and not before', () => {
    store.rememberApplied({ 'container/a': '1' })
    const first = store.lastApplied()
    expect(store.lastApplied()).toBe(first)
    store.rememberApplied({ 'container/a': '2' })
    expect(store.lastApplied()).toEqual({ 'container/a': '2' })
    const other = open()
    other.rememberApplied({ 'container/a': '3' })
    other.close()
    expect(store.lastApplied()).toEqual({ 'container/a': '3' })
  })

  it('replays events after an id, oldest first', () => {
    const ids = (['poll', 'webhook', 'docker'] as const).map((trigger) => store.recordEvent({ type: 'run-started', trigger }, AT))
    expect(store.events({ after: ids[0] ?? 0, limit: 10 })).toEqual([
      { id: ids[1], at: NOW, run: 1, event: { type: 'run-started', trigger: 'webhook' } },
      { id: ids[2], at: NOW, run: 1, event: { type: 'run-started', trigger: 'docker' } },
    ])
    expect(store.events({ after: 0, limit: 1 }).map((event) => event.id)).toEqual([ids[0]])
  })

  it('joins a build log and finds the newest or a named run of an app', () => {
    store.appendBuildLog({ app: 'shop/web', run: 1, lines: ['one'] })
    store.appendBuildLog({ app: 'shop/web', run: 2, lines: ['two', 'three'] })
    store.appendBuildLog({ app: 'shop/web', run: 2, lines: ['four\nfive', ''] })
    expect(store.buildLog({ app: 'shop/web' })).toEqual(['two', 'three', 'four five', ''])
    expect(store.buildLog({ app: 'shop/web', run: 1 })).toEqual(['one'])
    expect(store.buildLog({ app: 'shop/db' })).toEqual([])
  })
})

describe('releases', () => {
  it('are numbered for each app and come back newest first, after the file was closed', () => {
    const numbers = ['a', 'b'].map((digest) => store.recordRelease(releaseOf({ digest })))
    expect([...numbers, store.recordRelease(releaseOf({ app: 'shop/db' })), store.recordRelease(releaseOf({ digest: 'c', rolledBackTo: 1 }))]).toEqual([1, 2, 1, 3])
    reopen()
    expect(store.releases({ app: 'shop/web', limit: 2 })).toEqual([{ ...releaseOf({ digest: 'c', rolledBackTo: 1 }), number: 3 }, { ...releaseOf({ digest: 'b' }), number: 2 }])
    expect(store.releases({ app: 'shop/none', limit: 2 })).toEqual([])
    expect(store.releasedApps()).toEqual(['shop/db', 'shop/web'])
  })

  it('that were refused are remembered once for each app, until that is cleared', () => {
    store.reject(rejectionOf({ digest: 'a' }))
    store.reject(rejectionOf({ digest: 'b' }))
    store.reject(rejectionOf({ app: 'shop/db' }))
    reopen()
    expect(store.rejections()).toEqual([rejectionOf({ app: 'shop/db' }), rejectionOf({ digest: 'b' })])
    store.clearRejection('shop/db')
    expect(store.rejections().map(({ app }) => app)).toEqual(['shop/web'])
  })

  it('that an app was led back to are remembered until the app is let go', () => {
    store.pin(pinOf({ release: 1 }))
    store.pin(pinOf({ release: 2 }))
    reopen()
    expect(store.pins()).toEqual([pinOf({ release: 2 })])
    store.unpin('shop/web')
    expect(store.pins()).toEqual([])
  })
})

describe('bounds', () => {
  const BOUNDS = { events: 300, runs: 400, convergedRuns: 50, buildLogsPerApp: 2, buildLogBytes: 400, releasesPerApp: 3 }

  function bounded(): { read: ReturnType<typeof createReader>; write: ReturnType<typeof createWriter>; close: () => void } {
    const db = new SqliteDatabase(':memory:')
    for (const migration of MIGRATIONS) db.exec(migration.sql)
    db.pragma(`user_version = ${String(MIGRATIONS.length)}`)
    return { read: createReader(db), write: createWriter(db, BOUNDS), close: () => { db.close() } }
  }

  it('keeps the newest events and gives no id twice', () => {
    const { read, write, close } = bounded()
    const ids = Array.from({ length: 1_000 }, () => write.recordEvent({ type: 'resumed' }, AT))
    const kept = read.events({ after: 0, limit: 10_000 })
    expect(kept.at(-1)?.id).toBe(ids.at(-1))
    expect(kept.length).toBeGreaterThanOrEqual(300)
    expect(kept.length).toBeLessThan(600)
    close()
  })

  it('drops calm runs first and keeps the one that was applied last', () => {
    const { read, write, close } = bounded()
    write.recordRun(runOf({ id: write.beginRun(), verdict: 'changed' }))
    for (let at = 0; at < 199; at++) write.recordRun(runOf({ id: write.beginRun(), verdict: at % 2 ? 'failed' : 'blocked' }))
    for (let at = 0; at < 200; at++) write.recordRun(runOf({ id: write.beginRun(), verdict: 'converged' }))
    const verdicts = read.runs({ limit: 1_000 }).map((run) => run.verdict)
    expect(verdicts.filter((verdict) => verdict === 'converged').length).toBeLessThanOrEqual(51)
    expect(verdicts.filter((verdict) => verdict !== 'converged')).toHaveLength(200)
    for (let at = 0; at < 800; at++) write.recordRun(runOf({ id: write.beginRun(), verdict: 'failed' }))
    expect(read.runs({ limit: 10_000 }).length).toBeLessThanOrEqual(401)
    expect(read.appliedRevision()).toEqual(revisionOf())
    close()
  })

  it('cuts a build log once, says so, and keeps the newest runs of an app', () => {
    const { read, write, close } = bounded()
    for (let at = 0; at < 40; at++) write.appendBuildLog({ app: 'shop/web', run: 1, lines: [`line ${String(at)} with — some words`] })
    const log = read.buildLog({ app: 'shop/web' })
    expect(log[0]).toBe('line 0 with — some words')
    expect(log.filter((line) => line.includes('the log is cut here'))).toHaveLength(1)
    expect(log.at(-1)).toContain('longer than 400 bytes')
    for (const run of [2, 3]) write.appendBuildLog({ app: 'shop/web', run, lines: ['short'] })
    expect(read.buildLog({ app: 'shop/web', run: 1 })).toEqual([])
    expect(read.buildLog({ app: 'shop/web', run: 2 })).toEqual(['short'])
    close()
  })

  it('keeps the newest releases of each app and gives no number twice', () => {
    const { read, write, close } = bounded()
    write.recordRelease(releaseOf({ app: 'shop/db' }))
    const numbers = Array.from({ length: 6 }, () => write.recordRelease(releaseOf()))
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6])
    expect(read.releases({ app: 'shop/web', limit: 10 }).map(({ number }) => number)).toEqual([6, 5, 4])
    expect(read.releases({ app: 'shop/db', limit: 10 })).toHaveLength(1)
    close()
  })
})

describe('openStoreReader', () => {
  it('takes an absent file for an empty history and does not make one', () => {
    const empty = join(stateDir, 'nothing-here')
    const reader = openStoreReader({ stateDir: empty })
    expect(reader.ok && [reader.value.lastRun(), reader.value.runs({ limit: 5 }), reader.value.lastApplied(), reader.value.pins()]).toEqual([undefined, [], {}, []])
    expect(readdirSync(stateDir)).not.toContain('nothing-here')
  })

  it('reads a file of before releases were kept, and leaves it as it is', () => {
    const old = join(stateDir, 'old')
    cpSync(new URL('./fixtures/v1.db', import.meta.url), join(old, 'mist.db'), { recursive: true })
    const reader = openStoreReader({ stateDir: old })
    expect(reader.ok && [reader.value.lastRun()?.id, reader.value.releases({ app: 'shop/web', limit: 1 }), reader.value.rejections(), reader.value.pins()]).toEqual([2, [], [], []])
    if (reader.ok) reader.value.close()
    expect(readFileSync(join(old, 'mist.db'))).toEqual(readFileSync(new URL('./fixtures/v1.db', import.meta.url)))
  })

  it('reads what a writer wrote, beside it and after it', () => {
    store.recordRun(runOf({ id: store.beginRun() }))
    for (const step of ['beside', 'after']) {
      if (step === 'after') store.close()
      const reader = openStoreReader({ stateDir })
      expect(reader.ok && reader.value.lastRun()?.id).toBe(1)
      if (reader.ok) reader.value.close()
    }
    store = open()
  })
})

describe('the files', () => {
  it('are readable by their owner alone', () => {
    store.recordRun(runOf({ id: store.beginRun() }))
    for (const name of readdirSync(stateDir)) expect(statSync(join(stateDir, name)).mode & 0o777, name).toBe(0o600)
    expect(readdirSync(stateDir).sort()).toEqual(['mist.db', 'mist.db-shm', 'mist.db-wal'])
  })
})
