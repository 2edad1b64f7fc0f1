/** One try at one backup: what has to come first, the making of it, and what retention lets go of afterwards. */
import type { StorageSpec } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { AppKey } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DesiredState } from '../../model/state.js'
import type { Lease, Ports } from '../../ports.js'
import type { EngineConfig } from '../config.js'
import type { Loop } from '../loop.js'
import { takeOver } from '../restore/take-over.js'
import { announce } from './announce.js'
import { clearAway } from './clear-away.js'
import { findSource } from './find-source.js'
import { listBackups } from './list.js'
import { makeBackup } from './make.js'
import { placeOf } from './place-of.js'
import { backupFolder } from './places.js'
import { judgeNewest } from './sound.js'
import type { Hold } from './stand-still.js'
import { damageOf, failedTry, newestOf, refusalOf, regularOf, standingOf } from './track.js'
import type { FailedTry, Listed, Track } from './track.js'

export interface AttemptTools {
  readonly ports: Ports
  readonly config: EngineConfig
  readonly loop: Pick<Loop, 'isAtWork' | 'hold'>
  readonly desired: DesiredState | undefined
  readonly signal: AbortSignal
  /** What is true meanwhile. */
  readonly update: (track: Track) => void
}

/** What the storage has. That it cannot tell counts as a failed try: then nobody knows whether there is a backup at all. */
export async function listAgain(tools: AttemptTools, track: Track): Promise<Track> {
  const { ports, config, desired, signal } = tools
  const place = placeOf(desired, track.spec)
  const listed = place.ok ? await listBackups(ports, { place: place.value, folder: backupFolder(config.instance, track.spec) }, signal) : place
  if (!listed.ok) return signal.aborted ? track : failing(tools, track, listed.error)
  const { failed, ...rest } = await judged(tools, { ...track, listed: { backups: listed.value, ...momentOf(ports.clock) } })
  return failed && track.listed && !isMended(rest, failed, ports.clock.nowIso()) ? { ...rest, failed } : rest
}

/** The newest one is believed once its manifest was read. That one is not what was put there, or may not be read, is told once. */
async function judged({ ports, config, desired, signal }: AttemptTools, track: Track): Promise<Track> {
  const { spec, judged: known = { damaged: [] } } = track
  const place = placeOf(desired, spec)
  if (!place.ok) return track
  const now = await judgeNewest({ ports, config, signal }, { place: place.value, backups: regularOf({ ...track, judged: { damaged: [] } }, ports.clock.nowIso()) }, known)
  for (const { id, failure: cause } of now.damaged) {
    if (!known.damaged.some((one) => one.id === id)) announce(ports, { type: 'backup-failed', app: spec.app, backup: spec.key, failure: cause })
  }
  const refusal = refusalOf({ ...track, judged: now })
  if (refusal && !refusalOf(track)) announce(ports, { type: 'backup-failed', app: spec.app, backup: spec.key, failure: refusal })
  return { ...track, judged: now }
}

function momentOf(clock: Ports['clock']): Pick<Listed, 'at' | 'atMs'> {
  return { at: clock.nowIso(), atMs: clock.monotonicMs() }
}

/** A dump that failed is not mended by a list, unless somebody has made one since. */
function isMended(track: Track, { at }: FailedTry, now: string): boolean {
  const newest = newestOf(track, now)
  return newest !== undefined && Date.parse(newest.at) > Date.parse(at)
}

export async function attemptBackup(tools: AttemptTools, track: Track): Promise<Track> {
  const { ports, loop, signal, desired } = tools
  const { spec } = track
  const place = placeOf(desired, spec)
  if (!place.ok) return failing(tools, track, place.error)
  if (loop.isAtWork(spec.app)) return waiting(track, `the release of ${spec.app}`)
  const source = await findSource(ports, spec, signal)
  if (!source.ok) return failing(tools, track, source.error)
  if (source.value.kind === 'absent') return waiting(track, source.value.waitsFor)
  const lease = await ports.backupLease.acquire(`back up ${spec.key}`, 0, signal)
  if (!lease.ok) return lease.error.code === 'lease-held' ? waiting(track, `another one: ${lease.error.cause}`) : failing(tools, track, lease.error)
  return underLease(tools, track, { lease: lease.value, place: place.value })
}

/**
 * Somebody else may have made one meanwhile: it is looked again once nobody else can. A stand-in that is there then was left by a drill of
 * `mistctl` that was killed, and a server in it uses up the host's memory; that it cannot be taken away keeps no backup from being made.
 */
async function underLease(tools: AttemptTools, before: Track, { lease, place }: { readonly lease: Lease; readonly place: StorageSpec }): Promise<Track> {
  const { ports, config, signal } = tools
  try {
    const seen = await listAgain(tools, before)
    const { dueSince } = standingOf(seen, ports.clock.nowIso())
    if (dueSince === undefined || seen.listed === before.listed) return seen
    const { waitsFor: _, ...track } = sayMissed(tools, seen, dueSince)
    tools.update({ ...track, isRunning: true })
    await takeOver(ports, signal)
    const made = await makeBackup({ ports, config, signal }, { spec: track.spec, place, reason: 'schedule', hold: holdBy(tools) })
    if (!made.ok) return signal.aborted ? track : { ...track, failed: failedTry(track.failed, made.error, ports.clock.nowIso()) }
    return await afterwards(tools, track, place)
  } finally {
    lease.release()
  }
}

/** The new one is whole, whatever becomes of the old ones. */
async function afterwards(tools: AttemptTools, track: Track, place: StorageSpec): Promise<Track> {
  const { ports, config, signal } = tools
  const { failed: _failed, missedSaid: _missed, isRunning: _running, ...good } = track
  const cleared = await clearAway({ ports, config, signal }, { spec: track.spec, place })
  if (cleared.ok) return { ...good, listed: { backups: cleared.value.left, ...momentOf(ports.clock) } }
  if (!signal.aborted) announce(ports, { type: 'backup-failed', app: track.spec.app, backup: track.spec.key, failure: { ...cleared.error, subject: `cannot remove old backups of ${track.spec.key}`, cause: `${cleared.error.subject}: ${cleared.error.cause}` } })
  return listAgain(tools, good)
}

/** Only what this process was not there for: what fails or waits while it runs is told as that. The first one of all cannot be missed. */
function sayMissed({ ports }: AttemptTools, track: Track, dueSince: string): Track {
  if (newestOf(track, ports.clock.nowIso()) === undefined || Date.parse(dueSince) >= Date.parse(track.knownSince) || track.missedSaid !== undefined || track.changedAt !== undefined || damageOf(track, ports.clock.nowIso()) !== undefined) return track
  announce(ports, { type: 'backup-missed', app: track.spec.app, backup: track.spec.key, due: dueSince })
  return { ...track, missedSaid: dueSince }
}

function waiting(track: Track, waitsFor: string): Track {
  return { ...track, waitsFor }
}

/** A dump tells of itself; this is for what comes before it. Said once for the same cause. */
function failing({ ports }: AttemptTools, track: Track, cause: Failure): Track {
  const isNews = track.failed?.failure.cause !== cause.cause
  if (isNews) announce(ports, { type: 'backup-failed', app: track.spec.app, backup: track.spec.key, failure: cause })
  const { waitsFor: _, ...rest } = track
  return { ...rest, failed: failedTry(track.failed, cause, ports.clock.nowIso()) }
}

function holdBy({ loop }: AttemptTools): Hold {
  return (app: AppKey): Promise<Result<() => void>> => {
    const release = loop.hold(app)
    return Promise.resolve(release ? ok(release) : err(failure('backup-failed', { subject: `cannot pause ${app}`, cause: 'it is being released' })))
  }
}
