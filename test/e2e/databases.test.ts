/** Databases from templates on real servers: reached by what other apps are told, kept through every change, and never opened by what would spoil them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, labImage } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'
import { envOf } from './stage/engine.js'
import { bytesBelow } from './stage/files.js'

const IMAGE_TIMEOUT_MS = 900_000

interface Wishes {
  readonly db?: string
  readonly more?: string
}

/** `db` is what the manifest says of the PostgreSQL database; empty for nothing at all. */
function manifest({ db = '{ template: postgres, with: { version: "15", database: shop } }', more = '' }: Wishes = {}): string {
  const lines = [
    ...(db === '' ? [] : [`db: ${db}`]),
    'maria: { template: mariadb, with: { version: "10.11" } }',
    'cache: { template: redis, with: { maxmemory: 32m } }',
    `web: { image: "mist-lab/web:1", port: 8080, env: { ${db === '' ? '' : 'DATABASE_URL: { from: db.url }, '}MARIA_URL: { from: maria.url }, CACHE_URL: { from: cache.url } } }`,
    'bystander: { image: "mist-lab/web:2", port: 8080, env: { DB_HOST: { from: cache.host } } }',
    ...(more === '' ? [] : [more]),
  ]
  return `version: 1\ndefaults: { deploy: { drain: 1s } }\nprojects:\n  shop:\n    apps:\n${lines.map((line) => `      ${line}\n`).join('')}`
}

let stage: Stage

beforeAll(async () => {
  for (const name of ['postgres:15', 'postgres:17', 'mariadb:10.11']) await labImage(name)
  stage = await openStage()
  await stage.commit(manifest())
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), { timeoutMs: 180_000 })
}, IMAGE_TIMEOUT_MS)

afterAll(() => stage.close())

async function urlIn(name: string): Promise<string> {
  return envOf(await stage.container('shop/web'))[name] ?? ''
}

/** Asked from within the network of the project, by exactly what the app was told. */
async function sql(text: string): Promise<string> {
  const { id } = await stage.container('shop/db')
  return docker('exec', id, 'psql', '-tA', '-v', 'ON_ERROR_STOP=1', await urlIn('DATABASE_URL'), '-c', text)
}

async function mariaSql(text: string): Promise<string> {
  const { id } = await stage.container('shop/maria')
  const url = new URL(await urlIn('MARIA_URL'))
  return docker('exec', id, 'mariadb', '-N', `--host=${url.hostname}`, `--port=${url.port}`, `--user=${url.username}`, `--password=${url.password}`, url.pathname.slice(1), '-e', text)
}

/** What the server drew when its data was first made. */
async function identityOfData(): Promise<string> {
  return sql('select system_identifier from pg_control_system()')
}

async function rows(): Promise<readonly string[]> {
  return (await sql('select name from orders order by id')).split('\n').filter((line) => line !== '')
}

describe('an app', () => {
  it('reaches its databases by what it was told', async () => {
    await sql("create table orders (id serial primary key, name text); insert into orders (name) values ('first')")
    expect(await rows()).toEqual(['first'])
    await mariaSql("create table orders (name varchar(20)); insert into orders values ('first')")
    expect((await mariaSql('select name from orders')).trim()).toBe('first')
    const cache = await stage.container('shop/cache')
    expect((await docker('exec', cache.id, 'redis-cli', '-u', await urlIn('CACHE_URL'), 'set', 'a', 'b')).trim()).toBe('OK')
    expect((await docker('exec', cache.id, 'redis-cli', 'config', 'get', 'maxmemory')).split('\n')).toContain(String(32 * 1000 ** 2))
  })

  it('starts once its databases are healthy', async () => {
    const [web, db] = [await stage.container('shop/web'), await stage.container('shop/db')]
    const { Log } = JSON.parse(await docker('inspect', '--format', '{{json .State.Health}}', db.id)) as { readonly Log: readonly { readonly End: string; readonly ExitCode: number }[] }
    const healthy = Log.find(({ ExitCode }) => ExitCode === 0)
    expect(Date.parse(web.startedAt)).toBeGreaterThan(Math.min(Date.parse(healthy?.End ?? ''), Date.parse(web.startedAt) - 1))
    expect(Date.parse(web.startedAt)).toBeGreaterThan(Date.parse(db.startedAt))
  })

  it('cannot connect with another password', async () => {
    const url = new URL(await urlIn('DATABASE_URL'))
    url.password = 'postgres'
    const { id } = await stage.container('shop/db')
    await expect(docker('exec', id, 'psql', '-tA', url.href, '-c', 'select 1')).rejects.toThrow(/password authentication failed/)
  })
})

describe('the data of a database', () => {
  it('stays through a limit, which changes in place', async () => {
    const before = await stage.container('shop/db')
    await stage.deploy(manifest({ db: '{ template: postgres, with: { version: "15", database: shop }, limits: { memory: 300m } }' }))
    const after = await stage.container('shop/db')
    expect(after.id).toBe(before.id)
    expect(after.inspect.HostConfig.Memory).toBe(300 * 1024 ** 2)
    expect(await rows()).toEqual(['first'])
  })

  it('stays through a new container, and nobody else is started again', async () => {
    const volume = await identityOfData()
    const [before, web] = [await stage.container('shop/db'), await stage.container('shop/web')]
    await stage.deploy(manifest({ db: '{ template: postgres, with: { version: "15", database: shop, maxConnections: 42 } }' }))
    expect((await stage.container('shop/db')).id).not.toBe(before.id)
    expect((await stage.container('shop/web')).id).toBe(web.id)
    expect((await sql('show max_connections')).trim()).toBe('42')
    await sql("insert into orders (name) values ('second')")
    expect(await rows()).toEqual(['first', 'second'])
    expect(await identityOfData()).toBe(volume)
  })

  it('stays when its line goes, and is there when it comes back', async () => {
    const volume = await identityOfData()
    await stage.deploy(manifest({ db: '' }))
    expect((await stage.containers()).map(({ app }) => app)).not.toContain('shop/db')
    await stage.deploy(manifest(), 'Bring it back')
    expect(await identityOfData()).toBe(volume)
    expect(await rows()).toEqual(['first', 'second'])
  })
})

/** Nothing of these apps is touched, and status says why. */
async function untilRefused(apps: readonly string[], words: RegExp): Promise<void> {
  const commit = await stage.repo.git('rev-parse', 'HEAD')
  await stage.until('the commit is refused in part', async () => {
    const report = await stage.status()
    return report.revision?.commit === commit && apps.every((app) => JSON.stringify(report.apps.find((one) => `${one.project}/${one.app}` === app)).match(words))
  })
}

describe('a database is not touched', () => {
  it('by a version that cannot open its data', async () => {
    const before = await stage.container('shop/db')
    await stage.commit(manifest({ db: '{ template: postgres, with: { version: "17", database: shop } }', more: 'late: { image: "mist-lab/web:3", port: 8080 }' }))
    await untilRefused(['shop/db'], /holds data of postgres 15, which 17 cannot open/)
    await stage.until('the rest of the commit is there', async () => (await stage.containers()).some(({ app, state }) => app === 'shop/late' && state === 'running'))
    expect(await stage.container('shop/db')).toMatchObject({ id: before.id, startedAt: before.startedAt })
    const diff = await stage.mistctl('diff')
    expect(diff.stdout).toMatch(/holds data of postgres 15, which 17 cannot open/)
    await stage.deploy(manifest(), 'Go back')
    expect(await rows()).toEqual(['first', 'second'])
  })

  it('by another user, which would not be there', async () => {
    const before = [await stage.container('shop/db'), await stage.container('shop/web')].map(({ id }) => id)
    await stage.commit(manifest({ db: '{ template: postgres, with: { version: "15", database: shop, user: other } }' }))
    await untilRefused(['shop/db', 'shop/web'], /counts only when the data is first made/)
    expect([await stage.container('shop/db'), await stage.container('shop/web')].map(({ id }) => id)).toEqual(before)
    await stage.deploy(manifest(), 'Go back to the user')
  })

  it('with another instance key, and neither is who uses it', async () => {
    const file = join(stage.stateDir, 'instance.key')
    const key = readFileSync(file)
    const before = [await stage.container('shop/db'), await stage.container('shop/web')].map(({ id }) => id)
    await stage.mistd.stop()
    writeFileSync(file, key.map((byte) => byte ^ 1))
    await stage.mistd.start()
    await untilRefused(['shop/db', 'shop/web'], /bring back the instance.key/)
    expect([await stage.container('shop/db'), await stage.container('shop/web')].map(({ id }) => id)).toEqual(before)
    await stage.mistd.stop()
    writeFileSync(file, key)
    await stage.mistd.start()
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect([await stage.container('shop/db'), await stage.container('shop/web')].map(({ id }) => id)).toEqual(before)
  })
})

describe('a password', () => {
  it('stands in the env of those who need it, and nowhere else', async () => {
    const db = await stage.container('shop/db')
    const maria = envOf(await stage.container('shop/maria'))
    const passwords = [envOf(db)['POSTGRES_PASSWORD'] ?? '', maria['MARIADB_PASSWORD'] ?? '', maria['MARIADB_ROOT_PASSWORD'] ?? '']
    for (const password of passwords) expect(password).toMatch(/^[A-Za-z0-9_-]{32}$/)
    // A change of it would be shown: a hand that set another password by hand, and a container that is to be made.
    await stage.mistctl('suspend')
    await docker('rm', '--force', db.id)
    const shown = [
      ...(await Promise.all([['diff'], ['diff', '-o', 'json'], ['render'], ['render', '-o', 'json'], ['status', '-o', 'json'], ['history', '-o', 'json'], ['events', '-o', 'json']].map((args) => stage.mistctl(...args)))).map(({ stdout, stderr }) => stdout + stderr),
      ...(await Promise.all(['/api/v1/status', '/api/v1/diff', '/api/v1/runs', '/', '/apps/shop/db', '/metrics'].map((path) => stage.api(path)))).map(({ body }) => body),
      stage.mistd.log(), bytesBelow(stage.stateDir),
      JSON.stringify((await stage.containers()).map(({ inspect }) => [inspect.Config.Labels, inspect.Config.Cmd, inspect.Name])),
      await docker('volume', 'inspect', ...(await stage.volumes())),
    ]
    await stage.mistctl('resume')
    expect(shown.join('\n').length).toBeGreaterThan(10_000)
    for (const password of passwords) expect(shown.some((text) => text.includes(password))).toBe(false)
    await stage.until('the database is back', async () => (await stage.containers()).some(({ app, state }) => app === 'shop/db' && state === 'running'))
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect(await rows()).toEqual(['first', 'second'])
  })
})
