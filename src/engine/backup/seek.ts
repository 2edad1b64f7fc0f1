/**
 * Asks the storages for backups of data that is not on the host. Nobody else may tell of it: on a rebuilt host what Mist knew is gone, or
 * older than the data. An answer holds for a while, and a storage that does not answer is asked again at growing distances. A look waits for
 * it a little while alone: the question goes on beside it, and a later look finds the answer.
 */
import type { StorageSpec } from '../../model/backup.js'
import { failure } from '../../model/failure.js'
import { digestOf } from '../../model/fingerprint.js'
import { baseVolume } from '../../model/generation.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DesiredState } from '../../model/state.js'
import type { AbsentData } from '../../plan/data/absent-data.js'
import type { ReadPorts } from '../../ports.js'
import { linkDeadline } from '../../signals.js'
import { backoffMs } from '../loop/backoff.js'
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
  /** Where the answer is still to come. */
  readonly asking?: Asking
}

type Listed = Result<readonly BackupFound[]>

interface Asking {
  /** Undefined while there is none. */
  readonly answer: () => Listed | undefined
}

export interface SeekWork {
  readonly ports: Pick<ReadPorts, 'storage' | 'clock'>
  readonly config: Pick<EngineConfig, 'instance'>
  readonly signal: AbortSignal
  /** How long a look waits; see LOOK_WAITS_MS. */
  readonly waitMs?: number
}

export interface SeekQuery {
  readonly absent: readonly AbsentData[]
  readonly desired: Pick<DesiredState, 'storages' | 'unresolved'>
  /** What was told before. */
  readonly before: Sought | undefined
}

/** Longer than a bucket is tried again for by itself, so that it is the cause that is told. */
export const SEEK_WITHIN_MS = 15_000
/** What has nothing to do with that data is to be healed meanwhile. */
const LOOK_WAITS_MS = 2_000
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
  const { clock } = work.ports
  if (!place.ok) return { question: '', ...momentOf(clock), failures: 0, listed: place }
  const question = digestOf([place.value, folder])
  const known = before?.question === question ? before : undefined
  if (known?.asking) return answerOf(known, known.asking, clock)
  if (known && clock.monotonicMs() < againMs(known)) return known
  const told = await ask(work, place.value, folder)
  return { question, ...momentOf(clock), failures: failuresAfter(told, known, work), ...told }
}

function failuresAfter({ listed }: Pick<SoughtBackups, 'listed'>, known: SoughtBackups | undefined, { signal }: SeekWork): number {
  return listed.ok || signal.aborted ? 0 : (known?.failures ?? 0) + 1
}

/** The attempt was counted when it began. */
function answerOf({ question, failures, listed }: SoughtBackups, asking: Asking, clock: SeekWork['ports']['clock']): SoughtBackups {
  const late = asking.answer()
  const now = { question, ...momentOf(clock) }
  if (!late) return { ...now, failures, listed, asking }
  return { ...now, failures: late.ok ? 0 : failures, listed: late }
}

async function ask(work: SeekWork, place: StorageSpec, folder: string): Promise<Pick<SoughtBackups, 'listed' | 'asking'>> {
  let told: Listed | undefined
  const asked = list(work, place, folder).then((listed) => { told = listed })
  const patience = linkDeadline(work.waitMs ?? LOOK_WAITS_MS)
  await Promise.race([asked, endOf(patience.signal)]).finally(patience.release)
  if (told) return { listed: told }
  return { listed: err(failure('storage-unreachable', { subject: `cannot list the storage ${place.name}`, cause: 'it has not answered yet' })), asking: { answer: () => told } }
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
