/**
 * Databases whose data the wanted version or the key at hand cannot open. Their server would fail to start, or start and lock out every
 * app, and either way only after the one that works was stopped: so they are refused while nothing has happened. So is whoever would begin
 * with nothing where data is missed.
 */
import type { DataOrigin, DataSpec } from '../../model/data.js'
import type { DataRecord } from '../../model/data-record.js'
import { isHeld, writerOf } from '../../model/data-record.js'
import { failureLine } from '../../model/failure.js'
import { baseVolume } from '../../model/generation.js'
import { nameAndTag } from '../../model/image-ref.js'
import type { AppKey, VolumeSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import type { DesiredApp, ObservedState, ObservedVolume } from '../../model/state.js'
import { compareVersions } from '../../model/version.js'
import { liveWriters, wantedWriter } from './notes.js'
import { backedUpVolumes, keepsakes, knownData } from '../memory.js'
import type { MoveJudged } from './move-data.js'
import { judgeMove } from './move-data.js'
import type { PlanInputs, Refusal } from '../proposal.js'

/** The databases themselves, and whoever would be told of a user, a password or a server that is not there. */
export function unfitData({ desired, observed, memory }: PlanInputs): ReadonlyMap<AppKey, Refusal> {
  const backedUp = backedUpVolumes(desired)
  const holders = desired.apps.filter((app) => isDatabase(app) || app.volumes.some(({ name }) => backedUp.has(baseVolume(name))))
  const volumes = new Map(holders.length === 0 ? [] : observed.volumes.filter(({ owner }) => owner === 'ours').map((volume) => [volume.name, volume]))
  const record = knownData(memory)
  const unfit = new Map<AppKey, Misfit>(holders.flatMap((app) => {
    const misfit = misfitOf(app, { volumes, observed, record, backedUp, emptyStarts: memory.emptyStarts ?? {}, judged: judgeMove(app, { desired, observed }), backup: desired.backups?.find((one) => one.app === app.key && one.source.kind === 'database')?.key })
    return misfit ? [[app.key, misfit] as const] : []
  }))
  if (unfit.size === 0) return unfit
  const misled = desired.apps.flatMap(({ key, dependsOn }) => {
    const other = unfit.has(key) ? undefined : dependsOn.find((one) => unfit.get(one)?.misleads === true)
    return other === undefined ? [] : [[key, { reason: 'data-unfit', message: `it would be told how to reach ${other} in a way that does not work: ${unfit.get(other)?.message ?? ''}` } as const] as const]
  })
  return new Map<AppKey, Refusal>([...unfit, ...misled])
}

interface Misfit extends Refusal {
  /** What other apps would be told of it is wrong as well. */
  readonly misleads: boolean
}

interface Known {
  readonly volumes: ReadonlyMap<string, ObservedVolume>
  readonly observed: ObservedState
  /** A failure when it is not known. */
  readonly record: Result<DataRecord>
  /** See `backedUpVolumes`. */
  readonly backedUp: ReadonlySet<string>
  readonly emptyStarts: Readonly<Record<string, Refusal>>
  /** The name of its backups; undefined when git wants none. */
  readonly backup: string | undefined
  /** Whether its data may go over by itself. */
  readonly judged: MoveJudged | undefined
}

function isDatabase({ volumes }: DesiredApp): boolean {
  return volumes.some(({ data }) => data !== undefined)
}

function misfitOf(app: DesiredApp, known: Known): Misfit | undefined {
  const { observed } = known
  const unknown = observed.incomplete.volume
  if (!isDatabase(app)) return unknown ? undefined : firstGone(app, known)
  if (unknown) return { reason: 'observation-incomplete', message: `it is not known what its volume holds (${failureLine(unknown)}): Mist looks again by itself`, misleads: false }
  return volumesMisfit(app, known) ?? firstGone(app, known) ?? olderThanWriter(app, known) ?? fixedElsewise(app, observed)
}

function volumesMisfit(app: DesiredApp, known: Known): Misfit | undefined {
  for (const volume of app.volumes) {
    // What is about to be filled is made anew, whatever an attempt left of it.
    const live = app.move && baseVolume(app.move.from) === baseVolume(volume.name) ? undefined : known.volumes.get(volume.name)
    const found = live && volume.data && volumeMisfit(volume, { wanted: volume.data, found: live.data }, known)
    if (found) return found
  }
  return undefined
}

function firstGone(app: DesiredApp, { volumes, record, backedUp, emptyStarts }: Known): Misfit | undefined {
  if (app.move || app.containers.length === 0) return undefined
  for (const volume of keepsakes(app, backedUp).filter(({ name }) => !volumes.has(name))) {
    if (!record.ok || isHeld(record.value, volume.name)) return dataGone(volume, record)
    const refusal = emptyStarts[baseVolume(volume.name)]
    if (refusal) return { ...refusal, misleads: false }
  }
  return undefined
}

/** What begins anew looks healthy, and its backups would take the place of those that hold the data. */
function dataGone({ name }: VolumeSpec, record: Result<DataRecord>): Misfit {
  const message = record.ok
    ? `the volume ${name} held its data and is gone: restore a backup, or let it begin empty with: mistctl prune --confirm=${name}`
    : `there is no volume ${name}, and whether there was one is not known: ${failureLine(record.error)} (${record.error.help ?? ''})`
  return { reason: 'data-missing', message, misleads: false }
}

interface Sides {
  readonly wanted: DataSpec
  readonly found: DataOrigin | undefined
}

function volumeMisfit({ name }: VolumeSpec, { wanted, found }: Sides, known: Known): Misfit | undefined {
  if (!found) return misleading(`the volume ${name} was not made by a template, so it is not known what its data needs: keep the app as it was, or give the database another name`)
  const wrote = `the volume ${name} holds data of ${found.software} ${found.line}`
  if (found.software !== wanted.software) return misleading(`${wrote}, which ${wanted.software} cannot read: give the new database another name, and move the data by a dump`)
  const order = compareVersions(wanted.line, found.line)
  if (order < 0) return plain(`${wrote}, which the older ${wanted.line} cannot read: go back to ${versionWords(found.line)}${olderGeneration(name, wanted, known)}`)
  if (order > 0 && wanted.upgrade === 'never') return plain(`${wrote}, which ${wanted.line} cannot open: go back to ${versionWords(found.line)}, or ${wayForward(wanted, known)}`)
  return keyMisfit(name, wanted, found)
}

/** A backup is restored by the server that git wants, into a volume of its own. */
function wayForward({ line }: DataSpec, { backup, judged }: Known): string {
  if (judged?.kind === 'obstacle') return `mend why its data cannot go over by itself: ${judged.cause}`
  if (backup === undefined) return `make a second database with ${versionWords(line)} and move the data by a dump`
  return `let Mist take the data over with \`upgrade: dump-restore\`, or stop who writes to it and say: mistctl backup now ${backup}, then mistctl backup restore ${backup}`
}

/** From before the data moved on, which is kept until a person prunes it. */
function olderGeneration(name: string, wanted: DataSpec, { volumes }: Known): string {
  const kept = [...volumes.values()].find((one) => one.name !== name && baseVolume(one.name) === baseVolume(name) && one.data?.line === wanted.line)
  return kept ? `, or to the data of before, without what was written since, with: mistctl volume use ${kept.name}` : ''
}

/** Its server knows the passwords of the other key alone. */
function keyMisfit(name: string, wanted: DataSpec, found: DataOrigin): Misfit | undefined {
  if (wanted.key === undefined || wanted.key === found.key) return undefined
  const other = found.key === undefined ? 'were not derived from a key of an instance' : `were derived from the key ${found.key}, and this instance has ${wanted.key}`
  return misleading(`the passwords in the volume ${name} ${other}: bring back the instance.key that made them`)
}

function versionWords(line: string): string {
  return `\`with: { version: "${line}" }\``
}

function olderThanWriter(app: DesiredApp, known: Known): Misfit | undefined {
  return olderThanLive(app, known.observed) ?? olderThanNoted(app, known)
}

/** What runs may be newer than what the volume remembers of its first day. */
function olderThanLive({ key, containers: [wanted], volumes }: DesiredApp, { containers }: ObservedState): Misfit | undefined {
  const to = wanted && nameAndTag(wanted.image)
  const own = new Set(volumes.map(({ name }) => name))
  for (const live of containers) {
    const from = nameAndTag(live.image)
    // What wrote to another generation says nothing about this one.
    const isWriter = live.mounts.some(({ kind, source }) => kind === 'volume' && own.has(source))
    if (live.app !== key || !isWriter || !to || from?.name !== to.name || compareVersions(to.tag, from.tag) >= 0) continue
    return plain(`${live.image} has written to its volume, and the older ${to.tag} may not be able to read that: go back to ${versionWords(from.tag)}`)
  }
  return undefined
}

/** The containers that wrote may be gone, and the volume remembers its first day alone. */
function olderThanNoted(app: DesiredApp, { volumes, observed, record }: Known): Misfit | undefined {
  for (const volume of app.volumes.filter(({ name }) => volumes.has(name))) {
    const wanted = wantedWriter(app, volume)
    // What runs on the data has opened it: then the container tells, see above.
    if (!wanted || liveWriters(app, volume, observed).length > 0) continue
    if (!record.ok) return plain(`which version wrote to the volume ${volume.name} last is not known, and no container is there to tell: ${failureLine(record.error)} (${record.error.help ?? ''})`)
    const last = writerOf(record.value, volume.name)
    if (last?.software === wanted.software && compareVersions(wanted.version, last.version) < 0) return plain(`${last.software} ${last.version} has written to the volume ${volume.name}, and the older ${wanted.version} may not be able to read that: go back to ${versionWords(last.version)}`)
  }
  return undefined
}

/** Other apps would be told of a user or a database that is not there. */
function fixedElsewise({ key, volumes, containers: [wanted] }: DesiredApp, { containers }: ObservedState): Misfit | undefined {
  const live = containers.find(({ app }) => app === key)
  const names = volumes.flatMap(({ data }) => data?.fixedEnv ?? [])
  const changed = live && wanted && names.find((name) => live.env[name] !== undefined && live.env[name] !== wanted.env[name])
  if (changed === undefined) return undefined
  // Not the value itself: a refusal is kept and shown where values of env are not.
  return misleading(`${changed} counts only when the data is first made, and git says something else now: put it back, or make a second database`)
}

function plain(message: string): Misfit {
  return { reason: 'data-unfit', message, misleads: false }
}

function misleading(message: string): Misfit {
  return { reason: 'data-unfit', message, misleads: true }
}
