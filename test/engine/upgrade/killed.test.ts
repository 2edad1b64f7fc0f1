/** An upgrade whose process ends before any of its writes: no row is lost, and the next process brings it to an end by itself. */
import { describe, expect, test } from 'vitest'
import { failure } from '../../../src/model/failure.js'
import type { FakeContainer } from '../../fakes/docker-state.js'
import { EXITING_PROGRAM } from '../../fakes/program.js'
import { expectAsBefore, expectMoved, isKilledBefore } from './ends.js'
import type { Stage } from './stage.js'
import { manifest, NEW, OLD, openStage } from './stage.js'

const NEVER = new AbortController().signal

/** The web app asks for an image that does not stay up, and is kept at its last release. */
async function openWithHeld(): Promise<Stage> {
  const stage = await openStage({ 'exits:1': EXITING_PROGRAM })
  stage.world.commit(withBadWeb('15'))
  const { look: seen } = await stage.world.converge()
  expect(seen.plan?.blocked.filter(({ app }) => app === 'shop/web').map(({ reason }) => reason)).toContain('held')
  return stage
}

function withBadWeb(version: string): string {
  return manifest(version).replace('web:1', 'exits:1')
}

describe('an upgrade while another app is held', () => {
  test('goes over, also when it was killed anywhere', async () => {
    let points = 0
    for (let count = 1, wasKilled = true; wasKilled; count += 5) {
      const stage = await openWithHeld()
      stage.world.commit(withBadWeb('17'))
      wasKilled = await isKilledBefore(stage, count)
      if (wasKilled) points += 1
      stage.restart()
      await stage.world.converge()
      await expectMoved(stage)
    }
    expect(points).toBeGreaterThan(5)
  }, 60_000)
})

describe('an upgrade that is killed', () => {
  test('between the note and the network is carried on, also when the new server fails its check there once', async () => {
    let points = 0
    for (let count = 1, wasKilled = true; wasKilled; count += 1) {
      const stage = await openStage()
      stage.world.commit(manifest('17'))
      wasKilled = await isKilledBefore(stage, count)
      if (!wasKilled || stage.world.ports.generations.read().generations.inUse[OLD] !== NEW) continue
      stage.restart()
      const cause = failure('container-exited', { subject: 'cannot start', cause: 'it exited' })
      stage.world.faults.add({ call: 'startContainer', kind: 'fail', times: 1, failure: cause })
      await stage.world.pass()
      stage.world.faults.clear()
      expect(stage.world.store.rejections.size).toBe(0)
      await stage.world.clock.sleep(10_000, NEVER)
      await stage.world.converge()
      await expectMoved(stage)
      points += 1
    }
    expect(points).toBeGreaterThan(3)
  }, 60_000)

  test.each(['goes on', 'is taken back in git'])('anywhere loses no row when it %s', async (how) => {
    let points = 0
    for (let count = 1, wasKilled = true; wasKilled; count += 1) {
      const stage = await openStage()
      stage.world.commit(manifest('17'))
      wasKilled = await isKilledBefore(stage, count)
      if (wasKilled) points += 1
      stage.restart()
      if (how !== 'goes on') stage.world.commit(manifest('15'))
      await stage.world.converge()
      // Once it has gone over, the old version is refused: the rows are in the new volume.
      const isOver = how === 'goes on' || stage.world.ports.generations.read().generations.inUse[OLD] === NEW
      if (isOver && how !== 'goes on') {
        stage.world.commit(manifest('17'))
        await stage.world.converge()
      }
      await (isOver ? expectMoved(stage) : expectAsBefore(stage))
    }
    expect(points).toBeGreaterThan(25)
  }, 120_000)

  test('anywhere after a person asked for it again, since it had failed, is carried on or held as before', async () => {
    const ends = { over: 0, held: 0 }
    for (let count = 1, step = 3, wasKilled = true; wasKilled; count += step) {
      const stage = await openStage()
      stage.world.commit(manifest('17'))
      stage.spoil = ({ words }) => (words[0] === 'pg_dump' ? { exitCode: 1 } : undefined)
      await stage.world.converge()
      expect(stage.world.store.rejections.size).toBe(1)
      stage.spoil = undefined
      wasKilled = await isKilledBefore(stage, count, { rejected: 'tried', trigger: 'cli', selector: 'shop/db' })
      stage.restart()
      const isOver = stage.world.ports.generations.read().generations.inUse[OLD] === NEW
      if (isOver) step = 1
      await stage.world.converge()
      await (isOver ? expectMoved(stage) : expectAsBefore(stage))
      if (isOver) expect(stage.world.store.rejections.size).toBe(0)
      if (wasKilled) ends[isOver ? 'over' : 'held'] += 1
    }
    expect([ends.over > 3, ends.held > 5]).toEqual([true, true])
  }, 60_000)

  test('anywhere, and that renames the app as well, leaves the old server by its old name when it then fails', async () => {
    const renamed = manifest('17', 'upgrade: dump-restore, rename: { from: db }').replace('from: db.url', 'from: db2.url').replace('db: {', 'db2: {')
    let cutOff = 0
    for (let count = 1, wasKilled = true; wasKilled; count += 1) {
      const stage = await openStage()
      const old = (): FakeContainer | undefined => [...stage.world.engine.state.containers.values()].find(({ spec }) => spec?.app === 'shop/db')
      stage.world.commit(renamed)
      wasKilled = await isKilledBefore(stage, count)
      stage.restart()
      if (!wasKilled || stage.world.ports.generations.read().generations.inUse[OLD] === NEW) continue
      if (old()?.networks.size === 0) cutOff += 1
      stage.spoil = ({ words }) => (words[0] === 'pg_dump' ? { exitCode: 1 } : undefined)
      await stage.world.pass()
      expect([old()?.state, [...old()?.networks ?? []]]).toMatchObject(['running', [['mist-shop', { aliases: ['db'] }]]])
    }
    expect(cutOff).toBeGreaterThan(5)
  }, 60_000)
})
