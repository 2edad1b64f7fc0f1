/**
 * SIGKILL of `mistctl backup restore` on its way to the live database: it has all of its old data or all of the restored, the next pass brings it
 * to rest, and what was half made is taken away.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DB, openBackupHost, ROWS, type BackupHost } from './stage/backup-host.js'
import { freezeWhen } from './stage/freeze.js'
import type { RunningProgram } from './stage/program.js'
import { programsIn } from './stage/programs-in.js'

const PATIENCE = { timeoutMs: 240_000 }

let host: BackupHost
let id: string
/** The first name of its volume. */
let base: string

beforeAll(async () => {
  host = await openBackupHost()
  base = `${host.stage.instance}_shop_db_data`
  await host.goTo(DB, 'kept')
  await host.stage.until('there is a backup', () => host.whole(DB).length === 1, PATIENCE)
  id = host.whole(DB)[0] ?? ''
}, 600_000)

afterAll(() => host.close())

const rows = async (): Promise<number> => Number(await host.sql('select count(*) from big'))

/** Something that the backup does not have, and that is gone once it is restored. */
async function writeMore(): Promise<void> {
  await host.sql("insert into big values (0, 'written later')")
  expect(await rows()).toBe(ROWS + 1)
}

function restore(): RunningProgram {
  return host.stage.begin('backup', 'restore', DB, id, '--confirm=shop/db')
}

async function kill(running: RunningProgram): Promise<void> {
  running.kill('SIGKILL')
  expect(await running.ended).toMatchObject({ code: -1 })
}

async function mounted(): Promise<string> {
  const { inspect } = await host.live()
  return (inspect.Mounts).map(({ Name = '' }) => Name).join()
}

/** Nothing is on its way any more, on any level. */
async function expectRest(volume: string): Promise<void> {
  await host.stage.until('nothing half made is left', async () => (await host.scratch()).length === 0 && Object.keys(host.generations().making).length === 0, PATIENCE)
  await host.stage.until('the database runs on the volume that counts', async () => await mounted() === volume && (await host.live()).state === 'running', PATIENCE)
  await host.stage.waitSynced(await host.stage.repo.git('rev-parse', 'HEAD'), PATIENCE)
  expect(host.generations().inUse[base] ?? base).toBe(volume)
  expect(await host.dumps()).toBe(0)
}

describe('a restore to the live database that is killed', () => {
  it('while the safety backup is made has changed nothing', async () => {
    await writeMore()
    const before = await host.facts()
    const release = await host.lockTable()
    const running = restore()
    await host.stage.until('pg_dump waits', async () => await host.dumps("wait_event_type = 'Lock'") === 1, PATIENCE)
    await kill(running)
    await release()
    await host.stage.until('the dump of the killed one has ended', async () => await host.dumps() === 0, PATIENCE)
    await expectRest(base)
    expect(await host.facts()).toEqual(before)
    expect(host.whole(DB)).toEqual([id])
  })

  it('while the new volume is filled leaves all of the old data, and no new volume', async () => {
    const before = await host.facts()
    const running = restore()
    const server = await host.serverInScratch()
    await freezeWhen('a server takes a part', { pid: running.pid, isNow: () => programsIn(server).some((words) => words.includes('pg_restore ')) })
    expect([host.generations().making, await host.stage.volumes()]).toEqual([{ [base]: `${base}.g2` }, expect.arrayContaining([base, `${base}.g2`])])
    await kill(running)
    await expectRest(base)
    expect(await host.facts()).toEqual(before)
    expect(await rows()).toBe(ROWS + 1)
  })

  it('after the switch was noted and before the container is another one leaves all of the restored data', async () => {
    const old = await host.live()
    const running = restore()
    await freezeWhen('the new volume counts', { pid: running.pid, isNow: () => host.generations().inUse[base] === `${base}.g2` })
    expect([await mounted(), (await host.live()).id, await rows()]).toEqual([base, old.id, ROWS + 1])
    await kill(running)
    await expectRest(`${base}.g2`)
    expect([await rows(), await host.stage.volumes()]).toEqual([ROWS, expect.arrayContaining([base])])
  })

  it('together with mistd while no container of the database runs leaves all of the restored data', async () => {
    await writeMore()
    const old = await host.live()
    const running = restore()
    await freezeWhen('the old container has ended', { pid: running.pid, isNow: () => host.generations().inUse[base] === `${base}.g3` && programsIn(old.id).length === 0 })
    await host.stage.mistd.kill9()
    await kill(running)
    await host.stage.mistd.start()
    await expectRest(`${base}.g3`)
    expect([await rows(), await host.stage.volumes()]).toEqual([ROWS, expect.arrayContaining([base, `${base}.g2`])])
  })

  it('is made good by the next one, whose safety backup can be restored as well', async () => {
    await writeMore()
    expect(await restore().ended).toMatchObject({ code: 0 })
    expect(await rows()).toBe(ROWS)
    await expectRest(`${base}.g4`)
    // The newest is what stood there before.
    expect(await host.stage.mistctl('backup', 'restore', DB, host.whole(DB).toSorted().at(-1) ?? '', '--confirm=shop/db')).toMatchObject({ code: 0 })
    expect(await rows()).toBe(ROWS + 1)
  })
})
