/** Passwords of databases change inside of real servers, with their data and for exactly those who use them, from whatever point. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, dockerTries, labImage, type DockerOutcome } from '../lab/fixtures.js'
import { filesBelow } from '../support/paths-below.js'
import type { Stage } from './stage.js'
import { openStage } from './stage.js'
import { askMaria, askPostgres } from './stage/ask-server.js'
import { envOf } from './stage/engine.js'
import { readOrNothing } from './stage/files.js'

const IMAGE_TIMEOUT_MS = 900_000

interface Versions {
  /** Or the secret that holds it. */
  readonly db?: number | 'secret'
  readonly maria?: number
  readonly cache?: number
}

function manifest({ db = 1, maria = 1, cache = 1 }: Versions = {}): string {
  const version = (number: number | 'secret'): string => (number === 1 ? '' : number === 'secret' ? ', password: { secret: DB_PASSWORD }' : `, passwordVersion: ${String(number)}`)
  const lines = [
    `db: { template: postgres, with: { version: "15"${version(db)} } }`,
    `maria: { template: mariadb, with: { version: "10.11"${version(maria)} } }`,
    `cache: { template: redis, with: { maxmemory: 32m${version(cache)} } }`,
    'web: { image: "mist-lab/web:1", port: 8080, env: { DATABASE_URL: { from: db.url } } }',
    'shop: { image: "mist-lab/web:1", port: 8080, env: { MARIA_URL: { from: maria.url }, CACHE_URL: { from: cache.url } } }',
    'bystander: { image: "mist-lab/web:2", port: 8080, env: { DB_HOST: { from: db.host } } }',
  ]
  return `version: 1\ndefaults: { deploy: { drain: 1s } }\nprojects:\n  shop:\n    apps:\n${lines.map((line) => `      ${line}\n`).join('')}`
}

let stage: Stage
/** The file with the secret. */
let held = ''

beforeAll(async () => {
  for (const name of ['postgres:15', 'mariadb:10.11']) await labImage(name)
  stage = await openStage({
    settings: ({ dir }) => {
      mkdirSync(join(dir, 'held'), { mode: 0o700 })
      held = join(dir, 'held', 'DB_PASSWORD')
      return { secrets: { directory: join(dir, 'held') }, drift: { interval: '2s' } }
    },
  })
  await stage.commit(manifest())
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), { timeoutMs: 180_000 })
}, IMAGE_TIMEOUT_MS)

afterAll(() => stage?.close())

async function toldTo(app: string, name: string): Promise<string> {
  return envOf(await stage.container(app))[name] ?? ''
}

/** From within the network of the project, by exactly what the app was told. */
async function asPostgres(url: string, sql: string): Promise<DockerOutcome> {
  return askPostgres(await stage.container('shop/db'), url, sql)
}

async function asMaria(url: string, sql: string): Promise<DockerOutcome> {
  return askMaria(await stage.container('shop/maria'), url, sql)
}

async function asRedis(address: string, ...words: readonly string[]): Promise<string> {
  const { id } = await stage.container('shop/cache')
  return (await dockerTries(['exec', '--env', 'REDISCLI_AUTH=', id, 'redis-cli', '-u', address, ...words])).stdout
}

async function idsOf(...apps: readonly string[]): Promise<readonly string[]> {
  return Promise.all(apps.map(async (app) => (await stage.container(app)).id))
}

describe('another password version', () => {
  it('changes the password of PostgreSQL, and restarts exactly those who use it', async () => {
    const old = await toldTo('shop/web', 'DATABASE_URL')
    expect((await asPostgres(old, "create table orders (name text); insert into orders values ('first')")).code).toBe(0)
    const [others, users] = [await idsOf('shop/maria', 'shop/cache', 'shop/shop', 'shop/bystander'), await idsOf('shop/db', 'shop/web')]
    await stage.deploy(manifest({ db: 2 }))
    const now = await toldTo('shop/web', 'DATABASE_URL')
    expect(now).not.toBe(old)
    expect(await asPostgres(now, 'select name from orders')).toMatchObject({ code: 0, stdout: 'first\n' })
    expect((await asPostgres(old, 'select 1')).stderr).toMatch(/password authentication failed/)
    expect(await idsOf('shop/maria', 'shop/cache', 'shop/shop', 'shop/bystander')).toEqual(others)
    const after = await idsOf('shop/db', 'shop/web')
    expect(after[0]).not.toBe(users[0])
    expect(after[1]).not.toBe(users[1])
  })

  it('changes both passwords of MariaDB, that of its root as well', async () => {
    const [old, root] = [await toldTo('shop/shop', 'MARIA_URL'), await toldTo('shop/maria', 'MARIADB_ROOT_PASSWORD')]
    expect(await asMaria(old, "create table orders (name varchar(9)); insert into orders values ('first')")).toMatchObject({ code: 0 })
    await stage.deploy(manifest({ db: 2, maria: 2 }))
    const now = await toldTo('shop/shop', 'MARIA_URL')
    expect(await asMaria(now, 'select name from orders')).toMatchObject({ code: 0, stdout: 'first\n' })
    expect((await asMaria(old, 'select 1')).stderr).toMatch(/Access denied/)
    const { id } = await stage.container('shop/maria')
    const asRoot = (password: string): Promise<string> => docker('exec', id, 'mariadb', '-N', '--user=root', `--password=${password}`, '-e', 'select 1')
    expect(await asRoot(await toldTo('shop/maria', 'MARIADB_ROOT_PASSWORD'))).toBe('1')
    await expect(asRoot(root)).rejects.toThrow(/Access denied/)
  })

  it('changes that of Redis, which learns it with its start', async () => {
    const old = await toldTo('shop/shop', 'CACHE_URL')
    expect(await asRedis(old, 'set', 'a', 'b')).toBe('OK\n')
    await stage.deploy(manifest({ db: 2, maria: 2, cache: 2 }))
    const now = await toldTo('shop/shop', 'CACHE_URL')
    expect(await asRedis(now, 'get', 'a')).toBe('b\n')
    expect(await asRedis(old, 'get', 'a')).toMatch(/NOAUTH|WRONGPASS/)
    const { id } = await stage.container('shop/cache')
    expect((await docker('exec', '--env', 'REDISCLI_AUTH=', id, 'redis-cli', 'get', 'a')).trim()).toMatch(/NOAUTH/)
  })

  it('is picked up from any point', async () => {
    const old = await toldTo('shop/web', 'DATABASE_URL')
    const begun = (): number => stage.mistd.log().split('"step":"fill-database"').length
    const before = begun()
    await stage.commit(manifest({ db: 3, maria: 3, cache: 2 }))
    await stage.until('the work has begun', () => Promise.resolve(begun() > before ? true : undefined))
    await stage.mistd.kill9()
    await stage.mistd.start()
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), { timeoutMs: 180_000 })
    const [now, maria] = [await toldTo('shop/web', 'DATABASE_URL'), await toldTo('shop/shop', 'MARIA_URL')]
    expect(now).not.toBe(old)
    expect(await asPostgres(now, 'select name from orders')).toMatchObject({ code: 0, stdout: 'first\n' })
    expect(await asMaria(maria, 'select name from orders')).toMatchObject({ code: 0, stdout: 'first\n' })
  })

  it('goes back as well', async () => {
    await stage.deploy(manifest(), 'Go back to the first passwords')
    expect(await asPostgres(await toldTo('shop/web', 'DATABASE_URL'), 'select name from orders')).toMatchObject({ code: 0, stdout: 'first\n' })
    expect(await asMaria(await toldTo('shop/shop', 'MARIA_URL'), 'select name from orders')).toMatchObject({ code: 0, stdout: 'first\n' })
    expect(await asRedis(await toldTo('shop/shop', 'CACHE_URL'), 'get', 'a')).toBe('b\n')
  })
})

describe('a password by secret', () => {
  const CHOSEN = ['chosen-by-hand-1', 'chosen-by-hand-2'] as const

  it('takes the place of a derived one, and changes with its secret', async () => {
    const old = await toldTo('shop/web', 'DATABASE_URL')
    writeFileSync(held, `${CHOSEN[0]}\n`, { mode: 0o600 })
    await stage.deploy(manifest({ db: 'secret' }))
    const first = await toldTo('shop/web', 'DATABASE_URL')
    expect(new URL(first).password).toBe(CHOSEN[0])
    expect(await asPostgres(first, 'select name from orders')).toMatchObject({ code: 0, stdout: 'first\n' })
    expect((await asPostgres(old, 'select 1')).stderr).toMatch(/password authentication failed/)
    const others = await idsOf('shop/maria', 'shop/cache', 'shop/shop', 'shop/bystander')
    writeFileSync(held, `${CHOSEN[1]}\n`, { mode: 0o600 })
    const now = await stage.until('the app was told of the new one', async () => {
      const url = await toldTo('shop/web', 'DATABASE_URL')
      return new URL(url).password === CHOSEN[1] ? url : undefined
    })
    expect(await asPostgres(now, 'select name from orders')).toMatchObject({ code: 0, stdout: 'first\n' })
    expect((await asPostgres(first, 'select 1')).stderr).toMatch(/password authentication failed/)
    expect(await idsOf('shop/maria', 'shop/cache', 'shop/shop', 'shop/bystander')).toEqual(others)
    expect(stage.mistd.log()).not.toMatch(/chosen-by-hand/)
    await stage.deploy(manifest(), 'Go back to a derived one')
    expect(await asPostgres(await toldTo('shop/web', 'DATABASE_URL'), 'select name from orders')).toMatchObject({ code: 0, stdout: 'first\n' })
  })
})

describe('a Redis that ran without a password', () => {
  it('gets one, and keeps its keys', async () => {
    const [{ id, name, inspect }, shop] = [await stage.container('shop/cache'), await toldTo('shop/shop', 'CACHE_URL')]
    await stage.mistd.stop()
    await docker('rm', '--force', id)
    // As a template without passwords made it: the labels are its own but for the fingerprint, which was of another spec.
    const labels = Object.entries({ ...inspect.Config.Labels, 'mist.fingerprint': (inspect.Config.Labels['mist.fingerprint'] ?? '').replaceAll(/[0-9a-f](?=[0-9a-f]*$)/g, '0'), 'mist.hidden': '' })
    const volume = inspect.Mounts.find(({ Type }) => Type === 'volume')?.Name ?? ''
    const network = Object.keys(inspect.NetworkSettings.Networks)[0] ?? ''
    await docker('run', '--detach', '--name', name, ...labels.flatMap(([key, value]) => ['--label', `${key}=${value}`]), '--network', network, '--network-alias', 'cache', '--volume', `${volume}:/data`,
      'redis:7', 'redis-server', '--appendonly', 'yes')
    const open = (...words: readonly string[]): Promise<DockerOutcome> => dockerTries(['exec', name, 'redis-cli', ...words])
    await stage.until('it answers everybody', async () => (await open('get', 'a')).stdout === 'b\n')
    for (const key of ['one', 'two', 'three']) expect((await open('set', key, `of ${key}`)).stdout).toBe('OK\n')
    await stage.mistd.start()
    await stage.until('it has a password', async () => (await stage.containers()).some((one) => one.app === 'shop/cache' && one.id !== id && 'REDISCLI_AUTH' in envOf(one) && one.state === 'running'))
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect(await toldTo('shop/shop', 'CACHE_URL')).toBe(shop)
    for (const key of ['one', 'two', 'three']) expect(await asRedis(shop, 'get', key)).toBe(`of ${key}\n`)
    expect(await asRedis(shop, 'get', 'a')).toBe('b\n')
    const now = await stage.container('shop/cache')
    expect((await docker('exec', '--env', 'REDISCLI_AUTH=', now.id, 'redis-cli', 'get', 'one')).trim()).toMatch(/NOAUTH/)
    expect(now.inspect.Mounts.filter(({ Type }) => Type === 'volume').map(({ Name }) => Name)).toEqual([volume])
  })
})

function textsBelow(folder: string): string {
  return filesBelow(folder).filter((path) => !dirname(path).endsWith('/files')).map(readOrNothing).join('\n')
}

describe('a password', () => {
  it('is in no argument, log, label, event or store', async () => {
    const passwords = [await toldTo('shop/db', 'POSTGRES_PASSWORD'), await toldTo('shop/maria', 'MARIADB_PASSWORD'), await toldTo('shop/maria', 'MARIADB_ROOT_PASSWORD'), await toldTo('shop/cache', 'REDISCLI_AUTH')]
    for (const password of passwords) expect(password).toMatch(/^[A-Za-z0-9_-]{32}$/)
    const live = (await stage.containers()).filter(({ app }) => ['shop/db', 'shop/maria', 'shop/cache', 'shop/web', 'shop/shop'].includes(app))
    const shown = [
      stage.mistd.log(), textsBelow(stage.stateDir),
      JSON.stringify(live.map(({ inspect }) => [inspect.Config.Labels, inspect.Config.Cmd, inspect.Name])),
      ...(await Promise.all(live.map(({ id }) => docker('top', id)))),
      ...(await Promise.all(live.map(({ id }) => dockerTries(['logs', id]).then(({ stdout, stderr }) => stdout + stderr)))),
      ...(await Promise.all([['events', '-o', 'json'], ['status', '-o', 'json'], ['history', '-o', 'json'], ['diff', '-o', 'json']].map((args) => stage.mistctl(...args)))).map(({ stdout, stderr }) => stdout + stderr),
    ]
    expect(shown.join('\n').length).toBeGreaterThan(10_000)
    for (const password of passwords) expect(shown.some((text) => text.includes(password))).toBe(false)
  })
})
