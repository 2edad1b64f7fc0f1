/**
 * What differs between a container as git wants it and as the engine reports it, field by field, in two groups: fields that the
 * engine changes in place and fields that take a new container. Who moved a field is not decided here.
 */
import { RESERVED_LABEL_PREFIXES } from '../../model/labels.js'
import { sameSet } from '../../model/compare.js'
import type { ContentsSpec } from '../../model/contents.js'
import type { AttachmentSpec, ContainerSpec, HealthCheckSpec, MountSpec } from '../../model/resource.js'
import type { FieldChange } from '../../model/plan.js'
import type { ObservedContainer } from '../../model/state.js'
import { argumentsText, attachmentText, bytesText, countText, mountText, portText, restartText, secondsText } from './values.js'

export type RawField = Omit<FieldChange, 'cause'>

interface Sides {
  readonly spec: ContainerSpec
  readonly live: ObservedContainer
}

/** Fields that take a new container. No fingerprint is trusted: it stands in a label, and anybody on the host can write labels. */
export function replaceFields(spec: ContainerSpec, live: ObservedContainer, images: Readonly<Record<string, string>>): readonly RawField[] {
  const sides = { spec, live }
  return [
    ...imageField(sides, images),
    ...recordFields('env', { from: live.env, to: spec.env }).map((field) => hideSecret(field, sides)),
    ...argumentFields(sides),
    ...healthFields(sides),
    ...mountFields(sides),
    ...setFields('ports', live.ports.map(portText), spec.ports.map(portText)),
    ...recordFields('labels', { from: personal(live.labels), to: personal(spec.labels) }),
    ...text('logs.maxSize', bytesText(live.logs.maxSizeBytes), bytesText(spec.logs.maxSizeBytes)),
    ...text('logs.maxFiles', String(live.logs.maxFiles), String(spec.logs.maxFiles)),
    ...setFields('capabilities', live.capabilities.map(plainCapability), spec.capabilities.map(plainCapability)),
    ...text('noNewPrivileges', String(live.noNewPrivileges), 'true'),
    ...text('stopGrace', secondsText(live.stopGraceMs), secondsText(spec.stopGraceMs)),
  ]
}

export function inPlaceFields({ limits, restart, networks }: ContainerSpec, live: ObservedContainer): readonly RawField[] {
  return [
    ...text('limits.cpus', countText(live.limits.cpus), countText(limits.cpus)),
    ...text('limits.memory', bytesText(live.limits.memoryBytes), bytesText(limits.memoryBytes)),
    ...text('limits.pids', countText(live.limits.pids), countText(limits.pids)),
    ...text('restart', restartText(live.restart), restartText(restart)),
    ...networkFields(networks, live),
  ]
}

const IN_PLACE = /^(limits\.|networks\.|restart$|contents$|name$|state$)/

/** The table of the house: whether a field by this name can change without a new container. */
export function isInPlace(field: string): boolean {
  return IN_PLACE.test(field)
}

/** Empty when both sides are equal. */
export function text(field: string, from: string | undefined, to: string | undefined): readonly RawField[] {
  if (from === to) return []
  return [{ field, ...(from !== undefined && { from }), ...(to !== undefined && { to }), sensitivity: field.startsWith('env.') ? 'env' : 'public' }]
}

/** What is made when it is missing; passwords are looked after in any case. */
export function contentsText({ names }: ContentsSpec): string {
  return ['passwords', ...names].join(', ')
}

const HIDDEN = '(hidden)'

/** Also when it was a secret before, or shall be one from now on. */
function hideSecret(field: RawField, { spec, live }: Sides): RawField {
  const name = field.field.slice('env.'.length)
  const isSecret = Object.hasOwn(spec.secretEnv ?? {}, name) || (live.hiddenEnv ?? []).includes(name)
  if (!isSecret) return field
  return { field: field.field, ...(field.from !== undefined && { from: HIDDEN }), ...(field.to !== undefined && { to: HIDDEN }), sensitivity: 'secret' }
}

/** A tag that is gone says nothing; a tag that now names another image is a difference. */
function imageField({ spec, live }: Sides, images: Readonly<Record<string, string>>): readonly RawField[] {
  if (live.image !== spec.image) return text('image', live.image, spec.image)
  const id = images[spec.image]
  if (id === undefined || id === live.imageId) return []
  return text('image', `${live.image} (${shortId(live.imageId)})`, `${spec.image} (${shortId(id)})`)
}

function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12)
}

function recordFields(group: string, sides: { readonly from: Readonly<Record<string, string>>; readonly to: Readonly<Record<string, string>> }): readonly RawField[] {
  const { from, to } = sides
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].toSorted()
  return names.flatMap((name) => text(`${group}.${name}`, valueIn(from, name), valueIn(to, name)))
}

/** Names come from a file: `constructor` must not find what every object has. */
function valueIn(record: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function argumentFields({ spec, live }: Sides): readonly RawField[] {
  return (['command', 'entrypoint'] as const).flatMap((field) => {
    const [before, after] = [live[field], spec[field]]
    return text(field, before && argumentsText(before), after && argumentsText(after))
  })
}

/** The observation keeps a check that the spec asks for, also where the image says the same. */
function healthFields({ spec, live }: Sides): readonly RawField[] {
  const before = live.healthCheck
  const after = spec.healthCheck
  const field = (name: string, of: (check: HealthCheckSpec) => string): readonly RawField[] => text(`health.${name}`, before && of(before), after && of(after))
  return [
    ...field('cmd', ({ command }) => (command.length > 0 ? argumentsText(command) : 'switched off')),
    ...field('interval', ({ intervalMs }) => secondsText(intervalMs)),
    ...field('timeout', ({ timeoutMs }) => secondsText(timeoutMs)),
    ...field('retries', ({ retries }) => String(retries)),
    ...field('startPeriod', ({ startPeriodMs }) => secondsText(startPeriodMs)),
  ]
}

/** Volumes that an image declares get a name of 64 hex digits from the engine; nobody asked for those. */
const ANONYMOUS = /^[0-9a-f]{64}$/

function mountFields({ spec, live }: Sides): readonly RawField[] {
  const wanted = byTarget(spec.mounts)
  const present = byTarget(live.mounts.filter(({ target, source }) => wanted.has(target) || !ANONYMOUS.test(source)))
  const targets = [...new Set([...wanted.keys(), ...present.keys()])].toSorted()
  return targets.flatMap((target) => text(`mounts.${target}`, present.get(target), wanted.get(target)))
}

function byTarget(mounts: readonly MountSpec[]): ReadonlyMap<string, string> {
  return new Map(mounts.map((mount) => [mount.target, mountText(mount)]))
}

function setFields(field: string, from: readonly string[], to: readonly string[]): readonly RawField[] {
  if (sameSet(from, to)) return []
  return text(field, joined(from), joined(to))
}

function joined(items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : items.toSorted().join(', ')
}

/** Identity labels are compared as identity, and what engines add by themselves is nobody's change. */
function personal(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !FOREIGN_LABELS.some((prefix) => name.startsWith(prefix))))
}

const FOREIGN_LABELS = [...RESERVED_LABEL_PREFIXES, 'desktop.docker.io/']

function plainCapability(name: string): string {
  return name.toUpperCase().replace(/^CAP_/, '')
}

function networkFields(wanted: readonly AttachmentSpec[], live: ObservedContainer): readonly RawField[] {
  const targets = new Map(wanted.map((attachment) => [attachment.network, attachment]))
  const present = new Map(live.networks.map((attachment) => [attachment.network, withoutOwnNames(attachment, live, targets.get(attachment.network))]))
  const names = [...new Set([...targets.keys(), ...present.keys()])].toSorted()
  return names.flatMap((name) => text(`networks.${name}`, textOf(present.get(name)), textOf(targets.get(name))))
}

function textOf(attachment: AttachmentSpec | undefined): string | undefined {
  return attachment && attachmentText(attachment)
}

const SHORT_ID = 12

/** The engine adds the short id, newer ones the name too, as aliases of their own. */
function withoutOwnNames({ network, aliases }: AttachmentSpec, { engineId, name }: ObservedContainer, wanted: AttachmentSpec | undefined): AttachmentSpec {
  const isOwn = (alias: string): boolean => alias === name || (alias.length >= SHORT_ID && engineId.startsWith(alias))
  return { network, aliases: aliases.filter((alias) => wanted?.aliases.includes(alias) || !isOwn(alias)) }
}
