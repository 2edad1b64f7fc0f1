/** A bucket on a real server keeps the promises of every storage, and says in words what goes wrong there. */
import { describe, expect, it } from 'vitest'
import { createStorage } from '../../src/adapters/storage/storage.js'
import type { S3Storage } from '../../src/model/backup.js'
import type { S3 } from '../lab/fixtures.js'
import { startS3 } from '../lab/fixtures.js'
import { storageContract } from './storage-suite.js'

const PART_BYTES = 5 * 1024 * 1024
const storage = createStorage({ folder: { granted: [], nowMs: Date.now }, s3: { nowMs: Date.now, idleMs: 10_000, retryMs: [50, 100], partBytes: PART_BYTES } })
const signal = new AbortController().signal

function placeOn(s3: S3, over: Partial<S3Storage> = {}): S3Storage {
  const { accessKeyId, secretAccessKey, bucket, endpoint, region } = s3
  return { kind: 's3', name: 'offsite', bucket, endpoint, region, prefix: 'mist/backups', credentials: { secret: 'S3_KEYS', reveal: () => ({ accessKeyId, secretAccessKey }) }, ...over }
}

storageContract('a bucket', async () => {
  const s3 = await startS3()
  return {
    storage,
    place: placeOn(s3),
    rest: () => [...s3.objects().map(({ key }) => key), ...Array.from({ length: s3.unfinished() }, () => 'an upload in parts')],
    close: s3.stop,
  }
})

describe('a bucket', () => {
  it('shows no object outside of the prefix', async () => {
    await withServer(async (s3) => {
      await storage.put(placeOn(s3, { prefix: '' }), { key: 'mist/beside', body: one('x') }, signal)
      await storage.put(placeOn(s3), { key: 'own', body: one('x') }, signal)
      expect(await storage.list(placeOn(s3), '', signal)).toEqual({ ok: true, value: [{ key: 'own', bytes: 1 }] })
      expect(s3.objects().map(({ key }) => key)).toEqual(['mist/backups/own', 'mist/beside'])
    })
  })

  it('names what is wrong with the key, the bucket and the line, and never the key', async () => {
    await withServer(async (s3) => {
      const wrong = placeOn(s3, { credentials: { secret: 'S3_KEYS', reveal: () => ({ accessKeyId: s3.accessKeyId, secretAccessKey: 'wrong-secret' }) } })
      const told = [
        await storage.list(wrong, '', signal),
        await storage.put(wrong, { key: 'a', body: one('x') }, signal),
        await storage.list(placeOn(s3, { bucket: 'nobody-s' }), '', signal),
        await storage.put(placeOn(s3, { bucket: 'nobody-s' }), { key: 'a', body: one('x') }, signal),
      ]
      expect(told.map((end) => (end.ok ? 'ok' : `${end.error.code}: ${end.error.cause}`))).toEqual([
        'storage-refused: the access key is not known there, or its secret is wrong (the server answered 403 SignatureDoesNotMatch)',
        expect.stringMatching(/^storage-refused: /),
        'storage-refused: there is no bucket nobody-s (the server answered 404 NoSuchBucket)',
        expect.stringMatching(/^storage-refused: there is no bucket/),
      ])
      expect(JSON.stringify(told)).not.toMatch(/wrong-secret|MISTLAB/)
      s3.become('refuse')
      expect(await storage.list(placeOn(s3), '', signal)).toMatchObject({ ok: false, error: { code: 'storage-unreachable' } })
    })
  })

  it('leaves no upload behind when the line breaks in the middle and comes back', async () => {
    await withServer(async (s3) => {
      let sent = 0
      const body = (async function* () {
        for (let turn = 0; turn < 120; turn += 1) {
          sent += 1
          if (sent === 100) s3.become('cut')
          if (sent === 101) setTimeout(() => { s3.become('serve') }, 300)
          yield Buffer.alloc(100_000, turn)
          await Promise.resolve()
        }
      })()
      const end = await storage.put(placeOn(s3), { key: 'a/large', body }, signal)
      const whole = s3.objects().map(({ key, bytes }) => `${key} ${String(bytes)}`)
      expect(whole).toEqual(end.ok ? ['mist/backups/a/large 12000000'] : [])
      expect(s3.unfinished()).toBe(0)
    })
  })
})

async function withServer(work: (s3: S3) => Promise<void>): Promise<void> {
  const s3 = await startS3()
  try {
    await work(s3)
  } finally {
    await s3.stop()
  }
}

 
async function* one(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
