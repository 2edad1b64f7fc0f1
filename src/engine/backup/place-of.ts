/** Where a backup goes, by the name of a storage; or why it cannot be made: no such place, or a password of the server that cannot be had. */
import type { BackedUp, StorageSpec } from '../../model/backup.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err } from '../../model/result.js'
import type { DesiredState } from '../../model/state.js'

export function placeOf(desired: Pick<DesiredState, 'storages' | 'unresolved'> | undefined, { key, app, storage, source }: BackedUp): Result<StorageSpec> {
  const lost = desired?.unresolved.find((one) => one.key === app)?.failure
  if (source.kind === 'database' && lost?.code.startsWith('secret-')) return err(lost)
  return desired?.storages?.[storage] ?? err(failure('backup-failed', { subject: `cannot back up ${key}`, cause: `git knows no storage ${storage} any more` }))
}
