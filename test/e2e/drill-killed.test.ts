/**
 * SIGKILL of mistd, and of mistctl, in the middle of a drill: the stand-ins are taken away, what serves is untouched, and the next drill passes.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DB, FILES, openBackupHost, type BackupHost, type BackupKey } from './stage/backup-host.js'
import { freezeAtLast, type Frozen } from './stage/freeze.js'
import type { RunningProgram } from './stage/program.js'
import { programsIn } from './stage/programs-in.js'

const PATIENCE = { timeoutMs: 240_000 }

let host: BackupHost
let before: Awaited<ReturnType<BackupHost['facts']>>

beforeAll(async () => {
  host = await openBackupHost({ more: ', verify: daily' })
  before = await host.facts()
}, 600_000)

afterEach(() => { host.s3.become('serve') })
afterAll(() => host.close())

const drillsOf = (key: BackupKey): readonly string[] => host.objects(key).filter((path) => /\/drill-[^/]+\.json$/.test(path))

/** Until the server of a stand-in takes a part; without Mist nothing more comes to it. */
async function whileFilled(pid: number, mayCome: () => boolean): Promise<Frozen> {
  const server = await host.serverInScratch()
  return { pid, isNow: () => programsIn(server).some((words) => words.includes('pg_restore ')), mayCome }
}

/** The stand-ins are gone, nothing else is another one, and the next drill says that the backup is good. */
async function expectRecovery(key: BackupKey): Promise<void> {
  if (!host.stage.mistd.isRunning()) {
    expect(drillsOf(key)).toEqual([])
    await host.stage.mistd.start()
  }
  // What status tells may still be of the place before.
  await host.stage.until('a drill is written down', () => drillsOf(key).length > 0, PATIENCE)
  await host.stage.until('the next drill has passed', async () => {
    const status = (await host.stage.status()).apps.flatMap(({ backups = [] }) => backups).find((one) => one.key === key)
    return status?.state === 'good' && status.drill?.result === 'passed'
  }, PATIENCE)
  expect(drillsOf(key)).toHaveLength(1)
  await host.stage.until('no stand-in is left', async () => (await host.scratch()).length === 0)
  expect(await host.facts()).toEqual(before)
}

describe('a drill of a database', () => {
  it('is swept and held anew after a kill while its stand-in is made', async () => {
    await freezeAtLast('a stand-in is there', async (chance) => {
      await host.goTo(DB, `made-${String(chance)}`)
      return { pid: host.stage.mistd.pid(), isNow: async () => (await host.scratch()).some((line) => line.includes('.drill-')), mayCome: () => drillsOf(DB).length === 0 }
    })
    await host.stage.mistd.kill9()
    expect(await host.scratch()).not.toEqual([])
    await expectRecovery(DB)
  })

  it('is swept and held anew after a kill while its stand-in takes the data', async () => {
    await freezeAtLast('a server takes a part', async (chance) => {
      await host.goTo(DB, `taking-${String(chance)}`)
      return whileFilled(host.stage.mistd.pid(), () => drillsOf(DB).length === 0)
    })
    await host.stage.mistd.kill9()
    expect((await host.scratch()).filter((line) => line.endsWith(' running'))).toHaveLength(1)
    await expectRecovery(DB)
  })
})

describe('a drill of files', () => {
  it('is swept and held anew after a kill while they are read from S3', async () => {
    host.s3.jamAt(/GET \S+\/read\/\S+files\.gz/)
    await host.goTo(FILES, 'read')
    await host.stage.until('the drill reads the backup', () => host.s3.isJammed(), PATIENCE)
    await killAndUnjam()
    await expectRecovery(FILES)
  })

  it('is held anew after a kill before its result is kept', async () => {
    host.s3.jamAt(/PUT \S+\/result\/\S+drill-/)
    await host.goTo(FILES, 'result')
    await host.stage.until('the result is on its way', () => host.s3.isJammed(), PATIENCE)
    await killAndUnjam()
    await expectRecovery(FILES)
  })
})

async function killAndUnjam(): Promise<void> {
  await host.stage.mistd.kill9()
  host.s3.become('serve')
}

describe('a drill that a person asked for', () => {
  it('leaves a stand-in behind when mistctl is killed, which goes with the next backup', async () => {
    let asked: RunningProgram | undefined
    await freezeAtLast('a server takes a part', async () => {
      await asked?.ended
      const drills = drillsOf(DB).length
      asked = host.stage.begin('backup', 'verify', DB)
      return whileFilled(asked.pid, () => drillsOf(DB).length === drills)
    })
    asked?.kill('SIGKILL')
    await asked?.ended
    expect(await host.scratch()).not.toEqual([])
    expect(await host.stage.mistctl('backup', 'now', DB)).toMatchObject({ code: 0 })
    expect(await host.scratch()).toEqual([])
    expect(await host.facts()).toEqual(before)
    expect(await host.stage.mistctl('backup', 'verify', DB)).toMatchObject({ code: 0 })
  })
})
