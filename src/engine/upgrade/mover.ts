/**
 * The data of a database goes over to a version that cannot open it. The old server is cut off first, so that nothing can be written that
 * would not go along; its backup lies in the storage before anything is filled; and the note that the new volume counts comes last. What
 * happens to the containers before and after is the plan's business.
 */
import type { BackupManifest, BackupSpec, DatabaseSource } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure, failureLine } from '../../model/failure.js'
import { baseVolume } from '../../model/generation.js'
import { resourceId } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Ports } from '../../ports.js'
import { withDeadline } from '../../signals.js'
import { makeBackup } from '../backup/make.js'
import { backupFolder } from '../backup/places.js'
import type { EngineConfig } from '../config.js'
import type { MoveEffect, Mover } from '../apply/effect-context.js'
import { beginGeneration, finishGeneration, sweepGenerations } from '../volumes/generations.js'
import { LEASE_WAIT_MS } from '../loop/lease.js'
import { restoreInto } from '../restore/restore-into.js'
import { takeOver } from '../restore/take-over.js'
import { checkRoomFor } from '../apply/room.js'
import type { Answers } from './compare.js'
import { answersOf, differenceIn } from './compare.js'
import type { CutOff } from './cut-off.js'
import { checkStillAlone, cutOff } from './cut-off.js'
import { giveBack } from './give-back.js'
import { checkSeal } from './check-seal.js'

export interface MoveWork {
  readonly ports: Ports
  readonly config: EngineConfig
  /** Fires also when it takes too long. */
  readonly signal: AbortSignal
}

/** However large it is: a server that hangs must not keep the app away for ever. */
const LONGEST_MS = 12 * 60 * 60_000

export function createMover(ports: Ports, config: EngineConfig): Mover {
  return {
    move: (effect, signal) => withDeadline(LONGEST_MS, [signal], (limited) => moveData({ ports, config, signal: limited }, effect, signal)),
    giveBack: (effect) => giveBack(ports, effect),
  }
}

/** Only `asked` tells that somebody wanted it to end: whatever else ends it would end it again, each time with the database away. */
async function moveData(work: MoveWork, effect: MoveEffect, asked: AbortSignal): Promise<Result<void>> {
  const { ports, signal } = work
  const lease = await ports.backupLease.acquire(`upgrade ${effect.app}`, LEASE_WAIT_MS, signal)
  if (!lease.ok) return lease
  try {
    const prepared = await prepare(work, effect)
    if (!prepared.ok) return asked.aborted ? prepared : err(inPauses(prepared.error))
    const carried = await carryOver(work, effect)
    if (carried.ok) return carried
    return err(asked.aborted ? endedEarly(effect) : notMoved(effect, inTime(work, carried.error)))
  } finally {
    lease.value.release()
  }
}

/** Nothing was touched yet, and `aborted` would be tried again at once. */
function inPauses(cause: Failure): Failure {
  return cause.code === 'aborted' ? { ...cause, ...failure('observation-incomplete', { subject: cause.subject, cause: cause.cause }) } : cause
}

function endedEarly({ app }: MoveEffect): Failure {
  return failure('aborted', { subject: `cannot upgrade ${app}`, cause: 'the work was ended early' })
}

/** Nobody but the deadline ended it, in whatever words what was under way took that. */
function inTime({ signal }: MoveWork, cause: Failure): Failure {
  return signal.aborted ? { ...cause, cause: 'it did not end within 12 hours' } : cause
}

/** All that can be known to fail before anybody is kept waiting for it. */
async function prepare({ ports, config, signal }: MoveWork, { app, move, to }: MoveEffect): Promise<Result<void>> {
  const subject = `cannot upgrade ${app}`
  const swept = await takeOver(ports, signal)
  if (!swept.ok) return swept
  await sweepGenerations(ports, signal)
  const sealed = await checkSeal(ports.seal, move.place, subject)
  if (!sealed.ok) return sealed
  const listed = await ports.storage.list(move.place, `${backupFolder(config.instance, move.backup)}/`, signal)
  if (!listed.ok) return listed
  const volumes = await ports.runtime.volumes({ sizes: 'measured' }, signal)
  if (!volumes.ok) return volumes
  const now = volumes.value.find(({ name }) => name === move.from)
  const room = await checkRoomFor(ports.runtime, { subject, bytes: (now?.sizeBytes ?? 0) * WRITTEN_TIMES }, signal)
  if (!room.ok) return room
  const begun = await beginGeneration(ports, { ...to, name: move.from, id: resourceId('volume', move.from) }, signal)
  if (!begun.ok) return begun
  return begun.value.name === to.name ? ok(undefined) : err(failure('observation-incomplete', { subject, cause: `another volume than ${to.name} is the next one by now`, help: 'It is planned anew by itself.' }))
}

/** The data itself, and as much again for logs and indexes while a server takes it in. */
const WRITTEN_TIMES = 2

async function carryOver(work: MoveWork, effect: MoveEffect): Promise<Result<void>> {
  const { ports, signal } = work
  const { app, move, to } = effect
  const say = (stage: string): void => { ports.emit({ type: 'upgrade-stage', app, stage, volume: to.name }) }
  say(`stopping ${move.software} ${move.fromLine} and cutting it off`)
  // Should it end here, then whatever differs about the old container is Mist's own doing, and never reported as somebody's.
  ports.store.rememberApplied({ [resourceId('container', `${app}/1`)]: '' })
  const alone = await cutOff(ports, effect, signal)
  if (!alone.ok) return alone
  const copied = await copyOut(work, effect, { alone: alone.value, say })
  if (!copied.ok) return copied
  say(`restoring it with ${move.software} ${move.toLine}`)
  const filled = await fill(work, effect, { ...copied.value, say })
  if (!filled.ok) return filled
  if (signal.aborted) return err(endedEarly(effect))
  say('going over')
  const finished = await finishGeneration(ports, to.name)
  return finished.ok ? ok(undefined) : finished
}

interface Copied {
  readonly manifest: BackupManifest
  /** What the old server said of its data. */
  readonly before: Answers
}

/** All that it holds lies in the storage, and it is down for good: asked before and after, since what it wrote by itself meanwhile may not be in the copy. */
async function copyOut(work: MoveWork, effect: MoveEffect, { alone, say }: { readonly alone: CutOff; readonly say: (stage: string) => void }): Promise<Result<Copied>> {
  const { ports, signal } = work
  const { app, move } = effect
  const asked = { container: alone.name, source: move.backup.source as DatabaseSource }
  const before = await answersOf(ports, asked, signal)
  if (!before.ok) return before
  say(`backing it up to ${move.storage}`)
  const made = await makeBackup(work, { spec: oldSpec(effect, alone.path), place: move.place, reason: 'upgrade', hold: () => Promise.resolve(ok(() => undefined)) })
  if (!made.ok) return made
  const after = await answersOf(ports, asked, signal)
  if (!after.ok) return after
  const written = differenceIn(before.value, after.value)
  if (written !== undefined) return err(failure('upgrade-failed', { subject: `cannot take over the data of ${app}`, cause: `something wrote to it while it was being backed up: ${written}`, help: 'Jobs of the server itself have to be off meanwhile.' }))
  const stopped = await ports.runtime.stopContainer(alone.name, move.live.stopGraceMs, signal)
  if (!stopped.ok) return stopped
  const still = await checkStillAlone(ports, effect, { since: alone.since, signal })
  return still.ok ? ok({ manifest: made.value, before: before.value }) : still
}

/** What is read is of the old version, and lies where that has it. */
function oldSpec({ move: { backup, fromLine } }: MoveEffect, path: string): BackupSpec {
  return { ...backup, source: { ...(backup.source as DatabaseSource), line: fromLine, path } }
}

interface Filling extends Copied {
  readonly say: (stage: string) => void
}

/** By a server of the new version that nobody reaches, out of the storage itself: so it is known that the backup can be restored. */
async function fill(work: MoveWork, { move, to, standIn }: MoveEffect, { manifest, before, say }: Filling): Promise<Result<void>> {
  const source = move.backup.source as DatabaseSource
  const folder = `${backupFolder(work.config.instance, move.backup)}/${manifest.id}`
  const look = async (container: string): Promise<Result<void>> => {
    say('comparing it with what was there')
    const after = await answersOf(work.ports, { container, source }, work.signal)
    if (!after.ok) return after
    const other = differenceIn(before, after.value)
    return other === undefined ? ok(undefined) : err(failure('restore-failed', { subject: 'cannot take over what was restored', cause: `it is not what was there: ${other}` }))
  }
  const restored = await restoreInto(work, { app: standIn, source, place: move.place, folder, manifest, purpose: 'upgrade', on: { volume: to.name, base: baseVolume(to.name) }, look })
  return restored.ok ? ok(undefined) : restored
}

function notMoved({ app, move: { from, software, fromLine, toLine } }: MoveEffect, cause: Failure): Failure {
  // True also when going back fails: then the task says so beside it.
  const help = `The old server is kept with all that it had, in the volume ${from}.${cause.help === undefined ? '' : ` ${cause.help}`}`
  return failure('upgrade-failed', { subject: `cannot upgrade ${app} from ${software} ${fromLine} to ${toLine}`, cause: failureLine(cause), help })
}
