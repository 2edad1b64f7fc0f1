/**
 * May this volume be destroyed? Only what no app of git uses, no container mounts and nobody protected, and only while it is known
 * what git says. It reads and judges; who destroys holds the lease and was told what goes.
 */
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { baseVolume } from '../../model/generation.js'
import type { AppKey } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { knownData } from '../../plan/memory.js'
import type { Ports, ReadPorts, VolumeDetail } from '../../ports.js'
import type { Look } from '../look.js'
import { forgetData } from '../record/note-data.js'
import { findPastProtection } from './past-protection.js'
import type { ReadWork } from '../look/read-manifest.js'

/**
 * in-use: an app of git has it. kept: none has. making: it is being filled, or was left half filled. ambiguous: it is one of several
 * generations, and which one counts is not known. unknown: git, or the source of its app, cannot be read right now.
 */
export type VolumeStanding = 'in-use' | 'kept' | 'making' | 'ambiguous' | 'unknown'

export function standingOf({ name, app }: Pick<VolumeDetail, 'name' | 'app'>, { plan, desired, failure: trouble, making = [] }: Look): VolumeStanding {
  if (making.includes(name)) return 'making'
  if (!plan || !desired || trouble) return 'unknown'
  if (plan.keptVolumes.includes(name)) return 'kept'
  const unresolved = desired.unresolved.find(({ key, formerly }) => key === app || formerly === app)
  if (!unresolved) return 'in-use'
  return unresolved.failure.code === 'data-ambiguous' ? 'ambiguous' : 'unknown'
}

export interface VolumeLoss {
  readonly volume: VolumeDetail
  /** ISO 8601: when its app last came out, as far as history goes. */
  readonly lastRelease?: string
  /** Other generations of it that are there: their data is not given up with it. */
  readonly others: readonly string[]
}

export async function judgeLoss(work: ReadWork, name: string, seen: Look): Promise<Result<VolumeLoss>> {
  const subject = `cannot remove volume ${name}`
  const unknown = seen.failure ?? seen.trouble?.failure
  if (unknown) return err({ ...unknown, subject: `${subject} without knowing what git says`, cause: `${unknown.subject}: ${unknown.cause}` })
  const told = await work.ports.runtime.volumes({ sizes: 'measured' }, work.signal)
  if (!told.ok) return told
  const volume = told.value.find((one) => one.name === name)
  if (!volume) return err(failure('volume-unknown', { subject, cause: 'this instance has no volume of that name', help: 'Look at the names with: mistctl volume ls' }))
  const present = obstacleOf(volume, seen) ?? protection(volume, seen)
  if (present) return err(refusal(subject, present.cause, present.help))
  const past = await pastProtection(work, volume, subject)
  if (past) return err(past)
  const [last] = work.ports.store.releases({ app: volume.app, limit: 1 })
  const others = told.value.map((one) => one.name).filter((one) => one !== name && baseVolume(one) === baseVolume(name))
  return ok({ volume, others, ...(last && { lastRelease: last.releasedAt }) })
}

export interface Waiting {
  readonly app: AppKey
  /** The volume that the app would begin with. */
  readonly volume: string
}

/** The app that waits for a person's word, because this volume of it is gone, or would be a new one beside backups. No generation of it is there, so each of their names means it. */
export function waitsFor({ store, dataRecord }: Pick<ReadPorts, 'store' | 'dataRecord'>, name: string, { plan, desired }: Look): Result<Waiting | undefined> {
  const record = knownData({ lastApplied: store.lastApplied(), dataRecord: dataRecord.read() })
  if (!record.ok) return err({ ...record.error, subject: `cannot give up volume ${name}: ${record.error.subject}` })
  const gone = new Set(plan?.blocked.flatMap(({ id, reason }) => (reason === 'data-missing' || reason === 'data-unknown' ? [id] : [])))
  const waiting = (desired?.apps ?? []).map((app) => app.kept?.wanted ?? app).flatMap(({ key, volumes }) => volumes.filter((volume) => gone.has(volume.id) && baseVolume(volume.name) === baseVolume(name)).map((volume) => ({ app: key, volume: volume.name })))
  return ok(waiting[0])
}

/** Once it is gone: should an app want the volume again, and no other generation of it is there, it begins empty. */
export async function giveUp(ports: Pick<Ports, 'store' | 'clock' | 'dataRecord'>, { name, app, others = [] }: Pick<VolumeDetail, 'name' | 'app'> & Partial<Pick<VolumeLoss, 'others'>>, by: string): Promise<Result<void>> {
  const forgotten = await forgetData(ports, name, others)
  ports.store.recordEvent({ type: 'volume-removed', app, volume: name, by }, { run: 0, time: ports.clock.nowIso() })
  return forgotten
}

interface Obstacle {
  readonly cause: string
  readonly help: string
}

function obstacleOf(volume: VolumeDetail, seen: Look): Obstacle | undefined {
  switch (standingOf(volume, seen)) {
    case 'in-use': return { cause: 'an app in git uses it', help: 'Remove the volume, or its app, from the file first.' }
    case 'making': return { cause: 'it is being filled right now, or was left half filled by something that was interrupted', help: 'Mist takes the latter away by itself.' }
    case 'ambiguous': return { cause: `it is not known which volume holds the data of ${volume.app}`, help: 'Choose first with: mistctl volume use <NAME>' }
    case 'unknown': return { cause: `the source of ${volume.app} cannot be had right now, so it is not known what that app uses`, help: 'Try again when mistctl status shows the app as resolved.' }
    case 'kept': return volume.usedBy.length === 0 ? undefined : { cause: `${volume.usedBy.join(', ')} still mounts it`, help: 'Remove that container first; mistctl apply does so when it is one that git no longer has.' }
  }
}

/** What git says now, or the label of the volume. */
function protection(volume: VolumeDetail, { desired }: Look): Obstacle | undefined {
  const help = neverRemoved(volume)
  const byGit = desired?.apps.find(({ key, formerly, protect }) => protect && (key === volume.app || formerly === volume.app))
  if (byGit) return { cause: `git says protect: true for ${byGit.key}`, help }
  return volume.protect ? { cause: `it was made for ${volume.app} with protect: true, and keeps that as a label`, help } : undefined
}

/** What git said when the volume was last in use. Not to know it is no leave to destroy. */
async function pastProtection(work: ReadWork, volume: VolumeDetail, subject: string): Promise<Failure | undefined> {
  const by = await findPastProtection(work, volume.app)
  if (!by.ok) return { ...by.error, subject: `${subject} without knowing whether it was protected`, help: `Try again. If this stays: ${byHand(volume)}` }
  return by.value === undefined ? undefined : refusal(subject, `git said protect: true when ${by.value} last came out`, neverRemoved(volume))
}

function neverRemoved(volume: VolumeDetail): string {
  return `Mist never removes such a volume. ${byHand(volume)}`
}

function byHand({ name }: VolumeDetail): string {
  return `Who is sure removes it on the host itself: docker volume rm ${name}`
}

function refusal(subject: string, cause: string, help: string): Failure {
  return failure('volume-refused', { subject, cause, help })
}
