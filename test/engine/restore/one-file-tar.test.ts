/** Small tars are read by those who read tars. */
import { Readable, pipeline } from 'node:stream'
import { extract } from 'tar-stream'
import { expect, test } from 'vitest'
import { tarOf } from '../../../src/engine/restore/one-file-tar.js'

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text))
}

async function entriesOf(tar: AsyncIterable<Uint8Array>): Promise<readonly unknown[]> {
  const entries = extract()
  pipeline(Readable.from(tar), entries, () => undefined)
  const seen: unknown[] = []
  for await (const entry of entries) {
    const chunks: Uint8Array[] = []
    for await (const chunk of entry as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk)
    const { name, type, mode, uid } = entry.header
    seen.push([name, type, mode, uid, Buffer.concat(chunks).toString()])
  }
  return seen
}

test('a tar holds the stream and the small files beside it, with the folders that they need', async () => {
  const tar = tarOf({ path: 'dir/base.rdb', bytes: 10, content: pieces('REDIS', '00115') }, { 'dir/manifest': 'file base.rdb\n', note: '' })
  expect(await entriesOf(tar)).toEqual([
    ['dir/', 'directory', 0o755, 0, ''],
    ['dir/manifest', 'file', 0o644, 0, 'file base.rdb\n'],
    ['note', 'file', 0o644, 0, ''],
    ['dir/base.rdb', 'file', 0o644, 0, 'REDIS00115'],
  ])
})

test.each([2 ** 33 - 1, 2 ** 33, 5 * 2 ** 40])('a file of %i bytes has its size in the header', async (bytes) => {
  const [header] = await first(tarOf({ path: 'dump.rdb', bytes, content: pieces() }, {}))
  const entries = extract()
  const size = new Promise<number | undefined>((resolve) => entries.once('entry', (one) => { resolve(one.size) }))
  entries.write(header)
  expect(await size).toBe(bytes)
  entries.destroy()
})

async function first(tar: AsyncIterable<Uint8Array>): Promise<readonly [Uint8Array]> {
  for await (const piece of tar) return [piece]
  throw new Error('it is empty')
}
