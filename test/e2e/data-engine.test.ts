/**
 * dockerd is killed while a database on it is written to, at rest and in the middle of a release: containers end with it, Mist brings the database
 * back on its volume, and every row that a client saw committed is there.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { labImage, startOwnEngine, type OwnEngine } from '../lab/fixtures.js'
import { hasBegun } from './stage/blow.js'
import { birthOf, ledgerOf } from './stage/data-host.js'
import { externalProxy } from './stage/external-traefik.js'
import type { Ledger } from './stage/ledger.js'
import { eventsIn } from './stage/watch.js'
import { openStage, type Stage } from './stage.js'

const ROWS = 30
const AWAY = /cannot observe the engine/i
/** For the engine to come back, and for Mist to try again after a pause. */
const MENDING = { timeoutMs: 180_000 }

const manifest = (connections: number): string => `version: 1
defaults: { deploy: { drain: 0s, stop: 1s } }
projects:
  shop:
    apps:
      db: { template: postgres, with: { version: "15", maxConnections: ${String(connections)} } }
      web: { image: "mist-lab/web:1", type: service, port: 8080, env: { DB_URL: { from: db.url } } }
`

let engine: OwnEngine
let stage: Stage
let ledger: Ledger
let volume: string
let born: string

beforeAll(async () => {
  await labImage('postgres:15')
  engine = await startOwnEngine({ images: ['postgres:15', 'mist-lab/web:1'], containers: 'end' })
  stage = await openStage({
    engine,
    settings: ({ dir, ports }) => {
      mkdirSync(join(dir, 'dynamic'))
      return { proxy: externalProxy({ dir, ports }) }
    },
  })
  await stage.commit(manifest(40))
  await stage.mistd.start()
  await stage.until('both run', async () => (await stage.containers()).filter(({ state }) => state === 'running').length === 2, MENDING)
  volume = `${stage.instance}_shop_db_data`
  ledger = await ledgerOf(stage, 'db', engine)
  await untilWritten()
  born = await birthOf(volume, engine.docker)
}, 600_000)

afterAll(async () => {
  await ledger.close()
  await stage.close()
  await engine.close()
})

async function untilWritten(): Promise<void> {
  const before = ledger.count().committed.length
  await stage.until('the client writes', () => ledger.count().committed.length >= before + ROWS, MENDING)
}

async function restartEngine(): Promise<void> {
  await engine.end('SIGKILL')
  await stage.until('status says that the engine is away', async () => AWAY.test((await stage.status()).verdict ?? ''), MENDING)
  await engine.start()
}

async function expectAllRight(connections: number): Promise<void> {
  const commit = await stage.repo.git('rev-parse', 'HEAD')
  await stage.until('both apps are healthy', async () => {
    const { apps, revision, verdict } = await stage.status()
    return revision?.commit === commit && !AWAY.test(verdict ?? '') && apps.length === 2 && apps.every(({ sync, health }) => sync === 'Synced' && health === 'Healthy')
  }, MENDING)
  await untilWritten()
  expect(await ledger.faults()).toEqual([])
  expect(await ledger.ask('show max_connections')).toBe(String(connections))
  expect((await stage.containers()).map(({ app, state }) => `${app} ${state}`).toSorted()).toEqual(['shop/db running', 'shop/web running'])
  expect([await birthOf(volume, engine.docker), (await engine.docker('volume', 'ls', '--quiet')).trim()]).toEqual([born, volume])
}

describe('an engine that is killed under write load', () => {
  it('loses no committed row, and the next pass starts the database again', async () => {
    await restartEngine()
    await expectAllRight(40)
  })

  it.each(['stop-container', 'start-container'])('loses none in the middle of a release of the database, at its %s', async (step) => {
    const mark = stage.mistd.mark()
    const connections = step === 'stop-container' ? 41 : 42
    await stage.commit(manifest(connections), `${String(connections)} connections`)
    await stage.until(`${step} has begun`, () => hasBegun(eventsIn(stage.mistd.log(mark)), { app: 'shop/db', step }), { ...MENDING, everyMs: 2 })
    await restartEngine()
    await expectAllRight(connections)
  })
})
