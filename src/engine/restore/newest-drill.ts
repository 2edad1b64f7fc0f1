/** What the newest drill came to, told by the storage alone. A record counts only when this instance signed it: a forged one would silence a drill that is due. */
import type { DrillRecord, StorageSpec } from '../../model/backup.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { ReadPorts } from '../../ports.js'
import type { BackupFound } from '../backup/list.js'
import { isSealedDrill } from '../backup/places.js'
import { isSigned } from '../backup/signed.js'
import { objectIn, readText } from '../backup/small-object.js'
import type { EngineConfig } from '../config.js'

export interface DrillWork {
  readonly ports: Pick<ReadPorts, 'storage' | 'seal'>
  readonly config: Pick<EngineConfig, 'key'>
  readonly signal: AbortSignal
}

export interface DrillKey {
  readonly key: string
  /** There was a newer backup when the drill was held: that this one passed says nothing about that one. */
  readonly isOfOlder: boolean
}

/**
 * Of all these backups, which are newest first: the last word on the newest one that was ever drilled goes before any word on an older
 * one, whenever that was said.
 */
export function drillKeys(backups: readonly Pick<BackupFound, 'id' | 'drills'>[]): readonly DrillKey[] {
  return backups.flatMap(({ drills }, index) => drills.map((key) => ({ key, isOfOlder: isBefore(backups[index - 1]?.id, key) })))
}

/** Moments are spelled alike in the names of backups and in those of their drills. */
function isBefore(newer: string | undefined, drill: string): boolean {
  const [, moment = ''] = /\/drill-(\d+T\d+Z)/.exec(drill) ?? []
  return newer !== undefined && newer.slice(0, moment.length) < moment
}

/** So many that do not count are passed over; whoever put more there has it proven once more, and no harm is done. */
const MOST_TRIED = 8

/** A failure only when the storage does not tell: what cannot be opened or is no record says nothing. */
export async function newestDrill(work: DrillWork, place: StorageSpec, keys: readonly DrillKey[]): Promise<Result<DrillRecord | undefined>> {
  for (const { key, isOfOlder } of keys.slice(0, MOST_TRIED)) {
    const record = await readDrill(work, { place, key })
    if (!record.ok || (record.value && !(isOfOlder && record.value.result === 'passed'))) return record
  }
  return ok(undefined)
}

async function readDrill({ ports, config, signal }: DrillWork, { place, key }: { readonly place: StorageSpec; readonly key: string }): Promise<Result<DrillRecord | undefined>> {
  const through = isSealedDrill(key) ? (bytes: AsyncIterable<Uint8Array>) => ports.seal.open(bytes, { encrypted: true }) : undefined
  const text = await readText(ports, { place, key, ...(through && { through }) }, signal)
  if (!text.ok) return text.error.code.startsWith('backup-') || text.error.code === 'storage-missing' ? ok(undefined) : text
  const value = objectIn(text.value)
  return ok(isDrillRecord(value) && isSigned(value, { key: config.key, purpose: 'drill record', at: key }) ? value : undefined)
}

function isDrillRecord(value: Readonly<Record<string, unknown>> | undefined): value is Readonly<Record<string, unknown>> & DrillRecord {
  return value?.['formatVersion'] === 1 && ['backup', 'at', 'message'].every((name) => typeof value[name] === 'string') && (value['result'] === 'passed' || value['result'] === 'failed')
}
