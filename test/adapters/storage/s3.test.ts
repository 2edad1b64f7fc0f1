/** What a server may do wrong, or differently: told in words, followed nowhere, and never taken for a success. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createStorage } from '../../../src/adapters/storage/storage.js'
import type { S3Storage } from '../../../src/model/backup.js'
import type { StoragePort } from '../../../src/ports.js'

const PART_BYTES = 1_000
const signal = new AbortController().signal

interface Server {
  readonly place: S3Storage
  readonly storage: StoragePort
  readonly objects: Map<string, Buffer>
  /** `METHOD path?query`, in order. */
  readonly asked: readonly string[]
}

/** True when it has answered itself; else the server does what S3 does. */
type Quirk = (request: IncomingMessage, response: ServerResponse, body: Buffer) => boolean

const closers: (() => Promise<void>)[] = []
afterEach(async () => { for (const close of closers.splice(0)) await close() })

async function serve(quirk: Quirk = () => false): Promise<Server> {
  const objects = new Map<string, Buffer>()
  const parts = new Map<string, Buffer>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const body = Buffer.concat(chunks)
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
      if (!quirk(request, response, body)) answer({ objects, parts }, { request, response, body })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise((resolve) => { server.closeAllConnections(); server.close(() => { resolve() }) }))
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const place: S3Storage = { kind: 's3', name: 'offsite', bucket: 'b', endpoint, region: 'us-east-1', prefix: '', credentials: { secret: 'S3_KEYS', reveal: () => ({ accessKeyId: 'KEY', secretAccessKey: 'very-secret' }) } }
  const storage = createStorage({ folder: { granted: [], nowMs: Date.now }, s3: { nowMs: Date.now, idleMs: 300, retryMs: [1, 1], partBytes: PART_BYTES } })
  return { place, storage, objects, asked }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: Buffer
}

function answer({ objects, parts }: { readonly objects: Map<string, Buffer>; readonly parts: Map<string, Buffer> }, { request, response, body }: Exchange): void {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3')
  const key = pathname.replace(/^\/b\//, '')
  const number = searchParams.get('partNumber')
  const say = (status: number, text = '', headers = {}): void => void response.writeHead(status, headers).end(text)
  if (request.method === 'PUT') return keep(number === null ? [objects, key] : [parts, number.padStart(5, '0')], { request, response, body })
  if (request.method === 'POST' && searchParams.has('uploads')) return say(200, '<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>')
  if (request.method === 'POST') {
    objects.set(key, Buffer.concat([...parts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part)))
    return say(200, '<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>')
  }
  if (request.method === 'DELETE') {
    objects.delete(key)
    return say(204)
  }
  if (searchParams.has('uploads')) return say(200, '<ListMultipartUploadsResult></ListMultipartUploadsResult>')
  give(objects.get(key), { request, response, body })
}

function give(found: Buffer | undefined, { request, response }: Exchange): void {
  if (!found) return void response.writeHead(404).end()
  response.writeHead(200, { etag: '"of-its-own"', 'content-length': String(found.length) }).end(request.method === 'HEAD' ? undefined : found)
}

function keep([shelf, key]: readonly [Map<string, Buffer>, string], { request, response, body: bytes }: Exchange): void {
  const isWhole = request.headers['content-md5'] === md5(bytes).toString('base64')
  if (isWhole) shelf.set(key, bytes)
  response.writeHead(isWhole ? 200 : 400, { etag: `"${md5(bytes).toString('hex')}"` }).end(isWhole ? '' : '<Error><Code>BadDigest</Code></Error>')
}

function md5(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest()
}

async function* body(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}

const LONG = 'x'.repeat(PART_BYTES * 2 + 7)

describe('a bucket on a server', () => {
  it.each([['one request', 'hello'], ['parts', LONG]])('that says an ETag of its own is read back: %s', async (_, text) => {
    const { place, storage, asked, objects } = await serve()
    expect(await storage.put(place, { key: 'a', body: body(text) }, signal)).toEqual({ ok: true, value: { bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') } })
    expect(asked.filter((line) => line === 'GET /b/a')).toHaveLength(1)
    expect(objects.get('a')?.toString()).toBe(text)
  })

  it('that gives back something else has not kept it, and keeps nothing', async () => {
    const { place, storage, objects } = await serve((request, response) => {
      if (request.method !== 'GET') return false
      response.writeHead(200).end('hellO')
      return true
    })
    expect(await storage.put(place, { key: 'a', body: body('hello') }, signal)).toMatchObject({ ok: false, error: { code: 'storage-refused', cause: 'what is read back is not what was sent' } })
    expect([...objects.keys()]).toEqual([])
  })

  it('that redirects is not followed', async () => {
    const other = await serve()
    const { place, storage } = await serve((_request, response) => {
      response.writeHead(307, { location: `${other.place.endpoint}/b/a` }).end()
      return true
    })
    for (const end of [await storage.get(place, 'a', signal), await storage.list(place, '', signal), await storage.put(place, { key: 'a', body: body('hello') }, signal)]) expect(end).toMatchObject({ ok: false, error: { code: 'storage-refused', help: expect.stringContaining('A redirect is not followed') as unknown } })
    expect(other.asked).toEqual([])
  })

  it('that does not answer is given up, and asked again before', async () => {
    const { place, storage, asked } = await serve(() => true)
    expect(await storage.get(place, 'a', signal)).toMatchObject({ ok: false, error: { code: 'storage-unreachable', cause: 'nothing moved for 0.3 s' } })
    expect(asked).toHaveLength(3)
  })

  it('that stops in the middle of an object is told of while it is read', async () => {
    const { place, storage } = await serve((request, response) => {
      if (request.method !== 'GET') return false
      response.writeHead(200, { 'content-length': '100' }).write('some')
      return true
    })
    const got = await storage.get(place, 'a', signal)
    if (!got.ok) throw new Error(got.error.cause)
    await expect((async () => { for await (const chunk of got.value) expect(chunk.length).toBe(4) })()).rejects.toMatchObject({ failure: { code: 'storage-unreachable' } })
  })

  it('that fails for a moment is asked again', async () => {
    let failures = 2
    const { place, storage, objects } = await serve((request, response) => {
      if (request.method !== 'PUT' || failures === 0) return false
      failures -= 1
      response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>')
      return true
    })
    expect(await storage.put(place, { key: 'a', body: body(LONG) }, signal)).toMatchObject({ ok: true })
    expect(objects.get('a')?.length).toBe(LONG.length)
  })

  it('that loses the answer to the last request has kept it all the same', async () => {
    const kept: Buffer[] = []
    const { place, storage, objects } = await serve((request, response, bytes) => {
      if (request.method === 'PUT') kept.push(bytes)
      if (request.method !== 'POST' || request.url?.includes('uploads') === true) return false
      objects.set('a', Buffer.concat(kept))
      response.writeHead(200).end('<Error><Code>InternalError</Code></Error>')
      return true
    })
    expect(await storage.put(place, { key: 'a', body: body(LONG) }, signal)).toMatchObject({ ok: true, value: { bytes: LONG.length } })
  })

  it('that cannot put the parts together keeps neither them nor an object', async () => {
    const { place, storage, objects, asked } = await serve((request, response) => {
      if (request.method !== 'POST' || request.url?.includes('uploads') === true) return false
      response.writeHead(200).end('<Error><Code>InternalError</Code></Error>')
      return true
    })
    expect(await storage.put(place, { key: 'a', body: body(LONG) }, signal)).toMatchObject({ ok: false, error: { code: 'storage-unreachable' } })
    expect([...objects.keys()]).toEqual([])
    expect(asked).toContain('DELETE /b/a?uploadId=u1')
  })

  it('is never quoted: what it says may hold the key', async () => {
    const { place, storage } = await serve((_request, response) => {
      response.writeHead(403, { 'content-type': 'application/xml' }).end('<Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId>KEY</AWSAccessKeyId><StringToSign>very-secret</StringToSign></Error>')
      return true
    })
    const told = JSON.stringify([await storage.list(place, '', signal), await storage.get(place, 'a', signal), await storage.remove(place, ['a'], signal)])
    expect(told).toContain('SignatureDoesNotMatch')
    expect(told).not.toMatch(/very-secret|StringToSign|"KEY/)
  })

  it('that keeps uploads of a killed process loses those that are older than a day', async () => {
    const started = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()
    const upload = (key: string, id: string, hours: number): string => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${started(hours)}</Initiated></Upload>`
    const { place, storage, asked } = await serve((request, response) => {
      if (request.method !== 'GET' || request.url?.includes('uploads') !== true) return false
      response.writeHead(200).end(`<ListMultipartUploadsResult>${upload('main/old', 'o', 30)}${upload('main/new', 'n', 1)}${upload('other/old', 'x', 30)}</ListMultipartUploadsResult>`)
      return true
    })
    expect(await storage.put(place, { key: 'main/a', body: body(LONG) }, signal)).toMatchObject({ ok: true })
    expect(asked.filter((line) => line.startsWith('DELETE'))).toEqual(['DELETE /b/main/old?uploadId=o'])
  })
})
