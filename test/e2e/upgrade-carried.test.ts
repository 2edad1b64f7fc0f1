/**
 * PostgreSQL 15 → 17 by the plan itself, on real servers, while a client writes: with a new version that does not start, with mistd killed at
 * four moments of the way, and back again. Every row that the client was told of has to be there. MariaDB goes the same way.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, labImage } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'
import { killWhen } from './stage/blow.js'
import { ledgerOf } from './stage/data-host.js'
import type { Ledger } from './stage/ledger.js'
import type { LoggedEvent } from './stage/watch.js'

const SETUP_TIMEOUT_MS = 900_000
const ROWS = 100_000
/** Whatever a person may have given to whom. */
const RIGHTS = [
  "create role auditor login password 'told to nobody' connection limit 3", 'create role staff', 'grant staff to auditor with admin option', 'grant pg_read_all_data to auditor', "alter role auditor set work_mem = '8MB'",
  'create schema books authorization auditor', 'alter default privileges in schema books grant select on tables to staff', 'grant select on big to staff with grant option', 'grant update (n) on big to auditor',
  'alter table big enable row level security', 'create policy part on big to auditor using (n > 0)', 'revoke temporary on database app from public', 'grant set on parameter log_statement to auditor',
  "create function one() returns int language sql as 'select 1'", 'revoke execute on function one() from public', 'revoke usage on schema public from public', 'select lo_create(0)',
  // Whoever calls it by its bare name makes a superuser, if he is one.
  'create function format(text, name, name, xml) returns text language plpgsql as $$ begin alter role auditor superuser; return pg_catalog.format($1, $2, $3, $4); end $$',
]
const MARIA_RIGHTS = ["create user auditor identified by 'told to nobody' with max_user_connections 3", 'create role staff', 'grant staff to auditor', 'grant select on app.* to staff', 'grant update (n) on app.ledger to auditor', 'grant process on *.* to auditor']
/** Both are MariaDB 10.11: that version is the only one of the lab. */
const MARIA_TAGS = ['10.11', '11.4']

let stage: Stage
let shelf: string
let base: string
const opened: Ledger[] = []
let ledgers: Readonly<Record<'db' | 'maria', Ledger>>

function mariaImage(): string {
  return `mist-lab/maria-${stage.instance}`
}

function manifest({ postgres = '15', more = '', maria = '10.11' } = {}): string {
  return `version: 1
storage: { shelf: { path: ${shelf} } }
defaults: { deploy: { drain: 0s, stop: 1s } }
templates: { own-maria: { extends: mariadb, image: ${mariaImage()} } }
projects:
  shop:
    apps:
      web: { image: "mist-lab/web:1", port: 8080, env: { DB_URL: { from: db.url }, MARIA_URL: { from: maria.url } } }
      db: { template: postgres, with: { version: "${postgres}", users: [reader], extensions: [pg_trgm]${more} }, backup: { to: shelf, schedule: "0 3 1 1 *" }, upgrade: dump-restore }
      maria: { template: own-maria, with: { version: "${maria}" }, backup: { to: shelf, schedule: "0 3 1 1 *" }, upgrade: dump-restore }
`
}

beforeAll(async () => {
  for (const name of ['postgres:15', 'postgres:17', 'postgres:18', 'mariadb:10.11']) await labImage(name)
  stage = await openStage({
    settings: ({ dir }) => {
      shelf = join(dir, 'backups')
      mkdirSync(shelf, { mode: 0o700 })
      return { grants: { backups: [shelf] }, drift: { interval: '5s' } }
    },
  })
  for (const tag of MARIA_TAGS) await docker('tag', 'mariadb:10.11', `${mariaImage()}:${tag}`)
  base = `${stage.instance}_shop_db_data`
  await stage.commit(manifest())
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), { timeoutMs: 240_000 })
  for (const name of ['db', 'maria'] as const) opened.push(await ledgerOf(stage, name))
  const [db, maria] = opened
  if (db && maria) ledgers = { db, maria }
  await untilWritten()
  await ledgers.db.ask(`create table big as select n, repeat('x', 200) as filling from generate_series(1, ${String(ROWS)}) n; create sequence numbers start 41; select nextval('numbers'); ${RIGHTS.join('; ')}`)
  await asRoot(MARIA_RIGHTS.join('; '))
}, SETUP_TIMEOUT_MS)

afterAll(async () => {
  for (const ledger of opened) await ledger.close()
  await stage.close()
  for (const tag of MARIA_TAGS) await docker('rmi', `${mariaImage()}:${tag}`).catch(() => undefined)
})

async function untilWritten(): Promise<void> {
  const before = { db: ledgers.db.count().committed.length, maria: ledgers.maria.count().committed.length }
  await stage.until('both clients write', () => ledgers.db.count().committed.length >= before.db + 20 && ledgers.maria.count().committed.length >= before.maria + 20)
}

async function expectWhole(version: string): Promise<void> {
  await untilWritten()
  expect(await ledgers.db.ask('show server_version_num')).toMatch(new RegExp(`^${version}`))
  expect(await ledgers.db.faults()).toEqual([])
  expect(await ledgers.db.ask("select count(*) || ' ' || (select string_agg(extname, ',' order by extname) from pg_extension) || ' ' || (select count(*) from pg_roles where rolname = 'reader' and rolcanlogin) from big")).toBe(`${String(ROWS)} pg_trgm,plpgsql 1`)
  expect(await ledgers.db.ask("select string_agg(right_of::text, ' ') from unnest(array[pg_has_role('auditor', 'staff', 'usage'), has_table_privilege('staff', 'big', 'select with grant option'), has_column_privilege('auditor', 'big', 'n', 'update'), has_schema_privilege('reader', 'public', 'usage'), (select rolsuper from pg_roles where rolname = 'auditor')]) right_of")).toBe('true true true false false')
}

/** As the one who may do everything. */
async function asRoot(sql: string): Promise<string> {
  return docker('exec', (await stage.container('shop/maria')).id, 'sh', '-c', 'MYSQL_PWD=$MARIADB_ROOT_PASSWORD exec mariadb --user=root -NB --execute="$0"', sql)
}

async function scratch(): Promise<string> {
  return docker('ps', '-aq', '--filter', `label=mist.instance=${stage.instance}`, '--filter', 'label=mist.scratch')
}

const reached = (words: string) => (said: readonly LoggedEvent[]): boolean => said.some((line) => line.event === 'upgrade-stage' && String(line['stage']).startsWith(words))
const begun = (step: string) => (said: readonly LoggedEvent[]): boolean => said.some((line) => line.event === 'step-started' && line['app'] === 'shop/db' && line['step'] === step)

describe('a major version of a database that is under writes', () => {
  it('is said in the plan with what it takes and what is kept', async () => {
    await stage.commit(manifest({ postgres: '17', more: ', sharedBuffers: 900000GB' }), 'Ask for 17, with more than there is')
    const { stdout } = await stage.mistctl('diff')
    expect(stdout).toContain(`take the data over to volume ${base}.g2 with downtime: backed up to shelf, restored by postgres 17, compared; shop/web has no database meanwhile and is not restarted; volume ${base} is kept`)
  })

  it('leaves the old server with every row when the new one does not start, and is held', async () => {
    await stage.until('it is held', async () => (await stage.status()).apps.some(({ app, conditions }) => app === 'db' && conditions.some(({ reason }) => reason === 'ReleaseRejected')))
    await expectWhole('15')
    expect([await stage.volumes(), await scratch()]).toEqual([[base, `${stage.instance}_shop_maria_data`], ''])
  })

  it('comes out with every row, whenever mistd is killed on the way', async () => {
    const { id } = await stage.container('shop/web')
    let mark = stage.mistd.mark()
    const commit = await stage.commit(manifest({ postgres: '17' }), 'Ask for 17')
    for (const moment of [reached('backing'), reached('restoring'), reached('comparing'), begun('create-container')]) {
      await killWhen(stage, { mark, moment })
      // Before it runs: it may be there before its endpoint answers.
      mark = stage.mistd.mark()
      await stage.mistd.start()
    }
    await stage.waitSynced(commit, { timeoutMs: 240_000 })
    await expectWhole('17')
    expect((await stage.container('shop/web')).id).toBe(id)
    expect([await stage.volumes(), await scratch()]).toEqual([[base, `${base}.g2`, `${stage.instance}_shop_maria_data`], ''])
    expect((await stage.mistctl('backup', 'ls', 'shop/db')).stdout).toContain('an upgrade')
  }, 600_000)

  it('is not left for the old version without a word about the rows written since', async () => {
    await stage.commit(manifest(), 'Back to 15')
    const blocked = await stage.until('the older version is refused', async () => (await stage.status()).blocked.find(({ reason }) => reason === 'data-unfit'))
    expect(blocked.message).toContain(`without what was written since, with: mistctl volume use ${base}`)
    await expectWhole('17')
    await stage.deploy(manifest({ postgres: '17' }), 'Stay')
  })

  it('goes on to 18, whose data lies elsewhere and has checksums', async () => {
    await stage.deploy(manifest({ postgres: '18' }), 'Ask for 18')
    await untilWritten()
    await expectWhole('18')
    const { inspect } = await stage.container('shop/db')
    expect(inspect.Mounts.map(({ Name, Destination }) => `${Name ?? ''} ${Destination}`)).toEqual([`${base}.g3 /var/lib/postgresql`])
    expect(await ledgers.db.ask("select current_setting('data_directory') || ' ' || current_setting('data_checksums')")).toBe('/var/lib/postgresql/18/docker on')
  })

  it('takes MariaDB over in the same way, with its users', async () => {
    const { id } = await stage.container('shop/web')
    await stage.deploy(manifest({ postgres: '18', maria: '11.4' }), 'Ask for another MariaDB')
    await untilWritten()
    expect(await asRoot('show grants for auditor')).toMatch(/GRANT `?staff`? TO[^]*UPDATE \(`n`\)/)
    expect([await ledgers.maria.faults(), (await stage.container('shop/web')).id]).toEqual([[], id])
    expect(await stage.volumes()).toContain(`${stage.instance}_shop_maria_data.g2`)
    expect((await stage.container('shop/maria')).inspect.Config.Image).toBe(`${mariaImage()}:11.4`)
  })
})
