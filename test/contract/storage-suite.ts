/** What every place for backups promises, in memory, in a folder and on a server: written down once, run on all. */
import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StorageSpec } from '../../src/model/backup.js'
import { failure } from '../../src/model/failure.js'
import { StreamFault } from '../../src/model/stream-fault.js'
import type { StoragePort } from '../../src/ports.js'

export interface StorageBench {
  readonly storage: StoragePort
  readonly place: StorageSpec
  /** Everything that lies there, also what is no object. */
  rest(): readonly string[]
  close(): Promise<void>
}

/** Larger than the parts in which the benches upload. */
const LARGE = randomBytes(13 * 1024 * 1024 + 7)
const KEY = 'main/shop/db/database/20261121T031500Z-3f9a1c/shop.gz'

export function storageContract(name: string, make: () => Promise<StorageBench>): void {
  describe(`storage contract: ${name}`, () => {
    let bench: StorageBench
    const signal = new AbortController().signal
    const keys = async (prefix = ''): Promise<readonly string[]> => valueOf(await bench.storage.list(bench.place, prefix, signal)).map(({ key }) => key)

    beforeEach(async () => { bench = await make() })
    afterEach(async () => { await bench.close() })

    it('gives back what was put, with its length and checksum', async () => {
      const end = valueOf(await bench.storage.put(bench.place, { key: KEY, body: chunks(Buffer.from('hello')) }, signal))
      expect(end).toEqual({ bytes: 5, sha256: sha256(Buffer.from('hello')) })
      expect((await readAll(valueOf(await bench.storage.get(bench.place, KEY, signal)))).toString()).toBe('hello')
    })

    it('keeps what is empty', async () => {
      expect(valueOf(await bench.storage.put(bench.place, { key: KEY, body: chunks() }, signal))).toEqual({ bytes: 0, sha256: sha256(Buffer.alloc(0)) })
      expect((await readAll(valueOf(await bench.storage.get(bench.place, KEY, signal)))).length).toBe(0)
      expect(valueOf(await bench.storage.list(bench.place, '', signal))).toEqual([{ key: KEY, bytes: 0 }])
    })

    it('keeps what does not fit into one part', async () => {
      const end = valueOf(await bench.storage.put(bench.place, { key: KEY, body: chunks(LARGE) }, signal))
      expect(end).toEqual({ bytes: LARGE.length, sha256: sha256(LARGE) })
      expect((await readAll(valueOf(await bench.storage.get(bench.place, KEY, signal)))).equals(LARGE)).toBe(true)
    })

    it('lists by prefix, sorted, with lengths', async () => {
      for (const [key, text] of [['main/b/2', 'two'], ['main/a/1', 'one'], ['main/ab', 'beside'], ['other/a', 'x']] as const) valueOf(await bench.storage.put(bench.place, { key, body: chunks(Buffer.from(text)) }, signal))
      expect(valueOf(await bench.storage.list(bench.place, 'main/', signal))).toEqual([{ key: 'main/a/1', bytes: 3 }, { key: 'main/ab', bytes: 6 }, { key: 'main/b/2', bytes: 3 }])
      expect(await keys('main/a/')).toEqual(['main/a/1'])
      expect(await keys('main/a')).toEqual(['main/a/1', 'main/ab'])
      expect(await keys('nobody/')).toEqual([])
    })

    it('lists nothing where nothing was put', async () => {
      expect(await keys()).toEqual([])
    })

    it('never writes over what is there', async () => {
      valueOf(await bench.storage.put(bench.place, { key: KEY, body: chunks(Buffer.from('first')) }, signal))
      expect(await bench.storage.put(bench.place, { key: KEY, body: chunks(Buffer.from('second')) }, signal)).toMatchObject({ ok: false, error: { code: 'storage-refused' } })
      expect((await readAll(valueOf(await bench.storage.get(bench.place, KEY, signal)))).toString()).toBe('first')
    })

    it('says that an object is missing', async () => {
      expect(await bench.storage.get(bench.place, 'main/nothing', signal)).toMatchObject({ ok: false, error: { code: 'storage-missing' } })
    })

    it('removes objects, and what is not there as well', async () => {
      valueOf(await bench.storage.put(bench.place, { key: KEY, body: chunks(Buffer.from('hello')) }, signal))
      valueOf(await bench.storage.put(bench.place, { key: 'main/kept', body: chunks(Buffer.from('kept')) }, signal))
      valueOf(await bench.storage.remove(bench.place, [KEY, 'main/nothing/at/all'], signal))
      expect(await keys()).toEqual(['main/kept'])
    })

    it.each([['a small one', 1_000], ['one in parts', LARGE.length]])('leaves nothing of a body that breaks off: %s', async (_, length) => {
      const cause = failure('engine-failed', { subject: 'cannot dump', cause: 'it ended with code 1' })
      const end = await bench.storage.put(bench.place, { key: KEY, body: chunks(LARGE.subarray(0, length), () => { throw new StreamFault(cause) }) }, signal)
      expect(end).toEqual({ ok: false, error: cause })
      expect(bench.rest()).toEqual([])
      expect(await keys()).toEqual([])
    })

    it('throws on what is no expected failure of a body, and leaves nothing', async () => {
      await expect(bench.storage.put(bench.place, { key: KEY, body: chunks(LARGE, () => { throw new TypeError('a bug') }) }, signal)).rejects.toThrow('a bug')
      expect(bench.rest()).toEqual([])
    })

    it('leaves nothing when it is called off', async () => {
      const ending = new AbortController()
      const end = await bench.storage.put(bench.place, { key: KEY, body: chunks(LARGE, () => { ending.abort() }) }, ending.signal)
      expect(end).toMatchObject({ ok: false, error: { code: 'aborted' } })
      expect(bench.rest()).toEqual([])
    })

    it('refuses names that are none', async () => {
      for (const key of ['../out', '/etc/passwd', 'a//b', 'a/../b', '.hidden', 'a/.hidden', 'a b', 'ä', 'a/', '']) {
        expect(await bench.storage.put(bench.place, { key, body: chunks(Buffer.from('x')) }, signal), key).toMatchObject({ ok: false, error: { code: 'storage-refused' } })
        expect(await bench.storage.get(bench.place, key, signal), key).toMatchObject({ ok: false, error: { code: 'storage-refused' } })
        expect(await bench.storage.remove(bench.place, [key], signal), key).toMatchObject({ ok: false, error: { code: 'storage-refused' } })
      }
      expect(bench.rest()).toEqual([])
    })

    it('lets go of an object that is not read to its end', async () => {
      valueOf(await bench.storage.put(bench.place, { key: KEY, body: chunks(LARGE) }, signal))
      for await (const chunk of valueOf(await bench.storage.get(bench.place, KEY, signal))) {
        expect(chunk.length).toBeGreaterThan(0)
        break
      }
      valueOf(await bench.storage.remove(bench.place, [KEY], signal))
    })
  })
}

 
async function* chunks(bytes: Uint8Array = new Uint8Array(), end?: () => void): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 100_000) yield bytes.subarray(from, from + 100_000)
  end?.()
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const chunk of stream) all.push(chunk)
  return Buffer.concat(all)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function valueOf<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly subject: string; readonly cause: string } }): T {
  if (!result.ok) throw new Error(`${result.error.subject}: ${result.error.cause}`)
  return result.value
}
