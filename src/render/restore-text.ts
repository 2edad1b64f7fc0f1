/** A restore in words: what will happen, before a person agrees to it, and what came of it. */
import type { BackupManifest, BackupOrigin } from '../model/backup.js'
import { agoText, minuteText } from './time-text.js'
import { sizeText } from './volume-text.js'

export interface RestoreWords {
  readonly manifest: BackupManifest
  readonly origin: BackupOrigin
  /** What the storage does with new ones. */
  readonly storage: 'encrypts' | 'plain'
  /** A newer one that is only taken by its name. */
  readonly passedOver?: string
  /** As a person types it: what it is restored to. */
  readonly to: string
  /** What is there, and is kept. */
  readonly volume: string
  /** Names of the containers that mount it; absent when there is no such volume. */
  readonly usedBy?: readonly string[]
  /** Where a copy of what stands now is put first. */
  readonly safety?: string
  readonly nowIso: string
}

export function restoreText(words: RestoreWords): string {
  const { to, volume, usedBy, safety } = words
  const head = headText(words)
  if (!usedBy) return `${head}\nIt is restored to ${to}, which has no data yet.`
  const users = usedBy.length === 0 ? 'no container uses it' : `used by ${usedBy.join(', ')}`
  const steps = [
    safety === undefined ? 'No copy is made of what stands now.' : `A backup of what stands now is put into the storage ${safety}.`,
    `The backup is restored into a new volume and tried there. ${to} goes on meanwhile.`,
    `${to} goes over to the new volume. It is down from the stop of its container until the new one is healthy, and whatever is written to it before that is not in the new volume.`,
  ]
  return [head, `Now ${to} has the volume ${volume}, ${users}. It is kept, and can be gone back to.`, ...steps.map((step, index) => `  ${String(index + 1)}. ${step}`)].join('\n')
}

/** What is to be known of the backup itself, before a person says yes. */
function headText({ manifest: { id, key, startedAt, parts, reason, encrypted }, origin, storage, passedOver, nowIso }: RestoreWords): string {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  const notes = [
    ...(reason === 'before-restore' ? ['It holds what stood there before an earlier restore. To take another one, name its id.'] : []),
    ...(reason === 'upgrade' ? ['It holds what stood there before an upgrade. To take another one, name its id.'] : []),
    ...(passedOver === undefined ? [] : [`Newer is ${passedOver}, a copy made before a restore or an upgrade: it is taken only by its id.`]),
    ...(origin === 'own' ? [] : ['It is not signed by this instance. What it says is carried out by the server that takes it: go on only if you know where it comes from.']),
    ...(storage === 'encrypts' && !encrypted ? ['It is not encrypted, though the storage encrypts by now.'] : []),
  ]
  return [`Backup ${id} of ${key}, made ${agoText(startedAt, nowIso)} (${minuteText(startedAt)}), ${sizeText(bytes)}.`, ...notes].join('\n')
}

export interface RestoredWords {
  readonly to: string
  readonly volume: string
  readonly before?: string
  readonly safetyId?: string
  readonly message: string
  readonly isInGit: boolean
}

export function restoredText({ to, volume, before, safetyId, message, isInGit }: RestoredWords): string {
  const head = isInGit ? `${to} is restored, in the volume ${volume}: ${message}.` : `The data is in the volume ${volume}: ${message}.\nIt is used as soon as git has ${to}.`
  const kept = [
    ...(before === undefined ? [] : [`  Kept: the volume ${before}. Back to it: mistctl volume use ${before}. Away with it: mistctl prune --confirm=${before}`]),
    ...(safetyId === undefined ? [] : [`  Kept: backup ${safetyId} of what stood there.`]),
  ]
  return [head, ...kept].join('\n')
}
