/** A bucket of an S3 server as a place for backups. Keys are relative to the prefix of the place. */
import type { S3Storage } from '../../model/backup.js'
import { isObjectKey } from '../../model/object-key.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { StreamFault } from '../../model/stream-fault.js'
import type { NewObject, PutEnd, StoredObject } from '../../ports.js'
import type { Place } from './place.js'
import { missing, placeName } from './place.js'
import type { S3Client, S3Options } from './s3-client.js'
import { createS3Client } from './s3-client.js'
import { sweepUploads, upload } from './s3-upload.js'
import { s3Failure } from './s3-words.js'

export type { S3Options } from './s3-client.js'

interface Bucket {
  readonly place: S3Storage
  readonly options: S3Options
  readonly signal: AbortSignal
}

export function openS3(place: S3Storage, options: S3Options, signal: AbortSignal): Result<Place> {
  const bucket: Bucket = { place, options, signal }
  return ok({
    put: (object) => put(bucket, object),
    get: (key) => get(bucket, key),
    list: (prefix) => list(bucket, prefix),
    remove: (keys) => remove(bucket, keys),
  })
}

function clientFor({ place, options, signal }: Bucket, subject: string): S3Client {
  return createS3Client({ place, subject }, options, signal)
}

function below({ prefix }: S3Storage, key: string): string {
  return prefix === '' ? key : `${prefix}/${key}`
}

async function put(bucket: Bucket, { key, body }: NewObject): Promise<Result<PutEnd>> {
  const subject = `cannot write ${key} to ${placeName(bucket.place)}`
  const client = clientFor(bucket, subject)
  const end = await upload({ ...bucket, subject, client, key: below(bucket.place, key) }, body)
  if (end.ok && end.value.bytes >= bucket.options.partBytes) await sweepUploads({ ...bucket, client }, below(bucket.place, `${key.split('/')[0] ?? ''}/`))
  return end
}

async function get(bucket: Bucket, key: string): Promise<Result<AsyncIterable<Uint8Array>>> {
  const subject = `cannot read ${key} from ${placeName(bucket.place)}`
  const answer = await clientFor(bucket, subject).get(below(bucket.place, key))
  if (!answer.ok) return answer
  return answer.value ? ok(told(bucket, subject, answer.value)) : err(missing(bucket.place, key))
}

/** What breaks off while it is iterated, in words. */
async function* told({ place, signal }: Bucket, subject: string, answer: Response): AsyncGenerator<Uint8Array> {
  try {
    if (answer.body) yield* answer.body as AsyncIterable<Uint8Array>
  } catch (error) {
    throw new StreamFault(s3Failure(subject, error, { place, signal }))
  }
}

async function list(bucket: Bucket, prefix: string): Promise<Result<readonly StoredObject[]>> {
  const found = await clientFor(bucket, `cannot list ${placeName(bucket.place)}`).list(below(bucket.place, prefix))
  if (!found.ok) return found
  const from = below(bucket.place, '').length
  // Whatever else lies in the bucket has names that are not ours.
  return ok(found.value.map(({ key, bytes }) => ({ key: key.slice(from), bytes })).filter(({ key }) => isObjectKey(key)).toSorted((a, b) => (a.key < b.key ? -1 : 1)))
}

/** One by one, in the order that is asked for: what is removed first is to be gone first. */
async function remove(bucket: Bucket, keys: readonly string[]): Promise<Result<void>> {
  const client = clientFor(bucket, `cannot remove from ${placeName(bucket.place)}`)
  for (const key of keys) {
    const removed = await client.remove(below(bucket.place, key))
    if (!removed.ok) return removed
  }
  return ok(undefined)
}
