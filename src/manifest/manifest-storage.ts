/** Places for backups as a manifest names them: short forms spelled out, nothing filled in. */

export type ManifestStorage = ManifestPathStorage | ManifestS3Storage

interface ManifestStorageBase {
  readonly name: string
  /** Public keys of age. */
  readonly recipients?: readonly string[]
}

export interface ManifestPathStorage extends ManifestStorageBase {
  readonly kind: 'path'
  /** Of the host, absolute, without a slash at the end. */
  readonly path: string
}

export interface ManifestS3Storage extends ManifestStorageBase {
  readonly kind: 's3'
  readonly bucket: string
  readonly endpoint: string
  readonly region?: string
  readonly prefix?: string
  /** The secret that holds the access key and its secret. */
  readonly secret: string
}
