/** Whose a folder is, read on the way of its tar and said once more. */
import { pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { folderTar } from '../../../src/engine/restore/one-file-tar.js'
import { peekRoot } from '../../../src/engine/restore/root-entry.js'

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
  for (const name of names) tar.entry({ name, type: name.endsWith('/') ? 'directory' : 'file', mode: 0o2750, uid: 1000, gid: 33, pax: { comment: 'x'.repeat(600) } }, '')
  tar.finalize()
  return read(tar as unknown as AsyncIterable<Uint8Array>)
}

test.each([7, 512, 100_000])('the folder itself is read on the way, whatever the pieces: %i', async (size) => {
  const bytes = await tarWith('./', './a')
  const peeked = peekRoot(inPieces(bytes, size))
  expect((await read(peeked.tar)).equals(bytes)).toBe(true)
  expect(peeked.root()).toEqual({ mode: 0o2750, uid: 1000, gid: 33 })
})

test('a tar that does not begin with its folder tells nothing of it', async () => {
  for (const bytes of [await tarWith('./a', './'), Buffer.alloc(1024), Buffer.from('short')]) {
    const peeked = peekRoot(inPieces(bytes, 512))
    await read(peeked.tar)
    expect(peeked.root()).toBeUndefined()
  }
})

test('it is said again in the same words', async () => {
  const bytes = await read(folderTar({ path: '.', mode: 0o2750, uid: 1000, gid: 33 }))
  const peeked = peekRoot(inPieces(bytes, 512))
  await read(peeked.tar)
  expect(peeked.root()).toEqual({ mode: 0o2750, uid: 1000, gid: 33 })
})
