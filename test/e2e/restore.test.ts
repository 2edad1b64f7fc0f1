/** Backups brought back on real servers: proven by drills that fail loudly when something is wrong, to the live one with everything kept, and to a new name. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BackupManifest } from '../../src/model/backup.js'
import { docker, labImage } from '../lab/fixtures.js'
import type { ProgramOutcome } from './stage/program.js'
import { openStage, type Stage } from './stage.js'

const IMAGE_TIMEOUT_MS = 900_000
const KEYS = ['shop/db', 'shop/maria', 'shop/cache', 'shop/worker:uploads'] as const
const BACKUP = 'backup: { schedule: "0 3 1 1 *", to: disk, keep: { last: 9 } }'

let stage: Stage
let folder: string

function manifest(more = ''): string {
  return `version: 1
storage: { disk: { path: "${folder}" } }
defaults: { deploy: { drain: 1s } }
projects:
  shop:
    apps:
      db: { template: postgres, with: { version: "15", database: shop }, ${BACKUP} }
      maria: { template: mariadb, with: { version: "10.11" }, ${BACKUP} }
      cache: { template: redis, ${BACKUP} }
      worker: { image: "mist-lab/web:1", port: 8080, volumes: [{ name: uploads, path: /uploads, ${BACKUP} }] }
${more}`
}

beforeAll(async () => {
  for (const name of ['postgres:15', 'mariadb:10.11']) await labImage(name)
  stage = await openStage({
    settings: ({ dir }) => {
      folder = join(dir, 'backups')
      mkdirSync(folder)
      return { grants: { backups: [folder] } }
    },
  })
  await stage.commit(manifest())
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), { timeoutMs: 240_000 })
  await sql("create table orders (id serial primary key, name text); insert into orders (name) values ('first'), ('second')")
  await sql('create role mallory login; create role settled login; alter role settled set search_path = shop, "Mixed Case", public')
  // Any role may set itself a list that holds other statements, if it does without spaces.
  await sql("set role mallory; select set_config('search_path', 'a;alter/**/role/**/mallory/**/superuser', false); alter role mallory set search_path from current")
  await mariaSql("create table orders (name varchar(20)); insert into orders values ('first')")
  await redis('set', 'a', 'b')
  await copyIn('hello.txt', 'hello')
  for (const key of KEYS) {
    const outcome = await stage.mistctl('backup', 'now', key)
    expect([outcome.code, said(outcome)]).toEqual([0, expect.stringContaining('Backed up')])
  }
  // One that mistd had begun by then would be the newest in the middle of a test.
  await stage.until('mistd has nothing to back up', async () => {
    const known = (await stage.status()).apps.flatMap(({ backups = [] }) => backups)
    return known.length === KEYS.length && known.every(({ state }) => state === 'good')
  })
}, IMAGE_TIMEOUT_MS)

afterAll(() => stage.close())

async function env(app: string, name: string): Promise<string> {
  const { inspect } = await stage.container(app)
  return (inspect.Config.Env ?? []).find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
}

/** By TCP, so that the password counts. */
async function sql(text: string, app = 'shop/db'): Promise<string> {
  const { id } = await stage.container(app)
  return (await docker('exec', '-e', `PGPASSWORD=${await env(app, 'POSTGRES_PASSWORD')}`, id, 'psql', '-h', '127.0.0.1', '-tA', '-v', 'ON_ERROR_STOP=1', '-U', 'app', '-d', 'shop', '-c', text)).trim()
}

async function mariaSql(text: string): Promise<string> {
  const { id } = await stage.container('shop/maria')
  return (await docker('exec', '-e', `MYSQL_PWD=${await env('shop/maria', 'MARIADB_PASSWORD')}`, id, 'mariadb', '-N', '--host=127.0.0.1', '--user=app', 'app', '-e', text)).trim()
}

async function redis(...words: readonly string[]): Promise<string> {
  const { id } = await stage.container('shop/cache')
  return (await docker('exec', id, 'redis-cli', ...words)).trim()
}

async function copyIn(name: string, text: string): Promise<void> {
  const path = join(stage.dir, name)
  writeFileSync(path, text)
  await docker('cp', path, `${(await stage.container('shop/worker')).id}:/uploads/${name}`)
}

async function copyOut(name: string): Promise<string> {
  const path = join(stage.dir, `out-${name}`)
  await docker('cp', `${(await stage.container('shop/worker')).id}:/uploads/${name}`, path)
  return readFileSync(path, 'utf8')
}

/** The folder of the newest backup of a key, which is the one that is taken when none is named. */
function backupOf(below: string): string {
  return join(folder, stage.instance, below, idsIn(below).at(-1) ?? '')
}

/** What has no manifest is no backup yet. */
function idsIn(below: string): readonly string[] {
  const root = join(folder, stage.instance, below)
  return readdirSync(root).filter((id) => existsSync(join(root, id, 'manifest.json'))).toSorted()
}

function manifestIn(place: string): BackupManifest {
  return JSON.parse(readFileSync(join(place, 'manifest.json'), 'utf8')) as BackupManifest
}

/** The id of the backup that was made by hand; mistd makes its first one whenever it comes to it. */
function askedFor(below: string): string {
  return idsIn(below).find((id) => manifestIn(join(folder, stage.instance, below, id)).reason === 'person') ?? ''
}

function said({ stdout, stderr }: ProgramOutcome): string {
  return `${stdout}${stderr}`
}

async function volumeOf(app: string): Promise<string> {
  const { inspect } = await stage.container(app)
  return (inspect.Mounts ?? []).map((mount) => mount.Name ?? '').join()
}

/** What whoever may write into the storage can do: a dump of their own as the last part, and a manifest with its sums. */
function forge(object: string, place: string): () => void {
  const path = join(place, 'manifest.json')
  const [bytes, text] = [readFileSync(object), readFileSync(path, 'utf8')]
  const plain = Buffer.from('\\! touch /tmp/forged\n')
  const own = gzipSync(plain)
  const sha256 = (of: Buffer): string => createHash('sha256').update(of).digest('hex')
  const { parts, ...rest } = manifestIn(place)
  const forged = parts.map((part) => (object.endsWith(`/${part.object}`) ? { ...part, bytes: own.length, sha256: sha256(own), plainBytes: plain.length, plainSha256: sha256(plain) } : part))
  writeFileSync(object, own)
  writeFileSync(path, JSON.stringify({ ...rest, parts: forged }))
  return () => {
    writeFileSync(object, bytes)
    writeFileSync(path, text)
  }
}

async function scratch(): Promise<string> {
  return (await docker('ps', '-aq', '--filter', `label=mist.instance=${stage.instance}`, '--filter', 'label=mist.scratch')).trim()
}

describe('a drill', () => {
  it.each(KEYS)('proves the backup of %s and leaves nothing behind', async (key) => {
    const outcome = await stage.mistctl('backup', 'verify', key)
    expect([outcome.code, said(outcome)]).toEqual([0, expect.stringContaining('every checksum is right')])
    expect([await scratch(), (await stage.volumes()).filter((name) => name.includes('.drill-'))]).toEqual(['', []])
  }, 180_000)

  const SPOILED: readonly (readonly [string, (object: string, place: string) => () => void, RegExp])[] = [
    ['a byte is flipped', (object) => {
      const bytes = readFileSync(object)
      const bad = Buffer.from(bytes)
      bad[bad.length >> 1] = (bad[bad.length >> 1] ?? 0) ^ 1
      writeFileSync(object, bad)
      return () => { writeFileSync(object, bytes) }
    }, /another checksum/],
    ['it is cut off', (object) => {
      const bytes = readFileSync(object)
      truncateSync(object, bytes.length - 7)
      return () => { writeFileSync(object, bytes) }
    }, /bytes in place of/],
    ['a part is missing', (object) => {
      renameSync(object, `${object}.away`)
      return () => { renameSync(`${object}.away`, object) }
    }, /is missing from the storage/],
    ['its manifest is another one', (_, place) => {
      const path = join(place, 'manifest.json')
      const text = readFileSync(path, 'utf8')
      writeFileSync(path, readFileSync(join(backupOf('shop/cache/database'), 'manifest.json')))
      return () => { writeFileSync(path, text) }
    }, /its manifest is that of/],
    ['another dump was put in, with sums that fit', forge, /not signed by this instance/],
  ]

  it('is not the only one that refuses what somebody else put there: a restore does as well', async () => {
    const place = backupOf('shop/db/database')
    const before = await stage.container('shop/db')
    const mend = forge(join(place, manifestIn(place).parts.at(-1)?.object ?? ''), place)
    try {
      const outcome = await stage.mistctl('backup', 'restore', 'shop/db', place.split('/').at(-1) ?? '', '--unsigned', '--confirm=shop/db')
      expect([outcome.code, said(outcome)]).toEqual([3, expect.stringContaining('not signed by this instance')])
    } finally {
      mend()
    }
    expect([(await stage.container('shop/db')).id, await scratch()]).toEqual([before.id, ''])
  })

  it.each(SPOILED)('fails loudly when %s', async (_, spoil, words) => {
    const place = backupOf('shop/db/database')
    const [part] = manifestIn(place).parts.toReversed()
    const mend = spoil(join(place, part?.object ?? ''), place)
    try {
      const outcome = await stage.mistctl('backup', 'verify', 'shop/db')
      expect([outcome.code, said(outcome)]).toEqual([1, expect.stringMatching(words)])
    } finally {
      mend()
    }
    expect(await scratch()).toBe('')
  }, 180_000)

  it('shows the failure until a later one passes', async () => {
    const failed = await stage.mistctl('backup', 'ls')
    expect([failed.code, said(failed)]).toEqual([1, expect.stringContaining('cannot be restored')])
    expect(await stage.mistctl('backup', 'verify', 'shop/db')).toMatchObject({ code: 0 })
    expect(said(await stage.mistctl('backup', 'ls'))).not.toContain('cannot be restored')
  }, 180_000)
})

describe('a restore to the live one', () => {
  it('does nothing unless it is confirmed by name', async () => {
    const before = await stage.container('shop/db')
    expect(await stage.mistctl('backup', 'restore', 'shop/db')).toMatchObject({ code: 1 })
    expect(await stage.mistctl('backup', 'restore', 'shop/db', '--confirm=shop/maria')).toMatchObject({ code: 2 })
    expect((await stage.container('shop/db')).id).toBe(before.id)
  })

  it('brings rows back, keeps the volume before and a copy of what stood there', async () => {
    const before = await volumeOf('shop/db')
    const id = askedFor('shop/db/database')
    await sql("delete from orders; insert into orders (name) values ('wrong')")
    const outcome = await stage.mistctl('backup', 'restore', 'shop/db', id, '--confirm=shop/db')
    expect([outcome.code, said(outcome)]).toEqual([0, expect.stringContaining(`Kept: the volume ${before}`)])
    expect(await sql('select name from orders order by id')).toBe('first\nsecond')
    expect(await sql("select rolname, rolsuper, setconfig from pg_roles join pg_db_role_setting on setrole = pg_roles.oid where rolname in ('mallory', 'settled') order by 1")).toBe(String.raw`mallory|f|{"search_path=\"a;alter/**/role/**/mallory/**/superuser\""}` + '\n' + String.raw`settled|f|{"search_path=shop, \"Mixed Case\", public"}`)
    expect([await volumeOf('shop/db'), (await stage.volumes()).includes(before)]).toEqual([`${before}.g2`, true])
    const reasons = idsIn('shop/db/database').map((one) => manifestIn(join(folder, stage.instance, 'shop/db/database', one)).reason)
    expect(reasons).toContain('before-restore')
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect(await volumeOf('shop/db')).toBe(`${before}.g2`)
  }, 240_000)

  it('does the same for other servers and for files', async () => {
    await redis('del', 'a')
    await copyIn('hello.txt', 'wrong')
    for (const [key, below] of [['shop/cache', 'shop/cache/database'], ['shop/worker:uploads', 'shop/worker/']] as const) {
      const id = askedFor(below.endsWith('/') ? join(below, readdirSync(join(folder, stage.instance, below))[0] ?? '') : below)
      const outcome = await stage.mistctl('backup', 'restore', key, id, '--confirm', key)
      expect([outcome.code, said(outcome)]).toEqual([0, expect.stringContaining('is restored')])
    }
    expect([await redis('get', 'a'), await copyOut('hello.txt')]).toEqual(['b', 'hello'])
  }, 300_000)

  it('leaves the data alone when it is killed, and the next one works', async () => {
    const id = askedFor('shop/db/database')
    await sql("insert into orders (name) values ('third')")
    const volume = await volumeOf('shop/db')
    const live = await stage.container('shop/db')
    expect(await sql('select count(*) from orders')).toBe('3')
    const running = stage.begin('backup', 'restore', 'shop/db', id, '--confirm=shop/db')
    await stage.until('a stand-in is there', async () => (await scratch()) !== '')
    running.kill('SIGKILL')
    await running.ended
    // The stand-in bears the name of the app, and is not it.
    expect((await stage.containers()).filter(({ app }) => app === 'shop/db').map(({ id: one }) => one)).toContain(live.id)
    expect(await stage.volumes()).toContain(volume)
    expect(await stage.mistctl('backup', 'restore', 'shop/db', id, '--confirm=shop/db')).toMatchObject({ code: 0 })
    expect([await sql('select count(*) from orders'), await scratch()]).toEqual(['2', ''])
  }, 240_000)
})

describe('a restore to a new name', () => {
  it('asks nothing, and the app comes up with the data once git has it', async () => {
    const outcome = await stage.mistctl('backup', 'restore', 'shop/db', '--to', 'shop/copy')
    expect([outcome.code, said(outcome)]).toEqual([0, expect.stringContaining('as soon as git has shop/copy')])
    await stage.deploy(manifest('      copy: { template: postgres, with: { version: "15", database: shop } }\n'))
    expect(await sql('select count(*) from orders', 'shop/copy')).not.toBe('0')
    expect(await env('shop/copy', 'POSTGRES_PASSWORD')).not.toBe(await env('shop/db', 'POSTGRES_PASSWORD'))
  }, 240_000)
})

it('nothing of a password is kept beside the backups in plain words', async () => {
  const passwords = await Promise.all([env('shop/db', 'POSTGRES_PASSWORD'), env('shop/maria', 'MARIADB_ROOT_PASSWORD')])
  const records = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json')).map((path) => readFileSync(join(folder, path), 'utf8')).join('\n')
  for (const password of passwords) expect(records.includes(password)).toBe(false)
  rmSync(join(stage.dir, 'hello.txt'), { force: true })
})
