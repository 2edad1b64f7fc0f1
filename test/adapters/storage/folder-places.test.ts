/** A folder for backups: private, within what the host allows, and no link leads out of it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStorage } from '../../../src/adapters/storage/storage.js'
import type { PathStorage } from '../../../src/model/backup.js'

const signal = new AbortController().signal

describe('a folder', () => {
  let root: string
  let granted: string
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'mist-folder-')))
    granted = join(root, 'granted')
    mkdirSync(granted)
    mkdirSync(join(root, 'outside'))
    writeFileSync(join(root, 'outside/secret'), 'not yours')
  })
  afterEach(() => { rmSync(root, { recursive: true, force: true }) })

  const at = (path: string): PathStorage => ({ kind: 'path', name: 'disk', path })
  const storage = () => createStorage({ folder: { granted: [granted], nowMs: Date.now }, s3: { nowMs: Date.now, idleMs: 1, retryMs: [], partBytes: 1 } })
  const put = (place: PathStorage, key: string) => storage().put(place, { key, body: body('hello') }, signal)

  it('is made with its files for the owner alone', async () => {
    expect(await put(at(join(granted, 'own')), 'a/b/c')).toMatchObject({ ok: true })
    expect(['own', 'own/a', 'own/a/b', 'own/a/b/c'].map((path) => (statSync(join(granted, path)).mode & 0o777).toString(8))).toEqual(['700', '700', '700', '600'])
  })

  it('is refused when it is not granted, also when a link leads there', async () => {
    symlinkSync(join(root, 'outside'), join(granted, 'link'))
    for (const path of [join(root, 'outside'), root, `${granted}-beside`, join(granted, 'link'), join(granted, 'link/below')]) expect(await put(at(path), 'a'), path).toMatchObject({ ok: false, error: { code: 'storage-refused' } })
    expect(existsSync(join(root, 'outside/a'))).toBe(false)
  })

  it('has no links inside that are followed', async () => {
    symlinkSync(join(root, 'outside'), join(granted, 'way'))
    symlinkSync(join(root, 'outside/secret'), join(granted, 'file'))
    expect(await put(at(granted), 'way/a')).toMatchObject({ ok: false, error: { cause: `${join(granted, 'way')} is a symbolic link` } })
    expect(await storage().get(at(granted), 'way/secret', signal)).toMatchObject({ ok: false, error: { code: 'storage-refused' } })
    expect(await storage().get(at(granted), 'file', signal)).toMatchObject({ ok: false, error: { code: 'storage-refused' } })
    expect(await storage().list(at(granted), '', signal)).toEqual({ ok: true, value: [] })
    expect(await storage().remove(at(granted), ['way/secret'], signal)).toMatchObject({ ok: false })
    expect(readFileSync(join(root, 'outside/secret'), 'utf8')).toBe('not yours')
  })

  it('gives a name to one alone of those who want it at once', async () => {
    const ends = await Promise.all(Array.from({ length: 8 }, (_, one) => storage().put(at(granted), { key: 'same', body: body(`writer ${String(one)}`) }, signal)))
    const winners = ends.flatMap((end, one) => (end.ok ? [one] : []))
    expect(winners).toHaveLength(1)
    expect(readFileSync(join(granted, 'same'), 'utf8')).toBe(`writer ${String(winners[0])}`)
    expect(readdirSync(join(granted, '.incoming'))).toEqual([])
  })

  it('is never made where the disk is not mounted', async () => {
    rmSync(granted, { recursive: true })
    expect(await put(at(granted), 'a')).toMatchObject({ ok: false, error: { code: 'storage-refused', cause: `there is no folder ${granted}` } })
    expect(await storage().list(at(join(granted, 'own')), 'shop/', signal)).toMatchObject({ ok: false, error: { code: 'storage-refused', cause: `there is no folder ${granted}` } })
    expect(existsSync(granted)).toBe(false)
  })

  it('loses what a killed process left, a day later, and no sooner, and nothing that others put there', async () => {
    const incoming = join(granted, '.incoming')
    mkdirSync(join(incoming, 'drop'), { recursive: true })
    const [spent, young, others] = ['0'.repeat(24), '1'.repeat(24), 'photo.part']
    for (const name of [spent, young, others]) writeFileSync(join(incoming, name), 'half')
    const longAgo = Date.now() / 1_000 - 25 * 3_600
    for (const name of [spent, others, 'drop']) utimesSync(join(incoming, name), longAgo, longAgo)
    expect(await put(at(granted), 'a')).toMatchObject({ ok: true })
    expect(readdirSync(incoming).toSorted()).toEqual([young, 'drop', others].toSorted())
  })
})

async function* body(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}
