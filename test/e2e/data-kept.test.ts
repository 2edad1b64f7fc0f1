/**
 * What a person does to the file and to the state of mistd while two databases are written to: the line goes, the name changes, the file is
 * emptied, secrets break, the history and the key are lost. No committed row is lost, and no database begins anew.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDataHost, untilWritten, type DataHost, type Dialect } from './stage/data-host.js'

const DB = '{ template: postgres, with: { version: "15" } }'
const MARIA = '{ template: mariadb, with: { version: "10.11" } }'
const TOLD = { DB_URL: 'db.url', MARIA_URL: 'maria.url' }

/** `web` is told how to reach both; `keeper` has two volumes of its own. */
function manifest(databases: Readonly<Record<string, string>> = { db: DB, maria: MARIA }, { told = TOLD, volumes = '"one:/one", "two:/two"' }: { readonly told?: Readonly<Record<string, string>>; readonly volumes?: string } = {}): string {
  const env = Object.entries(told).map(([name, from]) => `${name}: { from: ${from} }`)
  const lines = [
    ...Object.entries(databases).map(([name, body]) => `${name}: ${body}`),
    `web: { image: "mist-lab/web:1", port: 8080, secrets: [TOKEN], env: { ${env.join(', ')} } }`,
    `keeper: { image: "mist-lab/web:2", port: 8080, domains: [keeper.localhost], volumes: [${volumes}] }`,
  ]
  return `version: 1\nsecrets: secrets.age.yaml\ndefaults: { deploy: { drain: 0s, stop: 1s } }\nprojects:\n  shop:\n    apps:\n${lines.map((line) => `      ${line}\n`).join('')}`
}

let host: DataHost
let secrets = ''
let born: Readonly<Record<Dialect, string>>

beforeAll(async () => {
  host = await openDataHost({
    files: async (sealed) => {
      secrets = await sealed({ TOKEN: 'canary-of-the-token' })
      return { 'mist.yaml': manifest(), 'secrets.age.yaml': secrets }
    },
  })
  born = await host.births()
}, 600_000)

afterAll(() => host.close())

interface Standing {
  readonly sessions: readonly number[]
  readonly containers: readonly string[]
}

/** Equal means that nobody was restarted and no client had to connect again. */
async function standing(): Promise<Standing> {
  const containers = (await host.stage.containers()).map(({ name, id, startedAt }) => `${name} ${id} ${startedAt}`)
  return { sessions: [host.ledgers.db, host.ledgers.maria].map((ledger) => ledger.count().sessions), containers }
}

/** Written after what was done, and all that was written before is there, on the very volumes. */
async function expectAllData(): Promise<void> {
  await untilWritten(host.stage, host.ledgers)
  expect([await host.ledgers.db.faults(), await host.ledgers.maria.faults()]).toEqual([[], []])
  expect(await host.births()).toEqual(born)
}

async function untilSaid(words: RegExp): Promise<void> {
  const commit = await host.stage.repo.git('rev-parse', 'HEAD')
  await host.stage.until(`status says ${String(words)}`, async () => {
    const report = await host.stage.status()
    return report.revision?.commit === commit && words.test(JSON.stringify(report))
  })
}

async function deployAgain(): Promise<void> {
  await host.stage.deploy({ 'mist.yaml': manifest(), 'secrets.age.yaml': secrets }, 'As it was')
}

describe('a commit that harms nothing that is written to', () => {
  it.each([
    ['empties the file', { 'mist.yaml': 'version: 1\n' }, /mass-deletion/],
    ['breaks the secrets', { 'secrets.age.yaml': 'version: 1\nrecipients: []\n<<<<<<< HEAD\n' }, /the secret TOKEN/],
    ['lets the two databases change their names', { 'mist.yaml': manifest({ db: MARIA, maria: DB }) }, /holds data of postgres 15[\s\S]*holds data of mariadb 10\.11|holds data of mariadb 10\.11[\s\S]*holds data of postgres 15/],
  ])('%s', async (_what, files, words) => {
    const before = await standing()
    await host.stage.commit(files, 'Harm')
    await untilSaid(words)
    await untilWritten(host.stage, host.ledgers)
    expect(await standing()).toEqual(before)
    await deployAgain()
    expect(await standing()).toEqual(before)
    await expectAllData()
  })
})

describe('a database', () => {
  it('waits for its line to come back', async () => {
    await host.stage.deploy(manifest({ maria: MARIA }, { told: { MARIA_URL: 'maria.url' } }), 'Remove db')
    await host.stage.until('it is gone', async () => !(await host.stage.containers()).some(({ app }) => app === 'shop/db'))
    expect((await host.stage.mistctl('volume', 'ls')).stdout).toMatch(/_shop_db_data\s+shop\/db\s+kept/)
    await deployAgain()
    await expectAllData()
  })

  it('that is renamed goes on with its data and its password', async () => {
    await host.stage.deploy(manifest({ store: '{ template: postgres, rename: { from: db }, with: { version: "15" } }', maria: MARIA }, { told: { DB_URL: 'store.url', MARIA_URL: 'maria.url' } }), 'Rename db')
    await expectAllData()
    await deployAgain()
    await expectAllData()
  })

  it('under a name that says nothing of the old one begins beside it, and leaves its data alone', async () => {
    await host.stage.deploy(manifest({ other: DB, maria: MARIA }, { told: { OTHER_URL: 'other.url', MARIA_URL: 'maria.url' } }), 'Another name')
    expect((await host.stage.mistctl('volume', 'ls')).stdout).toMatch(/_shop_db_data\s+shop\/db\s+kept[\s\S]*_shop_other_data\s+shop\/other\s+in use/)
    expect(await host.births()).toEqual(born)
    await deployAgain()
    await expectAllData()
  })
})

describe('two volumes of an app', () => {
  it('that change places are mounted so, and what is in them stays in each', async () => {
    const file = async (path: string): Promise<string> => (await host.stage.http('keeper.localhost', `/file?path=${path}`)).body
    for (const name of ['one', 'two']) await host.stage.http('keeper.localhost', `/file?path=/${name}/name`, { method: 'PUT', body: name })
    await host.stage.deploy(manifest(undefined, { volumes: '"two:/one", "one:/two"' }), 'Change places')
    expect([await file('/one/name'), await file('/two/name')]).toEqual(['two', 'one'])
    await deployAgain()
    expect([await file('/one/name'), await file('/two/name')]).toEqual(['one', 'two'])
  })
})

describe('the history of Mist', () => {
  const remove = (): void => { for (const name of readdirSync(host.stage.stateDir).filter((one) => one.startsWith('mist.db'))) rmSync(join(host.stage.stateDir, name)) }

  it('is not needed by what is written to, when it is lost while mistd is away', async () => {
    const before = await standing()
    await host.stage.mistd.stop()
    remove()
    await host.stage.mistd.start()
    await host.stage.waitSynced(await host.stage.repo.git('rev-parse', 'HEAD'))
    expect(await standing()).toEqual(before)
    await expectAllData()
  })

  it('nor when it is lost while mistd works, before and after the next start', async () => {
    const before = await standing()
    remove()
    await host.stage.deploy({ 'README.md': 'another commit\n' }, 'Beside')
    expect(await standing()).toEqual(before)
    await host.stage.mistd.kill9()
    await host.stage.mistd.start()
    await host.stage.waitSynced(await host.stage.repo.git('rev-parse', 'HEAD'))
    expect(await standing()).toEqual(before)
    await expectAllData()
  })
})

describe('a lost instance key', () => {
  it('changes no password and touches no database, until it is back', async () => {
    const file = join(host.stage.stateDir, 'instance.key')
    const key = readFileSync(file)
    const before = await standing()
    const isData = (line: string): boolean => /shop-(db|maria|web)-/.test(line)
    await host.stage.mistd.stop()
    rmSync(file)
    await host.stage.mistd.start()
    await untilSaid(/bring back the instance\.key/)
    await host.stage.commit({ 'README.md': 'a commit without the key\n' }, 'Beside')
    await untilSaid(/bring back the instance\.key/)
    await untilWritten(host.stage, host.ledgers)
    expect((await standing()).containers.filter(isData)).toEqual(before.containers.filter(isData))
    await host.stage.mistd.stop()
    writeFileSync(file, key)
    await host.stage.mistd.start()
    await host.stage.waitSynced(await host.stage.repo.git('rev-parse', 'HEAD'))
    expect((await standing()).containers.filter(isData)).toEqual(before.containers.filter(isData))
    await expectAllData()
  })
})
