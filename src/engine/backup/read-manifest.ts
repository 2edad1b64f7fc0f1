/** Reads what lies beside the parts of a backup. What is not a whole and plausible manifest is a damaged backup, and never half believed. */
import type { BackupManifest, BackupPart } from '../../model/backup.js'
import type { StorageSpec } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { StreamFault } from '../../model/stream-fault.js'
import type { ReadPorts } from '../../ports.js'
import { manifestKey } from './places.js'

export interface BackupAt {
  readonly place: StorageSpec
  /** Of the backup itself, without a slash at the end. */
  readonly folder: string
}

export async function readManifest(ports: Pick<ReadPorts, 'storage'>, at: BackupAt, signal: AbortSignal): Promise<Result<BackupManifest>> {
  const text = await readText(ports, { place: at.place, key: manifestKey(at.folder) }, signal)
  if (!text.ok) return text
  const read = objectIn(text.value)
  return isManifest(read) ? ok(read) : err(damaged(at, 'manifest.json is none that this version of Mist knows'))
}

/** Far above any manifest, and far below what would hurt. */
const MOST_BYTES = 4 * 1024 * 1024

/** A small object, as text. */
export async function readText({ storage }: Pick<ReadPorts, 'storage'>, { place, key }: { readonly place: StorageSpec; readonly key: string }, signal: AbortSignal): Promise<Result<string>> {
  const found = await storage.get(place, key, signal)
  if (!found.ok) return found
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of found.value) {
      size += piece.length
      if (size > MOST_BYTES) return err(failure('backup-damaged', { subject: `cannot read ${key}`, cause: 'it is larger than any such object can be' }))
      pieces.push(piece)
    }
  } catch (cause) {
    if (cause instanceof StreamFault) return err(cause.failure)
    throw cause
  }
  return ok(Buffer.concat(pieces).toString('utf8'))
}

/** Undefined for what is no JSON, or no object of it. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text) as unknown
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function damaged({ folder }: BackupAt, cause: string): Failure {
  return failure('backup-damaged', { subject: `cannot read the backup in ${folder}`, cause, help: 'Look for another one with: mistctl backup ls' })
}

function isManifest(value: unknown): value is BackupManifest {
  if (!isObject(value) || value['formatVersion'] !== 1 || !isObject(value['source']) || !Array.isArray(value['parts'])) return false
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
  if (!isObject(part)) return false
  const isText = (name: string, form: RegExp): boolean => typeof part[name] === 'string' && form.test(part[name])
  const isCount = (name: string): boolean => Number.isSafeInteger(part[name]) && Number(part[name]) >= 0
  return isText('name', /./) && isText('object', OBJECT) && isText('sha256', SHA256) && isText('plainSha256', SHA256) && isCount('bytes') && isCount('plainBytes')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
