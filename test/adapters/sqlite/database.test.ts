/** Opening: damaged, newer and older files. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/adapters/sqlite/database.js'
import { schemaVersion } from '../../../src/adapters/sqlite/migrate.js'
import { MIGRATIONS } from '../../../src/adapters/sqlite/migrations.js'
import { BACKUPS_SINCE } from '../../../src/adapters/sqlite/backups.js'
import { RELEASES_SINCE } from '../../../src/adapters/sqlite/releases.js'
import { openStore, openStoreReader } from '../../../src/adapters/sqlite/store.js'
import { pinOf, rejectionOf, releaseOf, runOf } from '../../support/history.js'

const NOW = '2026-03-01T10:00:00.000Z'
const now = (): string => NOW
const NEWEST = MIGRATIONS.at(-1)?.version ?? 0
const FIXTURES = new URL('./fixtures/', import.meta.url)

let stateDir: string
let path: string

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'mist-database-'))
  path = join(stateDir, 'mist.db')
})

afterEach(() => {
  rmSync(stateDir, { recursive: true, force: true })
})

describe('a damaged file', () => {
  it.each([
    ['text', (): Buffer => Buffer.from('this is not a database, whatever its name says. '.repeat(100))],
    ['a file with holes', (): Buffer => damagedCopy()],
  ])('that is %s is moved aside, and the history begins anew', (_, bytes) => {
    writeFileSync(path, bytes())
    const opened = openStore({ stateDir, now })
    expect(opened.ok && opened.value.notices).toEqual([expect.stringContaining('the history was damaged and begins anew')])
    expect(opened.ok && opened.value.runs({ limit: 5 })).toEqual([])
    if (opened.ok) opened.value.recordRun(runOf())
    expect(opened.ok && opened.value.lastRun()?.id).toBe(1)
    if (opened.ok) opened.value.close()
    expect(readdirSync(stateDir).filter((name) => name.startsWith('mist.db.damaged.'))).toEqual(['mist.db.damaged.20260301T100000000Z'])
  })

  function damagedCopy(): Buffer {
    const opened = openStore({ stateDir, now })
    if (!opened.ok) throw new Error(opened.error.cause)
    for (let at = 0; at < 200; at++) opened.value.recordEvent({ type: 'resumed' }, { run: at, time: NOW })
    opened.value.close()
    const bytes = readFileSync(path)
    rmSync(path)
    return bytes.fill(0x5a, 4_096)
  }
})

describe('the schema', () => {
  it('of a newer Mist is refused, and the file is not written to', () => {
    const db = new SqliteDatabase(path)
    db.pragma(`user_version = ${String(NEWEST + 1)}`)
    db.close()
    expect(openStore({ stateDir, now })).toMatchObject({ ok: false, error: { code: 'store-newer', retry: 'never' } })
    expect(openStoreReader({ stateDir })).toMatchObject({ ok: false, error: { code: 'store-newer' } })
    const after = new SqliteDatabase(path, { readonly: true })
    expect([schemaVersion(after), after.prepare('SELECT count(*) FROM sqlite_master').pluck().get()]).toEqual([NEWEST + 1, 0])
    after.close()
  })

  it('has one step per version, without a gap', () => {
    expect(MIGRATIONS.map((migration) => migration.version)).toEqual(MIGRATIONS.map((_, at) => at + 1))
  })

  it('of each released version is read by this one', () => {
    const fixtures = readdirSync(FIXTURES).filter((name) => name.endsWith('.db'))
    expect(fixtures.sort()).toEqual(MIGRATIONS.map((migration) => `v${String(migration.version)}.db`).sort())
    for (const name of fixtures) {
      const dir = join(stateDir, name)
      cpSync(new URL(name, FIXTURES), join(dir, 'mist.db'), { recursive: true })
      const opened = openStore({ stateDir: dir, now })
      if (!opened.ok) throw new Error(opened.error.cause)
      expect(opened.value.lastRun()).toMatchObject({ id: 2, verdict: 'changed', revision: { subject: 'Feature cart' } })
      expect(opened.value.runs({ limit: 5, app: 'shop/web' })).toHaveLength(1)
      expect(opened.value.events({ after: 0, limit: 5 }).map(({ event }) => event.type)).toEqual(['run-started', 'run-finished'])
      expect(opened.value.lastApplied()).toEqual({ 'container/shop-web-1': 'abc' })
      expect(opened.value.suspension()?.by).toBe('ana')
      expect(opened.value.isDeletionConfirmed('abc')).toBe(true)
      expect(opened.value.buildLog({ app: 'shop/web' })).toEqual(['Step 1/2 : FROM scratch', 'done'])
      const isBefore = Number(/\d+/.exec(name)?.[0]) < RELEASES_SINCE
      expect(opened.value.releases({ app: 'shop/web', limit: 5 })).toEqual(isBefore ? [] : [{ ...releaseOf(), number: 1 }])
      expect(opened.value.rejections()).toEqual(isBefore ? [] : [rejectionOf()])
      expect(opened.value.pins()).toEqual(isBefore ? [] : [pinOf()])
      const standings = opened.value.backups()
      expect(standings.map(({ key, count }) => [key, count])).toEqual(Number(/\d+/.exec(name)?.[0]) < BACKUPS_SINCE ? [] : [['shop/db', 7]])
      opened.value.rememberBackups([...standings, { key: 'shop/web:uploads', app: 'shop/web', storage: 'disk', seenAt: now(), state: 'waiting', count: 0 }])
      expect(opened.value.backups().map(({ key }) => key)).toEqual([...standings.map(({ key }) => key), 'shop/web:uploads'])
      opened.value.close()
    }
  })

  const TWO = [
    { version: 1, sql: 'CREATE TABLE a (x TEXT) STRICT;' },
    { version: 2, sql: 'CREATE TABLE b (y TEXT) STRICT; INSERT INTO b SELECT x FROM a;' },
  ]

  it('moves forward in order and keeps a copy from before', () => {
    closeAfter(openDatabase({ path, now, migrations: TWO.slice(0, 1) }), (db) => { db.exec("INSERT INTO a VALUES ('kept')") })
    const opened = openDatabase({ path, now, migrations: TWO })
    expect(opened.ok && opened.value.notices).toEqual([expect.stringContaining('mist.db.v1.20260301T100000000Z.bak')])
    closeAfter(opened, (db) => { expect(db.prepare('SELECT y FROM b').pluck().all()).toEqual(['kept']) })
    const copy = new SqliteDatabase(`${path}.v1.20260301T100000000Z.bak`, { readonly: true })
    expect([schemaVersion(copy), copy.prepare('SELECT x FROM a').pluck().all()]).toEqual([1, ['kept']])
    copy.close()
  })

  it('stays at the old version, whole, when a step fails half-way', () => {
    closeAfter(openDatabase({ path, now, migrations: TWO.slice(0, 1) }), () => undefined)
    const broken = [...TWO.slice(0, 1), { version: 2, sql: 'CREATE TABLE b (y TEXT) STRICT; INSERT INTO nowhere VALUES (1);' }]
    expect(openDatabase({ path, now, migrations: broken })).toMatchObject({ ok: false, error: { code: 'store-unusable' } })
    closeAfter(openDatabase({ path, now, migrations: TWO.slice(0, 1) }), (db) => {
      expect([schemaVersion(db), db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'b'").pluck().get()]).toEqual([1, 0])
    })
  })

  function closeAfter(opened: ReturnType<typeof openDatabase>, use: (db: SqliteDatabase.Database) => void): void {
    if (!opened.ok) throw new Error(opened.error.cause)
    use(opened.value.db)
    opened.value.db.close()
  }
})

describe('a file that cannot be used', () => {
  it('is a failure with a next action', () => {
    writeFileSync(join(stateDir, 'file'), '')
    const opened = openStore({ stateDir: join(stateDir, 'file', 'below'), now })
    expect(opened).toMatchObject({ ok: false, error: { code: 'store-unusable', help: expect.stringContaining('state directory') as string } })
  })
})
