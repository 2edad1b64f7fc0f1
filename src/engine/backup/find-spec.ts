/** The backup that a person named: one that git wants, or why there is none of that name. */
import { didYouMean } from '../../manifest/suggest.js'
import type { BackupSpec } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DesiredState } from '../../model/state.js'
import type { Look } from '../look.js'

/** What git wants, as far as it is known here. */
export function wantedBy({ desired, failure: why }: Look): Result<DesiredState> {
  return desired ? ok(desired) : err(why ?? failure('manifest-missing', { subject: 'cannot find the backups', cause: 'git could not be read' }))
}

export function findSpec(seen: Look, key: string): Result<BackupSpec> {
  const wanted = wantedBy(seen)
  if (!wanted.ok) return wanted
  const found = wanted.value.backups?.find((spec) => spec.key === key)
  return found ? ok(found) : err(unknown(wanted.value, key))
}

function unknown({ backups = [], apps, unresolved }: DesiredState, key: string): Failure {
  const keys = backups.map((spec) => spec.key)
  const isApp = [...apps, ...unresolved].some((app) => app.key === key)
  const near = keys.find((one) => one.startsWith(`${key}:`)) ?? (isApp ? undefined : didYouMean(key, keys))
  return failure('restore-refused', { subject: `cannot find the backups of ${key}`, cause: isApp ? 'git wants none of this app' : 'git wants no backup of that name', help: near === undefined ? wayOut(keys, isApp ? 'app' : 'unknown') : `Did you mean ${near}?` })
}

function wayOut(keys: readonly string[], named: 'app' | 'unknown'): string {
  if (named === 'app') return 'To change that, add `backup` to it, or to one of its volumes.'
  return keys.length === 0 ? 'Add `backup` to a database or a volume.' : `Known are: ${keys.join(', ')}`
}
