/**
 * Asks the storages for backups of data that is not on the host. Nobody else may tell of it: on a rebuilt host what Mist knew is gone, or
 * older than the data. An answer holds for a while, and a storage that does not answer is asked again at growing distances.
 */
import type { StorageSpec } from '../../model/backup.js'
import { failure } from '../../model/failure.js'
import { digestOf } from '../../model/fingerprint.js'
import { baseVolume } from '../../model/generation.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DesiredState } from '../../model/state.js'
import type { AbsentData } from '../../plan/absent-data.js'
import type { ReadPorts } from '../../ports.js'
import { linkDeadline } from '../../signals.js'
import { backoffMs } from '../backoff.js'
import type { EngineConfig } from '../config.js'
import type { BackupFound } from './list.js'
import { listBackups } from './list.js'
import { placeOf } from './place-of.js'
import { backupFolder } from './places.js'

/** First name of a volume → what its storage told. */
export type Sought = Readonly<Record<string, SoughtBackups>>

export interface SoughtBackups {
  /** Another place, or another folder in it, is another question. */
  readonly question: string
  /** Monotonic, and ISO 8601: when it was asked. */
  readonly atMs: number
  readonly at: string
  /** In a row. 0 also where there was no storage to ask. */
  readonly failures: number
  /** Whole ones, newest first. */
  readonly listed: Result<readonly BackupFound[]>
}

export interface SeekWork {
  readonly ports: Pick<ReadPorts, 'storage' | 'clock'>
  readonly config: Pick<EngineConfig, 'instance'>
  readonly signal: AbortSignal
}

export interface SeekQuery {
  readonly absent: readonly AbsentData[]
  readonly desired: Pick<DesiredState, 'storages' | 'unresolved'>
  /** What was told before. */
  readonly before: Sought | undefined
}

/** Longer than a bucket is tried again for by itself, so that it is the cause that is told. */
export const SEEK_WITHIN_MS = 15_000
/** Another hand may put backups there, or take them away. */
const HOLDS_FOR_MS = 10 * 60_000

export async function seekBackups(work: SeekWork, { absent, desired, before = {} }: SeekQuery): Promise<Sought> {
  const told = await Promise.all(absent.map(async (one) => {
    const base = baseVolume(one.volume)
    return [base, await seekOne(work, { place: placeOf(desired, one.backup), folder: backupFolder(work.config.instance, one.backup) }, before[base])] as const
  }))
  return Object.fromEntries(told)
}

/** Monotonic time at which a storage that did not answer is asked again. */
export function nextSeekMs(sought: Sought | undefined, nowMs: number): number | undefined {
  const times = Object.values(sought ?? {}).filter(({ failures }) => failures > 0).map(againMs).filter((atMs) => atMs > nowMs)
  return times.length > 0 ? Math.min(...times) : undefined
}

interface Question {
  readonly place: Result<StorageSpec>
  readonly folder: string
}

async function seekOne(work: SeekWork, { place, folder }: Question, before: SoughtBackups | undefined): Promise<SoughtBackups> {
  const { ports: { clock }, signal } = work
  if (!place.ok) return { question: '', ...momentOf(clock), failures: 0, listed: place }
  const question = digestOf([place.value, folder])
  const known = before?.question === question ? before : undefined
  if (known && clock.monotonicMs() < againMs(known)) return known
  const listed = await list(work, place.value, folder)
  const isSilent = !listed.ok && !signal.aborted
  return { question, ...momentOf(clock), failures: isSilent ? (known?.failures ?? 0) + 1 : 0, listed }
}

function momentOf(clock: SeekWork['ports']['clock']): Pick<SoughtBackups, 'at' | 'atMs'> {
  return { at: clock.nowIso(), atMs: clock.monotonicMs() }
}

function againMs({ atMs, failures, listed }: SoughtBackups): number {
  return atMs + (listed.ok ? HOLDS_FOR_MS : backoffMs(failures))
}

/** A folder on a disk that hangs heeds no signal, and a pass must not hang with it. */
async function list({ ports, signal }: SeekWork, place: StorageSpec, folder: string): Promise<Result<readonly BackupFound[]>> {
  const deadline = linkDeadline(SEEK_WITHIN_MS, signal)
  try {
    const listed = await Promise.race([listBackups(ports, { place, folder }, deadline.signal), endOf(deadline.signal)])
    if (listed?.ok) return ok(listed.value.whole)
    if (listed && listed.error.code !== 'aborted') return listed
    return err(failure(signal.aborted ? 'aborted' : 'storage-unreachable', { subject: `cannot list the storage ${place.name}`, cause: signal.aborted ? 'the look was ended early' : 'it did not answer in time' }))
  } finally {
    deadline.release()
  }
}

function endOf(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => { resolve(undefined) }, { once: true })
  })
}
