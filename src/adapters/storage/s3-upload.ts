/**
 * An upload to S3: in one request when it is small, else in parts of one size, of which one at a time is in memory. It counts when the server
 * says what we know, else when it was read back; what went wrong leaves neither an object nor the parts of one.
 */
import { createHash } from 'node:crypto'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { StreamFault } from '../../model/stream-fault.js'
import type { NewObject, PutEnd } from '../../ports.js'
import { withDeadline } from '../../signals.js'
import { aborted, refused, taken } from './place.js'
import type { S3Client, S3Errand, S3Options, S3Part } from './s3-client.js'
import { createS3Client } from './s3-client.js'
import { s3Failure, unreachable } from './s3-words.js'

interface Work extends S3Errand {
  readonly key: string
  readonly client: S3Client
  readonly options: S3Options
  readonly signal: AbortSignal
}

/** Uploads in parts that have to be taken back when it goes wrong. There is one at most. */
type Trail = string[]

interface Sent extends PutEnd {
  /** What a server says that keeps no secret of how it made it. */
  readonly etag: string
}

/** The server takes no more parts than that. */
const MAX_PARTS = 10_000
const CLEANING_MS = 30_000
const SPENT_MS = 24 * 60 * 60 * 1_000

export async function upload(work: Work, body: NewObject['body']): Promise<Result<PutEnd>> {
  const { client, key, place, signal, subject } = work
  const there = await client.head(key)
  if (!there.ok) return there
  if (there.value) return err(taken(place, key))
  const trail: Trail = []
  try {
    const sent = await send(work, trail, body)
    const end = sent.ok ? await verify(work, sent.value) : sent
    if (!end.ok) await clean(work, trail)
    return end
  } catch (error) {
    // Nothing here throws but the body.
    await clean(work, trail)
    if (error instanceof StreamFault) return err(error.failure)
    if (signal.aborted) return err(aborted(subject))
    throw error
  }
}

async function send(work: Work, trail: Trail, body: NewObject['body']): Promise<Result<Sent>> {
  const whole = createHash('sha256')
  const md5s: Buffer[] = []
  const parts: S3Part[] = []
  let bytes = 0
  for await (const part of partsOf(body, work.options.partBytes)) {
    whole.update(part)
    bytes += part.length
    md5s.push(createHash('md5').update(part).digest())
    const isWhole = parts.length === 0 && part.length < work.options.partBytes
    const sent = isWhole ? await work.client.putWhole(work.key, part) : await sendPart(work, trail, { parts, part })
    if (!sent.ok) return sent
  }
  if (parts.length > 0) await finish(work, trail, parts)
  return ok({ bytes, sha256: whole.digest('hex'), etag: etagOf(md5s, parts.length) })
}

async function sendPart({ client, key, subject, options }: Work, trail: Trail, { parts, part }: { readonly parts: S3Part[]; readonly part: Uint8Array }): Promise<Result<void>> {
  if (parts.length === MAX_PARTS) return err(refused(subject, `it is larger than ${String(Math.floor((MAX_PARTS * options.partBytes) / 1024 ** 3))} GB, compressed`, 'Keep it in a folder of the host, or divide the data.'))
  if (trail.length === 0) {
    const begun = await client.begin(key)
    if (!begun.ok) return begun
    trail.push(begun.value)
  }
  const sent = await client.putPart({ key, uploadId: trail[0] ?? '', partNumber: parts.length + 1 }, part)
  if (!sent.ok) return sent
  parts.push(sent.value)
  return ok(undefined)
}

/** Whether it worked is seen by looking at the object: an answer that is lost says nothing. */
async function finish({ client, key }: Work, trail: Trail, parts: readonly S3Part[]): Promise<void> {
  const done = await client.complete(key, trail[0] ?? '', parts)
  if (done.ok) trail.length = 0
}

function etagOf(md5s: readonly Buffer[], parts: number): string {
  const [first = Buffer.alloc(0)] = md5s
  return parts === 0 ? first.toString('hex') : `${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-${String(parts)}`
}

/** The buffer is used again: a part is sent before the next one is asked for. An empty body is one empty part. */
async function* partsOf(body: NewObject['body'], partBytes: number): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(partBytes)
  let [used, given] = [0, 0]
  for await (const chunk of body) {
    for (let from = 0; from < chunk.length;) {
      const taken = chunk.subarray(from, from + partBytes - used)
      buffer.set(taken, used)
      used += taken.length
      from += taken.length
      if (used < partBytes) continue
      yield buffer
      given += 1
      used = 0
    }
  }
  if (used > 0 || given === 0) yield buffer.subarray(0, used)
}

async function verify({ client, key, place, signal, subject }: Work, { bytes, sha256, etag }: Sent): Promise<Result<PutEnd>> {
  const head = await client.head(key)
  if (!head.ok) return head
  if (!head.value) return err(unreachable(subject, 'it was sent, and is not there'))
  if (head.value.bytes !== bytes) return err(unreachable(subject, `${String(bytes)} bytes were sent, and ${String(head.value.bytes)} are there`))
  if (head.value.etag.toLowerCase() === etag) return ok({ bytes, sha256 })
  // A server that encrypts for itself says something of its own.
  const back = await digestOf(client, key).catch((error: unknown) => err(s3Failure(subject, error, { place, signal })))
  if (!back.ok) return back
  return back.value === sha256 ? ok({ bytes, sha256 }) : err(refused(subject, 'what is read back is not what was sent', 'Check the server: it changes what it is given.'))
}

async function digestOf(client: S3Client, key: string): Promise<Result<string | undefined>> {
  const answer = await client.get(key)
  if (!answer.ok) return answer
  const hash = createHash('sha256')
  for await (const chunk of (answer.value?.body ?? []) as AsyncIterable<Uint8Array>) hash.update(chunk)
  return ok(hash.digest('hex'))
}

/** Under a deadline of its own: the work may be over because it was called off. What cannot be taken back now is swept later. */
async function clean({ place, subject, key, options }: Work, trail: Trail): Promise<void> {
  await withDeadline(CLEANING_MS, [], async (signal) => {
    const client = createS3Client({ place, subject }, options, signal)
    for (const uploadId of trail) await client.abort(key, uploadId)
    await client.remove(key)
  })
}

/** Uploads that a killed process left half done cost money and are seen by nobody. Not every server tells of them: it is tried, and no more. */
export async function sweepUploads({ client, options }: Pick<Work, 'client' | 'options'>, prefix: string): Promise<void> {
  const dangling = await client.dangling(prefix)
  if (!dangling.ok) return
  for (const { key, uploadId, startedMs } of dangling.value) {
    if (key.startsWith(prefix) && options.nowMs() - startedMs > SPENT_MS) await client.abort(key, uploadId)
  }
}
