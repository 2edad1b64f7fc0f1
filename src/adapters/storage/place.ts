/** What each kind of place can do, and how it is spoken of. */
import type { S3Storage, StorageSpec } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import type { NewObject, PutEnd, StoredObject } from '../../ports.js'

export interface Place {
  put(object: NewObject): Promise<Result<PutEnd>>
  get(key: string): Promise<Result<AsyncIterable<Uint8Array>>>
  list(prefix: string): Promise<Result<readonly StoredObject[]>>
  remove(keys: readonly string[]): Promise<Result<void>>
}

/** As a person knows it. */
export function placeName(place: StorageSpec): string {
  return place.kind === 'path' ? `the storage ${place.name} (${place.path})` : `the storage ${place.name} (${addressOf(place)})`
}

function addressOf({ bucket, endpoint }: S3Storage): string {
  return `bucket ${bucket} at ${endpoint.replace(/^https?:\/\//, '')}`
}

export function refused(subject: string, cause: string, help: string): Failure {
  return failure('storage-refused', { subject, cause, help })
}

export function aborted(subject: string): Failure {
  return failure('aborted', { subject, cause: 'the work was called off' })
}

export function missing(place: StorageSpec, key: string): Failure {
  return failure('storage-missing', { subject: `cannot read ${key} from ${placeName(place)}`, cause: 'there is no such object', help: 'See what there is with: mistctl backup ls' })
}

export function taken(place: StorageSpec, key: string): Failure {
  return refused(`cannot write ${key} to ${placeName(place)}`, 'there is an object of that name already', 'Nothing is written over. Try again: every backup gets a name of its own.')
}

export function misnamed(place: StorageSpec, key: string): Failure {
  return refused(`cannot use ${JSON.stringify(key.slice(0, 100))} in ${placeName(place)}`, 'it is no name for an object', 'Names are letters, digits and . _ - between slashes.')
}
