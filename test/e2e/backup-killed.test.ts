/**
 * SIGKILL of mistd, and of mistctl, in the middle of a backup on real places: nothing that is half counts, whoever stood still goes on, what
 * serves is untouched, and the next backup is made and can be restored.
 */
import { readdirSync, renameSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DB, FILES, openBackupHost, type BackupHost, type BackupKey } from './stage/backup-host.js'
import { freezeAtLast } from './stage/freeze.js'

const TWO_DAYS_MS = 2 * 24 * 60 * 60_000
const PATIENCE = { timeoutMs: 240_000 }
const HALF_WRITTEN_BYTES = 500_000

let host: BackupHost
let before: Awaited<ReturnType<BackupHost['facts']>>

beforeAll(async () => {
  host = await openBackupHost()
  before = await host.facts()
}, 600_000)

afterEach(() => { host.s3.become('serve') })
afterAll(() => host.close())

const ofBackups = (key: BackupKey): readonly string[] => host.objects(key).map((path) => path.split('/').at(-1) ?? '')

/** Where a folder is written to before anything has its name. */
function incoming(): readonly string[] {
  try {
    return readdirSync(join(host.place(), '.incoming')).map((name) => join(host.place(), '.incoming', name))
  } catch {
    return []
  }
}

function incomingBytes(): number {
  return Math.max(0, ...incoming().map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0))
}

/** Nobody counts it while mistd is dead, and the database serves. */
async function killAndExpectNone(key: BackupKey): Promise<void> {
  await host.stage.mistd.kill9()
  expect(host.whole(key)).toEqual([])
  const { backups } = JSON.parse((await host.stage.mistctl('backup', 'ls', key, '-o', 'json')).stdout) as { readonly backups: readonly unknown[] }
  expect(backups).toEqual([])
}

/** Everything is as it was, the next backup is there by itself, and a drill proves it. */
async function expectRecovery(key: BackupKey): Promise<void> {
  if (!host.stage.mistd.isRunning()) await host.stage.mistd.start()
  await host.stage.until('the app with files runs', async () => await host.workerState() === 'running', PATIENCE)
  await host.stage.until('the next backup is there', () => host.whole(key).length > 0, PATIENCE)
  await host.stage.until('status calls it good', async () => (await host.stage.status()).apps.flatMap(({ backups = [] }) => backups).find((one) => one.key === key)?.state === 'good', PATIENCE)
  await host.stage.until('nothing is read any more', async () => await host.workerState() === 'running' && await host.dumps() === 0, PATIENCE)
  const { code, stdout, stderr } = await host.stage.mistctl('backup', 'verify', key)
  expect([code, stdout + stderr]).toEqual([0, expect.stringContaining('every checksum is right')])
  expect(await host.facts()).toEqual(before)
  expect(await host.scratch()).toEqual([])
}

describe('a backup to a folder', () => {
  it('comes to nothing by a kill while the dump waits for a lock', async () => {
    const release = await host.lockTable()
    await host.goTo(DB, 'locked')
    await host.stage.until('pg_dump waits', async () => await host.dumps("wait_event_type = 'Lock'") === 1, PATIENCE)
    await killAndExpectNone(DB)
    await release()
    await host.stage.until('the dump of the killed one has ended', async () => await host.dumps() === 0, PATIENCE)
    await expectRecovery(DB)
  })

  it('comes to nothing by a kill while a part is written, and what is left goes once it is old', async () => {
    await freezeAtLast('a part is half written', async (chance) => {
      await host.goTo(DB, `written-${String(chance)}`)
      return { pid: host.stage.mistd.pid(), isNow: () => incomingBytes() > HALF_WRITTEN_BYTES, mayCome: () => host.whole(DB).length === 0 }
    })
    expect(await host.dumps()).toBe(1)
    await killAndExpectNone(DB)
    await host.stage.until('the dump of the killed one has ended', async () => await host.dumps() === 0, PATIENCE)
    await expectRecovery(DB)
    const [left = ''] = incoming()
    expect(left).not.toBe('')
    utimesSync(left, 0, 0)
    expect(await host.stage.mistctl('backup', 'now', DB)).toMatchObject({ code: 0 })
    expect(incoming()).toEqual([])
  })

  it('comes to nothing by a kill between its last part and its manifest', async () => {
    await freezeAtLast('all parts are there', async (chance) => {
      await host.goTo(DB, `between-${String(chance)}`)
      return { pid: host.stage.mistd.pid(), isNow: () => ofBackups(DB).includes('database-2.gz') && host.whole(DB).length === 0, mayCome: () => host.whole(DB).length === 0 }
    })
    await killAndExpectNone(DB)
    expect(ofBackups(DB)).toEqual(expect.arrayContaining(['server.gz', 'database-1.gz', 'database-2.gz']))
    await expectRecovery(DB)
  })

  it('sweeps what the killed ones left once it is old, and no sooner', async () => {
    const [half = ''] = host.objects(DB).filter((path) => path.endsWith('/server.gz') && !host.whole(DB).includes(path.split('/').at(-2) ?? ''))
    const id = half.split('/').at(-2) ?? ''
    expect(id).toMatch(/^\d{8}T/)
    const old = `${new Date(Date.now() - TWO_DAYS_MS).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z${id.slice(-7)}`
    const folder = join(host.place(), half, '../..')
    renameSync(join(folder, id), join(folder, old))
    expect(await host.stage.mistctl('backup', 'now', DB)).toMatchObject({ code: 0 })
    expect(readdirSync(folder).filter((one) => one === old || one === id)).toEqual([])
    expect(host.whole(DB)).toHaveLength(2)
  })
})

describe('a backup to S3 of an app that stands still for it', () => {
  it('comes to nothing by a kill while a part of the upload is on its way, and the app goes on', async () => {
    host.s3.jamAt(/partNumber=2/)
    await host.goTo(FILES, 'upload')
    await host.stage.until('the second part is on its way', () => host.s3.isJammed(), PATIENCE)
    expect([await host.workerState(), host.s3.unfinished()]).toEqual(['paused', 1])
    await killAndUnjam()
    expect(await host.workerState()).toBe('paused')
    await expectRecovery(FILES)
  })

  it('comes to nothing by a kill before the first byte of it, and the app goes on where its drift is only reported', async () => {
    host.s3.jamAt(/first-byte\/\S+files\.gz/)
    await host.goTo(FILES, 'first-byte')
    await host.stage.until('the first request is on its way', () => host.s3.isJammed(), PATIENCE)
    expect([await host.workerState(), ofBackups(FILES)]).toEqual(['paused', []])
    await killAndUnjam()
    await host.stage.commit((await host.stage.repo.git('show', 'HEAD:mist.yaml')).replace('projects:', 'policy: { drift: report }\nprojects:'), 'Drift is only reported')
    await expectRecovery(FILES)
  })

  it('comes to nothing by a kill between its last part and its manifest', async () => {
    host.s3.jamAt(/PUT \S+\/between\/\S+manifest\.json/)
    await host.goTo(FILES, 'between')
    await host.stage.until('the manifest is on its way', () => host.s3.isJammed(), PATIENCE)
    expect([await host.workerState(), ofBackups(FILES)]).toEqual(['running', ['files.gz']])
    await killAndUnjam()
    await expectRecovery(FILES)
  })

  it('that a person asked for wakes up with the next pass when mistctl is killed', async () => {
    const count = host.whole(FILES).length
    host.s3.jamAt(/partNumber=2/)
    const asked = host.stage.begin('backup', 'now', FILES)
    await host.stage.until('the second part is on its way', () => host.s3.isJammed(), PATIENCE)
    expect(await host.workerState()).toBe('paused')
    asked.kill('SIGKILL')
    await asked.ended
    host.s3.become('serve')
    await expectRecovery(FILES)
    expect(host.whole(FILES)).toHaveLength(count)
    expect(await host.stage.mistctl('backup', 'now', FILES)).toMatchObject({ code: 0 })
    expect(host.whole(FILES)).toHaveLength(count + 1)
  })
})

async function killAndUnjam(): Promise<void> {
  await host.stage.mistd.kill9()
  host.s3.become('serve')
  await killAndExpectNone(FILES)
}
