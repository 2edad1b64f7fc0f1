/** The S3 server that tests of backups rely on: a real one, whose objects are seen on the disk, and which breaks in the ways that it is told to. */
import { randomBytes } from 'node:crypto'
import { S3mini } from 's3mini'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startS3, type S3 } from '../lab/fixtures.js'

const LARGE = randomBytes(6 * 1024 * 1024)

let s3: S3

beforeEach(async () => { s3 = await startS3() })
afterEach(() => s3.stop())

function client(secretAccessKey = s3.secretAccessKey): S3mini {
  return new S3mini({ accessKeyId: s3.accessKeyId, secretAccessKey, endpoint: `${s3.endpoint}/${s3.bucket}`, region: s3.region })
}

async function bytesOf(key: string): Promise<Buffer> {
  return Buffer.from((await client().getObjectArrayBuffer(key)) ?? new ArrayBuffer(0))
}

test('what is put is listed, read and seen on the disk', async () => {
  await client().putObject('shop/db/dump.gz', 'hello')
  await client().putObject('shop/manifest.json', '{}')
  expect(await client().listObjects('/', 'shop/db')).toMatchObject([{ Key: 'shop/db/dump.gz', Size: 5 }])
  expect(await bytesOf('shop/db/dump.gz')).toEqual(Buffer.from('hello'))
  expect(s3.objects()).toEqual([{ key: 'shop/db/dump.gz', bytes: 5 }, { key: 'shop/manifest.json', bytes: 2 }])
  expect(s3.read('shop/db/dump.gz').toString()).toBe('hello')
})

test('an upload in parts counts as unfinished until it is ended', async () => {
  const upload = await client().getMultipartUploadId('big', 'application/octet-stream')
  const part = await client().uploadPart('big', upload, LARGE, 1)
  expect(s3.unfinished()).toBe(1)
  expect(s3.objects()).toEqual([])
  await client().completeMultipartUpload('big', upload, [part])
  expect(s3.unfinished()).toBe(0)
  expect(s3.objects()).toEqual([{ key: 'big', bytes: LARGE.length }])
})

test('another secret key is refused, and nothing is written', async () => {
  await expect(client('another').putObject('a', 'b')).rejects.toThrow(/403.*SignatureDoesNotMatch/)
  expect(s3.objects()).toEqual([])
})

test('a damaged object is served as if it were well', async () => {
  await client().putObject('dump', LARGE)
  const etag = await client().getEtag('dump')
  s3.corrupt('dump')
  const served = await bytesOf('dump')
  expect(served.length).toBe(LARGE.length)
  expect(served.equals(LARGE)).toBe(false)
  expect(await client().getEtag('dump')).toBe(etag)
})

test('cut: small requests pass, and a large transfer breaks in either direction', async () => {
  await client().putObject('before', LARGE)
  s3.become('cut')
  await client().putObject('small', 'hello')
  await expect(client().putObject('large', LARGE)).rejects.toThrow()
  await expect(bytesOf('before')).rejects.toThrow()
  s3.become('serve')
  expect((await bytesOf('before')).equals(LARGE)).toBe(true)
  expect(s3.objects().filter(({ bytes }) => bytes === LARGE.length).map(({ key }) => key)).toEqual(['before'])
  expect(s3.objects()).toContainEqual({ key: 'small', bytes: 5 })
})

test('refuse: nobody gets in, until it serves again', async () => {
  s3.become('refuse')
  await expect(client().putObject('a', 'b')).rejects.toThrow()
  s3.become('serve')
  await client().putObject('a', 'b')
  expect(s3.objects()).toEqual([{ key: 'a', bytes: 1 }])
})

test('hang: a request waits, and is answered when it serves again', async () => {
  s3.become('hang')
  let isAnswered = false
  const put = client().putObject('a', 'b').then(() => { isAnswered = true })
  await new Promise((resolve) => setImmediate(resolve))
  expect(isAnswered).toBe(false)
  s3.become('serve')
  await put
  expect(s3.objects()).toEqual([{ key: 'a', bytes: 1 }])
})
