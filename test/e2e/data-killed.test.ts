/**
 * SIGKILL of mistd at each step of a release of a database, which is written to all the while: the next start ends what was begun, every
 * committed row is there on the same volume, and nothing is left over.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBegun, killWhen, stepsOf } from './stage/blow.js'
import { openDataHost, untilWritten, type DataHost, type Dialect } from './stage/data-host.js'
import { envOf } from './stage/engine.js'
import { eventsIn } from './stage/watch.js'

const STEPS = ['create-container', 'stop-container', 'start-container', 'await-ready', 'remove-container']

/** Of another password: the database is told, then those who use it are made anew. */
const ROTATION = [{ app: 'shop/db', step: 'fill-database' }, { app: 'shop/maria', step: 'fill-database' }]

function manifest(connections: number): string {
  return `version: 1
defaults: { deploy: { drain: 0s, stop: 1s } }
projects:
  shop:
    apps:
      db: { template: postgres, with: { version: "15", maxConnections: ${String(connections)}, passwordVersion: ${String(password)} } }
      maria: { template: mariadb, with: { version: "10.11", passwordVersion: ${String(password)} } }
      web: { image: "mist-lab/web:1", port: 8080, env: { DB_URL: { from: db.url }, MARIA_URL: { from: maria.url } } }
`
}

let host: DataHost
let born: Readonly<Record<Dialect, string>>
let connections = 40
let password = 1

beforeAll(async () => {
  host = await openDataHost({ files: () => Promise.resolve({ 'mist.yaml': manifest(connections) }) })
  born = await host.births()
}, 600_000)

afterAll(() => host.close())

/** Another setting is another container of the database, stop-first. */
function commitAnother(): Promise<string> {
  connections += 1
  return host.stage.commit(manifest(connections), `${String(connections)} connections`)
}

async function expectAllRight(commit: string): Promise<void> {
  await host.stage.waitSynced(commit, { timeoutMs: 120_000 })
  await untilWritten(host.stage, host.ledgers)
  expect((await host.stage.containers()).map(({ app, state }) => `${app} ${state}`).toSorted()).toEqual(['mist/traefik running', 'shop/db running', 'shop/maria running', 'shop/web running'])
  expect([await host.ledgers.db.faults(), await host.ledgers.maria.faults()]).toEqual([[], []])
  expect(await host.births()).toEqual(born)
  expect(await host.stage.volumes()).toEqual([`${host.stage.instance}_shop_db_data`, `${host.stage.instance}_shop_maria_data`])
  expect(await host.ledgers.db.ask('show max_connections')).toBe(String(connections))
}

describe('a release of a database', () => {
  it('has the steps that are struck below', async () => {
    const mark = host.stage.mistd.mark()
    await expectAllRight(await commitAnother())
    const steps = stepsOf(eventsIn(host.stage.mistd.log(mark)), 'shop/db')
    expect(steps.toSorted()).toEqual(STEPS.toSorted())
  })

  it.each(STEPS)('is ended by the next start after a kill within %s', async (step) => {
    const mark = host.stage.mistd.mark()
    const commit = await commitAnother()
    await killWhen(host.stage, { mark, moment: (said) => hasBegun(said, { app: 'shop/db', step }) })
    await host.stage.mistd.start()
    await expectAllRight(commit)
  })
})

describe('a rotation of both passwords', () => {
  it.each(ROTATION)('is ended by the next start after a kill within $step of $app', async (moment) => {
    const mark = host.stage.mistd.mark()
    const before = await told()
    password += 1
    const commit = await host.stage.commit(manifest(connections), `Passwords ${String(password)}`)
    await killWhen(host.stage, { mark, moment: (said) => hasBegun(said, moment) })
    await host.stage.mistd.start()
    await expectAllRight(commit)
    expect((await told()).filter((url) => before.includes(url))).toEqual([])
    reconnect()
    await expectAllRight(commit)
  })
})

/** What `web` is told. */
async function told(): Promise<readonly string[]> {
  const { DB_URL = '', MARIA_URL = '' } = envOf(await host.stage.container('shop/web'))
  return [DB_URL, MARIA_URL]
}

/** A connection outlives the password that it was opened with; a new one needs the new one. */
function reconnect(): void {
  host.ledgers.db.reconnect()
  host.ledgers.maria.reconnect()
}
