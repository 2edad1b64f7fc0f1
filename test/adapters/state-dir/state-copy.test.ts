/** Copies of the state: what comes back is what was there, and whatever goes wrong leaves what is there alone. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { pack } from 'tar-stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSeal } from '../../../src/adapters/seal/seal.js'
import { acquireDaemonLock, createLease } from '../../../src/adapters/sqlite/lease.js'
import { openStore } from '../../../src/adapters/sqlite/store.js'
import { commitStage, openStage } from '../../../src/adapters/state-dir/install.js'
import { openStateDir } from '../../../src/adapters/state-dir/state-dir.js'
import { newIdentity } from '../../../src/age.js'
import { stateCopiesOf } from '../../../src/compose/state-copies.js'
import type { Result } from '../../../src/model/result.js'
import { ok } from '../../../src/model/result.js'
import type { HostSettings } from '../../../src/model/settings.js'
import type { StateCopyPort } from '../../../src/ports.js'

const signal = new AbortController().signal
const GENERATIONS = '{"formatVersion":1,"inUse":{"shop_db_data":"shop_db_data.g2"},"making":{}}\n'

describe('a copy of the state', () => {
  let root: string
  let file: string
  let own: { readonly identity: string; readonly recipient: string }

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'mist-state-copy-'))
    file = join(root, 'state.age')
    own = await newIdentity()
    writeFileSync(join(root, 'identity'), `${own.identity}\n`, { mode: 0o600 })
  })
  afterEach(() => { rmSync(root, { recursive: true, force: true }) })

  const copies = (dir: string, over: Partial<HostSettings> = {}): StateCopyPort => stateCopiesOf({ stateDir: join(root, dir), instance: 'main', secrets: { identityFile: join(root, 'identity') }, ...over } as HostSettings)

  /** A state directory as a Mist leaves it, and some things that need no copy. */
  function lived(dir: string, words: { readonly suspendedBy: string; readonly generations?: string }): string {
    const path = join(root, dir)
    valueOf(openStateDir(path))
    const store = valueOf(openStore({ stateDir: path, now: () => '2026-11-21T03:15:00.000Z' }))
    store.suspend({ by: words.suspendedBy, reason: 'why', since: '2026-11-21T03:15:00.000Z' })
    store.close()
    mkdirSync(join(path, 'traefik/acme'), { recursive: true })
    writeFileSync(join(path, 'traefik/acme/acme.json'), '{"account":1}', { mode: 0o600 })
    if (words.generations !== undefined) writeFileSync(join(path, 'generations.json'), words.generations, { mode: 0o600 })
    mkdirSync(join(path, 'git'))
    writeFileSync(join(path, 'git/objects'), 'much')
    return path
  }

  function suspendedBy(path: string): string | undefined {
    const store = valueOf(openStore({ stateDir: path, now: () => '2026-11-21T04:00:00.000Z' }))
    try {
      return store.suspension()?.by
    } finally {
      store.close()
    }
  }

  /** All that counts, in one value. */
  function facts(path: string): unknown {
    const read = (name: string): string | undefined => (existsSync(join(path, name)) ? readFileSync(join(path, name), 'hex') : undefined)
    return { key: read('instance.key'), acme: read('traefik/acme/acme.json'), generations: read('generations.json'), by: suspendedBy(path) }
  }

  it('brings back the key, certificates and the history on a host that has nothing', async () => {
    const old = lived('old', { suspendedBy: 'ana' })
    const saved = valueOf(await copies('old').save(file, [], signal))
    expect(saved.files.map(({ path }) => path)).toEqual(['instance.key', 'mist.db', 'traefik/acme/acme.json'])
    expect(saved.recipients).toEqual([own.recipient])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file).subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    expect(valueOf(await copies('new').restore(file, {}, signal))).toMatchObject({ instance: 'main', keyId: saved.keyId })
    expect(facts(join(root, 'new'))).toEqual(facts(old))
    expect(readdirSync(join(root, 'new')).filter((name) => name.startsWith('.') || name.startsWith('before'))).toEqual([])
    expect(statSync(join(root, 'new/traefik/acme/acme.json')).mode & 0o777).toBe(0o600)
  })

  it('is made while the history is written to, and holds one moment of it', async () => {
    const old = lived('old', { suspendedBy: 'ana' })
    const store = valueOf(openStore({ stateDir: old, now: () => '2026-11-21T03:15:00.000Z' }))
    store.suspend({ by: 'eve', reason: 'why', since: '2026-11-21T03:16:00.000Z' })
    valueOf(await copies('old').save(file, [], signal))
    store.close()
    valueOf(await copies('new').restore(file, {}, signal))
    expect(suspendedBy(join(root, 'new'))).toBe('eve')
  })

  it('takes the place of another state only when its instance is named, and sets that aside whole', async () => {
    const old = lived('old', { suspendedBy: 'ana' })
    valueOf(await copies('old').save(file, [], signal))
    const other = lived('other', { suspendedBy: 'bob' })
    const before = facts(other)
    expect(await copies('other').restore(file, {}, signal)).toMatchObject({ ok: false, error: { code: 'settings-invalid', cause: `${other} holds a state already` } })
    expect(await copies('other').restore(file, { confirmed: 'mian' }, signal)).toMatchObject({ ok: false })
    expect(facts(other)).toEqual(before)
    const { setAside } = valueOf(await copies('other').restore(file, { confirmed: 'main' }, signal))
    expect(facts(other)).toEqual(facts(old))
    expect(facts(setAside ?? '')).toEqual(before)
  })

  it('never says which generation of a volume counts: that note stays as it is, or away', async () => {
    lived('old', { suspendedBy: 'ana', generations: GENERATIONS })
    expect(valueOf(await copies('old').save(file, [], signal)).files.map(({ path }) => path)).not.toContain('generations.json')
    const newer = GENERATIONS.replaceAll('g2', 'g3')
    const other = lived('other', { suspendedBy: 'bob', generations: newer })
    valueOf(await copies('other').restore(file, { confirmed: 'main' }, signal))
    expect(readFileSync(join(other, 'generations.json'), 'utf8')).toBe(newer)
    valueOf(await copies('new').restore(file, {}, signal))
    expect(existsSync(join(root, 'new/generations.json'))).toBe(false)
  })

  const record = (path: string, parts: object): void => { writeFileSync(join(path, 'data.json'), JSON.stringify({ formatVersion: 1, held: {}, givenUp: {}, writers: {}, ...parts }), { mode: 0o600 }) }
  const recorded = (dir: string): unknown => JSON.parse(readFileSync(join(root, dir, 'data.json'), 'utf8'))
  const [FIRST, THEN] = ['2026-11-21T03:15:00.000Z', '2026-11-22T03:15:00.000Z']

  it('says on a rebuilt host what data there was', async () => {
    record(lived('old', { suspendedBy: 'ana' }), { held: { shop_db_data: FIRST } })
    expect(valueOf(await copies('old').save(file, [], signal)).files.map(({ path }) => path)).toContain('data.json')
    valueOf(await copies('new').restore(file, {}, signal))
    expect(recorded('new')).toMatchObject({ held: { shop_db_data: FIRST } })
    expect(statSync(join(root, 'new/data.json')).mode & 0o777).toBe(0o600)
  })

  it('neither forgets what began since it was made, nor asks again for what was given up since', async () => {
    record(lived('old', { suspendedBy: 'ana' }), { held: { shop_db_data: FIRST, shop_old_data: FIRST } })
    valueOf(await copies('old').save(file, [], signal))
    const newer = { held: { shop_db_data: FIRST, shop_new_data: THEN }, givenUp: { shop_old_data: THEN } }
    const other = lived('other', { suspendedBy: 'bob' })
    record(other, newer)
    const { setAside } = valueOf(await copies('other').restore(file, { confirmed: 'main' }, signal))
    expect(recorded('other')).toEqual({ formatVersion: 1, writers: {}, ...newer })
    expect(JSON.parse(readFileSync(join(setAside ?? '', 'data.json'), 'utf8'))).toMatchObject(newer)
  })

  const NEWER: readonly (readonly [string, (dir: string) => void, RegExp])[] = [
    ['data.json', (dir) => { record(dir, { formatVersion: 2 }) }, /^data\.json in it: a newer Mist wrote it, in form 2, and this one knows 1$/],
    ['history', (dir) => {
      const db = new SqliteDatabase(join(dir, 'mist.db'))
      db.pragma('user_version = 9999')
      db.close()
    }, /^mist\.db in it: its schema is version 9999, this Mist knows up to \d+$/],
  ]

  it.each(NEWER)('of a newer Mist, by its %s, is refused, and nothing is changed', async (_, age, cause) => {
    const old = lived('old', { suspendedBy: 'ana' })
    age(old)
    valueOf(await copies('old').save(file, [], signal))
    const other = lived('other', { suspendedBy: 'bob' })
    const before = facts(other)
    expect(await copies('other').restore(file, { confirmed: 'main' }, signal)).toMatchObject({ ok: false, error: { code: 'store-newer', subject: `cannot restore the state of Mist from ${file}`, cause: expect.stringMatching(cause) as string, help: expect.stringContaining('Restore it with the Mist that made it') as string } })
    expect(facts(other)).toEqual(before)
    expect(await copies('new').restore(file, {}, signal)).toMatchObject({ ok: false, error: { code: 'store-newer' } })
    expect(readdirSync(join(root, 'new')).filter((name) => !name.includes('.lock.'))).toEqual([])
  })

  it.each(['data.json', 'generations.json', 'standing-still.json'])('leads back for good from a newer Mist, by its %s', async (name) => {
    const old = lived('old', { suspendedBy: 'ana' })
    valueOf(await copies('old').save(file, [], signal))
    writeFileSync(join(old, name), '{"formatVersion":2}', { mode: 0o600 })
    expect(openStateDir(old)).toMatchObject({ ok: false, error: { code: 'store-newer' } })
    const { setAside } = valueOf(await copies('old').restore(file, { confirmed: 'main' }, signal))
    valueOf(openStateDir(old))
    expect(readFileSync(join(setAside ?? '', name), 'utf8')).toBe('{"formatVersion":2}')
  })

  it('whose list a newer Mist wrote is refused as that, and not as damaged', async () => {
    const tar = pack()
    tar.entry({ name: 'manifest.json' }, JSON.stringify({ formatVersion: 2, whatever: [] }))
    tar.finalize()
    const seal = createSeal({ identities: () => ok([own.identity]) })
    const chunks: Uint8Array[] = []
    for await (const chunk of seal.seal(tar as AsyncIterable<Uint8Array>, [own.recipient])) chunks.push(chunk)
    writeFileSync(file, Buffer.concat(chunks))
    expect(await copies('new').restore(file, {}, signal)).toMatchObject({ ok: false, error: { code: 'store-newer', cause: 'a newer Mist wrote it, in form 2, and this one knows 1' } })
  })

  it('from before there was such a record leaves the one that is there', async () => {
    lived('old', { suspendedBy: 'ana' })
    valueOf(await copies('old').save(file, [], signal))
    record(lived('other', { suspendedBy: 'bob' }), { held: { shop_db_data: FIRST } })
    valueOf(await copies('other').restore(file, { confirmed: 'main' }, signal))
    expect(recorded('other')).toMatchObject({ held: { shop_db_data: FIRST } })
  })

  it('is the way out where the record cannot be read, and gives way where it cannot be read itself', async () => {
    record(lived('old', { suspendedBy: 'ana' }), { held: { shop_db_data: FIRST } })
    valueOf(await copies('old').save(file, [], signal))
    const other = lived('other', { suspendedBy: 'bob' })
    writeFileSync(join(other, 'data.json'), '{"held":', { mode: 0o600 })
    const damaged = join(root, 'damaged.age')
    valueOf(await copies('other').save(damaged, [], signal))
    const { setAside, unread } = valueOf(await copies('other').restore(file, { confirmed: 'main' }, signal))
    expect(recorded('other')).toMatchObject({ held: { shop_db_data: FIRST } })
    expect(unread).toEqual({ file: join(setAside ?? '', 'data.json'), cause: expect.stringContaining('JSON') as string })
    expect(readFileSync(unread?.file ?? '', 'utf8')).toBe('{"held":')
    expect(valueOf(await copies('other').restore(damaged, { confirmed: 'main' }, signal)), 'what is of this host counts').not.toHaveProperty('unread')
    expect(recorded('other')).toMatchObject({ held: { shop_db_data: FIRST } })
  })

  it.each([true, false])('says where the record of the host is that a newer Mist wrote, and why it does not count (the copy has one: %s)', async (hasOne) => {
    const old = lived('old', { suspendedBy: 'ana' })
    if (hasOne) record(old, { held: { shop_db_data: FIRST } })
    valueOf(await copies('old').save(file, [], signal))
    const other = lived('other', { suspendedBy: 'bob' })
    record(other, { formatVersion: 2, held: { shop_new_data: THEN } })
    const { unread } = valueOf(await copies('other').restore(file, { confirmed: 'main' }, signal))
    expect(unread?.cause).toContain('formatVersion is 2')
    expect(JSON.parse(readFileSync(unread?.file ?? '', 'utf8'))).toMatchObject({ held: { shop_new_data: THEN } })
    expect(existsSync(join(other, 'data.json'))).toBe(hasOne)
  })

  it('is refused for another instance, while a Mist is at work, and where nobody can open it', async () => {
    lived('old', { suspendedBy: 'ana' })
    valueOf(await copies('old').save(file, [], signal))
    expect(await copies('new', { instance: 'second' }).restore(file, {}, signal)).toMatchObject({ ok: false, error: { cause: "it is of the instance main, and this host's is second" } })
    for (const hold of [() => Promise.resolve(acquireDaemonLock(join(root, 'new'))), () => createLease({ stateDir: join(root, 'new'), name: 'pass' }).acquire('apply', 0, signal)]) {
      const held = valueOf(await hold())
      expect(await copies('new').restore(file, {}, signal)).toMatchObject({ ok: false, error: { code: 'lease-held', subject: `cannot restore the state of Mist from ${file}`, help: expect.stringContaining('Stop mistd first') as string } })
      held.release()
    }
    const stranger = await newIdentity()
    writeFileSync(join(root, 'stranger'), `${stranger.identity}\n`, { mode: 0o600 })
    expect(await copies('new').restore(file, { identityFile: join(root, 'stranger') }, signal)).toMatchObject({ ok: false, error: { code: 'backup-undecryptable' } })
    expect(existsSync(join(root, 'new/instance.key'))).toBe(false)
  })

  it('is for those who are named, and for nobody that age does not know', async () => {
    lived('old', { suspendedBy: 'ana' })
    const stranger = await newIdentity()
    expect(await copies('old').save(file, ['age1nobody'], signal)).toMatchObject({ ok: false, error: { code: 'settings-invalid' } })
    valueOf(await copies('old').save(file, [stranger.recipient], signal))
    expect(await copies('new').restore(file, {}, signal)).toMatchObject({ ok: false, error: { code: 'backup-undecryptable' } })
    expect(await copies('old').save(file, [], signal)).toMatchObject({ ok: false, error: { cause: 'there is a file of that name already' } })
    expect(await copies('none').save(join(root, 'b'), [], signal)).toMatchObject({ ok: false, error: { cause: `${join(root, 'none')} holds no state` } })
    expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('tells who has no identity what to do, as one sentence', async () => {
    lived('old', { suspendedBy: 'ana' })
    const refused = await copies('old', { secrets: {} } as Partial<HostSettings>).save(file, [], signal)
    expect(refused).toMatchObject({ ok: false, error: { help: expect.stringMatching(/^Name one with --recipient, or make one with/) as string } })
  })

  it('takes away what a killed one left, an hour later', async () => {
    const old = lived('old', { suspendedBy: 'ana' })
    for (const [name, hours] of [['0'.repeat(12), 2], ['1'.repeat(12), 0]] as const) {
      mkdirSync(join(old, `.copy-${name}`))
      utimesSync(join(old, `.copy-${name}`), Date.now() / 1_000 - hours * 3_600, Date.now() / 1_000 - hours * 3_600)
    }
    valueOf(await copies('old').save(file, [], signal))
    expect(readdirSync(old).filter((name) => name.startsWith('.copy'))).toEqual([`.copy-${'1'.repeat(12)}`])
  })

  it('is refused when a bit of it was turned, wherever, and nothing is touched', async () => {
    lived('old', { suspendedBy: 'ana' })
    valueOf(await copies('old').save(file, [], signal))
    const sound = readFileSync(file)
    const other = lived('other', { suspendedBy: 'bob' })
    const before = facts(other)
    for (const at of [0, 30, 120, Math.floor(sound.length / 2), sound.length - 1]) {
      const damaged = Buffer.from(sound)
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at)
      writeFileSync(file, damaged)
      expect(await copies('other').restore(file, { confirmed: 'main' }, signal), String(at)).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^backup-/) as unknown } })
    }
    writeFileSync(file, sound.subarray(0, sound.length - 1))
    expect(await copies('other').restore(file, { confirmed: 'main' }, signal)).toMatchObject({ ok: false, error: { code: 'backup-damaged' } })
    expect(await copies('other').restore(join(root, 'nothing'), { confirmed: 'main' }, signal)).toMatchObject({ ok: false, error: { code: 'settings-invalid' } })
    expect(facts(other)).toEqual(before)
    expect(readdirSync(other).filter((name) => name.startsWith('.restore') || name.startsWith('before'))).toEqual([])
  })

  it('leaves the new state when it is killed anywhere after the moment that decides, and the old one before', async () => {
    const old = lived('old', { suspendedBy: 'ana' })
    valueOf(await copies('old').save(file, [], signal))
    const wanted = facts(old)
    const paths = ['instance.key', 'mist.db', 'traefik/acme/acme.json']
    for (let moved = -1; moved <= paths.length; moved += 1) {
      const other = lived(`killed${String(moved)}`, { suspendedBy: 'bob' })
      const before = facts(other)
      const stage = openStage(other)
      for (const path of paths) {
        mkdirSync(join(stage.files, path, '..'), { recursive: true })
        writeFileSync(join(stage.files, path), readFileSync(join(old, path)), { mode: 0o600 })
      }
      if (moved >= 0) commitStage(other, stage.path, { files: paths, aside: 'before-restore-1' })
      // As far as the killed process came.
      for (const path of paths.slice(0, Math.max(moved, 0))) {
        rmSync(join(other, path), { force: true })
        renameSync(join(other, '.restore-ready/files', path), join(other, path))
      }
      valueOf(openStateDir(other))
      expect(facts(other), String(moved)).toEqual(moved < 0 ? before : wanted)
      expect(existsSync(join(other, '.restore-ready'))).toBe(false)
    }
  })
})

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.subject}: ${result.error.cause}`)
  return result.value
}
