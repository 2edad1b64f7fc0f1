/**
 * One desired container against its live one: keep, change in place or replace, why, and who moved each field.
 * Whether it may be done is decided elsewhere.
 */
import type { ContentsSpec } from '../../model/contents.js'
import { contentsId, contentsMark } from '../../model/contents.js'
import { inPlaceDigest } from '../../model/fingerprint.js'
import { shortFingerprint } from '../../model/fingerprint.js'
import type { ChangeReason, FieldChange } from '../../model/plan.js'
import type { ContainerSpec } from '../../model/resource.js'
import type { ObservedContainer } from '../../model/state.js'
import type { RawField } from './fields.js'
import { contentsText, inPlaceFields, replaceFields, text } from './fields.js'
import { isNameOf } from './names.js'

export interface Verdict {
  readonly action: 'keep' | 'update' | 'replace'
  readonly reason: ChangeReason
  readonly fields: readonly FieldChange[]
}

export interface DiffContext {
  readonly images: Readonly<Record<string, string>>
  /** See StorePort.lastApplied. */
  readonly lastApplied: Readonly<Record<string, string>>
  /** What only a new container puts right, and its inspection does not tell. */
  readonly unseen?: readonly RawField[]
}

export function diffContainer(spec: ContainerSpec, live: ObservedContainer, context: DiffContext): Verdict {
  const isSame = spec.fingerprint === live.fingerprint
  const replace = withCause(isSame ? 'drift' : 'spec', fingerprintField(spec, live, replaceFields(spec, live, context.images)))
  const inPlace = inPlaceOf(spec, live, context)
  const condition = withCause(isUnfinished(live) ? 'spec' : 'drift', [...stateField(live), ...healthField(live)])
  const unseen = withCause('drift', context.unseen ?? [])
  const contents = withCause('spec', contentsField(spec, live, context.lastApplied))
  const fields = [...replace, ...unseen, ...inPlace, ...contents, ...condition]
  if (replace.length + unseen.length > 0 || isBeyondStart(live)) return { action: 'replace', reason: reasonOf(fields, live), fields }
  const all = [...fields, ...withCause('drift', nameField(spec, live))]
  return { action: all.length > 0 ? 'update' : 'keep', reason: reasonOf(all, live), fields: all }
}

/** Whether the live one could serve as the desired one without being replaced. */
export function isUsable(spec: ContainerSpec, live: ObservedContainer, images: Readonly<Record<string, string>>): boolean {
  return spec.fingerprint === live.fingerprint && !isBeyondStart(live) && replaceFields(spec, live, images).length === 0
}

/** A removed setting can equal what the image says by itself: then only the fingerprint tells. */
function fingerprintField(spec: ContainerSpec, live: ObservedContainer, fields: readonly RawField[]): readonly RawField[] {
  if (fields.length > 0) return fields
  return text('fingerprint', shortFingerprint(live.fingerprint), shortFingerprint(spec.fingerprint))
}

/**
 * What is inside of a database is not looked at in every pass: the store remembers what was put there. Without that it is done once more,
 * which changes nothing, and only where there is something to do.
 */
function contentsField({ app, contents }: ContainerSpec, live: ObservedContainer, lastApplied: DiffContext['lastApplied']): readonly RawField[] {
  if (!contents || live.state !== 'running') return []
  const last = lastApplied[contentsId(app)]
  const isThere = contents.isDeclared ? last === contentsMark(contents, live.engineId) : isUntouched(contents, last)
  return isThere ? [] : text('contents', undefined, contentsText(contents))
}

/** Of a database for which nothing is declared: whether it is still, or again, as its container was told. A change of passwords may have been taken back half-way. */
function isUntouched({ digest }: ContentsSpec, last: string | undefined): boolean {
  return last === undefined || last.startsWith(`${digest}@`)
}

/** Whose doing it was takes a digest to tell: in most passes nothing differs, and nobody asks. */
function inPlaceOf(spec: ContainerSpec, live: ObservedContainer, context: DiffContext): readonly FieldChange[] {
  const fields = inPlaceFields(spec, live)
  return fields.length === 0 ? [] : withCause(inPlaceCause(spec, context), fields)
}

/** Without memory it counts as git's change: then it is also corrected where drift is only reported. */
function inPlaceCause(spec: ContainerSpec, { lastApplied }: DiffContext): FieldChange['cause'] {
  return lastApplied[spec.id] === inPlaceDigest(spec) ? 'drift' : 'spec'
}

function withCause(cause: FieldChange['cause'], fields: readonly RawField[]): readonly FieldChange[] {
  return fields.map((field) => ({ ...field, cause }))
}

/** Created and never started: an apply was interrupted, nobody stopped it. */
function isUnfinished(live: ObservedContainer): boolean {
  return live.state === 'created' && live.startedAt === ''
}

/** The engine cannot start a dead container, and an unhealthy one is better replaced than restarted in place. */
function isBeyondStart(live: ObservedContainer): boolean {
  return live.state === 'dead' || isUnhealthy(live)
}

function isUnhealthy({ state, health }: ObservedContainer): boolean {
  return state === 'running' && health === 'unhealthy'
}

function stateField(live: ObservedContainer): readonly RawField[] {
  switch (live.state) {
    case 'running':
    // The engine is at it; whether it ever comes up is a question of health, not of a difference.
    case 'restarting':
    case 'removing': return []
    case 'exited': return isComplete(live) ? [] : text('state', `exited (${String(live.exitCode)})`, 'running')
    case 'created':
    case 'paused':
    case 'dead': return text('state', live.state, 'running')
  }
}

function isComplete({ restart, exitCode }: ObservedContainer): boolean {
  return restart.policy === 'no' || (restart.policy === 'on-failure' && exitCode === 0)
}

function healthField(live: ObservedContainer): readonly RawField[] {
  return isUnhealthy(live) ? text('health', live.health, 'healthy') : []
}

function nameField(spec: ContainerSpec, live: ObservedContainer): readonly RawField[] {
  return isNameOf(live.name, spec.name) ? [] : text('name', live.name, spec.name)
}

function reasonOf(fields: readonly FieldChange[], live: ObservedContainer): ChangeReason {
  const condition = fields.filter(({ field }) => field === 'state' || field === 'health')
  if (fields.some((field) => field.cause === 'spec' && !condition.includes(field))) return 'spec-changed'
  if (fields.length > condition.length) return 'drift'
  return isUnhealthy(live) ? 'unhealthy' : 'not-running'
}
