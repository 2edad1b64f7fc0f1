/**
 * May data of which git wants backups begin empty? Not beside its own backups, and not while nobody knows whether there are any: it would look
 * healthy, and its schedule would put backups of nothing in the place of those that hold the data. A person may say that it shall. See
 * docs/adr/0023-no-data-begins-empty-beside-its-backups.md.
 */
import type { DataRecord } from '../../model/data-record.js'
import { isHeld } from '../../model/data-record.js'
import type { Failure } from '../../model/failure.js'
import { failureLine } from '../../model/failure.js'
import { baseVolume } from '../../model/generation.js'
import type { DesiredState, ObservedState } from '../../model/state.js'
import type { AbsentData } from '../../plan/data/absent-data.js'
import { absentData } from '../../plan/data/absent-data.js'
import { knownData } from '../../plan/memory.js'
import type { Refusal } from '../../plan/proposal.js'
import { ageText } from '../../render/time-text.js'
import type { EngineConfig } from '../config.js'
import type { ReadWork } from '../look/read-manifest.js'
import type { BackupFound } from './list.js'
import { AHEAD_MS, ownBackups } from './list.js'
import type { Sought, SoughtBackups } from './seek.js'
import { seekBackups } from './seek.js'

/** First name of a volume → why it may not begin empty now. */
export type EmptyStarts = Readonly<Record<string, Refusal>>

export interface EmptyStartsFound {
  readonly emptyStarts: EmptyStarts
  readonly sought: Sought
}

interface Sides {
  readonly desired: DesiredState
  readonly observed: ObservedState
  /** What the storages told an earlier look. */
  readonly before: Sought | undefined
}

const NOTHING: EmptyStartsFound = { emptyStarts: {}, sought: {} }

/** Where all data is there, or known to have been, nothing is asked. */
export async function findEmptyStarts(work: ReadWork, { desired, observed, before }: Sides): Promise<EmptyStartsFound> {
  const { ports, config } = work
  const missing = absentData(desired, observed)
  const record = missing.length > 0 ? knownData({ lastApplied: ports.store.lastApplied(), dataRecord: ports.dataRecord.read() }) : undefined
  if (!record?.ok) return NOTHING
  const absent = missing.filter(({ volume }) => !isHeld(record.value, volume))
  const sought = await seekBackups(work, { absent, desired, before })
  const tools = { record: record.value, config, now: ports.clock.nowIso() }
  return { sought, emptyStarts: Object.fromEntries(absent.flatMap((one) => refusalOf(one, sought[baseVolume(one.volume)], tools))) }
}

interface Judging {
  readonly record: DataRecord
  readonly config: Pick<EngineConfig, 'key'>
  /** ISO 8601. */
  readonly now: string
}

function refusalOf(absent: AbsentData, sought: SoughtBackups | undefined, judging: Judging): readonly (readonly [string, Refusal])[] {
  if (!sought) return []
  const base = baseVolume(absent.volume)
  const { givenUp } = judging.record
  const givenUpMs = Object.hasOwn(givenUp, base) ? Date.parse(givenUp[base] ?? '') : undefined
  const { listed } = sought
  if (!listed.ok) return isFresh(givenUpMs, judging) ? [] : [[base, notKnown(absent, listed.error)]]
  const counted = listed.value.filter(({ at }) => counts(at, givenUpMs, judging))
  return counted.length > 0 ? [[base, besideBackups(absent, { counted, at: sought.at, givenUpMs }, judging)]] : []
}

/**
 * Whoever gave data up gave up what was backed up until then. What was made later is of data that began since, of which an older copy of the
 * state cannot know. A moment that is still to come says nothing of before and after, so a clock that went wrong never asks for ever: what a
 * person says now is not still to come.
 */
function counts(at: string, givenUpMs: number | undefined, { now }: Judging): boolean {
  const ms = Date.parse(at)
  return givenUpMs === undefined || isAhead(givenUpMs, now) || (ms > givenUpMs && !isAhead(ms, now))
}

/** Then the clock of this host is behind, or one was ahead. */
function isAhead(ms: number, now: string): boolean {
  return ms > Date.parse(now) + AHEAD_MS
}

const FRESH_MS = 24 * 60 * 60_000

/** Said a while ago, it may be of an older copy of the state. */
function isFresh(givenUpMs: number | undefined, { now }: Judging): boolean {
  return givenUpMs !== undefined && Math.abs(Date.parse(now) - givenUpMs) < FRESH_MS
}

interface Beside {
  /** Newest first. */
  readonly counted: readonly BackupFound[]
  /** ISO 8601: when the storage told of them. */
  readonly at: string
  readonly givenUpMs: number | undefined
}

function besideBackups({ volume, backup: { key, storage } }: AbsentData, { counted, at, givenUpMs }: Beside, judging: Judging): Refusal {
  const { newest, kind, how } = nextStep(counted, judging)
  const many = counted.length === 1 ? `1 backup of it${kind}, ` : `${String(counted.length)} backups of it${kind}, the newest `
  const message = `there is no volume ${volume}, and the storage ${storage} has ${many}${ageText(newest.at, at)} old: ${how} mistctl backup restore ${key}${newest.words}; or begin empty with: mistctl prune --confirm=${volume}${clockWords(givenUpMs, judging)}`
  return { reason: 'data-missing', message }
}

function clockWords(givenUpMs: number | undefined, { now }: Judging): string {
  if (givenUpMs === undefined || !isAhead(givenUpMs, now)) return ''
  return `. Look at the clock first: this host says ${now.slice(0, 10)}, and a person gave data of that name up on ${new Date(givenUpMs).toISOString().slice(0, 10)}`
}

interface NextStep {
  /** With what a restore has to be told of it. */
  readonly newest: Pick<BackupFound, 'at'> & { readonly words: string }
  readonly kind: string
  readonly how: string
}

/** By the rules of a restore, see restore/choose.ts. */
function nextStep(counted: readonly BackupFound[], { config: { key }, now }: Judging): NextStep {
  const [regular] = ownBackups(counted, 'regular', { key, now })
  if (regular) return { newest: { at: regular.at, words: '' }, kind: '', how: 'begin from that with:' }
  const [signed] = ownBackups(counted, 'signed', { key, now })
  if (signed) return { newest: { at: signed.at, words: ` ${signed.id}` }, kind: ' from before a restore or an upgrade', how: 'begin from that with:' }
  const [other] = counted
  const [ahead] = ownBackups(counted, 'signed', { key, now: other?.at ?? now })
  if (ahead) return { newest: { at: ahead.at, words: ` ${ahead.id}` }, kind: ' dated after the clock of this host', how: 'set the clock right, or begin from that with:' }
  return { newest: { at: other?.at ?? '', words: ` ${other?.id ?? ''} --unsigned` }, kind: ' that this instance cannot tell as its own', how: 'bring back the instance.key that made them, or begin from that with:' }
}

function notKnown({ app, volume }: AbsentData, failure: Failure): Refusal {
  const help = failure.help === undefined ? '' : ` (${failure.help})`
  const message = `there is no volume ${volume}, and whether there are backups of it is not known: ${failureLine(failure)}${help}. Mist asks again by itself, and at once with: mistctl apply ${app}; without them it begins empty with: mistctl prune --confirm=${volume}`
  return { reason: 'data-unknown', message }
}
