/**
 * Which backups are what this instance put there: a name alone says that one was made, and not that its manifest is still whole. Only
 * what was read says that one is damaged; that a storage does not answer says nothing.
 */
import type { StorageSpec } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { BackupFound } from './list.js'
import type { ReadWork } from './read-manifest.js'
import { readManifest } from './read-manifest.js'

export interface Judged {
  /** The newest one that is what this instance put there. */
  readonly sound?: string
  /** Newer than that one. */
  readonly damaged: readonly Damage[]
  /** Why no more could be judged: the storage listed what it did not let be read. */
  readonly untold?: Failure
}

export interface Damage {
  readonly id: string
  readonly failure: Failure
}

export interface Regular {
  readonly place: StorageSpec
  /** Newest first. */
  readonly backups: readonly BackupFound[]
}

/** Each manifest is read once: what was judged before is handed in, and stays so. */
export async function judgeNewest(work: ReadWork, { place, backups }: Regular, known: Judged): Promise<Judged> {
  const damaged: Damage[] = known.damaged.filter(({ id }) => backups.some((one) => one.id === id))
  for (const { id, folder } of backups) {
    if (damaged.some((one) => one.id === id)) continue
    if (id === known.sound) return { sound: id, damaged }
    const failure = await damageOf(work, { place, folder })
    if (!failure.ok) return { ...(known.sound !== undefined && { sound: known.sound }), damaged, untold: failure.error }
    if (!failure.value) return { sound: id, damaged }
    damaged.push({ id, failure: failure.value })
  }
  return { damaged }
}

/** In their order, without those that are known to be damaged. */
export function soundIn(judged: Judged | undefined, backups: readonly BackupFound[]): readonly BackupFound[] {
  return backups.filter(({ id }) => !judged?.damaged.some((one) => one.id === id))
}

/** Why what should be the newest one is none; a newer one that is good ends it. */
export function damageIn(judged: Judged | undefined, newest: BackupFound | undefined): Failure | undefined {
  return judged?.damaged.find(({ id }) => !newest || id > newest.id)?.failure
}

/** With what hangs on it. */
export function untoldIn(judged: Judged | undefined): Failure | undefined {
  return judged?.untold && { ...judged.untold, cause: `${judged.untold.cause}; so it is not known whether the newest backup is good, and no older one is let go of` }
}

/** A failure only when the storage does not tell. */
export async function soundOf(work: ReadWork, { place, backups }: Regular): Promise<Result<readonly BackupFound[]>> {
  const sound: BackupFound[] = []
  for (const one of backups) {
    const damage = await damageOf(work, { place, folder: one.folder })
    if (!damage.ok) return damage
    if (!damage.value) sound.push(one)
  }
  return ok(sound)
}

async function damageOf(work: ReadWork, at: { readonly place: StorageSpec; readonly folder: string }): Promise<Result<Failure | undefined>> {
  const read = await readManifest(work, at)
  if (read.ok) return ok(undefined)
  const { code } = read.error
  return code === 'backup-damaged' || code === 'backup-forged' ? ok(read.error) : read
}
