/**
 * `storage:` with everything filled in. What one place lacks is the trouble of its backups alone: no app waits for it.
 */
import type { ManifestStorage } from '../manifest/manifest-storage.js'
import type { Manifest } from '../manifest/manifest.js'
import type { S3Credentials, StoragesFound, StorageSpec } from '../model/backup.js'
import { failure } from '../model/failure.js'
import type { Result } from '../model/result.js'
import { err, ok } from '../model/result.js'
import type { SecretsFound } from '../model/secret.js'
import { DEFAULTS } from './defaults.js'

export function storagesOf({ storages }: Pick<Manifest, 'storages'>, secrets: SecretsFound): StoragesFound {
  return Object.fromEntries(storages.map((storage) => [storage.name, storageOf(storage, secrets)]))
}

function storageOf(storage: ManifestStorage, secrets: SecretsFound): Result<StorageSpec> {
  if (storage.kind === 'path') return ok(storage)
  const { secret, region, prefix, ...rest } = storage
  const credentials = credentialsOf(storage.name, secret, secrets)
  if (!credentials.ok) return credentials
  return ok({ ...rest, region: region ?? DEFAULTS.storageRegion, prefix: prefix ?? '', credentials: { secret, reveal: () => credentials.value } })
}

function credentialsOf(storage: string, name: string, secrets: SecretsFound): Result<S3Credentials> {
  const subject = `cannot use the storage ${storage}`
  const found = Object.hasOwn(secrets, name) ? secrets[name] : undefined
  if (!found?.ok) {
    const why = found?.error ?? failure('secret-missing', { subject: `cannot find the secret ${name}`, cause: 'nobody looked for it' })
    return err(failure(why.code, { subject, cause: `${why.subject}: ${why.cause}`, ...(why.help !== undefined && { help: why.help }) }))
  }
  const [, accessKeyId, secretAccessKey] = /^([\x21-\x39\x3b-\x7e]{1,200}):([\x21-\x7e]{1,500})$/.exec(found.value.value.trim()) ?? []
  if (accessKeyId === undefined || secretAccessKey === undefined) return err(failure('secret-invalid', { subject, cause: `the secret ${name} does not hold the access to S3`, help: 'Write it as one line, ACCESS_KEY_ID:SECRET_ACCESS_KEY.' }))
  return ok({ accessKeyId, secretAccessKey })
}
