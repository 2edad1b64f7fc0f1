/**
 * A drill: a backup is restored into a stand-in, looked at, and what came of it is written down beside it. Only what says something about
 * the backup is written down; that a storage or an engine did not answer says nothing, and is tried again.
 */
import type { BackupSpec, DrillRecord, StorageSpec } from '../../model/backup.js'
import type { Failure, FailureCode } from '../../model/failure.js'
import { failure, failureLine } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DesiredApp } from '../../model/state.js'
import { withDeadline } from '../../signals.js'
import { announce } from '../backup/announce.js'
import { backupFolder, drillKey, isSealedDrill } from '../backup/places.js'
import { readManifest, refuseUnsigned } from '../backup/read-manifest.js'
import { signed } from '../backup/signed.js'
import { textStream } from '../backup/text-stream.js'
import { restoreInto } from './restore-into.js'
import type { ScratchWork } from './scratch.js'
import { takeOver } from './take-over.js'

export interface DrillQuery {
  readonly spec: BackupSpec
  readonly app: DesiredApp
  readonly place: StorageSpec
  /** Of the backup. */
  readonly id: string
  /** A person's word for one that this instance did not sign. */
  readonly unsigned?: 'taken'
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
  if (!seen.ok && seen.error.code === 'backup-unsigned') return { kind: 'undecided', failure: seen.error }
  if (!seen.ok && saysNothing(seen.error.code)) {
    announce(ports, { type: 'drill-failed', app, backup, id, cause: failureLine(seen.error) })
    return { kind: 'undecided', failure: seen.error }
  }
  const message = seen.ok ? seen.value : failureLine(seen.error)
  const record: DrillRecord = { formatVersion: 1, backup: id, at, durationMs: Math.round(clock.monotonicMs() - beganMs), result: seen.ok ? 'passed' : 'failed', message }
  // Before it is told of: who hears of it looks into the storage.
  const written = await writeDown(work, query, record)
  announce(ports, seen.ok ? { type: 'drill-passed', app, backup, id, durationMs: record.durationMs } : { type: 'drill-failed', app, backup, id, cause: message })
  return { kind: 'done', record, ...(!written.ok && { unrecorded: written.error }) }
}

/** It was ended, and nobody but the deadline wanted that. */
function inTime({ signal }: ScratchWork, seen: Result<string>): Result<string> {
  if (seen.ok || seen.error.code !== 'aborted' || signal.aborted) return seen
  return err(failure('restore-failed', { subject: seen.error.subject, cause: 'it did not end within 12 hours' }))
}

async function prove(work: ScratchWork, { spec, app, place, id, unsigned }: DrillQuery): Promise<Result<string>> {
  const { ports, config, signal } = work
  const swept = await takeOver(ports, signal)
  if (!swept.ok) return swept
  const folder = `${backupFolder(config.instance, spec)}/${id}`
  const read = await readManifest({ ports, config, signal }, { place, folder })
  if (!read.ok) return read
  const refusal = unsigned === 'taken' ? undefined : refuseUnsigned(read.value)
  if (refusal) return err(refusal)
  const restored = await restoreInto(work, { app, source: spec.source, place, folder, manifest: read.value.manifest, purpose: 'drill' })
  return restored.ok ? ok(restored.value.message) : restored
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
  const key = drillKey({ folder: `${backupFolder(config.instance, spec)}/${id}`, at: record.at, place })
  const text = textStream(`${JSON.stringify(signed(record, { key: config.key, purpose: 'drill record', at: key }), undefined, 2)}\n`)
  const body = isSealedDrill(key) ? ports.seal.seal(text, place.recipients) : text
  const put = await ports.storage.put(place, { key, body }, signal)
  return put.ok ? ok(undefined) : put
}
