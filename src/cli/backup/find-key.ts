/** The backup that a person named: one that git wants, or why there is none of that name. */
import type { Look } from '../../engine/look.js'
import { didYouMean } from '../../manifest/suggest.js'
import type { BackupSpec } from '../../model/backup.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DesiredState } from '../../model/state.js'
import type { Refusal } from '../refusal.js'
import { refusedBy, usage } from '../refusal.js'

/** What git wants, as far as it is known here. */
export function desiredOf({ desired, failure: why }: Look): Result<DesiredState, Refusal> {
  if (desired) return ok(desired)
  return err(refusedBy(why ?? failure('manifest-missing', { subject: 'cannot find the backups', cause: 'git could not be read' })))
}

export function findKey({ backups = [], apps, unresolved }: DesiredState, key: string): Result<BackupSpec, Refusal> {
  const found = backups.find((spec) => spec.key === key)
  if (found) return ok(found)
  const keys = backups.map((spec) => spec.key)
  const isApp = [...apps, ...unresolved].some((app) => app.key === key)
  const near = keys.find((one) => one.startsWith(`${key}:`)) ?? (isApp ? undefined : didYouMean(key, keys))
  if (near !== undefined) return err(usage(`there is no backup "${key}"`, `Did you mean ${near}?`))
  return err(usage(`there is no backup "${key}"`, isApp ? 'Git wants none of this app: add `backup` to it, or to one of its volumes.' : keys.length === 0 ? 'Git wants no backups: add `backup` to a database or a volume.' : `Known are: ${keys.join(', ')}`))
}
