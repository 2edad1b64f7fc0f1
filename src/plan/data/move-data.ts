/**
 * Databases whose data goes over to a version that cannot open it, by a backup and into the next generation of the volume. What stands in
 * the way of that is told where the version is refused. Nothing is decided here about data that the version can open.
 */
import type { BackupSpec, StorageSpec } from '../../model/backup.js'
import type { DataOrigin, DataSpec } from '../../model/data.js'
import { failureLine } from '../../model/failure.js'
import { baseVolume, generationName, generationOf } from '../../model/generation.js'
import type { AppKey, AttachmentSpec, VolumeSpec } from '../../model/resource.js'
import { appOf } from '../../model/resource.js'
import type { DataMove, Moves } from '../../model/move.js'
import type { DesiredApp, DesiredState, ObservedContainer, ObservedState } from '../../model/state.js'
import { compareVersions } from '../../model/version.js'
import type { PlanInputs } from '../proposal.js'

export function planMoves(desired: DesiredState, observed: ObservedState, unfinished: readonly string[]): Moves {
  if (observed.incomplete.volume || observed.incomplete.container) return new Map()
  return new Map(desired.apps.flatMap((app) => {
    const judged = judgeMove(app, { desired, observed })
    return judged?.kind === 'move' ? [[app.key, { move: judged.move, to: nextName(judged.move.from, observed, unfinished) }] as const] : []
  }))
}

export type MoveJudged =
  | { readonly kind: 'move'; readonly move: DataMove }
  /** In words that can stand behind "its data cannot go over: ". */
  | { readonly kind: 'obstacle'; readonly cause: string }

export type MoveFacts = Pick<PlanInputs, 'desired' | 'observed'>

/** Undefined where nobody asked for it, or where no data needs it. */
export function judgeMove(app: DesiredApp, { desired, observed }: MoveFacts): MoveJudged | undefined {
  const need = needOf(app, observed)
  if (!need) return undefined
  const backup = desired.backups?.find((one) => one.app === app.key && one.source.kind === 'database')
  if (!backup) return { kind: 'obstacle', cause: 'it has no backup in git' }
  const place = desired.storages?.[backup.storage]
  if (!place?.ok) return { kind: 'obstacle', cause: place ? failureLine(place.error) : `git knows no storage ${backup.storage}` }
  const live = holderOf(app, need.volume.name, observed)
  if (typeof live === 'string') return { kind: 'obstacle', cause: live }
  return { kind: 'move', move: moveOf(app, desired, { ...need, backup, place: place.value, live }) }
}

interface Need {
  readonly volume: VolumeSpec
  readonly found: DataOrigin
}

/** Data that the wanted version cannot open. Of an app that is kept at its last release only drift is mended. */
function needOf({ upgrade, containers, volumes, kept }: DesiredApp, observed: ObservedState): Need | undefined {
  if (!upgrade || kept || containers.length === 0) return undefined
  const volume = volumes.find(({ data }) => data !== undefined)
  const found = observed.volumes.find(({ name, owner }) => owner === 'ours' && name === volume?.name)?.data
  return volume?.data && found && isBeyond(volume.data, found) ? { volume, found } : undefined
}

/** Of the same software, too old for the wanted version, and with passwords that are known. */
function isBeyond(wanted: DataSpec, found: DataOrigin): boolean {
  const isOlder = found.software === wanted.software && compareVersions(wanted.line, found.line) > 0
  return isOlder && wanted.upgrade === 'never' && (wanted.key === undefined || wanted.key === found.key)
}

/** By which it is asked for all that it holds. Only a server of its own version can read it. */
function holderOf({ key, formerly }: DesiredApp, volume: string, { containers }: ObservedState): ObservedContainer | string {
  const all = containers.filter((one) => (one.app === key || one.app === formerly) && one.mounts.some(({ kind, source }) => kind === 'volume' && source === volume))
  const running = all.filter(({ state }) => state === 'running')
  if (running.length > 1) return 'two of its containers run on the volume'
  return running[0] ?? all[0] ?? 'no container of the old version is there to read it: go back to that version first'
}

interface Sides extends Need {
  readonly backup: BackupSpec
  readonly place: StorageSpec
  readonly live: ObservedContainer
}

function moveOf({ key, containers: [spec] }: DesiredApp, { apps }: DesiredState, { volume, found, backup, place, live }: Sides): DataMove {
  const dependents = apps.filter(({ dependsOn, containers }) => dependsOn.includes(key) && containers.length > 0).map((one) => one.key)
  return { from: volume.name, software: found.software, fromLine: found.line, toLine: volume.data?.line ?? '', storage: backup.storage, dependents, backup, place, live: { engineId: live.engineId, name: live.name, stopGraceMs: live.stopGraceMs, networks: networksOf(live, key, spec?.networks ?? []) } }
}

/** What an attempt that was killed left without its networks is to be reached as the app was, by the name that it had then. */
function networksOf({ app, state, networks }: ObservedContainer, key: AppKey, wanted: readonly AttachmentSpec[]): readonly AttachmentSpec[] {
  const own = networks.map(({ network, aliases }) => ({ network, aliases }))
  const isServing = state === 'running' && own.length > 0
  if (isServing) return own
  const asThen = wanted.map(({ network, aliases }) => ({ network, aliases: aliases.map((alias) => (app !== undefined && alias === appOf(key) ? appOf(app) : alias)) }))
  return [...own, ...asThen.filter(({ network }) => own.every((one) => one.network !== network))]
}

function nextName(from: string, { volumes }: ObservedState, unfinished: readonly string[]): string {
  const base = baseVolume(from)
  const taken = volumes.map(({ name }) => name).filter((name) => baseVolume(name) === base && !unfinished.includes(name))
  return generationName(base, Math.max(...[from, ...taken].map(generationOf)) + 1)
}
