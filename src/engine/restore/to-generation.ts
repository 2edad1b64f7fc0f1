/**
 * A backup becomes the data of an app: a copy of what stands now is kept first, a new volume is filled and tried, and only then does the
 * app go over to it. Until that moment nothing of the app is touched; the volume before is kept in any case.
 */
import type { BackupManifest } from '../../model/backup.js'
import { failure } from '../../model/failure.js'
import { baseVolume } from '../../model/generation.js'
import type { VolumeSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Ports } from '../../ports.js'
import { never } from '../../signals.js'
import type { EngineConfig } from '../config.js'
import { abandonGeneration, beginGeneration, sweepGenerations } from '../volumes/generations.js'
import type { ChosenBackup, RestoreTarget } from './choose.js'
import { restoreInto } from './restore-into.js'
import { takeOver } from './take-over.js'
import { switchTo } from './switch.js'

export interface RestoreWork {
  readonly ports: Ports
  readonly config: EngineConfig
  readonly signal: AbortSignal
  /** Told before each stage begins. */
  readonly onStage: (stage: RestoreStage) => void
}

export type RestoreStage = 'safety-backup' | 'restore' | 'switch'

export interface RestoreOrder {
  readonly backup: Pick<ChosenBackup, 'place' | 'folder' | 'manifest'>
  readonly target: RestoreTarget
  /** Makes the copy of what stands now; absent when there is nothing, or nothing that could be read. */
  readonly safety?: () => Promise<Result<BackupManifest>>
  /** How long to wait for another backup, drill or restore. */
  readonly waitMs: number
}

export interface RestoreEnd {
  /** Where the data is. */
  readonly volume: string
  /** What stood there before, and is kept. */
  readonly before?: string
  readonly safety?: BackupManifest
  readonly message: string
}

export async function restoreToGeneration(work: RestoreWork, order: RestoreOrder): Promise<Result<RestoreEnd>> {
  const { ports, signal } = work
  const lease = await ports.backupLease.acquire('restore', order.waitMs, signal)
  if (!lease.ok) return lease
  try {
    const swept = await takeOver(ports, signal)
    if (!swept.ok) return swept
    await sweepGenerations(ports, signal)
    return await underLease(work, order)
  } finally {
    lease.value.release()
  }
}

async function underLease(work: RestoreWork, order: RestoreOrder): Promise<Result<RestoreEnd>> {
  const { ports, signal } = work
  const { target } = order
  const safety = await keepCopy(work, order)
  if (!safety.ok) return safety
  const begun = await beginGeneration(ports, target.volume, signal)
  if (!begun.ok) {
    await sweepGenerations(ports, never())
    return begun
  }
  const made = await fillAndSwitch(work, order, begun.value)
  if (!made.ok) {
    await abandonGeneration(ports, begun.value.name, never())
    return made
  }
  return ok({ volume: begun.value.name, message: made.value.message, ...(target.live && { before: made.value.before }), ...(safety.value && { safety: safety.value }) })
}

async function keepCopy({ onStage }: RestoreWork, { safety }: RestoreOrder): Promise<Result<BackupManifest | undefined>> {
  if (!safety) return ok(undefined)
  onStage('safety-backup')
  const made = await safety()
  if (made.ok) return made
  return err({ ...made.error, subject: `cannot keep a copy of what stands now: ${made.error.subject}`, help: 'Nothing was changed. If the data is gone or its server is broken, so that no copy can be made, say --without-safety-backup; the volume itself is kept in any case.' })
}

interface Filled {
  readonly message: string
  /** What counted until the switch: another restore may have switched since this one was agreed to. */
  readonly before: string
}

async function fillAndSwitch(work: RestoreWork, { backup, target }: RestoreOrder, made: VolumeSpec): Promise<Result<Filled>> {
  const { place, folder, manifest } = backup
  work.onStage('restore')
  const restored = await restoreInto(work, { app: target.app, source: target.spec.source, place, folder, manifest, purpose: 'restore', on: { volume: made.name, base: baseVolume(made.name) } })
  if (!restored.ok) return restored
  if (work.signal.aborted) return err(failure('aborted', { subject: `cannot restore to ${target.app.key}`, cause: 'the work was ended early' }))
  work.onStage('switch')
  const switched = await switchTo(work, target, made)
  return switched.ok ? ok({ message: restored.value.message, before: switched.value.before }) : switched
}
