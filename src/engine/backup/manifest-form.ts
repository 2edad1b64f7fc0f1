/** What a manifest of a backup looks like. What is not whole and plausible is none. */
import type { BackupManifest, BackupPart } from '../../model/backup.js'
import { isRecord } from '../../model/is-record.js'

export function isManifest(value: unknown): value is BackupManifest {
  if (!isRecord(value) || value['formatVersion'] !== 1 || !isRecord(value['source']) || !Array.isArray(value['parts'])) return false
  const hasTexts = ['id', 'instance', 'key', 'startedAt', 'reason', 'keyId'].every((name) => typeof value[name] === 'string')
  return hasTexts && typeof value['encrypted'] === 'boolean' && typeof value['durationMs'] === 'number' && isSource(value['source']) && value['parts'].every(isPart)
}

function isSource(source: Readonly<Record<string, unknown>>): boolean {
  const needed = source['kind'] === 'database' ? ['software', 'line', 'image'] : source['kind'] === 'volume' ? ['volume'] : undefined
  return needed !== undefined && needed.every((name) => typeof source[name] === 'string')
}

const SHA256 = /^[0-9a-f]{64}$/
/** As an object is named; nothing leads out of the folder of the backup. */
const OBJECT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/

function isPart(part: unknown): part is BackupPart {
  if (!isRecord(part)) return false
  const isText = (name: string, form: RegExp): boolean => typeof part[name] === 'string' && form.test(part[name])
  const isCount = (name: string): boolean => Number.isSafeInteger(part[name]) && Number(part[name]) >= 0
  return isText('name', /./) && isText('object', OBJECT) && isText('sha256', SHA256) && isText('plainSha256', SHA256) && isCount('bytes') && isCount('plainBytes')
}
