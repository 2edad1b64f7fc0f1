/** Places where backups lie: part of the list in ports.ts. */
import type { StorageSpec } from '../model/backup.js'
import type { Result } from '../model/result.js'

export interface StoredObject {
  /** Relative to the place, `/` between its parts. */
  readonly key: string
  readonly bytes: number
}

export interface PutEnd {
  readonly bytes: number
  /** Of what was handed over. */
  readonly sha256: string
}

/** An object that is to be kept. `StreamFault` thrown by the body ends the work with its failure; anything else that it throws is thrown on. */
export interface NewObject {
  /** Letters, digits and `. _ -` between slashes; no part begins with a dot. */
  readonly key: string
  readonly body: AsyncIterable<Uint8Array>
}

/** Every failure names the place and never a credential. `storage-unreachable` may be tried again, `storage-refused` takes a person. */
export interface StorageReader {
  /** What breaks off on the way throws a `StreamFault` while it is iterated. `storage-missing` when there is no such object. */
  get(place: StorageSpec, key: string, signal: AbortSignal): Promise<Result<AsyncIterable<Uint8Array>>>
  /** All whose key begins with the prefix, sorted by key; a folder that is not made yet is an empty list. A bucket, and the folder that the host settings allow, are made by a person: one that is not there is a failure. */
  list(place: StorageSpec, prefix: string, signal: AbortSignal): Promise<Result<readonly StoredObject[]>>
}

export interface StoragePort extends StorageReader {
  /** Whole or not at all, in bounded memory, and read back or asked for by its checksum before this is a success. A key that is taken is a failure. */
  put(place: StorageSpec, object: NewObject, signal: AbortSignal): Promise<Result<PutEnd>>
  /** What is not there is success. */
  remove(place: StorageSpec, keys: readonly string[], signal: AbortSignal): Promise<Result<void>>
}

/** Compression and encryption of what goes to a storage and comes from there, as a stream. */
export interface SealPort {
  /** Compressed, then encrypted when there are recipients. */
  seal(plain: AsyncIterable<Uint8Array>, recipients: readonly string[] | undefined): AsyncIterable<Uint8Array>
  /** The reverse; an identity is taken from the host settings. What is damaged or for somebody else throws a `SealFault` while it is iterated. */
  open(sealed: AsyncIterable<Uint8Array>, form: { readonly encrypted: boolean }): AsyncIterable<Uint8Array>
}
