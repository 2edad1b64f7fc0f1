/**
 * Makes one backup: part after part into the storage, the manifest last. What ends badly leaves no backup and, as far as the storage can
 * be reached, nothing at all. Whoever calls holds the lease `backup`.
 */
import type { BackupManifest, BackupPart, BackupSpec, StorageSpec } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { keyId } from '../../model/instance-key.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ObservedContainer } from '../../model/state.js'
import type { Ports, StoragePort } from '../../ports.js'
import { never, withDeadline } from '../../signals.js'
import type { EngineConfig } from '../config.js'
import { findSource } from './find-source.js'
import { keepPart } from './keep-part.js'
import { announce } from './announce.js'
import { freeId } from './free-id.js'
import { manifestKey } from './places.js'
import type { DataPart } from './read-data.js'
import { dataParts } from './read-data.js'
import { signed } from './signed.js'
import type { Hold } from './stand-still.js'
import { whileStandingStill } from './stand-still.js'
import { textStream } from './text-stream.js'

export interface BackupWork {
  readonly ports: Ports
  readonly config: EngineConfig
  readonly signal: AbortSignal
}

export interface BackupOrder {
  readonly spec: BackupSpec
  readonly place: StorageSpec
  readonly reason: BackupManifest['reason']
  /** Keeps passes away while containers stand still. */
  readonly hold: Hold
}

/** A dump that takes longer hangs, or belongs to a tool that is made for such sizes. */
const LONGEST_MS = 12 * 60 * 60_000

export async function makeBackup(work: BackupWork, order: BackupOrder): Promise<Result<BackupManifest>> {
  const { ports, signal } = work
  const { app, key, storage } = order.spec
  announce(ports, { type: 'backup-started', app, backup: key, storage, reason: order.reason })
  const made = await withDeadline(LONGEST_MS, [signal], (limited) => attempt({ ...work, signal: limited }, order))
  if (made.ok) announce(ports, { type: 'backup-finished', app, backup: key, id: made.value.id, bytes: sizeOf(made.value), durationMs: made.value.durationMs })
  else if (!signal.aborted) announce(ports, { type: 'backup-failed', app, backup: key, failure: made.error })
  return made
}

function sizeOf({ parts }: BackupManifest): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0)
}

async function attempt(work: BackupWork, order: BackupOrder): Promise<Result<BackupManifest>> {
  const { ports, signal } = work
  const { spec } = order
  const found = await findSource(ports, spec, signal)
  if (!found.ok) return found
  if (found.value.kind === 'absent') return err(failure('backup-failed', { subject: `cannot back up ${spec.key}`, cause: `there is no ${found.value.waitsFor}` }))
  const begun = await freeId(work, order)
  if (!begun.ok) return begun
  const run: Run = { ...found.value, ...begun.value, order, beganMs: ports.clock.monotonicMs(), written: [] }
  const made = await keepAll({ ...work, ports: { ...ports, storage: noting(ports.storage, run.written) } }, run)
  if (!made.ok) await takeBack(ports, run)
  return made
}

/** The same storage; what it took is noted, also where what comes after fails. */
function noting(storage: StoragePort, written: string[]): StoragePort {
  return {
    ...storage,
    put: async (place, object, signal) => {
      const put = await storage.put(place, object, signal)
      if (put.ok) written.push(object.key)
      return put
    },
  }
}

interface Run {
  readonly order: BackupOrder
  readonly from: ObservedContainer
  readonly all: readonly ObservedContainer[]
  readonly id: string
  readonly folder: string
  readonly startedAt: string
  readonly beganMs: number
  /** Keys of the objects that this run put there, the newest last. */
  readonly written: string[]
}

async function keepAll(work: BackupWork, run: Run): Promise<Result<BackupManifest>> {
  const { ports, signal } = work
  const parts = await dataParts(ports, { spec: run.order.spec, from: run.from }, signal)
  if (!parts.ok) return parts
  const kept: BackupPart[] = []
  for (const part of parts.value) {
    const one = await keepOne(work, run, part)
    if (!one.ok) return one
    kept.push(one.value)
  }
  const at = manifestKey(run.folder)
  const manifest = signed(manifestOf(work, run, kept), { key: work.config.key, purpose: 'backup manifest', at })
  // It may lie there although the answer was lost; a manifest without its parts would look like a backup.
  run.written.push(at)
  const put = await ports.storage.put(run.order.place, { key: at, body: textStream(`${JSON.stringify(manifest, undefined, 2)}\n`) }, signal)
  return put.ok ? ok(manifest) : put
}

function keepOne({ ports, signal }: BackupWork, { order, folder, all }: Run, part: DataPart): Promise<Result<BackupPart>> {
  const keep = (limited: AbortSignal): Promise<Result<BackupPart>> => keepPart(ports, { place: order.place, folder, name: part.name, stem: part.stem, plain: part.open(limited) }, limited)
  return part.isPaused ? whileStandingStill(ports, { app: order.spec.app, containers: all, hold: order.hold }, signal, keep) : keep(signal)
}

function manifestOf({ ports, config }: BackupWork, { order: { spec, place, reason }, id, from, startedAt, beganMs }: Run, parts: readonly BackupPart[]): BackupManifest {
  const { source } = spec
  return {
    formatVersion: 1,
    id,
    instance: config.instance,
    key: spec.key,
    source: source.kind === 'database' ? { kind: 'database', software: source.software, line: source.line, image: from.image } : { kind: 'volume', volume: source.volume },
    startedAt,
    durationMs: Math.round(ports.clock.monotonicMs() - beganMs),
    reason,
    encrypted: place.recipients !== undefined,
    keyId: keyId(config.key),
    parts,
  }
}

const PATIENCE_MS = 30_000

/**
 * Only out of tidiness: without a manifest it is no backup, and a later run sweeps what cannot be reached now. What this run did not put there is not
 * touched: a host that is a copy of this one may have taken the same second. The manifest goes first.
 */
async function takeBack({ storage }: Ports, { order, written }: Run): Promise<void> {
  if (written.length === 0) return
  await withDeadline(PATIENCE_MS, [never()], async (signal): Promise<Failure | undefined> => {
    const gone = await storage.remove(order.place, written.toReversed(), signal)
    return gone.ok ? undefined : gone.error
  })
}
