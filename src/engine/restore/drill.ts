/**
 * A drill: a backup is restored into a stand-in, looked at, and what came of it is written down beside it. Only what says something about
 * the backup is written down; that a storage or an engine did not answer says nothing, and is tried again.
 */
import type { BackupManifest, BackupSpec, DrillRecord, StorageSpec } from '../../model/backup.js'
import type { Failure, FailureCode } from '../../model/failure.js'
import { failure, failureLine } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DesiredApp } from '../../model/state.js'
import { withDeadline } from '../../signals.js'
import { announce } from '../backup/announce.js'
import { backupFolder, drillKey } from '../backup/places.js'
import { readManifest } from '../backup/read-manifest.js'
import { textStream } from '../backup/text-stream.js'
import { restoreInto } from './restore-into.js'
import type { ScratchWork } from './scratch.js'
import { sweepScratch } from './scratch.js'

export interface DrillQuery {
  readonly spec: BackupSpec
  readonly app: DesiredApp
  readonly place: StorageSpec
  /** Of the backup. */
  readonly id: string
}

export type DrillEnd =
  /** `unrecorded`: why the record does not lie beside the backup. */
  | { readonly kind: 'done'; readonly record: DrillRecord; readonly unrecorded?: Failure }
  | { readonly kind: 'undecided'; readonly failure: Failure }

/** However large it is: a server that hangs must not keep all other backups waiting for ever. */
const LONGEST_MS = 12 * 60 * 60 * 1_000

/** Whoever calls holds the lease of backups. */
export async function drill(work: ScratchWork, query: DrillQuery): Promise<DrillEnd> {
  const { ports } = work
  const { clock } = ports
  const at = clock.nowIso()
  const beganMs = clock.monotonicMs()
  const seen = inTime(work, await withDeadline(LONGEST_MS, [work.signal], (signal) => prove({ ...work, signal }, query)))
  const { spec: { app, key: backup }, id } = query
  if (!seen.ok && saysNothing(seen.error.code)) {
    announce(ports, { type: 'drill-failed', app, backup, id, cause: failureLine(seen.error) })
    return { kind: 'undecided', failure: seen.error }
  }
  const message = seen.ok ? seen.value : failureLine(seen.error)
  const record: DrillRecord = { formatVersion: 1, backup: id, at, durationMs: Math.round(clock.monotonicMs() - beganMs), result: seen.ok ? 'passed' : 'failed', message }
  announce(ports, seen.ok ? { type: 'drill-passed', app, backup, id, durationMs: record.durationMs } : { type: 'drill-failed', app, backup, id, cause: message })
  const written = await writeDown(work, query, record)
  return { kind: 'done', record, ...(!written.ok && { unrecorded: written.error }) }
}

/** It was ended, and nobody but the deadline wanted that. */
function inTime({ signal }: ScratchWork, seen: Result<string>): Result<string> {
  if (seen.ok || seen.error.code !== 'aborted' || signal.aborted) return seen
  return err(failure('restore-failed', { subject: seen.error.subject, cause: 'it did not end within 12 hours' }))
}

async function prove(work: ScratchWork, { spec, app, place, id }: DrillQuery): Promise<Result<string>> {
  const { ports, config, signal } = work
  const swept = await sweepScratch(ports, signal)
  if (!swept.ok) return swept
  const folder = `${backupFolder(config.instance, spec)}/${id}`
  const manifest = await readManifest(ports, { place, folder }, signal)
  if (!manifest.ok) return manifest
  const stranger = judgeIdentity(manifest.value, { id, instance: config.instance })
  if (stranger) return err(stranger)
  const restored = await restoreInto(work, { app, source: spec.source, place, folder, manifest: manifest.value, purpose: 'drill' })
  return restored.ok ? ok(restored.value.message) : restored
}

/** A manifest that was put in the place of another one: what it lists would be the data of another day, or of somebody else. */
export function judgeIdentity(manifest: BackupManifest, { id, instance }: { readonly id: string; readonly instance: string }): Failure | undefined {
  const refuse = (cause: string): Failure => failure('backup-damaged', { subject: `cannot use backup ${id}`, cause, help: 'Look for another one with: mistctl backup ls' })
  if (manifest.id !== id) return refuse(`its manifest is that of ${manifest.id}`)
  return manifest.instance === instance ? undefined : refuse(`its manifest is one of instance ${manifest.instance}`)
}

/** About the world around the backup, or about Mist itself. */
const OUTSIDE: readonly FailureCode[] = [
  'storage-unreachable', 'storage-refused', 'engine-unreachable', 'engine-failed', 'engine-timeout', 'payload-refused', 'image-missing', 'image-pull-failed',
  'registry-auth-failed', 'registry-unreachable', 'disk-full', 'file-unwritable', 'name-taken', 'aborted', 'internal', 'volume-refused',
]

function saysNothing(code: FailureCode): boolean {
  return OUTSIDE.includes(code)
}

async function writeDown({ ports, config, signal }: ScratchWork, { spec, place, id }: DrillQuery, record: DrillRecord): Promise<Result<void>> {
  const key = drillKey(`${backupFolder(config.instance, spec)}/${id}`, record.at)
  const put = await ports.storage.put(place, { key, body: textStream(`${JSON.stringify(record, undefined, 2)}\n`) }, signal)
  return put.ok ? ok(undefined) : put
}
