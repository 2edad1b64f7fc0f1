/** Users, databases and extensions that git declares, inside of real servers: made when they are missing, never taken away, and asked for only when something changed. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dockerTries, labImage, type DockerOutcome } from '../lab/fixtures.js'
import type { Stage } from './stage.js'
import { openStage } from './stage.js'
import { askMaria, askPostgres } from './stage/ask-server.js'
import { envOf } from './stage/engine.js'

const IMAGE_TIMEOUT_MS = 900_000

interface Wishes {
  /** More of `with` of PostgreSQL. */
  readonly db?: string
  readonly maria?: string
  readonly more?: string
}

const DECLARED: Wishes = {
  db: 'databases: [reports], users: [reader, { name: writer, owns: reports }], extensions: [pg_trgm]',
  maria: 'databases: [my_reports], users: [{ name: writer, owns: my_reports }]',
}

function manifest({ db = '', maria = '', more = '' }: Wishes = {}): string {
  const also = (words: string): string => (words === '' ? '' : `, ${words}`)
  const lines = [
    `db: { template: postgres, with: { version: "15"${also(db)} } }`,
    `maria: { template: mariadb, with: { version: "10.11"${also(maria)} } }`,
    ...(more === '' ? [] : [more]),
  ]
  return `version: 1\ndefaults: { deploy: { drain: 1s } }\nprojects:\n  shop:\n    apps:\n${lines.map((line) => `      ${line}\n`).join('')}`
}

const USERS = 'web: { image: "mist-lab/web:1", port: 8080, env: { READER: { from: db.users.reader.url }, WRITER: { from: db.users.writer.url }, MARIA: { from: maria.users.writer.url } } }'

let stage: Stage

beforeAll(async () => {
  for (const name of ['postgres:15', 'mariadb:10.11']) await labImage(name)
  stage = await openStage()
  await stage.commit(manifest())
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), { timeoutMs: 180_000 })
}, IMAGE_TIMEOUT_MS)

afterAll(() => stage?.close())

async function toldToWeb(name: string): Promise<string> {
  return envOf(await stage.container('shop/web'))[name] ?? ''
}

async function asPostgres(url: string, sql: string): Promise<DockerOutcome> {
  return askPostgres(await stage.container('shop/db'), url, sql)
}

async function asAdmin(sql: string): Promise<string> {
  const { id } = await stage.container('shop/db')
  return (await dockerTries(['exec', id, 'psql', '-tA', '-U', 'app', '-d', 'app', '-c', sql])).stdout.trim()
}

async function asMaria(url: string, sql: string): Promise<DockerOutcome> {
  return askMaria(await stage.container('shop/maria'), url, sql)
}

/** How often something was put into a database. */
function fillings(): number {
  return stage.mistd.log().split('"event":"step-succeeded","step":"fill-database"').length - 1
}

describe('what is declared', () => {
  it('is made in the running servers, for the app that is told of it', async () => {
    const before = [await stage.container('shop/db'), await stage.container('shop/maria')].map(({ id }) => id)
    await stage.commit(manifest({ ...DECLARED, more: USERS }))
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), { timeoutMs: 120_000 })
    expect([await stage.container('shop/db'), await stage.container('shop/maria')].map(({ id }) => id)).toEqual(before)
    expect(await asPostgres(await toldToWeb('READER'), 'select current_user, current_database()')).toMatchObject({ code: 0, stdout: 'reader|app\n' })
    expect(await asPostgres(await toldToWeb('WRITER'), "create table facts (name text); insert into facts values ('first'); select current_user, current_database()")).toMatchObject({ code: 0, stdout: expect.stringContaining('writer|reports') as string })
    expect(await asAdmin("select count(*) from pg_extension where extname = 'pg_trgm'")).toBe('1')
    expect(await asMaria(await toldToWeb('MARIA'), "create table facts (name varchar(9)); insert into facts values ('first'); select database()")).toMatchObject({ code: 0, stdout: 'my_reports\n' })
    expect((await asMaria((await toldToWeb('MARIA')).replace('/my_reports', '/app'), 'select 1')).stderr).toMatch(/Access denied/)
  })

  it('is not asked for again while nothing changes', async () => {
    const before = fillings()
    const passes = (): number => stage.mistd.log().split('"event":"run-finished"').length
    const until = passes() + 4
    await stage.until('some passes went by', () => Promise.resolve(passes() >= until ? true : undefined))
    expect(fillings()).toBe(before)
    expect((await stage.mistctl('diff')).code).toBe(0)
  })

  it('is looked for once more without memory, and nothing is changed by that', async () => {
    const ids = [await stage.container('shop/db'), await stage.container('shop/maria'), await stage.container('shop/web')].map(({ id }) => id)
    await asAdmin('alter role reader connection limit 3')
    await stage.mistd.stop()
    for (const name of ['mist.db', 'mist.db-wal', 'mist.db-shm', 'state.db', 'state.db-wal', 'state.db-shm']) rmSync(join(stage.stateDir, name), { force: true })
    await stage.mistd.start()
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), { timeoutMs: 120_000 })
    expect([await stage.container('shop/db'), await stage.container('shop/maria'), await stage.container('shop/web')].map(({ id }) => id)).toEqual(ids)
    expect(await asPostgres(await toldToWeb('WRITER'), 'select name from facts')).toMatchObject({ code: 0, stdout: 'first\n' })
    expect(await asAdmin("select rolconnlimit from pg_roles where rolname = 'reader'")).toBe('3')
  })

  it('stays when git no longer says so', async () => {
    const url = await toldToWeb('WRITER')
    await stage.deploy(manifest({ db: 'databases: [reports], users: [reader, { name: writer, owns: reports }]', maria: DECLARED.maria ?? '', more: USERS }))
    expect(await asAdmin("select count(*) from pg_extension where extname = 'pg_trgm'")).toBe('1')
    await stage.deploy(manifest())
    expect(await asPostgres(url, 'select name from facts')).toMatchObject({ code: 0, stdout: 'first\n' })
    await stage.deploy(manifest({ ...DECLARED, more: USERS }), 'Declare it again')
    expect(await asPostgres(await toldToWeb('WRITER'), 'select name from facts')).toMatchObject({ code: 0, stdout: 'first\n' })
  })

  it('that the server refuses is told in its words, and the server stays up', async () => {
    const { id } = await stage.container('shop/db')
    await stage.commit(manifest({ ...DECLARED, db: 'databases: [reports], users: [reader, { name: writer, owns: reports }], extensions: [pg_trgm, no_such_thing]', more: USERS }))
    const told = await stage.until('status tells of it', async () => {
      const text = JSON.stringify(await stage.status())
      return text.includes('no_such_thing') && /could not open extension control file|is not available/.test(text) ? text : undefined
    })
    expect(told).not.toContain(new URL(await toldToWeb('READER')).password)
    expect((await stage.container('shop/db')).id).toBe(id)
    expect(await asPostgres(await toldToWeb('READER'), 'select 1')).toMatchObject({ code: 0 })
    await stage.deploy(manifest({ ...DECLARED, more: USERS }), 'Take it back')
  })
})
