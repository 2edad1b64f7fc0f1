/**
 * The world around two databases fails while they are written to: containers are removed by hand, disks are full, volumes are gone. Mist puts
 * back what it can, says what it cannot, and a database never begins anew in silence.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker } from '../lab/fixtures.js'
import { openDataHost, untilWritten, type DataHost } from './stage/data-host.js'
import { layOver, type SmallDisk } from './stage/small-disk.js'

/** A database that is being made, or that recovers, has its time; one that is to fail has little. */
function manifest(connections = 40, timeout: '120s' | '15s' = '120s'): string {
  return `version: 1
defaults: { deploy: { drain: 0s, stop: 1s, timeout: ${timeout} } }
projects:
  shop:
    apps:
      db: { template: postgres, with: { version: "15", maxConnections: ${String(connections)} } }
      maria: { template: mariadb, with: { version: "10.11" } }
      web: { image: "mist-lab/web:1", port: 8080, domains: [shop.localhost], env: { DB_URL: { from: db.url }, MARIA_URL: { from: maria.url } } }
`
}

let host: DataHost
let stateDisk: SmallDisk
const disks: SmallDisk[] = []

beforeAll(async () => {
  host = await openDataHost({
    files: () => Promise.resolve({ 'mist.yaml': manifest() }),
    settings: ({ dir }) => {
      stateDisk = layOver(join(dir, 'state'), 32)
      disks.push(stateDisk)
      return {}
    },
  })
}, 600_000)

afterAll(async () => {
  await host.stage.mistd.kill9()
  for (const disk of disks) disk.close()
  await host.close()
})

async function ids(): Promise<readonly string[]> {
  return (await host.stage.containers()).map(({ name, id, startedAt }) => `${name} ${id} ${startedAt}`)
}

async function expectAllData(): Promise<void> {
  await untilWritten(host.stage, host.ledgers)
  expect([await host.ledgers.db.faults(), await host.ledgers.maria.faults()]).toEqual([[], []])
}

describe('a database container that is removed by hand', () => {
  it('comes back with every committed row', async () => {
    const born = await host.births()
    await docker('rm', '--force', (await host.stage.container('shop/db')).id, (await host.stage.container('shop/maria')).id)
    await expectAllData()
    await host.stage.waitSynced(await host.stage.repo.git('rev-parse', 'HEAD'))
    expect(await host.births()).toEqual(born)
  })
})

describe('a full disk of the state directory', () => {
  it('moves no container, is told, and is worked off when there is room', async () => {
    const before = await ids()
    stateDisk.fill()
    const mark = host.stage.mistd.mark()
    const commit = await host.stage.commit({ 'mist.yaml': manifest(41), 'large.txt': 'x'.repeat(300_000) }, 'While the disk is full')
    await host.stage.until('mistd says what is wrong', () => /no space left|disk is full|database or disk/i.test(host.stage.mistd.log(mark)))
    await untilWritten(host.stage, host.ledgers)
    expect(await ids()).toEqual(before)
    stateDisk.free()
    await host.stage.waitSynced(commit)
    expect(await host.ledgers.db.ask('show max_connections')).toBe('41')
    await expectAllData()
  })

  it('during a kill leaves a state from which the next start works', async () => {
    const key = readFileSync(join(host.stage.stateDir, 'instance.key'))
    stateDisk.fill()
    await host.stage.mistd.kill9()
    host.stage.mistd.launch()
    await untilWritten(host.stage, host.ledgers)
    await host.stage.mistd.kill9()
    stateDisk.free()
    await host.stage.mistd.start()
    await host.stage.deploy(manifest(42), 'There is room')
    expect(readFileSync(join(host.stage.stateDir, 'instance.key')).equals(key)).toBe(true)
    await expectAllData()
  })
})

/** The volume of PostgreSQL goes on a disk of the test's own, with what is in it. */
async function moveToSmallDisk(): Promise<SmallDisk> {
  await host.stage.mistd.stop()
  const { id } = await host.stage.container('shop/db')
  await docker('stop', id)
  const disk = layOver(await docker('volume', 'inspect', '--format', '{{.Mountpoint}}', `${host.stage.instance}_shop_db_data`), 160)
  disks.push(disk)
  await docker('start', id)
  await host.stage.mistd.start()
  await host.stage.waitSynced(await host.stage.repo.git('rev-parse', 'HEAD'))
  await untilWritten(host.stage, host.ledgers)
  return disk
}

describe('a full disk of a database', () => {
  it('fails a release of it, which is told, and all rows are there when there is room', async () => {
    const disk = await moveToSmallDisk()
    disk.fill()
    const commit = await host.stage.commit(manifest(43, '15s'), 'While the volume is full')
    await host.stage.until('status tells', async () => {
      const report = await host.stage.status()
      const db = report.apps.find(({ app }) => app === 'db')
      return report.revision?.commit === commit && db?.health !== 'Healthy' && /no space left/i.test(JSON.stringify(db)) ? db : undefined
    })
    disk.free()
    await host.stage.until('the database is healthy', async () => (await host.stage.status()).apps.find(({ app }) => app === 'db')?.health === 'Healthy')
    await host.stage.deploy(manifest(44), 'There is room')
    expect(await host.ledgers.db.ask('show max_connections')).toBe('44')
    await expectAllData()
  })
})

describe('a volume that was removed by hand', () => {
  it('is not made anew before a person says so, and nobody else is touched', async () => {
    const volume = `${host.stage.instance}_shop_maria_data`
    const others = async (): Promise<readonly string[]> => (await ids()).filter((line) => !line.includes('maria'))
    const before = await others()
    await host.stage.mistd.stop()
    await docker('rm', '--force', (await host.stage.container('shop/maria')).id)
    await docker('volume', 'rm', volume)
    await host.stage.mistd.start()
    await host.stage.until('status says that its data is gone', async () => JSON.stringify(await host.stage.status()).includes(`the volume ${volume} held its data and is gone`))
    expect((await host.stage.mistctl('diff')).stdout).toContain(`mistctl prune --confirm=${volume}`)
    expect([await host.stage.volumes(), await others()]).toEqual([[`${host.stage.instance}_shop_db_data`], before])
    expect(await host.stage.mistctl('prune', `--confirm=${volume}`)).toMatchObject({ code: 0, stdout: expect.stringContaining('begins with an empty one') as string })
    await host.stage.waitSynced(await host.stage.repo.git('rev-parse', 'HEAD'))
    await untilWritten(host.stage, host.ledgers)
    expect(await host.ledgers.maria.faults(), 'a loss is noticed').toEqual([expect.stringContaining('committed rows are lost')])
    expect([await host.ledgers.db.faults(), await others()]).toEqual([[], before])
  })
})
