/**
 * Names of backups. One tells when it was made and, to who has the key of the instance, that this instance made it at that place, and why: so
 * which backup is the newest, and which are not needed any more, is told by names alone, and nobody else can make a name that counts.
 */
import type { BackupManifest } from '../../model/backup.js'
import type { InstanceKey } from '../../model/instance-key.js'
import { keyId, macOf } from '../../model/instance-key.js'

type Reason = BackupManifest['reason']

export interface NewBackup {
  /** Of all backups of one thing, see `backupFolder`. */
  readonly root: string
  /** ISO 8601: when the dump begins. */
  readonly at: string
  readonly reason: Reason
}

/** `20261121T031500Z-3f9a1c`. */
export function backupId({ root, at, reason }: NewBackup, key: InstanceKey): string {
  const moment = at.replace(/[-:]|\.\d+/g, '')
  return `${moment}-${markOf(key, `${root}/${moment}`, reason)}`
}

/** `earlier`: by its name it is from before names were signed; anybody could have made such a name. Undefined for one of another instance. */
export type MadeFor = Reason | 'earlier'

/** `folder`: of the backup, `<root>/<id>`. */
export function madeFor(folder: string, key: InstanceKey): MadeFor | undefined {
  const at = folder.lastIndexOf('-')
  const [place, mark] = [folder.slice(0, at), folder.slice(at + 1)]
  const reason = REASONS.find((one) => markOf(key, place, one) === mark)
  return reason ?? (mark === keyId(key).slice(0, MARK_LENGTH) ? 'earlier' : undefined)
}

const ID = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]{6}$/

/** ISO 8601; undefined for what is no id. */
export function momentOf(id: string): string | undefined {
  const [, year, month, day, hour, minute, second] = ID.exec(id) ?? []
  const text = `${String(year)}-${String(month)}-${String(day)}T${String(hour)}:${String(minute)}:${String(second)}.000Z`
  return second !== undefined && !Number.isNaN(Date.parse(text)) ? text : undefined
}

const REASONS: readonly Reason[] = ['schedule', 'person', 'before-restore', 'upgrade']
const MARK_LENGTH = 6

function markOf(key: InstanceKey, place: string, reason: Reason): string {
  return macOf(key, 'backup id', `${reason} ${place}`).slice(0, MARK_LENGTH)
}
