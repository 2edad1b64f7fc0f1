/** A version that cannot open the data, with `upgrade: dump-restore`: all or nothing, whatever fails and wherever it is killed. */
import { describe, expect, test, vi } from 'vitest'
import { look } from '../../../src/engine/look.js'
import { chooseTarget } from '../../../src/engine/restore/choose.js'
import type { BackupManifest } from '../../../src/model/backup.js'
import type { Failure } from '../../../src/model/failure.js'
import { failure } from '../../../src/model/failure.js'
import type { Fault } from '../../fakes/faults.js'
import type { InsideAnswer, InsideCall } from '../../fakes/program.js'
import { EXITING_PROGRAM } from '../../fakes/program.js'
import type { Stage } from './stage.js'
import { expectAsBefore, expectMoved, own } from './ends.js'
import { asksForRights, manifest, NEW, OLD, openStage, RIGHTS } from './stage.js'

function upgrades({ world }: Stage): readonly BackupManifest[] {
  return [...world.shelves.get('disk') ?? []].filter(([key]) => key.endsWith('/manifest.json')).map(([, bytes]) => JSON.parse(Buffer.from(bytes).toString()) as BackupManifest)
}

const NEVER = new AbortController().signal

describe('an upgrade by a backup', () => {
  test('takes every row over, keeps the old volume, and leaves who uses the database alone', async () => {
    const stage = await openStage()
    const web = stage.world.containers().find(({ app }) => app === 'shop/web')
    const kept = [...stage.acknowledged]
    stage.world.commit(manifest('17'))
    await stage.world.converge()
    await expectMoved(stage)
    expect(stage.rows(OLD).slice(0, kept.length)).toEqual(kept)
    expect(stage.world.containers().find(({ app }) => app === 'shop/web')).toEqual(web)
    expect(upgrades(stage)).toMatchObject([{ reason: 'upgrade', key: 'shop/db', source: { software: 'postgres', line: '15', image: 'postgres:15' } }])
    expect(stage.world.events.flatMap((event) => (event.type === 'upgrade-stage' ? [event.stage.split(' ')[0]] : []))).toEqual(['stopping', 'backing', 'restoring', 'comparing', 'going'])
  })

  test('lets nobody near the new server before it is ready on what was brought over', async () => {
    const stage = await openStage()
    stage.world.faults.forgetCalls()
    stage.world.commit(manifest('17'))
    await stage.world.converge()
    const calls = stage.world.faults.writes.filter((call) => /Network/.test(call) || /^(noteGeneration|startContainer|removeContainer)/.test(call)).map((call) => call.split(' ')[0])
    expect(calls).toEqual(['noteGeneration', 'disconnectNetwork', 'startContainer', 'startContainer', 'removeContainer', 'noteGeneration', 'disconnectNetwork', 'startContainer', 'connectNetwork', 'removeContainer'])
  })

  test('stays after the history is lost, and is refused back to the old version without losing a row', async () => {
    const stage = await openStage()
    stage.world.commit(manifest('17'))
    await stage.world.converge()
    stage.world.wipeStore()
    stage.restart()
    stage.world.commit(manifest('15'))
    const { look } = await stage.world.converge()
    expect(look.plan?.blocked.map(({ reason, message }) => `${reason} ${message}`)).toEqual([expect.stringMatching(/^data-unfit .*without what was written since, with: mistctl volume use shop_db_data$/)])
    await expectMoved(stage)
  })

  test('is planned, and until it is done a restore replaces the volume that the data is in', async () => {
    const { world } = await openStage()
    world.commit(manifest('17'))
    const { signal } = new AbortController()
    const seen = await look(world.ports, world.config, { fetch: 'remote', freshness: 'live' }, signal)
    expect(seen.plan?.changes.map(({ id }) => id)).toContain(`volume/${NEW}`)
    const [spec] = seen.desired?.backups ?? []
    const target = spec && await chooseTarget({ ports: world.ports, config: world.config, seen, signal }, spec, undefined)
    expect(target?.ok && [target.value.volume.name, target.value.live?.usedBy.length]).toEqual([OLD, 1])
  })

  const onNew = ({ container }: InsideCall): boolean => container.spec?.image === 'postgres:17'
  const failing: InsideAnswer = { exitCode: 1, said: 'ERROR: no\n' }

  const intrude = (how: () => void): undefined => { how() }
  /** The second time that it tells how many rows it has. */
  const atLastAnswer = (how: (call: InsideCall) => void): Stage['spoil'] => {
    let asked = 0
    return (call) => {
      asked += !onNew(call) && call.words.join(' ').includes('has %s rows') ? 1 : 0
      return asked === 2 ? intrude(() => { how(call) }) : undefined
    }
  }

  test.each<readonly [string, (stage: Stage) => void]>([
    ['a dump that fails', (stage) => { stage.spoil = ({ words }) => (words[0] === 'pg_dump' ? failing : undefined) }],
    ['a restore that fails', (stage) => { stage.spoil = ({ words }) => (words[0] === 'pg_restore' ? failing : undefined) }],
    ['a check that fails', (stage) => { stage.spoil = ({ words }) => (words.join(' ').includes('information_schema') ? failing : undefined) }],
    ['rows that are missing', (stage) => { stage.spoil = (call) => (onNew(call) && call.words.join(' ').includes('has %s rows') ? { exitCode: 0, output: 'table orders has 0 rows\n' } : undefined) }],
    ['a database that is missing', (stage) => { stage.spoil = (call) => (onNew(call) && call.words.join(' ').includes('dbname=') ? { exitCode: 0, output: '' } : undefined) }],
    ['a user that is missing', (stage) => { stage.spoil = (call) => (onNew(call) && asksForRights(call) ? { exitCode: 0, output: 'role app: logs in\t\n' } : undefined) }],
    ['a storage that takes nothing', (stage) => { stage.world.faults.add({ call: 'putObject', kind: 'fail', times: 1 }) }],
    ['a storage that ends the call by itself', (stage) => { stage.world.faults.add({ call: 'putObject', kind: 'fail', times: 1, failure: failure('aborted', { subject: 'cannot write', cause: 'the call was ended early' }) }) }],
    ['an old server that does not start again', (stage) => { stage.world.faults.add({ call: 'startContainer', kind: 'fail', times: 1 }) }],
    ['a stand-in that cannot be made', (stage) => { stage.world.faults.add({ call: 'createContainer', kind: 'fail', times: 1 }) }],
    ['a note that cannot be written', (stage) => { stage.world.faults.add({ call: 'noteGeneration', kind: 'fail', times: 1, after: 1 }) }],
    ['a network that somebody gives the old server while it is dumped', (stage) => { stage.spoil = ({ words, container }) => (words[0] === 'pg_dump' ? intrude(() => { container.networks.set('mist-shop', { aliases: ['db'], address: '' }) }) : undefined) }],
    ['a network that somebody gives the old server after it was asked for the last time', (stage) => { stage.spoil = atLastAnswer(({ container }) => { container.networks.set('mist-shop', { aliases: ['db'], address: '' }) }) }],
    ['an old server that somebody starts anew meanwhile', (stage) => { stage.spoil = atLastAnswer(({ container }) => { container.startedAt = '2026-11-22T00:00:00.000Z' }) }],
    ['a job of the old server that writes while it is dumped', (stage) => {
      let rows = 1
      stage.spoil = (call) => {
        rows += call.words[0] === 'pg_dump' ? 1 : 0
        return call.words.join(' ').includes('has %s rows') ? { exitCode: 0, output: `table jobs has ${String(onNew(call) ? 1 : rows)} rows\n` } : undefined
      }
    }],
  ])('leaves the old server with every row, and is not tried again by itself, with %s', async (_, spoil) => {
    const stage = await openStage()
    stage.world.commit(manifest('17'))
    spoil(stage)
    const { run } = await stage.world.pass()
    expect(run.outcomes.find(({ app, result }) => app === 'shop/db' && result === 'failed')).toMatchObject({ failure: { code: 'upgrade-failed' }, undone: true })
    stage.spoil = undefined
    stage.world.faults.clear()
    await expectAsBefore(stage)
    const before = upgrades(stage).length
    const { look } = await stage.world.converge()
    expect(look.plan?.blocked.filter(({ app }) => app === 'shop/db').map(({ reason }) => reason)).toContain('held')
    expect(upgrades(stage)).toHaveLength(before)
    await expectAsBefore(stage)
    await stage.world.pass({ rejected: 'tried', trigger: 'cli', selector: 'shop/db' })
    await expectMoved(stage)
  })

  test.each<readonly [string, (rights: string) => string, string]>([
    ['a right', (rights) => rights.replace('reader: logs in', 'reader: sees all rows'), 'server said "role reader: logs in" and says "role reader: sees all rows" now'],
    ['a user', (rights) => rights.replace(/role reader.*\n/, ''), 'server said "role reader: logs in" and does not say so now'],
    ['a user too many', (rights) => `${rights}role guest: logs in\t\n`, 'server says "role guest: logs in" now and did not say so before'],
    ['a password, without a word of it', (rights) => rights.replace('digest', 'other'), 'server says "role reader: logs in" as before, and what belongs to that and is not shown, such as a password, differs'],
  ])('names what differs when that is %s', async (_, change, words) => {
    const stage = await openStage()
    stage.world.commit(manifest('17'))
    stage.spoil = (call) => (onNew(call) && asksForRights(call) ? { exitCode: 0, output: change(RIGHTS) } : undefined)
    const { run } = await stage.world.pass()
    const { failure: told } = run.outcomes.find(({ app, result }) => app === 'shop/db' && result === 'failed') as { readonly failure: Failure }
    expect(told.cause).toContain(words)
    expect(JSON.stringify([told, stage.world.events])).not.toContain('of-a-password')
    await expectAsBefore(stage)
  })

  test('compares what many tables say, which is more than what is taken as text', async () => {
    const stage = await openStage()
    stage.world.commit(manifest('17'))
    stage.spoil = (call) => (asksForRights(call) ? { exitCode: 0, output: `role app: logs in\t${'x'.repeat(2 * 1024 * 1024)}\n` } : undefined)
    await stage.world.converge()
    stage.spoil = undefined
    await expectMoved(stage)
  })

  const noDump = ({ words }: InsideCall): InsideAnswer | undefined => (words[0] === 'pg_dump' ? failing : undefined)
  const noRestore = ({ words }: InsideCall): InsideAnswer | undefined => (words[0] === 'pg_restore' ? failing : undefined)

  describe.each<readonly [string, Fault, Stage['spoil'], readonly string[]]>([
    ['start', { call: 'startContainer', kind: 'fail', times: 1, after: 2 }, noRestore, ['exited']],
    ['network', { call: 'connectNetwork', kind: 'fail', times: 1 }, noDump, ['running']],
  ])('that fails, and whose old server is refused its %s as well', (_, fault, spoil, left) => {
    async function fail(): Promise<Stage> {
      const stage = await openStage()
      stage.world.commit(manifest('17'))
      stage.spoil = spoil
      stage.world.faults.add(fault)
      const { run } = await stage.world.pass()
      const outcome = run.outcomes.find(({ app, result }) => app === 'shop/db' && result === 'failed')
      expect(outcome).toMatchObject({ failure: { code: 'upgrade-failed', help: expect.stringMatching(/Going back failed as well: cannot .* Mist tries again by itself\.$/) as string }, undone: false })
      expect(JSON.stringify(outcome)).not.toContain('goes on')
      expect([own(stage), stage.reachable()]).toEqual([left, []])
      stage.world.faults.clear()
      await stage.world.converge()
      expect(stage.reachable()).toEqual([])
      await stage.world.clock.sleep(10_000, NEVER)
      return stage
    }

    test('is tried again after a pause, and goes over', async () => {
      const stage = await fail()
      stage.spoil = undefined
      await stage.world.converge()
      await expectMoved(stage)
    })

    test('is taken back whole after a pause when it fails again, and stays so', async () => {
      const stage = await fail()
      await stage.world.converge()
      await expectAsBefore(stage)
      const before = upgrades(stage).length
      await stage.world.clock.sleep(600_000, NEVER)
      await stage.world.converge()
      expect(upgrades(stage)).toHaveLength(before)
      await expectAsBefore(stage)
    })
  })

  test('is held like any that failed when it does not end in time', async () => {
    const stage = await openStage()
    stage.world.commit(manifest('17'))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      stage.spoil = ({ words }) => {
        if (words[0] === 'pg_restore') vi.advanceTimersByTime(13 * 60 * 60_000)
        return undefined
      }
      const { run } = await stage.world.pass()
      expect(run.outcomes.find(({ app, result }) => app === 'shop/db' && result === 'failed')).toMatchObject({ failure: { code: 'upgrade-failed', cause: expect.stringContaining('did not end within 12 hours') as string }, undone: true })
    } finally {
      vi.useRealTimers()
    }
    stage.spoil = undefined
    const before = upgrades(stage).length
    await stage.world.clock.sleep(600_000, NEVER)
    await stage.world.converge()
    expect(upgrades(stage)).toHaveLength(before)
    await expectAsBefore(stage)
  })

  test.each<readonly [string, (stage: Stage) => void]>([
    ['the storage ends the call by itself', ({ world }) => { world.faults.add({ call: 'listObjects', kind: 'fail', times: 1, failure: failure('aborted', { subject: 'cannot list', cause: 'the call was ended early' }) }) }],
    ['another volume has become the next one', ({ world }) => {
      const storage = world.ports.storage as { list: typeof world.ports.storage.list }
      const { list } = storage
      storage.list = (...asked) => {
        const old = world.engine.state.volumes.get(OLD)
        if (old) world.engine.state.volumes.set(NEW, { ...old, name: NEW })
        storage.list = list
        return list(...asked)
      }
    }],
  ])('stops nothing and waits before it looks again when %s', async (_, spoil) => {
    const stage = await openStage()
    stage.world.commit(manifest('17'))
    spoil(stage)
    stage.world.faults.forgetCalls()
    const { run } = await stage.world.pass()
    expect(run.outcomes.find(({ app }) => app === 'shop/db')).toMatchObject({ result: 'failed', failure: { code: 'observation-incomplete' }, undone: true })
    expect(stage.world.faults.writes.filter((call) => call.startsWith('stop'))).toEqual([])
    expect((await stage.world.pass()).run.outcomes).toEqual([])
    await stage.world.clock.sleep(10_000, NEVER)
    await stage.world.converge()
    expect(stage.reachable()).not.toEqual([OLD])
    expect(stage.rows(stage.reachable()[0] ?? '')).toEqual(stage.acknowledged)
  })

  test('is no failure when Mist is asked to stop meanwhile, whatever that breaks, and goes over afterwards', async () => {
    const stage = await openStage()
    stage.world.commit(manifest('17'))
    const stop = new AbortController()
    stage.spoil = ({ words }) => {
      if (words[0] !== 'pg_dump') return undefined
      stop.abort()
      return failing
    }
    const { run } = await stage.world.pass({}, stop.signal)
    expect(run.outcomes.find(({ app }) => app === 'shop/db')).toMatchObject({ result: 'skipped' })
    expect(stage.world.store.rejections.size).toBe(0)
    await expectAsBefore(stage)
    stage.spoil = undefined
    await stage.world.converge()
    await expectMoved(stage)
  })

  test('leaves the old server up while no note can be written, since none is needed for that', async () => {
    const stage = await openStage()
    stage.world.commit(manifest('17'))
    stage.spoil = noDump
    stage.world.faults.add({ call: 'noteGeneration', kind: 'fail', times: 100, after: 1 })
    await stage.world.pass()
    expect([own(stage), stage.reachable()]).toEqual([['running'], [OLD]])
    stage.world.faults.clear()
    await stage.world.converge()
    await expectAsBefore(stage)
  })

  test('goes back when the new server does not start', async () => {
    const stage = await openStage({ 'postgres:17': EXITING_PROGRAM })
    stage.world.commit(manifest('17'))
    await stage.world.converge()
    await expectAsBefore(stage)
    stage.world.commit(manifest('15'))
    await stage.world.converge()
    await expectAsBefore(stage)
  })

  test('goes back with every row when the new server comes up as a stand-in and not as the app', async () => {
    const stage = await openStage()
    stage.world.commit(manifest('17'))
    stage.world.faults.add({ call: 'startContainer', kind: 'fail', times: 1, after: 2 })
    await stage.world.pass()
    stage.world.faults.clear()
    await expectAsBefore(stage)
  })

  test('does not stop anything while a backup is being made', async () => {
    const stage = await openStage()
    const held = await stage.world.ports.backupLease.acquire('backup', 0, new AbortController().signal)
    stage.world.commit(manifest('17'))
    stage.world.faults.forgetCalls()
    const { run } = await stage.world.pass()
    expect(run.outcomes.find(({ app }) => app === 'shop/db')).toMatchObject({ result: 'failed', failure: { code: 'lease-held' } })
    expect(stage.world.faults.writes.filter((call) => call.startsWith('stop'))).toEqual([])
    if (held.ok) held.value.release()
    await expectAsBefore(stage)
  })

  test('touches nothing of the old server, also not the names that it is reached by, while it cannot begin', async () => {
    const stage = await openStage()
    const held = await stage.world.ports.backupLease.acquire('backup', 0, new AbortController().signal)
    const live = () => [...stage.world.engine.state.containers.values()].filter(({ spec }) => spec?.app === 'shop/db').map(({ id, state, networks }) => ({ id, state, networks: structuredClone([...networks]) }))
    const before = live()
    expect(before).toMatchObject([{ networks: [['mist-shop', { aliases: ['db'] }]] }])
    stage.world.commit(manifest('17', 'upgrade: dump-restore, rename: { from: db }').replace('from: db.url', 'from: db2.url').replace('db: {', 'db2: {'))
    const { run } = await stage.world.pass()
    expect(run.outcomes.find(({ app }) => app === 'shop/db2')).toMatchObject({ result: 'failed', failure: { code: 'lease-held' } })
    expect(live()).toEqual(before)
    if (held.ok) held.value.release()
  })

  test('does not stop anything when what it would encrypt could not be opened again', async () => {
    const stage = await openStage()
    stage.world.faults.forgetCalls()
    stage.world.commit(manifest('17').replace('path: /srv/backups', 'path: /srv/backups, encrypt: [age1q4zfmz46mku06nzca2vqgccuyavlwz2xdvup4c3zgw07xjxzyu7qyn0dny]'))
    const { run } = await stage.world.pass()
    expect(run.outcomes.find(({ app }) => app === 'shop/db')).toMatchObject({ result: 'failed', failure: { code: 'backup-undecryptable' } })
    expect(stage.world.faults.writes.filter((call) => call.startsWith('stop'))).toEqual([])
    await expectAsBefore(stage)
  })
})
