/**
 * What an S3 server or the way to it refused, as a failure. The text of an answer is never told: it can hold the name of the key and what was
 * signed. Its code is, and codes that a person meets are put into words.
 */
import { S3ServiceError } from 's3mini'
import type { S3Storage } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { aborted, refused } from './place.js'
import { AnswerTooLarge, Stalled } from './s3-transport.js'

interface Words {
  readonly cause: string
  readonly help: string
}

export function s3Failure(subject: string, error: unknown, { place, signal }: { readonly place: S3Storage; readonly signal: AbortSignal }): Failure {
  if (signal.aborted) return aborted(subject)
  const answer = serviceErrorOf(error)
  return answer ? answered(subject, answer, place) : unanswered(subject, error)
}

/** 0 when there was no answer at all. */
export function statusOf(error: unknown): number {
  return serviceErrorOf(error)?.status ?? 0
}

function serviceErrorOf(error: unknown): S3ServiceError | undefined {
  if (error instanceof S3ServiceError) return error
  return error instanceof Error && error.cause !== undefined ? serviceErrorOf(error.cause) : undefined
}

function answered(subject: string, { status, body }: S3ServiceError, place: S3Storage): Failure {
  const code = /<Code>\s*([A-Za-z0-9._-]{1,80})\s*<\/Code>/.exec(body ?? '')?.[1] ?? ''
  const told = `the server answered ${`${String(status)} ${code}`.trim()}`
  const known = wordsFor(place)[code] ?? wordsFor(place)[String(status)]
  if (known) return refused(subject, `${known.cause} (${told})`, known.help)
  return isPassing(status, code) ? unreachable(subject, told) : refused(subject, told, 'Look the code up in the documentation of the server.')
}

function isPassing(status: number, code: string): boolean {
  return status >= 500 || status === 429 || status === 408 || PASSING.has(code)
}

const PASSING: ReadonlySet<string> = new Set(['SlowDown', 'RequestTimeout', 'InternalError', 'ServiceUnavailable', 'BadDigest', 'IncompleteBody', 'OperationAborted'])

function wordsFor({ bucket, region, credentials: { secret } }: S3Storage): Readonly<Partial<Record<string, Words>>> {
  const key: Words = { cause: 'the access key is not known there, or its secret is wrong', help: `Correct the secret ${secret}: one line, ACCESS_KEY_ID:SECRET_ACCESS_KEY.` }
  const elsewhere: Words = { cause: `the bucket lies elsewhere than ${region}, or at another address`, help: 'Correct endpoint and region of the storage. A redirect is not followed: it would carry what lets one in.' }
  const full: Words = { cause: 'there is no room left', help: 'Make room there, or keep fewer backups.' }
  const denied: Words = { cause: 'the access key may not do this', help: `Allow it to list, read, write and delete in ${bucket}.` }
  return {
    InvalidAccessKeyId: key, SignatureDoesNotMatch: key, InvalidToken: key, ExpiredToken: key, 401: key,
    NoSuchBucket: { cause: `there is no bucket ${bucket}`, help: 'Make it, or correct the name. Mist makes no buckets.' },
    RequestTimeTooSkewed: { cause: 'the clocks of this host and of the server differ', help: 'Set the clock of this host, best by NTP.' },
    AuthorizationHeaderMalformed: elsewhere, PermanentRedirect: elsewhere, TemporaryRedirect: elsewhere, 301: elsewhere, 302: elsewhere, 307: elsewhere, 308: elsewhere,
    QuotaExceeded: full, XMinioStorageFull: full, XMinioAdminBucketQuotaExceeded: full, 507: full,
    AccessDenied: denied, AllAccessDisabled: denied, 403: denied,
  }
}

function unanswered(subject: string, error: unknown): Failure {
  if (error instanceof Stalled) return unreachable(subject, error.message)
  if (error instanceof AnswerTooLarge) return refused(subject, error.message, 'Check the endpoint: this is no S3 server.')
  const code = codeOf(error)
  if (code === undefined) return unreachable(subject, error instanceof Error ? firstLine(error.message) : 'unknown')
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|^ERR_TLS/.test(code)) return refused(subject, `its certificate is not trusted (${code})`, 'Let mistd know the authority by NODE_EXTRA_CA_CERTS, or correct the endpoint.')
  if (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('HPE_')) return refused(subject, `it does not speak as the endpoint says (${code})`, 'Check https or http, and the port, in the endpoint.')
  return unreachable(subject, code === 'ENOTFOUND' ? 'there is no such host name' : `the connection failed (${code})`)
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code)) return error.code
  return codeOf(error.cause)
}

/** Of the library's own complaints, which may end with the text of an answer. */
function firstLine(text: string): string {
  return text.replace(/[:{<][\s\S]*$/, '').slice(0, 120).trim()
}

export function unreachable(subject: string, cause: string): Failure {
  return failure('storage-unreachable', { subject, cause, help: 'It is tried again. Check the endpoint and the way to it when it lasts.' })
}
