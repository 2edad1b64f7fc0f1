/**
 * A host is lost with all that its engine and Mist had, and made again by the recipe of docs/rebuild.md, command by command as it stands
 * there: every row, every file and every password is what it was. The engine is the test's own, so its whole data root can go.
 */
import { createHash, randomBytes } from 'node:crypto'
import { chownSync, copyFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSecretFiles } from '../../src/adapters/secrets/secret-files.js'
import { labImage, startOwnEngine, type OwnEngine } from '../lab/fixtures.js'
import { PROGRAMS } from './stage/build.js'
import { envOf } from './stage/engine.js'
import type { ProgramOutcome } from './stage/program.js'
import { openStage, type Stage } from './stage.js'

const PREPARING_MS = 900_000
const REBUILDING_MS = 400_000
const CONVERGE = { timeoutMs: 240_000 }
const DOCUMENTED_FOLDER = '/srv/backups'
const DOCUMENTED_RECIPIENT = 'age1…'
const [SAVE = '', ...RECIPE] = documented()
/** A copy of the state from before there was any data. */
const OLDER = 'older.age'

interface Keys {
  readonly identity: string
  readonly recipient: string
}

let engine: OwnEngine
let stage: Stage
let shelf: string
let keys: Keys

beforeAll(async () => {
  await labImage('postgres:15')
  engine = await startOwnEngine({ images: ['postgres:15', 'mist-lab/web:1', 'traefik:v3.6'], containers: 'end' })
  keys = await makeKeys()
  stage = await openStage({
    engine,
    settings: ({ dir }) => {
      shelf = join(dir, 'backups')
      mkdirSync(shelf, { mode: 0o700 })
      writeFileSync(join(dir, 'identity'), `${keys.identity}\n`, { mode: 0o600 })
      return { grants: { backups: [shelf] }, secrets: { identityFile: join(dir, 'identity') } }
    },
  })
  await stage.commit(manifest('stateless'))
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), CONVERGE)
  expect(said(await stage.mistctl('state', 'save', OLDER))).toMatch(/^exit 0\nsaved /)
  await stage.commit(manifest('whole'))
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), CONVERGE)
}, PREPARING_MS)

afterAll(async () => {
  await stage.close()
  await engine.close()
})

function manifest(which: 'stateless' | 'whole'): string {
  const backup = 'backup: { schedule: "0 3 1 1 *", to: shelf }'
  return `version: 1
storage: { shelf: { path: "${shelf}", encrypt: ["${keys.recipient}"] } }
defaults: { deploy: { drain: 0s, stop: 1s } }
projects:
  shop:
    apps:${which === 'stateless' ? '' : `
      db: { template: postgres, with: { version: "15", database: shop }, ${backup} }
      web: { image: "mist-lab/web:1", env: { DB_URL: { from: db.url } }, volumes: [{ name: uploads, path: /uploads, ${backup} }] }`}
      site: { image: "mist-lab/web:1" }
`
}

async function makeKeys(): Promise<Keys> {
  const { identity, recipient } = await createSecretFiles({}).newIdentity()
  return { identity, recipient }
}

/** Every command of the document, in its order. */
function documented(): readonly string[] {
  const text = readFileSync(join(PROGRAMS.root, 'docs/rebuild.md'), 'utf8')
  return [...text.matchAll(/^( *)```\n([\s\S]*?)\n\1```$/gm)].flatMap(([, , block = '']) => block.split('\n').map((line) => line.trim()))
}

/** As a person types it; of what is this machine's own, the folder and the key are put in place of those in the document. */
function type(command: string): Promise<ProgramOutcome> {
  const [program, ...words] = command.replace(/^sudo (-u mist )?/, '').replace(DOCUMENTED_FOLDER, shelf).replace(DOCUMENTED_RECIPIENT, keys.recipient).split(' ')
  if (program !== 'mistctl') throw new Error(`no such program here: ${command}`)
  return stage.mistctl(...words)
}

function said({ code, stdout, stderr }: ProgramOutcome): string {
  return `exit ${String(code)}\n${stdout}${stderr}`
}

/** By the address of the container, since the server asks for no password on its own socket. */
async function sql(text: string, url: URL): Promise<string> {
  const { id, inspect } = await stage.container('shop/db')
  const address = Object.values(inspect.NetworkSettings.Networks)[0]?.IPAddress ?? ''
  const login = { host: address, user: url.username, password: url.password, dbname: 'shop' }
  return engine.docker('exec', id, 'psql', '-tA', '-v', 'ON_ERROR_STOP=1', Object.entries(login).map(([name, value]) => `${name}=${value}`).join(' '), '-c', text)
}

/** What the app was told. */
async function toldUrl(): Promise<URL> {
  return new URL(envOf(await stage.container('shop/web'))['DB_URL'] ?? '')
}

const ROWS = 20_000

async function writeRows(): Promise<void> {
  const url = await toldUrl()
  await sql('create table customers (id serial primary key, name text not null, note text)', url)
  await sql("insert into customers (name, note) select 'Zoë “' || n || '”', case n % 3 when 0 then null when 1 then '' else E'a\\tb\\n\\\\.' end from generate_series(1, 500) n", url)
  await sql('create table orders (id bigserial primary key, customer int references customers, total numeric(12,3), made timestamptz, picture bytea)', url)
  await sql(`insert into orders (customer, total, made, picture) select 1 + n % 500, n * 1.001, timestamptz '2026-01-01' + n * interval '1 minute', decode(md5(n::text), 'hex') from generate_series(1, ${String(ROWS)}) n`, url)
  await sql('delete from orders where id % 7 = 0', url)
}

interface Contents {
  readonly rows: Readonly<Record<'customers' | 'orders', string>>
  readonly sequences: string
  readonly files: readonly string[]
}

async function contents(): Promise<Contents> {
  const url = await toldUrl()
  const sum = (table: string): Promise<string> => sql(`select count(*) || ' ' || md5(string_agg(one::text, E'\\n' order by id)) from ${table} one`, url)
  return {
    rows: { customers: await sum('customers'), orders: await sum('orders') },
    sequences: await sql("select string_agg(sequencename || ' ' || last_value, ', ' order by sequencename) from pg_sequences", url),
    files: await filesOfWeb(),
  }
}

async function writeFiles(): Promise<void> {
  const folder = join(stage.dir, 'in')
  mkdirSync(join(folder, '2026', 'empty'), { recursive: true })
  writeFileSync(join(folder, 'large.bin'), randomBytes(3_000_001))
  writeFileSync(join(folder, '2026', 'Größe und Maß.txt'), 'ß\n', { mode: 0o640 })
  writeFileSync(join(folder, 'nothing'), '')
  symlinkSync('2026/Größe und Maß.txt', join(folder, 'newest'))
  chownSync(join(folder, 'large.bin'), 1234, 4321)
  await engine.docker('cp', '--archive', `${folder}/.`, `${(await stage.container('shop/web')).id}:/uploads`)
}

/** One line for each, with all that is kept of it. */
async function filesOfWeb(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(stage.dir, 'out-'))
  await engine.docker('cp', '--archive', `${(await stage.container('shop/web')).id}:/uploads/.`, folder)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().map((name) => {
    const path = join(folder, name)
    const entry = lstatSync(path)
    const { mode, uid, gid, mtimeMs } = entry
    const what = entry.isSymbolicLink() ? readlinkSync(path) : entry.isDirectory() ? 'folder' : createHash('sha256').update(readFileSync(path)).digest('hex')
    return `${name} ${mode.toString(8)} ${String(uid)}:${String(gid)} ${String(Math.floor(mtimeMs / 1000))} ${what}`
  })
}

async function heldApps(): Promise<readonly string[]> {
  const { blocked } = await stage.status()
  return blocked.filter(({ reason }) => reason === 'data-missing').map(({ id }) => id).toSorted()
}

describe('a host that was lost', () => {
  let before: Contents
  let url: URL
  let state: string

  it('has rows, files, backups that are encrypted and a copy of its state', async () => {
    await writeRows()
    await writeFiles()
    for (const key of ['shop/db', 'shop/web:uploads']) {
      const outcome = await stage.mistctl('backup', 'now', key)
      expect(said(outcome)).toMatch(/^exit 0\n.*Backed up/s)
    }
    const saved = await type(SAVE)
    expect(said(saved)).toMatch(/^exit 0\nsaved /)
    state = readdirSync(shelf).find((name) => name.endsWith('.age')) ?? ''
    expect(RECIPE.join('\n')).toContain(state)
    before = await contents()
    url = await toldUrl()
    expect(before.rows.orders).toMatch(new RegExp(`^${String(ROWS - Math.floor(ROWS / 7))} [0-9a-f]{32}$`))
    expect(before.files.map((line) => line.split(' ')[0])).toEqual(['2026', '2026/Größe', '2026/empty', 'large.bin', 'newest', 'nothing'])
  }, PREPARING_MS)

  it('is gone: its engine has nothing, and Mist has no state', async () => {
    await stage.mistd.stop()
    await engine.renew()
    rmSync(stage.stateDir, { recursive: true })
    expect([await stage.containers(), await stage.volumes(), await stage.networks(), existsSync(stage.stateDir)]).toEqual([[], [], [], false])
  }, PREPARING_MS)

  it('comes up by the documented recipe, and holds what has no data yet', async () => {
    copyFileSync(join(shelf, state), join(stage.dir, state))
    expect(RECIPE.slice(0, 3)).toEqual([`sudo -u mist mistctl state restore ${state}`, 'sudo systemctl start mistd', 'mistctl status'])
    expect(said(await type(RECIPE[0] ?? ''))).toMatch(/^exit 0\nrestored /)
    await stage.mistd.start()
    await stage.until('what has no data is up, and the rest is held', async () => (await stage.containers()).some(({ app, state: now }) => app === 'shop/site' && now === 'running') && (await heldApps()).length > 0, CONVERGE)
    const status = said(await type(RECIPE[2] ?? ''))
    expect(status).toContain(`${stage.instance}_shop_db_data`)
    expect(status).toContain(`${stage.instance}_shop_web_uploads`)
    expect(await stage.volumes()).toEqual([])
  }, REBUILDING_MS)

  it('has every row, every file and every password again', async () => {
    expect(RECIPE.slice(3)).toEqual(['mistctl backup ls', 'mistctl backup restore shop/db', 'mistctl backup restore shop/web:uploads', 'mistctl status'])
    const listed = said(await type(RECIPE[3] ?? ''))
    expect(listed).toContain('shop/db')
    expect(listed).toContain('shop/web:uploads')
    for (const command of RECIPE.slice(4, 6)) expect(said(await type(command))).toMatch(/^exit 0\n/)
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), CONVERGE)
    expect(said(await type(RECIPE[6] ?? ''))).toMatch(/^exit 0\n/)
    expect(await contents()).toEqual(before)
    expect([(await toldUrl()).password === url.password, await heldApps()]).toEqual([true, []])
    await expect(sql('select 1', Object.assign(new URL(url), { password: 'wrong' }))).rejects.toThrow(/password authentication failed/)
    await sql('insert into orders (customer, total) values (1, 1)', url)
    expect(await sql('select max(id) from orders', url)).toBe(String(ROWS + 1))
  }, REBUILDING_MS)

  it('begins nothing empty when the data, the history and the note of its generation are lost, until a person says so', async () => {
    expect(await stage.volumes()).toEqual(['db_data', 'web_uploads'].map((name) => `${stage.instance}_shop_${name}.g2`))
    await stage.mistd.stop()
    for (const { id } of (await stage.containers()).filter(({ app }) => app === 'shop/db' || app === 'shop/web')) await engine.docker('rm', '-f', id)
    for (const name of await stage.volumes()) await engine.docker('volume', 'rm', name)
    for (const name of readdirSync(stage.stateDir).filter((one) => one.startsWith('mist.db') || one === 'generations.json')) rmSync(join(stage.stateDir, name))
    await stage.mistd.start()
    const [db, web] = ['db_data', 'web_uploads'].map((name) => `${stage.instance}_shop_${name}`)
    await stage.until('both are held', async () => (await heldApps()).filter((id) => id.startsWith('volume/')).join() === `volume/${String(db)},volume/${String(web)}`, CONVERGE)
    expect(await stage.volumes()).toEqual([])
    expect(said(await stage.mistctl('prune', `--confirm=${String(web)}.g2`))).toMatch(/^exit 0\nGiven up: \S+_shop_web_uploads, in whichever generation its data was/)
    expect(said(await stage.mistctl('backup', 'restore', 'shop/db'))).toMatch(/^exit 0\n/)
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), CONVERGE)
    expect([(await contents()).rows.customers, await stage.volumes()]).toEqual([before.rows.customers, [`${String(db)}.g2`, web]])
  }, REBUILDING_MS)

  it('begins nothing empty beside its backups by a copy of the state that is older than the data', async () => {
    await stage.mistd.stop()
    for (const { id } of await stage.containers()) await engine.docker('rm', '-f', id)
    for (const name of await stage.volumes()) await engine.docker('volume', 'rm', name)
    rmSync(stage.stateDir, { recursive: true })
    expect(said(await stage.mistctl('state', 'restore', OLDER))).toMatch(/^exit 0\nrestored /)
    expect(existsSync(join(stage.stateDir, 'data.json'))).toBe(false)
    await stage.mistd.start()
    const [db, web] = ['db_data', 'web_uploads'].map((name) => `${stage.instance}_shop_${name}`)
    await stage.until('both are held', async () => (await heldApps()).filter((id) => id.startsWith('volume/')).join() === `volume/${String(db)},volume/${String(web)}`, CONVERGE)
    expect(said(await stage.mistctl('diff'))).toMatch(new RegExp(`^exit 1\\n[^]*there is no volume ${String(db)}, and the storage shelf has \\d backups of it, the newest \\d+[smh] old: begin from that with: mistctl backup restore shop/db; or begin empty with: mistctl prune --confirm=${String(db)}`))
    expect(await stage.volumes()).toEqual([])
    expect(said(await stage.mistctl('prune', `--confirm=${String(web)}`))).toMatch(/^exit 0\nGiven up: /)
    expect(said(await stage.mistctl('backup', 'restore', 'shop/db'))).toMatch(/^exit 0\n/)
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), CONVERGE)
    expect([(await contents()).rows, await stage.volumes()]).toEqual([before.rows, [`${String(db)}.g2`, web]])
  }, REBUILDING_MS)
})
