/** Removes backups that retention lets go of, manifest first, and what interrupted ones left behind. Called after a new one was made. */
import type { BackupSpec, StorageSpec } from '../../model/backup.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import { spentBackups } from '../../plan/backups/retention.js'
import type { Ports } from '../../ports.js'
import { announce } from './announce.js'
import type { BackupFound, BackupsListed, OwnQuery } from './list.js'
import { listBackups, ownBackups } from './list.js'
import type { BackupWork } from './make.js'
import { backupFolder, manifestKey } from './places.js'
import { soundOf } from './sound.js'

/** Longer than any backup takes: what is younger may be at work, also on another host. */
const LEFTOVER_MS = 24 * 60 * 60_000

export interface Cleared {
  readonly left: BackupsListed
  readonly removed: readonly BackupFound[]
}

export async function clearAway(work: BackupWork, { spec, place }: { readonly spec: BackupSpec; readonly place: StorageSpec }): Promise<Result<Cleared>> {
  const { ports, config, signal } = work
  const listed = await listBackups(ports, { place, folder: backupFolder(config.instance, spec) }, signal)
  if (!listed.ok) return listed
  const judged = await spentOf(work, { spec, place, listed: listed.value })
  if (!judged.ok) return judged
  const spent = judged.value
  for (const one of spent) {
    const gone = await removeBackup(work, place, one)
    if (!gone.ok) return gone
    announce(ports, { type: 'backup-removed', app: spec.app, backup: spec.key, id: one.id, because: 'retention' })
  }
  const swept = await sweepLeftovers(work, place, listed.value)
  if (!swept.ok) return swept
  return ok({ left: { whole: listed.value.whole.filter((one) => !spent.includes(one)), leftovers: [] }, removed: spent })
}

interface Clearing {
  readonly spec: BackupSpec
  readonly place: StorageSpec
  readonly listed: BackupsListed
}

/**
 * What is no regular backup, cannot be known for one, or is damaged, is let go of like any other, and never makes another one spent. So
 * before anything goes, the manifests of those are read for whose sake it would go.
 */
async function spentOf(work: BackupWork, { spec: { keep, schedule: { timezone } }, place, listed: { whole } }: Clearing): Promise<Result<readonly BackupFound[]>> {
  const query: OwnQuery = { key: work.config.key, now: work.ports.clock.nowIso() }
  const time = { timezone, now: query.now }
  const [regular, any] = [ownBackups(whole, 'regular', query), ownBackups(whole, 'any', query)]
  const sound = spentBackups(regular, keep, time).length === 0 ? ok(regular) : await soundOf(work, { place, backups: regular })
  if (!sound.ok) return sound
  const others = spentBackups(any, keep, time).filter((one) => !sound.value.includes(one))
  return ok([...spentBackups(sound.value, keep, time), ...others])
}

/** From the first step on it is no backup any more; what is left of one that breaks off here is swept as a leftover. */
async function removeBackup({ ports: { storage }, signal }: BackupWork, place: StorageSpec, { folder }: BackupFound): Promise<Result<void>> {
  const first = await storage.remove(place, [manifestKey(folder)], signal)
  if (!first.ok) return first
  const rest = await storage.list(place, `${folder}/`, signal)
  return rest.ok ? storage.remove(place, rest.value.map(({ key }) => key), signal) : rest
}

async function sweepLeftovers({ ports, signal }: { readonly ports: Ports; readonly signal: AbortSignal }, place: StorageSpec, { leftovers }: BackupsListed): Promise<Result<void>> {
  const nowMs = Date.parse(ports.clock.nowIso())
  const old = leftovers.filter(({ at }) => nowMs - Date.parse(at) > LEFTOVER_MS)
  return old.length === 0 ? ok(undefined) : ports.storage.remove(place, old.flatMap(({ keys }) => keys), signal)
}
