/**
 * PostgreSQL 15 → 17 on real servers: refused in place, moved over by a backup into a new generation, and back again to the old one. Killed
 * on the way, the old server serves as before.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, labImage } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'

const IMAGE_TIMEOUT_MS = 900_000

let stage: Stage
let shelf: string
let base: string

beforeAll(async () => {
  for (const name of ['postgres:15', 'postgres:17']) await labImage(name)
  stage = await openStage({
    settings: ({ dir }) => {
      shelf = join(dir, 'backups')
      mkdirSync(shelf, { mode: 0o700 })
      return { grants: { backups: [shelf] } }
    },
  })
  base = `${stage.instance}_shop_db_data`
  await stage.commit(manifest('15'))
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
  await sql('create role reader login')
  await sql('create extension pg_trgm')
  await sql('create table orders (id serial primary key, name text)')
  await sql("insert into orders (name) select 'order ' || n from generate_series(1, 5000) n; grant select on orders to reader")
}, IMAGE_TIMEOUT_MS)

afterAll(() => stage.close())

function manifest(version: string): string {
  return `version: 1\nstorage: { shelf: { path: ${shelf} } }\nprojects:\n  shop:\n    apps:\n      db: { template: postgres, with: { version: "${version}", database: shop }, backup: { to: shelf, schedule: "0 3 1 1 *" } }\n`
}

async function sql(text: string): Promise<string> {
  const { id } = await stage.container('shop/db')
  return (await docker('exec', id, 'psql', '-tA', '-v', 'ON_ERROR_STOP=1', '-U', 'app', '-d', 'shop', '-c', text)).trim()
}

/** All that a person would miss. */
async function contents(): Promise<readonly string[]> {
  const questions = [
    "select count(*) || ' ' || md5(string_agg(id || name, ',' order by id)) from orders",
    "select string_agg(rolname, ',' order by rolname) from pg_roles where rolname !~ '^pg_'",
    "select string_agg(extname, ',' order by extname) from pg_extension",
    "select has_table_privilege('reader', 'orders', 'select')",
    "select nextval('orders_id_seq') > 5000",
  ]
  const told: string[] = []
  for (const question of questions) told.push(await sql(question))
  return told
}

const version = (): Promise<string> => sql('show server_version_num')
const restore = ['backup', 'restore', 'shop/db', '--confirm', 'shop/db'] as const

describe('a major version', () => {
  let before: readonly string[]

  it('is not opened in place: the server goes on and the plan says why', async () => {
    before = await contents()
    const { id } = await stage.container('shop/db')
    await stage.commit(manifest('17'), 'Ask for 17')
    const blocked = await stage.until('the version is refused', async () => (await stage.status()).blocked.find(({ reason }) => reason === 'data-unfit'))
    expect(blocked.message).toContain('mistctl backup restore shop/db')
    expect([(await stage.container('shop/db')).id, (await version()).slice(0, 2)]).toEqual([id, '15'])
  })

  it('leaves the old server serving when whoever moves the data is killed, and nothing is left of it', async () => {
    expect(await stage.mistctl('backup', 'now', 'shop/db')).toMatchObject({ code: 0 })
    const { id } = await stage.container('shop/db')
    const moving = stage.begin(...restore)
    await stage.until('the new volume is there', async () => (await stage.volumes()).includes(`${base}.g2`))
    moving.kill('SIGKILL')
    await moving.ended
    await stage.until('the unfinished volume is gone', async () => {
      await stage.mistctl('backup', 'ls')
      return !(await stage.volumes()).includes(`${base}.g2`)
    })
    expect([(await stage.container('shop/db')).id, (await version()).slice(0, 2), await contents()]).toEqual([id, '15', before])
  })

  it('is reached by a backup that is restored into a new volume, with all that was there', async () => {
    const { code, stderr } = await stage.mistctl(...restore)
    expect([code, code === 0 ? '' : stderr]).toEqual([0, ''])
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect([(await version()).slice(0, 2), await contents()]).toEqual(['17', before])
    expect((await stage.mistctl('volume', 'ls')).stdout).toMatch(new RegExp(`${base} +shop/db +kept: the data moved on to ${base}.g2`))
  })

  it('is left again by the commit and the volume together, and by neither alone', async () => {
    await sql("insert into orders (name) values ('of 17')")
    await stage.commit(manifest('15'), 'Back to 15')
    await stage.until('the older version is refused', async () => (await stage.status()).blocked.some(({ reason }) => reason === 'data-unfit'))
    expect((await version()).slice(0, 2)).toBe('17')
    expect((await stage.mistctl('volume', 'use', base, '--yes')).code).toBe(0)
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect([(await version()).slice(0, 2), await contents()]).toEqual(['15', before])
  })
})
