/**
 * The S3 library as Mist uses it: each call answers with a value, is tried again when the way to the server is at fault, and sends a checksum
 * with every body, which the server compares before it takes it. What calls make up an upload is s3-upload.ts's business.
 */
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { S3mini, S3ServiceError } from 's3mini'
import type { S3Storage } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { StoredObject } from '../../ports.js'
import { refused } from './place.js'
import { s3Failure, statusOf, unreachable } from './s3-words.js'
import { createTransport } from './s3-transport.js'

export interface S3Options {
  readonly nowMs: () => number
  readonly idleMs: number
  /** Waits before a call is tried once more. */
  readonly retryMs: readonly number[]
  readonly partBytes: number
}

export interface S3Part {
  readonly partNumber: number
  readonly etag: string
}

export interface S3Head {
  readonly bytes: number
  /** Without quotes; empty when the server says none. */
  readonly etag: string
}

export interface DanglingUpload {
  readonly key: string
  readonly uploadId: string
  readonly startedMs: number
}

export interface S3Client {
  putWhole(key: string, bytes: Uint8Array): Promise<Result<void>>
  begin(key: string): Promise<Result<string>>
  putPart(part: { readonly key: string; readonly uploadId: string; readonly partNumber: number }, bytes: Uint8Array): Promise<Result<S3Part>>
  complete(key: string, uploadId: string, parts: readonly S3Part[]): Promise<Result<void>>
  abort(key: string, uploadId: string): Promise<Result<void>>
  /** Undefined when there is no such object. */
  head(key: string): Promise<Result<S3Head | undefined>>
  /** Undefined when there is no such object. */
  get(key: string): Promise<Result<Response | undefined>>
  list(prefix: string): Promise<Result<readonly StoredObject[]>>
  remove(key: string): Promise<Result<void>>
  dangling(prefix: string): Promise<Result<readonly DanglingUpload[]>>
}

/** What was to be done is for the failures to say. */
export interface S3Errand {
  readonly place: S3Storage
  readonly subject: string
}

export function createS3Client({ place, subject }: S3Errand, { idleMs, retryMs }: S3Options, signal: AbortSignal): S3Client {
  const transport = createTransport({ idleMs, signal })
  const { accessKeyId, secretAccessKey } = place.credentials.reveal()
  // Path-style: works with every server, also those that are known by an address alone.
  const s3 = new S3mini({ accessKeyId, secretAccessKey, endpoint: `${place.endpoint}/${place.bucket}`, region: place.region, fetch: transport.fetch })
  const attempt = async <T>(work: () => Promise<T>): Promise<Result<T>> => {
    for (let turn = 0; ; turn += 1) {
      const result = await valueOf(work, (error) => s3Failure(subject, error, { place, signal }))
      const waitMs = retryMs[turn]
      if (result.ok || result.error.code !== 'storage-unreachable' || waitMs === undefined) return result
      await pause(waitMs, signal)
    }
  }
  return {
    putWhole: (key, bytes) => attempt(async () => void await s3.putObject(key, bytes, undefined, undefined, checksum(bytes), bytes.length)),
    begin: (key) => attempt(() => s3.getMultipartUploadId(key)),
    putPart: ({ key, uploadId, partNumber }, bytes) => attempt(() => s3.uploadPart(key, uploadId, bytes, partNumber, {}, undefined, checksum(bytes))),
    complete: async (key, uploadId, parts) => {
      const done = await attempt(() => s3.completeMultipartUpload(key, uploadId, [...parts]))
      // A server that takes its time answers 200 first, and an error after it.
      return done.ok && !done.value.etag ? err(unreachable(subject, 'the server did not put the parts together')) : done.ok ? ok(undefined) : done
    },
    abort: (key, uploadId) => attempt(async () => void await s3.abortMultipartUpload(key, uploadId)),
    head: (key) => attempt(async () => {
      const etag = await s3.getEtag(key).catch((error: unknown) => (isWithoutEtag(error) ? '' : Promise.reject(error as Error)))
      return etag === null ? undefined : { etag, bytes: Number(transport.lastHeaders().get('content-length') ?? Number.NaN) }
    }),
    get: (key) => attempt(async () => (await s3.getObjectResponse(key)) ?? undefined),
    list: async (prefix) => {
      const found: StoredObject[] = []
      let token: string | undefined
      for (let page = 0; page < MAX_PAGES && (page === 0 || token !== undefined); page += 1) {
        const listed = await attempt(() => s3.listObjectsPaged('/', prefix, PAGE_OBJECTS, token))
        if (!listed.ok) return listed
        if (!listed.value) return err(s3Failure(subject, new S3ServiceError('', 404, 'NoSuchBucket', '<Code>NoSuchBucket</Code>'), { place, signal }))
        found.push(...(listed.value.objects ?? []).map(({ Key, Size }) => ({ key: Key, bytes: Size })))
        token = listed.value.nextContinuationToken
      }
      return token === undefined ? ok(found) : err(refused(subject, `there are more than ${String(found.length)} objects`, 'Give the storage a bucket, or a prefix, of its own.'))
    },
    remove: (key) => attempt(async () => void await s3.deleteObject(key).catch((error: unknown) => (statusOf(error) === 404 ? undefined : Promise.reject(error as Error)))),
    dangling: (prefix) => attempt(async () => uploadsOf(await s3.listMultipartUploads('/', '', 'GET', { prefix }))),
  }
}

const PAGE_OBJECTS = 1_000
const MAX_PAGES = 1_000

async function valueOf<T>(work: () => Promise<T>, toFailure: (error: unknown) => Failure): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch (error) {
    return err(toFailure(error))
  }
}

/** The one checksum that every server compares. It finds what a line or a disk did; against people there is the signature, which covers it. */
function checksum(bytes: Uint8Array): Readonly<Record<string, string>> {
  return { 'content-md5': createHash('md5').update(bytes).digest('base64') }
}

function isWithoutEtag(error: unknown): boolean {
  return error instanceof Error && error.message.endsWith('ETag not found in response headers')
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => undefined)
}

/** As it comes from the XML: one, several or none, in a shape that the server chose. */
function uploadsOf(answer: unknown): readonly DanglingUpload[] {
  const result = field(answer, 'ListMultipartUploadsResult') ?? answer
  const uploads = field(result, 'Upload')
  return (Array.isArray(uploads) ? uploads : [uploads]).flatMap((one: unknown) => {
    const [key, uploadId, started] = [field(one, 'Key'), field(one, 'UploadId'), field(one, 'Initiated')]
    const startedMs = typeof started === 'string' ? Date.parse(started) : Number.NaN
    return typeof key === 'string' && typeof uploadId === 'string' && Number.isFinite(startedMs) ? [{ key, uploadId, startedMs }] : []
  })
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}
