/** Tars on their way into a container: whose a folder is, and those that Mist makes. */
import { Readable, pipeline } from 'node:stream'
import { extract, pack } from 'tar-stream'
import { describe, expect, test } from 'vitest'
import { filesTar, peekRoot, rootTar } from '../../../../src/adapters/docker/inside/tar.js'
import { failure } from '../../../../src/model/failure.js'
import { StreamFault } from '../../../../src/model/stream-fault.js'

const ROOT = { mode: 0o2750, uid: 1000, gid: 33 }

async function read(tar: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of tar) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

function tarWith(...names: readonly string[]): Promise<Buffer> {
  const tar = pack()
  for (const name of names) tar.entry({ ...ROOT, name, type: name.endsWith('/') ? 'directory' : 'file', pax: { comment: 'x'.repeat(600) } }, '')
  tar.finalize()
  return read(tar as unknown as AsyncIterable<Uint8Array>)
}

describe('a tar of a folder', () => {
  test.each([7, 512, 100_000])('tells of the folder itself on the way, whatever the pieces: %i', async (size) => {
    const bytes = await tarWith('./', './a')
    const peeked = await peekRoot(inPieces(bytes, size))
    expect((await read(peeked.tar)).equals(bytes)).toBe(true)
    expect(await peeked.root()).toEqual(ROOT)
  })

  test('tells nothing of it when it does not begin with it, or is no tar', async () => {
    for (const bytes of [await tarWith('./a', './'), await tarWith('./other/'), Buffer.alloc(1024), Buffer.from('short'), Buffer.alloc(2048, 'no tar')]) {
      const peeked = await peekRoot(inPieces(bytes, 512))
      expect((await read(peeked.tar)).equals(bytes)).toBe(true)
      expect(await peeked.root()).toBeUndefined()
    }
  })

  test('that breaks off does so for who reads it', async () => {
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new Uint8Array(512))
      throw new Error('the line broke')
    }
    const peeked = await peekRoot(breaking())
    await expect(read(peeked.tar)).rejects.toThrow('the line broke')
    expect(await peeked.root()).toBeUndefined()
  })

  test('tells of permissions alone: engines say with the mode that it is a folder', async () => {
    const tar = pack()
    tar.entry({ ...ROOT, mode: 0o042750, name: './', type: 'directory' })
    tar.finalize()
    const peeked = await peekRoot(tar as unknown as AsyncIterable<Uint8Array>)
    await read(peeked.tar)
    expect(await peeked.root()).toEqual(ROOT)
  })

  test('says it again in the same words', async () => {
    const peeked = await peekRoot(await rootTar('.', ROOT))
    await read(peeked.tar)
    expect(await peeked.root()).toEqual(ROOT)
  })
})

describe('a tar of files', () => {
  async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield await Promise.resolve(Buffer.from(text))
  }

  async function entriesOf(tar: AsyncIterable<Uint8Array>): Promise<readonly unknown[]> {
    const entries = extract()
    pipeline(Readable.from(tar), entries, () => undefined)
    const seen: unknown[] = []
    for await (const entry of entries) {
      const { name, type, mode, uid } = entry.header
      seen.push([name, type, mode, uid, (await read(entry as unknown as AsyncIterable<Uint8Array>)).toString()])
    }
    return seen
  }

  test('holds what comes from a stream, and the folders that it needs', async () => {
    const tar = await filesTar([
      { path: 'dir/manifest', bytes: 14, content: pieces('file base.rdb\n') },
      { path: 'note', bytes: 0, content: pieces() },
      { path: 'dir/base.rdb', bytes: 10, content: pieces('REDIS', '00115') },
    ])
    expect(await entriesOf(tar)).toEqual([
      ['dir/', 'directory', 0o755, 0, ''],
      ['dir/manifest', 'file', 0o644, 0, 'file base.rdb\n'],
      ['note', 'file', 0o644, 0, ''],
      ['dir/base.rdb', 'file', 0o644, 0, 'REDIS00115'],
    ])
  })

  test.each([2 ** 33 - 1, 2 ** 33, 5 * 2 ** 40])('has the size of a file of %i bytes in front of it', async (bytes) => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield await Promise.resolve(new Uint8Array(512))
    }
    const entries = extract()
    const size = new Promise<number | undefined>((resolve) => entries.once('entry', (one) => { resolve(one.size) }))
    for await (const piece of await filesTar([{ path: 'dump.rdb', bytes, content: endless() }])) {
      entries.write(piece)
      break
    }
    expect(await size).toBe(bytes)
    entries.destroy()
  })

  test.each([['too little', 9], ['too much', 3]])('ends with a failure when %s comes', async (_, bytes) => {
    await expect(filesTar([{ path: 'a', bytes, content: pieces('five!') }]).then(read)).rejects.toThrow(StreamFault)
  })

  test('ends with the failure of its source', async () => {
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('a'))
      throw new StreamFault(failure('storage-unreachable', { subject: 'cannot read', cause: 'no route' }))
    }
    await expect(filesTar([{ path: 'a', bytes: 5, content: breaking() }]).then(read)).rejects.toThrow(StreamFault)
  })
})
